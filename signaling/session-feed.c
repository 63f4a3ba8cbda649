/* session-feed.c: see session.h; from messages to sessions
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "session-feed.h"

/* An id of the peer connection in the envelope says more than anything else in it. */
#define SCORE_PC 1000

/* --- what the envelope says ------------------------------------------------------------------ */

static bool has_token(const uint32_t *tokens, unsigned n, uint32_t token)
{
    for (unsigned i = 0; i < n; i++)
        if (tokens[i] == token)
            return true;
    return false;
}

static void add_token(struct wsig_feed *f, uint32_t token)
{
    if (f->token_count < WSIG_LEG_TOKENS_MAX && !has_token(f->tokens, f->token_count, token))
        f->tokens[f->token_count++] = token;
}

static void collect_tokens(struct wsig_feed *f)
{
    const struct wsig_head *head = f->head;
    const struct wsig_value *values[] = {&head->app_session, &head->peer_from, &head->peer_to,
                                         &head->transaction, &head->ends};
    f->token_count = 0;
    const struct wsig_slice pc = f->item->pc.text.n > 0 ? f->item->pc.text : head->pc.text;
    f->pc = pc.n > 0 ? wsig_slice_token(pc) : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        if (values[i]->text.n > 0)
            add_token(f, wsig_slice_token(values[i]->text));
    for (size_t i = 0; i < G_N_ELEMENTS(head->dialog); i++)
        if (head->dialog[i])
            add_token(f, head->dialog[i]);
    for (unsigned i = 0; i < f->item->token_count; i++)
        add_token(f, f->item->tokens[i]);
}

/* How much of what the envelope says is what it said on that leg? -1: it speaks of another. */
int wsig_feed_score(const struct wsig_feed *f, const struct wsig_leg *leg)
{
    int common = 0;
    if (f->pc && leg->pc)
        return f->pc == leg->pc ? SCORE_PC : -1;
    for (unsigned i = 0; i < f->token_count; i++)
        common += has_token(leg->tokens, leg->token_count, f->tokens[i]);
    return common;
}

struct wsig_end wsig_feed_end_of_leg(const struct wsig_leg *leg)
{
    return wsig_end_of(leg->session, leg->agent);
}

/* The leg of a lane that fits, with the most in common, and of those the latest; NULL: none. */
struct wsig_leg *wsig_feed_best_leg(const struct wsig_feed *f, uint64_t lane,
                                    bool (*fits)(struct wsig_end end), int *best)
{
    GPtrArray *legs = wsig_lane_legs(f->s, lane);
    struct wsig_leg *found = NULL;
    *best = -1;
    for (unsigned n = 0; legs && n < legs->len && n < WSIG_LEGS_SEARCHED_MAX; n++) {
        struct wsig_leg *leg = g_ptr_array_index(legs, legs->len - 1 - n);
        int common = wsig_feed_score(f, leg);
        if (common < 0 || !fits(wsig_feed_end_of_leg(leg)))
            continue;
        if (common > *best || (common == *best && leg->last_frame > found->last_frame)) {
            *best = common;
            found = leg;
        }
    }
    return found;
}

uint64_t wsig_feed_pc_key(const struct wsig_feed *f)
{
    return (uint64_t)f->message->connection->index << 32 | f->pc;
}

/* The message is one of that agent's: its leg on this lane remembers what the envelope said. */
struct wsig_leg *wsig_feed_take_leg(struct wsig_feed *f, struct wsig_end end)
{
    struct wsig_leg *leg = wsig_leg_get(f->s, f->lane, end);
    leg->last_frame = f->message->at.frame;
    leg->pc = f->pc ? f->pc : leg->pc;
    for (unsigned i = 0; i < f->token_count; i++)
        if (leg->token_count < WSIG_LEG_TOKENS_MAX &&
            !has_token(leg->tokens, leg->token_count, f->tokens[i]))
            leg->tokens[leg->token_count++] = f->tokens[i];
    if (f->pc)
        wsig_pc_add(f->s, wsig_feed_pc_key(f), end.session);
    f->out->session = end.session;
    f->out->agent = end.agent;
    return leg;
}

/* --- candidates ------------------------------------------------------------------------------ */

static bool any_end(struct wsig_end end)
{
    return end.session != NULL;
}

static struct wsig_slice ufrag_of(const struct wsig_item *item)
{
    struct wsig_slice ufrag =
        item->candidate ? wsig_candidate_extension(item->candidate, "ufrag") : wsig_slice(NULL, 0);
    return ufrag.n > 0 ? ufrag : item->ufrag.text;
}

