/* dialect-webrtcsink.c: the signaling server of GStreamer's webrtcsink (gst-plugins-rs)
 *
 *     {"type": "peer", "sessionId": <session>, "sdp": {...}}
 *     {"type": "peer", "sessionId": <session>, "ice": {"candidate": "...", "sdpMLineIndex": 0}}
 *
 * peerId is the sender in one message and the receiver in the next, so it is not shown.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_EQUALS, "peer"}, {"sessionId", WSIG_STRING, NULL}, {"sdp", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "peer"}, {"sessionId", WSIG_STRING, NULL}, {"ice", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "sessionStarted"},
      {"peerId", WSIG_STRING, NULL},
      {"sessionId", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "startSession"},
      {"peerId", WSIG_STRING, NULL},
      {"sessionId", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "setPeerStatus"}, {"roles", WSIG_ARRAY, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"sessionId", WSIG_ROLE_APP_SESSION},
    {"sessionId", WSIG_ROLE_PC},
    {NULL, 0},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"details", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "error"}},
    {{"error", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "endSessionV1_1"}},
    {{"error", WSIG_ROLE_REASON}, {"type", WSIG_EQUALS, "endSessionV1_1"}},
    {{"peerId", WSIG_ROLE_PEER_TO}, {"type", WSIG_AMONG, "welcome startSession"}},
    {{"peerId", WSIG_ROLE_PEER_FROM}, {"type", WSIG_AMONG, "peerStatusChanged sessionStarted"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_verb_row verbs[] = {
    {"newPeer", WSIG_KIND_JOIN},
    {"setPeerStatus", WSIG_KIND_JOIN},
    {"startSession", WSIG_KIND_JOIN},
    {"endSession", WSIG_KIND_BYE},
    {"endSessionV1_1", WSIG_KIND_BYE},
    {"error", WSIG_KIND_ERROR},
    {"welcome", WSIG_KIND_CONTROL},
    {"peerStatusChanged", WSIG_KIND_CONTROL},
    {"sessionStarted", WSIG_KIND_CONTROL},
    {"list", WSIG_KIND_CONTROL},
    {"listConsumers", WSIG_KIND_CONTROL},
    {"peer", WSIG_KIND_CONTROL},
    {"setProtocolVersion", WSIG_KIND_CONTROL},
    {NULL, 0},
};

const struct wsig_dialect wsig_dialect_webrtcsink = {
    .name = "webrtcsink",
    .title = "webrtcsink and webrtcsrc of gst-plugins-rs",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
};
