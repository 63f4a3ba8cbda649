/* media.c: see media.h; flows, and the packets on them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "media-internal.h"

/* Labels of a flow, the latest, among which one is looked for that fits. */
#define LABELS_SEARCHED_MAX 64

/* --- memory ---------------------------------------------------------------------------------- */

static void free_flow(void *data)
{
    struct wsig_flow *flow = data;
    wsig_flow_rtp_free(flow->rtp);
    for (unsigned side = 0; side < 2; side++) {
        wsig_dtls_reader_clear(&flow->readers[side]);
        wsig_unjudged_clear(&flow->unjudged[side]);
    }
    g_free(flow);
}

void wsig_flow_rtp_free(struct wsig_flow_rtp *rtp)
{
    if (!rtp)
        return;
    wsig_codec_map_clear(&rtp->codecs[0]);
    wsig_codec_map_clear(&rtp->codecs[1]);
    g_hash_table_destroy(rtp->sources);
    g_hash_table_destroy(rtp->mids);
    g_free(rtp);
}

static void free_label(void *data)
{
    struct wsig_label *label = data;
    g_free(label->mid);
    g_free(label->codec);
    g_free(label);
}

static void free_note(void *data)
{
    struct wsig_media_note *note = data;
    wsig_findings_free(&note->findings);
    g_free(note->pair);
    g_free(note);
}

struct wsig_media *wsig_media_new(struct wsig_sessions *sessions)
{
    struct wsig_media *media = g_new0(struct wsig_media, 1);
    media->sessions = sessions;
    media->flows = g_hash_table_new_full(NULL, NULL, NULL, free_flow);
    media->known = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
    media->labels = g_ptr_array_new_with_free_func(free_label);
    media->notes = g_ptr_array_new_with_free_func(free_note);
    media->arena = wsig_arena_new();
    return media;
}

void wsig_media_free(struct wsig_media *media)
{
    if (!media)
        return;
    wsig_arena_free(media->arena);
    wsig_media_free_relays(media);
    g_hash_table_destroy(media->known);
    g_hash_table_destroy(media->flows);
    g_ptr_array_free(media->notes, TRUE);
    g_ptr_array_free(media->labels, TRUE);
    g_free(media);
}

/* --- flows ----------------------------------------------------------------------------------- */

struct wsig_flow *wsig_media_flow(const struct wsig_media *media, uint32_t number)
{
    return g_hash_table_lookup(media->flows, GUINT_TO_POINTER(number));
}

struct wsig_flow *wsig_flow_get(struct wsig_media *media, uint32_t number)
{
    struct wsig_flow *flow = wsig_media_flow(media, number);
    if (flow)
        return flow;
    flow = g_new0(struct wsig_flow, 1);
    g_hash_table_insert(media->flows, GUINT_TO_POINTER(number), flow);
    return flow;
}

const struct wsig_session *wsig_flow_session(const struct wsig_flow *flow)
{
    return wsig_end_of(flow->session, 0).session;
}

bool wsig_flow_is_open(const struct wsig_flow *flow)
{
    return flow->open;
}

/* --- labels ---------------------------------------------------------------------------------- */

static void read_exchange(const struct wsig_session *session, struct wsig_label *label)
{
    const struct wsig_exchange *exchange = session->agreed ? session->agreed : session->latest;
    if (!exchange)
        return;
    if (exchange->offers->len > 0)
        label->offer_in = g_array_index(exchange->offers, struct wsig_sighting, 0).frame;
    if (exchange->answers->len > 0)
        label->answer_in = g_array_index(exchange->answers, struct wsig_sighting, 0).frame;
}

const struct wsig_session *wsig_label_session(const struct wsig_label *label)
{
    return wsig_end_of(label->session, label->agent).session;
}

uint8_t wsig_label_agent(const struct wsig_label *label)
{
    return wsig_end_of(label->session, label->agent).agent;
}

