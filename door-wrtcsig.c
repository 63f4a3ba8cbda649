/* door-wrtcsig.c: where Wireshark passes the bytes that we need
 *
 * A postdissector that asks for fields makes Wireshark build the tree of every packet, which costs
 * more than all that we do. So none is asked for: small dissectors of our own stand in front of
 * TCP, UDP, WebSocket and SIP, note where the bytes are, and call Wireshark's. The postdissector
 * takes the notes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/conversation.h>
#include <epan/exceptions.h>
#include <epan/ipproto.h>

#define TCP_HEADER    20
#define UDP_HEADER    8
#define HTTP2_HEADER  9
#define HTTP2_DATA    0
#define DECODE_AS_MAX 16

/* Wireshark's, behind ours. */
static dissector_handle_t tcp, udp, websocket, sip;
static dissector_handle_t websocket_door, forced_door;

/* Of the packet at hand, until its postdissector ends. */
static struct {
    uint32_t frame; /* 0: nothing */
    bool has_tcp;
    struct wrtcsig_segment segment;
    struct wsig_slice payload; /* of TCP or UDP */
    bool payload_is_cut;
    uint32_t http2_stream; /* of the WebSocket; 0: none, or not known */
    GArray *frames;        /* of struct wrtcsig_frame */
} seen;

/* TCP ports that "Decode As" gives to WebSocket; 4.6 has another dissector for them than for
 * upgrades of HTTP. */
static dissector_handle_t forced_websocket;
static uint16_t forced[DECODE_AS_MAX];
static unsigned forced_count;

static wmem_map_t
    *http2_streams; /* what stands for a stream of HTTP/2 in Wireshark -> its number */

void wrtcsig_door_forget(void)
{
    seen.frame = 0;
    seen.has_tcp = false;
    seen.http2_stream = 0;
    seen.payload = wsig_slice(NULL, 0);
    if (seen.frames->len > 0)
        g_array_set_size(seen.frames, 0);
}

struct wrtcsig_segment *wrtcsig_door_segment(const packet_info *pinfo)
{
    return seen.frame == pinfo->num && seen.has_tcp ? &seen.segment : NULL;
}

struct wsig_slice wrtcsig_door_payload(const packet_info *pinfo)
{
    return seen.frame == pinfo->num ? seen.payload : wsig_slice(NULL, 0);
}

bool wrtcsig_door_payload_is_cut(void)
{
    return seen.payload_is_cut;
}

const struct wrtcsig_frame *wrtcsig_door_frame(const packet_info *pinfo, unsigned ordinal)
{
    return seen.frame == pinfo->num && ordinal < seen.frames->len
               ? &g_array_index(seen.frames, struct wrtcsig_frame, ordinal)
               : NULL;
}

bool wrtcsig_door_http2_stream(const packet_info *pinfo, uint32_t *stream)
{
    *stream = seen.http2_stream;
    return seen.frame == pinfo->num && seen.http2_stream != 0;
}

/* --- TCP and UDP ----------------------------------------------------------------------------- */

/* The connection is WebSocket's by "Decode As": ours is asked before TCP looks at the port. */
static void force(const packet_info *pinfo)
{
    const struct wrtcsig_segment *s = &seen.segment;
    for (unsigned i = 0; i < forced_count; i++) {
        if (s->source != forced[i] && s->destination != forced[i])
            continue;
        conversation_t *conversation = find_conversation(
            pinfo->num, &pinfo->src, &pinfo->dst, CONVERSATION_TCP, s->source, s->destination, 0);
        if (!conversation)
            conversation = conversation_new(pinfo->num, &pinfo->src, &pinfo->dst, CONVERSATION_TCP,
                                            s->source, s->destination, 0);
        if (!conversation_get_dissector(conversation, pinfo->num))
            conversation_set_dissector(conversation, forced_door);
        return;
    }
}

/* All that was captured of TCP or UDP. */
static struct wsig_slice enter(tvbuff_t *tvb, const packet_info *pinfo)
{
    const unsigned captured = tvb_captured_length(tvb);
    wrtcsig_door_forget();
    seen.frame = pinfo->num;
    seen.payload_is_cut = captured < tvb_reported_length(tvb);
    return captured > 0 ? wsig_slice(tvb_get_ptr(tvb, 0, (int)captured), captured)
                        : wsig_slice(NULL, 0);
}

