/* arena.c: see arena.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "arena.h"

#include <stdarg.h>

#define BLOCK_SIZE (64 * 1024)
#define ALIGNMENT  16

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(ALIGNMENT) uint8_t bytes[];
};

struct wsig_arena {
    struct block *blocks; /* the one in use first */
};

static struct block *block_new(size_t size, struct block *next)
{
    struct block *block = g_malloc(sizeof *block + size);
    block->next = next;
    block->size = size;
    block->used = 0;
    return block;
}

static void blocks_free(struct block *block)
{
    while (block) {
        struct block *next = block->next;
        g_free(block);
        block = next;
    }
}

struct wsig_arena *wsig_arena_new(void)
{
    struct wsig_arena *arena = g_new0(struct wsig_arena, 1);
    arena->blocks = block_new(BLOCK_SIZE, NULL);
    return arena;
}

void wsig_arena_free(struct wsig_arena *arena)
{
    if (!arena)
        return;
    blocks_free(arena->blocks);
    g_free(arena);
}

void wsig_arena_reset(struct wsig_arena *arena)
{
    if (arena->blocks->size != BLOCK_SIZE || arena->blocks->next) {
        blocks_free(arena->blocks);
        arena->blocks = block_new(BLOCK_SIZE, NULL);
    }
    arena->blocks->used = 0;
}

void *wsig_arena_alloc(struct wsig_arena *arena, size_t size)
{
    size_t need = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (arena->blocks->size - arena->blocks->used < need)
        arena->blocks = block_new(MAX(need, BLOCK_SIZE), arena->blocks);
    void *at = arena->blocks->bytes + arena->blocks->used;
    arena->blocks->used += need;
    memset(at, 0, size);
    return at;
}

char *wsig_arena_strndup(struct wsig_arena *arena, const void *text, size_t n)
{
    char *copy = wsig_arena_alloc(arena, n + 1);
    if (n)
        memcpy(copy, text, n);
    return copy;
}

char *wsig_arena_printf(struct wsig_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = g_strdup_vprintf(format, args);
    va_end(args);
    char *copy = wsig_arena_strndup(arena, text, strlen(text));
    g_free(text);
    return copy;
}

char *wsig_arena_utf8(struct wsig_arena *arena, struct wsig_slice s)
{
    if (s.n == 0 || (!memchr(s.p, 0, s.n) && g_utf8_validate((const char *)s.p, (gssize)s.n, NULL)))
        return wsig_arena_strndup(arena, s.p, s.n);
    char *valid = g_utf8_make_valid((const char *)s.p, (gssize)s.n);
    char *copy = wsig_arena_strndup(arena, valid, strlen(valid));
    g_free(valid);
    return copy;
}
