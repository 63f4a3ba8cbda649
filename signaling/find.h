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

/* Bytes that the compressed texts of one message may become together. */
#define WSIG_INFLATED_MAX (1024 * 1024)

/* --- for dialects that are not JSON --- */

/* The search at work on one message. */
struct wsig_finder;

struct wsig_msg *wsig_finder_msg(struct wsig_finder *f);
const struct wsig_hint *wsig_finder_hint(const struct wsig_finder *f);

/* A description whose kind is known, found in the payload. NULL when the text is no SDP. */
struct wsig_item *wsig_find_description(struct wsig_finder *f, struct wsig_slice sdp,
                                        enum wsig_kind kind, const char *path);

/* Whatever a text of the payload holds. */
void wsig_find_text(struct wsig_finder *f, struct wsig_slice text, const char *path);

/* Whatever a text holds that was decoded from bytes of the payload. */
void wsig_find_decoded(struct wsig_finder *f, struct wsig_slice text, const char *title,
                       const char *path);

/* An item that the dialect knows of. NULL beyond the limit. */
struct wsig_item *wsig_find_item(struct wsig_finder *f, enum wsig_kind kind,
                                 enum wsig_evidence evidence, const char *path,
                                 struct wsig_slice bytes);

/* Reads a message with a function of the hint's dialect that knows it for its own. */
void wsig_find_with(struct wsig_msg *msg, const struct wsig_hint *hint,
                    bool (*read)(struct wsig_finder *f, struct wsig_slice payload));

/* --- */

/* Fills msg->items, documents and findings, in the order of the text, from the payload that it was
 * reset with. `hint`: what its connection is known for. One pass over the bytes, and over those of
 * each text unescaped or decoded from them. Whether the message *is* signaling, evidence.h says. */
void wsig_find(struct wsig_msg *msg, const struct wsig_hint *hint);

/* False only when wsig_find() finds nothing in it that is signaling, or a system's, on a connection
 * of which nothing is known; cheap. What is no JSON may always be. */
bool wsig_find_may_be_strong(struct wsig_slice payload);

#endif
