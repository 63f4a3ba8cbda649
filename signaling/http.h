/* http.h: the head of an HTTP/1.1 message, as far as an upgrade to WebSocket needs it, RFC 9112
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_HTTP_H
#define WSIG_HTTP_H

#include "slice.h"

/* The next head that begins at `*at` or after it, at the beginning of a line (or of the bytes):
 * that of a response, or of a GET request, without the blank line. False when there is none; else
 * `*at` is behind it. */
bool wsig_http_next(struct wsig_slice bytes, size_t *at, struct wsig_slice *head);

/* Does a head answer, and with which status? 0: it is a request, or no head. */
unsigned wsig_http_status(struct wsig_slice head);

/* Is the blank line after a head of these bytes there, so that nothing of it was cut off? */
bool wsig_http_is_whole(struct wsig_slice bytes, struct wsig_slice head);

/* The target of a request; absent when there is no request line. */
struct wsig_slice wsig_http_target(struct wsig_slice head);

/* The value of a header (name in lower case); several of the name are joined with ", "
 * (RFC 9110 section 5.3). A line without its end was cut off, and does not count. Appends to
 * `value`; false when there is none. */
bool wsig_http_header(struct wsig_slice head, const char *name, GString *value);

#endif
