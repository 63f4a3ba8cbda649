/* media-wrtcsig.c: the packets that a call is made of: checks, DTLS, RTP and RTCP on one port
 *
 * Wireshark asks the dissector of a packet's exact conversation first, and there its STUN heuristic
 * has put STUN, which wants no RTP: the search ends, whatever else was registered for the port. So
 * from the check on there is one of our own, which looks at the first byte (RFC 7983 section 7) and
 * calls Wireshark's dissectors.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-rtcp.h>
#include <epan/dissectors/packet-rtp.h>
#include <epan/dissectors/packet-tcp.h>
#include <epan/proto_data.h>
#include <epan/to_str.h>

#include "compat.h"
#include "signaling/media.h"

/* What RTP's details name as the one that set the stream up; at most 11 characters. */
#define SETUP_METHOD "WebRTC"

static dissector_handle_t media_handle, media_tcp_handle, stun_handle, stun_tcp_handle, dtls_handle,
    rtp_handle, rtcp_handle;

/* How far before its data the header of a Send or Data indication is looked for. */
#define INDICATION_MAX 128

/* Kept with the conversation of a flow. */
struct flow_state {
    bool installed;
    bool ready;                /* Wireshark's RTP and RTCP know it */
    struct srtp_info *profile; /* NULL: not known yet */
};

/* Which of the two profiles' tag lengths a stream has, Wireshark asks for with every stream. */
static struct srtp_info profile_cm = {
    .encryption_algorithm = SRTP_ENC_ALG_AES_CM,
    .auth_algorithm = SRTP_AUTH_ALG_HMAC_SHA1,
    .auth_tag_len = 10,
};
static struct srtp_info profile_gcm = {
    .encryption_algorithm = SRTP_ENC_ALG_AES_CM, /* the dissector asks only whether there is one */
    .auth_algorithm = SRTP_AUTH_ALG_NONE,
    .auth_tag_len = 0,
};

/* --- flows ----------------------------------------------------------------------------------- */

static bool is_exact(const conversation_t *conversation)
{
    return conversation && !(conversation->options & (NO_ADDR2 | NO_PORT2 | NO_PORT2_FORCE));
}

/* That of the 5-tuple itself, not one that some dissector has made for a port. */
static conversation_t *exact_conversation(packet_info *pinfo, bool make)
{
    const conversation_type type = pinfo->ptype == PT_TCP ? CONVERSATION_TCP : CONVERSATION_UDP;
    conversation_t *found = find_conversation(pinfo->num, &pinfo->src, &pinfo->dst, type,
                                              pinfo->srcport, pinfo->destport, 0);
    if (is_exact(found))
        return found;
    return make ? conversation_new(pinfo->num, &pinfo->src, &pinfo->dst, type, pinfo->srcport,
                                   pinfo->destport, 0)
                : NULL;
}

static struct flow_state *state_of(conversation_t *conversation)
{
    struct flow_state *state = conversation_get_proto_data(conversation, wrtcsig_proto());
    if (!state) {
        state = wmem_new0(wmem_file_scope(), struct flow_state);
        conversation_add_proto_data(conversation, wrtcsig_proto(), state);
    }
    return state;
}

static struct wsig_packet_place place_of(packet_info *pinfo, const conversation_t *conversation)
{
    struct wsig_moment at = wrtcsig_moment(pinfo);
    return (struct wsig_packet_place){
        .flow = conversation->conv_index,
        .frame = at.frame,
        .time = at.time,
        .side = at.side,
        .source = address_to_str(pinfo->pool, &pinfo->src),
        .destination = address_to_str(pinfo->pool, &pinfo->dst),
        .source_port = (uint16_t)pinfo->srcport,
        .destination_port = (uint16_t)pinfo->destport,
        .tcp = pinfo->ptype == PT_TCP,
    };
}

/* --- what Wireshark's RTP and RTCP have to know ---------------------------------------------- */

static rtp_dyn_payload_t *payloads_of(const struct wsig_codec_map *map)
{
    rtp_dyn_payload_t *payloads = rtp_dyn_payload_new();
    for (unsigned type = 0; type < WSIG_PAYLOAD_TYPES; type++) {
        if (!map->codec[type])
            continue;
        char **parts = g_strsplit(map->codec[type], "/", 3); /* opus/48000/2 */
        unsigned n = g_strv_length(parts);
        wrtcsig_rtp_payload_insert(payloads, type, parts[0], n > 1 ? atoi(parts[1]) : 0,
                                   n > 2 ? (unsigned)atoi(parts[2]) : 1);
        g_strfreev(parts);
    }
    return payloads;
}

