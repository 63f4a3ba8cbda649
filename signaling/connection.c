/* connection.c: see connection.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "connection.h"

#include "dialect.h"

void wsig_note_free(struct wsig_note *note)
{
    if (!note)
        return;
    wsig_findings_free(&note->findings);
    g_free(note->reason);
    g_free(note);
}

void wsig_connection_free(struct wsig_connection *c)
{
    if (!c)
        return;
    for (unsigned side = 0; c->packets && side < 2; side++)
        wsig_mqtt_stream_clear(&c->packets[side]);
    g_free(c->packets);
    wsig_upgrade_free(c->upgrade);
    g_free(c->url);
    g_free(c);
}

bool wsig_note_is_shown(const struct wsig_note *note)
{
    return note->is_close || note->tcp_end || note->is_keepalive ||
           (note->findings && !note->quiet) || wsig_connection_is_signaling(note->connection);
}

bool wsig_connection_is_signaling(const struct wsig_connection *c)
{
    if (c->signaling || !c->dialect || !c->dialect->waits_for_proof)
        return c->signaling || c->dialect;
    return c->chosen_by == WSIG_CHOSEN_BY_PREFERENCE ||
           (c->url && c->dialect->proof &&
            wsig_dialect_url_has(wsig_slice_str(c->url), c->dialect->proof));
}

uint8_t wsig_connection_from_client(const struct wsig_connection *c, enum wsig_side sender)
{
    return c->client == WSIG_SIDE_UNKNOWN ? 2 : sender == c->client;
}

const char *wsig_chosen_by_text(enum wsig_chosen_by by)
{
    static const char *const texts[] = {
        [WSIG_CHOSEN_BY_NOTHING] = "nothing",         [WSIG_CHOSEN_BY_PREFERENCE] = "preference",
        [WSIG_CHOSEN_BY_SUBPROTOCOL] = "subprotocol", [WSIG_CHOSEN_BY_URL] = "url",
        [WSIG_CHOSEN_BY_MESSAGES] = "messages",
    };
    return texts[by];
}

void wsig_connection_choose(struct wsig_connection *c, const struct wsig_dialect *dialect,
                            enum wsig_chosen_by by)
{
    bool stronger = !c->dialect || by < c->chosen_by;
    if (dialect && dialect->carrier)
        c->carriers[by] |= wsig_carrier_bit(dialect);
    if (!dialect || dialect->carrier || !stronger)
        return;
    c->dialect = dialect;
    c->chosen_by = by;
}

uint32_t wsig_connection_carriers(const struct wsig_connection *c)
{
    uint32_t all = 0;
    for (size_t by = 0; by < WSIG_CHOSEN_BY_COUNT; by++)
        all |= c->carriers[by];
    return all;
}

enum wsig_chosen_by wsig_connection_carrier_by(const struct wsig_connection *c, uint32_t carrier)
{
    for (size_t by = 0; by < WSIG_CHOSEN_BY_COUNT; by++)
        if (c->carriers[by] & carrier)
            return (enum wsig_chosen_by)by;
    return WSIG_CHOSEN_BY_NOTHING;
}

/* Whatever happens on a connection, its beginning is the first of it. */
static void notice(struct wsig_connection *c, const struct wsig_moment *at)
{
    c->heard[at->side] = true;
    if (c->begin_frame)
        return;
    c->begin_frame = at->frame;
    c->begin = at->time;
}

/* Kept without the rest of a long one: no half parameter. */
static void take_url(struct wsig_connection *c, struct wsig_slice url)
{
    size_t n = MIN(url.n, WSIG_URL_MAX);
    struct wsig_slice rest = url, path;
    c->continues = wsig_slice_has_ci(url, "eio=") && wsig_slice_has_ci(url, "sid=");
    wsig_connection_choose(c, wsig_dialect_by_url(url), WSIG_CHOSEN_BY_URL);
    c->carriers[WSIG_CHOSEN_BY_URL] |= wsig_carriers_by_url(url);
    if (wsig_slice_cut(&rest, '?', &path))
        c->place = wsig_slice_token(path);
    while (n < url.n && n > 0 && url.p[n] != '&')
        n--;
    g_free(c->url);
    c->url = g_strndup((const char *)url.p, n);
}

