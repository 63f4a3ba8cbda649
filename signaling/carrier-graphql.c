/* carrier-graphql.c: GraphQL over WebSocket: graphql-transport-ws, and graphql-ws before it
 *
 *     {"id": "...", "type": "subscribe" (before: "start"), "payload": {"query": "...", ...}}
 *     {"id": "...", "type": "next" (before: "data"), "payload": {"data": {...}}}
 *
 * Both directions' arguments and results are named by the application.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "subscribe"), STRING("id"), STRING("payload.query")),
    SHAPE(EQUALS("type", "start"), STRING("id"), STRING("payload.query")),
    SHAPE(EQUALS("type", "next"), STRING("id"), OBJECT("payload.data")),
    SHAPE(EQUALS("type", "data"), STRING("id"), OBJECT("payload.data")),
    SHAPE(EQUALS("type", "connection_init")),
    SHAPE(EQUALS("type", "connection_ack")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_shape replies[] = {
    SHAPE(EQUALS("type", "next")),
    SHAPE(EQUALS("type", "data")),
    SHAPE(EQUALS("type", "error")),
    SHAPE(EQUALS("type", "complete")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"payload.0.message", WSIG_ROLE_ERROR}, EQUALS("type", "error")},
    {{"payload.message", WSIG_ROLE_ERROR}, EQUALS("type", "error")},
    {{"payload.message", WSIG_ROLE_ERROR}, EQUALS("type", "connection_error")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"payload.errors.0.message", WSIG_ROLE_ERROR},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"connection_init", WSIG_KIND_CONTROL},
    {"connection_ack", WSIG_KIND_CONTROL},
    {"connection_error", WSIG_KIND_ERROR},
    {"connection_terminate", WSIG_KIND_BYE},
    {"subscribe", WSIG_KIND_CONTROL}, /* mutations too */
    {"start", WSIG_KIND_CONTROL},
    {"next", WSIG_KIND_CONTROL},
    {"data", WSIG_KIND_CONTROL},
    {"error", WSIG_KIND_ERROR},
    {"complete", WSIG_KIND_CONTROL},
    {"stop", WSIG_KIND_CONTROL},
    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    {"ka", WSIG_KIND_KEEPALIVE},
    END,
};

static const char *const payloads[] = {"payload.variables", "payload.data", NULL};

const struct wsig_dialect wsig_carrier_graphql = {
    .name = "graphql",
    .title = "GraphQL over WebSocket",
    .carrier = true,
    .subprotocol = "graphql-transport-ws graphql-ws",
    .strong = strong,
    .weak = weak,
    .replies = replies,
    .values = values,
    .conditional_values = conditional_values,
    .verbs = verbs,
    .payloads = payloads,
};