/* The agent that sends here: by its own leg, else it is the other one of whom a leg comes back. */
static struct wsig_end sender_by_lane(const struct wsig_feed *f)
{
    int own_score, other_score;
    struct wsig_leg *own = wsig_feed_best_leg(f, f->lane, any_end, &own_score);
    struct wsig_leg *other = wsig_feed_best_leg(f, f->opposite, any_end, &other_score);
    if (own && own_score >= other_score)
        return wsig_feed_end_of_leg(own);
    struct wsig_end end = other ? wsig_feed_end_of_leg(other) : (struct wsig_end){NULL, 0};
    end.agent = !end.agent;
    return end;
}

/* Of several agents with that ufrag the one that has been on this lane. */
static struct wsig_end sender_by_ufrag(const struct wsig_feed *f, struct wsig_slice ufrag,
                                       uint32_t *generation)
{
    const struct wsig_credential *c = wsig_sessions_by_ufrag(f->s, ufrag), *first = c;
    for (; c; c = c->next)
        if (wsig_leg_find(f->s, f->lane, wsig_end_of(c->session, c->agent)))
            break;
    c = c ? c : first;
    *generation = c ? c->generation : 0;
    return c ? wsig_end_of(c->session, c->agent) : (struct wsig_end){NULL, 0};
}

static bool leg_has_ended(const struct wsig_leg *leg, struct wsig_slice mid)
{
    const uint32_t token = wsig_slice_token(mid);
    for (unsigned i = 0; leg->ended_mids && mid.n > 0 && i < leg->ended_mids->len; i++)
        if (g_array_index(leg->ended_mids, uint32_t, i) == token)
            return true;
    return leg->ended;
}

static void end_leg(struct wsig_leg *leg, struct wsig_slice mid)
{
    const uint32_t token = wsig_slice_token(mid);
    if (mid.n == 0) {
        leg->ended = true;
        return;
    }
    if (!leg->ended_mids)
        leg->ended_mids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    if (!leg_has_ended(leg, mid))
        g_array_append_val(leg->ended_mids, token);
}

/* The ufrag is not known (yet): its description may still come. */
static void feed_orphan(struct wsig_feed *f, struct wsig_slice ufrag)
{
    struct wsig_end end = sender_by_lane(f);
    struct wsig_leg *leg = end.session ? wsig_leg_find(f->s, f->lane, end) : NULL;
    if (leg && leg->described && f->item->kind == WSIG_KIND_CANDIDATE)
        wsig_findings_add(&f->out->findings, WSIG_RULE_CANDIDATE_UNKNOWN_UFRAG,
                          "no description of this sender has the ufrag %.*s", (int)ufrag.n,
                          (const char *)ufrag.p);
    const struct wsig_orphan orphan = {
        .ufrag = wsig_slice_hash(ufrag, WSIG_HASH_SEED),
        .early_on = leg && leg->described ? UINT64_MAX : f->lane,
        .item = f->out,
        .trickled = wsig_trickled_read(f->item, ufrag),
    };
    wsig_orphan_add(f->s, &orphan);
}

static void feed_candidate(struct wsig_feed *f)
{
    const struct wsig_slice ufrag = ufrag_of(f->item);
    struct wsig_end end;
    uint32_t generation = 0;
    bool is_candidate = f->item->kind == WSIG_KIND_CANDIDATE;
    end = ufrag.n > 0 ? sender_by_ufrag(f, ufrag, &generation) : sender_by_lane(f);
    if (!end.session) {
        if (ufrag.n > 0)
            feed_orphan(f, ufrag);
        return;
    }
    struct wsig_leg *leg = wsig_feed_take_leg(f, end);
    f->out->state = end.session->state;
    const struct wsig_trickled trickled = wsig_trickled_read(f->item, ufrag);
    f->out->again = wsig_agent_take_trickled(&end.session->agents[end.agent], &trickled);
    if (ufrag.n > 0 && leg->described && generation != leg->generation)
        return; /* a late one of an earlier generation, or an early one of the next */
    if (is_candidate)
        wsig_feed_check_candidate(f, end.session);
    else
        wsig_feed_check_end(f, &end.session->agents[end.agent]);
    if (!is_candidate)
        end_leg(leg, f->item->mid.text);
    else if (leg_has_ended(leg, f->item->mid.text))
        wsig_findings_add(&f->out->findings, WSIG_RULE_CANDIDATE_AFTER_END, NULL);
}

