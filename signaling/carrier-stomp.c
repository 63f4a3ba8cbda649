/* carrier-stomp.c: STOMP 1.0 to 1.2
 *
 *     <VERB> <LF> {<name>:<value> <LF>} <LF> <body> <NUL>
 *
 * Several frames may come in one message, and line ends between them; a line end alone keeps the
 * connection alive. The body may hold a NUL when content-length says so. In a message that the
 * capture has not to its end, the body ends with it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct verb {
    const char *text;
    enum wsig_kind kind;
    bool is_reply;
} verbs[] = {
    {"SEND", WSIG_KIND_CONTROL, false},      {"MESSAGE", WSIG_KIND_CONTROL, false},
    {"CONNECT", WSIG_KIND_CONTROL, false},   {"STOMP", WSIG_KIND_CONTROL, false},
    {"CONNECTED", WSIG_KIND_CONTROL, true},  {"SUBSCRIBE", WSIG_KIND_JOIN, false},
    {"UNSUBSCRIBE", WSIG_KIND_LEAVE, false}, {"RECEIPT", WSIG_KIND_CONTROL, true},
    {"ERROR", WSIG_KIND_ERROR, true},        {"ACK", WSIG_KIND_CONTROL, false},
    {"NACK", WSIG_KIND_CONTROL, false},      {"BEGIN", WSIG_KIND_CONTROL, false},
    {"COMMIT", WSIG_KIND_CONTROL, false},    {"ABORT", WSIG_KIND_CONTROL, false},
    {"DISCONNECT", WSIG_KIND_LEAVE, false},
};

static struct wsig_slice skip_line_ends(struct wsig_slice s)
{
    while (s.n > 0 && (s.p[0] == '\n' || s.p[0] == '\r'))
        s = wsig_slice_from(s, 1);
    return s;
}

/* \r \n \c \\ of STOMP 1.2. */
static struct wsig_slice unescape(struct wsig_arena *arena, struct wsig_slice s)
{
    if (s.n == 0 || !memchr(s.p, '\\', s.n))
        return s;
    uint8_t *out = wsig_arena_alloc(arena, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool escape = s.p[i] == '\\' && i + 1 < s.n;
        uint8_t c = escape ? s.p[++i] : s.p[i];
        out[n++] = !escape ? c : c == 'n' ? '\n' : c == 'r' ? '\r' : c == 'c' ? ':' : c;
    }
    return wsig_slice(out, n);
}

struct headers {
    struct wsig_slice transaction, message, content_length;
    unsigned count;
};

/* Of several of the same name the first counts. */
static bool take_header(struct wsig_parcel *p, struct wsig_slice line, struct headers *headers)
{
    struct wsig_slice name, value = line;
    const struct {
        const char *name;
        struct wsig_slice *place;
    } wanted[] = {
        {"destination", &p->room},
        {"receipt", &headers->transaction},
        {"receipt-id", &headers->transaction},
        {"message-id", &headers->transaction},
        {"transaction", &headers->transaction},
        {"message", &headers->message},
        {"content-length", &headers->content_length},
    };
    if (!memchr(line.p, ':', line.n) || !wsig_slice_cut(&value, ':', &name))
        return false;
    headers->count++;
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (wsig_slice_eq(name, wanted[i].name) && !wanted[i].place->p)
            *wanted[i].place = unescape(p->arena, value);
    return true;
}

/* Up to the empty line. */
static bool read_headers(struct wsig_parcel *p, struct wsig_slice *s, struct headers *headers)
{
    struct wsig_slice line;
    while (wsig_slice_line(s, &line)) {
        if (line.n == 0)
            return true;
        if (!take_header(p, line, headers))
            return false;
    }
    return false;
}

/* The body, and what is left behind its NUL. */
static struct wsig_slice cut_body(struct wsig_slice *s, struct wsig_slice content_length)
{
    struct wsig_slice body = END;
    uint64_t length;
    if (content_length.p && wsig_slice_uint(content_length, s->n, &length) &&
        (length == s->n || s->p[length] == 0)) {
        body = wsig_slice(s->p, (size_t)length);
        *s = wsig_slice_from(*s, (size_t)length + 1);
    } else {
        wsig_slice_cut(s, 0, &body);
    }
    *s = skip_line_ends(*s);
    return body;
}

static bool unwrap(struct wsig_parcel *p)
{
    struct wsig_slice s = skip_line_ends(p->rest), verb;
    struct headers headers = {0};
    const struct verb *found = NULL;
    if (s.n == 0 && p->known) {
        p->bytes = p->rest;
        p->rest = wsig_slice(NULL, 0);
        p->name = "LF";
        p->kind = WSIG_KIND_KEEPALIVE;
        return true;
    }
    if (s.n < 3 || !g_ascii_isupper(s.p[0]) || !g_ascii_isupper(s.p[1]))
        return false;
    const struct wsig_slice begin = s;
    if (!wsig_slice_line(&s, &verb))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(verbs) && !found; i++)
        if (wsig_slice_eq(verb, verbs[i].text))
            found = &verbs[i];
    if (!found || !read_headers(p, &s, &headers))
        return false;
    if (headers.count == 0 && (s.n == 0 || s.p[0] != 0))
        return false; /* a headline of someone's text */
    p->payload = cut_body(&s, headers.content_length);
    p->rest = s;
    p->bytes = wsig_slice(begin.p, s.p ? (size_t)(s.p - begin.p) : begin.n);
    p->path = "body";
    p->method = verb;
    p->transaction = headers.transaction;
    p->kind = found->kind;
    p->is_reply = found->is_reply;
    if (found->kind == WSIG_KIND_ERROR)
        p->error = headers.message;
    return true;
}

const struct wsig_dialect wsig_carrier_stomp = {
    .name = "stomp",
    .title = "STOMP",
    .carrier = true,
    .subprotocol = "v10.stomp v11.stomp v12.stomp",
    .unwrap = unwrap,
};
