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
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("action", "announce"), STRING("info_hash"), STRING("peer_id"), ARRAY("offers")),
    SHAPE(EQUALS("action", "announce"), STRING("info_hash"), STRING("peer_id"), STRING("offer_id")),
    SHAPE(EQUALS("action", "announce"), STRING("info_hash"), STRING("peer_id"), NUMBER("uploaded"),
          NUMBER("downloaded")),
    SHAPE(EQUALS("action", "announce"), STRING("info_hash"), NUMBER("complete"),
          NUMBER("incomplete")),
    SHAPE(EQUALS("action", "announce"), STRING("failure reason")),
    SHAPE(EQUALS("action", "scrape"), HAS("info_hash")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("action")),
    SHAPE(STRING("failure reason")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"action", WSIG_ROLE_METHOD},      {"offer_id", WSIG_ROLE_TRANSACTION},
    {"info_hash", WSIG_ROLE_ROOM},     {"peer_id", WSIG_ROLE_PEER_FROM},
    {"to_peer_id", WSIG_ROLE_PEER_TO}, {"failure reason", WSIG_ROLE_ERROR},
    {"offer_id", WSIG_ROLE_PC},        END,
};

static const struct wsig_verb_row verbs[] = {
    {"announce", WSIG_KIND_CONTROL},
    {"scrape", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("event", "started")), WSIG_KIND_JOIN},
    {SHAPE(EQUALS("event", "stopped")), WSIG_KIND_LEAVE},
    END_OF_KINDS,
};

const struct wsig_dialect wsig_dialect_webtorrent = {
    .name = "webtorrent",
    .title = "WebTorrent trackers, trystero",
    .pcs = {"offers", "offer_id"},
    .offers_in_stock = true,
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .kinds = kinds,
};
