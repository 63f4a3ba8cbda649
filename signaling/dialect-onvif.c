/* dialect-onvif.c: ONVIF WebRTC
 *
 *     {"jsonrpc": "2.0", "id": "...", "method": "invite", "params": {"session": "...", "offer":
 * "..."}}
 *
 * The device offers; the answer is in the reply's result. Both descriptions are plain strings.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "invite"), STRING("params.session"),
          STRING("params.offer")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "trickle"), STRING("params.session"),
          HAS("params.candidate")),
    SHAPE(EQUALS("jsonrpc", "2.0"), EQUALS("method", "connect"), STRING("params.session"),
          ARRAY("params.iceServers")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(EQUALS("jsonrpc", "2.0")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"params.message", WSIG_ROLE_ERROR}, EQUALS("method", "error")},
    {{"params.code", WSIG_ROLE_ERROR_CODE}, EQUALS("method", "error")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"params.session", WSIG_ROLE_APP_SESSION},
    {"result.session", WSIG_ROLE_APP_SESSION},
    {"params.peer", WSIG_ROLE_PEER_TO},
    {"error.message", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"params.session", WSIG_ROLE_PC},
    {"result.session", WSIG_ROLE_PC},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"register", WSIG_KIND_JOIN},    {"connect", WSIG_KIND_JOIN},
    {"unregister", WSIG_KIND_LEAVE}, {"invite", WSIG_KIND_OFFER},
    {"error", WSIG_KIND_ERROR},      {"trickle", WSIG_KIND_CONTROL},
    {"extend", WSIG_KIND_CONTROL},   END,
};

const struct wsig_dialect wsig_dialect_onvif = {
    .name = "onvif",
    .title = "ONVIF WebRTC",
    .subprotocol = "webrtc.onvif.org",
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
};