static struct wsig_label *label_get(struct wsig_media *media, const struct wsig_label *wanted)
{
    for (unsigned n = 0; n < media->labels->len && n < LABELS_SEARCHED_MAX; n++) {
        struct wsig_label *label = g_ptr_array_index(media->labels, media->labels->len - 1 - n);
        if (label->session == wanted->session && label->agent == wanted->agent &&
            label->offer_in == wanted->offer_in && label->answer_in == wanted->answer_in &&
            g_strcmp0(label->mid, wanted->mid) == 0 && g_strcmp0(label->codec, wanted->codec) == 0)
            return label;
    }
    struct wsig_label *label = g_new(struct wsig_label, 1);
    *label = *wanted;
    label->mid = g_strdup(wanted->mid);
    label->codec = g_strdup(wanted->codec);
    g_ptr_array_add(media->labels, label);
    return label;
}

struct wsig_media_note *wsig_media_note_new(struct wsig_media *media, const struct wsig_flow *flow,
                                            enum wsig_side side, const char *mid, const char *codec)
{
    struct wsig_media_note *note = g_new0(struct wsig_media_note, 1);
    struct wsig_label wanted = {.mid = (char *)mid, .codec = (char *)codec};
    note->fingerprint_match = 2;
    g_ptr_array_add(media->notes, note);
    struct wsig_end end = wsig_end_of(flow->session, flow->agent[side]);
    if (!end.session)
        return note;
    wanted.session = end.session;
    wanted.agent = end.agent;
    read_exchange(end.session, &wanted);
    note->label = label_get(media, &wanted);
    return note;
}

void wsig_flow_refresh(struct wsig_flow *flow)
{
    struct wsig_session *session = wsig_flow_end(flow, 0).session;
    if (!session)
        return;
    uint32_t descriptions = session->agents[0].descriptions + session->agents[1].descriptions;
    if (flow->read == session && flow->agreed == session->agreed &&
        flow->descriptions == descriptions)
        return;
    flow->read = session;
    flow->agreed = session->agreed;
    flow->descriptions = descriptions;
    flow->plain[0] = flow->plain[1] = NULL;
    flow->codecs_old = flow->codecs_new = true;
    wsig_media_judge_certificates(flow);
}

/* Up to date. Of a flow with a session only. */
static struct wsig_flow_rtp *rtp_of(struct wsig_media *media, struct wsig_flow *flow)
{
    struct wsig_session *session = wsig_flow_end(flow, 0).session;
    if (!flow->rtp) {
        flow->rtp = g_new0(struct wsig_flow_rtp, 1);
        flow->rtp->sources = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
        flow->rtp->mids = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    }
    if (!flow->codecs_old)
        return flow->rtp;
    flow->codecs_old = false;
    g_hash_table_remove_all(flow->rtp->sources);
    wsig_media_read_directions(media->arena, session);
    for (unsigned side = 0; side < 2; side++)
        wsig_codec_map_read(&flow->rtp->codecs[side], media->arena, session,
                            wsig_flow_end(flow, side).agent);
    return flow->rtp;
}

const struct wsig_codec_map *wsig_flow_codecs(const struct wsig_flow *flow, enum wsig_side side)
{
    static const struct wsig_codec_map empty;
    return flow->rtp ? &flow->rtp->codecs[side] : &empty;
}

bool wsig_flow_has_new_codecs(struct wsig_media *media, struct wsig_flow *flow)
{
    wsig_flow_refresh(flow);
    if (wsig_flow_session(flow))
        rtp_of(media, flow);
    bool new_ones = flow->codecs_new;
    flow->codecs_new = false;
    return new_ones;
}

/* The time of the session's first offer, where it is in the capture. */
static int64_t begin_of(const struct wsig_session *session)
{
    return session->first_offer.frame ? session->first_offer.time : 0;
}

bool wsig_media_mark(struct wsig_session *session, struct wsig_event *event, const char *phase,
                     const struct wsig_packet_place *place, struct wsig_media_note *note)
{
    if (event->frame != 0)
        return false;
    *event = (struct wsig_event){place->frame, place->time};
    note->phase = phase;
    note->since_offer = begin_of(session) ? place->time - begin_of(session) : 0;
    return true;
}

static struct wsig_media_note *plain_note(struct wsig_media *media, struct wsig_flow *flow,
                                          enum wsig_side side)
{
    if (!flow->plain[side])
        flow->plain[side] = wsig_media_note_new(media, flow, side, NULL, NULL);
    return flow->plain[side];
}

