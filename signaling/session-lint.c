/* session-lint.c: see session-feed.h; what is wrong with a negotiation, and what came out of it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"
#include "negotiation.h"
#include "session-feed.h"

static bool read_text(struct wsig_arena *arena, struct wsig_slice text, struct wsig_sdp *sdp)
{
    return text.n > 0 && wsig_sdp_parse(arena, text, sdp) == WSIG_OK;
}

static struct wsig_slice kept(const char *text)
{
    return text ? wsig_slice_str(text) : wsig_slice(NULL, 0);
}

/* --- changes --------------------------------------------------------------------------------- */

static void add_change(struct wsig_exchange *exchange, char *text)
{
    if (!exchange->changes)
        exchange->changes = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(exchange->changes, text);
}

static char *name_media(const struct wsig_sdp *sdp, size_t i)
{
    const struct wsig_sdp_media *media = &sdp->media[i];
    char *name = g_strdup_printf("%zu %.*s (mid %.*s)", i, (int)MIN(media->kind.n, 32),
                                 (const char *)media->kind.p, (int)MIN(media->mid.n, 32),
                                 media->mid.p ? (const char *)media->mid.p : "");
    char *valid = g_utf8_make_valid(name, -1);
    g_free(name);
    return valid;
}

static bool sends_and_receives(struct wsig_slice direction)
{
    return wsig_slice_eq(direction, "sendrecv");
}

/* Hold is an offer to send only, or nothing, where both sent (RFC 3264 section 8.4). */
static void note_direction(struct wsig_exchange *exchange, const char *name,
                           struct wsig_slice before, struct wsig_slice after)
{
    if (wsig_slice_same(before, after))
        return;
    const char *what = sends_and_receives(before)  ? "hold"
                       : sends_and_receives(after) ? "resume"
                                                   : "direction";
    if (sends_and_receives(before) && wsig_slice_eq(after, "recvonly"))
        what = "direction"; /* it stops sending, and wants to go on receiving */
    add_change(exchange,
               g_strdup_printf("%s: m-line %s: %.*s -> %.*s", what, name, (int)before.n,
                               (const char *)before.p, (int)after.n, (const char *)after.p));
}

static void note_slot(struct wsig_exchange *exchange, const struct wsig_sdp *before,
                      const struct wsig_sdp *after, size_t i)
{
    const struct wsig_sdp_media *was = &before->media[i], *is = &after->media[i];
    char *name = name_media(after, i);
    bool is_rtp = !wsig_slice_eq(is->kind, "application");
    if (is->rejected && !was->rejected)
        add_change(exchange, g_strdup_printf("m-line rejected: %s", name));
    else if (!is->rejected && was->rejected)
        add_change(exchange, g_strdup_printf("m-line recycled: %s", name));
    else if (is_rtp && !is->rejected)
        note_direction(exchange, name, wsig_sdp_direction(before, (int)i),
                       wsig_sdp_direction(after, (int)i));
    g_free(name);
}

/* The m-lines from the first of those on are new. */
static void note_added(struct wsig_exchange *exchange, const struct wsig_sdp *sdp, size_t first)
{
    for (size_t i = first; i < sdp->media_count; i++) {
        char *name = name_media(sdp, i);
        add_change(exchange, g_strdup_printf("m-line added: %s", name));
        g_free(name);
    }
}

static void note_changes(struct wsig_exchange *exchange, const struct wsig_sdp *before,
                         const struct wsig_sdp *after)
{
    if (wsig_ice_restarted(before, after))
        add_change(exchange, g_strdup("ICE restart"));
    for (size_t i = 0; i < MIN(before->media_count, after->media_count); i++)
        note_slot(exchange, before, after, i);
    note_added(exchange, after, before->media_count);
}

/* --- offers ---------------------------------------------------------------------------------- */

