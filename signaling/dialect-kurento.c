/* dialect-kurento.c: Kurento: media server and tutorials
 *
 * JSON-RPC 2.0 between an application's server and the media server:
 *
 *     {"jsonrpc": "2.0", "id": <number>, "method": "invoke",
 *      "params": {"object": <id>, "operation": "processOffer", "operationParams": {...},
 *                 "sessionId": "..."}}
 *
 * and what browsers speak with the tutorials' servers (BigBlueButton does much the same), the verb
 * in "id":
 *
 *     {"id": "receiveVideoFrom", "sender": "...", "sdpOffer": "..."}
 *
 * In a reply of the media server, {"result": {"value": <SDP>}}, nothing says which description it
 * is.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "invoke"), STRING("params.object"),
          STRING("params.operation"), STRING("params.sessionId")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "invoke"), STRING("params.object"),
          STRING("params.operation"), OBJECT("params.operationParams")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "create"), STRING("params.type"),
          STRING("params.constructorParams.mediaPipeline")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "create"),
          EQUALS("params.type", "MediaPipeline")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "subscribe"), STRING("params.object"),
          STRING("params.type"), STRING("params.sessionId")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "release"), STRING("params.object"),
          STRING("params.sessionId")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "onEvent"), STRING("params.value.object"),
          STRING("params.value.type"), OBJECT("params.value.data")),
    SHAPE(VERB("id"), STRING("sdpOffer")),
    SHAPE(VERB("id"), STRING("sdpAnswer")),
    SHAPE(EQUALS("id", "presenterResponse"), STRING("response")),
    SHAPE(EQUALS("id", "viewerResponse"), STRING("response")),
    SHAPE(EQUALS("id", "registerResponse"), STRING("response")),
    SHAPE(EQUALS("id", "callResponse"), STRING("response")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("jsonrpc", "2.0"), STRING("result.value"), STRING("result.sessionId")),
    SHAPE(VERB("id"), OBJECT("candidate")),
    SHAPE(EQUALS("id", "subscriberAnswer")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(EQUALS("jsonrpc", "2.0")),
    SHAPE(VERB("id")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"id", WSIG_ROLE_TRANSACTION}, EQUALS("jsonrpc", "2.0")},
    {{"id", WSIG_ROLE_METHOD}, VERB("id")},
    {{"message", WSIG_ROLE_ERROR}, EQUALS("id", "error")},
    {{"message", WSIG_ROLE_ERROR}, EQUALS("id", "ERROR")},
    {{"message", WSIG_ROLE_ERROR}, BEGINS("response", "rejected")},
    {{"response", WSIG_ROLE_ERROR}, BEGINS("response", "rejected")},
    {{"reason", WSIG_ROLE_ERROR}, EQUALS("id", "error")},
    {{"code", WSIG_ROLE_ERROR_CODE}, EQUALS("id", "error")},
    {{"error.reason", WSIG_ROLE_ERROR}, EQUALS("id", "webRTCAudioError")},
    {{"message", WSIG_ROLE_REASON}, EQUALS("id", "stopCommunication")},
    {{"name", WSIG_ROLE_PC}, AMONG("id", "onIceCandidate iceCandidate receiveVideoAnswer")},
    {{"sender", WSIG_ROLE_PC}, EQUALS("id", "receiveVideoFrom")},
    {{"cameraId", WSIG_ROLE_PC}, VERB("id")},
    {{"name", WSIG_ROLE_PEER_FROM},
     AMONG("id", "register joinRoom newParticipantArrived participantLeft")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},
    {"params.operation", WSIG_ROLE_INNER},
    {"params.value.type", WSIG_ROLE_INNER},
    {"room", WSIG_ROLE_ROOM},
    {"voiceBridge", WSIG_ROLE_ROOM}, /* BigBlueButton */
    {"from", WSIG_ROLE_PEER_FROM},
    {"params.value.object", WSIG_ROLE_PEER_FROM},
    {"to", WSIG_ROLE_PEER_TO},
    {"params.object", WSIG_ROLE_PEER_TO},
    {"params.sessionId", WSIG_ROLE_APP_SESSION},
    {"result.sessionId", WSIG_ROLE_APP_SESSION},
    {"error.message", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"params.object", WSIG_ROLE_PC},
    {"params.value.object", WSIG_ROLE_PC},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    {"connect", WSIG_KIND_JOIN},
    {"closeSession", WSIG_KIND_LEAVE},
    {"create", WSIG_KIND_CONTROL},
    {"invoke", WSIG_KIND_CONTROL},
    {"subscribe", WSIG_KIND_CONTROL},
    {"unsubscribe", WSIG_KIND_CONTROL},
    {"describe", WSIG_KIND_CONTROL},
    {"release", WSIG_KIND_CONTROL},
    {"onEvent", WSIG_KIND_CONTROL},
    {"start", WSIG_KIND_JOIN},
    {"presenter", WSIG_KIND_JOIN},
    {"viewer", WSIG_KIND_JOIN},
    {"register", WSIG_KIND_JOIN},
    {"joinRoom", WSIG_KIND_JOIN},
    {"newParticipantArrived", WSIG_KIND_JOIN},
    {"call", WSIG_KIND_CONTROL},
    {"incomingCall", WSIG_KIND_CONTROL},
    {"incomingCallResponse", WSIG_KIND_CONTROL},
    {"receiveVideoFrom", WSIG_KIND_CONTROL},
    {"existingParticipants", WSIG_KIND_CONTROL},
    {"startResponse", WSIG_KIND_CONTROL},
    {"presenterResponse", WSIG_KIND_CONTROL},
    {"viewerResponse", WSIG_KIND_CONTROL},
    {"registerResponse", WSIG_KIND_CONTROL},
    {"callResponse", WSIG_KIND_CONTROL},
    {"startCommunication", WSIG_KIND_CONTROL},
    {"playResponse", WSIG_KIND_CONTROL},
    {"receiveVideoAnswer", WSIG_KIND_ANSWER},
    {"subscriberAnswer", WSIG_KIND_ANSWER},
    {"onIceCandidate", WSIG_KIND_CONTROL},
    {"iceCandidate", WSIG_KIND_CONTROL},
    {"restartIce", WSIG_KIND_CONTROL},
    {"iceRestarted", WSIG_KIND_CONTROL},
    {"playStart", WSIG_KIND_CONTROL},
    {"playEnd", WSIG_KIND_CONTROL},
    {"leaveRoom", WSIG_KIND_LEAVE},
    {"participantLeft", WSIG_KIND_LEAVE},
    {"stop", WSIG_KIND_BYE},
    {"stopCommunication", WSIG_KIND_BYE},
    {"close", WSIG_KIND_BYE},
    {"error", WSIG_KIND_ERROR},
    {"webRTCAudioError", WSIG_KIND_ERROR},
    {"webRTCAudioSuccess", WSIG_KIND_CONTROL},
    {"PROCESS_SDP_OFFER", WSIG_KIND_OFFER},
    {"PROCESS_SDP_ANSWER", WSIG_KIND_ANSWER},
    {"ADD_ICE_CANDIDATE", WSIG_KIND_CONTROL},
    {"STOP", WSIG_KIND_BYE},
    {"ERROR", WSIG_KIND_ERROR},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("params.value.type", "IceGatheringDone")),
     WSIG_KIND_END_OF_CANDIDATES},
    {SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("params.value.type", "OnIceGatheringDone")),
     WSIG_KIND_END_OF_CANDIDATES},
    {SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("result.value", "pong")), WSIG_KIND_KEEPALIVE},
    {SHAPE(VERB("id"), BEGINS("response", "rejected")), WSIG_KIND_ERROR},
    END_OF_KINDS,
};

const struct wsig_dialect wsig_dialect_kurento = {
    .name = "kurento",
    .title = "Kurento: media server and tutorials",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
