/* session-describe.c: see session.h; descriptions, and what they are to each other
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "session-feed.h"

/* Offers of other connections among which an answer looks for its own. */
#define EXCHANGES_SEARCHED_MAX 64

/* Different ones of a description: one for each hash, or each m-section's own. */
#define WSIG_FINGERPRINTS_MAX 16

/* Has the description been on this lane before? */
static bool seen_here(const struct wsig_feed *f, const GArray *sightings)
{
    for (unsigned i = 0; i < sightings->len; i++) {
        const struct wsig_sighting *one = &g_array_index(sightings, struct wsig_sighting, i);
        if (one->connection == f->message->connection && one->side == f->message->at.side)
            return true;
    }
    return false;
}

static void see(struct wsig_feed *f, GArray *sightings)
{
    const struct wsig_moment *at = &f->message->at;
    struct wsig_sighting sighting = {f->message->connection, at->side, at->frame, at->time};
    if (sightings->len < WSIG_SIGHTINGS_MAX)
        g_array_append_val(sightings, sighting);
}

/* Of an answer: its own, or where a hop has changed it, the latest. */
static uint8_t outcome_here(const struct wsig_feed *f, const struct wsig_exchange *exchange)
{
    const GArray *all = exchange->outcomes;
    for (unsigned i = 0; all && i < all->len; i++)
        if (g_array_index(all, struct wsig_outcome_lines, i).answer == f->key)
            return (uint8_t)(i + 1);
    return all ? (uint8_t)all->len : 0;
}

/* A description of an exchange is on this lane. */
static void place(struct wsig_feed *f, struct wsig_exchange *exchange, bool is_answer)
{
    struct wsig_end end = wsig_end_of(exchange->session, exchange->offerer ^ is_answer);
    struct wsig_leg *leg = wsig_feed_take_leg(f, end);
    if (!leg->described || leg->generation != exchange->generations[is_answer]) {
        leg->generation = exchange->generations[is_answer];
        leg->ended = false;
        if (leg->ended_mids)
            g_array_set_size(leg->ended_mids, 0);
    }
    leg->described = true;
    bool was_here = seen_here(f, is_answer ? exchange->answers : exchange->offers);
    see(f, is_answer ? exchange->answers : exchange->offers);
    if (!is_answer && exchange->number == 1 && end.session->first_offer.frame == 0)
        end.session->first_offer = (struct wsig_event){f->message->at.frame, f->message->at.time};
    if (!exchange->items[is_answer])
        exchange->items[is_answer] = f->out;
    if (is_answer)
        f->out->outcome = outcome_here(f, exchange);
    if (!is_answer && was_here)
        wsig_findings_add(&f->out->findings, WSIG_RULE_OFFER_REPEATED, NULL);
    f->out->exchange = exchange;
    f->out->is_answer = is_answer;
    f->out->state = end.session->state;
    f->out->restart = exchange->restarts[is_answer];
}

static bool replaces(char **kept, struct wsig_slice now)
{
    bool changed = *kept && !wsig_slice_eq(now, *kept);
    g_free(*kept);
    *kept = g_strndup((const char *)now.p, now.n);
    return changed;
}

static bool knows_fingerprint(const struct wsig_agent *agent, const char *fingerprint)
{
    for (unsigned i = 0; agent->fingerprints && i < agent->fingerprints->len; i++)
        if (strcmp(g_ptr_array_index(agent->fingerprints, i), fingerprint) == 0)
            return true;
    return false;
}

/* Those of m-lines before stay. */
static void keep_fingerprints(struct wsig_agent *agent, GPtrArray *list)
{
    for (unsigned i = 0; agent->fingerprints && i < list->len; i++)
        if (!knows_fingerprint(agent, g_ptr_array_index(list, i)) &&
            agent->fingerprints->len < WSIG_FINGERPRINTS_MAX)
            g_ptr_array_add(agent->fingerprints, g_strdup(g_ptr_array_index(list, i)));
}

static void learn_fingerprints(struct wsig_agent *agent, const struct wsig_item *item)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; item->sdp && i < item->sdp->line_count; i++) {
        const struct wsig_slice value = item->sdp->lines[i].value;
        bool again = list->len > 0 && wsig_slice_eq(value, g_ptr_array_index(list, list->len - 1));
        if (item->sdp->lines[i].name == WSIG_SDP_FINGERPRINT && !again &&
            list->len < WSIG_FINGERPRINTS_MAX)
            g_ptr_array_add(list, g_strndup((const char *)value.p, value.n));
    }
    for (unsigned i = 0; i < item->fingerprint_count; i++)
        g_ptr_array_add(list, g_strndup((const char *)item->fingerprints[i].text.p,
                                        item->fingerprints[i].text.n));
    if (item->partial)
        keep_fingerprints(agent, list);
    if (list->len == 0 || (item->partial && agent->fingerprints)) {
        g_ptr_array_free(list, TRUE);
        return;
    }
    if (agent->fingerprints)
        g_ptr_array_free(agent->fingerprints, TRUE);
    agent->fingerprints = list;
}

