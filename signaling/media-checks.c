/* media-checks.c: see media.h; connectivity checks: whose flow it is, and which pair is used
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "media-internal.h"

/* The sender of a check whose username is "<receiver>:<sender>". One half may be unknown: an
 * ICE-lite server that says none, a peer whose description is not in the capture. */
static struct wsig_end sender_of(const struct wsig_media *media, struct wsig_slice username)
{
    struct wsig_slice rest = username, receiver;
    if (!wsig_slice_cut(&rest, ':', &receiver) || receiver.n == 0 || rest.n == 0)
        return (struct wsig_end){NULL, 0};
    const struct wsig_credential *to = wsig_sessions_by_ufrag(media->sessions, receiver);
    const struct wsig_credential *from = wsig_sessions_by_ufrag(media->sessions, rest);
    for (const struct wsig_credential *r = to; r; r = r->next) {
        struct wsig_end there = wsig_end_of(r->session, r->agent);
        for (const struct wsig_credential *s = from; s; s = s->next) {
            struct wsig_end here = wsig_end_of(s->session, s->agent);
            if (here.session == there.session && here.agent != there.agent)
                return here;
        }
    }
    if (to && !to->next)
        return wsig_end_of(to->session, !to->agent);
    return from && !from->next ? wsig_end_of(from->session, from->agent)
                               : (struct wsig_end){NULL, 0};
}

void wsig_flow_tie(struct wsig_flow *flow, enum wsig_side side, struct wsig_end end)
{
    flow->session = end.session;
    flow->agent[side] = end.agent;
    flow->agent[1 - side] = !end.agent;
    flow->read = NULL;
    flow->swapped_said = flow->consent_said = flow->role_said = flow->bye_said = false;
    flow->dtls_client = 0;
    flow->dtls_encrypted[0] = flow->dtls_encrypted[1] = false;
    flow->plain[0] = flow->plain[1] = NULL;
    wsig_flow_rtp_free(flow->rtp);
    flow->rtp = NULL;
    wsig_unjudged_clear(&flow->unjudged[0]);
    wsig_unjudged_clear(&flow->unjudged[1]);
    flow->codecs_old = flow->codecs_new = true;
}

/* A flow belongs to the session of its latest check: a later call may use the ports again, also one
 * whose signaling cannot be read. False: the two halves stand in the wrong order, for the other
 * side calls itself what this one does. */
static bool tie(struct wsig_media *media, struct wsig_flow *flow, enum wsig_side side,
                struct wsig_slice username)
{
    const uint64_t hash = wsig_slice_hash(username, WSIG_HASH_SEED);
    if (flow->session && flow->username[side] == hash)
        return true;
    flow->username[side] = hash;
    const struct wsig_end end = sender_of(media, username), known = wsig_flow_end(flow, side);
    if (end.session == known.session)
        return !end.session || end.agent == known.agent;
    wsig_flow_tie(flow, side, end);
    return true;
}

static char *end_text(const struct wsig_agent *agent, const char *address, uint16_t port, bool tcp)
{
    const char *type = agent ? wsig_agent_candidate_type(agent, address, port) : NULL;
    bool ipv6 = strchr(address, ':') != NULL;
    return g_strdup_printf("%s/%s %s%s%s:%u", type ? type : "prflx", tcp ? "tcp" : "udp",
                           ipv6 ? "[" : "", address, ipv6 ? "]" : "", port);
}

/* "host/udp 192.0.2.1:5000 -> srflx/udp 198.51.100.1:6000", from the agent that nominated it;
 * `place` is that of the response. */
static char *pair_text(const struct wsig_flow *flow, const struct wsig_packet_place *place)
{
    struct wsig_end there = wsig_end_of(flow->session, flow->agent[place->side]);
    const struct wsig_agent *agents = there.session ? there.session->agents : NULL;
    char *from = end_text(agents ? &agents[!there.agent] : NULL, place->destination,
                          place->destination_port, place->tcp);
    char *to = end_text(agents ? &agents[there.agent] : NULL, place->source, place->source_port,
                        place->tcp);
    char *text = g_strdup_printf("%s -> %s", from, to);
    g_free(from);
    g_free(to);
    return text;
}

static unsigned type_index(const struct wsig_agent *agent, const char *address, uint16_t port)
{
    const char *type = wsig_agent_candidate_type(agent, address, port);
    for (unsigned i = 0; type && i < WSIG_CANDIDATE_TYPES; i++)
        if (strcmp(type, wsig_candidate_types[i]) == 0)
            return i;
    return 2; /* never signaled: peer-reflexive */
}

static void count_tried(struct wsig_end sender, const struct wsig_packet_place *place)
{
    const struct wsig_agent *agents = sender.session->agents;
    unsigned from = type_index(&agents[sender.agent], place->source, place->source_port);
    unsigned to = type_index(&agents[!sender.agent], place->destination, place->destination_port);
    sender.session->media.checks++;
    sender.session->media.tried[from][to]++;
}

