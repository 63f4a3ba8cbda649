/* dialect-ywebrtc.c: y-webrtc
 *
 *     {"type": "publish", "topic": <room>, "data": {"type": "signal", "from": <peer>, "to": <peer>,
 *      "signal": {...}}}
 *
 * With a room password, data is ciphertext in base64.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "publish"), STRING("topic"), EQUALS("data.type", "announce"),
          STRING("data.from")),
    SHAPE(EQUALS("type", "publish"), STRING("topic"), EQUALS("data.type", "signal"),
          STRING("data.from"), OBJECT("data.signal")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"data.type", WSIG_ROLE_METHOD},
    {"type", WSIG_ROLE_METHOD},
    {"topic", WSIG_ROLE_ROOM},
    {"topics.0", WSIG_ROLE_ROOM},
    {"data.from", WSIG_ROLE_PEER_FROM},
    {"data.to", WSIG_ROLE_PEER_TO},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"subscribe", WSIG_KIND_JOIN},    {"announce", WSIG_KIND_JOIN},
    {"unsubscribe", WSIG_KIND_LEAVE}, {"publish", WSIG_KIND_CONTROL},
    {"signal", WSIG_KIND_CONTROL},    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},    END,
};

const struct wsig_dialect wsig_dialect_ywebrtc = {
    .name = "ywebrtc",
    .title = "y-webrtc",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
};