/* SRTCP ends in E flag and index, with HMAC-SHA1-80 ten bytes of tag after them (RFC 3711 section
 * 3.4), with AES-GCM none (RFC 7714 section 9.2). DTLS 1.3 hides which it is, but an index is a
 * small number with the flag in front. */
static struct srtp_info *profile_of(struct wsig_slice rtcp)
{
    const size_t with_tag = 14, without = 4;
    bool gcm = rtcp.n > with_tag && rtcp.p[rtcp.n - without] == 0x80 &&
               rtcp.p[rtcp.n - without + 1] == 0 && rtcp.p[rtcp.n - with_tag] != 0x80;
    return gcm ? &profile_gcm : &profile_cm;
}

/* Both directions at once, for RTP is looked up by the receiver's port and RTCP by the sender's.
 * Each call makes conversations of its own: what earlier packets refer to stays as it is. */
static void announce(packet_info *pinfo, struct flow_state *state, struct wsig_flow *flow,
                     struct wsig_slice bytes, enum wsig_packet type)
{
    bool learned = !state->profile && type == WSIG_PACKET_RTCP;
    if (!wsig_flow_has_new_codecs(wrtcsig_media(), flow) && state->ready && !learned)
        return;
    enum wsig_side from = wrtcsig_moment(pinfo).side, to = wsig_other_side(from);
    if (learned)
        state->profile = profile_of(bytes);
    state->ready = true;
    struct srtp_info *profile = state->profile ? state->profile : &profile_cm;
    srtp_add_address(pinfo, pinfo->ptype, &pinfo->net_dst, (int)pinfo->destport,
                     (int)pinfo->srcport, SETUP_METHOD, pinfo->num, 0,
                     payloads_of(wsig_flow_codecs(flow, from)), profile, NULL);
    srtp_add_address(pinfo, pinfo->ptype, &pinfo->net_src, (int)pinfo->srcport,
                     (int)pinfo->destport, SETUP_METHOD, pinfo->num, 0,
                     payloads_of(wsig_flow_codecs(flow, to)), profile, NULL);
}

/* --- show ------------------------------------------------------------------------------------ */

static void add_label(proto_tree *tree, tvbuff_t *tvb, const struct wsig_label *label)
{
    wrtcsig_add_number(tree, WSIG_FIELD_MEDIA_SESSION, tvb, wsig_label_session(label)->index);
    proto_item_set_generated(proto_tree_add_boolean(tree, wrtcsig_hf(WSIG_FIELD_MEDIA_FROM_OFFERER),
                                                    tvb, 0, 0, wsig_label_agent(label) == 0));
    if (label->mid)
        wrtcsig_add_text(tree, WSIG_FIELD_MEDIA_MID, tvb, label->mid);
    if (label->codec)
        wrtcsig_add_text(tree, WSIG_FIELD_MEDIA_CODEC, tvb, label->codec);
    wrtcsig_add_frame(tree, WSIG_FIELD_MEDIA_OFFER_IN, tvb, label->offer_in);
    wrtcsig_add_frame(tree, WSIG_FIELD_MEDIA_ANSWER_IN, tvb, label->answer_in);
}

