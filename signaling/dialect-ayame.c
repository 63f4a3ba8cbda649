/* dialect-ayame.c: Ayame
 *
 *     {"type": "register", "roomId": "...", "clientId": "...", "key": "..."}
 *     {"type": "candidate", "ice": {"candidate": "...", ...}}
 *
 * "register" has one of several more members. Two clients; the server hands
 * on what they send as it is.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_EQUALS, "register"},
      {"roomId", WSIG_STRING, NULL},
      {"clientId", WSIG_STRING, NULL},
      {"ayameClient", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "register"},
      {"roomId", WSIG_STRING, NULL},
      {"clientId", WSIG_STRING, NULL},
      {"signalingKey", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "register"},
      {"roomId", WSIG_STRING, NULL},
      {"clientId", WSIG_STRING, NULL},
      {"standalone", WSIG_HAS, NULL}}},
    {{{"type", WSIG_EQUALS, "register"},
      {"roomId", WSIG_STRING, NULL},
      {"clientId", WSIG_STRING, NULL},
      {"key", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "accept"}, {"isExistClient", WSIG_HAS, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"type", WSIG_EQUALS, "candidate"}, {"ice", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"reason", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "reject"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"roomId", WSIG_ROLE_ROOM},
    {"clientId", WSIG_ROLE_PEER_FROM},
    {"connectionId", WSIG_ROLE_APP_SESSION},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"register", WSIG_KIND_JOIN},
    {"accept", WSIG_KIND_CONTROL},
    {"connected", WSIG_KIND_CONTROL},
    {"candidate", WSIG_KIND_CONTROL},
    {"reject", WSIG_KIND_ERROR},
    {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},
    {"bye", WSIG_KIND_BYE},
    {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    {NULL, 0},
};

const struct wsig_dialect wsig_dialect_ayame = {
    .name = "ayame",
    .title = "Ayame",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
};
