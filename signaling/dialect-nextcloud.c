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
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "hello"), STRING("hello.version"), OBJECT("hello.auth")),
    SHAPE(EQUALS("type", "hello"), STRING("hello.version"), STRING("hello.resumeid")),
    SHAPE(EQUALS("type", "welcome"), ARRAY("welcome.features"), STRING("welcome.version")),
    SHAPE(EQUALS("type", "message"), STRING("message.data.type"),
          EQUALS("message.data.roomType", "video")),
    SHAPE(EQUALS("type", "message"), STRING("message.data.type"),
          EQUALS("message.data.roomType", "screen")),
    SHAPE(EQUALS("type", "message"), EQUALS("message.recipient.type", "session"),
          STRING("message.recipient.sessionid")),
    SHAPE(EQUALS("type", "message"), EQUALS("message.sender.type", "session"),
          STRING("message.sender.sessionid")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(EQUALS("type", "hello"), OBJECT("hello")),
    SHAPE(EQUALS("type", "welcome"), OBJECT("welcome")),
    SHAPE(EQUALS("type", "room"), OBJECT("room")),
    SHAPE(EQUALS("type", "message"), OBJECT("message")),
    SHAPE(EQUALS("type", "control"), OBJECT("control")),
    SHAPE(EQUALS("type", "event"), OBJECT("event")),
    SHAPE(EQUALS("type", "internal"), OBJECT("internal")),
    SHAPE(EQUALS("type", "transient"), OBJECT("transient")),
    SHAPE(EQUALS("type", "dialout"), OBJECT("dialout")),
    SHAPE(EQUALS("type", "error"), OBJECT("error")),
    SHAPE(EQUALS("type", "bye")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"message.data.type", WSIG_ROLE_INNER},
    {"event.type", WSIG_ROLE_INNER},
    {"id", WSIG_ROLE_TRANSACTION},
    {"room.roomid", WSIG_ROLE_ROOM},
    {"message.recipient.sessionid", WSIG_ROLE_PEER_TO},
    {"message.sender.sessionid", WSIG_ROLE_PEER_FROM},
    {"control.recipient.sessionid", WSIG_ROLE_PEER_TO},
    {"control.sender.sessionid", WSIG_ROLE_PEER_FROM},
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
    {"message.data.to", WSIG_ROLE_PEER_TO},
    {"message.data.from", WSIG_ROLE_PEER_FROM},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"hello", WSIG_KIND_JOIN},
    {"room", WSIG_KIND_JOIN},
    {"bye", WSIG_KIND_BYE},
    {"error", WSIG_KIND_ERROR},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("type", "room"), EQUALS("room.roomid", "")), WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("type", "message"), EQUALS("message.data.type", "endOfCandidates")),
     WSIG_KIND_END_OF_CANDIDATES},
    {SHAPE(EQUALS("type", "event"), EQUALS("event.target", "room"), EQUALS("event.type", "join")),
     WSIG_KIND_JOIN},
    {SHAPE(EQUALS("type", "event"), EQUALS("event.target", "room"), EQUALS("event.type", "leave")),
     WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("type", "event"), EQUALS("event.type", "disinvite")), WSIG_KIND_LEAVE},
    END_OF_KINDS,
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
