/* dialect-protoo.c: protoo (mediasoup demo)
 *
 *     {"request": true, "id": <number>, "method": "...", "data": {...}}
 *     {"response": true, "id": <number>, "ok": true, "data": {...}}, or false, "errorReason": "..."
 *     {"notification": true, "method": "...", "data": {...}}
 *
 * Both sides send requests. There is no SDP: the server says its ICE and DTLS parameters in reply
 * to createWebRtcTransport, the client its DTLS ones in connectWebRtcTransport.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"request", WSIG_TRUE, NULL}, {"method", WSIG_STRING, NULL}, {"id", WSIG_NUMBER, NULL}}},
    {{{"response", WSIG_TRUE, NULL}, {"ok", WSIG_TRUE, NULL}, {"id", WSIG_NUMBER, NULL}}},
    {{{"response", WSIG_TRUE, NULL},
      {"errorReason", WSIG_STRING, NULL},
      {"id", WSIG_NUMBER, NULL}}},
    {{{"notification", WSIG_TRUE, NULL},
      {"method", WSIG_STRING, NULL},
      {"data", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"request", WSIG_TRUE, NULL}, {"method", WSIG_STRING, NULL}}},
    {{{"response", WSIG_TRUE, NULL}, {"id", WSIG_NUMBER, NULL}}},
    {{{"notification", WSIG_TRUE, NULL}, {"method", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"data.id", WSIG_ROLE_APP_SESSION}, {"data.iceParameters", WSIG_OBJECT, NULL}},
    {{"data.id", WSIG_ROLE_PEER_FROM}, {"method", WSIG_EQUALS, "newPeer"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"method", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"data.transportId", WSIG_ROLE_APP_SESSION},
    {"data.peerId", WSIG_ROLE_PEER_FROM},
    {"errorReason", WSIG_ROLE_ERROR},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"join", WSIG_KIND_JOIN},
    {"newPeer", WSIG_KIND_JOIN},
    {"peerClosed", WSIG_KIND_LEAVE},
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"data.iceParameters", WSIG_OBJECT, NULL}}}, WSIG_KIND_TRANSPORT_PARAMETERS},
    {{{{"response", WSIG_TRUE, NULL},
       {"data.usernameFragment", WSIG_STRING, NULL},
       {"data.password", WSIG_STRING, NULL}}},
     WSIG_KIND_TRANSPORT_PARAMETERS},
    {{{{"request", WSIG_TRUE, NULL}, {"data.dtlsParameters", WSIG_OBJECT, NULL}}},
     WSIG_KIND_TRANSPORT_PARAMETERS},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_protoo = {
    .name = "protoo",
    .title = "protoo (mediasoup demo)",
    .subprotocol = "protoo",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
