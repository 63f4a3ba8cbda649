/* dialect-discord.c: Discord's voice gateway: no description, no candidate
 *
 *     {"op": 2, "d": {"ssrc": 1, "ip": "192.0.2.1", "port": 50000, "modes": [...]}}
 *
 * The verb is the number. Discord's main gateway has the same frame and other numbers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(IS("op", "0"), STRING("d.server_id"), STRING("d.session_id"), STRING("d.token")),
    SHAPE(IS("op", "1"), EQUALS("d.protocol", "udp"), STRING("d.data.mode")),
    SHAPE(IS("op", "2"), NUMBER("d.ssrc"), STRING("d.ip"), NUMBER("d.port"), ARRAY("d.modes")),
    SHAPE(IS("op", "4"), STRING("d.mode"), ARRAY("d.secret_key")),
    SHAPE(IS("op", "7"), STRING("d.server_id"), STRING("d.session_id"), STRING("d.token")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(NUMBER("op"), HAS("d")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"op", WSIG_ROLE_METHOD},
    {"d.server_id", WSIG_ROLE_ROOM},
    {"d.user_id", WSIG_ROLE_PEER_FROM},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"0", WSIG_KIND_JOIN},      {"7", WSIG_KIND_JOIN},   {"3", WSIG_KIND_KEEPALIVE},
    {"6", WSIG_KIND_KEEPALIVE}, {"13", WSIG_KIND_LEAVE}, END,
};

static const struct wsig_close_row closes[] = {
    {4001, "unknown opcode"},
    {4002, "payload that cannot be decoded"},
    {4003, "not authenticated"},
    {4004, "authentication failed"},
    {4005, "already authenticated"},
    {4006, "session no longer valid"},
    {4009, "session timed out"},
    {4011, "server not found"},
    {4012, "unknown protocol"},
    {4014, "user moved, or channel gone"},
    {4015, "voice server crashed"},
    {4016, "unknown encryption mode"},
    {4017, "end-to-end encryption required"},
    {4020, "bad request"},
    {4021, "rate limited"},
    {4022, "call over"},
    END_OF_CLOSES,
};

const struct wsig_dialect wsig_dialect_discord = {
    .name = "discord",
    .title = "Discord voice",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .closes = closes,
};
