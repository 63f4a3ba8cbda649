/* dialect-sora.c: Sora
 *
 *     {"type": "connect", "role": "sendrecv", "channel_id": "...", "sdp": "...", ...}
 *     {"type": "offer", "client_id": "...", "connection_id": "...", "sdp": "...", "config": {...}}
 *
 * The server offers. The description in "connect" shows what the client is able to; nobody answers
 * it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_EQUALS, "connect"},
      {"role", WSIG_EQUALS, "sendrecv"},
      {"channel_id", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "connect"},
      {"role", WSIG_EQUALS, "sendonly"},
      {"channel_id", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "connect"},
      {"role", WSIG_EQUALS, "recvonly"},
      {"channel_id", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "offer"},
      {"client_id", WSIG_STRING, NULL},
      {"connection_id", WSIG_STRING, NULL},
      {"sdp", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape capabilities[] = {
    {{{"type", WSIG_EQUALS, "connect"}, {"sdp", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"type", WSIG_EQUALS, "re-offer"}, {"sdp", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "re-answer"}, {"sdp", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"client_id", WSIG_ROLE_PEER_FROM}, {"type", WSIG_EQUALS, "connect"}},
    {{"client_id", WSIG_ROLE_PEER_TO}, {"type", WSIG_EQUALS, "offer"}},
    {{"reason", WSIG_ROLE_REASON}, {"type", WSIG_AMONG, "disconnect close"}},
    {{"client_id", WSIG_ROLE_PEER_FROM}, {"type", WSIG_EQUALS, "notify"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"channel_id", WSIG_ROLE_ROOM},
    {"connection_id", WSIG_ROLE_APP_SESSION},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"connect", WSIG_KIND_JOIN},     {"offer", WSIG_KIND_OFFER},
    {"re-offer", WSIG_KIND_OFFER},   {"answer", WSIG_KIND_ANSWER},
    {"re-answer", WSIG_KIND_ANSWER}, {"candidate", WSIG_KIND_CONTROL},
    {"update", WSIG_KIND_CONTROL},   {"redirect", WSIG_KIND_CONTROL},
    {"switched", WSIG_KIND_CONTROL}, {"notify", WSIG_KIND_CONTROL},
    {"push", WSIG_KIND_CONTROL},     {"req-stats", WSIG_KIND_CONTROL},
    {"stats", WSIG_KIND_CONTROL},    {"disconnect", WSIG_KIND_LEAVE},
    {"close", WSIG_KIND_LEAVE},      {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},   {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"type", WSIG_EQUALS, "notify"}, {"event_type", WSIG_EQUALS, "connection.created"}}},
     WSIG_KIND_JOIN},
    {{{{"type", WSIG_EQUALS, "notify"}, {"event_type", WSIG_EQUALS, "connection.destroyed"}}},
     WSIG_KIND_LEAVE},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_sora = {
    .name = "sora",
    .title = "Sora",
    .strong = strong,
    .with_item = with_item,
    .capabilities = capabilities,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
