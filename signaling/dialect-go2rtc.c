/* dialect-go2rtc.c: go2rtc
 *
 *     {"type": "webrtc/offer", "value": <SDP>}, "webrtc/candidate", "webrtc/answer", or, newer,
 *     {"type": "webrtc", "value": {"type": "offer", "sdp": <SDP>}}
 *
 * Other types on this connection, "mse" and so on, are about video in the WebSocket itself.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_EQUALS, "webrtc/offer"}, {"value", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "webrtc/answer"}, {"value", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "webrtc/candidate"}, {"value", WSIG_HAS, NULL}}},
    {{{"type", WSIG_EQUALS, "webrtc"},
      {"value.type", WSIG_STRING, NULL},
      {"value.sdp", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_VERB, NULL}}},
    {{{"type", WSIG_EQUALS, "error"}, {"value", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"value", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "error"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"webrtc/offer", WSIG_KIND_OFFER},
    {"webrtc/answer", WSIG_KIND_ANSWER},
    {"webrtc/candidate", WSIG_KIND_CONTROL},
    {"webrtc", WSIG_KIND_CONTROL},
    {NULL, 0},
};

static const struct wsig_url_value url_values[] = {
    {"?src", WSIG_ROLE_ROOM},
    {"?dst", WSIG_ROLE_ROOM},
    {NULL, 0},
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