static int dissect_tcp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    const struct wsig_slice bytes = enter(tvb, pinfo);
    const uint8_t *p = bytes.p;
    const unsigned header = bytes.n >= TCP_HEADER ? (p[12] >> 4) * 4U : 0;
    if (header >= TCP_HEADER && header <= tvb_reported_length(tvb)) {
        seen.has_tcp = true;
        seen.payload = wsig_slice_from(bytes, header);
        seen.segment = (struct wrtcsig_segment){
            .source = wsig_u16(p),
            .destination = wsig_u16(p + 2),
            .place = {wsig_u32(p + 4), wsig_u32(p + 8), tvb_reported_length(tvb) - header, p[13]},
        };
        if (forced_count > 0 && seen.payload.n > 0)
            force(pinfo);
    }
    return call_dissector_only(tcp, tvb, pinfo, tree, data);
}

static int dissect_udp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    seen.payload = wsig_slice_from(enter(tvb, pinfo), UDP_HEADER);
    return call_dissector_only(udp, tvb, pinfo, tree, data);
}

/* --- WebSocket ------------------------------------------------------------------------------- */

/* Over HTTP/2 (from 4.6 on) `data` stands for the stream. The number is in the DATA frame's header,
 * which is in front of the bytes unless Wireshark had to put them together. */
static uint32_t http2_stream_of(tvbuff_t *tvb, const void *data)
{
    const uint32_t known = GPOINTER_TO_UINT(wmem_map_lookup(http2_streams, data));
    const int at = tvb_raw_offset(tvb);
    tvbuff_t *source = tvb_get_ds_tvb(tvb);
    if (known != 0)
        return known;
    if (!source || at < HTTP2_HEADER || tvb_captured_length(source) < (unsigned)at)
        return 0;
    const uint8_t *header = tvb_get_ptr(source, at - HTTP2_HEADER, HTTP2_HEADER);
    if (header[3] != HTTP2_DATA ||
        tvb_get_ntoh24(source, at - HTTP2_HEADER) != tvb_reported_length(tvb))
        return 0;
    const uint32_t stream = wsig_u32(header + 5) & 0x7FFFFFFF;
    wmem_map_insert(http2_streams, data, GUINT_TO_POINTER(stream));
    return stream;
}

static void see_frames(tvbuff_t *tvb, unsigned end)
{
    struct wsig_frame frame;
    for (unsigned at = 0; at < end;) {
        const unsigned n = tvb_captured_length(tvb) - at;
        struct wsig_slice bytes = {tvb_get_ptr(tvb, (int)at, (int)n), n};
        const bool whole = wsig_frame_parse(bytes, &frame);
        const unsigned length = whole ? (unsigned)(frame.payload.p + frame.payload.n - bytes.p) : n;
        const struct wrtcsig_frame one = {tvb, (int)at, (int)length, seen.http2_stream};
        g_array_append_val(seen.frames, one);
        at += length;
    }
}

static int pass_websocket(dissector_handle_t theirs, tvbuff_t *tvb, packet_info *pinfo,
                          proto_tree *tree, void *data)
{
    volatile int length = 0;
    seen.http2_stream = data && wrtcsig_is_http2(pinfo) ? http2_stream_of(tvb, data) : 0;
    if (pinfo->can_desegment > 0)
        pinfo->can_desegment++; /* each call takes one away, and this one is none of Wireshark's */
    TRY
    {
        length = call_dissector_only(theirs, tvb, pinfo, tree, data);
    }
    FINALLY
    {
        /* What waits for more segments comes again. */
        const unsigned captured = tvb_captured_length(tvb);
        see_frames(tvb, pinfo->desegment_len ? MIN((unsigned)pinfo->desegment_offset, captured)
                                             : captured);
    }
    ENDTRY;
    return length;
}

static int dissect_websocket(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    return pass_websocket(websocket, tvb, pinfo, tree, data);
}

static int dissect_forced(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    return pass_websocket(forced_websocket, tvb, pinfo, tree, data);
}