static struct wsig_note *keep_note(const struct wsig_note *note)
{
    struct wsig_note *kept = g_new(struct wsig_note, 1);
    *kept = *note;
    return kept;
}

struct wsig_note *wsig_connection_request(struct wsig_connection *c, const struct wsig_moment *at,
                                          const struct wsig_upgrade_request *request)
{
    struct wsig_note note = {.connection = c, .is_request = true, .from_client = 1};
    notice(c, at);
    c->client = at->side;
    memset(c->key, 0, sizeof c->key);
    if (request->key.n > 0 && request->key.n <= WSIG_KEY_LENGTH)
        memcpy(c->key, request->key.p, request->key.n);
    if (request->url.n > 0)
        take_url(c, request->url);
    c->opened = at->time;
    if (!c->upgrade)
        c->upgrade = g_new0(struct wsig_upgrade, 1);
    c->upgrade->request_frame = at->frame;
    c->upgrade->request_time = at->time;
    wsig_upgrade_take_request(c->upgrade, request);
    wsig_upgrade_judge_request(request, &note.findings);
    return keep_note(&note);
}

/* "permessage-deflate; client_max_window_bits=15": is it the only one? */
static bool is_deflate(struct wsig_slice extensions)
{
    struct wsig_slice name, rest = extensions;
    if (memchr(extensions.p, ',', extensions.n) || !wsig_slice_cut(&rest, ';', &name))
        return false;
    return wsig_slice_eq_ci(wsig_slice_trim(name), "permessage-deflate");
}

static void find(struct wsig_note *note, enum wsig_rule rule, bool fires)
{
    if (fires)
        wsig_findings_add(&note->findings, rule, NULL);
}

/* base64(SHA-1(key + a fixed GUID)), RFC 6455 section 4.2.2 step 5.4. */
static bool accept_fits(const struct wsig_connection *c, struct wsig_slice accept)
{
    static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    uint8_t digest[20];
    gsize length = sizeof digest;
    GChecksum *sha1 = g_checksum_new(G_CHECKSUM_SHA1);
    g_checksum_update(sha1, (const guchar *)c->key, -1);
    g_checksum_update(sha1, (const guchar *)guid, -1);
    g_checksum_get_digest(sha1, digest, &length);
    g_checksum_free(sha1);
    char *expected = g_base64_encode(digest, length);
    bool fits = wsig_slice_eq(wsig_slice_trim(accept), expected);
    g_free(expected);
    return fits;
}

/* The server said yes. */
static void open_connection(struct wsig_connection *c, const struct wsig_upgrade_response *response,
                            struct wsig_note *note)
{
    c->open = response->whole; /* Wireshark finds no frames after a head that is cut off */
    c->lanes[0].in_sync = c->lanes[1].in_sync = true;
    if (wsig_slice_eq_ci(response->protocol, "mqtt") ||
        wsig_slice_eq_ci(response->protocol, "mqttv3.1"))
        c->packets = g_new0(struct wsig_mqtt_stream, 2);
    if (response->protocol.n > 0)
        wsig_connection_choose(c, wsig_dialect_by_subprotocol(response->protocol),
                               WSIG_CHOSEN_BY_SUBPROTOCOL);
    c->carriers[WSIG_CHOSEN_BY_SUBPROTOCOL] |= wsig_carriers_by_subprotocol(response->protocol);
    if (response->whole && response->extensions.n == 0)
        c->extensions = WSIG_EXTENSIONS_NONE;
    else if (response->whole && is_deflate(response->extensions))
        c->extensions = WSIG_EXTENSIONS_DEFLATE;
    find(note, WSIG_RULE_UPGRADE_BAD_ACCEPT,
         c->key[0] && response->accept.p && !accept_fits(c, response->accept));
    wsig_upgrade_judge_response(c->upgrade, &note->findings);
    if (!note->findings && wsig_upgrade_lacks_subprotocol(c->upgrade)) {
        note->quiet = true;
        wsig_findings_add(&note->findings, WSIG_RULE_UPGRADE_SUBPROTOCOL_NONE, "%s",
                          c->upgrade->protocols_asked);
    }
}

