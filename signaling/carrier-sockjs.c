/* carrier-sockjs.c: SockJS
 *
 *     o   h   a["<message>", ...]   m"<message>"   c[<code>, "<reason>"]     from the server
 *     ["<message>", ...]   "<message>"                                       from the client
 *
 * Most messages are JSON, escaped once more; STOMP's and DDP's travel so too. The code 3000 is the
 * normal end.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

#define SERVER_DIGITS 3
#define NORMAL_CLOSE  "3000"

/* c[3000,"Go away!"] */
static bool unwrap_close(struct wsig_parcel *p)
{
    struct wsig_slice s = wsig_slice_from(p->rest, 2), code, before;
    uint64_t number;
    if (!wsig_slice_cut(&s, ',', &code) || !wsig_slice_uint(code, UINT16_MAX, &number))
        return false;
    wsig_parcel_take(p, "close", WSIG_KIND_BYE);
    p->code = code;
    if (wsig_slice_cut(&s, '"', &before))
        wsig_slice_cut(&s, '"', &p->reason);
    if (!wsig_slice_eq(code, NORMAL_CLOSE))
        p->error = p->reason;
    return true;
}

static bool unwrap(struct wsig_parcel *p)
{
    const struct wsig_slice s = p->rest, end = wsig_slice_trim(s);
    const uint8_t first = s.p[0], last = end.n > 0 ? end.p[end.n - 1] : 0;
    if (s.n == 1 && first == 'o')
        return p->known && wsig_parcel_take(p, "open", WSIG_KIND_CONTROL);
    if (s.n == 1 && first == 'h')
        return p->known && wsig_parcel_take(p, "heartbeat", WSIG_KIND_KEEPALIVE);
    if (wsig_slice_starts(s, "c["))
        return unwrap_close(p);
    bool framed = wsig_slice_starts(s, "a[\"") || (wsig_slice_starts(s, "m\"") && last == '"');
    bool bare = p->known && (wsig_slice_starts(s, "[\"") || (first == '"' && last == '"'));
    if (!framed && !bare)
        return false;
    wsig_parcel_take(p, NULL, WSIG_KIND_CONTROL);
    p->payload = framed ? wsig_slice_from(s, 1) : s;
    p->each = p->payload.p[0] == '[';
    return true;
}

/* /<prefix>/<three digits>/<session>/websocket */
static bool is_url(struct wsig_slice url)
{
    struct wsig_slice path, part;
    unsigned place = 0;
    bool has_server = false;
    if (!wsig_slice_cut(&url, '?', &path) || !wsig_slice_ends(path, "/websocket"))
        return false;
    while (wsig_slice_cut(&path, '/', &part)) {
        uint64_t number;
        if (place > 0 && wsig_slice_eq(part, "websocket"))
            return has_server && place == 2 && path.n == 0;
        place = has_server ? place + 1 : 0;
        if (part.n == SERVER_DIGITS && wsig_slice_uint(part, 999, &number)) {
            has_server = true;
            place = 1;
        }
    }
    return false;
}

const struct wsig_dialect wsig_carrier_sockjs = {
    .name = "sockjs",
    .title = "SockJS",
    .carrier = true,
    .is_url = is_url,
    .unwrap = unwrap,
};
