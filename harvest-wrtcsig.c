/* harvest-wrtcsig.c: from the fields that Wireshark's own dissectors left in the tree to events
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include "compat.h"
#include "signaling/http.h"

#define TCP_FIN 0x01
#define TCP_SYN 0x02
#define TCP_RST 0x04
#define TCP_ACK 0x10

/* The fields that we ask for: one row each, index and name from the same row. Each one costs on
 * every packet that has it, so the headers of an upgrade are read from the bytes around its key. */
#define WANTED_FIELDS(FIELD)                                                                       \
    FIELD(TCP_FLAGS, "tcp.flags")                                                                  \
    FIELD(WS_FIN, "websocket.fin")                                                                 \
    FIELD(WS_KEY, "http.sec_websocket_key")                                                        \
    FIELD(SIP, "sip")                                                                              \
    FIELD(HTTP2_STREAM, "http2.streamid")                                                          \
    FIELD(TCP_LOST, "tcp.analysis.lost_segment")                                                   \
    FIELD(STUN, "stun")                                                                            \
    FIELD(CERTIFICATE, "dtls.handshake.certificate")                                               \
    FIELD(HTTP_STATUS, "http.response.code")

enum wanted {
#define FIELD(id, name) WANTED_##id,
    WANTED_FIELDS(FIELD)
#undef FIELD
        WANTED_COUNT
};

static int wanted[WANTED_COUNT];
static int tcp_source = -1, tcp_destination = -1;

void wrtcsig_harvest_init(void)
{
    static const char *const names[WANTED_COUNT] = {
#define FIELD(id, name) name,
        WANTED_FIELDS(FIELD)
#undef FIELD
    };
    for (unsigned i = 0; i < WANTED_COUNT; i++)
        wanted[i] = proto_registrar_get_id_byname(names[i]);
    tcp_source = proto_registrar_get_id_byname("tcp.srcport");
    tcp_destination = proto_registrar_get_id_byname("tcp.dstport");
}

int wrtcsig_harvest_tcp_source(void)
{
    return tcp_source;
}

int wrtcsig_harvest_tcp_destination(void)
{
    return tcp_destination;
}

GArray *wrtcsig_harvest_wanted(void)
{
    GArray *hfids = g_array_new(FALSE, FALSE, sizeof(int));
    for (unsigned i = 0; i < WANTED_COUNT; i++)
        if (wanted[i] != -1)
            g_array_append_val(hfids, wanted[i]);
    return hfids;
}

/* All occurrences of a field in the packet; NULL when there is none. */
static GPtrArray *all(proto_tree *tree, enum wanted field)
{
    GPtrArray *found =
        tree && wanted[field] != -1 ? proto_get_finfo_ptr_array(tree, wanted[field]) : NULL;
    return found && found->len > 0 ? found : NULL;
}

static field_info *first(proto_tree *tree, enum wanted field)
{
    GPtrArray *found = all(tree, field);
    return found ? g_ptr_array_index(found, 0) : NULL;
}

static bool frame_bytes(const field_info *fin, tvbuff_t **tvb, int *start, int *length)
{
    if (!fin->ds_tvb || fin->start < 0)
        return false;
    *tvb = fin->ds_tvb;
    *start = fin->start;
    *length = tvb_captured_length_remaining(fin->ds_tvb, fin->start);
    return *length > 0;
}

static int frame_length(tvbuff_t *tvb, int start, int length)
{
    const uint8_t *bytes = tvb_get_ptr(tvb, start, length);
    struct wsig_frame frame;
    return wsig_frame_parse(wsig_slice(bytes, (size_t)length), &frame)
               ? (int)(frame.payload.p + frame.payload.n - bytes)
               : length;
}

/* Wireshark readies the wanted fields for a whole pass, but not for the one packet that somebody
 * clicks: there the tree is searched. */
bool wrtcsig_harvest_frame(proto_tree *tree, unsigned ordinal, tvbuff_t **tvb, int *start,
                           int *length)
{
    if (!tree || wanted[WANTED_WS_FIN] == -1)
        return false;
    GPtrArray *frames = all(tree, WANTED_WS_FIN), *searched = NULL;
    if (!frames)
        frames = searched = proto_find_finfo(tree, wanted[WANTED_WS_FIN]);
    bool found = frames && ordinal < frames->len &&
                 frame_bytes(g_ptr_array_index(frames, ordinal), tvb, start, length);
    if (found)
        *length = frame_length(*tvb, *start, *length);
    if (searched)
        g_ptr_array_free(searched, TRUE);
    return found;
}

bool wrtcsig_harvest_has_sip(proto_tree *tree)
{
    return all(tree, WANTED_WS_FIN) && all(tree, WANTED_SIP);
}

