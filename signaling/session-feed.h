/* session-feed.h: one item on its way into the sessions: what session-feed.c (all items),
 * session-describe.c (descriptions) and session-lint.c (judgement) know of each other
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_SESSION_FEED_H
#define WSIG_SESSION_FEED_H

#include "identity.h"
#include "session-internal.h"

struct wsig_feed {
    struct wsig_sessions *s;
    const struct wsig_fed_message *message;
    const struct wsig_item *item;
    /* Of the application message that the item is of. */
    const struct wsig_head *head;
    const struct wsig_fed_request *request;
    struct wsig_item_record *out;
    uint64_t lane, opposite;
    uint32_t pc; /* hash of the envelope's id of the peer connection; 0: none */
    uint32_t tokens[WSIG_LEG_TOKENS_MAX];
    unsigned token_count;
    unsigned part; /* its number */
    uint64_t key;  /* wsig_identity.key of a description */
};

/* How much of what the envelope says is what it said on that leg? -1: it speaks of another. */
int wsig_feed_score(const struct wsig_feed *f, const struct wsig_leg *leg);

struct wsig_end wsig_feed_end_of_leg(const struct wsig_leg *leg);

/* The leg of a lane that fits, with the most in common, and of those the latest; NULL: none. */
struct wsig_leg *wsig_feed_best_leg(const struct wsig_feed *f, uint64_t lane,
                                    bool (*fits)(struct wsig_end end), int *best);

/* The message is one of that agent's: its leg on this lane remembers what the envelope said. */
struct wsig_leg *wsig_feed_take_leg(struct wsig_feed *f, struct wsig_end end);

/* Under which wsig_pc_find() has the envelope's id of the peer connection. */
uint64_t wsig_feed_pc_key(const struct wsig_feed *f);

/* --- descriptions --- */

/* By what does not change from one description of an agent to the next. */
struct wsig_end wsig_feed_known_end(const struct wsig_feed *f,
                                    const struct wsig_identity *identity);

/* Takes over what the agent says of itself; the exchange may be NULL. */
void wsig_feed_learn(struct wsig_feed *f, struct wsig_end end, const struct wsig_identity *identity,
                     struct wsig_exchange *exchange, bool is_answer);

void wsig_feed_description(struct wsig_feed *f, enum wsig_kind kind);
void wsig_feed_rollback(struct wsig_feed *f);

/* --- judgement --- */

/* A new offer, before the agent's last description is replaced by it. */
void wsig_feed_check_offer(struct wsig_feed *f, struct wsig_exchange *exchange,
                           struct wsig_slice text);

/* The answer to an exchange; says what was negotiated too. */
void wsig_feed_check_answer(struct wsig_feed *f, struct wsig_exchange *exchange,
                            struct wsig_slice text);

void wsig_feed_check_lone_answer(struct wsig_feed *f, const struct wsig_session *session);

void wsig_feed_check_candidate(struct wsig_feed *f, const struct wsig_session *session);

/* The end of an agent's candidates. */
void wsig_feed_check_end(struct wsig_feed *f, const struct wsig_agent *agent);

/* Two first offers crossed, and one of them was answered. */
void wsig_feed_report_glare(struct wsig_exchange *lost, struct wsig_exchange *answered);

#endif
