/* dialect-livekit-url.h: the message that a current LiveKit client puts into the upgrade's URL
 *
 * "join_request=" base64url(WrappedJoinRequest { compression, bytes }), the bytes usually gzip: who
 * joins, with which settings, and often the first offer.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_LIVEKIT_URL_H
#define WSIG_LIVEKIT_URL_H

#include "find.h"

/* What a JoinRequest may inflate to; a description with 50 m-lines has some 150 KiB. */
#define WSIG_JOIN_REQUEST_MAX (256 * 1024)

/* The JoinRequest of a URL, to be freed with g_byte_array_unref; NULL when it has none. */
GByteArray *wsig_livekit_join_request_of(struct wsig_slice url);

/* Fills the message, which was reset with a JoinRequest, as wsig_find() does. */
void wsig_livekit_find_join_request(struct wsig_msg *msg);

#endif
