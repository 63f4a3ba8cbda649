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
#include "dialect-table.h"

#define BYE        "{\\\"type\\\":\\\"bye\\\"}"
#define SPACED_BYE "{\\\"type\\\": \\\"bye\\\"}" /* of clients in other languages */

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("cmd", "register"), STRING("roomid"), STRING("clientid")),
    SHAPE(EQUALS("cmd", "send"), EQUALS("msg", BYE)),
    SHAPE(EQUALS("error", ""), EQUALS("msg", BYE)),
    SHAPE(EQUALS("cmd", "send"), EQUALS("msg", SPACED_BYE)),
    SHAPE(EQUALS("error", ""), EQUALS("msg", SPACED_BYE)),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("cmd", "send"), STRING("msg")),
    SHAPE(STRING("msg"), EQUALS("error", "")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("cmd")),
    SHAPE(STRING("msg"), HAS("error")),
    SHAPE(HAS("msg"), STRING("error")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"cmd", WSIG_ROLE_METHOD},
    {"roomid", WSIG_ROLE_ROOM},
    {"clientid", WSIG_ROLE_PEER_FROM},
    {"error", WSIG_ROLE_ERROR},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"register", WSIG_KIND_JOIN},
    {"send", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("msg", BYE)), WSIG_KIND_BYE},
    {SHAPE(EQUALS("msg", SPACED_BYE)), WSIG_KIND_BYE},
    END_OF_KINDS,
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
