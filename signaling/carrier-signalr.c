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
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(IS("type", "1"), STRING("target"), ARRAY("arguments")),
    SHAPE(IS("type", "4"), STRING("target"), ARRAY("arguments")),
    SHAPE(IS("type", "3"), STRING("invocationId")),
    SHAPE(IS("type", "2"), STRING("invocationId"), HAS("item")),
    SHAPE(EQUALS("protocol", "json"), NUMBER("version")),
    SHAPE(STRING("H"), STRING("M"), ARRAY("A")),
    SHAPE(STRING("C"), ARRAY("M")),
    SHAPE(STRING("I"), STRING("E")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(IS("type", "5"), STRING("invocationId")),
    SHAPE(IS("type", "6")),
    SHAPE(IS("type", "7")),
    SHAPE(IS("type", "8"), NUMBER("sequenceId")),
    SHAPE(IS("type", "9"), NUMBER("sequenceId")),
    SHAPE(STRING("error"), ABSENT("type")), /* the handshake is refused */
    SHAPE(STRING("I")),
    {{{"", WSIG_EMPTY, NULL}, OBJECT("")}}, /* its answer; ASP.NET's keepalive */
    END_OF_SHAPES,
};

static const struct wsig_shape replies[] = {
    SHAPE(IS("type", "2")),
    SHAPE(IS("type", "3")),
    SHAPE(STRING("I"), ABSENT("M")),
    END_OF_SHAPES,
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
    END,
};

static const struct wsig_name_row names[] = {
    {"2", "StreamItem"}, {"3", "Completion"}, {"5", "CancelInvocation"}, {"6", "Ping"},
    {"7", "Close"},      {"8", "Ack"},        {"9", "Sequence"},         {NULL, NULL},
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(IS("type", "6")), WSIG_KIND_KEEPALIVE},
    {SHAPE(IS("type", "7")), WSIG_KIND_BYE},
    END_OF_KINDS,
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