/* --- other packets --------------------------------------------------------------------------- */

static const char *mid_of(struct wsig_flow_rtp *of_flow, enum wsig_side side,
                          const struct wsig_rtp *rtp)
{
    const struct wsig_codec_map *map = &of_flow->codecs[side];
    struct wsig_slice said =
        map->mid_extension ? wsig_rtp_extension(rtp, map->mid_extension) : wsig_slice(NULL, 0);
    void *ssrc = GUINT_TO_POINTER(rtp->ssrc);
    const char *mid = g_hash_table_lookup(of_flow->mids, ssrc);
    if (said.n > 0 && !(mid && wsig_slice_eq(said, mid)) &&
        g_hash_table_size(of_flow->mids) < WSIG_SOURCES_MAX) {
        g_hash_table_insert(of_flow->mids, ssrc, g_strndup((const char *)said.p, said.n));
        mid = g_hash_table_lookup(of_flow->mids, ssrc);
    }
    if (!mid && map->sources)
        mid = g_hash_table_lookup(map->sources, ssrc);
    return mid ? mid : map->mid[rtp->payload_type];
}

static bool has_codecs(const struct wsig_codec_map *map)
{
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++)
        if (map->codec[i])
            return true;
    return false;
}

/* What every packet of that SSRC and payload type shares. Beyond the limit they share nothing. */
static struct wsig_source *source_get(struct wsig_flow_rtp *of_flow, const struct wsig_rtp *rtp,
                                      struct wsig_source *scratch)
{
    const uint64_t key = (uint64_t)rtp->ssrc << 8 | rtp->payload_type;
    struct wsig_source *source = g_hash_table_lookup(of_flow->sources, &key);
    if (source)
        return source;
    if (g_hash_table_size(of_flow->sources) >= WSIG_SOURCES_MAX)
        return scratch;
    source = g_new0(struct wsig_source, 1);
    source->key = key;
    g_hash_table_insert(of_flow->sources, &source->key, source);
    return source;
}

/* Names the source. True when it is new, or has another mid than before. */
static bool name_source(struct wsig_media *media, struct wsig_flow *flow, enum wsig_side side,
                        const struct wsig_rtp *rtp, struct wsig_source *source)
{
    struct wsig_end end = wsig_flow_end(flow, side);
    const char *mid = mid_of(flow->rtp, side, rtp),
               *codec = flow->rtp->codecs[side].codec[rtp->payload_type];
    if (source->note && g_strcmp0(source->note->label->mid, mid) == 0)
        return false;
    bool first = source->note == NULL;
    source->note = wsig_media_note_new(media, flow, side, mid, codec);
    source->stream = wsig_stream_get(end.session, end.agent, mid, codec);
    source->window = wsig_window_get(end.session, end.agent, rtp->ssrc);
    return first;
}

static void count(struct wsig_source *source, const struct wsig_packet_place *place,
                  const struct wsig_rtp *rtp, size_t bytes, struct wsig_end end)
{
    if (source->window && !wsig_window_see(source->window, rtp->sequence))
        return;
    end.session->media.packets[end.agent]++;
    end.session->media.bytes[end.agent] += bytes;
    end.session->media.last_rtp[end.agent] = (struct wsig_event){place->frame, place->time};
    if (source->stream) {
        source->stream->packets++;
        source->stream->bytes += bytes;
    }
}

static bool is_after_bye(const struct wsig_session *session, const struct wsig_packet_place *place)
{
    return session->state == WSIG_STATE_CLOSED && session->closed.frame &&
           place->time - session->closed.time >= WSIG_BYE_WAIT;
}

static uint64_t known_key(uint32_t ssrc, const char *address, uint16_t port)
{
    const uint32_t numbers[] = {ssrc, port};
    return wsig_slice_hash(wsig_slice(numbers, sizeof numbers),
                           wsig_slice_hash(wsig_slice_str(address), WSIG_HASH_SEED));
}

