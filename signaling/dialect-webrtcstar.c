/* dialect-webrtcstar.c: libp2p webrtc-star over socket.io
 *
 *     ["ss-handshake", {"srcMultiaddr": <from>, "dstMultiaddr": <to>, "intentId": "...",
 *                       "signal": {"type": "offer", ...}, "answer"?: true, "err"?: ...}]
 *
 * The server passes it on as "ws-handshake". A signal of simple-peer may also be "goodbye".
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("0"), STRING("1.srcMultiaddr"), STRING("1.intentId")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("0")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"0", WSIG_ROLE_METHOD},
    {"1.intentId", WSIG_ROLE_TRANSACTION},
    {"1.srcMultiaddr", WSIG_ROLE_PEER_FROM},
    {"1.dstMultiaddr", WSIG_ROLE_PEER_TO},
    {"1.err", WSIG_ROLE_ERROR},
    {"1.intentId", WSIG_ROLE_PC},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"ss-handshake", WSIG_KIND_CONTROL}, {"ws-handshake", WSIG_KIND_CONTROL},
    {"ss-join", WSIG_KIND_JOIN},         {"ss-leave", WSIG_KIND_LEAVE},
    {"ws-peer", WSIG_KIND_CONTROL},      END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("1.signal.type", "goodbye")), WSIG_KIND_BYE},
    END_OF_KINDS,
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
