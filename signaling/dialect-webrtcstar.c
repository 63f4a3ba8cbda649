/* dialect-webrtcstar.c: libp2p webrtc-star over socket.io
 *
 *     ["ss-handshake", {"srcMultiaddr": <from>, "dstMultiaddr": <to>, "intentId": "...",
 *                       "signal": {"type": "offer", ...}, "answer"?: true, "err"?: ...}]
 *
 * The server passes it on as "ws-handshake". A signal of simple-peer may also be "goodbye".
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"0", WSIG_VERB, NULL},
      {"1.srcMultiaddr", WSIG_STRING, NULL},
      {"1.intentId", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"0", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"0", WSIG_ROLE_METHOD},
    {"1.intentId", WSIG_ROLE_TRANSACTION},
    {"1.srcMultiaddr", WSIG_ROLE_PEER_FROM},
    {"1.dstMultiaddr", WSIG_ROLE_PEER_TO},
    {"1.err", WSIG_ROLE_ERROR},
    {"1.intentId", WSIG_ROLE_PC},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"ss-handshake", WSIG_KIND_CONTROL}, {"ws-handshake", WSIG_KIND_CONTROL},
    {"ss-join", WSIG_KIND_JOIN},         {"ss-leave", WSIG_KIND_LEAVE},
    {"ws-peer", WSIG_KIND_CONTROL},      {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"1.signal.type", WSIG_EQUALS, "goodbye"}}}, WSIG_KIND_BYE},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_webrtcstar = {
    .name = "webrtcstar",
    .mixed = true,
    .title = "libp2p webrtc-star",
    .url = "/socket.io-next/",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .kinds = kinds,
};
