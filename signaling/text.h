/* text.h: undoing what JSON strings and base64 do to a text
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_TEXT_H
#define WSIG_TEXT_H

#include "arena.h"
#include "slice.h"

/* The content of a JSON string (RFC 8259 section 7), escapes resolved. Returns the slice itself
 * when there is nothing to resolve. An escape that JSON does not know stays as it is; half of a
 * surrogate pair becomes U+FFFD. */
struct wsig_slice wsig_text_unescape(struct wsig_arena *arena, struct wsig_slice s);

/* Looks at the beginning only: could this be base64 or base64url of a JSON object or array, of SDP,
 * of a candidate attribute, or of something compressed? */
bool wsig_text_maybe_base64(struct wsig_slice s);

/* RFC 4648 sections 4 and 5, with or without padding and line breaks. False when any
 * other character is in it. */
bool wsig_text_base64(struct wsig_arena *arena, struct wsig_slice s, struct wsig_slice *decoded);

#endif