/* --- the rest -------------------------------------------------------------------------------- */

/* A reply is about the peer connection that its request has named; its sender, by the leg here. */
static struct wsig_end sender_by_request(const struct wsig_feed *f)
{
    for (unsigned i = 0; i < f->request->count; i++) {
        struct wsig_end end = wsig_end_of(f->request->items[i].session, 0);
        for (end.agent = 0; end.session && end.agent < 2; end.agent++)
            if (wsig_leg_find(f->s, f->lane, end))
                return end;
    }
    return (struct wsig_end){NULL, 0};
}

/* ICE and DTLS parameters without SDP: whoever says its ufrag begins; the other side may have none
 * to say. */
static void feed_transport(struct wsig_feed *f)
{
    struct wsig_identity identity;
    wsig_identity_read(f->item, WSIG_KIND_TRANSPORT_PARAMETERS, &identity);
    struct wsig_end end = wsig_feed_known_end(f, &identity);
    if (!end.session)
        end = sender_by_request(f);
    if (!end.session && identity.credential_count == 0) {
        int best;
        struct wsig_leg *leg = wsig_feed_best_leg(f, f->opposite, any_end, &best);
        if (!leg || best <= 0)
            return;
        end = wsig_feed_end_of_leg(leg);
        end.agent = !end.agent;
    }
    if (!end.session)
        end = (struct wsig_end){wsig_session_new(f->s), 0};
    wsig_feed_learn(f, end, &identity, NULL, false);
    wsig_feed_take_leg(f, end)->described = true;
}

static bool is_open(struct wsig_end end)
{
    return end.session->state != WSIG_STATE_CLOSED;
}

/* The peer connection that the ids of a bye name; or, where it may be guessed, the only one that is
 * open. */
static struct wsig_session *session_of_bye(const struct wsig_feed *f, bool (*fits)(struct wsig_end),
                                           bool may_guess)
{
    int score_here, score_there;
    struct wsig_leg *here = wsig_feed_best_leg(f, f->lane, fits, &score_here);
    struct wsig_leg *there = wsig_feed_best_leg(f, f->opposite, fits, &score_there);
    struct wsig_leg *leg = score_here >= score_there ? here : there;
    if (!leg)
        return NULL;
    struct wsig_session *session = wsig_feed_end_of_leg(leg).session;
    bool only = (!here || wsig_feed_end_of_leg(here).session == session) &&
                (!there || wsig_feed_end_of_leg(there).session == session);
    return MAX(score_here, score_there) > 0 || (only && may_guess) ? session : NULL;
}

/* SIP: it ends the dialog with another of those who answered the offer, not the call. */
static bool is_about_other_fork(const struct wsig_feed *f, const struct wsig_session *session)
{
    const uint32_t *ends = f->head->dialog;
    const uint32_t chosen = session->latest ? session->latest->dialog : 0;
    return chosen && ends[0] && ends[1] && ends[0] != chosen && ends[1] != chosen;
}

/* A server's "leave" may be about anybody, a bye and a client's own "leave" are about its call. On
 * the second hop of a relay the session is closed already. */
static void feed_bye(struct wsig_feed *f)
{
    bool own = f->item->kind == WSIG_KIND_BYE || f->message->from_client;
    struct wsig_session *session = session_of_bye(f, is_open, own);
    if (!session)
        session = session_of_bye(f, any_end, false);
    if (!session)
        return;
    f->out->session = session;
    f->out->state = session->state;
    if (is_about_other_fork(f, session))
        return;
    for (unsigned i = 0; i < 2; i++) {
        wsig_exchange_end(session->open[i], WSIG_OUTCOME_REFUSED);
        session->open[i] = NULL;
    }
    session->state = WSIG_STATE_CLOSED;
    if (session->closed.frame == 0)
        session->closed = (struct wsig_event){f->message->at.frame, f->message->at.time};
    f->out->state = WSIG_STATE_CLOSED;
}

/* The other side does not take what was offered last, and says so in a message of its own. */
static void feed_refusal(struct wsig_feed *f)
{
    struct wsig_end end =
        f->pc ? wsig_pc_find(f->s, wsig_feed_pc_key(f)) : (struct wsig_end){NULL, 0};
    for (unsigned agent = 0; end.session && agent < 2; agent++) {
        const struct wsig_leg *leg =
            wsig_leg_find(f->s, f->opposite, wsig_end_of(end.session, (uint8_t)agent));
        if (!end.session->open[agent] || !leg)
            continue;
        wsig_exchange_end(end.session->open[agent], WSIG_OUTCOME_REFUSED);
        end.session->open[agent] = NULL;
        end.session->state = WSIG_STATE_STABLE;
    }
    f->out->session = end.session;
    f->out->state = end.session ? end.session->state : f->out->state;
}

