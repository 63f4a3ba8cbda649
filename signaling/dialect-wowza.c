/* dialect-wowza.c: Wowza Streaming Engine, both protocols
 *
 *     {"direction": "publish", "command": "sendOffer", "streamInfo": {"applicationName": "...",
 *      "streamName": <stream>, "sessionId": "..."}, "sdp": {...}}
 *     {"status": 200, "statusDescription": "OK", "streamInfo": {...}, "sdp": {...}}
 *
 *     {"messageType": "OFFER", "action": "PUBLISH", "applicationName": "...", "streamName":
 * <stream>, "connectionId": "...", "sdp": "..."}
 *     {"statusCode": 200, "statusDescription": "OK", "message": {"connectionId": "...", "sdp":
 * ...}}
 *
 * A session without an id yet has the id "[empty]". The second protocol's replies are answers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"direction", WSIG_STRING, NULL},
      {"command", WSIG_VERB, NULL},
      {"streamInfo.applicationName", WSIG_STRING, NULL}}},
    {{{"status", WSIG_NUMBER, NULL},
      {"statusDescription", WSIG_STRING, NULL},
      {"streamInfo", WSIG_OBJECT, NULL}}},
    {{{"messageType", WSIG_STRING, NULL},
      {"action", WSIG_VERB, NULL},
      {"applicationName", WSIG_STRING, NULL},
      {"streamName", WSIG_STRING, NULL}}},
    {{{"statusCode", WSIG_NUMBER, NULL},
      {"statusDescription", WSIG_STRING, NULL},
      {"message.connectionId", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"status", WSIG_NUMBER, NULL}, {"statusDescription", WSIG_STRING, NULL}}},
    {{{"statusCode", WSIG_NUMBER, NULL}, {"statusDescription", WSIG_STRING, NULL}}},
    {{{"command", WSIG_VERB, NULL}}},
    {{{"messageType", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"command", WSIG_ROLE_METHOD},
    {"messageType", WSIG_ROLE_METHOD},
    {"streamInfo.streamName", WSIG_ROLE_ROOM},
    {"streamName", WSIG_ROLE_ROOM},
    {"streamInfo.sessionId", WSIG_ROLE_APP_SESSION},
    {"connectionId", WSIG_ROLE_APP_SESSION},
    {"message.connectionId", WSIG_ROLE_APP_SESSION},
    {"status", WSIG_ROLE_ERROR_CODE},
    {"statusCode", WSIG_ROLE_ERROR_CODE},
    {NULL, 0},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"statusDescription", WSIG_ROLE_ERROR}, {"status", WSIG_IS_NOT, "200"}},
    {{"statusDescription", WSIG_ROLE_ERROR}, {"statusCode", WSIG_IS_NOT, "200"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_verb_row verbs[] = {
    {"sendOffer", WSIG_KIND_OFFER},     {"OFFER", WSIG_KIND_OFFER},
    {"sendResponse", WSIG_KIND_ANSWER}, {"ANSWER", WSIG_KIND_ANSWER},
    {"getOffer", WSIG_KIND_JOIN},       {"getAvailableStreams", WSIG_KIND_CONTROL},
    {"CANDIDATE", WSIG_KIND_CONTROL},   {"PUBLISH", WSIG_KIND_CONTROL},
    {"VIEW", WSIG_KIND_CONTROL},        {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"statusCode", WSIG_NUMBER, NULL}, {"statusDescription", WSIG_STRING, NULL}}},
     WSIG_KIND_ANSWER},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_wowza = {
    .name = "wowza",
    .title = "Wowza Streaming Engine",
    .url = "/webrtc-session.json",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
