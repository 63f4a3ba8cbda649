/* media.c: see media.h; flows, and the packets on them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "media-internal.h"

/* Labels of a flow, the latest, among which one is looked for that fits. */
#define LABELS_SEARCHED_MAX 64

struct check {
    uint8_t id[12];
    bool use_candidate;
    enum wsig_side side;
    struct wsig_media_note *request;
};

struct wsig_flow {
    struct wsig_session *session; /* NULL: no signaling explains it */
    uint8_t agent[2];             /* by side: which agent sends from there */
    uint64_t username[2];         /* hash of the last one, by the sender's side */
    bool open;                    /* a check was answered */
    struct check checks[WSIG_CHECKS_MAX];
    unsigned next_check;
    /* What the maps and labels were made from. */
    const struct wsig_exchange *agreed;
    uint32_t descriptions;
    bool codecs_new;
    /* NULL, all three, as long as no session is known. */
    struct wsig_codec_map *codecs;    /* two, by side */
    GHashTable *notes;                /* SSRC << 8 | payload type -> struct wsig_media_note */
    GHashTable *mids;                 /* SSRC -> mid, as the header extension said; owned */
    struct wsig_media_note *plain[2]; /* by side: of packets that belong to no m-section */
};

/* As media.h promises. */
G_STATIC_ASSERT(sizeof(struct wsig_flow) <= 640);
G_STATIC_ASSERT(2 * sizeof(struct wsig_codec_map) <= 4200);
G_STATIC_ASSERT(sizeof(struct wsig_media_note) <= 80);
G_STATIC_ASSERT(sizeof(struct wsig_label) <= 48);

struct wsig_media {
    struct wsig_sessions *sessions;
    GHashTable *flows; /* number -> struct wsig_flow; owned */
    GPtrArray *labels; /* struct wsig_label; owned */
    GPtrArray *notes;  /* struct wsig_media_note; owned */
    struct wsig_arena *arena;
};

/* --- memory ---------------------------------------------------------------------------------- */

