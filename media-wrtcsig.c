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
#include <epan/proto_data.h>
#include <epan/to_str.h>

#include "compat.h"
#include "signaling/media.h"

/* What RTP's details name as the one that set the stream up; at most 11 characters. */
#define SETUP_METHOD "WebRTC"

static dissector_handle_t media_handle, stun_handle, dtls_handle, rtp_handle, rtcp_handle;

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
    conversation_t *found = find_conversation(pinfo->num, &pinfo->src, &pinfo->dst,
                                              CONVERSATION_UDP, pinfo->srcport, pinfo->destport, 0);
    if (is_exact(found))
        return found;
    return make ? conversation_new(pinfo->num, &pinfo->src, &pinfo->dst, CONVERSATION_UDP,
                                   pinfo->srcport, pinfo->destport, 0)
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

/* Without the addresses, which take long to write and name the ends of a pair only. */
static struct wsig_packet_place place_of(packet_info *pinfo, const conversation_t *conversation)
{
    struct wsig_moment at = wrtcsig_moment(pinfo);
    return (struct wsig_packet_place){
        .flow = conversation->conv_index,
        .frame = at.frame,
        .time = at.time,
        .side = at.side,
        .source = "",
        .destination = "",
        .source_port = (uint16_t)pinfo->srcport,
        .destination_port = (uint16_t)pinfo->destport,
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
    srtp_add_address(pinfo, PT_UDP, &pinfo->net_dst, (int)pinfo->destport, (int)pinfo->srcport,
                     SETUP_METHOD, pinfo->num, 0, payloads_of(wsig_flow_codecs(flow, from)),
                     profile, NULL);
    srtp_add_address(pinfo, PT_UDP, &pinfo->net_src, (int)pinfo->srcport, (int)pinfo->destport,
                     SETUP_METHOD, pinfo->num, 0, payloads_of(wsig_flow_codecs(flow, to)), profile,
                     NULL);
}

/* --- show ------------------------------------------------------------------------------------ */

static void add_label(proto_tree *tree, tvbuff_t *tvb, const struct wsig_label *label)
{
    wrtcsig_add_number(tree, WSIG_FIELD_MEDIA_SESSION, tvb, label->session->index);
    proto_item_set_generated(proto_tree_add_boolean(tree, wrtcsig_hf(WSIG_FIELD_MEDIA_FROM_OFFERER),
                                                    tvb, 0, 0, label->agent == 0));
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
        proto_item_append_text(item, ", session %u%s%s%s%s", label->session->index,
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
    if (note->fingerprint_match <= 1)
        proto_item_set_generated(
            proto_tree_add_boolean(subtree, wrtcsig_hf(WSIG_FIELD_MEDIA_FINGERPRINT_MATCH), tvb, 0,
                                   0, note->fingerprint_match));
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

static void see_packet(packet_info *pinfo, struct wsig_slice bytes, enum wsig_packet type)
{
    conversation_t *conversation = exact_conversation(pinfo, false);
    struct wsig_flow *flow =
        conversation ? wsig_media_flow(wrtcsig_media(), conversation->conv_index) : NULL;
    if (!flow)
        return;
    if (type == WSIG_PACKET_RTP || type == WSIG_PACKET_RTCP)
        announce(pinfo, state_of(conversation), flow, bytes, type);
    struct wsig_packet_place place = place_of(pinfo, conversation);
    const struct wsig_media_note *note = wsig_media_packet(wrtcsig_media(), flow, &place, bytes);
    if (note)
        p_add_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(),
                         type == WSIG_PACKET_DTLS ? WRTCSIG_KEY_CHECK : WRTCSIG_KEY_MEDIA,
                         (void *)note);
}

static unsigned tag_length(packet_info *pinfo)
{
    conversation_t *conversation = exact_conversation(pinfo, false);
    const struct flow_state *state = conversation ? state_of(conversation) : NULL;
    return (unsigned)(state && state->profile ? state->profile : &profile_cm)->auth_tag_len;
}

static int dissect_media(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    const unsigned length = tvb_captured_length(tvb);
    struct wsig_slice bytes = {length > 0 ? tvb_get_ptr(tvb, 0, (int)length) : NULL, length};
    enum wsig_packet type = wsig_packet_of(bytes);
    dissector_handle_t handle = handle_of(type);
    if (!handle)
        return 0;
    bool is_stun = handle == stun_handle;
    if (!PINFO_FD_VISITED(pinfo) && !is_stun)
        see_packet(pinfo, bytes, type);
    if (type == WSIG_PACKET_RTP)
        call_dissector_only(handle, wrtcsig_srtp_repair(tvb, pinfo), pinfo, tree, NULL);
    else if (type == WSIG_PACKET_RTCP && wrtcsig_srtcp_is_ours(bytes, tag_length(pinfo)))
        wrtcsig_srtcp_dissect(tvb, pinfo, tree, tag_length(pinfo));
    else if (call_dissector_only(handle, tvb, pinfo, tree, NULL) <= 0)
        return 0;
    const struct wsig_media_note *note =
        is_stun ? NULL
                : p_get_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), WRTCSIG_KEY_MEDIA);
    if (note)
        show_note(tvb, pinfo, tree, note);
    return (int)length;
}

