/* harvest-wrtcsig.c: from the bytes that the doors saw to events of a connection
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include "compat.h"
#include "signaling/http.h"

static int proto_http = -1, proto_stun = -1;

/* Per TCP connection that carries a WebSocket: struct wsig_segments. */
static wmem_map_t *all_segments;

void wrtcsig_harvest_init(void)
{
    proto_http = proto_get_id_by_filter_name("http");
    proto_stun = proto_get_id_by_filter_name("stun");
}

void wrtcsig_harvest_begin(void)
{
    all_segments = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
}

/* --- runs: where messages of HTTP or STUN may begin ------------------------------------------ */

/* Bytes that Wireshark has put together or decrypted for the protocols above TCP. What it makes
 * from a message, such as its unmasked payload, is something else. */
static bool is_transport(const struct data_source *source)
{
    static const char *const names[] = {"Reassembled TCP", "Decrypted TLS", "Reassembled TLS"};
    char *name = get_data_source_description(source);
    bool found = false;
    for (unsigned i = 0; i < G_N_ELEMENTS(names) && name; i++)
        found = found || g_str_has_prefix(name, names[i]);
    wmem_free(NULL, name);
    return found;
}

static struct wsig_slice bytes_of(tvbuff_t *tvb)
{
    const unsigned length = tvb ? tvb_captured_length(tvb) : 0;
    return length > 0 ? wsig_slice(tvb_get_ptr(tvb, 0, (int)length), length) : wsig_slice(NULL, 0);
}

typedef void (*run_reader)(void *data, struct wsig_slice run, bool cut);

/* Calls `read` with each run of the packet that `may_begin` accepts; `cut`: more was on the wire.
 */
static void for_each_run(packet_info *pinfo, bool (*may_begin)(struct wsig_slice run),
                         run_reader read, void *data)
{
    struct wsig_slice rest = wrtcsig_door_payload(pinfo);
    for (const GSList *at = pinfo->data_src; at; at = at->next) {
        tvbuff_t *tvb = get_data_source_tvb(at->data);
        const struct wsig_slice run = bytes_of(tvb);
        if (run.n == 0 || !may_begin(run) || !is_transport(at->data))
            continue;
        rest = wsig_slice_from(rest, wsig_segment_used(run, rest));
        read(data, run, tvb_captured_length(tvb) < tvb_reported_length(tvb));
    }
    if (rest.n > 0 && may_begin(rest))
        read(data, rest, wrtcsig_door_payload_is_cut());
}

/* The cheapest question, for every packet. */
static bool may_have_run(packet_info *pinfo, bool (*may_begin)(struct wsig_slice run))
{
    const struct wsig_slice payload = wrtcsig_door_payload(pinfo);
    return (pinfo->data_src && pinfo->data_src->next) || (payload.n > 0 && may_begin(payload));
}

/* --- STUN ------------------------------------------------------------------------------------ */

static bool may_begin_stun(struct wsig_slice run)
{
    struct wsig_stun stun;
    return run.n >= 4 && ((run.p[0] & 0xC0) == 0x40 || wsig_stun_parse(run, &stun) ||
                          wsig_stun_parse(wsig_slice_from(run, 2), &stun));
}

struct stun_reader {
    wrtcsig_stun_reader read;
    void *data;
};

/* Messages and ChannelData over TCP (RFC 8656 section 12.5), or messages with their length before
 * them (RFC 4571). */
static void read_stun(void *data, struct wsig_slice run, bool cut _U_)
{
    const struct stun_reader *reader = data;
    struct wsig_stun stun;
    while (run.n >= 4) {
        const size_t length = wsig_u16(run.p + 2);
        size_t step = wsig_u16(run.p) + (size_t)2; /* framed */
        if ((run.p[0] & 0xC0) == 0x40)
            step = 4 + ((length + 3) & ~(size_t)3);
        else if (wsig_stun_parse(run, &stun))
            step = WSIG_STUN_HEADER + length;
        else if (!wsig_stun_parse(wsig_slice_from(run, 2), &stun))
            return;
        if ((run.p[0] & 0xC0) != 0x40)
            reader->read(reader->data, wsig_slice(run.p, MIN(step, run.n)));
        run = wsig_slice_from(run, step);
    }
}

