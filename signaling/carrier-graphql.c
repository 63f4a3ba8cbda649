/* carrier-graphql.c: GraphQL over WebSocket: graphql-transport-ws, and graphql-ws before it
 *
 *     {"id": "...", "type": "subscribe" (before: "start"), "payload": {"query": "...", ...}}
 *     {"id": "...", "type": "next" (before: "data"), "payload": {"data": {...}}}
 *
 * Both directions' arguments and results are named by the application.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_EQUALS, "subscribe"},
      {"id", WSIG_STRING, NULL},
      {"payload.query", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "start"},
      {"id", WSIG_STRING, NULL},
      {"payload.query", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "next"},
      {"id", WSIG_STRING, NULL},
      {"payload.data", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "data"},
      {"id", WSIG_STRING, NULL},
      {"payload.data", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "connection_init"}}},
    {{{"type", WSIG_EQUALS, "connection_ack"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape replies[] = {
    {{{"type", WSIG_EQUALS, "next"}}},
    {{{"type", WSIG_EQUALS, "data"}}},
    {{{"type", WSIG_EQUALS, "error"}}},
    {{{"type", WSIG_EQUALS, "complete"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"payload.0.message", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "error"}},
    {{"payload.message", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "error"}},
    {{"payload.message", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "connection_error"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"payload.errors.0.message", WSIG_ROLE_ERROR},
    {NULL, 0},
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
    {NULL, 0},
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
