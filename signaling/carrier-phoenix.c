/* carrier-phoenix.c: Phoenix channels, version 2 and 1 of their JSON
 *
 *     [<join ref>, <ref>, <topic>, <event>, {...}]
 *     {"topic": "...", "event": "...", "payload": {...}, "ref": "...", "join_ref"?: "..."}
 *
 * Refs are strings of digits or null. A reply says in its payload whether it went well.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"2", WSIG_STRING, NULL},
      {"3", WSIG_VERB, NULL},
      {"4", WSIG_OBJECT, NULL},
      {"5", WSIG_ABSENT, NULL}}},
    {{{"topic", WSIG_STRING, NULL}, {"event", WSIG_VERB, NULL}, {"payload", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"0", WSIG_IS, "null"},
      {"1", WSIG_IS, "null"},
      {"2", WSIG_STRING, NULL},
      {"3", WSIG_STRING, NULL},
      {"4", WSIG_OBJECT, NULL}}},
    {{{"0", WSIG_STRING, NULL},
      {"1", WSIG_STRING, NULL},
      {"2", WSIG_STRING, NULL},
      {"3", WSIG_STRING, NULL},
      {"4", WSIG_OBJECT, NULL}}},
    {{{"0", WSIG_STRING, NULL},
      {"1", WSIG_IS, "null"},
      {"2", WSIG_STRING, NULL},
      {"3", WSIG_STRING, NULL},
      {"4", WSIG_OBJECT, NULL}}},
    {{{"topic", WSIG_STRING, NULL}, {"event", WSIG_STRING, NULL}, {"payload", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"2", WSIG_STRING, NULL},
      {"3", WSIG_STRING, NULL},
      {"4", WSIG_HAS, NULL},
      {"5", WSIG_ABSENT, NULL}}},
    {{{"topic", WSIG_STRING, NULL}, {"event", WSIG_STRING, NULL}, {"payload", WSIG_HAS, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape replies[] = {
    {{{"3", WSIG_EQUALS, "phx_reply"}}},
    {{{"event", WSIG_EQUALS, "phx_reply"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"4.response.reason", WSIG_ROLE_ERROR}, {"4.status", WSIG_EQUALS, "error"}},
    {{"payload.response.reason", WSIG_ROLE_ERROR}, {"payload.status", WSIG_EQUALS, "error"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"3", WSIG_ROLE_METHOD},
    {"event", WSIG_ROLE_METHOD},
    {"1", WSIG_ROLE_TRANSACTION},
    {"ref", WSIG_ROLE_TRANSACTION},
    {"2", WSIG_ROLE_ROOM},
    {"topic", WSIG_ROLE_ROOM},
    {"0", WSIG_ROLE_APP_SESSION},
    {"join_ref", WSIG_ROLE_APP_SESSION},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"phx_join", WSIG_KIND_JOIN},     {"phx_leave", WSIG_KIND_LEAVE},
    {"phx_close", WSIG_KIND_LEAVE},   {"phx_error", WSIG_KIND_ERROR},
    {"phx_reply", WSIG_KIND_CONTROL}, {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"3", WSIG_EQUALS, "phx_reply"}, {"4.status", WSIG_EQUALS, "error"}}}, WSIG_KIND_ERROR},
    {{{{"event", WSIG_EQUALS, "phx_reply"}, {"payload.status", WSIG_EQUALS, "error"}}},
     WSIG_KIND_ERROR},
    {{{{"2", WSIG_EQUALS, "phoenix"}, {"3", WSIG_EQUALS, "phx_reply"}}}, WSIG_KIND_KEEPALIVE},
    {{{{"topic", WSIG_EQUALS, "phoenix"}, {"event", WSIG_EQUALS, "phx_reply"}}},
     WSIG_KIND_KEEPALIVE},
    {{{{NULL, 0, NULL}}}, 0},
};

static const char *const payloads[] = {"4", "payload", "4.response", "payload.response", NULL};

const struct wsig_dialect wsig_carrier_phoenix = {
    .name = "phoenix",
    .title = "Phoenix channels",
    .carrier = true,
    .url = "/websocket vsn=",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .replies = replies,
    .values = values,
    .conditional_values = conditional_values,
    .verbs = verbs,
    .kinds = kinds,
    .payloads = payloads,
};
