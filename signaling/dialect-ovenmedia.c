/* dialect-ovenmedia.c: OvenMediaEngine
 *
 *     {"command": "offer", "id": <session>, "peer_id": <number>, "sdp": {...}, "candidates": [...],
 *      "iceServers"?: [...]}
 *     {"code": 404, "error": "..."}
 *
 * The server offers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(AMONG("command", "request_offer request_offer_p2p"), ABSENT("*2")), /* and nothing else */
    SHAPE(VERB("command"), NUMBER("id"), NUMBER("peer_id")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("command")),
    SHAPE(NUMBER("code"), STRING("error")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"command", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_APP_SESSION},
    {"error", WSIG_ROLE_ERROR},
    {"peer_id", WSIG_ROLE_PC},
    {"id", WSIG_ROLE_PC},
    {"code", WSIG_ROLE_ERROR_CODE},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"request_offer", WSIG_KIND_JOIN},
    {"request_offer_p2p", WSIG_KIND_JOIN},
    {"offer", WSIG_KIND_OFFER},
    {"offer_p2p", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},
    {"answer_p2p", WSIG_KIND_ANSWER},
    {"candidate", WSIG_KIND_CONTROL},
    {"candidate_p2p", WSIG_KIND_CONTROL},
    {"notification", WSIG_KIND_CONTROL},
    {"change_rendition", WSIG_KIND_CONTROL},
    {"stop", WSIG_KIND_BYE},
    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    END,
};

static const struct wsig_url_value url_values[] = {
    {"/*", WSIG_ROLE_ROOM},
    END,
};

const struct wsig_dialect wsig_dialect_ovenmedia = {
    .name = "ovenmedia",
    .title = "OvenMediaEngine",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .url_values = url_values,
};
