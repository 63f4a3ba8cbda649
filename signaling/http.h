/* http.h: the head of an HTTP/1.1 message, as far as an upgrade to WebSocket needs it, RFC 9112
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_HTTP_H
#define WSIG_HTTP_H

#include "slice.h"

/* The head that the byte `at` lies in: first line and header lines, without the blank line. Before
 * a head that stands in a packet there are the headers of TCP, which look like anything: so there
 * may be other lines in front. */
struct wsig_slice wsig_http_head_around(struct wsig_slice bytes, size_t at);

/* The same, when `at` is in its first line. */
struct wsig_slice wsig_http_head_from(struct wsig_slice bytes, size_t at);

/* Is the blank line after a head of these bytes there, so that nothing of it was cut off? */
bool wsig_http_is_whole(struct wsig_slice bytes, struct wsig_slice head);

/* The target of a request; absent when there is no request line. */
struct wsig_slice wsig_http_target(struct wsig_slice head);

/* The value of a header (name in lower case); several of the name are joined with ", "
 * (RFC 9110 section 5.3). A line without its end was cut off, and does not count. Appends to
 * `value`; false when there is none. */
bool wsig_http_header(struct wsig_slice head, const char *name, GString *value);

#endif