/* --- the postdissector's part ---------------------------------------------------------------- */

/* From now on the flow is ours to tell apart. */
static void install(packet_info *pinfo, conversation_t *conversation)
{
    struct flow_state *state = state_of(conversation);
    if (state->installed)
        return;
    state->installed = true;
    conversation_set_dissector_from_frame_number(conversation, pinfo->num, media_handle);
}

static const struct wsig_media_note *see_stun(packet_info *pinfo, struct wsig_slice bytes,
                                              const struct wrtcsig_media_options *options)
{
    struct wsig_stun stun;
    if (!wsig_stun_parse(bytes, &stun) || stun.method != WSIG_STUN_BINDING)
        return NULL;
    conversation_t *conversation = exact_conversation(pinfo, stun.username.n > 0);
    if (!conversation)
        return NULL;
    struct wsig_packet_place place = place_of(pinfo, conversation);
    place.source = address_to_str(pinfo->pool, &pinfo->src);
    place.destination = address_to_str(pinfo->pool, &pinfo->dst);
    const struct wsig_media_note *note = wsig_media_stun(wrtcsig_media(), &place, &stun);
    const struct wsig_flow *flow = wsig_media_flow(wrtcsig_media(), place.flow);
    bool explained = flow && (wsig_flow_session(flow) ||
                              (wsig_flow_is_open(flow) && options->decode_unsignaled));
    if (explained && options->decode)
        install(pinfo, conversation);
    return note;
}

static const struct wsig_media_note *see_certificate(packet_info *pinfo, struct wsig_slice bytes)
{
    conversation_t *conversation = exact_conversation(pinfo, false);
    struct wsig_flow *flow =
        conversation ? wsig_media_flow(wrtcsig_media(), conversation->conv_index) : NULL;
    if (!flow)
        return NULL;
    struct wsig_packet_place place = place_of(pinfo, conversation);
    return wsig_media_certificate(wrtcsig_media(), flow, &place, bytes);
}

void wrtcsig_media_post(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                        const struct wrtcsig_media_options *options)
{
    if (pinfo->ptype != PT_UDP)
        return;
    const struct wsig_media_note *note =
        p_get_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), WRTCSIG_KEY_CHECK);
    if (!PINFO_FD_VISITED(pinfo)) {
        struct wsig_slice stun = wrtcsig_harvest_stun(tree);
        struct wsig_slice certificate = wrtcsig_harvest_certificate(tree);
        const struct wsig_media_note *more = stun.n > 0 ? see_stun(pinfo, stun, options)
                                             : certificate.n > 0
                                                 ? see_certificate(pinfo, certificate)
                                                 : NULL;
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

void wrtcsig_media_handoff(void)
{
    media_handle = create_dissector_handle(dissect_media, wrtcsig_media_proto());
    stun_handle = find_dissector("stun-udp");
    dtls_handle = find_dissector("dtls");
    rtp_handle = find_dissector("rtp");
    rtcp_handle = find_dissector("rtcp");
    wrtcsig_srtcp_init();
}
