/* carrier-actioncable.c: Action Cable of Rails
 *
 *     {"command": "message", "identifier": <JSON in a string>, "data": <JSON in a string>}
 *     {"identifier": <JSON in a string>, "message": <anything>}
 *
 * The server's own messages have a type, and its pings a time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"command", WSIG_EQUALS, "message"},
      {"identifier", WSIG_STRING, NULL},
      {"data", WSIG_STRING, NULL}}},
    {{{"command", WSIG_VERB, NULL}, {"identifier", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "confirm_subscription"}, {"identifier", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "reject_subscription"}, {"identifier", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"identifier", WSIG_STRING, NULL}, {"message", WSIG_HAS, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"identifier", WSIG_STRING, NULL}, {"message", WSIG_HAS, NULL}}},
    {{{"type", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape replies[] = {
    {{{"type", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"reason", WSIG_ROLE_ERROR}, {"reason", WSIG_EQUALS, "unauthorized"}},
    {{"reason", WSIG_ROLE_ERROR}, {"reason", WSIG_EQUALS, "invalid_request"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"command", WSIG_ROLE_METHOD},
    {"type", WSIG_ROLE_METHOD},
    {"identifier", WSIG_ROLE_ROOM},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"subscribe", WSIG_KIND_JOIN},
    {"unsubscribe", WSIG_KIND_LEAVE},
    {"confirm_subscription", WSIG_KIND_JOIN},
    {"reject_subscription", WSIG_KIND_ERROR},
    {"disconnect", WSIG_KIND_BYE},
    {"welcome", WSIG_KIND_CONTROL},
    {"ping", WSIG_KIND_KEEPALIVE},
    {NULL, 0},
};

static const char *const payloads[] = {"message", NULL};

const struct wsig_dialect wsig_carrier_actioncable = {
    .name = "actioncable",
    .title = "Action Cable",
    .carrier = true,
    .subprotocol = "actioncable-v1-json",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .replies = replies,
    .values = values,
    .conditional_values = conditional_values,
    .verbs = verbs,
    .payloads = payloads,
};
