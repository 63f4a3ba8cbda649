/* carrier-jsonrpc.c: JSON-RPC 2.0
 *
 *     {"jsonrpc": "2.0", "id": "...", "method": "...", "params": {...}}
 *     {"jsonrpc": "2.0", "id": "...", "result": ... or "error": {"code": ..., "message": "..."}}
 *
 * Systems whose own protocol is made of it have dialects of their own; the last to be tried.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"jsonrpc", WSIG_EQUALS, "2.0"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape replies[] = {
    {{{"method", WSIG_ABSENT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},         {"id", WSIG_ROLE_TRANSACTION},
    {"error.message", WSIG_ROLE_ERROR},   {"error.code", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE}, {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"error", WSIG_OBJECT, NULL}}}, WSIG_KIND_ERROR},
    {{{{NULL, 0, NULL}}}, 0},
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