static void show_note(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                      const struct wsig_media_note *note)
{
    const struct wsig_label *label = note->label;
    if (!label && !note->pair && !note->findings)
        return;
    if (!note->findings && !proto_field_is_referenced(tree, wrtcsig_media_proto()) &&
        !proto_field_is_referenced(tree, wrtcsig_proto())) /* the fields are its */
        return;                                            /* nobody looks */
    proto_item *item =
        proto_tree_add_protocol_format(tree, wrtcsig_media_proto(), tvb, 0, 0, "WebRTC Signaling");
    proto_tree *subtree = proto_item_add_subtree(item, wrtcsig_ett(WRTCSIG_ETT_MESSAGE));
    proto_item_set_generated(item);
    if (label)
        proto_item_append_text(item, ", session %u%s%s%s%s", wsig_label_session(label)->index,
                               label->mid ? ", mid " : "", label->mid ? label->mid : "",
                               label->codec ? ", " : "", label->codec ? label->codec : "");
    if (label)
        add_label(subtree, tvb, label);
    wrtcsig_add_frame(subtree, WSIG_FIELD_MEDIA_REQUEST_IN, tvb, note->request_in);
    if (note->request_in)
        wrtcsig_add_time(subtree, WSIG_FIELD_MEDIA_ROUND_TRIP, tvb, note->round_trip);
    if (note->response)
        wrtcsig_add_frame(subtree, WSIG_FIELD_MEDIA_RESPONSE_IN, tvb, note->response->frame);
    if (note->pair)
        wrtcsig_add_text(subtree, WSIG_FIELD_MEDIA_PAIR, tvb, note->pair);
    if (note->phase)
        wrtcsig_add_text(subtree, WSIG_FIELD_MEDIA_PHASE, tvb, note->phase);
    if (note->since_offer)
        wrtcsig_add_time(subtree, WSIG_FIELD_MEDIA_PHASE_TIME, tvb, note->since_offer);
    if (note->remark)
        wrtcsig_add_text(subtree, WSIG_FIELD_MEDIA_REMARK, tvb, note->remark);
    if (note->fingerprint_match <= 1)
        proto_item_set_generated(
            proto_tree_add_boolean(subtree, wrtcsig_hf(WSIG_FIELD_MEDIA_FINGERPRINT_MATCH), tvb, 0,
                                   0, note->fingerprint_match));
    if (label && note->findings)
        wrtcsig_tap_media(pinfo, wsig_label_session(label));
    wrtcsig_add_findings(pinfo, item, note->findings);
}

/* --- the door of the flows ------------------------------------------------------------------- */

static dissector_handle_t handle_of(enum wsig_packet type)
{
    switch (type) {
    case WSIG_PACKET_STUN:
    case WSIG_PACKET_TURN_CHANNEL:
        return stun_handle;
    case WSIG_PACKET_DTLS:
        return dtls_handle;
    case WSIG_PACKET_RTP:
        return rtp_handle;
    case WSIG_PACKET_RTCP:
        return rtcp_handle;
    case WSIG_PACKET_UNKNOWN:
        break;
    }
    return NULL;
}

/* A packet that is on a flow, or within one. */
struct spot {
    conversation_t *conversation; /* of the outer packet */
    struct wsig_packet_place place;
    uint32_t key; /* of our data on the frame */
};

/* The latest that got a note: on the first pass most packets need not be asked for theirs. */
static uint32_t noted_frame;

static void keep_note(packet_info *pinfo, uint32_t key, const struct wsig_media_note *note)
{
    if (!note)
        return;
    noted_frame = pinfo->num;
    p_add_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), key, (void *)note);
}

/* First pass: anything but STUN. */
static void see_packet(packet_info *pinfo, const struct spot *spot, struct wsig_slice bytes)
{
    const enum wsig_packet type = wsig_packet_of(bytes);
    struct wsig_flow *flow = wsig_media_flow(wrtcsig_media(), spot->place.flow);
    if (!flow)
        return;
    if (type == WSIG_PACKET_RTP || type == WSIG_PACKET_RTCP)
        announce(pinfo, state_of(spot->conversation), flow, bytes, type);
    keep_note(pinfo, spot->key, wsig_media_packet(wrtcsig_media(), flow, &spot->place, bytes));
}

static unsigned tag_length(packet_info *pinfo)
{
    conversation_t *conversation = exact_conversation(pinfo, false);
    const struct flow_state *state = conversation ? state_of(conversation) : NULL;
    return (unsigned)(state && state->profile ? state->profile : &profile_cm)->auth_tag_len;
}

/* By Wireshark's dissectors. 0: it is none of theirs. */
static int dissect_by_type(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    const unsigned length = tvb_captured_length(tvb);
    struct wsig_slice bytes = {length > 0 ? tvb_get_ptr(tvb, 0, (int)length) : NULL, length};
    const enum wsig_packet type = wsig_packet_of(bytes);
    dissector_handle_t handle = handle_of(type);
    if (!handle)
        return 0;
    if (type == WSIG_PACKET_RTP)
        return call_dissector_only(handle, wrtcsig_srtp_repair(tvb, pinfo), pinfo, tree, NULL);
    if (type != WSIG_PACKET_RTCP || !wrtcsig_srtcp_is_ours(bytes, tag_length(pinfo)))
        return call_dissector_only(handle, tvb, pinfo, tree, NULL);
    wrtcsig_srtcp_dissect(tvb, pinfo, tree, tag_length(pinfo));
    return (int)length;
}

