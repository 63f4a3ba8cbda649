/* inflate.h: zlib and gzip, with a limit
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_INFLATE_H
#define WSIG_INFLATE_H

#include "slice.h"

/* Does it begin as zlib (RFC 1950) or gzip (RFC 1952) do? */
bool wsig_is_deflated(struct wsig_slice bytes);

/* What is in it, as far as it can be read, and at most some 4 KiB more than `max`. To be freed with
 * g_byte_array_unref. */
GByteArray *wsig_inflate(struct wsig_slice bytes, size_t max);

#endif