static void learn_candidates(struct wsig_agent *agent, const struct wsig_item *item)
{
    struct wsig_candidate candidate;
    for (size_t i = 0; item->sdp && i < item->sdp->line_count; i++)
        if (item->sdp->lines[i].name == WSIG_SDP_CANDIDATE &&
            wsig_candidate_parse(item->sdp->lines[i].text, &candidate) == WSIG_OK)
            wsig_agent_add_candidate(agent, &candidate);
    for (unsigned i = 0; i < item->part_count; i++)
        wsig_agent_add_candidate(agent, item->parts[i].candidate);
}

static void learn_media(struct wsig_session *session, const struct wsig_sdp *sdp)
{
    if (!session->mids)
        session->mids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    session->mline_count = MAX(session->mline_count, (uint32_t)sdp->media_count);
    for (size_t i = 0; i < sdp->media_count && session->mids->len < WSIG_MIDS_MAX; i++) {
        const uint32_t token = wsig_slice_token(sdp->media[i].mid);
        if (sdp->media[i].mid.n > 0 && !wsig_session_has_mid(session, token))
            g_array_append_val(session->mids, token);
    }
}

/* Takes over what the agent says of itself. An ICE restart changes both parts of the credentials
 * (RFC 8839 section 4.4.1.1.1). */
void wsig_feed_learn(struct wsig_feed *f, struct wsig_end end, const struct wsig_identity *identity,
                     struct wsig_exchange *exchange, bool is_answer)
{
    struct wsig_agent *agent = &end.session->agents[end.agent];
    bool again = agent->descriptions++ > 0, restart = false;
    bool forked = is_answer && exchange && exchange->dialog; /* others have answered it before */
    if (identity->credential_count > 0 && !(identity->partial && agent->ufrag)) {
        const struct wsig_credentials *first = &identity->credentials[0];
        bool ufrag = replaces(&agent->ufrag, first->ufrag);
        bool pwd = replaces(&agent->pwd, first->pwd);
        restart = again && ufrag && pwd && !forked;
        agent->generation += again && ufrag && pwd;
    }
    for (unsigned i = 0; i < identity->credential_count; i++)
        wsig_credential_add(f->s, end, identity->credentials[i].ufrag,
                            identity->credentials[i].pwd);
    if (f->item->sdp)
        learn_media(end.session, f->item->sdp);
    learn_fingerprints(agent, f->item);
    learn_candidates(agent, f->item);
    agent->fingerprint = identity->fingerprint ? identity->fingerprint : agent->fingerprint;
    if (identity->origin)
        wsig_origin_add(f->s, identity->origin, end.session);
    if (exchange) {
        exchange->generations[is_answer] = agent->generation;
        if (!forked)
            exchange->restarts[is_answer] = again ? restart : 2;
    }
}

static char *copy_text(struct wsig_slice text)
{
    bool kept = text.n > 0 && text.n <= WSIG_KEPT_DESCRIPTION_MAX;
    return kept ? g_strndup((const char *)text.p, text.n) : NULL;
}

static void keep_text(struct wsig_agent *agent, char *text)
{
    g_free(agent->text);
    agent->text = text;
}

/* The m-lines of a description that is only a part join those before. */
static void add_text(struct wsig_agent *agent, const char *part)
{
    const char *media = part ? strstr(part, "m=") : NULL;
    while (media && media > part && media[-1] != '\n')
        media = strstr(media + 1, "m=");
    if (!media || !agent->text || strlen(agent->text) + strlen(media) > WSIG_KEPT_DESCRIPTION_MAX)
        return;
    bool ended = g_str_has_suffix(agent->text, "\n");
    keep_text(agent, g_strconcat(agent->text, ended ? "" : "\r\n", media, NULL));
}

static void keep_or_add_text(struct wsig_agent *agent, char *text, bool partial)
{
    if (!partial || !agent->text) {
        keep_text(agent, text);
        return;
    }
    add_text(agent, text);
    g_free(text);
}

