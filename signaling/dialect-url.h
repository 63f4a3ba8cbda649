/* dialect-url.h: who and where, by the URL of the upgrade
 *
 * Many systems name the room, the stream or the client in the URL and never again.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DIALECT_URL_H
#define WSIG_DIALECT_URL_H

#include "dialect.h"

/* A longer value is no name that a person gave. */
#define WSIG_URL_VALUE_MAX 256

/* Gives the message the room and peers of hint->url that it does not have itself. */
void wsig_dialect_take_url(struct wsig_msg *msg, const struct wsig_hint *hint);

#endif
