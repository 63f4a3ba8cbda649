/* packet-wrtcsig.c: WebRTC signaling over WebSocket: registration, the payload's heuristic, and the
 * postdissector
 *
 * The payload of data messages comes through the heuristic dissector on "ws"; framing, upgrade,
 * Close frames and the end of TCP through the doors (door-wrtcsig.c) to the postdissector. The
 * first pass decides and stores, later passes only look up: so any order of visits shows the same.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/conversation.h>
#include <epan/decode_as.h>
#include <epan/proto_data.h>

#include "compat.h"
#include "signaling/describe.h"
#include "signaling/dialect-livekit-url.h"
#include "signaling/find.h"

static int proto_wrtcsig = -1, proto_media = -1;
static int hf[WSIG_FIELD_COUNT];
static int ett[WRTCSIG_ETT_COUNT];
static expert_field ei[WSIG_RULE_COUNT];

static struct wsig_capture *capture;
static uint32_t capture_number;
static struct wsig_msg *msg; /* scratch for the message at hand */
static struct wrtcsig_show_options show_options = {.call_sdp = true};
static dissector_handle_t data_handle, http_handle;

static range_t *normal_close_codes;
static wrtcsig_bool signaling_connections_only = false, call_sdp = true;
static struct wrtcsig_media_options media_options = {true, true};

int wrtcsig_proto(void)
{
    return proto_wrtcsig;
}

int wrtcsig_media_proto(void)
{
    return proto_media;
}

int wrtcsig_hf(enum wsig_field field)
{
    return hf[field];
}

struct wsig_media *wrtcsig_media(void)
{
    return wsig_capture_media(capture);
}

const struct wsig_sessions *wrtcsig_sessions(void)
{
    return capture ? wsig_capture_sessions(capture) : NULL;
}

int64_t wrtcsig_now(void)
{
    return capture ? wsig_capture_now(capture) : 0;
}

uint32_t wrtcsig_capture_number(void)
{
    return capture_number;
}

expert_field *wrtcsig_ei(enum wsig_rule rule)
{
    return &ei[rule];
}

int wrtcsig_ett(enum wrtcsig_ett index)
{
    return ett[index];
}

/* --- the payload ----------------------------------------------------------------------------- */

/* First pass: what the user says of the server's port. */
static void take_preference(packet_info *pinfo, uint32_t stream, const struct wsig_moment *at)
{
    const struct wsig_connection *c = wsig_capture_find(capture, stream);
    uint32_t source, destination;
    wrtcsig_tcp_ports(pinfo, &source, &destination);
    const struct wsig_dialect *dialect = wrtcsig_preferred_dialect(
        source, destination, c ? wsig_connection_from_client(c, at->side) : 2);
    if (dialect && !at->shared)
        wsig_connection_choose(wsig_capture_get(capture, stream), dialect,
                               WSIG_CHOSEN_BY_PREFERENCE);
}

/* Whose message is at hand. Over HTTP/2 (Wireshark 4.6) that is not the TCP connection; on a later
 * pass the packet's messages come in the same order again. */
static uint32_t stream_of_new(packet_info *pinfo, struct wsig_moment *at)
{
    uint32_t http2_stream, stream = wrtcsig_place(pinfo, at);
    if (!at->shared)
        return stream;
    if (wrtcsig_door_http2_stream(pinfo, &http2_stream)) {
        at->shared = false;
        stream = wsig_capture_shared(capture, stream, http2_stream);
    }
    wmem_array_t *all =
        p_get_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_SHARED);
    if (!all) {
        all = wmem_array_sized_new(wmem_file_scope(), sizeof stream, 1);
        p_add_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_SHARED, all);
    }
    wmem_array_append_one(all, stream);
    return stream;
}

/* The same on a later pass. */
static uint32_t stream_of_seen(packet_info *pinfo)
{
    wmem_array_t *all =
        p_get_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_SHARED);
    if (!all)
        return wrtcsig_stream(pinfo);
    unsigned *next = p_get_proto_data(pinfo->pool, pinfo, proto_wrtcsig, WRTCSIG_KEY_SHARED);
    if (!next) {
        next = wmem_new0(pinfo->pool, unsigned);
        p_add_proto_data(pinfo->pool, pinfo, proto_wrtcsig, WRTCSIG_KEY_SHARED, next);
    }
    if (*next >= wmem_array_get_count(all))
        return wrtcsig_stream(pinfo);
    return *(const uint32_t *)wmem_array_index(all, (*next)++);
}