/* Which agent of the session speaks here? By its legs, else by its certificate. */
static struct wsig_end agent_of(const struct wsig_feed *f, struct wsig_session *session,
                                const struct wsig_identity *identity)
{
    struct wsig_end ends[2] = {{session, 0}, {session, 1}}, none = {NULL, 0};
    bool here[2] = {wsig_leg_find(f->s, f->lane, ends[0]) != NULL,
                    wsig_leg_find(f->s, f->lane, ends[1]) != NULL};
    if (here[0] != here[1])
        return ends[here[1]];
    for (unsigned i = 0; i < 2; i++)
        if (identity->fingerprint && session->agents[i].fingerprint == identity->fingerprint)
            return ends[i];
    return none;
}

/* By what does not change from one description of an agent to the next. */
struct wsig_end wsig_feed_known_end(const struct wsig_feed *f, const struct wsig_identity *identity)
{
    for (unsigned i = 0; i < identity->credential_count; i++) {
        struct wsig_end end = wsig_credential_find(f->s, identity->credentials[i].ufrag,
                                                   identity->credentials[i].pwd);
        if (end.session)
            return end;
    }
    struct wsig_session *session = wsig_origin_find(f->s, identity->origin);
    if (session)
        return agent_of(f, session, identity);
    struct wsig_end pc =
        f->pc ? wsig_pc_find(f->s, wsig_feed_pc_key(f)) : (struct wsig_end){NULL, 0};
    struct wsig_end end = pc.session ? agent_of(f, pc.session, identity) : pc;
    bool same = end.session && identity->fingerprint &&
                end.session->agents[end.agent].fingerprint == identity->fingerprint;
    same |= end.session && identity->partial;
    return same ? end : (struct wsig_end){NULL, 0};
}

static void feed_offer(struct wsig_feed *f, const struct wsig_identity *identity)
{
    struct wsig_end end = wsig_feed_known_end(f, identity);
    if (!end.session)
        end = (struct wsig_end){wsig_session_new(f->s), 0};
    struct wsig_session *session = end.session;
    struct wsig_exchange *exchange = wsig_exchange_new(f->s, session, end.agent);
    exchange->partial = identity->partial;
    wsig_feed_check_offer(f, exchange, identity->text);
    wsig_exchange_end(session->open[end.agent], WSIG_OUTCOME_REPLACED);
    session->open[end.agent] = exchange;
    session->taken_back[end.agent] = false;
    session->state = WSIG_STATE_HAVE_OFFER;
    exchange->text = copy_text(identity->text);
    wsig_feed_learn(f, end, identity, exchange, false);
    wsig_description_add(f->s, identity->key, exchange);
    place(f, exchange, false);
}

static bool awaits_answer(struct wsig_end end)
{
    return end.session->open[end.agent] != NULL;
}

/* An offer whose answer came back on another connection: the envelopes have something in common
 * that those of other open offers have not. */
static struct wsig_exchange *open_elsewhere(const struct wsig_feed *f)
{
    struct wsig_exchange *found = NULL;
    int best = 0;
    const GPtrArray *all = f->s->exchanges;
    for (unsigned n = 0; n < all->len && n < EXCHANGES_SEARCHED_MAX; n++) {
        struct wsig_exchange *exchange = g_ptr_array_index(all, all->len - 1 - n);
        if (exchange->outcome != WSIG_OUTCOME_OPEN || exchange->offers->len == 0)
            continue;
        const struct wsig_sighting *at = &g_array_index(exchange->offers, struct wsig_sighting, 0);
        const struct wsig_leg *leg =
            wsig_leg_find(f->s, wsig_lane(at->connection, at->side),
                          wsig_end_of(exchange->session, exchange->offerer));
        int common = leg && at->connection != f->message->connection ? wsig_feed_score(f, leg) : 0;
        if (common > best) {
            best = common;
            found = exchange;
        } else if (common == best) {
            found = NULL;
        }
    }
    return found;
}

/* Both agents had begun with an offer, and this answer shows that one of them has given in: what
 * looked like two peer connections is one. */
static void join_glare(struct wsig_end answerer, struct wsig_exchange *exchange)
{
    struct wsig_end offerer = wsig_end_of(exchange->session, exchange->offerer);
    struct wsig_exchange *own = answerer.session->open[answerer.agent];
    if (answerer.session == offerer.session || answerer.session->agreed || !own)
        return;
    wsig_exchange_end(own, WSIG_OUTCOME_LOST);
    wsig_feed_report_glare(own, exchange);
    wsig_session_merge(answerer.session, offerer.session, answerer.agent == offerer.agent);
}

/* Some systems give a call its lasting id with the first reply only: the one offer that waits may
 * have gone under another. */
