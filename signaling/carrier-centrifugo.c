/* carrier-centrifugo.c: Centrifugo and centrifuge, JSON, one or more messages with line ends
 * between
 *
 *     {"id": 1, "publish": {"channel": "...", "data": ...}}   {"id": 1, "publish": {}}
 *     {"id": 1, "rpc": {"method": "...", "data": ...}}   {"id": 1, "error": {"message": "..."}}
 *     {"push": {"channel": "...", "pub": {"data": ...}}}   {}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(STRING("push.channel"), OBJECT("push.pub")),
    SHAPE(STRING("push.channel"), OBJECT("push.join.info")),
    SHAPE(STRING("push.channel"), OBJECT("push.leave.info")),
    SHAPE(NUMBER("id"), STRING("publish.channel"), HAS("publish.data")),
    SHAPE(NUMBER("id"), STRING("subscribe.channel")),
    SHAPE(NUMBER("id"), STRING("unsubscribe.channel")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(NUMBER("id"), OBJECT("rpc.data")),
    SHAPE(STRING("result.channel"), HAS("result.data.data")), /* before v4 */
    SHAPE(NUMBER("id"), NUMBER("method"), STRING("params.channel")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(NUMBER("id")),        SHAPE(OBJECT("push")),
    SHAPE(OBJECT("send")),      SHAPE(STRING("result.channel")),
    {{{"", WSIG_EMPTY, NULL}}}, END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"rpc.method", WSIG_ROLE_METHOD}, OBJECT("rpc")},
    {{"*2", WSIG_ROLE_METHOD}, EQUALS("*", "id")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"*", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"push.channel", WSIG_ROLE_ROOM},
    {"publish.channel", WSIG_ROLE_ROOM},
    {"subscribe.channel", WSIG_ROLE_ROOM},
    {"unsubscribe.channel", WSIG_ROLE_ROOM},
    {"result.channel", WSIG_ROLE_ROOM},
    {"params.channel", WSIG_ROLE_ROOM},
    {"error.message", WSIG_ROLE_ERROR},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"subscribe", WSIG_KIND_JOIN},
    {"unsubscribe", WSIG_KIND_LEAVE},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {{{{"", WSIG_EMPTY, NULL}}}, WSIG_KIND_KEEPALIVE},
    {SHAPE(NUMBER("error.code")), WSIG_KIND_ERROR},
    {SHAPE(OBJECT("push.join")), WSIG_KIND_JOIN},
    {SHAPE(OBJECT("push.leave")), WSIG_KIND_LEAVE},
    {SHAPE(OBJECT("push.disconnect")), WSIG_KIND_BYE},
    END_OF_KINDS,
};

static const char *const payloads[] = {
    "push.pub.data",     "publish.data",     "rpc.data",    "send.data",
    "push.message.data", "result.data.data", "params.data", NULL};

const struct wsig_dialect wsig_carrier_centrifugo = {
    .name = "centrifugo",
    .title = "Centrifugo (JSON)",
    .carrier = true,
    .subprotocol = "centrifuge-json",
    .url = "/connection/websocket",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .conditional_values = conditional_values,
    .verbs = verbs,
    .kinds = kinds,
    .payloads = payloads,
};