/* A message on the first pass. Most are no signaling and end at the screen. */
static const struct wsig_record *read_new(packet_info *pinfo, struct wsig_slice payload, bool cut)
{
    struct wsig_moment at;
    const uint32_t stream = stream_of_new(pinfo, &at);
    take_preference(pinfo, stream, &at);
    struct wsig_hint hint = wsig_capture_hint(capture, stream, at.side);
    if (!at.shared)
        wsig_capture_expect(capture, stream, at.side, payload, &hint);
    if (!wsig_capture_has_context(capture, stream, &hint) && !wsig_find_may_be_strong(payload))
        return NULL;
    wsig_msg_reset(msg, payload, cut);
    wsig_find(msg, &hint);
    if (msg->items->len == 0)
        return NULL;
    const struct wsig_record *record = wsig_capture_message(capture, stream, &at, &hint, msg);
    if (record && !p_get_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_MESSAGE))
        p_add_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_MESSAGE, capture);
    return record;
}

/* On later passes: only packets that have a record are looked at more closely. */
static const struct wsig_record *read_seen(packet_info *pinfo, struct wsig_slice payload, bool cut)
{
    if (!p_get_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_MESSAGE))
        return NULL;
    const uint32_t stream = stream_of_seen(pinfo);
    const struct wsig_record *record = wsig_capture_recall(capture, stream, pinfo->num, payload);
    if (!record)
        return NULL;
    wsig_msg_reset(msg, payload, cut);
    wsig_find(msg, &record->hint);
    return msg->items->len > 0 ? record : NULL;
}

/* Reads a message. NULL when it is not signaling; then there is no trace of us. */
static const struct wsig_record *read_message(tvbuff_t *tvb, packet_info *pinfo)
{
    const unsigned length = tvb_captured_length(tvb);
    const bool cut = length < tvb_reported_length(tvb);
    if (length == 0)
        return NULL;
    const struct wsig_slice payload = wsig_slice(tvb_get_ptr(tvb, 0, (int)length), length);
    const struct wsig_record *record =
        PINFO_FD_VISITED(pinfo) ? read_seen(pinfo, payload, cut) : read_new(pinfo, payload, cut);
    if (record)
        wsig_capture_settle(record, msg);
    return record;
}

static wrtcsig_bool dissect_wrtcsig_heur(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                                         void *data _U_)
{
    const struct wsig_record *record = read_message(tvb, pinfo);
    if (!record)
        return false;
    wrtcsig_show_message(tvb, pinfo, tree, msg, record, &show_options);
    return true;
}

bool wrtcsig_show_beside(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, bool beside)
{
    const bool enabled = proto_is_protocol_enabled(find_protocol_by_id(proto_wrtcsig));
    const struct wsig_record *record = enabled ? read_message(tvb, pinfo) : NULL;
    struct wrtcsig_show_options options = show_options;
    options.beside = beside;
    if (record)
        wrtcsig_show_message(tvb, pinfo, tree, msg, record, &options);
    return record != NULL;
}

/* Decode As on ws.port: nobody else will draw what is not signaling. */
static int dissect_wrtcsig_forced(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                                  void *data _U_)
{
    const struct wsig_record *record = read_message(tvb, pinfo);
    if (record)
        wrtcsig_show_message(tvb, pinfo, tree, msg, record, &show_options);
    else
        call_dissector_only(tvb_get_ptr(tvb, 0, 1)[0] == '{' ? show_options.json : data_handle, tvb,
                            pinfo, tree, NULL);
    return (int)tvb_captured_length(tvb);
}

/* --- a gap of Wireshark 4.0 ------------------------------------------------------------------ */

/* Wireshark 4.0 takes an unknown port for HTTP only when the first segment holds a whole request
 * line. That of a LiveKit client is longer. Only the beginning of one counts: later versions, and
 * requests that Wireshark knows by itself, never come here. */
static bool begins_long_request(struct wsig_slice segment)
{
    return wsig_slice_starts(segment, "GET /") && !memchr(segment.p, '\r', segment.n) &&
           wsig_slice_has_ci(segment, "/rtc") && wsig_slice_has_ci(segment, "?access_token=");
}

static wrtcsig_bool dissect_long_request(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                                         void *data)
{
    unsigned length = tvb_captured_length(tvb);
    if (length < 16 || !http_handle ||
        !begins_long_request(wsig_slice(tvb_get_ptr(tvb, 0, (int)length), length)))
        return false;
    conversation_set_dissector(find_or_create_conversation(pinfo), http_handle);
    if (pinfo->can_desegment > 0)
        pinfo->can_desegment++; /* every call takes one away, and HTTP has to wait for more */
    call_dissector_only(http_handle, tvb, pinfo, tree, data);
    return true;
}

/* --- the postdissector ----------------------------------------------------------------------- */

/* A message in the URL of an upgrade request: kept with its record, for the later passes. */
struct url_message {
    const struct wsig_record *record;
    uint8_t *bytes;
    unsigned length;
};

