/* carrier-ddp.c: Meteor's DDP
 *
 *     {"msg": "method", "method": "...", "params": [...], "id": "..."}
 *     {"msg": "result", "id": "...", "result": ... or "error": {"error": ..., "reason": "..."}}
 *     {"msg": "sub", "id": "...", "name": "...", "params": [...]}
 *     {"msg": "changed", "collection": "...", "id": "...", "fields": {...}}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"msg", WSIG_EQUALS, "method"}, {"method", WSIG_STRING, NULL}, {"id", WSIG_STRING, NULL}}},
    {{{"msg", WSIG_EQUALS, "connect"},
      {"version", WSIG_STRING, NULL},
      {"support", WSIG_ARRAY, NULL}}},
    {{{"msg", WSIG_EQUALS, "connected"}, {"session", WSIG_STRING, NULL}}},
    {{{"msg", WSIG_EQUALS, "updated"}, {"methods", WSIG_ARRAY, NULL}}},
    {{{"msg", WSIG_EQUALS, "ready"}, {"subs", WSIG_ARRAY, NULL}}},
    {{{"msg", WSIG_EQUALS, "sub"}, {"id", WSIG_STRING, NULL}, {"name", WSIG_STRING, NULL}}},
    {{{"msg", WSIG_VERB, NULL}, {"collection", WSIG_STRING, NULL}, {"id", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"msg", WSIG_VERB, NULL}}},
    {{{"server_id", WSIG_STRING, NULL}, {"msg", WSIG_ABSENT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape replies[] = {
    {{{"msg", WSIG_EQUALS, "result"}}},
    {{{"msg", WSIG_EQUALS, "nosub"}}},
    {{{"msg", WSIG_EQUALS, "pong"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"method", WSIG_ROLE_METHOD}, {"msg", WSIG_EQUALS, "method"}},
    {{"reason", WSIG_ROLE_ERROR}, {"msg", WSIG_EQUALS, "error"}},
    {{"name", WSIG_ROLE_ROOM}, {"msg", WSIG_EQUALS, "sub"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"msg", WSIG_ROLE_METHOD},         {"id", WSIG_ROLE_TRANSACTION},
    {"collection", WSIG_ROLE_ROOM},    {"session", WSIG_ROLE_APP_SESSION},
    {"error.reason", WSIG_ROLE_ERROR}, {"error.message", WSIG_ROLE_ERROR},
    {"error.error", WSIG_ROLE_ERROR},  {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"connect", WSIG_KIND_CONTROL},
    {"connected", WSIG_KIND_CONTROL},
    {"failed", WSIG_KIND_ERROR},
    {"method", WSIG_KIND_CONTROL},
    {"result", WSIG_KIND_CONTROL},
    {"updated", WSIG_KIND_CONTROL},
    {"sub", WSIG_KIND_JOIN},
    {"unsub", WSIG_KIND_LEAVE},
    {"nosub", WSIG_KIND_LEAVE},
    {"ready", WSIG_KIND_CONTROL},
    {"added", WSIG_KIND_CONTROL},
    {"addedBefore", WSIG_KIND_CONTROL},
    {"changed", WSIG_KIND_CONTROL},
    {"movedBefore", WSIG_KIND_CONTROL},
    {"removed", WSIG_KIND_CONTROL},
    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    {"error", WSIG_KIND_ERROR},
    {NULL, 0},
};

static const char *const payloads[] = {"params", "result", "fields", NULL};

const struct wsig_dialect wsig_carrier_ddp = {
    .name = "ddp",
    .title = "DDP of Meteor",
    .carrier = true,
    .strong = strong,
    .weak = weak,
    .replies = replies,
    .values = values,
    .conditional_values = conditional_values,
    .verbs = verbs,
    .payloads = payloads,
};