GPtrArray *wrtcsig_harvest_sip(proto_tree *tree)
{
    return tree && wanted[WANTED_SIP] != -1 ? proto_find_finfo(tree, wanted[WANTED_SIP]) : NULL;
}

/* The bytes of a field, as far as they were captured. */
static struct wsig_slice bytes_of(const field_info *field)
{
    if (!field || !field->ds_tvb || field->start < 0 || field->length <= 0)
        return wsig_slice(NULL, 0);
    int length = MIN(tvb_captured_length_remaining(field->ds_tvb, field->start), field->length);
    return length > 0 ? wsig_slice(tvb_get_ptr(field->ds_tvb, field->start, length), (size_t)length)
                      : wsig_slice(NULL, 0);
}

unsigned wrtcsig_harvest_stun_count(proto_tree *tree)
{
    const GPtrArray *found = all(tree, WANTED_STUN);
    return found ? found->len : 0;
}

struct wsig_slice wrtcsig_harvest_stun(proto_tree *tree, unsigned i)
{
    return bytes_of(g_ptr_array_index(all(tree, WANTED_STUN), i));
}

struct wsig_slice wrtcsig_harvest_certificate(proto_tree *tree)
{
    return bytes_of(first(tree, WANTED_CERTIFICATE));
}

static void add_note(wmem_array_t **notes, const struct wsig_note *note)
{
    if (!note)
        return;
    if (!*notes)
        *notes = wmem_array_sized_new(wmem_file_scope(), sizeof note, 1);
    wmem_array_append_one(*notes, note);
}

/* The bytes that hold a field; absent when there are none. */
static struct wsig_slice bytes_around(const field_info *field)
{
    if (!field || !field->ds_tvb || field->start < 0)
        return wsig_slice(NULL, 0);
    int length = (int)tvb_captured_length(field->ds_tvb);
    return wsig_slice(tvb_get_ptr(field->ds_tvb, 0, length), (size_t)length);
}

