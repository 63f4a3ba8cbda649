/* dialect-rtcmulticonnection.c: RTCMultiConnection over socket.io
 *
 *     ["RTCMultiConnection-Message", {"remoteUserId": <to>, "sender": <from>, "message": {...}}]
 *
 * The application may rename the event. message is a description, a candidate, an object of flags
 * like "newParticipationRequest", or the string "dropPeerConnection".
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(STRING("0"), STRING("1.remoteUserId"), STRING("1.sender"), HAS("1.message")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("0")),
    SHAPE(IS("0", "true")), /* an acknowledgement */
    SHAPE(IS("0", "false")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"1.sender", WSIG_ROLE_PEER_FROM},
    {"1.remoteUserId", WSIG_ROLE_PEER_TO},
    {"1.sessionid", WSIG_ROLE_ROOM},
    END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"0", WSIG_ROLE_METHOD}, STRING("0")},
    {{"1", WSIG_ROLE_ERROR}, IS("0", "false")},
    {{"1", WSIG_ROLE_PEER_FROM}, AMONG("0", "user-connected user-disconnected")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"RTCMultiConnection-Message", WSIG_KIND_CONTROL},
    {"open-room", WSIG_KIND_JOIN},
    {"join-room", WSIG_KIND_JOIN},
    {"user-connected", WSIG_KIND_JOIN},
    {"disconnect-with", WSIG_KIND_LEAVE},
    {"user-disconnected", WSIG_KIND_LEAVE},
    {"close-entire-session", WSIG_KIND_BYE},
    {"closed-entire-session", WSIG_KIND_BYE},
    {"userid-already-taken", WSIG_KIND_ERROR},
    {"user-not-found", WSIG_KIND_ERROR},
    {"check-presence", WSIG_KIND_CONTROL},
    {"extra-data-updated", WSIG_KIND_CONTROL},
    {"set-custom-socket-event-listener", WSIG_KIND_CONTROL},
    {"set-isInitiator-true", WSIG_KIND_CONTROL},
    {"changed-uuid", WSIG_KIND_CONTROL},
    {"get-remote-user-extra-data", WSIG_KIND_CONTROL},
    {"get-public-rooms", WSIG_KIND_CONTROL},
    {"is-valid-password", WSIG_KIND_CONTROL},
    {"set-password", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(IS_TRUE("1.message.newParticipationRequest")), WSIG_KIND_JOIN},
    {SHAPE(IS_TRUE("1.message.userLeft")), WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("1.message", "dropPeerConnection")), WSIG_KIND_BYE},
    {SHAPE(IS("0", "false"), EQUALS("1", "Room not available")), WSIG_KIND_ERROR},
    {SHAPE(IS("0", "false"), EQUALS("1", "Room full")), WSIG_KIND_ERROR},
    {SHAPE(IS("0", "false"), EQUALS("1", "Room permission denied")), WSIG_KIND_ERROR},
    {SHAPE(IS("0", "false"), EQUALS("1", "Invalid password")), WSIG_KIND_ERROR},
    END_OF_KINDS,
};

static const struct wsig_url_value url_values[] = {
    {"?sessionid", WSIG_ROLE_ROOM},
    {"?userid", WSIG_ROLE_PEER_FROM},
    END,
};

const struct wsig_dialect wsig_dialect_rtcmulticonnection = {
    .name = "rtcmulticonnection",
    .mixed = true,
    .title = "RTCMultiConnection",
    .url = "/socket.io/ msgevent=rtcmulticonnection-message",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
    .url_values = url_values,
};