/* --- SIP ------------------------------------------------------------------------------------- */

/* What has a dissector of its own is not ours to take: our items are added beside it; or in its
 * place, where it does not want the message. */
static int dissect_sip(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    volatile int taken = 0;
    TRY
    {
        taken = call_dissector_only(sip, tvb, pinfo, tree, data);
    }
    CATCH_ALL
    {
        wrtcsig_show_beside(tvb, pinfo, tree, true);
        RETHROW;
    }
    ENDTRY;
    const bool ours = wrtcsig_show_beside(tvb, pinfo, tree, taken > 0);
    return taken > 0 || !ours ? taken : (int)tvb_captured_length(tvb);
}

/* --- registration ---------------------------------------------------------------------------- */

static int protocol_of(dissector_handle_t handle)
{
    return dissector_handle_get_protocol_index(handle);
}

static void note_forced(const char *table _U_, ftenum_t type _U_, void *key, void *value,
                        void *data _U_)
{
    dissector_handle_t handle = dtbl_entry_get_handle(value);
    if (!handle || protocol_of(handle) != protocol_of(websocket) || forced_count == DECODE_AS_MAX)
        return;
    forced_websocket = handle;
    forced[forced_count++] = (uint16_t)GPOINTER_TO_UINT(key);
}

void wrtcsig_door_begin(void)
{
    forced_count = 0;
    wrtcsig_door_forget();
    http2_streams = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
    if (websocket)
        dissector_table_foreach("tcp.port", note_forced, NULL);
}

/* A protocol in name only leaves no trace in the packet's list of protocols, and is enabled as its
 * parent is: who disables ours must not lose TCP. */
static dissector_handle_t door(const char *name, const char *filter, int parent,
                               dissector_t dissect)
{
    return create_dissector_handle(
        dissect, proto_register_protocol_in_name_only(name, name, filter, parent, FT_PROTOCOL));
}

/* Both return what stood there. tshark undoes what dissector_change_uint() does. */
static dissector_handle_t stand_before_ip(uint32_t protocol, const char *name, const char *filter,
                                          dissector_t dissect)
{
    dissector_handle_t theirs =
        dissector_get_uint_handle(find_dissector_table("ip.proto"), protocol);
    if (!theirs)
        return NULL;
    dissector_delete_uint("ip.proto", protocol, theirs);
    dissector_add_uint("ip.proto", protocol, door(name, filter, protocol_of(theirs), dissect));
    return theirs;
}

static dissector_handle_t stand_before(const char *table, const char *key, const char *name,
                                       const char *filter, dissector_t dissect,
                                       dissector_handle_t *ours)
{
    dissector_handle_t theirs = dissector_get_string_handle(find_dissector_table(table), key);
    if (!theirs)
        return NULL;
    *ours = door(name, filter, protocol_of(theirs), dissect);
    dissector_delete_string(table, key, theirs);
    dissector_add_string(table, key, *ours);
    return theirs;
}

dissector_handle_t wrtcsig_door_post(dissector_t dissect)
{
    return door("WebRTC Signaling: packets", "wrtcsig.door.post", wrtcsig_proto(), dissect);
}

void wrtcsig_door_handoff(void)
{
    dissector_handle_t sip_door;
    seen.frames = g_array_new(FALSE, FALSE, sizeof(struct wrtcsig_frame));
    tcp = stand_before_ip(IP_PROTO_TCP, "WebRTC Signaling: TCP", "wrtcsig.door.tcp", dissect_tcp);
    udp = stand_before_ip(IP_PROTO_UDP, "WebRTC Signaling: UDP", "wrtcsig.door.udp", dissect_udp);
    websocket = stand_before("http.upgrade", "websocket", "WebRTC Signaling: WebSocket",
                             "wrtcsig.door.websocket", dissect_websocket, &websocket_door);
    if (websocket)
        forced_door = door("WebRTC Signaling: WebSocket by port", "wrtcsig.door.websocket_port",
                           protocol_of(websocket), dissect_forced);
    sip = stand_before("ws.protocol", "sip", "WebRTC Signaling: SIP", "wrtcsig.door.sip",
                       dissect_sip, &sip_door);
}