static int dissect_media(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    const unsigned length = tvb_captured_length(tvb);
    struct wsig_slice bytes = {length > 0 ? tvb_get_ptr(tvb, 0, (int)length) : NULL, length};
    const enum wsig_packet type = wsig_packet_of(bytes);
    if (!handle_of(type))
        return 0;
    bool shown_later = type != WSIG_PACKET_RTP && type != WSIG_PACKET_RTCP;
    conversation_t *conversation =
        PINFO_FD_VISITED(pinfo) ? NULL : exact_conversation(pinfo, false);
    if (conversation && handle_of(type) != stun_handle) {
        const struct spot spot = {conversation, place_of(pinfo, conversation),
                                  shown_later ? WRTCSIG_KEY_CHECK : WRTCSIG_KEY_MEDIA};
        see_packet(pinfo, &spot, bytes);
    }
    if (dissect_by_type(tvb, pinfo, tree) <= 0)
        return 0;
    const struct wsig_media_note *note =
        shown_later
            ? NULL
            : p_get_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), WRTCSIG_KEY_MEDIA);
    if (note)
        show_note(tvb, pinfo, tree, note);
    return (int)length;
}

/* --- packets within others: TURN and TCP ----------------------------------------------------- */

static const struct wrtcsig_media_options *options;

static bool is_explained(const struct wsig_flow *flow)
{
    return flow && options->decode &&
           (wsig_flow_session(flow) || (wsig_flow_is_open(flow) && options->decode_unsignaled));
}

/* First pass: is the packet on a flow that is ours to dissect? */
static bool see_inner(packet_info *pinfo, const struct spot *spot, struct wsig_slice bytes)
{
    struct wsig_stun stun;
    if (wsig_stun_parse(bytes, &stun)) {
        const struct wsig_media_note *note = wsig_media_stun(wrtcsig_media(), &spot->place, &stun);
        keep_note(pinfo, spot->key, note);
        return note && options->decode;
    }
    if (!is_explained(wsig_media_flow(wrtcsig_media(), spot->place.flow)))
        return false;
    see_packet(pinfo, spot, bytes);
    return handle_of(wsig_packet_of(bytes)) != NULL;
}

static int dissect_inner(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, uint32_t key)
{
    const struct wsig_media_note *note =
        p_get_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), key);
    int length = dissect_by_type(tvb, pinfo, tree);
    if (note)
        show_note(tvb, pinfo, tree, note);
    return length;
}

/* The key under which the first pass has said that a packet within the frame is ours. */
static uint32_t claim_key(tvbuff_t *tvb)
{
    return WRTCSIG_KEY_COUNT + 2 * (uint32_t)tvb_raw_offset(tvb);
}

static void claim(packet_info *pinfo, uint32_t key)
{
    p_add_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), key + 1, &media_handle);
}

static bool is_claimed(packet_info *pinfo, uint32_t key)
{
    return p_get_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), key + 1) != NULL;
}

/* Wireshark's STUN dissector says nothing of the message around the data: it is looked for in front
 * of them, `at` bytes into the whole. Some attributes may stand before DATA, some after it. */
static bool find_indication(struct wsig_slice whole, size_t at, struct wsig_stun *stun)
{
    for (size_t back = 24; back <= at && back <= INDICATION_MAX; back += 4) {
        const struct wsig_slice bytes = wsig_slice_from(whole, at - back);
        if (bytes.p[0] == 0 && (bytes.p[1] == 0x16 || bytes.p[1] == 0x17) &&
            wsig_stun_parse(bytes, stun) && stun->data.p == bytes.p + back)
            return true;
    }
    return false;
}

/* From the place of the outer packet to that of the inner one. */
static bool enter(tvbuff_t *tvb, struct wsig_packet_place *place, struct wsig_inner *ends)
{
    struct wsig_stun stun;
    tvbuff_t *source = tvb_get_ds_tvb(tvb);
    const int at = tvb_raw_offset(tvb);
    if (!source || at < 4)
        return false;
    const unsigned length = tvb_captured_length(source);
    const struct wsig_slice whole = {tvb_get_ptr(source, 0, (int)length), length};
    const uint16_t channel = wsig_u16(whole.p + at - 4);
    if (channel >= 0x4000 && channel <= 0x7FFF)
        return wsig_media_enter_channel(wrtcsig_media(), place, channel, ends);
    return find_indication(whole, (size_t)at, &stun) &&
           wsig_media_enter_indication(wrtcsig_media(), place, &stun, ends);
}

