/* dialect-webtorrent.c: WebTorrent trackers, and trystero that uses their messages
 *
 *     {"action": "announce", "info_hash": <swarm>, "peer_id": <peer>, "offers": [{"offer": {...},
 *      "offer_id": "..."}, ...]}
 *     {"action": "announce", "info_hash": <swarm>, "peer_id": <peer>, "to_peer_id": <peer>,
 *      "answer": {...}, "offer_id": "..."}
 *
 * The ids are binary: 20 characters from U+0000 to U+00FF. Trystero's sdp is ciphertext.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"action", WSIG_EQUALS, "announce"},
      {"info_hash", WSIG_STRING, NULL},
      {"peer_id", WSIG_STRING, NULL},
      {"offers", WSIG_ARRAY, NULL}}},
    {{{"action", WSIG_EQUALS, "announce"},
      {"info_hash", WSIG_STRING, NULL},
      {"peer_id", WSIG_STRING, NULL},
      {"offer_id", WSIG_STRING, NULL}}},
    {{{"action", WSIG_EQUALS, "announce"},
      {"info_hash", WSIG_STRING, NULL},
      {"peer_id", WSIG_STRING, NULL},
      {"uploaded", WSIG_NUMBER, NULL},
      {"downloaded", WSIG_NUMBER, NULL}}},
    {{{"action", WSIG_EQUALS, "announce"},
      {"info_hash", WSIG_STRING, NULL},
      {"complete", WSIG_NUMBER, NULL},
      {"incomplete", WSIG_NUMBER, NULL}}},
    {{{"action", WSIG_EQUALS, "announce"}, {"failure reason", WSIG_STRING, NULL}}},
    {{{"action", WSIG_EQUALS, "scrape"}, {"info_hash", WSIG_HAS, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"action", WSIG_VERB, NULL}}},
    {{{"failure reason", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"action", WSIG_ROLE_METHOD},
    {"offer_id", WSIG_ROLE_TRANSACTION},
    {"info_hash", WSIG_ROLE_ROOM},
    {"peer_id", WSIG_ROLE_PEER_FROM},
    {"to_peer_id", WSIG_ROLE_PEER_TO},
    {"failure reason", WSIG_ROLE_ERROR},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"announce", WSIG_KIND_CONTROL},
    {"scrape", WSIG_KIND_CONTROL},
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"event", WSIG_EQUALS, "started"}}}, WSIG_KIND_JOIN},
    {{{{"event", WSIG_EQUALS, "stopped"}}}, WSIG_KIND_LEAVE},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_webtorrent = {
    .name = "webtorrent",
    .title = "WebTorrent trackers, trystero",
    .offers_in_stock = true,
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .kinds = kinds,
};
