/* screen.h: could a JSON message be signaling at all?
 *
 * Most JSON in the world is not, and is told apart by the beginnings of its strings alone, in one
 * pass without a token: a description, a candidate, more JSON or base64 begins in a known way, the
 * objects that are items have members of known names, and of each shape that gives a dialect away
 * the rarest string is looked for, and only where that is found, the others are.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_SCREEN_H
#define WSIG_SCREEN_H

#include "dialect.h"

/* False only when wsig_find() finds nothing strong in the JSON text. True says nothing. */
bool wsig_screen(struct wsig_slice json);

#endif
