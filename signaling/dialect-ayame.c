/* dialect-ayame.c: Ayame
 *
 *     {"type": "register", "roomId": "...", "clientId": "...", "key": "..."}
 *     {"type": "candidate", "ice": {"candidate": "...", ...}}
 *
 * "register" has one of several more members. Two clients; the server hands
 * on what they send as it is.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "register"), STRING("roomId"), STRING("clientId"), STRING("ayameClient")),
    SHAPE(EQUALS("type", "register"), STRING("roomId"), STRING("clientId"), STRING("signalingKey")),
    SHAPE(EQUALS("type", "register"), STRING("roomId"), STRING("clientId"), STRING("key")),
    SHAPE(EQUALS("type", "register"), STRING("roomId"), STRING("clientId"), HAS("standalone")),
    SHAPE(EQUALS("type", "accept"), HAS("isExistClient")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("type", "candidate"), OBJECT("ice")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"reason", WSIG_ROLE_ERROR}, EQUALS("type", "reject")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"roomId", WSIG_ROLE_ROOM},
    {"clientId", WSIG_ROLE_PEER_FROM},
    {"connectionId", WSIG_ROLE_APP_SESSION},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"register", WSIG_KIND_JOIN},
    {"accept", WSIG_KIND_CONTROL},
    {"connected", WSIG_KIND_CONTROL},
    {"candidate", WSIG_KIND_CONTROL},
    {"reject", WSIG_KIND_ERROR},
    {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},
    {"bye", WSIG_KIND_BYE},
    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    END,
};

const struct wsig_dialect wsig_dialect_ayame = {
    .name = "ayame",
    .title = "Ayame",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
};
