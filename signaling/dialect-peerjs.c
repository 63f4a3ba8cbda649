/* dialect-peerjs.c: PeerJS and its server
 *
 * {"type": "OFFER", "src": <peer>, "dst": <peer>, "payload": {"connectionId": "dc_...", ...}}
 * The server adds src on the way.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static bool recognises(const struct wsig_document_view *doc)
{
    static const char *const verbs[] = {"OFFER", "ANSWER", "CANDIDATE"};
    struct wsig_slice type = wsig_dialect_string(doc, "type");
    for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (wsig_slice_eq(type, verbs[i]))
            return wsig_dialect_string(doc, "payload.connectionId").n > 0;
    return false;
}

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"src", WSIG_ROLE_PEER_FROM},
    {"dst", WSIG_ROLE_PEER_TO},
    {"payload.connectionId", WSIG_ROLE_APP_SESSION},
    {NULL, 0},
};

const struct wsig_dialect wsig_dialect_peerjs = {"peerjs", recognises, values};
