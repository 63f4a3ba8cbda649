/* dialect-go2rtc.c: go2rtc
 *
 *     {"type": "webrtc/offer", "value": <SDP>}, "webrtc/candidate", "webrtc/answer", or, newer,
 *     {"type": "webrtc", "value": {"type": "offer", "sdp": <SDP>}}
 *
 * Other types on this connection, "mse" and so on, are about video in the WebSocket itself.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "webrtc/offer"), STRING("value")),
    SHAPE(EQUALS("type", "webrtc/answer"), STRING("value")),
    SHAPE(EQUALS("type", "webrtc/candidate"), HAS("value")),
    SHAPE(EQUALS("type", "webrtc"), STRING("value.type"), STRING("value.sdp")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    SHAPE(EQUALS("type", "error"), STRING("value")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"value", WSIG_ROLE_ERROR}, EQUALS("type", "error")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"webrtc/offer", WSIG_KIND_OFFER},
    {"webrtc/answer", WSIG_KIND_ANSWER},
    {"webrtc/candidate", WSIG_KIND_CONTROL},
    {"webrtc", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_url_value url_values[] = {
    {"?src", WSIG_ROLE_ROOM},
    {"?dst", WSIG_ROLE_ROOM},
    END,
};

const struct wsig_dialect wsig_dialect_go2rtc = {
    .name = "go2rtc",
    .mixed = true,
    .title = "go2rtc",
    .url = "/api/ws?src=",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .url_values = url_values,
};
