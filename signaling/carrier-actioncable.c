/* carrier-actioncable.c: Action Cable of Rails
 *
 *     {"command": "message", "identifier": <JSON in a string>, "data": <JSON in a string>}
 *     {"identifier": <JSON in a string>, "message": <anything>}
 *
 * The server's own messages have a type, and its pings a time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("command", "message"), STRING("identifier"), STRING("data")),
    SHAPE(VERB("command"), STRING("identifier")),
    SHAPE(EQUALS("type", "confirm_subscription"), STRING("identifier")),
    SHAPE(EQUALS("type", "reject_subscription"), STRING("identifier")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(STRING("identifier"), HAS("message")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(STRING("identifier"), HAS("message")),
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_shape replies[] = {
    SHAPE(STRING("type")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"reason", WSIG_ROLE_ERROR}, EQUALS("reason", "unauthorized")},
    {{"reason", WSIG_ROLE_ERROR}, EQUALS("reason", "invalid_request")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"command", WSIG_ROLE_METHOD},
    {"type", WSIG_ROLE_METHOD},
    {"identifier", WSIG_ROLE_ROOM},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"subscribe", WSIG_KIND_JOIN},
    {"unsubscribe", WSIG_KIND_LEAVE},
    {"confirm_subscription", WSIG_KIND_JOIN},
    {"reject_subscription", WSIG_KIND_ERROR},
    {"disconnect", WSIG_KIND_BYE},
    {"welcome", WSIG_KIND_CONTROL},
    {"ping", WSIG_KIND_KEEPALIVE},
    END,
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
