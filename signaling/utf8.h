/* utf8.h: is a text UTF-8, when it comes in pieces and masked? RFC 3629; RFC 6455 section 8.1
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_UTF8_H
#define WSIG_UTF8_H

#include "slice.h"

/* All zero: at the beginning of a text. */
struct wsig_utf8 {
    bool bad;
    uint8_t wanted;    /* bytes that the character at hand still lacks */
    uint8_t low, high; /* the range of the next one, where it is not 80-BF */
};

/* The next piece; the byte at i is bytes[i] ^ mask[i % 4] (four zeros: not masked). */
void wsig_utf8_feed(struct wsig_utf8 *text, struct wsig_slice bytes, const uint8_t mask[4]);

/* After the last piece. */
static inline bool wsig_utf8_is_whole(const struct wsig_utf8 *text)
{
    return !text->bad && text->wanted == 0;
}

#endif