/* Wireshark's RTP is told of the outer ports, and would take TURN's own messages for itself (seen
 * with 4.4): they stay STUN's. */
static void keep_outer(packet_info *pinfo, conversation_t *conversation)
{
    struct flow_state *state = state_of(conversation);
    dissector_handle_t handle = pinfo->ptype == PT_TCP ? stun_tcp_handle : stun_handle;
    if (!state->installed && handle)
        conversation_set_dissector_from_frame_number(conversation, pinfo->num, handle);
    state->installed = true;
}

/* What a TURN client sends to or gets from a peer. */
static wrtcsig_bool dissect_relayed(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                                    void *data _U_)
{
    const unsigned length = tvb_captured_length(tvb);
    const uint32_t key = claim_key(tvb);
    if (length == 0)
        return false;
    if (!PINFO_FD_VISITED(pinfo)) {
        struct wsig_slice bytes = {tvb_get_ptr(tvb, 0, (int)length), length};
        struct wsig_inner ends;
        struct spot spot = {.conversation = exact_conversation(pinfo, true), .key = key};
        spot.place = place_of(pinfo, spot.conversation);
        if (enter(tvb, &spot.place, &ends) && see_inner(pinfo, &spot, bytes)) {
            claim(pinfo, key);
            keep_outer(pinfo, spot.conversation);
        }
    }
    return is_claimed(pinfo, key) && dissect_inner(tvb, pinfo, tree, key) > 0;
}

/* RFC 4571: a length of two bytes before each packet. */
static unsigned framed_length(packet_info *pinfo _U_, tvbuff_t *tvb, int offset, void *data _U_)
{
    return 2U + tvb_get_ntohs(tvb, offset);
}

static int dissect_framed(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    const unsigned length = tvb_captured_length(tvb);
    if (length <= 2)
        return (int)length;
    tvbuff_t *packet = tvb_new_subset_remaining(tvb, 2);
    const uint32_t key = claim_key(packet);
    conversation_t *conversation = exact_conversation(pinfo, false);
    const struct wsig_slice bytes = {tvb_get_ptr(packet, 0, (int)length - 2), length - 2};
    if (!PINFO_FD_VISITED(pinfo) && conversation) {
        const struct spot spot = {conversation, place_of(pinfo, conversation), key};
        if (see_inner(pinfo, &spot, bytes))
            claim(pinfo, key);
    }
    if (is_claimed(pinfo, key) || handle_of(wsig_packet_of(bytes)) == stun_handle)
        dissect_inner(packet, pinfo, tree, key);
    else
        call_data_dissector(packet, pinfo, tree);
    return (int)length;
}

static int dissect_media_tcp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    tcp_dissect_pdus(tvb, pinfo, tree, TRUE, 2, framed_length, dissect_framed, data);
    return (int)tvb_captured_length(tvb);
}

/* A segment that begins with a whole check and its length: no other protocol has the magic cookie
 * and a length that fits there. */
static bool is_framed_check(struct wsig_slice bytes)
{
    struct wsig_stun stun;
    if (bytes.n < 2 + WSIG_STUN_HEADER)
        return false;
    const size_t length = wsig_u16(bytes.p);
    const struct wsig_slice message = wsig_slice_from(bytes, 2);
    return length <= message.n && length == WSIG_STUN_HEADER + (size_t)wsig_u16(message.p + 2) &&
           wsig_stun_parse(wsig_slice(message.p, length), &stun) &&
           stun.method == WSIG_STUN_BINDING && stun.class == WSIG_STUN_REQUEST &&
           stun.username.n > 0 && memchr(stun.username.p, ':', stun.username.n);
}

/* ICE-TCP: Wireshark 4.6 does not take it for STUN any more, and so nothing would begin. From its
 * first check on the connection is ours. */
static wrtcsig_bool dissect_framed_check(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                                         void *data)
{
    const unsigned length = tvb_captured_length(tvb);
    if (length == 0 || !options->decode ||
        !is_framed_check(wsig_slice(tvb_get_ptr(tvb, 0, (int)length), length)))
        return false;
    conversation_t *conversation = exact_conversation(pinfo, true);
    struct flow_state *state = state_of(conversation);
    if (!state->installed)
        conversation_set_dissector_from_frame_number(conversation, pinfo->num, media_tcp_handle);
    state->installed = true;
    dissect_media_tcp(tvb, pinfo, tree, data);
    return true;
}

