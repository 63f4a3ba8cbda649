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
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(STRING("direction"), VERB("command"), STRING("streamInfo.applicationName")),
    SHAPE(NUMBER("status"), STRING("statusDescription"), OBJECT("streamInfo")),
    SHAPE(STRING("messageType"), VERB("action"), STRING("applicationName"), STRING("streamName")),
    SHAPE(NUMBER("statusCode"), STRING("statusDescription"), STRING("message.connectionId")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(NUMBER("status"), STRING("statusDescription")),
    SHAPE(NUMBER("statusCode"), STRING("statusDescription")),
    SHAPE(VERB("command")),
    SHAPE(STRING("messageType")),
    END_OF_SHAPES,
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
    END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"statusDescription", WSIG_ROLE_ERROR}, IS_NOT("status", "200")},
    {{"statusDescription", WSIG_ROLE_ERROR}, IS_NOT("statusCode", "200")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"sendOffer", WSIG_KIND_OFFER},     {"OFFER", WSIG_KIND_OFFER},
    {"sendResponse", WSIG_KIND_ANSWER}, {"ANSWER", WSIG_KIND_ANSWER},
    {"getOffer", WSIG_KIND_JOIN},       {"getAvailableStreams", WSIG_KIND_CONTROL},
    {"CANDIDATE", WSIG_KIND_CONTROL},   {"PUBLISH", WSIG_KIND_CONTROL},
    {"VIEW", WSIG_KIND_CONTROL},        END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(NUMBER("statusCode"), STRING("statusDescription")), WSIG_KIND_ANSWER},
    END_OF_KINDS,
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
