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
    for (unsigned side = 0; side < G_N_ELEMENTS(c->packets); side++)
        wsig_mqtt_stream_clear(&c->packets[side]);
    g_free(c->url);
    g_free(c);
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

void wsig_connection_request(struct wsig_connection *c, enum wsig_side sender,
                             const struct wsig_upgrade_request *request)
{
    c->client = sender;
    memset(c->key, 0, sizeof c->key);
    if (request->key.n > 0 && request->key.n <= WSIG_KEY_LENGTH)
        memcpy(c->key, request->key.p, request->key.n);
    if (request->url.n == 0)
        return;
    c->continues =
        wsig_slice_has_ci(request->url, "eio=") && wsig_slice_has_ci(request->url, "sid=");
    wsig_connection_choose(c, wsig_dialect_by_url(request->url), WSIG_CHOSEN_BY_URL);
    c->carriers[WSIG_CHOSEN_BY_URL] |= wsig_carriers_by_url(request->url);
    size_t n = MIN(request->url.n, WSIG_URL_MAX);
    while (n < request->url.n && n > 0 && request->url.p[n] != '&')
        n--; /* no half parameter */
    g_free(c->url);
    c->url = g_strndup((const char *)request->url.p, n);
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

static struct wsig_note *keep_note(const struct wsig_note *note)
{
    struct wsig_note *kept = g_new(struct wsig_note, 1);
    *kept = *note;
    return kept;
}

struct wsig_note *wsig_connection_response(struct wsig_connection *c, const struct wsig_moment *at,
                                           const struct wsig_upgrade_response *response)
{
    struct wsig_note note = {.connection = c, .is_upgrade = true, .status = response->status};
    if (c->answered || (response->status < 200 && response->status != 101))
        return NULL;
    c->answered = true;
    if (c->client == WSIG_SIDE_UNKNOWN)
        c->client = wsig_other_side(at->side);
    note.from_client = wsig_connection_from_client(c, at->side);
    if (response->status == 101) {
        c->open = true;
        c->mqtt = wsig_slice_eq_ci(response->protocol, "mqtt") ||
                  wsig_slice_eq_ci(response->protocol, "mqttv3.1");
        if (response->protocol.n > 0) {
            wsig_connection_choose(c, wsig_dialect_by_subprotocol(response->protocol),
                                   WSIG_CHOSEN_BY_SUBPROTOCOL);
            c->carriers[WSIG_CHOSEN_BY_SUBPROTOCOL] |=
                wsig_carriers_by_subprotocol(response->protocol);
        }
        c->extensions = response->extensions.n == 0        ? WSIG_EXTENSIONS_NONE
                        : is_deflate(response->extensions) ? WSIG_EXTENSIONS_DEFLATE
                                                           : WSIG_EXTENSIONS_UNKNOWN;
        find(&note, WSIG_RULE_UPGRADE_BAD_ACCEPT,
             c->key[0] && response->accept.p && !accept_fits(c, response->accept));
    }
    find(&note, WSIG_RULE_UPGRADE_REFUSED, response->status != 101);
    return note.findings ? keep_note(&note) : NULL;
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

static void judge_close(const struct wsig_connection *c, const struct wsig_policy *policy,
                        const struct wsig_close *close, struct wsig_note *note)
{
    bool normal = close->has_code && policy->is_normal_close(close->code);
    note->has_code = close->has_code;
    note->code = close->code;
    note->close_class = wsig_close_class(close, normal);
    if (close->reason_length > 0)
        note->reason = g_utf8_make_valid((const char *)close->reason, (gssize)close->reason_length);
    find(note, WSIG_RULE_CLOSE_ABNORMAL, close->has_code && !normal);
    find(note, WSIG_RULE_CLOSE_RESERVED_CODE,
         close->has_code && wsig_close_is_reserved(close->code));
    find(note, WSIG_RULE_CLOSE_INVALID_CODE, close->has_code && wsig_close_is_invalid(close->code));
    find(note, WSIG_RULE_CLOSE_SHORT_BODY, close->short_body);
    find(note, WSIG_RULE_CLOSE_REASON_NOT_UTF8, !close->reason_is_utf8);
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
    note.signaling = c->signaling;
    note.from_client = wsig_connection_from_client(c, at->side);
    judge_frame(c, frame, &note);
    find(&note, WSIG_RULE_CLOSE_DATA_AFTER_CLOSE,
         !wsig_frame_is_control(frame) && c->close_sent[at->side]);
    if (frame->opcode == WSIG_OPCODE_CLOSE) {
        struct wsig_close close;
        wsig_close_parse(frame, &close);
        note.is_close = true;
        note.step = advance_close(c, at, &close);
        judge_close(c, policy, &close, &note);
    }
    note.is_keepalive = is_keepalive(c, frame);
    if (policy->signaling_only && !c->signaling)
        wsig_findings_free(&note.findings);
    return note.is_close || note.is_keepalive || note.findings ? keep_note(&note) : NULL;
}

/* A side that ends TCP can send no Close any more, so one that has not done so yet never will. A
 * reset cuts both off. */
static bool ends_without_close(const struct wsig_connection *c, enum wsig_side side, bool reset)
{
    return reset ? !c->close_sent[0] || !c->close_sent[1] : !c->close_sent[side];
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
    bool judged = !c->end_reported && !(policy->signaling_only && !c->signaling);
    if (judged && ends_without_close(c, at->side, reset)) {
        c->end_reported = true;
        find(&note, WSIG_RULE_CLOSE_NO_HANDSHAKE, true);
    }
    return keep_note(&note);
}