/* An error in reply to an offer: it leaves the state as it was before (RFC 3261 section 14.1). */
static void feed_error(struct wsig_feed *f)
{
    if (f->item->refuses) {
        feed_refusal(f);
        return;
    }
    for (unsigned i = 0; i < f->request->count; i++) {
        struct wsig_item_record *asked = &f->request->items[i];
        struct wsig_exchange *exchange = asked->exchange;
        struct wsig_end end = wsig_end_of(asked->session, asked->agent);
        if (!end.session)
            continue;
        f->out->session = end.session;
        if (exchange && exchange->outcome == WSIG_OUTCOME_OPEN) {
            wsig_exchange_end(exchange, WSIG_OUTCOME_REFUSED);
            end.session->open[end.agent] = NULL;
            end.session->state = WSIG_STATE_STABLE;
        }
        f->out->state = end.session->state;
    }
}

/* Other messages belong where their id of the peer connection says. */
static void feed_other(struct wsig_feed *f)
{
    struct wsig_end end =
        f->pc ? wsig_pc_find(f->s, wsig_feed_pc_key(f)) : (struct wsig_end){NULL, 0};
    if (!end.session)
        return;
    f->out->session = end.session;
    f->out->state = end.session->state;
}

/* RFC 7065: turn and turns. */
static void note_servers(struct wsig_feed *f)
{
    const struct wsig_span *span = &f->item->span;
    const struct wsig_slice bytes = wsig_msg_buffer(f->message->msg, span->buffer)->bytes;
    const struct wsig_slice list = wsig_slice(bytes.p + span->offset, span->length);
    f->message->connection->turn_offered |=
        wsig_slice_has_ci(list, "turn:") || wsig_slice_has_ci(list, "turns:");
}

static void feed_item(struct wsig_feed *f)
{
    enum wsig_kind kind = f->item->kind;
    if (f->message->settled && wsig_kind_is_description(kind))
        kind = f->message->as_kind;
    f->out->restart = 2;
    collect_tokens(f);
    switch (kind) {
    case WSIG_KIND_OFFER:
    case WSIG_KIND_ANSWER:
    case WSIG_KIND_PRANSWER:
        wsig_feed_description(f, kind);
        break;
    case WSIG_KIND_ROLLBACK:
        wsig_feed_rollback(f);
        break;
    case WSIG_KIND_CANDIDATE:
    case WSIG_KIND_END_OF_CANDIDATES:
        feed_candidate(f);
        break;
    case WSIG_KIND_TRANSPORT_PARAMETERS:
        feed_transport(f);
        break;
    case WSIG_KIND_BYE:
    case WSIG_KIND_LEAVE:
        feed_bye(f);
        break;
    case WSIG_KIND_ERROR:
        feed_error(f);
        break;
    case WSIG_KIND_ICE_SERVERS:
        note_servers(f);
        feed_other(f);
        break;
    default:
        feed_other(f);
        break;
    }
}

/* Of which of several application messages is the item? */
static void choose_part(struct wsig_feed *f, unsigned item)
{
    const GArray *parts = f->message->msg->parts;
    f->head = &f->message->msg->head;
    f->request = f->message->requests;
    for (; f->part < parts->len; f->part++) {
        const struct wsig_part *part = &g_array_index(parts, struct wsig_part, f->part);
        f->head = part->head;
        f->request = &f->message->requests[f->part];
        if (item < part->first + part->count)
            return;
    }
}

void wsig_sessions_feed(struct wsig_sessions *s, struct wsig_fed_message *message)
{
    struct wsig_feed f = {
        .s = s,
        .message = message,
        .lane = wsig_lane(message->connection, message->at.side),
        .opposite = wsig_lane(message->connection, wsig_other_side(message->at.side)),
    };
    /* A message may have its candidates before the description that they belong to. */
    for (unsigned pass = 0; pass < 2; pass++) {
        f.part = 0;
        for (unsigned i = 0; i < message->msg->items->len; i++) {
            f.item = wsig_msg_item(message->msg, i);
            choose_part(&f, i);
            f.out = &message->items[i];
            if (wsig_kind_is_description(f.item->kind) == (pass == 0))
                feed_item(&f);
        }
    }
}
