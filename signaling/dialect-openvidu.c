/* dialect-openvidu.c: OpenVidu 2
 *
 *     {"jsonrpc": "2.0", "id": <number>, "method": "publishVideo", "params": {"sdpOffer": "..."}}
 *
 * The answer comes in the reply's result; with prepareReceiveVideoFrom it is the reply that brings
 * the offer. OpenVidu 3 is LiveKit.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "joinRoom"},
      {"params.session", WSIG_STRING, NULL},
      {"params.token", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "publishVideo"},
      {"params.sdpOffer", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "prepareReceiveVideoFrom"},
      {"params.sender", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "receiveVideoFrom"},
      {"params.sender", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "reconnectStream"},
      {"params.stream", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "onIceCandidate"},
      {"params.endpointName", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "iceCandidate"},
      {"params.endpointName", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "iceCandidate"},
      {"params.senderConnectionId", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "participantLeft"},
      {"params.connectionId", WSIG_STRING, NULL},
      {"params.reason", WSIG_STRING, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"result.coturnIp", WSIG_STRING, NULL},
      {"result.turnUsername", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"jsonrpc", WSIG_EQUALS, "2.0"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"params.endpointName", WSIG_ROLE_PEER_TO}, {"method", WSIG_EQUALS, "onIceCandidate"}},
    {{"params.error", WSIG_ROLE_ERROR}, {"method", WSIG_EQUALS, "mediaError"}},
    {{"params.id", WSIG_ROLE_PEER_FROM}, {"method", WSIG_EQUALS, "participantJoined"}},
    {{"params.connectionId", WSIG_ROLE_PEER_FROM},
     {"method", WSIG_AMONG,
      "participantLeft participantEvicted participantUnpublished participantPublished"}},
    {{"params.sender", WSIG_ROLE_PC},
     {"method", WSIG_AMONG, "receiveVideoFrom prepareReceiveVideoFrom"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"params.session", WSIG_ROLE_ROOM},
    {"result.session", WSIG_ROLE_ROOM},
    {"params.senderConnectionId", WSIG_ROLE_PEER_FROM},
    {"params.sessionId", WSIG_ROLE_APP_SESSION},
    {"result.sessionId", WSIG_ROLE_APP_SESSION},
    {"error.message", WSIG_ROLE_ERROR},
    {"params.room", WSIG_ROLE_ROOM},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"params.reason", WSIG_ROLE_REASON},
    {"params.endpointName", WSIG_ROLE_PC},
    {"params.stream", WSIG_ROLE_PC},
    {"params.streamId", WSIG_ROLE_PC},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"joinRoom", WSIG_KIND_JOIN},
    {"participantJoined", WSIG_KIND_JOIN},
    {"leaveRoom", WSIG_KIND_LEAVE},
    {"participantLeft", WSIG_KIND_LEAVE},
    {"participantEvicted", WSIG_KIND_LEAVE},
    {"roomClosed", WSIG_KIND_LEAVE},
    {"publishVideo", WSIG_KIND_OFFER},
    {"unpublishVideo", WSIG_KIND_BYE},
    {"participantUnpublished", WSIG_KIND_BYE},
    {"mediaError", WSIG_KIND_ERROR},
    {"ping", WSIG_KIND_KEEPALIVE},
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"jsonrpc", WSIG_EQUALS, "2.0"}, {"result.value", WSIG_EQUALS, "pong"}}},
     WSIG_KIND_KEEPALIVE},
    {{{{"jsonrpc", WSIG_EQUALS, "2.0"},
       {"result.coturnIp", WSIG_STRING, NULL},
       {"result.turnUsername", WSIG_STRING, NULL}}},
     WSIG_KIND_ICE_SERVERS},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_openvidu = {
    .name = "openvidu",
    .title = "OpenVidu 2",
    .url = "/openvidu",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