void wsig_feed_check_offer(struct wsig_feed *f, struct wsig_exchange *exchange,
                           struct wsig_slice text)
{
    struct wsig_session *session = exchange->session;
    const struct wsig_agent *agent = &session->agents[exchange->offerer],
                            *other = &session->agents[!exchange->offerer];
    struct wsig_sdp before, offer, peer;
    if (session->open[!exchange->offerer])
        wsig_findings_add(&f->out->findings, WSIG_RULE_OFFER_GLARE,
                          "the other side has an open offer");
    if (session->state == WSIG_STATE_HAVE_PRANSWER)
        wsig_findings_add(&f->out->findings, WSIG_RULE_OFFER_WRONG_STATE, NULL);
    int64_t *begun = &session->begun[exchange->number % WSIG_LOOP_OFFERS];
    if (exchange->number > WSIG_LOOP_OFFERS && f->message->at.time - *begun < WSIG_LOOP_TIME)
        wsig_findings_add(&f->out->findings, WSIG_RULE_OFFER_LOOP, NULL);
    *begun = f->message->at.time;
    wsig_arena_reset(f->s->arena);
    if (!read_text(f->s->arena, kept(agent->text), &before) ||
        !read_text(f->s->arena, text, &offer))
        return;
    if (exchange->partial) {
        note_added(exchange, &offer, 0);
        return;
    }
    bool has_peer = read_text(f->s->arena, kept(other->text), &peer);
    wsig_reoffer_check(&before, has_peer ? &peer : NULL, &offer, &f->out->findings);
    note_changes(exchange, &before, &offer);
}

/* --- candidates ------------------------------------------------------------------------------ */

void wsig_feed_check_candidate(struct wsig_feed *f, const struct wsig_session *session)
{
    const struct wsig_slice mid = f->item->mid.text, index = f->item->mline_index.text;
    uint64_t number;
    if (session->mline_count == 0)
        return;
    if (mid.n > 0 && !wsig_session_has_mid(session, wsig_slice_token(mid)))
        wsig_findings_add(&f->out->findings, WSIG_RULE_CANDIDATE_UNKNOWN_MLINE, "mid %.*s",
                          (int)MIN(mid.n, 64), (const char *)mid.p);
    else if (mid.n == 0 && wsig_slice_uint(index, UINT32_MAX, &number) &&
             number >= session->mline_count)
        wsig_findings_add(&f->out->findings, WSIG_RULE_CANDIDATE_UNKNOWN_MLINE,
                          "m-line %" G_GUINT64_FORMAT " of %u", number, session->mline_count);
}

void wsig_feed_check_end(struct wsig_feed *f, const struct wsig_agent *agent)
{
    bool none = agent->candidates[3] == 0;
    for (unsigned i = 0; none && agent->endpoints && i < agent->endpoints->len; i++)
        none = strcmp(g_array_index(agent->endpoints, struct wsig_endpoint, i).type, "relay") != 0;
    if (none && f->message->connection->turn_offered && f->message->from_client)
        wsig_findings_add(&f->out->findings, WSIG_RULE_CANDIDATE_NO_RELAY, NULL);
}

/* --- glare, and no answer -------------------------------------------------------------------- */

void wsig_feed_report_glare(struct wsig_exchange *lost, struct wsig_exchange *answered)
{
    const GArray *a = lost->offers, *b = answered->offers;
    bool later = a->len > 0 && b->len > 0 &&
                 g_array_index(a, struct wsig_sighting, 0).frame >
                     g_array_index(b, struct wsig_sighting, 0).frame;
    struct wsig_item_record *item = (later ? lost : answered)->items[0];
    if (item)
        wsig_findings_add(&item->findings, WSIG_RULE_OFFER_GLARE,
                          "the other side offered at the same time; one offer was answered");
}

static bool was_passed_on_to(const struct wsig_exchange *exchange,
                             const struct wsig_connection *connection)
{
    for (unsigned i = 1; i < exchange->offers->len; i++)
        if (g_array_index(exchange->offers, struct wsig_sighting, i).connection == connection)
            return true;
    return false;
}

bool wsig_exchange_is_undelivered(const struct wsig_exchange *exchange, int64_t now)
{
    if (exchange->outcome != WSIG_OUTCOME_ANSWERED || exchange->offers->len == 0)
        return false;
    const struct wsig_connection *way =
        g_array_index(exchange->offers, struct wsig_sighting, 0).connection;
    for (unsigned i = 0; i < exchange->answers->len; i++) {
        const struct wsig_connection *seen =
            g_array_index(exchange->answers, struct wsig_sighting, i).connection;
        if (seen == way || !was_passed_on_to(exchange, seen))
            return false;
    }
    const struct wsig_sighting *first = &g_array_index(exchange->answers, struct wsig_sighting, 0);
    return wsig_connection_has_ended(way) || now - first->time >= WSIG_ANSWER_WAIT;
}

bool wsig_exchange_is_unanswered(const struct wsig_exchange *exchange, int64_t now)
{
    if (exchange->outcome != WSIG_OUTCOME_OPEN || exchange->offers->len == 0)
        return false;
    const struct wsig_sighting *first = &g_array_index(exchange->offers, struct wsig_sighting, 0);
    const struct wsig_dialect *dialect = first->connection->dialect;
    if (dialect && dialect->offers_in_stock)
        return false;
    const int64_t wait =
        dialect && dialect->offers_by_place ? WSIG_ANSWER_WAIT_SIP : WSIG_ANSWER_WAIT;
    return wsig_connection_has_ended(first->connection) || now - first->time >= wait;
}

