/* harvest-wrtcsig.c: from the fields that Wireshark's own dissectors left in the tree to events
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include "compat.h"

#define TCP_FIN 0x01
#define TCP_SYN 0x02
#define TCP_RST 0x04
#define TCP_ACK 0x10

/* The longest frame header, and more than a Close body's 125 bytes. */
#define FRAME_BYTES_MAX (14 + 300)

/* The fields that we ask for: one row each, index and name from the same row. */
#define WANTED_FIELDS(FIELD)                                                                       \
    FIELD(TCP_FLAGS, "tcp.flags")                                                                  \
    FIELD(WS_FIN, "websocket.fin")                                                                 \
    FIELD(WS_KEY, "http.sec_websocket_key")                                                        \
    FIELD(WS_ACCEPT, "http.sec_websocket_accept")                                                  \
    FIELD(WS_EXTENSIONS, "http.sec_websocket_extensions")                                          \
    FIELD(SIP, "sip")                                                                              \
    FIELD(WS_PROTOCOL, "http.sec_websocket_protocol")                                              \
    FIELD(HTTP_URL, "http.request.uri")                                                            \
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
    int remaining = tvb_captured_length_remaining(fin->ds_tvb, fin->start);
    *tvb = fin->ds_tvb;
    *start = fin->start;
    *length = MIN(remaining, FRAME_BYTES_MAX);
    return *length > 0;
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

struct wsig_slice wrtcsig_harvest_stun(proto_tree *tree)
{
    return bytes_of(first(tree, WANTED_STUN));
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

static struct wsig_slice text_of(field_info *field)
{
    return field ? wsig_slice_str((const char *)fvalue_get_string(WRTCSIG_VALUE(field)))
                 : wsig_slice(NULL, 0);
}

struct wsig_slice wrtcsig_harvest_url(proto_tree *tree)
{
    return first(tree, WANTED_WS_KEY) ? text_of(first(tree, WANTED_HTTP_URL)) : wsig_slice(NULL, 0);
}

static void harvest_upgrade(struct wsig_capture *capture, uint32_t stream, proto_tree *tree,
                            const struct wsig_moment *at, wmem_array_t **notes)
{
    field_info *status = first(tree, WANTED_HTTP_STATUS), *key = first(tree, WANTED_WS_KEY);
    if (!status && !key)
        return;
    struct wsig_upgrade_response response = {
        .status = status ? fvalue_get_uinteger(WRTCSIG_VALUE(status)) : 0,
        .accept = text_of(first(tree, WANTED_WS_ACCEPT)),
        .extensions = text_of(first(tree, WANTED_WS_EXTENSIONS)),
        .protocol = text_of(first(tree, WANTED_WS_PROTOCOL)),
    };
    struct wsig_upgrade_request request = {
        .key = text_of(key),
        .url = text_of(first(tree, WANTED_HTTP_URL)),
    };
    if (!status && key)
        wsig_capture_upgrade_request(capture, stream, at->side, &request);
    if (status && (response.status != 101 || response.accept.p))
        add_note(notes, wsig_capture_upgrade_response(capture, stream, at, &response));
}

static void harvest_frames(struct wsig_capture *capture, uint32_t stream, proto_tree *tree,
                           const struct wsig_moment *at, wmem_array_t **notes)
{
    GPtrArray *frames = all(tree, WANTED_WS_FIN);
    tvbuff_t *tvb;
    int start, length;
    struct wsig_frame frame;
    for (unsigned i = 0; frames && i < frames->len; i++) {
        if (!frame_bytes(g_ptr_array_index(frames, i), &tvb, &start, &length))
            continue;
        struct wsig_slice bytes = {tvb_get_ptr(tvb, start, length), (size_t)length};
        if (wsig_frame_parse(bytes, &frame))
            add_note(notes, wsig_capture_frame(capture, stream, at, &frame, i));
    }
}

/* Does the packet hold what we look for? Most do not, and may cost nothing more. */
static bool is_eventful(const struct wsig_capture *capture, proto_tree *tree, unsigned flags)
{
    const bool ends = flags & (TCP_FIN | TCP_RST);
    return (flags & TCP_SYN) || (ends && wsig_capture_has_connections(capture)) ||
           all(tree, WANTED_WS_FIN) || all(tree, WANTED_HTTP_STATUS) || all(tree, WANTED_WS_KEY);
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
        wsig_capture_syn(capture, stream, at.side, flags & TCP_ACK);
    harvest_upgrade(capture, stream, tree, &at, &notes);
    if (!at.shared) /* which frame is whose, the tree of HTTP/2 does not say */
        harvest_frames(capture, stream, tree, &at, &notes);
    if (flags & (TCP_FIN | TCP_RST))
        add_note(&notes, wsig_capture_tcp_end(capture, stream, &at, flags & TCP_RST));
    return notes;
}
