/* dialect-galene.c: Galene
 *
 *     {"type": "offer", "id": <stream>, "label": "camera", "source": <client>, "sdp": "..."}
 *
 * A peer connection for each stream, offered by the one who sends it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_EQUALS, "join"},
      {"kind", WSIG_EQUALS, "join"},
      {"group", WSIG_STRING, NULL},
      {"username", WSIG_HAS, NULL}}},
    {{{"type", WSIG_EQUALS, "join"}, {"kind", WSIG_EQUALS, "leave"}, {"group", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "joined"},
      {"kind", WSIG_EQUALS, "join"},
      {"group", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "joined"},
      {"kind", WSIG_EQUALS, "change"},
      {"group", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "joined"},
      {"kind", WSIG_EQUALS, "leave"},
      {"group", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "joined"},
      {"kind", WSIG_EQUALS, "fail"},
      {"group", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"type", WSIG_EQUALS, "offer"},
      {"id", WSIG_STRING, NULL},
      {"source", WSIG_STRING, NULL},
      {"sdp", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "ice"}, {"id", WSIG_STRING, NULL}, {"candidate", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"id", WSIG_ROLE_APP_SESSION}, {"type", WSIG_EQUALS, "offer"}},
    {{"id", WSIG_ROLE_APP_SESSION}, {"type", WSIG_EQUALS, "answer"}},
    {{"id", WSIG_ROLE_APP_SESSION}, {"type", WSIG_EQUALS, "ice"}},
    {{"id", WSIG_ROLE_APP_SESSION}, {"type", WSIG_EQUALS, "renegotiate"}},
    {{"id", WSIG_ROLE_APP_SESSION}, {"type", WSIG_EQUALS, "close"}},
    {{"id", WSIG_ROLE_APP_SESSION}, {"type", WSIG_EQUALS, "abort"}},
    {{"id", WSIG_ROLE_PEER_FROM}, {"type", WSIG_EQUALS, "handshake"}},
    {{"value", WSIG_ROLE_ERROR}, {"kind", WSIG_EQUALS, "error"}},
    {{"value", WSIG_ROLE_ERROR}, {"kind", WSIG_EQUALS, "fail"}},
    {{"id", WSIG_ROLE_PC},
     {"type", WSIG_AMONG, "offer answer ice renegotiate close abort requestStream"}},
    {{"value", WSIG_ROLE_REASON}, {"kind", WSIG_EQUALS, "kicked"}},
    {{"id", WSIG_ROLE_PEER_FROM}, {"type", WSIG_EQUALS, "user"}},
    {{"error", WSIG_ROLE_ERROR_CODE}, {"kind", WSIG_EQUALS, "fail"}},
    {{"error", WSIG_ROLE_ERROR_CODE}, {"kind", WSIG_EQUALS, "error"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"group", WSIG_ROLE_ROOM},
    {"source", WSIG_ROLE_PEER_FROM},
    {"username", WSIG_ROLE_PEER_FROM},
    {"dest", WSIG_ROLE_PEER_TO},
    {"error", WSIG_ROLE_ERROR},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"handshake", WSIG_KIND_CONTROL},   {"user", WSIG_KIND_CONTROL},
    {"request", WSIG_KIND_CONTROL},     {"requestStream", WSIG_KIND_CONTROL},
    {"ice", WSIG_KIND_CONTROL},         {"renegotiate", WSIG_KIND_CONTROL},
    {"usermessage", WSIG_KIND_CONTROL}, {"useraction", WSIG_KIND_CONTROL},
    {"groupaction", WSIG_KIND_CONTROL}, {"join", WSIG_KIND_JOIN},
    {"joined", WSIG_KIND_JOIN},         {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},       {"close", WSIG_KIND_BYE},
    {"abort", WSIG_KIND_BYE},           {"ping", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},      {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"type", WSIG_EQUALS, "join"}, {"kind", WSIG_EQUALS, "leave"}}}, WSIG_KIND_LEAVE},
    {{{{"type", WSIG_EQUALS, "joined"}, {"kind", WSIG_EQUALS, "leave"}}}, WSIG_KIND_LEAVE},
    {{{{"type", WSIG_EQUALS, "joined"}, {"kind", WSIG_EQUALS, "fail"}}}, WSIG_KIND_ERROR},
    {{{{"type", WSIG_EQUALS, "joined"}, {"kind", WSIG_EQUALS, "change"}}}, WSIG_KIND_CONTROL},
    {{{{"type", WSIG_EQUALS, "usermessage"}, {"kind", WSIG_EQUALS, "error"}}}, WSIG_KIND_ERROR},
    {{{{"type", WSIG_EQUALS, "usermessage"}, {"kind", WSIG_EQUALS, "kicked"}}}, WSIG_KIND_LEAVE},
    {{{{"type", WSIG_EQUALS, "user"}, {"kind", WSIG_EQUALS, "add"}}}, WSIG_KIND_JOIN},
    {{{{"type", WSIG_EQUALS, "user"}, {"kind", WSIG_EQUALS, "delete"}}}, WSIG_KIND_LEAVE},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_galene = {
    .name = "galene",
    .title = "Galene",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
