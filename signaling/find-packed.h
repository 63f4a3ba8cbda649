/* find-packed.h: the part of the search that reads binary messages: MessagePack, CBOR, and the
 * binary frames of generic envelopes
 *
 *     {type, nsp, data}                      socket.io with its MessagePack parser
 *     <anything after a "placeholder">       an attachment of a socket.io packet
 *     <length>[1, {}, id, target, [...]]     SignalR's hub protocol in MessagePack
 *     [48, id, {}, procedure, [...], {...}]  WAMP in MessagePack or CBOR
 *     <kind><sizes><topic><event><payload>   Phoenix channels
 *     <PUBLISH packet>                       MQTT
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_FIND_PACKED_H
#define WSIG_FIND_PACKED_H

#include "find-internal.h"

/* Looks for items in a payload that reads, to its last byte, as one of those; most other payloads
 * are left after a few bytes. False when there is none; then nothing has changed. */
bool wsig_find_in_packed(struct wsig_finder *f, struct wsig_slice payload);

#endif
