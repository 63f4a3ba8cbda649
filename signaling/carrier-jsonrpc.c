/* carrier-jsonrpc.c: JSON-RPC 2.0
 *
 *     {"jsonrpc": "2.0", "id": "...", "method": "...", "params": {...}}
 *     {"jsonrpc": "2.0", "id": "...", "result": ... or "error": {"code": ..., "message": "..."}}
 *
 * Systems whose own protocol is made of it have dialects of their own; the last to be tried.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("jsonrpc", "2.0")),
    END_OF_SHAPES,
};

static const struct wsig_shape replies[] = {
    SHAPE(ABSENT("method")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},         {"id", WSIG_ROLE_TRANSACTION},
    {"error.message", WSIG_ROLE_ERROR},   {"error.code", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE}, END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(OBJECT("error")), WSIG_KIND_ERROR},
    END_OF_KINDS,
};

static const char *const payloads[] = {"params", "result", NULL};

const struct wsig_dialect wsig_carrier_jsonrpc = {
    .name = "jsonrpc",
    .title = "JSON-RPC 2.0",
    .carrier = true,
    .strong = strong,
    .replies = replies,
    .values = values,
    .kinds = kinds,
    .payloads = payloads,
};