static void remember_source(struct wsig_media *media, struct wsig_end end,
                            const struct wsig_packet_place *place, uint32_t ssrc)
{
    const uint64_t keys[] = {known_key(ssrc, place->source, place->source_port),
                             known_key(ssrc, place->destination, place->destination_port)};
    for (unsigned i = 0; i < 2 && g_hash_table_size(media->known) < WSIG_KNOWN_MAX; i++) {
        struct wsig_known *known = g_new(struct wsig_known, 1);
        *known = (struct wsig_known){keys[i], end};
        g_hash_table_replace(media->known, &known->key, known);
    }
}

/* An ICE restart whose parameters no message shows gives the session another port, and keeps the
 * other end's and the SSRCs (drawn from 2^32): both together are no accident. */
static void adopt(struct wsig_media *media, struct wsig_flow *flow,
                  const struct wsig_packet_place *place, struct wsig_slice bytes)
{
    struct wsig_rtp rtp;
    if (g_hash_table_size(media->known) == 0 || !wsig_flow_is_open(flow) ||
        wsig_packet_of(bytes) != WSIG_PACKET_RTP || !wsig_rtp_parse(bytes, &rtp))
        return;
    const uint64_t keys[] = {known_key(rtp.ssrc, place->source, place->source_port),
                             known_key(rtp.ssrc, place->destination, place->destination_port)};
    for (unsigned i = 0; i < 2; i++) {
        const struct wsig_known *known = g_hash_table_lookup(media->known, &keys[i]);
        if (known)
            wsig_flow_tie(flow, place->side, known->end);
    }
}

/* A packet of RTP. What is said once is said on a note of its own. */
static struct wsig_media_note *see_rtp(struct wsig_media *media, struct wsig_flow *flow,
                                       const struct wsig_packet_place *place,
                                       struct wsig_slice bytes)
{
    struct wsig_rtp rtp;
    struct wsig_source scratch = {0};
    struct wsig_end end = wsig_flow_end(flow, place->side);
    if (!wsig_rtp_parse(bytes, &rtp))
        return plain_note(media, flow, place->side);
    struct wsig_flow_rtp *of_flow = rtp_of(media, flow);
    struct wsig_source *source = source_get(of_flow, &rtp, &scratch);
    bool is_new = name_source(media, flow, place->side, &rtp, source);
    bool first = end.session->media.first_rtp[end.agent].frame == 0;
    bool unknown =
        is_new && !source->note->label->codec && has_codecs(&of_flow->codecs[place->side]);
    bool late = !flow->bye_said && is_after_bye(end.session, place);
    if (is_new)
        remember_source(media, end, place, rtp.ssrc);
    count(source, place, &rtp, bytes.n, end);
    if (!first && !unknown && !late)
        return source->note;
    struct wsig_media_note *once = wsig_media_note_new(
        media, flow, place->side, source->note->label->mid, source->note->label->codec);
    wsig_media_mark(end.session, &end.session->media.first_rtp[end.agent], "first-rtp", place,
                    once);
    if (unknown)
        wsig_findings_add(&once->findings, WSIG_RULE_MEDIA_UNKNOWN_PAYLOAD_TYPE, "%u",
                          rtp.payload_type);
    if (late)
        wsig_findings_add(&once->findings, WSIG_RULE_MEDIA_AFTER_BYE, "%.1f s after it",
                          (double)(place->time - end.session->closed.time) / 1e9);
    flow->bye_said |= late;
    return once;
}

const struct wsig_media_note *wsig_media_packet(struct wsig_media *media, struct wsig_flow *flow,
                                                const struct wsig_packet_place *place,
                                                struct wsig_slice bytes)
{
    if (!flow->session)
        adopt(media, flow, place, bytes);
    wsig_flow_refresh(flow);
    if (!wsig_flow_end(flow, place->side).session)
        return NULL;
    const enum wsig_packet type = wsig_packet_of(bytes);
    if (type == WSIG_PACKET_RTP)
        return see_rtp(media, flow, place, bytes);
    struct wsig_media_note *note =
        type == WSIG_PACKET_DTLS ? wsig_media_dtls(media, flow, place, bytes) : NULL;
    return note ? note : plain_note(media, flow, place->side);
}
