/* dialect-antmedia.c: Ant Media Server
 *
 *     {"command": "takeConfiguration", "streamId": <stream>, "type": "offer", "sdp": "..."}
 *     {"command": "takeCandidate", "streamId": <stream>, "label": <m-line>, "id": <mid>,
 *      "candidate": "..."}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("command", "getIceServerConfig")),
    SHAPE(EQUALS("command", "takeConfiguration"), STRING("streamId"), HAS("sdp")),
    SHAPE(EQUALS("command", "takeCandidate"), STRING("streamId"), HAS("candidate")),
    SHAPE(EQUALS("command", "notification"), STRING("definition"), STRING("streamId")),
    SHAPE(EQUALS("command", "publish"), STRING("streamId"), HAS("video"), HAS("audio")),
    SHAPE(EQUALS("command", "iceServerConfig"), STRING("stunServerUri")),
    SHAPE(EQUALS("command", "play"), STRING("streamId"), ARRAY("trackList"), HAS("subscriberId"),
          HAS("subscriberCode")),
    SHAPE(EQUALS("command", "join"), STRING("streamId"), HAS("multiPeer"), HAS("mode")),
    SHAPE(EQUALS("command", "joinRoom"), STRING("room"), HAS("streamId"), STRING("mode")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("command")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"command", WSIG_ROLE_METHOD},
    {"room", WSIG_ROLE_ROOM},
    {"streamId", WSIG_ROLE_ROOM},
    {"streamId", WSIG_ROLE_PC},
    END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"definition", WSIG_ROLE_ERROR}, EQUALS("command", "error")},
    {{"definition", WSIG_ROLE_REASON},
     AMONG("definition", "publish_finished play_finished leavedTheRoom")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"publish", WSIG_KIND_JOIN},
    {"play", WSIG_KIND_JOIN},
    {"join", WSIG_KIND_JOIN},
    {"joinRoom", WSIG_KIND_JOIN},
    {"stop", WSIG_KIND_BYE},
    {"leave", WSIG_KIND_LEAVE},
    {"leaveFromRoom", WSIG_KIND_LEAVE},
    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    {"error", WSIG_KIND_ERROR},
    {"iceServerConfig", WSIG_KIND_ICE_SERVERS},
    {"start", WSIG_KIND_CONTROL},
    {"takeConfiguration", WSIG_KIND_CONTROL},
    {"takeCandidate", WSIG_KIND_CONTROL},
    {"notification", WSIG_KIND_CONTROL},
    {"getIceServerConfig", WSIG_KIND_CONTROL},
    {"getStreamInfo", WSIG_KIND_CONTROL},
    {"getTrackList", WSIG_KIND_CONTROL},
    {"enableTrack", WSIG_KIND_CONTROL},
    {"toggleVideo", WSIG_KIND_CONTROL},
    {"toggleAudio", WSIG_KIND_CONTROL},
    {"forceStreamQuality", WSIG_KIND_CONTROL},
    {"peerMessageCommand", WSIG_KIND_CONTROL},
    {"streamInformation", WSIG_KIND_CONTROL},
    {"roomInformation", WSIG_KIND_CONTROL},
    {"trackList", WSIG_KIND_CONTROL},
    {"connectWithNewId", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("command", "notification"),
           AMONG("definition", "publish_finished play_finished")),
     WSIG_KIND_BYE},
    {SHAPE(EQUALS("command", "notification"), EQUALS("definition", "leavedTheRoom")),
     WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("command", "notification"), EQUALS("definition", "joinedTheRoom")),
     WSIG_KIND_JOIN},
    END_OF_KINDS,
};

const struct wsig_dialect wsig_dialect_antmedia = {
    .name = "antmedia",
    .title = "Ant Media Server",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