static struct url_message *read_url(packet_info *pinfo, struct wsig_slice url)
{
    GByteArray *bytes = url.n > 0 ? wsig_livekit_join_request_of(url) : NULL;
    if (!bytes)
        return NULL;
    struct url_message *message = wmem_new0(wmem_file_scope(), struct url_message);
    message->length = bytes->len;
    message->bytes = wmem_memdup(wmem_file_scope(), bytes->data, bytes->len);
    g_byte_array_unref(bytes);
    struct wsig_moment at;
    const uint32_t stream = wrtcsig_place(pinfo, &at);
    const struct wsig_hint hint = wsig_capture_hint(capture, stream, at.side);
    wsig_msg_reset(msg, wsig_slice(message->bytes, message->length), false);
    wsig_livekit_find_join_request(msg);
    message->record = wsig_capture_message(capture, stream, &at, &hint, msg);
    return message->record ? message : NULL;
}

static void show_url(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                     const struct url_message *message)
{
    uint8_t *copy = wmem_memdup(pinfo->pool, message->bytes, message->length);
    tvbuff_t *request = tvb_new_child_real_data(tvb, copy, message->length, (int)message->length);
    add_new_data_source(pinfo, request, "LiveKit join request, from the URL");
    wsig_msg_reset(msg, wsig_slice(message->bytes, message->length), false);
    wsig_livekit_find_join_request(msg);
    wrtcsig_show_message(request, pinfo, tree, msg, message->record, &show_options);
}

static int dissect_wrtcsig_post(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    wmem_array_t *notes;
    struct url_message *url_message;
    if (!PINFO_FD_VISITED(pinfo))
        wsig_capture_tick(capture, wrtcsig_time(pinfo));
    show_options.now = wsig_capture_now(capture);
    if (!PINFO_FD_VISITED(pinfo)) {
        struct wsig_slice url;
        notes = wrtcsig_harvest(capture, pinfo, &url);
        url_message = read_url(pinfo, url);
        if (notes)
            p_add_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_NOTES, notes);
        if (url_message)
            p_add_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_URL, url_message);
    } else {
        notes = p_get_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_NOTES);
        url_message = p_get_proto_data(wmem_file_scope(), pinfo, proto_wrtcsig, WRTCSIG_KEY_URL);
    }
    wrtcsig_media_post(tvb, pinfo, tree);
    if (url_message)
        show_url(tvb, pinfo, tree, url_message);
    for (unsigned i = 0; notes && i < wmem_array_get_count(notes); i++)
        wrtcsig_show_note(tvb, pinfo, tree, *(const struct wsig_note **)wmem_array_index(notes, i));
    wrtcsig_door_forget();
    return (int)tvb_captured_length(tvb);
}

/* --- registration ---------------------------------------------------------------------------- */

static bool is_normal_close(uint16_t code)
{
    return value_is_in_range(normal_close_codes, code);
}

static void capture_begin(void)
{
    const struct wsig_policy policy = {is_normal_close, signaling_connections_only};
    capture = wsig_capture_new(&policy);
    capture_number++;
    msg = wsig_msg_new();
    wrtcsig_harvest_begin();
    wrtcsig_door_begin();
}

static void capture_end(void)
{
    wsig_msg_free(msg);
    wsig_capture_free(capture);
    msg = NULL;
    capture = NULL;
}

static void take_preferences(void)
{
    show_options.call_sdp = call_sdp;
}

static void register_preferences(void)
{
    module_t *module = prefs_register_protocol(proto_wrtcsig, take_preferences);
    range_convert_str(wmem_epan_scope(), &normal_close_codes, "1000-1001", 65535);
    prefs_register_range_preference(
        module, "normal_close_codes", "Normal close codes",
        "Close codes that are no reason for a warning. Add those with which your application ends "
        "its calls.",
        &normal_close_codes, 65535);
    prefs_register_bool_preference(
        module, "signaling_connections_only", "Judge signaling connections only",
        "Report frame and close findings only on WebSocket connections that have carried signaling",
        &signaling_connections_only);
    prefs_register_bool_preference(
        module, "call_sdp", "Show the whole SDP",
        "Give session descriptions to Wireshark's SDP dissector too. It sets up no RTP from here: "
        "WebRTC's ports carry more than RTP.",
        &call_sdp);
    prefs_register_bool_preference(
        module, "decode_media", "Dissect the media of signaled calls",
        "Give the packets of a flow on which a signaled session checks connectivity to Wireshark's "
        "STUN, DTLS, RTP and RTCP dissectors by their first byte, and say which session, m-section "
        "and codec they belong to",
        &media_options.decode);
    prefs_register_bool_preference(
        module, "decode_unsignaled", "Dissect media without readable signaling",
        "The same for flows on which a connectivity check was answered, but whose signaling is not "
        "readable, as when the keys of wss are missing. Session and codec are not known then.",
        &media_options.decode_unsignaled);
    wrtcsig_prefer_register(module);
}

