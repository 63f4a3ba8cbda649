/* find.h: the signaling in any payload
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_FIND_H
#define WSIG_FIND_H

#include "dialect.h"
#include "msg.h"

/* JSON in a string in JSON in base64 ...: so deep, and no deeper. */
#define WSIG_NESTING_MAX 8

/* Bytes of a payload that are looked at; the rest of a larger one is not. */
#define WSIG_PAYLOAD_MAX (16 * 1024 * 1024)

/* Fills msg->items, documents and findings, in the order of the text, from the payload that it was
 * reset with. `hint`: what its connection is known for. One pass over the bytes, and over those of
 * each text unescaped or decoded from them. Whether the message *is* signaling, evidence.h says. */
void wsig_find(struct wsig_msg *msg, const struct wsig_hint *hint);

#endif
