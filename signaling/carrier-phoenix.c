/* carrier-phoenix.c: Phoenix channels, version 2 and 1 of their JSON
 *
 *     [<join ref>, <ref>, <topic>, <event>, {...}]
 *     {"topic": "...", "event": "...", "payload": {...}, "ref": "...", "join_ref"?: "..."}
 *
 * Refs are strings of digits or null. A reply says in its payload whether it went well.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(STRING("2"), VERB("3"), OBJECT("4"), ABSENT("5")),
    SHAPE(STRING("topic"), VERB("event"), OBJECT("payload")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(IS("0", "null"), IS("1", "null"), STRING("2"), STRING("3"), OBJECT("4")),
    SHAPE(STRING("0"), STRING("1"), STRING("2"), STRING("3"), OBJECT("4")),
    SHAPE(STRING("0"), IS("1", "null"), STRING("2"), STRING("3"), OBJECT("4")),
    SHAPE(STRING("topic"), STRING("event"), OBJECT("payload")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(STRING("2"), STRING("3"), HAS("4"), ABSENT("5")),
    SHAPE(STRING("topic"), STRING("event"), HAS("payload")),
    END_OF_SHAPES,
};

static const struct wsig_shape replies[] = {
    SHAPE(EQUALS("3", "phx_reply")),
    SHAPE(EQUALS("event", "phx_reply")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"4.response.reason", WSIG_ROLE_ERROR}, EQUALS("4.status", "error")},
    {{"payload.response.reason", WSIG_ROLE_ERROR}, EQUALS("payload.status", "error")},
    END_OF_CONDITIONALS,
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
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"phx_join", WSIG_KIND_JOIN},     {"phx_leave", WSIG_KIND_LEAVE},
    {"phx_close", WSIG_KIND_LEAVE},   {"phx_error", WSIG_KIND_ERROR},
    {"phx_reply", WSIG_KIND_CONTROL}, END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("3", "phx_reply"), EQUALS("4.status", "error")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("event", "phx_reply"), EQUALS("payload.status", "error")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("2", "phoenix"), EQUALS("3", "phx_reply")), WSIG_KIND_KEEPALIVE},
    {SHAPE(EQUALS("topic", "phoenix"), EQUALS("event", "phx_reply")), WSIG_KIND_KEEPALIVE},
    END_OF_KINDS,
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
