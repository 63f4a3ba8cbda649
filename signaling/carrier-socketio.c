/* carrier-socketio.c: socket.io in Engine.IO
 *
 *     0{"sid": "...", ...}  1  2  3  2probe  3probe  5  6      Engine.IO's own packets
 *     4<type>[<attachments>-][/<namespace>,][<ack id>][<JSON>]  socket.io in a message packet
 *     42["<event>", <arguments>...]   43<ack id>[<arguments>...]
 *
 * Engine.IO 3 has the client ping, Engine.IO 4 the server. A digit alone says nothing to one who
 * does not know the connection. Attachments of a binary event follow in frames of their own, which
 * are no messages; in base64, Engine.IO 3 writes "b4..." for one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static struct wsig_slice cut_digits(struct wsig_slice *s)
{
    struct wsig_slice digits = {s->p, 0};
    while (s->n > 0 && g_ascii_isdigit(s->p[0])) {
        *s = wsig_slice_from(*s, 1);
        digits.n++;
    }
    return digits;
}

static bool begins(struct wsig_slice s, const char *any)
{
    return s.n > 0 && s.p[0] && strchr(any, s.p[0]);
}

/* Does it go on as JSON goes on, and not as any bytes do? */
static bool goes_on(struct wsig_slice json)
{
    struct wsig_slice next = wsig_slice_trim(wsig_slice_from(json, json.n > 0));
    return next.n == 0 || begins(next, json.p[0] == '{' ? "\"}" : "\"{[]tfn-0123456789") ||
           json.p[0] == '"';
}

static bool is_printable(struct wsig_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!g_ascii_isgraph(s.p[i]))
            return false;
    return true;
}

/* The first string of an array: the event's name. */
static struct wsig_slice first_string(struct wsig_slice array)
{
    struct wsig_slice s = wsig_slice_trim(wsig_slice_from(array, 1)), name;
    if (!begins(s, "\""))
        return wsig_slice(NULL, 0);
    s = wsig_slice_from(s, 1);
    return wsig_slice_cut(&s, '"', &name) ? name : wsig_slice(NULL, 0);
}

/* "..." or {"message": "..."}, of a connection that was refused. */
static struct wsig_slice error_text(struct wsig_slice json)
{
    static const char key[] = "\"message\":";
    struct wsig_slice text = END;
    if (json.n == 0)
        return text;
    if (begins(json, "\"")) {
        json = wsig_slice_from(json, 1);
    } else {
        const char *at = g_strstr_len((const char *)json.p, (gssize)json.n, key);
        if (!at)
            return text;
        json = wsig_slice_from(json, (size_t)((const uint8_t *)at - json.p) + strlen(key));
        if (!wsig_slice_cut(&json, '"', &text)) /* before the value */
            return text;
    }
    wsig_slice_cut(&json, '"', &text);
    return text;
}

/* <type>[<attachments>-][/<namespace>,][<ack id>]: sets `sure` when that is more than digits. */
static bool read_head(struct wsig_parcel *p, struct wsig_slice *s, bool *sure)
{
    struct wsig_slice after = *s, query;
    cut_digits(&after);
    if (begins(after, "-"))
        *s = wsig_slice_from(after, 1);
    *sure = begins(*s, "/");
    if (*sure) {
        if (!wsig_slice_cut(s, ',', &p->room))
            return false;
        if (!is_printable(p->room))
            return false;
        struct wsig_slice whole = p->room; /* socket.io 2 has a query behind it, with secrets */
        if (wsig_slice_cut(&whole, '?', &query))
            p->room = query;
    }
    p->transaction = cut_digits(s);
    if (p->transaction.n == 0)
        p->transaction = wsig_slice(NULL, 0);
    *sure |= begins(*s, "{[");
    return true;
}

static bool unwrap_packet(struct wsig_parcel *p)
{
    static const struct {
        const char *name;
        enum wsig_kind kind;
        const char *json; /* how its JSON may begin */
        bool has_json;
    } types[] = {
        {"CONNECT", WSIG_KIND_JOIN, "{", false},      {"DISCONNECT", WSIG_KIND_LEAVE, "", false},
        {NULL, WSIG_KIND_CONTROL, "[", true},         {"ACK", WSIG_KIND_CONTROL, "[", true},
        {"ERROR", WSIG_KIND_ERROR, "{\"", false},     {NULL, WSIG_KIND_CONTROL, "[", true},
        {"BINARY_ACK", WSIG_KIND_CONTROL, "[", true},
    };
    struct wsig_slice s = wsig_slice_from(p->rest, 2);
    unsigned type = p->rest.p[1] - (unsigned)'0';
    bool sure;
    if (type >= G_N_ELEMENTS(types) || !read_head(p, &s, &sure) || (!sure && !p->known))
        return false;
    if (s.n > 0 ? !begins(s, types[type].json) || !goes_on(s) : types[type].has_json)
        return false;
    wsig_parcel_take(p, types[type].name, types[type].kind);
    p->is_reply = type == 3 || type == 6;
    if (type == 4) {
        p->error = error_text(s);
        return true;
    }
    p->payload = s;
    if (!types[type].name) {
        p->method = first_string(s);
        p->kind = wsig_carrier_kind(p->method);
    }
    return true;
}

static bool unwrap(struct wsig_parcel *p)
{
    static const struct {
        const char *packet, *name;
        enum wsig_kind kind;
        bool sure;
    } own[] = {
        {"1", "close", WSIG_KIND_BYE, false},
        {"2", "ping", WSIG_KIND_KEEPALIVE, false},
        {"3", "pong", WSIG_KIND_KEEPALIVE, false},
        {"5", "upgrade", WSIG_KIND_CONTROL, false},
        {"6", "noop", WSIG_KIND_CONTROL, false},
        {"2probe", "ping probe", WSIG_KIND_CONTROL, true},
        {"3probe", "pong probe", WSIG_KIND_CONTROL, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        if (wsig_slice_eq(p->rest, own[i].packet))
            return (own[i].sure || p->known) && wsig_parcel_take(p, own[i].name, own[i].kind);
    if (wsig_slice_starts(p->rest, "0{\"sid\""))
        return wsig_parcel_take(p, "open", WSIG_KIND_CONTROL);
    if (wsig_slice_starts(p->rest, "b4"))
        return p->known && wsig_parcel_take(p, "attachment", WSIG_KIND_CONTROL);
    return p->rest.n > 1 && p->rest.p[0] == '4' && unwrap_packet(p);
}

const struct wsig_dialect wsig_carrier_socketio = {
    .name = "socketio",
    .title = "socket.io and Engine.IO 2 to 4",
    .carrier = true,
    .url = "eio= transport=websocket",
    .unwrap = unwrap,
};
