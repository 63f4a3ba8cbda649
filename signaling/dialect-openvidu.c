/* dialect-openvidu.c: OpenVidu 2
 *
 *     {"jsonrpc": "2.0", "id": <number>, "method": "publishVideo", "params": {"sdpOffer": "..."}}
 *
 * The answer comes in the reply's result; with prepareReceiveVideoFrom it is the reply that brings
 * the offer. OpenVidu 3 is LiveKit.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "joinRoom"), STRING("params.session"),
          STRING("params.token")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "publishVideo"), STRING("params.sdpOffer")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "prepareReceiveVideoFrom"),
          STRING("params.sender")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "receiveVideoFrom"), STRING("params.sender")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "reconnectStream"), STRING("params.stream")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "onIceCandidate"),
          STRING("params.endpointName")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "iceCandidate"),
          STRING("params.endpointName")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "iceCandidate"),
          STRING("params.senderConnectionId")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "participantLeft"),
          STRING("params.connectionId"), STRING("params.reason")),
    SHAPE(EQUALS("jsonrpc", "2.0"), STRING("result.coturnIp"), STRING("result.turnUsername")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(EQUALS("jsonrpc", "2.0")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"params.endpointName", WSIG_ROLE_PEER_TO}, EQUALS("method", "onIceCandidate")},
    {{"params.error", WSIG_ROLE_ERROR}, EQUALS("method", "mediaError")},
    {{"params.id", WSIG_ROLE_PEER_FROM}, EQUALS("method", "participantJoined")},
    {{"params.connectionId", WSIG_ROLE_PEER_FROM},
     AMONG("method",
           "participantLeft participantEvicted participantUnpublished participantPublished")},
    {{"params.sender", WSIG_ROLE_PC}, AMONG("method", "receiveVideoFrom prepareReceiveVideoFrom")},
    END_OF_CONDITIONALS,
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
    {"error.code", WSIG_ROLE_ERROR},
    {"params.room", WSIG_ROLE_ROOM},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"params.reason", WSIG_ROLE_REASON},
    {"params.endpointName", WSIG_ROLE_PC},
    {"params.stream", WSIG_ROLE_PC},
    {"params.streamId", WSIG_ROLE_PC},
    END,
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
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("result.value", "pong")), WSIG_KIND_KEEPALIVE},
    {SHAPE(EQUALS("jsonrpc", "2.0"), STRING("result.coturnIp"), STRING("result.turnUsername")),
     WSIG_KIND_ICE_SERVERS},
    END_OF_KINDS,
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