void wrtcsig_harvest_stun(packet_info *pinfo, wrtcsig_stun_reader read, void *data)
{
    struct stun_reader reader = {read, data};
    if (!may_have_run(pinfo, may_begin_stun) || !wrtcsig_has_layer(pinfo, proto_stun))
        return;
    if (wrtcsig_door_segment(pinfo))
        for_each_run(pinfo, may_begin_stun, read_stun, &reader);
    else
        read(data, wrtcsig_door_payload(pinfo));
}

/* --- HTTP ------------------------------------------------------------------------------------ */

static void add_note(wmem_array_t **notes, const struct wsig_note *note)
{
    if (!note)
        return;
    if (!*notes)
        *notes = wmem_array_sized_new(wmem_file_scope(), sizeof note, 1);
    wmem_array_append_one(*notes, note);
}

/* A header of an upgrade; valid as long as the packet. */
static struct wsig_slice header(packet_info *pinfo, struct wsig_slice head, const char *name)
{
    GString *value = g_string_new(NULL);
    struct wsig_slice copy = {NULL, 0};
    if (wsig_http_header(head, name, value))
        copy = wsig_slice(wmem_strndup(pinfo->pool, value->str, value->len), value->len);
    g_string_free(value, TRUE);
    return copy;
}

struct http_reader {
    struct wsig_capture *capture;
    packet_info *pinfo;
    const struct wsig_moment *at;
    uint32_t stream;
    wmem_array_t **notes;
    struct wsig_slice *url;
};

static void harvest_request(const struct http_reader *reader, struct wsig_slice head, bool whole)
{
    packet_info *pinfo = reader->pinfo;
    const struct wsig_slice key = header(pinfo, head, "sec-websocket-key");
    if (!key.p) /* most ask for no upgrade */
        return;
    struct wsig_upgrade_request request = {
        .key = key,
        .url = wsig_http_target(head),
        .version = header(pinfo, head, "sec-websocket-version"),
        .origin = header(pinfo, head, "origin"),
        .protocols = header(pinfo, head, "sec-websocket-protocol"),
        .extensions = header(pinfo, head, "sec-websocket-extensions"),
        .whole = whole,
    };
    *reader->url = request.url;
    add_note(reader->notes,
             wsig_capture_upgrade_request(reader->capture, reader->stream, reader->at, &request));
}

/* Any response of HTTP: most answer no upgrade, and then it says false. */
static bool harvest_response(const struct http_reader *reader, struct wsig_slice head, bool whole)
{
    packet_info *pinfo = reader->pinfo;
    struct wsig_upgrade_response response = {.status = wsig_http_status(head)};
    if (response.status == 0 ||
        (response.status != 101 && !wsig_capture_find(reader->capture, reader->stream)))
        return false;
    response.accept = header(pinfo, head, "sec-websocket-accept");
    response.extensions = header(pinfo, head, "sec-websocket-extensions");
    response.protocol = header(pinfo, head, "sec-websocket-protocol");
    response.whole = whole;
    if (response.status != 101 || response.accept.p)
        add_note(reader->notes, wsig_capture_upgrade_response(reader->capture, reader->stream,
                                                              reader->at, &response));
    return true;
}

static bool may_begin_head(struct wsig_slice run)
{
    return run.p[0] == 'G' || run.p[0] == 'H';
}

static bool has_http(packet_info *pinfo)
{
    return may_have_run(pinfo, may_begin_head) && wrtcsig_has_layer(pinfo, proto_http);
}

/* A head that is not whole waits for more segments, and comes again with them; but not where the
 * capture has no more of it. */
static void read_heads(void *data, struct wsig_slice run, bool cut)
{
    struct wsig_slice head;
    for (size_t at = 0; wsig_http_next(run, &at, &head);) {
        const bool whole = wsig_http_is_whole(run, head);
        if (!whole && !cut)
            return;
        if (head.p[0] == 'G')
            harvest_request(data, head, whole);
        else if (!harvest_response(data, head, whole))
            return; /* the rest is most likely its body */
    }
}

/* --- WebSocket and TCP ----------------------------------------------------------------------- */

