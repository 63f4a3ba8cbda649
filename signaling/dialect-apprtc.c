/* dialect-apprtc.c: AppRTC (Collider)
 *
 *     {"cmd": "register", "roomid": "...", "clientid": "..."}
 *     {"cmd": "send", "msg": <JSON in a string>} to the server,
 *     {"msg": <JSON in a string>, "error": ""} from it
 *
 * The one who calls may post its own messages by HTTP instead.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"cmd", WSIG_EQUALS, "register"},
      {"roomid", WSIG_STRING, NULL},
      {"clientid", WSIG_STRING, NULL}}},
    {{{"cmd", WSIG_EQUALS, "send"}, {"msg", WSIG_EQUALS, "{\\\"type\\\":\\\"bye\\\"}"}}},
    {{{"error", WSIG_EQUALS, ""}, {"msg", WSIG_EQUALS, "{\\\"type\\\":\\\"bye\\\"}"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"cmd", WSIG_EQUALS, "send"}, {"msg", WSIG_STRING, NULL}}},
    {{{"msg", WSIG_STRING, NULL}, {"error", WSIG_EQUALS, ""}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"cmd", WSIG_VERB, NULL}}},
    {{{"msg", WSIG_STRING, NULL}, {"error", WSIG_HAS, NULL}}},
    {{{"msg", WSIG_HAS, NULL}, {"error", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"cmd", WSIG_ROLE_METHOD},
    {"roomid", WSIG_ROLE_ROOM},
    {"clientid", WSIG_ROLE_PEER_FROM},
    {"error", WSIG_ROLE_ERROR},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"register", WSIG_KIND_JOIN},
    {"send", WSIG_KIND_CONTROL},
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"msg", WSIG_EQUALS, "{\\\"type\\\":\\\"bye\\\"}"}}}, WSIG_KIND_BYE},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_apprtc = {
    .name = "apprtc",
    .title = "AppRTC (Collider)",
    .offers_by_http = true,
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .kinds = kinds,
};