/* --- the postdissector's part ---------------------------------------------------------------- */

/* From the next packet on the flow is ours to tell apart: this one looks the same on every pass. */
static void install(packet_info *pinfo, conversation_t *conversation)
{
    struct flow_state *state = state_of(conversation);
    if (state->installed)
        return;
    state->installed = true;
    conversation_set_dissector_from_frame_number(
        conversation, pinfo->num + 1, pinfo->ptype == PT_TCP ? media_tcp_handle : media_handle);
}

/* A STUN message that Wireshark has found by itself: on TCP with or without its length. */
static const struct wsig_media_note *see_stun(packet_info *pinfo, struct wsig_slice bytes)
{
    struct wsig_stun stun;
    bool framed = false;
    if (!wsig_stun_parse(bytes, &stun)) {
        framed = pinfo->ptype == PT_TCP && wsig_stun_parse(wsig_slice_from(bytes, 2), &stun);
        if (!framed)
            return NULL;
    }
    const bool binding = stun.method == WSIG_STUN_BINDING;
    conversation_t *conversation = exact_conversation(pinfo, !binding || stun.username.n > 0);
    if (!conversation || (binding && pinfo->ptype == PT_TCP && !framed))
        return NULL;
    struct wsig_packet_place place = place_of(pinfo, conversation);
    wsig_media_turn(wrtcsig_media(), &place, &stun);
    if (!binding || (framed && state_of(conversation)->installed))
        return NULL; /* a framed one was seen on its way */
    const struct wsig_media_note *note = wsig_media_stun(wrtcsig_media(), &place, &stun);
    if (is_explained(wsig_media_flow(wrtcsig_media(), place.flow)))
        install(pinfo, conversation);
    return note;
}

/* Several messages of TURN may be in one segment of TCP. */
struct stun_notes {
    packet_info *pinfo;
    const struct wsig_media_note *last;
};

static void read_stun(void *data, struct wsig_slice message)
{
    struct stun_notes *notes = data;
    const struct wsig_media_note *note = see_stun(notes->pinfo, message);
    notes->last = note ? note : notes->last;
}

static const struct wsig_media_note *see_all_stun(packet_info *pinfo)
{
    struct stun_notes notes = {pinfo, NULL};
    wrtcsig_harvest_stun(pinfo, read_stun, &notes);
    return notes.last;
}

void wrtcsig_media_post(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    if (pinfo->ptype != PT_UDP && pinfo->ptype != PT_TCP)
        return;
    const struct wsig_media_note *note = NULL;
    if (PINFO_FD_VISITED(pinfo) || noted_frame == pinfo->num)
        note = p_get_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), WRTCSIG_KEY_CHECK);
    if (!PINFO_FD_VISITED(pinfo)) {
        const struct wsig_media_note *more = see_all_stun(pinfo);
        if (more) {
            p_remove_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), WRTCSIG_KEY_CHECK);
            p_add_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), WRTCSIG_KEY_CHECK,
                             (void *)more);
            note = more;
        }
    }
    if (note)
        show_note(tvb, pinfo, tree, note);
}

void wrtcsig_media_handoff(const struct wrtcsig_media_options *media_options)
{
    options = media_options;
    media_handle = create_dissector_handle(dissect_media, wrtcsig_media_proto());
    media_tcp_handle = create_dissector_handle(dissect_media_tcp, wrtcsig_media_proto());
    stun_handle = find_dissector("stun-udp");
    stun_tcp_handle = find_dissector("stun-tcp");
    dtls_handle = find_dissector("dtls");
    rtp_handle = find_dissector("rtp");
    rtcp_handle = find_dissector("rtcp");
    heur_dissector_add("stun", dissect_relayed, "WebRTC media through TURN", "wrtcsig_turn",
                       wrtcsig_media_proto(), HEURISTIC_ENABLE);
    heur_dissector_add("tcp", dissect_framed_check, "WebRTC media over TCP", "wrtcsig_ice_tcp",
                       wrtcsig_media_proto(), HEURISTIC_ENABLE);
    wrtcsig_srtcp_init();
}