static void harvest_frames(struct wsig_capture *capture, packet_info *pinfo, uint32_t stream,
                           const struct wsig_moment *at, wmem_array_t **notes)
{
    const struct wrtcsig_frame *seen;
    struct wsig_frame frame;
    for (unsigned i = 0; (seen = wrtcsig_door_frame(pinfo, i)); i++) {
        struct wsig_slice bytes = {tvb_get_ptr(seen->tvb, seen->start, seen->length),
                                   (size_t)seen->length};
        uint32_t own =
            seen->http2_stream ? wsig_capture_shared(capture, stream, seen->http2_stream) : stream;
        if (wsig_frame_parse(bytes, &frame))
            add_note(notes, wsig_capture_frame(capture, own, at, &frame, i));
    }
}

/* With TCP ends what it carried; over HTTP/2 a connection that was closed had ended before. */
static void harvest_end(struct wsig_capture *capture, uint32_t stream, const struct wsig_moment *at,
                        bool reset, wmem_array_t **notes)
{
    uint32_t shared;
    add_note(notes, wsig_capture_tcp_end(capture, stream, at, reset));
    for (unsigned i = 0; wsig_capture_shared_at(capture, stream, i, &shared); i++) {
        const struct wsig_connection *c = wsig_capture_find(capture, shared);
        if (!c->close_sent[0] || !c->close_sent[1])
            add_note(notes, wsig_capture_tcp_end(capture, shared, at, reset));
    }
}

static void harvest_loss(struct wsig_capture *capture, uint32_t stream,
                         const struct wsig_moment *at)
{
    uint32_t shared;
    wsig_capture_lose(capture, stream, at);
    for (unsigned i = 0; wsig_capture_shared_at(capture, stream, i, &shared); i++)
        wsig_capture_lose(capture, shared, at);
}

/* Only of connections that carry a WebSocket. */
static bool is_lost(struct wsig_capture *capture, uint32_t stream, const struct wsig_moment *at,
                    const struct wsig_tcp_segment *segment)
{
    uint32_t shared;
    if (!wsig_capture_find(capture, stream) && !wsig_capture_shared_at(capture, stream, 0, &shared))
        return false;
    struct wsig_segments *segments = wmem_map_lookup(all_segments, GUINT_TO_POINTER(stream));
    if (!segments) {
        segments = wmem_new0(wmem_file_scope(), struct wsig_segments);
        wmem_map_insert(all_segments, GUINT_TO_POINTER(stream), segments);
    }
    return wsig_segments_follow(segments, at->side, segment);
}

/* Does the packet hold what we look for? Most do not, and may cost nothing more. */
static bool is_eventful(const struct wsig_capture *capture, packet_info *pinfo,
                        const struct wrtcsig_segment *segment, bool http)
{
    return http || (segment->place.flags & WSIG_TCP_SYN) || wrtcsig_door_frame(pinfo, 0) ||
           wsig_capture_has_connections(capture);
}

wmem_array_t *wrtcsig_harvest(struct wsig_capture *capture, packet_info *pinfo,
                              struct wsig_slice *url)
{
    wmem_array_t *notes = NULL;
    const struct wrtcsig_segment *segment = wrtcsig_door_segment(pinfo);
    *url = wsig_slice(NULL, 0);
    const bool http = segment && has_http(pinfo);
    if (!segment || !is_eventful(capture, pinfo, segment, http))
        return NULL;
    const unsigned flags = segment->place.flags;
    struct wsig_moment at;
    const uint32_t stream = wrtcsig_place(pinfo, &at);
    if (flags & WSIG_TCP_SYN)
        wsig_capture_syn(capture, stream, &at, flags & WSIG_TCP_ACK);
    if (is_lost(capture, stream, &at, &segment->place))
        harvest_loss(capture, stream, &at);
    struct http_reader reader = {capture, pinfo, &at, stream, &notes, url};
    if (http)
        for_each_run(pinfo, may_begin_head, read_heads, &reader);
    harvest_frames(capture, pinfo, stream, &at, &notes);
    if (flags & (WSIG_TCP_FIN | WSIG_TCP_RST))
        harvest_end(capture, stream, &at, flags & WSIG_TCP_RST, &notes);
    return notes;
}
