/* carrier-signalr.c: SignalR: that of ASP.NET Core in JSON, and that of ASP.NET before
 *
 *     {"protocol": "json", "version": 1}<1E>   {}<1E>
 *     {"type": 1, "target": "...", "arguments": [...], "invocationId"?: "..."}<1E>
 *     {"type": 3, "invocationId": "...", "result"?: ..., "error"?: "..."}<1E>
 *
 *     {"H": <hub>, "M": <method>, "A": [...], "I": <number>}      from the client of ASP.NET
 *     {"C": "...", "M": [{"H": ..., "M": ..., "A": [...]}]}  {"I": "...", "R"?: ..., "E"?: ...}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_IS, "1"}, {"target", WSIG_STRING, NULL}, {"arguments", WSIG_ARRAY, NULL}}},
    {{{"type", WSIG_IS, "4"}, {"target", WSIG_STRING, NULL}, {"arguments", WSIG_ARRAY, NULL}}},
    {{{"type", WSIG_IS, "3"}, {"invocationId", WSIG_STRING, NULL}}},
    {{{"type", WSIG_IS, "2"}, {"invocationId", WSIG_STRING, NULL}, {"item", WSIG_HAS, NULL}}},
    {{{"protocol", WSIG_EQUALS, "json"}, {"version", WSIG_NUMBER, NULL}}},
    {{{"H", WSIG_STRING, NULL}, {"M", WSIG_STRING, NULL}, {"A", WSIG_ARRAY, NULL}}},
    {{{"C", WSIG_STRING, NULL}, {"M", WSIG_ARRAY, NULL}}},
    {{{"I", WSIG_STRING, NULL}, {"E", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_IS, "5"}, {"invocationId", WSIG_STRING, NULL}}},
    {{{"type", WSIG_IS, "6"}}},
    {{{"type", WSIG_IS, "7"}}},
    {{{"type", WSIG_IS, "8"}, {"sequenceId", WSIG_NUMBER, NULL}}},
    {{{"type", WSIG_IS, "9"}, {"sequenceId", WSIG_NUMBER, NULL}}},
    {{{"error", WSIG_STRING, NULL}, {"type", WSIG_ABSENT, NULL}}}, /* the handshake is refused */
    {{{"I", WSIG_STRING, NULL}}},
    {{{"", WSIG_EMPTY, NULL}, {"", WSIG_OBJECT, NULL}}}, /* its answer; ASP.NET's keepalive */
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape replies[] = {
    {{{"type", WSIG_IS, "2"}}},
    {{{"type", WSIG_IS, "3"}}},
    {{{"I", WSIG_STRING, NULL}, {"M", WSIG_ABSENT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"target", WSIG_ROLE_METHOD},
    {"M", WSIG_ROLE_METHOD},
    {"type", WSIG_ROLE_METHOD},
    {"invocationId", WSIG_ROLE_TRANSACTION},
    {"I", WSIG_ROLE_TRANSACTION},
    {"H", WSIG_ROLE_ROOM},
    {"error", WSIG_ROLE_ERROR},
    {"E", WSIG_ROLE_ERROR},
    {NULL, 0},
};

static const struct wsig_name_row names[] = {
    {"2", "StreamItem"}, {"3", "Completion"}, {"5", "CancelInvocation"}, {"6", "Ping"},
    {"7", "Close"},      {"8", "Ack"},        {"9", "Sequence"},         {NULL, NULL},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"type", WSIG_IS, "6"}}}, WSIG_KIND_KEEPALIVE},
    {{{{"type", WSIG_IS, "7"}}}, WSIG_KIND_BYE},
    {{{{NULL, 0, NULL}}}, 0},
};

static const char *const payloads[] = {"arguments", "item", "result", "A", "M", "R", NULL};

const struct wsig_dialect wsig_carrier_signalr = {
    .name = "signalr",
    .title = "SignalR of ASP.NET Core (JSON) and ASP.NET",
    .carrier = true,
    .url = "/signalr/connect transport=websockets",
    .separator = 0x1E,
    .strong = strong,
    .weak = weak,
    .replies = replies,
    .values = values,
    .names = names,
    .kinds = kinds,
    .payloads = payloads,
};
