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
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "invoke"},
      {"params.object", WSIG_STRING, NULL},
      {"params.operation", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "create"},
      {"params.type", WSIG_STRING, NULL},
      {"params.constructorParams.mediaPipeline", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "create"},
      {"params.type", WSIG_EQUALS, "MediaPipeline"}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "subscribe"},
      {"params.object", WSIG_STRING, NULL},
      {"params.type", WSIG_STRING, NULL},
      {"params.sessionId", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "release"},
      {"params.object", WSIG_STRING, NULL},
      {"params.sessionId", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "onEvent"},
      {"params.value.object", WSIG_STRING, NULL},
      {"params.value.type", WSIG_STRING, NULL}}},
    {{{"id", WSIG_VERB, NULL}, {"sdpOffer", WSIG_STRING, NULL}}},
    {{{"id", WSIG_VERB, NULL}, {"sdpAnswer", WSIG_STRING, NULL}}},
    {{{"id", WSIG_EQUALS, "presenterResponse"}, {"response", WSIG_STRING, NULL}}},
    {{{"id", WSIG_EQUALS, "viewerResponse"}, {"response", WSIG_STRING, NULL}}},
    {{{"id", WSIG_EQUALS, "registerResponse"}, {"response", WSIG_STRING, NULL}}},
    {{{"id", WSIG_EQUALS, "callResponse"}, {"response", WSIG_STRING, NULL}}},
    {{{"id", WSIG_EQUALS, "joinRoom"}, {"name", WSIG_STRING, NULL}, {"room", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"result.value", WSIG_STRING, NULL},
      {"result.sessionId", WSIG_STRING, NULL}}},
    {{{"id", WSIG_VERB, NULL}, {"candidate", WSIG_OBJECT, NULL}}},
    {{{"id", WSIG_EQUALS, "subscriberAnswer"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"jsonrpc", WSIG_EQUALS, "2.0"}}},
    {{{"id", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"id", WSIG_ROLE_TRANSACTION}, {"jsonrpc", WSIG_EQUALS, "2.0"}},
    {{"id", WSIG_ROLE_METHOD}, {"id", WSIG_VERB, NULL}},
    {{"message", WSIG_ROLE_ERROR}, {"id", WSIG_EQUALS, "error"}},
    {{"message", WSIG_ROLE_ERROR}, {"id", WSIG_EQUALS, "ERROR"}},
    {{"message", WSIG_ROLE_ERROR}, {"response", WSIG_BEGINS, "rejected"}},
    {{"response", WSIG_ROLE_ERROR}, {"response", WSIG_BEGINS, "rejected"}},
    {{"reason", WSIG_ROLE_ERROR}, {"id", WSIG_EQUALS, "error"}},
    {{"code", WSIG_ROLE_ERROR_CODE}, {"id", WSIG_EQUALS, "error"}},
    {{"message", WSIG_ROLE_REASON}, {"id", WSIG_EQUALS, "stopCommunication"}},
    {{"name", WSIG_ROLE_PC}, {"id", WSIG_AMONG, "onIceCandidate iceCandidate receiveVideoAnswer"}},
    {{"sender", WSIG_ROLE_PC}, {"id", WSIG_EQUALS, "receiveVideoFrom"}},
    {{"cameraId", WSIG_ROLE_PC}, {"id", WSIG_VERB, NULL}},
    {{"name", WSIG_ROLE_PEER_FROM},
     {"id", WSIG_AMONG, "register joinRoom newParticipantArrived participantLeft"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},
    {"room", WSIG_ROLE_ROOM},
    {"from", WSIG_ROLE_PEER_FROM},
    {"params.value.object", WSIG_ROLE_PEER_FROM},
    {"to", WSIG_ROLE_PEER_TO},
    {"params.object", WSIG_ROLE_PEER_TO},
    {"params.sessionId", WSIG_ROLE_APP_SESSION},
    {"result.sessionId", WSIG_ROLE_APP_SESSION},
    {"error.message", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"params.object", WSIG_ROLE_PC},
    {"params.value.object", WSIG_ROLE_PC},
    {NULL, 0},
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
    {"PROCESS_SDP_OFFER", WSIG_KIND_OFFER},
    {"PROCESS_SDP_ANSWER", WSIG_KIND_ANSWER},
    {"ADD_ICE_CANDIDATE", WSIG_KIND_CONTROL},
    {"STOP", WSIG_KIND_BYE},
    {"ERROR", WSIG_KIND_ERROR},
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"jsonrpc", WSIG_EQUALS, "2.0"}, {"params.value.type", WSIG_EQUALS, "IceGatheringDone"}}},
     WSIG_KIND_END_OF_CANDIDATES},
    {{{{"jsonrpc", WSIG_EQUALS, "2.0"}, {"params.value.type", WSIG_EQUALS, "OnIceGatheringDone"}}},
     WSIG_KIND_END_OF_CANDIDATES},
    {{{{"jsonrpc", WSIG_EQUALS, "2.0"}, {"result.value", WSIG_EQUALS, "pong"}}},
     WSIG_KIND_KEEPALIVE},
    {{{{"id", WSIG_VERB, NULL}, {"response", WSIG_BEGINS, "rejected"}}}, WSIG_KIND_ERROR},
    {{{{NULL, 0, NULL}}}, 0},
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
