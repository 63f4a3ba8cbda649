/* dialect-pixelstreaming.c: Unreal Pixel Streaming
 *
 *     {"type": "config", "peerConnectionOptions": {...}}
 *     {"type": "offer", "playerId"?: <player>, "sdp": "..."}
 *     {"type": "iceCandidate", "playerId"?: <player>, "candidate": {...}}
 *
 * A player's first message, {"type": "listStreamers"}, may be any player's of anything, so it does
 * not count before the server's config.
 *
 * The streamer offers. playerId stands only on the streamer's connection, whoever sends.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "config"), OBJECT("peerConnectionOptions")),
    SHAPE(EQUALS("type", "playerConnected"), STRING("playerId"), HAS("dataChannel")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("type", "iceCandidate"), STRING("playerId")),
    SHAPE(EQUALS("type", "offer"), STRING("playerId"), STRING("sdp")),
    SHAPE(EQUALS("type", "answer"), STRING("playerId"), STRING("sdp")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},      {"playerId", WSIG_ROLE_APP_SESSION},
    {"streamerId", WSIG_ROLE_ROOM},  {"reason", WSIG_ROLE_REASON},
    {"committedId", WSIG_ROLE_ROOM}, {"newID", WSIG_ROLE_ROOM},
    {"playerId", WSIG_ROLE_PC},      END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"id", WSIG_ROLE_ROOM}, EQUALS("type", "endpointId")},
    {{"message", WSIG_ROLE_ERROR}, EQUALS("type", "subscribeFailed")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"endpointId", WSIG_KIND_JOIN},
    {"subscribe", WSIG_KIND_JOIN},
    {"playerConnected", WSIG_KIND_JOIN},
    {"unsubscribe", WSIG_KIND_LEAVE},
    {"playerDisconnected", WSIG_KIND_LEAVE},
    {"streamerDisconnected", WSIG_KIND_LEAVE},
    {"disconnectPlayer", WSIG_KIND_BYE},
    {"subscribeFailed", WSIG_KIND_ERROR},
    {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},
    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    {"config", WSIG_KIND_CONTROL},
    {"identify", WSIG_KIND_CONTROL},
    {"endpointIdConfirm", WSIG_KIND_CONTROL},
    {"streamerIdChanged", WSIG_KIND_CONTROL},
    {"listStreamers", WSIG_KIND_CONTROL},
    {"streamerList", WSIG_KIND_CONTROL},
    {"playerCount", WSIG_KIND_CONTROL},
    {"iceCandidate", WSIG_KIND_CONTROL},
    {"layerPreference", WSIG_KIND_CONTROL},
    {"dataChannelRequest", WSIG_KIND_CONTROL},
    {"peerDataChannels", WSIG_KIND_CONTROL},
    {"peerDataChannelsReady", WSIG_KIND_CONTROL},
    {"streamerDataChannels", WSIG_KIND_CONTROL},
    {"startStreaming", WSIG_KIND_CONTROL},
    {"stopStreaming", WSIG_KIND_CONTROL},
    {"stats", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("type", "config"), ARRAY("peerConnectionOptions.iceServers")),
     WSIG_KIND_ICE_SERVERS},
    END_OF_KINDS,
};

const struct wsig_dialect wsig_dialect_pixelstreaming = {
    .name = "pixelstreaming",
    .title = "Unreal Pixel Streaming",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
