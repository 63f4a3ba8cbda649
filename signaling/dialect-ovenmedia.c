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
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"command", WSIG_EQUALS, "request_offer"}}},
    {{{"command", WSIG_VERB, NULL}, {"id", WSIG_NUMBER, NULL}, {"peer_id", WSIG_NUMBER, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"command", WSIG_VERB, NULL}}},
    {{{"code", WSIG_NUMBER, NULL}, {"error", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"command", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_APP_SESSION},
    {"error", WSIG_ROLE_ERROR},
    {"peer_id", WSIG_ROLE_PC},
    {"id", WSIG_ROLE_PC},
    {"code", WSIG_ROLE_ERROR_CODE},
    {NULL, 0},
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
    {NULL, 0},
};

static const struct wsig_url_value url_values[] = {
    {"/*", WSIG_ROLE_ROOM},
    {NULL, 0},
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
