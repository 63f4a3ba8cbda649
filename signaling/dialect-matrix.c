/* dialect-matrix.c: Matrix call events, where a proxy or bridge carries them
 *
 *     {"type": "m.call.invite", "room_id": <room>, "sender": <user>, "content": {"call_id": <call>,
 *      "party_id": "...", "offer": {...}}}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("type"), STRING("content.call_id")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},           {"room_id", WSIG_ROLE_ROOM},
    {"sender", WSIG_ROLE_PEER_FROM},      {"content.call_id", WSIG_ROLE_APP_SESSION},
    {"content.reason", WSIG_ROLE_REASON}, {"content.invitee", WSIG_ROLE_PEER_TO},
    {"content.call_id", WSIG_ROLE_PC},    END,
};

static const struct wsig_verb_row verbs[] = {
    {"m.call.invite", WSIG_KIND_OFFER}, {"m.call.answer", WSIG_KIND_ANSWER},
    {"m.call.hangup", WSIG_KIND_BYE},   {"m.call.reject", WSIG_KIND_BYE},
    {"m.call.*", WSIG_KIND_CONTROL},    END,
};

const struct wsig_dialect wsig_dialect_matrix = {
    .name = "matrix",
    .mixed = true,
    .title = "Matrix",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
};
