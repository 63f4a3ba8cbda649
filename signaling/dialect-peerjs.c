/* dialect-peerjs.c: PeerJS and its server
 *
 *     {"type": "OFFER", "src": <peer>, "dst": <peer>, "payload": {"connectionId": "dc_...", ...}}
 *
 * The server adds src on the way. payload.type is "data" or "media", not an SDP type.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("type"), STRING("payload.connectionId")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"src", WSIG_ROLE_PEER_FROM},
    {"dst", WSIG_ROLE_PEER_TO},
    {"payload.connectionId", WSIG_ROLE_APP_SESSION},
    {"payload.msg", WSIG_ROLE_ERROR},
    {"payload.connectionId", WSIG_ROLE_PC},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"OPEN", WSIG_KIND_JOIN},
    {"OFFER", WSIG_KIND_OFFER},
    {"ANSWER", WSIG_KIND_ANSWER},
    {"CANDIDATE", WSIG_KIND_CONTROL},
    {"LEAVE", WSIG_KIND_LEAVE},
    {"EXPIRE", WSIG_KIND_ERROR},
    {"ERROR", WSIG_KIND_ERROR},
    {"ID-TAKEN", WSIG_KIND_ERROR},
    {"INVALID-KEY", WSIG_KIND_ERROR},
    {"HEARTBEAT", WSIG_KIND_KEEPALIVE},
    END,
};

static const struct wsig_url_value url_values[] = {
    {"?id", WSIG_ROLE_PEER_FROM},
    END,
};

const struct wsig_dialect wsig_dialect_peerjs = {
    .name = "peerjs",
    .title = "PeerJS",
    .url = "/peerjs?",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .url_values = url_values,
};
