/* dialect-nextcloud.c: Nextcloud Talk high-performance backend
 *
 *     {"id": "...", "type": "message", "message": {"recipient": {"type": "session", "sessionid":
 * ...}, "data": {"type": "offer", "roomType": "video", "sid": "...", "payload": {...}}}}
 *
 * The member that holds the message is named as its type says. From the server, "sender" instead of
 * "recipient".
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_EQUALS, "hello"},
      {"hello.version", WSIG_STRING, NULL},
      {"hello.auth", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "hello"},
      {"hello.version", WSIG_STRING, NULL},
      {"hello.resumeid", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "welcome"},
      {"welcome.features", WSIG_ARRAY, NULL},
      {"welcome.version", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "message"},
      {"message.data.type", WSIG_STRING, NULL},
      {"message.data.roomType", WSIG_EQUALS, "video"}}},
    {{{"type", WSIG_EQUALS, "message"},
      {"message.data.type", WSIG_STRING, NULL},
      {"message.data.roomType", WSIG_EQUALS, "screen"}}},
    {{{"type", WSIG_EQUALS, "message"},
      {"message.recipient.type", WSIG_EQUALS, "session"},
      {"message.recipient.sessionid", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "message"},
      {"message.sender.type", WSIG_EQUALS, "session"},
      {"message.sender.sessionid", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_EQUALS, "hello"}, {"hello", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "welcome"}, {"welcome", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "room"}, {"room", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "message"}, {"message", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "control"}, {"control", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "event"}, {"event", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "internal"}, {"internal", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "transient"}, {"transient", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "dialout"}, {"dialout", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "error"}, {"error", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "bye"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"room.roomid", WSIG_ROLE_ROOM},
    {"message.recipient.sessionid", WSIG_ROLE_PEER_TO},
    {"message.sender.sessionid", WSIG_ROLE_PEER_FROM},
    {"message.data.sid", WSIG_ROLE_APP_SESSION},
    {"error.message", WSIG_ROLE_ERROR},
    {"event.disinvite.roomid", WSIG_ROLE_ROOM},
    {"event.switchto.roomid", WSIG_ROLE_ROOM},
    {"hello.sessionid", WSIG_ROLE_PEER_TO},
    {"message.data.sid", WSIG_ROLE_PC},
    {"message.data.roomType", WSIG_ROLE_PC},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"bye.reason", WSIG_ROLE_REASON},
    {"event.disinvite.reason", WSIG_ROLE_REASON},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"hello", WSIG_KIND_JOIN},
    {"room", WSIG_KIND_JOIN},
    {"bye", WSIG_KIND_BYE},
    {"error", WSIG_KIND_ERROR},
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"type", WSIG_EQUALS, "room"}, {"room.roomid", WSIG_EQUALS, ""}}}, WSIG_KIND_LEAVE},
    {{{{"type", WSIG_EQUALS, "message"}, {"message.data.type", WSIG_EQUALS, "endOfCandidates"}}},
     WSIG_KIND_END_OF_CANDIDATES},
    {{{{"type", WSIG_EQUALS, "event"},
       {"event.target", WSIG_EQUALS, "room"},
       {"event.type", WSIG_EQUALS, "join"}}},
     WSIG_KIND_JOIN},
    {{{{"type", WSIG_EQUALS, "event"},
       {"event.target", WSIG_EQUALS, "room"},
       {"event.type", WSIG_EQUALS, "leave"}}},
     WSIG_KIND_LEAVE},
    {{{{"type", WSIG_EQUALS, "event"}, {"event.type", WSIG_EQUALS, "disinvite"}}}, WSIG_KIND_LEAVE},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_nextcloud = {
    .name = "nextcloud",
    .title = "Nextcloud Talk high-performance backend",
    .url = "/spreed",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .kinds = kinds,
};
