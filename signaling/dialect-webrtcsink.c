/* dialect-webrtcsink.c: the signaling server of GStreamer's webrtcsink (gst-plugins-rs)
 *
 *     {"type": "peer", "sessionId": <session>, "sdp": {...}}
 *     {"type": "peer", "sessionId": <session>, "ice": {"candidate": "...", "sdpMLineIndex": 0}}
 *
 * peerId is the sender in one message and the receiver in the next, so it is not shown.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "peer"), STRING("sessionId"), OBJECT("sdp")),
    SHAPE(EQUALS("type", "peer"), STRING("sessionId"), OBJECT("ice")),
    SHAPE(EQUALS("type", "setPeerStatus"), ARRAY("roles")),
    SHAPE(EQUALS("type", "peerStatusChanged"), STRING("peerId"), ARRAY("roles")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"sessionId", WSIG_ROLE_APP_SESSION},
    {"sessionId", WSIG_ROLE_PC},
    END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"details", WSIG_ROLE_ERROR}, EQUALS("type", "error")},
    {{"error", WSIG_ROLE_ERROR}, EQUALS("type", "endSessionV1_1")},
    {{"error", WSIG_ROLE_REASON}, EQUALS("type", "endSessionV1_1")},
    {{"peerId", WSIG_ROLE_PEER_TO}, AMONG("type", "welcome startSession")},
    {{"peerId", WSIG_ROLE_PEER_FROM}, AMONG("type", "peerStatusChanged sessionStarted")},
    END_OF_CONDITIONALS,
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
    END,
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