static void free_flow(void *data)
{
    struct wsig_flow *flow = data;
    if (flow->codecs) {
        wsig_codec_map_clear(&flow->codecs[0]);
        wsig_codec_map_clear(&flow->codecs[1]);
        g_hash_table_destroy(flow->notes);
        g_hash_table_destroy(flow->mids);
    }
    g_free(flow->codecs);
    g_free(flow);
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

static struct wsig_flow *flow_get(struct wsig_media *media, uint32_t number)
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

/* A flow belongs to the session of its latest check: a later call may use the ports again. */
static void tie(struct wsig_media *media, struct wsig_flow *flow, enum wsig_side side,
                struct wsig_slice username)
{
    const uint64_t hash = wsig_slice_hash(username, WSIG_HASH_SEED);
    if (flow->session && flow->username[side] == hash)
        return;
    flow->username[side] = hash;
    struct wsig_end end = sender_of(media, username);
    if (!end.session || end.session == flow->session)
        return;
    flow->session = end.session;
    flow->agent[side] = end.agent;
    flow->agent[1 - side] = !end.agent;
    flow->agreed = NULL;
    flow->descriptions = 0;
    if (flow->mids)
        g_hash_table_remove_all(flow->mids);
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

static struct wsig_media_note *note_new(struct wsig_media *media, const struct wsig_flow *flow,
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

/* What only a flow of a session needs. */
static void equip(struct wsig_flow *flow)
{
    if (flow->codecs)
        return;
    flow->codecs = g_new0(struct wsig_codec_map, 2);
    flow->notes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    flow->mids = g_hash_table_new_full(NULL, NULL, NULL, g_free);
}

/* New descriptions came into force: what was made from the old ones is made anew. */
static void refresh(struct wsig_media *media, struct wsig_flow *flow)
{
    const struct wsig_session *session = wsig_flow_session(flow);
    if (!session)
        return;
    equip(flow);
    uint32_t descriptions = session->agents[0].descriptions + session->agents[1].descriptions;
    if (flow->agreed == session->agreed && flow->descriptions == descriptions)
        return;
    flow->agreed = session->agreed;
    flow->descriptions = descriptions;
    flow->plain[0] = flow->plain[1] = NULL;
    g_hash_table_remove_all(flow->notes);
    flow->codecs_new = true;
    for (unsigned side = 0; side < 2; side++)
        wsig_codec_map_read(&flow->codecs[side], media->arena, session,
                            wsig_end_of(flow->session, flow->agent[side]).agent);
}

const struct wsig_codec_map *wsig_flow_codecs(const struct wsig_flow *flow, enum wsig_side side)
{
    static const struct wsig_codec_map none;
    return flow->codecs ? &flow->codecs[side] : &none;
}

bool wsig_flow_has_new_codecs(struct wsig_media *media, struct wsig_flow *flow)
{
    refresh(media, flow);
    bool new_ones = flow->codecs_new;
    flow->codecs_new = false;
    return new_ones;
}

static struct wsig_media_note *plain_note(struct wsig_media *media, struct wsig_flow *flow,
                                          enum wsig_side side)
{
    if (!flow->plain[side])
        flow->plain[side] = note_new(media, flow, side, NULL, NULL);
    return flow->plain[side];
}

/* --- checks ---------------------------------------------------------------------------------- */

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

static void mark(struct wsig_event *event, const struct wsig_packet_place *place)
{
    if (event->frame == 0)
        *event = (struct wsig_event){place->frame, place->time};
}

static const struct wsig_media_note *see_request(struct wsig_media *media,
                                                 const struct wsig_packet_place *place,
                                                 const struct wsig_stun *stun)
{
    if (stun->username.n == 0 || !memchr(stun->username.p, ':', stun->username.n))
        return NULL;
    struct wsig_flow *flow = flow_get(media, place->flow);
    tie(media, flow, place->side, stun->username);
    refresh(media, flow);
    struct wsig_session *session = wsig_end_of(flow->session, 0).session;
    if (session) {
        session->media.checks++;
        mark(&session->media.first_check, place);
    }
    struct wsig_media_note *note = note_new(media, flow, place->side, NULL, NULL);
    note->frame = place->frame;
    note->time = place->time;
    struct check *check = &flow->checks[flow->next_check++ % WSIG_CHECKS_MAX];
    memcpy(check->id, stun->id, sizeof check->id);
    check->use_candidate = stun->use_candidate;
    check->side = place->side;
    check->request = note;
    return note;
}

static struct check *find_check(struct wsig_flow *flow, const struct wsig_packet_place *place,
                                const struct wsig_stun *stun)
{
    for (unsigned i = 0; i < WSIG_CHECKS_MAX; i++) {
        struct check *check = &flow->checks[i];
        if (check->request && check->side == wsig_other_side(place->side) &&
            memcmp(check->id, stun->id, sizeof check->id) == 0)
            return check;
    }
    return NULL;
}

static void see_success(struct wsig_flow *flow, const struct wsig_packet_place *place,
                        bool nominated, struct wsig_media_note *note)
{
    struct wsig_session *session = wsig_end_of(flow->session, 0).session;
    flow->open = true;
    if (session) {
        session->media.answers++;
        mark(&session->media.first_answer, place);
    }
    if (!nominated)
        return;
    note->pair = pair_text(flow, place);
    if (!session || session->media.pair_text)
        return;
    session->media.pair_text = g_strdup(note->pair);
    mark(&session->media.pair, place);
}

static void see_error(struct wsig_flow *flow, const struct wsig_stun *stun,
                      struct wsig_media_note *note)
{
    struct wsig_session *session = wsig_end_of(flow->session, 0).session;
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
    struct check *check = flow ? find_check(flow, place, stun) : NULL;
    if (!check)
        return NULL;
    struct wsig_media_note *note = note_new(media, flow, place->side, NULL, NULL);
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

/* --- other packets --------------------------------------------------------------------------- */

static const char *mid_of(struct wsig_flow *flow, enum wsig_side side, const struct wsig_rtp *rtp)
{
    const struct wsig_codec_map *map = &flow->codecs[side];
    struct wsig_slice said =
        map->mid_extension ? wsig_rtp_extension(rtp, map->mid_extension) : wsig_slice(NULL, 0);
    void *ssrc = GUINT_TO_POINTER(rtp->ssrc);
    const char *mid = g_hash_table_lookup(flow->mids, ssrc);
    if (said.n > 0 && !(mid && wsig_slice_eq(said, mid)) &&
        g_hash_table_size(flow->mids) < WSIG_SOURCES_MAX) {
        g_hash_table_insert(flow->mids, ssrc, g_strndup((const char *)said.p, said.n));
        mid = g_hash_table_lookup(flow->mids, ssrc);
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

static struct wsig_media_note *source_note(struct wsig_media *media, struct wsig_flow *flow,
                                           enum wsig_side side, const struct wsig_rtp *rtp)
{
    const struct wsig_codec_map *map = &flow->codecs[side];
    const uint64_t key = (uint64_t)rtp->ssrc << 8 | rtp->payload_type;
    struct wsig_media_note *note = g_hash_table_lookup(flow->notes, &key);
    const char *mid = mid_of(flow, side, rtp), *codec = map->codec[rtp->payload_type];
    if (note && note->label && g_strcmp0(note->label->mid, mid) == 0)
        return note;
    bool first = note == NULL;
    note = note_new(media, flow, side, mid, codec);
    if (g_hash_table_size(flow->notes) < WSIG_SOURCES_MAX) {
        uint64_t *copy = g_new(uint64_t, 1);
        *copy = key;
        g_hash_table_insert(flow->notes, copy, note);
    }
    if (first && !codec && has_codecs(map)) {
        struct wsig_media_note *once = note_new(media, flow, side, mid, codec);
        wsig_findings_add(&once->findings, WSIG_RULE_MEDIA_UNKNOWN_PAYLOAD_TYPE, "%u",
                          rtp->payload_type);
        return once; /* the finding is said once for a source */
    }
    return note;
}

const struct wsig_media_note *wsig_media_packet(struct wsig_media *media, struct wsig_flow *flow,
                                                const struct wsig_packet_place *place,
                                                struct wsig_slice bytes)
{
    struct wsig_rtp rtp;
    refresh(media, flow);
    struct wsig_end end = wsig_end_of(flow->session, flow->agent[place->side]);
    if (!end.session)
        return NULL;
    enum wsig_packet type = wsig_packet_of(bytes);
    if (type == WSIG_PACKET_DTLS)
        mark(&end.session->media.dtls, place);
    if (type != WSIG_PACKET_RTP || !wsig_rtp_parse(bytes, &rtp))
        return plain_note(media, flow, place->side);
    mark(&end.session->media.first_rtp[end.agent], place);
    end.session->media.packets[end.agent]++;
    end.session->media.bytes[end.agent] += bytes.n;
    return source_note(media, flow, place->side, &rtp);
}

/* --- certificates ---------------------------------------------------------------------------- */

/* "sha-256 AB:CD..." is the certificate's? False where the hash is none that we have. */
static bool fingerprint_fits(const char *fingerprint, struct wsig_slice certificate, bool *known)
{
    static const struct {
        const char *name;
        GChecksumType type;
    } hashes[] = {
        {"sha-1 ", G_CHECKSUM_SHA1},
        {"sha-256 ", G_CHECKSUM_SHA256},
        {"sha-384 ", G_CHECKSUM_SHA384},
        {"sha-512 ", G_CHECKSUM_SHA512},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(hashes); i++) {
        size_t n = strlen(hashes[i].name), k = 0;
        if (g_ascii_strncasecmp(fingerprint, hashes[i].name, n) != 0)
            continue;
        *known = true;
        char *digest = g_compute_checksum_for_data(hashes[i].type, certificate.p, certificate.n);
        bool fits = true;
        for (const char *p = fingerprint + n; *p; p++)
            if (*p != ':' && !g_ascii_isspace(*p))
                fits &= digest[k] && g_ascii_tolower(*p) == digest[k++];
        fits &= digest[k] == '\0';
        g_free(digest);
        return fits;
    }
    return false;
}

const struct wsig_media_note *wsig_media_certificate(struct wsig_media *media,
                                                     struct wsig_flow *flow,
                                                     const struct wsig_packet_place *place,
                                                     struct wsig_slice certificate)
{
    struct wsig_end end = wsig_end_of(flow->session, flow->agent[place->side]);
    const GPtrArray *list = end.session ? end.session->agents[end.agent].fingerprints : NULL;
    bool known = false, fits = false;
    for (unsigned i = 0; list && i < list->len && !fits; i++)
        fits = fingerprint_fits(g_ptr_array_index(list, i), certificate, &known);
    if (!known)
        return NULL;
    struct wsig_media_note *note = note_new(media, flow, place->side, NULL, NULL);
    note->fingerprint_match = fits;
    if (!fits)
        wsig_findings_add(&note->findings, WSIG_RULE_MEDIA_FINGERPRINT_MISMATCH, NULL);
    return note;
}