struct wsig_note *wsig_connection_response(struct wsig_connection *c, const struct wsig_moment *at,
                                           const struct wsig_upgrade_response *response)
{
    struct wsig_note note = {.connection = c, .is_upgrade = true};
    if (c->answered || (response->status < 200 && response->status != 101))
        return NULL;
    c->answered = true;
    notice(c, at);
    if (!c->upgrade)
        c->upgrade = g_new0(struct wsig_upgrade, 1);
    c->upgrade->response_frame = at->frame;
    c->upgrade->response_time = at->time;
    wsig_upgrade_take_response(c->upgrade, response);
    if (c->client == WSIG_SIDE_UNKNOWN)
        c->client = wsig_other_side(at->side);
    note.from_client = wsig_connection_from_client(c, at->side);
    if (response->status == 101)
        open_connection(c, response, &note);
    else
        wsig_findings_add(&note.findings, WSIG_RULE_UPGRADE_REFUSED, "%u, %s", response->status,
                          wsig_upgrade_cause(response->status));
    return keep_note(&note);
}

/* RSV1 marks the first frame of a compressed message and nothing else, RFC 7692 section 6.1. */
static bool has_wrong_bits(const struct wsig_connection *c, const struct wsig_frame *frame)
{
    bool may_compress = !wsig_frame_is_control(frame) && frame->opcode != 0;
    switch (c->extensions) {
    case WSIG_EXTENSIONS_NONE:
        return frame->reserved != 0;
    case WSIG_EXTENSIONS_DEFLATE:
        return frame->reserved & ~(may_compress ? WSIG_RSV1 : 0);
    case WSIG_EXTENSIONS_UNKNOWN:
        break;
    }
    return false;
}

/* Without the 101, nobody knows that there is compression, and Wireshark does not undo it. */
static bool is_unreadable(const struct wsig_connection *c, const struct wsig_frame *frame)
{
    bool begins = frame->opcode == WSIG_OPCODE_TEXT || frame->opcode == WSIG_OPCODE_BINARY;
    return !c->answered && !c->inflate_reported && begins && frame->reserved == WSIG_RSV1;
}

/* `judged`: otherwise the findings go nowhere, and nothing may count as reported. */
static void judge_course(struct wsig_connection *c, const struct wsig_moment *at,
                         const struct wsig_frame *frame, bool judged, struct wsig_note *note)
{
    struct wsig_lane *lane = &c->lanes[at->side];
    bool plain = judged && (!c->answered || c->extensions != WSIG_EXTENSIONS_UNKNOWN);
    bool control = wsig_frame_is_control(frame), unreadable = judged && is_unreadable(c, frame);
    find(note, WSIG_RULE_FRAME_NOT_INFLATED, unreadable);
    c->inflate_reported |= unreadable;
    if (!control && !wsig_frame_is_reserved(frame))
        wsig_lane_message(lane, frame, plain, &note->findings);
    if (judged)
        wsig_lane_mask(lane, frame, &note->findings);
    find(note, WSIG_RULE_CLOSE_DATA_AFTER_CLOSE, !control && c->close_sent[at->side]);
}

static void judge_frame(const struct wsig_connection *c, const struct wsig_frame *frame,
                        struct wsig_note *note)
{
    bool control = wsig_frame_is_control(frame);
    find(note, WSIG_RULE_FRAME_UNMASKED_CLIENT, note->from_client == 1 && !frame->masked);
    find(note, WSIG_RULE_FRAME_MASKED_SERVER, note->from_client == 0 && frame->masked);
    find(note, WSIG_RULE_FRAME_RESERVED_BITS, has_wrong_bits(c, frame));
    find(note, WSIG_RULE_FRAME_CONTROL_TOO_LONG,
         control && frame->payload_length > WSIG_CONTROL_PAYLOAD_MAX);
    find(note, WSIG_RULE_FRAME_CONTROL_FRAGMENTED, control && !frame->fin);
    find(note, WSIG_RULE_FRAME_RESERVED_OPCODE, wsig_frame_is_reserved(frame));
    find(note, WSIG_RULE_FRAME_LENGTH_FORM, frame->odd_length);
}

