/* dialect-protoo.c: protoo (mediasoup demo)
 *
 *     {"request": true, "id": <number>, "method": "...", "data": {...}}
 *     {"response": true, "id": <number>, "ok": true, "data": {...}}, or false, "errorReason": "..."
 *     {"notification": true, "method": "...", "data": {...}}
 *
 * Both sides send requests. There is no SDP: the server says its ICE and DTLS parameters in reply
 * to createWebRtcTransport, the client its DTLS ones in connectWebRtcTransport.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(IS_TRUE("request"), VERB("method"), NUMBER("id")),
    SHAPE(IS_TRUE("response"), STRING("errorReason"), NUMBER("errorCode"), NUMBER("id")),
    SHAPE(IS_TRUE("notification"), VERB("method"), OBJECT("data")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(IS_TRUE("request"), STRING("method"), NUMBER("id")),
    SHAPE(IS_TRUE("response"), IS_TRUE("ok"), NUMBER("id")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(IS_TRUE("request"), STRING("method")),
    SHAPE(IS_TRUE("response"), NUMBER("id")),
    SHAPE(IS_TRUE("notification"), STRING("method")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"data.id", WSIG_ROLE_APP_SESSION}, OBJECT("data.iceParameters")},
    {{"data.id", WSIG_ROLE_PEER_FROM}, EQUALS("method", "newPeer")},
    {{"data.id", WSIG_ROLE_PC}, OBJECT("data.iceParameters")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"data.transportId", WSIG_ROLE_APP_SESSION},
    {"data.peerId", WSIG_ROLE_PEER_FROM},
    {"errorReason", WSIG_ROLE_ERROR},
    {"errorCode", WSIG_ROLE_ERROR_CODE},
    {"data.transportId", WSIG_ROLE_PC},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"join", WSIG_KIND_JOIN},
    {"newPeer", WSIG_KIND_JOIN},
    {"peerClosed", WSIG_KIND_LEAVE},
    {"connectWebRtcTransport", WSIG_KIND_TRANSPORT_PARAMETERS},
    {"getRouterRtpCapabilities", WSIG_KIND_CONTROL},
    {"createWebRtcTransport", WSIG_KIND_CONTROL},
    {"restartIce", WSIG_KIND_CONTROL},
    {"produce", WSIG_KIND_CONTROL},
    {"produceData", WSIG_KIND_CONTROL},
    {"closeProducer", WSIG_KIND_CONTROL},
    {"pauseProducer", WSIG_KIND_CONTROL},
    {"resumeProducer", WSIG_KIND_CONTROL},
    {"pauseConsumer", WSIG_KIND_CONTROL},
    {"resumeConsumer", WSIG_KIND_CONTROL},
    {"setConsumerPreferredLayers", WSIG_KIND_CONTROL},
    {"setConsumerPriority", WSIG_KIND_CONTROL},
    {"requestConsumerKeyFrame", WSIG_KIND_CONTROL},
    {"newConsumer", WSIG_KIND_CONTROL},
    {"newDataConsumer", WSIG_KIND_CONTROL},
    {"consumerClosed", WSIG_KIND_CONTROL},
    {"consumerPaused", WSIG_KIND_CONTROL},
    {"consumerResumed", WSIG_KIND_CONTROL},
    {"consumerScore", WSIG_KIND_CONTROL},
    {"consumerLayersChanged", WSIG_KIND_CONTROL},
    {"dataConsumerClosed", WSIG_KIND_CONTROL},
    {"producerScore", WSIG_KIND_CONTROL},
    {"activeSpeaker", WSIG_KIND_CONTROL},
    {"downlinkBwe", WSIG_KIND_CONTROL},
    {"changeDisplayName", WSIG_KIND_CONTROL},
    {"peerDisplayNameChanged", WSIG_KIND_CONTROL},
    {"mediasoup-version", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(OBJECT("data.iceParameters")), WSIG_KIND_TRANSPORT_PARAMETERS},
    {SHAPE(IS_TRUE("response"), STRING("data.usernameFragment"), STRING("data.password")),
     WSIG_KIND_TRANSPORT_PARAMETERS},
    {SHAPE(IS_TRUE("request"), OBJECT("data.dtlsParameters")), WSIG_KIND_TRANSPORT_PARAMETERS},
    END_OF_KINDS,
};

static const struct wsig_url_value url_values[] = {
    {"?roomId", WSIG_ROLE_ROOM},
    {"?peerId", WSIG_ROLE_PEER_FROM},
    END,
};

const struct wsig_dialect wsig_dialect_protoo = {
    .name = "protoo",
    .title = "protoo (mediasoup demo)",
    .subprotocol = "protoo",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
    .url_values = url_values,
};
