/* carrier-ddp.c: Meteor's DDP
 *
 *     {"msg": "method", "method": "...", "params": [...], "id": "..."}
 *     {"msg": "result", "id": "...", "result": ... or "error": {"error": ..., "reason": "..."}}
 *     {"msg": "sub", "id": "...", "name": "...", "params": [...]}
 *     {"msg": "changed", "collection": "...", "id": "...", "fields": {...}}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("msg", "method"), STRING("method"), STRING("id")),
    SHAPE(EQUALS("msg", "connect"), STRING("version"), ARRAY("support")),
    SHAPE(EQUALS("msg", "connected"), STRING("session")),
    SHAPE(EQUALS("msg", "updated"), ARRAY("methods")),
    SHAPE(EQUALS("msg", "ready"), ARRAY("subs")),
    SHAPE(EQUALS("msg", "sub"), STRING("id"), STRING("name")),
    SHAPE(VERB("msg"), STRING("collection"), STRING("id")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("msg")),
    SHAPE(STRING("server_id"), ABSENT("msg")),
    END_OF_SHAPES,
};

static const struct wsig_shape replies[] = {
    SHAPE(EQUALS("msg", "result")),
    SHAPE(EQUALS("msg", "nosub")),
    SHAPE(EQUALS("msg", "pong")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"method", WSIG_ROLE_METHOD}, EQUALS("msg", "method")},
    {{"reason", WSIG_ROLE_ERROR}, EQUALS("msg", "error")},
    {{"name", WSIG_ROLE_ROOM}, EQUALS("msg", "sub")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"msg", WSIG_ROLE_METHOD},         {"id", WSIG_ROLE_TRANSACTION},
    {"collection", WSIG_ROLE_ROOM},    {"session", WSIG_ROLE_APP_SESSION},
    {"error.reason", WSIG_ROLE_ERROR}, {"error.message", WSIG_ROLE_ERROR},
    {"error.error", WSIG_ROLE_ERROR},  END,
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
    END,
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
