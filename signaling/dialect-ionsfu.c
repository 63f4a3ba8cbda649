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
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"method", WSIG_EQUALS, "join"},
      {"params.sid", WSIG_STRING, NULL},
      {"params.offer.sdp", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"method", WSIG_EQUALS, "trickle"},
      {"params.target", WSIG_NUMBER, NULL},
      {"params.candidate", WSIG_OBJECT, NULL}}},
    {{{"jsonrpc", WSIG_EQUALS, "2.0"},
      {"method", WSIG_EQUALS, "offer"},
      {"params.type", WSIG_EQUALS, "offer"},
      {"params.sdp", WSIG_STRING, NULL}}},
    {{{"method", WSIG_EQUALS, "offer"},
      {"params.desc.type", WSIG_EQUALS, "offer"},
      {"params.desc.sdp", WSIG_STRING, NULL}}},
    {{{"method", WSIG_EQUALS, "answer"},
      {"params.desc.type", WSIG_EQUALS, "answer"},
      {"params.desc.sdp", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"jsonrpc", WSIG_EQUALS, "2.0"}}},
    {{{"method", WSIG_VERB, NULL}, {"params", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"params.sid", WSIG_ROLE_ROOM},
    {"params.uid", WSIG_ROLE_PEER_FROM},
    {"error.message", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"join", WSIG_KIND_JOIN},
    {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},
    {"trickle", WSIG_KIND_CONTROL},
    {NULL, 0},
};

static const struct wsig_implied_value implied[] = {
    {WSIG_ROLE_PC, "publisher", {{{"method", WSIG_EQUALS, "join"}}}},
    {WSIG_ROLE_PC,
     "publisher",
     {{{"method", WSIG_EQUALS, "offer"}, {"params.desc", WSIG_OBJECT, NULL}}}},
    {WSIG_ROLE_PC,
     "subscriber",
     {{{"method", WSIG_EQUALS, "offer"}, {"params.sdp", WSIG_STRING, NULL}}}},
    {WSIG_ROLE_PC, "subscriber", {{{"method", WSIG_EQUALS, "answer"}}}},
    {WSIG_ROLE_PC, "publisher", {{{"result.type", WSIG_EQUALS, "answer"}}}},
    {WSIG_ROLE_PC,
     "publisher",
     {{{"method", WSIG_EQUALS, "trickle"}, {"params.target", WSIG_IS, "0"}}}},
    {WSIG_ROLE_PC,
     "subscriber",
     {{{"method", WSIG_EQUALS, "trickle"}, {"params.target", WSIG_IS, "1"}}}},
    {0, NULL, {{{NULL, 0, NULL}}}},
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
