/* carrier-centrifugo.c: Centrifugo and centrifuge, JSON, one or more messages with line ends
 * between
 *
 *     {"id": 1, "publish": {"channel": "...", "data": ...}}   {"id": 1, "publish": {}}
 *     {"id": 1, "rpc": {"method": "...", "data": ...}}   {"id": 1, "error": {"message": "..."}}
 *     {"push": {"channel": "...", "pub": {"data": ...}}}   {}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"push.channel", WSIG_STRING, NULL}, {"push.pub", WSIG_OBJECT, NULL}}},
    {{{"push.channel", WSIG_STRING, NULL}, {"push.join.info", WSIG_OBJECT, NULL}}},
    {{{"push.channel", WSIG_STRING, NULL}, {"push.leave.info", WSIG_OBJECT, NULL}}},
    {{{"id", WSIG_NUMBER, NULL},
      {"publish.channel", WSIG_STRING, NULL},
      {"publish.data", WSIG_HAS, NULL}}},
    {{{"id", WSIG_NUMBER, NULL}, {"subscribe.channel", WSIG_STRING, NULL}}},
    {{{"id", WSIG_NUMBER, NULL}, {"unsubscribe.channel", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"id", WSIG_NUMBER, NULL}, {"rpc.data", WSIG_OBJECT, NULL}}},
    {{{"result.channel", WSIG_STRING, NULL}, {"result.data.data", WSIG_HAS, NULL}}}, /* before v4 */
    {{{"id", WSIG_NUMBER, NULL},
      {"method", WSIG_NUMBER, NULL},
      {"params.channel", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"id", WSIG_NUMBER, NULL}}},   {{{"push", WSIG_OBJECT, NULL}}},
    {{{"send", WSIG_OBJECT, NULL}}}, {{{"result.channel", WSIG_STRING, NULL}}},
    {{{"", WSIG_EMPTY, NULL}}},      {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"rpc.method", WSIG_ROLE_METHOD}, {"rpc", WSIG_OBJECT, NULL}},
    {{"*2", WSIG_ROLE_METHOD}, {"*", WSIG_EQUALS, "id"}},
    {{NULL, 0}, {NULL, 0, NULL}},
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
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"subscribe", WSIG_KIND_JOIN},
    {"unsubscribe", WSIG_KIND_LEAVE},
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"", WSIG_EMPTY, NULL}}}, WSIG_KIND_KEEPALIVE},
    {{{{"error.code", WSIG_NUMBER, NULL}}}, WSIG_KIND_ERROR},
    {{{{"push.join", WSIG_OBJECT, NULL}}}, WSIG_KIND_JOIN},
    {{{{"push.leave", WSIG_OBJECT, NULL}}}, WSIG_KIND_LEAVE},
    {{{{"push.disconnect", WSIG_OBJECT, NULL}}}, WSIG_KIND_BYE},
    {{{{NULL, 0, NULL}}}, 0},
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