/* Consent expires after 30 seconds without an answer (RFC 7675 section 5.1). */
static void watch_consent(struct wsig_flow *flow, const struct wsig_packet_place *place,
                          struct wsig_media_note *note)
{
    const enum wsig_side side = place->side;
    const int64_t silence = place->time - flow->answered[side];
    if (flow->answered[side] == 0 || flow->consent_said || silence < WSIG_CONSENT_WAIT ||
        flow->unanswered[side] < WSIG_CONSENT_CHECKS)
        return;
    wsig_findings_add(&note->findings, WSIG_RULE_MEDIA_CONSENT_LOST,
                      "%u checks without an answer in %.0f s", flow->unanswered[side],
                      (double)silence / 1e9);
    flow->consent_said = true;
}

static void remember_check(struct wsig_flow *flow, const struct wsig_packet_place *place,
                           const struct wsig_stun *stun, struct wsig_media_note *note)
{
    struct wsig_check *check = &flow->checks[flow->next_check++ % WSIG_CHECKS_MAX];
    memcpy(check->id, stun->id, sizeof check->id);
    check->use_candidate = stun->use_candidate;
    check->side = place->side;
    check->request = note;
    flow->unanswered[place->side]++;
}

static const struct wsig_media_note *see_request(struct wsig_media *media,
                                                 const struct wsig_packet_place *place,
                                                 const struct wsig_stun *stun)
{
    if (stun->username.n == 0 || !memchr(stun->username.p, ':', stun->username.n))
        return NULL;
    struct wsig_flow *flow = wsig_flow_get(media, place->flow);
    bool swapped = !tie(media, flow, place->side, stun->username);
    wsig_flow_refresh(flow);
    struct wsig_end end = wsig_flow_end(flow, place->side);
    struct wsig_media_note *note = wsig_media_note_new(media, flow, place->side, NULL, NULL);
    note->frame = place->frame;
    note->time = place->time;
    if (end.session) {
        count_tried(end, place);
        wsig_media_mark(end.session, &end.session->media.first_check, "first-check", place, note);
    }
    if (swapped && !flow->swapped_said)
        wsig_findings_add(&note->findings, WSIG_RULE_MEDIA_CHECK_SWAPPED, NULL);
    flow->swapped_said |= swapped;
    watch_consent(flow, place, note);
    remember_check(flow, place, stun, note);
    return note;
}

static struct wsig_check *find_check(struct wsig_flow *flow, const struct wsig_packet_place *place,
                                     const struct wsig_stun *stun)
{
    for (unsigned i = 0; i < WSIG_CHECKS_MAX; i++) {
        struct wsig_check *check = &flow->checks[i];
        if (check->request && check->side == wsig_other_side(place->side) &&
            memcmp(check->id, stun->id, sizeof check->id) == 0)
            return check;
    }
    return NULL;
}

static void see_success(struct wsig_flow *flow, const struct wsig_packet_place *place,
                        bool nominated, struct wsig_media_note *note)
{
    struct wsig_session *session = wsig_flow_end(flow, 0).session;
    const enum wsig_side asked = wsig_other_side(place->side);
    flow->open = true;
    flow->answered[asked] = place->time;
    flow->unanswered[asked] = 0;
    if (session) {
        session->media.answers++;
        wsig_media_mark(session, &session->media.first_answer, "first-answer", place, note);
    }
    if (!nominated)
        return;
    note->pair = pair_text(flow, place);
    if (!session || session->media.pair_text)
        return;
    session->media.pair_text = g_strdup(note->pair);
    wsig_media_mark(session, &session->media.pair, "pair", place, note);
}

static void see_error(struct wsig_flow *flow, const struct wsig_stun *stun,
                      struct wsig_media_note *note)
{
    struct wsig_session *session = wsig_flow_end(flow, 0).session;
    bool conflict = stun->error == 487;
    if (session && conflict)
        session->media.role_conflicts++;
    if (session && stun->error == 401)
        session->media.unauthorized++;
    wsig_findings_add(&note->findings,
                      conflict ? WSIG_RULE_MEDIA_ROLE_CONFLICT : WSIG_RULE_MEDIA_CHECK_REFUSED,
                      "error %u", stun->error);
}

static const struct wsig_media_note *see_response(struct wsig_media *media,
                                                  const struct wsig_packet_place *place,
                                                  const struct wsig_stun *stun)
{
    struct wsig_flow *flow = wsig_media_flow(media, place->flow);
    struct wsig_check *check = flow ? find_check(flow, place, stun) : NULL;
    if (!check)
        return NULL;
    struct wsig_media_note *note = wsig_media_note_new(media, flow, place->side, NULL, NULL);
    note->frame = place->frame;
    note->request_in = check->request->frame;
    note->round_trip = place->time - check->request->time;
    check->request->response = note;
    check->request = NULL;
    if (stun->class == WSIG_STUN_SUCCESS)
        see_success(flow, place, check->use_candidate, note);
    else
        see_error(flow, stun, note);
    return note;
}

const struct wsig_media_note *wsig_media_stun(struct wsig_media *media,
                                              const struct wsig_packet_place *place,
                                              const struct wsig_stun *stun)
{
    if (stun->method != WSIG_STUN_BINDING)
        return NULL;
    if (stun->class == WSIG_STUN_REQUEST)
        return see_request(media, place, stun);
    return stun->class == WSIG_STUN_INDICATION ? NULL : see_response(media, place, stun);
}