static struct wsig_exchange *only_open_here(const struct wsig_feed *f)
{
    const GPtrArray *legs = wsig_lane_legs(f->s, f->opposite);
    struct wsig_exchange *only = NULL;
    for (unsigned n = 0; legs && n < legs->len && n < WSIG_LEGS_SEARCHED_MAX; n++) {
        struct wsig_end end = wsig_feed_end_of_leg(g_ptr_array_index(legs, legs->len - 1 - n));
        struct wsig_exchange *open = end.session->open[end.agent];
        if (open && only && open != only)
            return NULL;
        only = open ? open : only;
    }
    return only;
}

static struct wsig_exchange *exchange_to_answer(const struct wsig_feed *f, struct wsig_end answerer)
{
    int best;
    if (answerer.session && answerer.session->open[!answerer.agent])
        return answerer.session->open[!answerer.agent];
    struct wsig_leg *leg = wsig_feed_best_leg(f, f->opposite, awaits_answer, &best);
    if (!leg) {
        struct wsig_exchange *elsewhere = open_elsewhere(f);
        return elsewhere ? elsewhere : only_open_here(f);
    }
    struct wsig_end end = wsig_feed_end_of_leg(leg);
    return end.session->open[end.agent];
}

static void settle_exchange(const struct wsig_feed *f, struct wsig_exchange *exchange,
                            bool provisional)
{
    struct wsig_end offerer = wsig_end_of(exchange->session, exchange->offerer);
    struct wsig_session *session = offerer.session;
    struct wsig_exchange *other = session->open[!offerer.agent];
    if (exchange->provisional && !provisional)
        g_array_set_size(exchange->answers, 0); /* the links are to the final answer */
    exchange->provisional = provisional;
    exchange->dialog = f->head->dialog[1];
    exchange->chosen = exchange->outcomes ? (uint8_t)exchange->outcomes->len : 0;
    session->state = provisional ? WSIG_STATE_HAVE_PRANSWER : WSIG_STATE_STABLE;
    if (provisional)
        return;
    keep_or_add_text(&session->agents[offerer.agent], exchange->text, exchange->partial);
    exchange->text = NULL;
    exchange->outcome = WSIG_OUTCOME_ANSWERED;
    session->open[offerer.agent] = NULL;
    session->agreed = exchange;
    wsig_exchange_end(other, WSIG_OUTCOME_LOST);
    session->open[!offerer.agent] = NULL;
}

/* Nothing that we have seen asked for it. */
static void feed_lone_answer(struct wsig_feed *f, struct wsig_end answerer,
                             const struct wsig_identity *identity)
{
    if (!answerer.session) {
        answerer = (struct wsig_end){wsig_session_new(f->s), 1};
        answerer.session->started_late = true;
        answerer.session->state = WSIG_STATE_STABLE;
    }
    wsig_feed_learn(f, answerer, identity, NULL, true);
    keep_or_add_text(&answerer.session->agents[answerer.agent], copy_text(identity->text),
                     identity->partial);
    wsig_feed_take_leg(f, answerer)->described = true;
    f->out->state = answerer.session->state;
    wsig_feed_check_lone_answer(f, answerer.session);
}

/* SIP: the request was forked, one has taken the call, and this is another one's answer, in a
 * dialog of its own (RFC 3261 section 13.2.2.4). */
static struct wsig_exchange *forked_exchange(const struct wsig_feed *f)
{
    const uint32_t dialog = f->head->dialog[1];
    for (unsigned i = 0; dialog && i < f->request->count; i++) {
        struct wsig_exchange *exchange = f->request->items[i].exchange;
        if (exchange && exchange->outcome == WSIG_OUTCOME_ANSWERED && exchange->dialog &&
            exchange->dialog != dialog)
            return exchange;
    }
    return NULL;
}

/* It changes nothing of what was agreed; but checks with its credentials may come. */
static void feed_forked_answer(struct wsig_feed *f, struct wsig_exchange *exchange,
                               const struct wsig_identity *identity)
{
    const struct wsig_end answerer = wsig_end_of(exchange->session, !exchange->offerer);
    for (unsigned i = 0; i < identity->credential_count; i++)
        wsig_credential_add(f->s, answerer, identity->credentials[i].ufrag,
                            identity->credentials[i].pwd);
    wsig_feed_check_answer(f, exchange, identity->text);
    wsig_description_add(f->s, identity->key, exchange);
    place(f, exchange, true);
}

