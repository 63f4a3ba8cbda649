/* dialect-verto.c: FreeSWITCH Verto and descendants
 *
 *     {"jsonrpc": "2.0", "id": <number>, "method": "verto.invite",
 *      "params": {"sessid": "...", "sdp": "...", "dialogParams": {"callID": "...", ...}}}
 *
 * The server writes callID without dialogParams. Telnyx says telnyx_rtc.invite; SignalWire puts all
 * of it into params.message of a webrtc.verto, and the server's into params.params of an event.
 * After verto.media, early media, verto.answer often has no description. A client may measure its
 * line with "#SPU <bytes>", then data in "#SPB...", and "#SPE", which are no JSON.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"
#include "find.h"

extern const struct wsig_dialect wsig_dialect_verto;

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("jsonrpc", "2.0"), VERB("method")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "signalwire.event"),
          VERB("params.params.method")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "login"), STRING("params.login"),
          STRING("params.sessid")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(EQUALS("jsonrpc", "2.0")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"params.message.method", WSIG_ROLE_METHOD}, EQUALS("method", "webrtc.verto")},
    {{"params.params.method", WSIG_ROLE_METHOD}, EQUALS("method", "signalwire.event")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"params.dialogParams.callID", WSIG_ROLE_APP_SESSION},
    {"params.callID", WSIG_ROLE_APP_SESSION},
    {"result.callID", WSIG_ROLE_APP_SESSION},
    {"params.message.params.dialogParams.callID", WSIG_ROLE_APP_SESSION},
    {"params.message.params.callID", WSIG_ROLE_APP_SESSION},
    {"params.params.params.callID", WSIG_ROLE_APP_SESSION},
    {"result.result.result.callID", WSIG_ROLE_APP_SESSION},
    {"params.dialogParams.caller_id_number", WSIG_ROLE_PEER_FROM},
    {"params.caller_id_number", WSIG_ROLE_PEER_FROM},
    {"params.login", WSIG_ROLE_PEER_FROM},
    {"params.dialogParams.destination_number", WSIG_ROLE_PEER_TO},
    {"params.callee_id_number", WSIG_ROLE_PEER_TO},
    {"params.message.params.dialogParams.caller_id_number", WSIG_ROLE_PEER_FROM},
    {"params.message.params.dialogParams.destination_number", WSIG_ROLE_PEER_TO},
    {"error.message", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"params.cause", WSIG_ROLE_REASON},
    {"params.message.params.cause", WSIG_ROLE_REASON},
    {"params.params.params.cause", WSIG_ROLE_REASON},
    {"params.causeCode", WSIG_ROLE_REASON},
    {"params.dialogParams.callID", WSIG_ROLE_PC},
    {"params.callID", WSIG_ROLE_PC},
    {"result.callID", WSIG_ROLE_PC},
    {"params.message.params.dialogParams.callID", WSIG_ROLE_PC},
    {"params.message.params.callID", WSIG_ROLE_PC},
    {"params.params.params.callID", WSIG_ROLE_PC},
    {"result.result.result.callID", WSIG_ROLE_PC},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"verto.invite", WSIG_KIND_OFFER},
    {"verto.answer", WSIG_KIND_ANSWER},
    {"verto.media", WSIG_KIND_PRANSWER},
    {"verto.attach", WSIG_KIND_OFFER},
    {"verto.modify", WSIG_KIND_OFFER},
    {"verto.bye", WSIG_KIND_BYE},
    {"verto.punt", WSIG_KIND_LEAVE},
    {"verto.ping", WSIG_KIND_KEEPALIVE},
    {"verto.pong", WSIG_KIND_KEEPALIVE},
    {"verto.*", WSIG_KIND_CONTROL},
    {"telnyx_rtc.invite", WSIG_KIND_OFFER},
    {"telnyx_rtc.answer", WSIG_KIND_ANSWER},
    {"telnyx_rtc.media", WSIG_KIND_PRANSWER},
    {"telnyx_rtc.attach", WSIG_KIND_OFFER},
    {"telnyx_rtc.modify", WSIG_KIND_OFFER},
    {"telnyx_rtc.bye", WSIG_KIND_BYE},
    {"telnyx_rtc.punt", WSIG_KIND_LEAVE},
    {"telnyx_rtc.ping", WSIG_KIND_KEEPALIVE},
    {"telnyx_rtc.pong", WSIG_KIND_KEEPALIVE},
    {"telnyx_rtc.endOfCandidates", WSIG_KIND_END_OF_CANDIDATES},
    {"telnyx_rtc.*", WSIG_KIND_CONTROL},
    {"webrtc.verto", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("method", "login"), STRING("params.login")), WSIG_KIND_JOIN},
    {SHAPE(AMONG("method", "verto.attach telnyx_rtc.attach"), FROM_CLIENT("method")),
     WSIG_KIND_ANSWER},
    {SHAPE(STRING("result.sdp")), WSIG_KIND_ANSWER},
    END_OF_KINDS,
};

static bool read_speed_test(struct wsig_finder *f, struct wsig_slice payload)
{
    struct wsig_msg *msg = wsig_finder_msg(f);
    if (wsig_finder_hint(f)->dialect != &wsig_dialect_verto || payload.n < 4 ||
        !wsig_slice_starts(payload, "#SP") || !strchr("UBDE", payload.p[3]))
        return false;
    msg->method = wsig_msg_value(msg, 0, wsig_slice(payload.p, 4));
    return wsig_find_item(f, WSIG_KIND_CONTROL, WSIG_EVIDENCE_WEAK, "$", payload);
}

const struct wsig_dialect wsig_dialect_verto = {
    .name = "verto",
    .title = "FreeSWITCH Verto and descendants",
    .challenge = "-32000", /* that is how a login begins */
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
    .read = read_speed_test,
};
