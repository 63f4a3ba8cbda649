/* dialect-antmedia.c: Ant Media Server
 *
 *     {"command": "takeConfiguration", "streamId": <stream>, "type": "offer", "sdp": "..."}
 *     {"command": "takeCandidate", "streamId": <stream>, "label": <m-line>, "id": <mid>,
 *      "candidate": "..."}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"command", WSIG_EQUALS, "getIceServerConfig"}}},
    {{{"command", WSIG_EQUALS, "takeConfiguration"},
      {"streamId", WSIG_STRING, NULL},
      {"sdp", WSIG_HAS, NULL}}},
    {{{"command", WSIG_EQUALS, "takeCandidate"},
      {"streamId", WSIG_STRING, NULL},
      {"candidate", WSIG_HAS, NULL}}},
    {{{"command", WSIG_EQUALS, "notification"},
      {"definition", WSIG_STRING, NULL},
      {"streamId", WSIG_STRING, NULL}}},
    {{{"command", WSIG_EQUALS, "publish"},
      {"streamId", WSIG_STRING, NULL},
      {"video", WSIG_HAS, NULL},
      {"audio", WSIG_HAS, NULL}}},
    {{{"command", WSIG_EQUALS, "iceServerConfig"}, {"stunServerUri", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"command", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"command", WSIG_ROLE_METHOD},
    {"room", WSIG_ROLE_ROOM},
    {"streamId", WSIG_ROLE_ROOM},
    {"streamId", WSIG_ROLE_PC},
    {NULL, 0},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"definition", WSIG_ROLE_ERROR}, {"command", WSIG_EQUALS, "error"}},
    {{"definition", WSIG_ROLE_REASON},
     {"definition", WSIG_AMONG, "publish_finished play_finished leavedTheRoom"}},
    {{NULL, 0}, {NULL, 0, NULL}},
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
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"command", WSIG_EQUALS, "notification"},
       {"definition", WSIG_AMONG, "publish_finished play_finished"}}},
     WSIG_KIND_BYE},
    {{{{"command", WSIG_EQUALS, "notification"}, {"definition", WSIG_EQUALS, "leavedTheRoom"}}},
     WSIG_KIND_LEAVE},
    {{{{"command", WSIG_EQUALS, "notification"}, {"definition", WSIG_EQUALS, "joinedTheRoom"}}},
     WSIG_KIND_JOIN},
    {{{{NULL, 0, NULL}}}, 0},
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
