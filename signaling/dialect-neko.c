/* dialect-neko.c: Neko
 *
 *     {"event": "signal/offer", "payload": {"sdp": "...", "iceservers": [...]}}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"event", WSIG_VERB, NULL}, {"payload", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"event", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"event", WSIG_VERB, NULL}}},
    {{{"event", WSIG_AMONG, "system/heartbeat system/init system/disconnect"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"event", WSIG_ROLE_METHOD},
    {"payload.session_id", WSIG_ROLE_APP_SESSION},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"signal/offer", WSIG_KIND_OFFER},       {"signal/provide", WSIG_KIND_OFFER},
    {"signal/restart", WSIG_KIND_OFFER},     {"signal/answer", WSIG_KIND_ANSWER},
    {"signal/close", WSIG_KIND_BYE},         {"signal/request", WSIG_KIND_CONTROL},
    {"signal/candidate", WSIG_KIND_CONTROL}, {"signal/video", WSIG_KIND_CONTROL},
    {"signal/audio", WSIG_KIND_CONTROL},     {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"event", WSIG_EQUALS, "system/heartbeat"}}}, WSIG_KIND_KEEPALIVE},
    {{{{"event", WSIG_EQUALS, "system/init"}}}, WSIG_KIND_JOIN},
    {{{{"event", WSIG_EQUALS, "system/disconnect"}}}, WSIG_KIND_LEAVE},
    {{{{NULL, 0, NULL}}}, 0},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"payload.message", WSIG_ROLE_REASON}, {"event", WSIG_EQUALS, "system/disconnect"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

const struct wsig_dialect wsig_dialect_neko = {
    .name = "neko",
    .title = "Neko",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .kinds = kinds,
    .conditional_values = conditional_values,
};