static void register_fields(void)
{
    static hf_register_info fields[WSIG_FIELD_COUNT] = {
#define FIELD(id, name, title, type, base, description)                                            \
    {&hf[WSIG_FIELD_##id], {title, "wrtcsig." name, type, base, NULL, 0, description, HFILL}},
#include "signaling/fields.def"
#undef FIELD
    };
    for (unsigned i = 0; i < WSIG_FIELD_COUNT; i++)
        hf[i] = -1;
    proto_register_field_array(proto_wrtcsig, fields, WSIG_FIELD_COUNT);
}

static void register_findings(void)
{
    static ei_register_info findings[WSIG_RULE_COUNT] = {
#define RULE(id, name, severity, source, text, meaning)                                            \
    {&ei[WSIG_RULE_##id], {"wrtcsig." name, PI_PROTOCOL, PI_##severity, text, EXPFILL}},
#include "signaling/lint.def"
#undef RULE
    };
    for (unsigned i = 0; i < WSIG_RULE_COUNT; i++)
        ei[i] = (expert_field)EI_INIT;
    expert_register_field_array(expert_register_protocol(proto_wrtcsig), findings, WSIG_RULE_COUNT);
}

static void register_subtrees(void)
{
    static int *subtrees[WRTCSIG_ETT_COUNT];
    for (unsigned i = 0; i < WRTCSIG_ETT_COUNT; i++) {
        ett[i] = -1; /* 4.0 aborts at anything else */
        subtrees[i] = &ett[i];
    }
    proto_register_subtree_array(subtrees, WRTCSIG_ETT_COUNT);
}

void proto_register_wrtcsig(void)
{
    proto_wrtcsig = proto_register_protocol("WebRTC Signaling", "WebRTC", "wrtcsig");
    proto_media =
        proto_register_protocol("WebRTC Signaling: Media", "WebRTC Media", "wrtcsig.media");
    register_fields();
    register_findings();
    register_subtrees();
    register_preferences();
    wrtcsig_tap_register();
    wrtcsig_voip_register();
    register_init_routine(capture_begin);
    register_cleanup_routine(capture_end);
}

static void decode_as_prompt(packet_info *pinfo _U_, char *result)
{
    snprintf(result, MAX_DECODE_AS_PROMPT_LEN, "WebSocket server port as");
}

static void *decode_as_value(packet_info *pinfo)
{
    return GUINT_TO_POINTER(pinfo->destport);
}

/* Wireshark registers the table "ws.port", but not for Decode As; nothing but this makes
 * `-d ws.port==8080,wrtcsig` work. */
static void offer_decode_as(void)
{
    static build_valid_func value_functions[] = {decode_as_value};
    static decode_as_value_t values = {decode_as_prompt, 1, value_functions};
    static decode_as_t decode_as = {
        .name = "websocket",
        .table_name = "ws.port",
        .num_items = 1,
        .values = &values,
        .populate_list = decode_as_default_populate_list,
        .reset_value = decode_as_default_reset,
        .change_value = decode_as_default_change,
    };
    register_decode_as(&decode_as);
    dissector_add_for_decode_as("ws.port",
                                create_dissector_handle(dissect_wrtcsig_forced, proto_wrtcsig));
}

void proto_reg_handoff_wrtcsig(void)
{
    dissector_handle_t post = wrtcsig_door_post(dissect_wrtcsig_post);
    show_options.json = find_dissector("json");
    show_options.xml = find_dissector("xml");
    show_options.sdp = find_dissector("sdp");
    data_handle = find_dissector("data-text-lines");
    heur_dissector_add("ws", dissect_wrtcsig_heur, "WebRTC Signaling over WebSocket", "wrtcsig_ws",
                       proto_wrtcsig, HEURISTIC_ENABLE);
    wrtcsig_place_init();
    http_handle = find_dissector("http-over-tcp");
    if (!http_handle)
        http_handle = find_dissector("http");
    heur_dissector_add("tcp", dissect_long_request, "WebRTC Signaling: long upgrade request",
                       "wrtcsig_http", proto_wrtcsig, HEURISTIC_ENABLE);
    offer_decode_as();
    wrtcsig_media_handoff(&media_options);
    wrtcsig_reports_handoff();
    wrtcsig_tree_handoff();
    wrtcsig_harvest_init();
    wrtcsig_door_handoff();
    register_postdissector(post);
}
