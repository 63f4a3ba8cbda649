/* dialect-ionsfu.c: ion-sfu
 *
 *     {"jsonrpc": "2.0", "id": "...", "method": "join",
 *      "params": {"sid": <room>, "uid": <peer>, "offer": {"type": "offer", "sdp": "..."}}}
 *     {"jsonrpc": "2.0", "method": "trickle", "params": {"target": <0 or 1>, "candidate": {...}}}
 *
 * The client may leave "jsonrpc" out. Two peer connections share the socket; the target says which.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("method", "join"), STRING("params.sid"), STRING("params.offer.sdp")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("method", "trickle"), NUMBER("params.target"), OBJECT("params.candidate")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "offer"), EQUALS("params.type", "offer"),
          STRING("params.sdp")),
    SHAPE(EQUALS("method", "offer"), EQUALS("params.desc.type", "offer"),
          STRING("params.desc.sdp")),
    SHAPE(EQUALS("method", "answer"), EQUALS("params.desc.type", "answer"),
          STRING("params.desc.sdp")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(EQUALS("jsonrpc", "2.0")),
    SHAPE(VERB("method"), OBJECT("params")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},         {"id", WSIG_ROLE_TRANSACTION},
    {"params.sid", WSIG_ROLE_ROOM},       {"params.uid", WSIG_ROLE_PEER_FROM},
    {"error.message", WSIG_ROLE_ERROR},   {"error.code", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE}, END,
};

static const struct wsig_verb_row verbs[] = {
    {"join", WSIG_KIND_JOIN},
    {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},
    {"trickle", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_implied_value implied[] = {
    {WSIG_ROLE_PC, "publisher", SHAPE(EQUALS("method", "join"))},
    {WSIG_ROLE_PC, "publisher", SHAPE(EQUALS("method", "offer"), OBJECT("params.desc"))},
    {WSIG_ROLE_PC, "subscriber", SHAPE(EQUALS("method", "offer"), STRING("params.sdp"))},
    {WSIG_ROLE_PC, "subscriber", SHAPE(EQUALS("method", "answer"))},
    {WSIG_ROLE_PC, "publisher", SHAPE(EQUALS("result.type", "answer"))},
    {WSIG_ROLE_PC, "publisher", SHAPE(EQUALS("method", "trickle"), IS("params.target", "0"))},
    {WSIG_ROLE_PC, "subscriber", SHAPE(EQUALS("method", "trickle"), IS("params.target", "1"))},
    END_OF_IMPLIED,
};

const struct wsig_dialect wsig_dialect_ionsfu = {
    .name = "ionsfu",
    .title = "ion-sfu",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .implied = implied,
};
