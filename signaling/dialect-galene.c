/* dialect-galene.c: Galene
 *
 *     {"type": "offer", "id": <stream>, "label": "camera", "source": <client>, "sdp": "..."}
 *
 * A peer connection for each stream, offered by the one who sends it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "join"), EQUALS("kind", "join"), STRING("group"), HAS("username")),
    SHAPE(EQUALS("type", "join"), EQUALS("kind", "leave"), STRING("group")),
    SHAPE(EQUALS("type", "joined"), EQUALS("kind", "join"), STRING("group")),
    SHAPE(EQUALS("type", "joined"), EQUALS("kind", "change"), STRING("group")),
    SHAPE(EQUALS("type", "joined"), EQUALS("kind", "leave"), STRING("group")),
    SHAPE(EQUALS("type", "joined"), EQUALS("kind", "fail"), STRING("group")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("type", "offer"), STRING("id"), STRING("source"), STRING("sdp")),
    SHAPE(EQUALS("type", "ice"), STRING("id"), OBJECT("candidate")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"id", WSIG_ROLE_APP_SESSION}, EQUALS("type", "offer")},
    {{"id", WSIG_ROLE_APP_SESSION}, EQUALS("type", "answer")},
    {{"id", WSIG_ROLE_APP_SESSION}, EQUALS("type", "ice")},
    {{"id", WSIG_ROLE_APP_SESSION}, EQUALS("type", "renegotiate")},
    {{"id", WSIG_ROLE_APP_SESSION}, EQUALS("type", "close")},
    {{"id", WSIG_ROLE_APP_SESSION}, EQUALS("type", "abort")},
    {{"id", WSIG_ROLE_PEER_FROM}, EQUALS("type", "handshake")},
    /* in "joined" and "user" it is whom they are about */
    {{"source", WSIG_ROLE_PEER_FROM}, STRING("source")},
    {{"username", WSIG_ROLE_PEER_FROM},
     AMONG("type", "join chat usermessage useraction groupaction")},
    {{"value", WSIG_ROLE_ERROR}, EQUALS("kind", "error")},
    {{"value", WSIG_ROLE_ERROR}, EQUALS("kind", "fail")},
    {{"id", WSIG_ROLE_PC}, AMONG("type", "offer answer ice renegotiate close abort requestStream")},
    {{"value", WSIG_ROLE_REASON}, EQUALS("kind", "kicked")},
    {{"id", WSIG_ROLE_PEER_FROM}, EQUALS("type", "user")},
    {{"error", WSIG_ROLE_ERROR_CODE}, EQUALS("kind", "fail")},
    {{"error", WSIG_ROLE_ERROR_CODE}, EQUALS("kind", "error")},
    {{"value.id", WSIG_ROLE_PC}, EQUALS("kind", "filetransfer")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"group", WSIG_ROLE_ROOM},
    {"dest", WSIG_ROLE_PEER_TO},
    {"error", WSIG_ROLE_ERROR},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"handshake", WSIG_KIND_CONTROL},   {"user", WSIG_KIND_CONTROL},
    {"request", WSIG_KIND_CONTROL},     {"requestStream", WSIG_KIND_CONTROL},
    {"ice", WSIG_KIND_CONTROL},         {"renegotiate", WSIG_KIND_CONTROL},
    {"usermessage", WSIG_KIND_CONTROL}, {"useraction", WSIG_KIND_CONTROL},
    {"groupaction", WSIG_KIND_CONTROL}, {"join", WSIG_KIND_JOIN},
    {"joined", WSIG_KIND_JOIN},         {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},       {"close", WSIG_KIND_BYE},
    {"abort", WSIG_KIND_BYE},           {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},      END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("type", "join"), EQUALS("kind", "leave")), WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("type", "joined"), EQUALS("kind", "leave")), WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("type", "joined"), EQUALS("kind", "fail")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("type", "joined"), EQUALS("kind", "change")), WSIG_KIND_CONTROL},
    {SHAPE(EQUALS("type", "usermessage"), EQUALS("kind", "error")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("type", "usermessage"), EQUALS("kind", "kicked")), WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("type", "user"), EQUALS("kind", "add")), WSIG_KIND_JOIN},
    {SHAPE(EQUALS("type", "user"), EQUALS("kind", "delete")), WSIG_KIND_LEAVE},
    END_OF_KINDS,
};

const struct wsig_dialect wsig_dialect_galene = {
    .name = "galene",
    .title = "Galene",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