bool wsig_session_is_unconnected(const struct wsig_session *session, int64_t now)
{
    const struct wsig_session_media *media = &session->media;
    return media->checks > 0 && media->answers == 0 &&
           now - media->first_check.time >= WSIG_ANSWER_WAIT;
}

bool wsig_session_lacks_dtls(const struct wsig_session *session, int64_t now)
{
    const struct wsig_session_media *media = &session->media;
    return media->answers > 0 && media->dtls_done.frame == 0 && media->first_rtp[0].frame == 0 &&
           media->first_rtp[1].frame == 0 && now - media->first_answer.time >= WSIG_ANSWER_WAIT;
}

int wsig_session_silent_agent(const struct wsig_session *session)
{
    const struct wsig_session_media *media = &session->media;
    for (int agent = 0; agent < 2; agent++)
        if (media->packets[agent] == 0 && media->may_send[agent] && media->packets[!agent] > 0 &&
            media->last_rtp[!agent].time - media->first_rtp[!agent].time >= WSIG_ANSWER_WAIT)
            return agent;
    return -1;
}

/* --- answers --------------------------------------------------------------------------------- */

static void free_outcome(void *data)
{
    g_ptr_array_free(((struct wsig_outcome_lines *)data)->lines, TRUE);
}

static void say_outcome(struct wsig_feed *f, struct wsig_exchange *exchange,
                        const struct wsig_sdp *offer, const struct wsig_sdp *answer)
{
    struct wsig_negotiated outcome;
    struct wsig_outcome_lines said = {f->key, g_ptr_array_new_with_free_func(g_free)};
    wsig_negotiated(f->s->arena, offer, answer, &outcome);
    const struct wsig_exchange *agreed = exchange->session->agreed;
    const GPtrArray *before =
        exchange->partial && agreed && agreed != exchange ? wsig_exchange_outcome(agreed) : NULL;
    for (unsigned i = 0; before && i < before->len; i++)
        g_ptr_array_add(said.lines, g_strdup(g_ptr_array_index(before, i)));
    for (size_t i = 0; i < outcome.media_count; i++)
        g_ptr_array_add(said.lines, g_utf8_make_valid(outcome.media[i].text, -1));
    if (!exchange->outcomes) {
        exchange->outcomes = g_array_new(FALSE, FALSE, sizeof said);
        g_array_set_clear_func(exchange->outcomes, free_outcome);
    }
    if (exchange->outcomes->len == WSIG_OUTCOMES_MAX)
        g_array_set_size(exchange->outcomes, WSIG_OUTCOMES_MAX - 1);
    g_array_append_val(exchange->outcomes, said);
}

/* The offer that the exchange began with; once it is answered, its agent keeps it. */
static const char *offer_of(const struct wsig_exchange *exchange)
{
    const struct wsig_end offerer = wsig_end_of(exchange->session, exchange->offerer);
    if (exchange->text || offerer.session->agreed != exchange)
        return exchange->text;
    return offerer.session->agents[offerer.agent].text;
}

void wsig_feed_check_answer(struct wsig_feed *f, struct wsig_exchange *exchange,
                            struct wsig_slice text)
{
    struct wsig_sdp offer, answer;
    if (exchange->restarts[0] == 1 && exchange->restarts[1] == 0)
        wsig_findings_add(&f->out->findings, WSIG_RULE_ICE_RESTART_HALF, NULL);
    wsig_arena_reset(f->s->arena);
    if (!read_text(f->s->arena, kept(offer_of(exchange)), &offer) ||
        !read_text(f->s->arena, text, &answer))
        return;
    wsig_answer_check(&offer, &answer, &f->out->findings);
    say_outcome(f, exchange, &offer, &answer);
}

/* An answer says something only where the offer would have been seen: not after HTTP polling, or
 * where the caller's offer goes by HTTP. */
void wsig_feed_check_lone_answer(struct wsig_feed *f, const struct wsig_session *session)
{
    const struct wsig_connection *c = f->message->connection;
    const struct wsig_dialect *known = f->head->known;
    bool by_http = c->continues || (known && known->offers_by_http);
    bool seen = c->key[0] != '\0' || !session->started_late;
    if (seen && !by_http)
        wsig_findings_add(&f->out->findings, WSIG_RULE_ANSWER_UNEXPECTED, NULL);
}
