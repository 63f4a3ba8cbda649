/* dialect-janus.c: Janus WebRTC server, its WebSocket API (subprotocol janus-protocol)
 *
 * {"janus": <verb>, "transaction": "...", "session_id": <number>, "handle_id" or "sender":
 * <number>}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static bool recognises(const struct wsig_document_view *doc)
{
    return wsig_dialect_string(doc, "janus").n > 0 &&
           (wsig_dialect_string(doc, "transaction").p || wsig_dialect_find(doc, "session_id") >= 0);
}

static const struct wsig_dialect_value values[] = {
    {"janus", WSIG_ROLE_METHOD},
    {"transaction", WSIG_ROLE_TRANSACTION},
    {"session_id", WSIG_ROLE_APP_SESSION},
    {"handle_id", WSIG_ROLE_PEER_TO}, /* the plugin handle that is spoken to ... */
    {"sender", WSIG_ROLE_PEER_FROM},  /* ... or that speaks */
    {NULL, 0},
};

const struct wsig_dialect wsig_dialect_janus = {"janus", recognises, values};