/* What of a ping or pong is not judged: who answers whom. */
static void pair_pings(struct wsig_connection *c, const struct wsig_moment *at,
                       const struct wsig_frame *frame, struct wsig_note *note)
{
    struct wsig_ping ping = {.note = note, .frame = at->frame, .time = at->time};
    if (note->is_ping) {
        wsig_lane_ping(&c->lanes[at->side], frame, &ping);
    } else if (wsig_lane_pong(&c->lanes[wsig_other_side(at->side)], frame, &ping)) {
        note->partner_frame = ping.frame;
        ping.note->partner_frame = at->frame;
        note->round_trip = ping.note->round_trip = at->time - ping.time;
    }
}

void wsig_connection_lose(struct wsig_connection *c, enum wsig_side side)
{
    wsig_lane_lose(&c->lanes[side]);
    c->lanes[wsig_other_side(side)].ping_count = 0; /* the pong may be what was lost */
}

/* Counts the Close in; returns its step. */
static uint8_t advance_close(struct wsig_connection *c, const struct wsig_moment *at,
                             const struct wsig_close *close)
{
    struct wsig_close_handshake *h = &c->close;
    bool again = c->close_sent[at->side];
    c->close_sent[at->side] = true;
    if (h->first_frame == 0) {
        *h = (struct wsig_close_handshake){.first_frame = at->frame,
                                           .first_time = at->time,
                                           .initiator = at->side,
                                           .first_has_code = close->has_code,
                                           .first_code = close->code};
        return 1;
    }
    if (again)
        return 0;
    h->reply_frame = at->frame;
    h->reply_time = at->time;
    return 2;
}

static const char *close_meaning(const struct wsig_connection *c, uint16_t code)
{
    const struct wsig_close_row *row = c->dialect ? c->dialect->closes : NULL;
    while (row && row->code && row->code != code)
        row++;
    return row ? row->meaning : NULL;
}

/* Some systems say with the Close why they refuse or give up: with a code of their own, with words,
 * or both. */
static void report_close(const struct wsig_connection *c, struct wsig_note *note)
{
    const char *meaning = close_meaning(c, note->code);
    if (!meaning)
        meaning = wsig_close_name(note->code);
    wsig_findings_add(&note->findings, WSIG_RULE_CLOSE_ABNORMAL, "%u %s%s%s", note->code, meaning,
                      note->reason ? ": " : "", note->reason ? note->reason : "");
}

static void judge_close(const struct wsig_connection *c, const struct wsig_policy *policy,
                        const struct wsig_close *close, struct wsig_note *note)
{
    bool normal = close->has_code && policy->is_normal_close(close->code);
    note->has_code = close->has_code;
    note->code = close->code;
    note->close_class = wsig_close_class(close, normal);
    if (close->reason_length > 0)
        note->reason = g_utf8_make_valid((const char *)close->reason, (gssize)close->reason_length);
    if (close->has_code && !normal)
        report_close(c, note);
    find(note, WSIG_RULE_CLOSE_RESERVED_CODE,
         close->has_code && wsig_close_is_reserved(close->code));
    find(note, WSIG_RULE_CLOSE_INVALID_CODE, close->has_code && wsig_close_is_invalid(close->code));
    find(note, WSIG_RULE_CLOSE_SHORT_BODY, close->short_body);
    find(note, WSIG_RULE_CLOSE_REASON_NOT_UTF8, !close->reason_is_utf8);
    find(note, WSIG_RULE_CLOSE_WRONG_SIDE,
         close->has_code && close->code == 1010 && note->from_client == 0);
    find(note, WSIG_RULE_CLOSE_CODE_MISMATCH,
         note->step == 2 && close->has_code && c->close.first_has_code &&
             close->code != c->close.first_code);
}

/* SIP's CRLF keepalive and its reply (RFC 7118 section 6, RFC 5626 section 3.5.1): Wireshark's SIP
 * dissector leaves no trace of them. */
static bool is_keepalive(const struct wsig_connection *c, const struct wsig_frame *frame)
{
    if (!c->dialect || !c->dialect->crlf_keepalive || wsig_frame_is_control(frame) ||
        frame->payload.n == 0 || frame->payload.n > 4 || frame->payload.n % 2 != 0)
        return false;
    for (size_t i = 0; i < frame->payload.n; i++)
        if ((frame->payload.p[i] ^ frame->mask[i]) != (i % 2 ? '\n' : '\r'))
            return false;
    return true;
}

