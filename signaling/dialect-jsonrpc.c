/* dialect-jsonrpc.c: JSON-RPC 2.0
 *
 *     {"jsonrpc": "2.0", "id": "...", "method": "...", "params": {...}}
 *
 * Any other system that says something about WebRTC in it; the last to be tried.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("jsonrpc", "2.0")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(EQUALS("jsonrpc", "2.0")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},         {"id", WSIG_ROLE_TRANSACTION},
    {"error.message", WSIG_ROLE_ERROR},   {"error.code", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE}, END,
};

static const struct wsig_verb_row verbs[] = {
    {"join", WSIG_KIND_JOIN},      {"leave", WSIG_KIND_LEAVE},    {"bye", WSIG_KIND_BYE},
    {"ping", WSIG_KIND_KEEPALIVE}, {"pong", WSIG_KIND_KEEPALIVE}, END,
};

const struct wsig_dialect wsig_dialect_jsonrpc = {
    .name = "jsonrpc",
    .mixed = true,
    .title = "JSON-RPC 2.0",
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
};