static void feed_answer(struct wsig_feed *f, const struct wsig_identity *identity, bool provisional)
{
    struct wsig_exchange *forked = forked_exchange(f);
    if (forked) {
        feed_forked_answer(f, forked, identity);
        return;
    }
    struct wsig_end answerer = wsig_feed_known_end(f, identity);
    struct wsig_exchange *exchange = exchange_to_answer(f, answerer);
    if (!exchange) {
        feed_lone_answer(f, answerer, identity);
        return;
    }
    if (answerer.session)
        join_glare(answerer, exchange);
    struct wsig_end offerer = wsig_end_of(exchange->session, exchange->offerer);
    answerer = (struct wsig_end){offerer.session, !offerer.agent};
    wsig_feed_learn(f, answerer, identity, exchange, true);
    wsig_feed_check_answer(f, exchange, identity->text);
    settle_exchange(f, exchange, provisional);
    if (!provisional)
        keep_or_add_text(&answerer.session->agents[answerer.agent], copy_text(identity->text),
                         exchange->partial);
    wsig_description_add(f->s, identity->key, exchange);
    place(f, exchange, true);
}

/* The description is known by its agent's credentials, not by its whole: a hop has changed it on
 * the way. The agent itself speaks first on its own lane, and nobody relays an offer that has its
 * answer.
 */
static struct wsig_exchange *
changed_on_the_way(const struct wsig_feed *f, const struct wsig_identity *identity, bool is_answer)
{
    struct wsig_end end = {NULL, 0};
    if (identity->credential_count > 0)
        end = wsig_credential_find(f->s, identity->credentials[0].ufrag,
                                   identity->credentials[0].pwd);
    struct wsig_exchange *latest = end.session ? end.session->latest : NULL;
    if (!latest || (latest->offerer ^ is_answer) != end.agent ||
        (!is_answer && latest->outcome != WSIG_OUTCOME_OPEN))
        return NULL;
    const GArray *sightings = is_answer ? latest->answers : latest->offers;
    const struct wsig_sighting *first =
        sightings->len > 0 ? &g_array_index(sightings, struct wsig_sighting, 0) : NULL;
    return first && wsig_lane(first->connection, first->side) != f->lane ? latest : NULL;
}

/* Refused, and sent once more as it was: with credentials that were asked for (RFC 3261 section
 * 22.2), or on another connection. */
static void offer_again(struct wsig_exchange *exchange, struct wsig_slice text)
{
    struct wsig_end end = wsig_end_of(exchange->session, exchange->offerer);
    if (exchange->outcome != WSIG_OUTCOME_REFUSED || end.session->open[end.agent] ||
        end.session->latest != exchange)
        return;
    exchange->outcome = WSIG_OUTCOME_OPEN;
    exchange->text = copy_text(text);
    end.session->open[end.agent] = exchange;
    end.session->state = WSIG_STATE_HAVE_OFFER;
    g_array_set_size(exchange->offers, 0); /* the links are to this one */
    exchange->items[0] = NULL;
}

void wsig_feed_description(struct wsig_feed *f, enum wsig_kind kind)
{
    struct wsig_identity identity;
    bool is_answer = kind != WSIG_KIND_OFFER;
    wsig_identity_read(f->item, kind, &identity);
    f->key = identity.key;
    struct wsig_exchange *exchange = wsig_description_find(f->s, identity.key);
    if (!exchange)
        exchange = changed_on_the_way(f, &identity, is_answer);
    if (exchange && !is_answer)
        offer_again(exchange, identity.text);
    if (exchange)
        place(f, exchange, is_answer);
    else if (is_answer)
        feed_answer(f, &identity, kind == WSIG_KIND_PRANSWER);
    else
        feed_offer(f, &identity);
}

static bool has_taken_back(struct wsig_end end)
{
    return end.session->taken_back[end.agent];
}

/* The same rollback on another hop. */
static void see_rollback_again(struct wsig_feed *f)
{
    int best;
    struct wsig_leg *leg = wsig_feed_best_leg(f, f->lane, has_taken_back, &best);
    if (!leg)
        return;
    struct wsig_end end = wsig_feed_end_of_leg(leg);
    wsig_feed_take_leg(f, end);
    f->out->state = end.session->state;
}

void wsig_feed_rollback(struct wsig_feed *f)
{
    int best;
    struct wsig_leg *leg = wsig_feed_best_leg(f, f->lane, awaits_answer, &best);
    if (!leg) {
        see_rollback_again(f);
        return;
    }
    struct wsig_end end = wsig_feed_end_of_leg(leg);
    end.session->taken_back[end.agent] = true;
    wsig_exchange_end(end.session->open[end.agent], WSIG_OUTCOME_REPLACED);
    end.session->open[end.agent] = NULL;
    end.session->state = end.session->open[!end.agent] ? WSIG_STATE_HAVE_OFFER : WSIG_STATE_STABLE;
    wsig_feed_take_leg(f, end);
    f->out->state = end.session->state;
}
