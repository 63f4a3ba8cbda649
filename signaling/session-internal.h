/* session-internal.h: what session.c (tables) and session-feed.c (messages) know of each other
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_SESSION_INTERNAL_H
#define WSIG_SESSION_INTERNAL_H

#include "session.h"

/* Values of an envelope that a leg remembers. */
#define WSIG_LEG_TOKENS_MAX 16

/* One agent's messages of one session on a lane. A server that relays to everybody gives both
 * agents a leg on the same lane. */
struct wsig_leg {
    uint64_t key; /* lane, session and agent */
    struct wsig_session *session;
    uint32_t last_frame;
    uint32_t generation; /* of the agent's last description on it */
    uint32_t pc;         /* hash of the envelope's id of the peer connection; 0: none */
    uint8_t agent;
    uint8_t token_count;
    bool described;     /* a description of the agent was on it */
    bool ended;         /* end of candidates, for all m-sections of this generation */
    GArray *ended_mids; /* uint32_t, hashes; NULL: none */
    uint32_t tokens[WSIG_LEG_TOKENS_MAX]; /* hashes of what the envelope says beside the items */
};

/* What is kept of a trickled candidate. */
struct wsig_trickled {
    struct wsig_endpoint endpoint;
    uint32_t token; /* hash of all that tells it from others of its agent; 0: it is none */
};

/* A candidate that waits for its description. */
struct wsig_orphan {
    uint64_t ufrag;
    uint64_t
        early_on; /* the lane on which no description had come before it; UINT64_MAX: one had */
    struct wsig_item_record *item;
    struct wsig_trickled trickled;
};

struct wsig_sessions {
    GPtrArray *all;           /* struct wsig_session, owned */
    GPtrArray *exchanges;     /* struct wsig_exchange, owned */
    GHashTable *ufrags;       /* text -> struct wsig_credential, the first of a list; owned */
    GHashTable *origins;      /* hash of an o= line's name and id -> session, NULL: of several */
    GHashTable *descriptions; /* hash of a description -> struct wsig_exchange */
    GHashTable *lanes;        /* connection and side -> GPtrArray of struct wsig_leg */
    GHashTable *legs;         /* struct wsig_leg.key -> it, owned */
    GHashTable *pcs;          /* hash of connection and peer connection's id -> session */
    struct wsig_arena *arena; /* scratch, for descriptions that are compared */
    struct wsig_orphan orphans[WSIG_ORPHANS_MAX];
    unsigned next_orphan;
};

/* A session and one of its agents, as they are by now. */
struct wsig_end {
    struct wsig_session *session; /* NULL: none */
    uint8_t agent;
};

struct wsig_end wsig_end_of(struct wsig_session *session, uint8_t agent);

struct wsig_session *wsig_session_new(struct wsig_sessions *sessions);
struct wsig_exchange *wsig_exchange_new(struct wsig_sessions *sessions,
                                        struct wsig_session *session, uint8_t offerer);

/* The exchange is over, other than by an answer. */
void wsig_exchange_end(struct wsig_exchange *exchange, enum wsig_outcome outcome);

/* They are one peer connection: agent 1 - `agent` of `into` is `agent` of `from`. */
void wsig_session_merge(struct wsig_session *from, struct wsig_session *into, bool flip);

bool wsig_session_has_mid(const struct wsig_session *session, uint32_t token);

void wsig_agent_add_candidate(struct wsig_agent *agent, const struct wsig_candidate *candidate);

/* A trickled candidate, of that ufrag, of its agent; true when another hop has shown it. */
struct wsig_trickled wsig_trickled_read(const struct wsig_item *item, struct wsig_slice ufrag);
bool wsig_agent_take_trickled(struct wsig_agent *agent, const struct wsig_trickled *trickled);

/* --- lanes and legs --- */

uint64_t wsig_lane(const struct wsig_connection *connection, enum wsig_side side);

/* The legs of a lane, oldest first; NULL: none. */
GPtrArray *wsig_lane_legs(const struct wsig_sessions *sessions, uint64_t lane);

/* The agent's leg there; NULL: none; or made when it is new. */
struct wsig_leg *wsig_leg_find(const struct wsig_sessions *sessions, uint64_t lane,
                               struct wsig_end end);
struct wsig_leg *wsig_leg_get(struct wsig_sessions *sessions, uint64_t lane, struct wsig_end end);

/* --- by other names --- */

struct wsig_exchange *wsig_description_find(const struct wsig_sessions *sessions, uint64_t key);
void wsig_description_add(struct wsig_sessions *sessions, uint64_t key,
                          struct wsig_exchange *exchange);
struct wsig_end wsig_pc_find(const struct wsig_sessions *sessions, uint64_t pc);
void wsig_pc_add(struct wsig_sessions *sessions, uint64_t pc, struct wsig_session *session);

/* --- credentials and origins --- */

struct wsig_end wsig_credential_find(const struct wsig_sessions *sessions, struct wsig_slice ufrag,
                                     struct wsig_slice pwd);
void wsig_credential_add(struct wsig_sessions *sessions, struct wsig_end end,
                         struct wsig_slice ufrag, struct wsig_slice pwd);
struct wsig_session *wsig_origin_find(const struct wsig_sessions *sessions, uint64_t origin);
void wsig_origin_add(struct wsig_sessions *sessions, uint64_t origin, struct wsig_session *session);

void wsig_orphan_add(struct wsig_sessions *sessions, const struct wsig_orphan *orphan);

#endif
