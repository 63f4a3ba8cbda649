/* dialect-rocketchat.c: Rocket.Chat's calls from browser to browser, in DDP
 *
 *     {"msg": "method", "method": "stream-notify-room", "id": "...", "params": ["<id>/webrtc",
 *      "candidate", {"from": <peer>, "to": <peer>, "room": <room>, "candidate": {...}}]}
 *     {"msg": "changed", "collection": "stream-notify-room", "fields": {"eventName": "<id>/webrtc",
 *      "args": ["candidate", {...}]}}
 *
 * DDP carries the chat too, so nothing else of it counts but its keepalive.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("msg", "method"), ENDS("params.0", "/webrtc"), VERB("params.1")),
    SHAPE(EQUALS("msg", "changed"), ENDS("fields.eventName", "/webrtc"), VERB("fields.args.0")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(EQUALS("msg", "ping")),
    SHAPE(EQUALS("msg", "pong")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"params.1", WSIG_ROLE_METHOD},
    {"fields.args.0", WSIG_ROLE_METHOD},
    {"msg", WSIG_ROLE_METHOD},
    {"params.2.room", WSIG_ROLE_ROOM},
    {"fields.args.1.room", WSIG_ROLE_ROOM},
    {"params.2.from", WSIG_ROLE_PEER_FROM},
    {"fields.args.1.from", WSIG_ROLE_PEER_FROM},
    {"params.2.to", WSIG_ROLE_PEER_TO},
    {"fields.args.1.to", WSIG_ROLE_PEER_TO},
    END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"id", WSIG_ROLE_TRANSACTION}, EQUALS("msg", "method")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"join", WSIG_KIND_JOIN},         {"call", WSIG_KIND_CONTROL},
    {"candidate", WSIG_KIND_CONTROL}, {"description", WSIG_KIND_CONTROL},
    {"status", WSIG_KIND_CONTROL},    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},    END,
};

const struct wsig_dialect wsig_dialect_rocketchat = {
    .name = "rocketchat",
    .mixed = true,
    .title = "Rocket.Chat",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
};
