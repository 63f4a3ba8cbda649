/* dialect-discord.c: Discord's voice gateway: no description, no candidate
 *
 *     {"op": 2, "d": {"ssrc": 1, "ip": "192.0.2.1", "port": 50000, "modes": [...]}}
 *
 * The verb is the number. Discord's main gateway has the same frame and other numbers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"op", WSIG_IS, "0"},
      {"d.server_id", WSIG_STRING, NULL},
      {"d.session_id", WSIG_STRING, NULL},
      {"d.token", WSIG_STRING, NULL}}},
    {{{"op", WSIG_IS, "1"},
      {"d.protocol", WSIG_EQUALS, "udp"},
      {"d.data.mode", WSIG_STRING, NULL}}},
    {{{"op", WSIG_IS, "2"},
      {"d.ssrc", WSIG_NUMBER, NULL},
      {"d.ip", WSIG_STRING, NULL},
      {"d.port", WSIG_NUMBER, NULL},
      {"d.modes", WSIG_ARRAY, NULL}}},
    {{{"op", WSIG_IS, "4"}, {"d.mode", WSIG_STRING, NULL}, {"d.secret_key", WSIG_ARRAY, NULL}}},
    {{{"op", WSIG_IS, "7"},
      {"d.server_id", WSIG_STRING, NULL},
      {"d.session_id", WSIG_STRING, NULL},
      {"d.token", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"op", WSIG_NUMBER, NULL}, {"d", WSIG_HAS, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"op", WSIG_ROLE_METHOD},
    {"d.server_id", WSIG_ROLE_ROOM},
    {"d.user_id", WSIG_ROLE_PEER_FROM},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"0", WSIG_KIND_JOIN},      {"7", WSIG_KIND_JOIN},   {"3", WSIG_KIND_KEEPALIVE},
    {"6", WSIG_KIND_KEEPALIVE}, {"13", WSIG_KIND_LEAVE}, {NULL, 0},
};

const struct wsig_dialect wsig_dialect_discord = {
    .name = "discord",
    .title = "Discord voice",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
};
