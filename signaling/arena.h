/* arena.h: scratch memory for one message
 *
 * Wireshark's exceptions leave functions without cleaning up, so nothing that a message needs may
 * depend on a free(): it all goes here, and the next message resets it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_ARENA_H
#define WSIG_ARENA_H

#include "slice.h"

struct wsig_arena;

struct wsig_arena *wsig_arena_new(void);
void wsig_arena_free(struct wsig_arena *arena);

/* Makes everything that was allocated invalid; keeps one block for the next message. */
void wsig_arena_reset(struct wsig_arena *arena);

/* Zeroed, aligned for any type; never NULL (GLib aborts when memory is out). */
void *wsig_arena_alloc(struct wsig_arena *arena, size_t size);

/* NUL-terminated copies. */
char *wsig_arena_strndup(struct wsig_arena *arena, const void *text, size_t n);
char *wsig_arena_printf(struct wsig_arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* As strndup, and made fit to be shown: valid UTF-8, U+FFFD for what is not and for NUL. */
char *wsig_arena_utf8(struct wsig_arena *arena, struct wsig_slice s);

#endif
