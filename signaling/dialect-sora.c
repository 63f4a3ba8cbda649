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
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "connect"), EQUALS("role", "sendrecv"), STRING("channel_id")),
    SHAPE(EQUALS("type", "connect"), EQUALS("role", "sendonly"), STRING("channel_id")),
    SHAPE(EQUALS("type", "connect"), EQUALS("role", "recvonly"), STRING("channel_id")),
    SHAPE(EQUALS("type", "offer"), STRING("client_id"), STRING("connection_id"), STRING("sdp")),
    END_OF_SHAPES,
};

static const struct wsig_shape capabilities[] = {
    SHAPE(EQUALS("type", "connect"), STRING("sdp")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("type", "re-offer"), STRING("sdp")),
    SHAPE(EQUALS("type", "re-answer"), STRING("sdp")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"client_id", WSIG_ROLE_PEER_FROM}, EQUALS("type", "connect")},
    {{"client_id", WSIG_ROLE_PEER_TO}, EQUALS("type", "offer")},
    {{"reason", WSIG_ROLE_REASON}, AMONG("type", "disconnect close")},
    {{"client_id", WSIG_ROLE_PEER_FROM}, EQUALS("type", "notify")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"event_type", WSIG_ROLE_INNER},
    {"channel_id", WSIG_ROLE_ROOM},
    {"connection_id", WSIG_ROLE_APP_SESSION},
    END,
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
    {"pong", WSIG_KIND_KEEPALIVE},   END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("type", "notify"), EQUALS("event_type", "connection.created")), WSIG_KIND_JOIN},
    {SHAPE(EQUALS("type", "notify"), EQUALS("event_type", "connection.destroyed")),
     WSIG_KIND_LEAVE},
    END_OF_KINDS,
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