static struct wsig_slice request_head(const field_info *key)
{
    return key ? wsig_http_head_around(bytes_around(key), (size_t)key->start) : wsig_slice(NULL, 0);
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

struct wsig_slice wrtcsig_harvest_url(proto_tree *tree)
{
    return wsig_http_target(request_head(first(tree, WANTED_WS_KEY)));
}

static void harvest_request(struct wsig_capture *capture, packet_info *pinfo,
                            const struct wsig_moment *at, const field_info *key,
                            wmem_array_t **notes)
{
    struct wsig_slice head = request_head(key);
    struct wsig_upgrade_request request = {
        .key = header(pinfo, head, "sec-websocket-key"),
        .url = wsig_http_target(head),
        .version = header(pinfo, head, "sec-websocket-version"),
        .origin = header(pinfo, head, "origin"),
        .protocols = header(pinfo, head, "sec-websocket-protocol"),
        .extensions = header(pinfo, head, "sec-websocket-extensions"),
        .whole = wsig_http_is_whole(bytes_around(key), head),
    };
    add_note(notes, wsig_capture_upgrade_request(capture, wrtcsig_stream(pinfo), at, &request));
}

/* Any response of HTTP: most answer no upgrade. */
static void harvest_response(struct wsig_capture *capture, packet_info *pinfo,
                             const struct wsig_moment *at, field_info *status, wmem_array_t **notes)
{
    struct wsig_upgrade_response response = {
        .status = fvalue_get_uinteger(WRTCSIG_VALUE(status)),
    };
    if (response.status != 101 && !wsig_capture_find(capture, wrtcsig_stream(pinfo)))
        return;
    struct wsig_slice bytes = bytes_around(status), head = {NULL, 0};
    if (bytes.p)
        head = wsig_http_head_from(bytes, (size_t)status->start);
    response.accept = header(pinfo, head, "sec-websocket-accept");
    response.extensions = header(pinfo, head, "sec-websocket-extensions");
    response.protocol = header(pinfo, head, "sec-websocket-protocol");
    response.whole = wsig_http_is_whole(bytes, head);
    if (response.status != 101 || response.accept.p)
        add_note(notes,
                 wsig_capture_upgrade_response(capture, wrtcsig_stream(pinfo), at, &response));
}

static void harvest_upgrade(struct wsig_capture *capture, packet_info *pinfo, proto_tree *tree,
                            const struct wsig_moment *at, wmem_array_t **notes)
{
    field_info *key = first(tree, WANTED_WS_KEY);
    GPtrArray *statuses = all(tree, WANTED_HTTP_STATUS);
    if (key && !statuses)
        harvest_request(capture, pinfo, at, key, notes);
    for (unsigned i = 0; statuses && i < statuses->len; i++)
        harvest_response(capture, pinfo, at, g_ptr_array_index(statuses, i), notes);
}

/* Which HTTP/2 stream each WebSocket frame of the packet is on: its tree stands behind that of its
 * HTTP/2 frame. */
struct walk {
    uint32_t stream;
    GArray *streams; /* by frame */
};

static void visit(proto_node *node, void *data)
{
    struct walk *walk = data;
    field_info *field = PNODE_FINFO(node);
    if (field && field->hfinfo->id == wanted[WANTED_HTTP2_STREAM])
        walk->stream = fvalue_get_uinteger(WRTCSIG_VALUE(field));
    else if (field && field->hfinfo->id == wanted[WANTED_WS_FIN])
        g_array_append_val(walk->streams, walk->stream);
    proto_tree_children_foreach(node, visit, data);
}

/* NULL where it is not HTTP/2. */
static GArray *http2_streams(proto_tree *tree)
{
    if (!all(tree, WANTED_HTTP2_STREAM) || !all(tree, WANTED_WS_FIN))
        return NULL;
    struct walk walk = {0, g_array_new(FALSE, TRUE, sizeof(uint32_t))};
    proto_tree_children_foreach(tree, visit, &walk);
    return walk.streams;
}

bool wrtcsig_harvest_http2_stream(proto_tree *tree, uint32_t *stream)
{
    if (!tree || wanted[WANTED_HTTP2_STREAM] == -1)
        return false;
    GPtrArray *streams = all(tree, WANTED_HTTP2_STREAM), *searched = NULL;
    if (!streams) /* as in wrtcsig_harvest_frame() */
        streams = searched =
            proto_find_finfo(proto_tree_get_root(tree), wanted[WANTED_HTTP2_STREAM]);
    bool found = streams && streams->len > 0;
    if (found) { /* in the order of dissection */
        field_info *last = g_ptr_array_index(streams, streams->len - 1);
        *stream = fvalue_get_uinteger(WRTCSIG_VALUE(last));
    }
    if (searched)
        g_ptr_array_free(searched, TRUE);
    return found;
}

static void harvest_frames(struct wsig_capture *capture, uint32_t stream, proto_tree *tree,
                           const struct wsig_moment *at, wmem_array_t **notes)
{
    GPtrArray *frames = all(tree, WANTED_WS_FIN);
    GArray *streams = http2_streams(tree);
    tvbuff_t *tvb;
    int start, length;
    struct wsig_frame frame;
    for (unsigned i = 0; frames && i < frames->len; i++) {
        if (!frame_bytes(g_ptr_array_index(frames, i), &tvb, &start, &length))
            continue;
        struct wsig_slice bytes = {tvb_get_ptr(tvb, start, length), (size_t)length};
        uint32_t own =
            streams && i < streams->len
                ? wsig_capture_shared(capture, stream, g_array_index(streams, uint32_t, i))
                : stream;
        if (wsig_frame_parse(bytes, &frame))
            add_note(notes, wsig_capture_frame(capture, own, at, &frame, i));
    }
    if (streams)
        g_array_free(streams, TRUE);
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

/* Does the packet hold what we look for? Most do not, and may cost nothing more. */
static bool is_eventful(const struct wsig_capture *capture, proto_tree *tree, unsigned flags)
{
    if (flags & TCP_SYN)
        return true;
    if (wsig_capture_has_connections(capture) &&
        ((flags & (TCP_FIN | TCP_RST)) || all(tree, WANTED_TCP_LOST)))
        return true;
    return all(tree, WANTED_WS_FIN) || all(tree, WANTED_WS_KEY) || all(tree, WANTED_HTTP_STATUS);
}

wmem_array_t *wrtcsig_harvest(struct wsig_capture *capture, packet_info *pinfo, proto_tree *tree)
{
    wmem_array_t *notes = NULL;
    field_info *tcp = first(tree, WANTED_TCP_FLAGS);
    unsigned flags = tcp ? fvalue_get_uinteger(WRTCSIG_VALUE(tcp)) : 0;
    if (!tcp || !is_eventful(capture, tree, flags))
        return NULL;
    struct wsig_moment at;
    const uint32_t stream = wrtcsig_place(pinfo, &at);
    if (flags & TCP_SYN)
        wsig_capture_syn(capture, stream, &at, flags & TCP_ACK);
    if (first(tree, WANTED_TCP_LOST))
        harvest_loss(capture, stream, &at);
    harvest_upgrade(capture, pinfo, tree, &at, &notes);
    harvest_frames(capture, stream, tree, &at, &notes);
    if (flags & (TCP_FIN | TCP_RST))
        harvest_end(capture, stream, &at, flags & TCP_RST, &notes);
    return notes;
}