struct wsig_note *wsig_connection_frame(struct wsig_connection *c, const struct wsig_policy *policy,
                                        const struct wsig_moment *at,
                                        const struct wsig_frame *frame, unsigned ordinal)
{
    struct wsig_note note = {.connection = c, .ordinal = ordinal};
    c->open = true;
    notice(c, at);
    c->lanes[at->side].frames++;
    note.signaling = c->signaling;
    note.from_client = wsig_connection_from_client(c, at->side);
    note.is_ping = frame->opcode == WSIG_OPCODE_PING;
    note.is_pong = frame->opcode == WSIG_OPCODE_PONG;
    bool judged = !(policy->signaling_only && !c->signaling);
    judge_frame(c, frame, &note);
    judge_course(c, at, frame, judged, &note);
    if (frame->opcode == WSIG_OPCODE_CLOSE) {
        struct wsig_close close;
        wsig_close_parse(frame, &close);
        note.is_close = true;
        note.step = advance_close(c, at, &close);
        judge_close(c, policy, &close, &note);
    }
    note.is_keepalive = is_keepalive(c, frame);
    if (!judged)
        wsig_findings_free(&note.findings);
    bool heartbeat = note.is_ping || note.is_pong;
    if (!note.is_close && !note.is_keepalive && !heartbeat && !note.findings)
        return NULL;
    struct wsig_note *kept = keep_note(&note);
    if (heartbeat)
        pair_pings(c, at, frame, kept);
    return kept;
}

/* A side that ends TCP can send no Close any more, so one that has not done so yet never will. A
 * reset cuts both off. */
static bool ends_without_close(const struct wsig_connection *c, enum wsig_side side, bool reset)
{
    return reset ? !c->close_sent[0] || !c->close_sent[1] : !c->close_sent[side];
}

/* A side that got a Close need not answer pings any more (RFC 6455 section 5.5.2), and nobody can
 * who is not in the capture. */
static void judge_pings(struct wsig_connection *c, const struct wsig_moment *at,
                        struct wsig_note *note)
{
    uint32_t end_frame = c->close.first_frame ? c->close.first_frame : at->frame;
    int64_t end = c->close.first_frame ? c->close.first_time : at->time;
    for (int side = 0; side < 2 && !c->pings_reported; side++) {
        const struct wsig_lane *lane = &c->lanes[side];
        const struct wsig_ping *oldest = &lane->pings[0];
        if (lane->ping_count == 0 || !c->heard[1 - side] || oldest->frame > end_frame ||
            end - oldest->time < WSIG_PONG_GRACE)
            continue;
        c->pings_reported = true;
        wsig_findings_add(&note->findings, WSIG_RULE_PING_UNANSWERED,
                          "frame %u, %.3f s before the %s", oldest->frame,
                          (double)(end - oldest->time) / 1e9,
                          c->close.first_frame ? "Close" : "end");
    }
}

struct wsig_note *wsig_connection_tcp_end(struct wsig_connection *c,
                                          const struct wsig_policy *policy,
                                          const struct wsig_moment *at, bool reset)
{
    bool repeated = reset ? c->reset : c->fin_sent[at->side];
    bool both_ended = c->fin_sent[0] && c->fin_sent[1];
    if (!c->open || repeated || (reset && both_ended))
        return NULL;
    if (reset)
        c->reset = true;
    else
        c->fin_sent[at->side] = true;

    struct wsig_note note = {.connection = c, .tcp_end = true, .step = 3};
    note.from_client = wsig_connection_from_client(c, at->side);
    note.duration = at->time - c->begin;
    note.frames = c->lanes[0].frames + c->lanes[1].frames;
    bool judged = !(policy->signaling_only && !c->signaling);
    if (judged && !c->end_reported && ends_without_close(c, at->side, reset)) {
        c->end_reported = true;
        find(&note, WSIG_RULE_CLOSE_NO_HANDSHAKE, true);
    }
    if (judged)
        judge_pings(c, at, &note);
    return keep_note(&note);
}
