/* dialect-neko.c: Neko
 *
 *     {"event": "signal/offer", "payload": {"sdp": "...", "iceservers": [...]}}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("event"), OBJECT("payload")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(VERB("event")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("event")),
    SHAPE(AMONG("event", "system/heartbeat client/heartbeat system/init system/disconnect")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"event", WSIG_ROLE_METHOD},
    {"payload.session_id", WSIG_ROLE_APP_SESSION},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"signal/offer", WSIG_KIND_OFFER},       {"signal/provide", WSIG_KIND_OFFER},
    {"signal/restart", WSIG_KIND_OFFER},     {"signal/answer", WSIG_KIND_ANSWER},
    {"signal/close", WSIG_KIND_BYE},         {"signal/request", WSIG_KIND_CONTROL},
    {"signal/candidate", WSIG_KIND_CONTROL}, {"signal/video", WSIG_KIND_CONTROL},
    {"signal/audio", WSIG_KIND_CONTROL},     END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(AMONG("event", "system/heartbeat client/heartbeat")), WSIG_KIND_KEEPALIVE},
    {SHAPE(EQUALS("event", "system/init")), WSIG_KIND_JOIN},
    {SHAPE(EQUALS("event", "system/disconnect")), WSIG_KIND_LEAVE},
    END_OF_KINDS,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"payload.message", WSIG_ROLE_REASON}, EQUALS("event", "system/disconnect")},
    END_OF_CONDITIONALS,
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
