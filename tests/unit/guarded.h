/* guarded.h: input that ends where the next byte cannot be read
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GUARDED_H
#define GUARDED_H

#include <sys/mman.h>
#include <unistd.h>

#include "../../signaling/slice.h"

struct guarded {
    uint8_t *pages;
    size_t size; /* without the guard page */
};

static inline struct guarded guarded_new(size_t room)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct guarded g = {NULL, (room / page + 1) * page};
    g.pages = mmap(NULL, g.size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    g_assert(g.pages != MAP_FAILED);
    g_assert(mprotect(g.pages + g.size, page, PROT_NONE) == 0);
    return g;
}

/* The copy's last byte is the last one that can be read. */
static inline struct wsig_slice guarded_copy(const struct guarded *g, const void *bytes, size_t n)
{
    g_assert(n <= g->size);
    uint8_t *at = g->pages + g->size - n;
    if (n)
        memcpy(at, bytes, n);
    return wsig_slice(at, n);
}

static inline void guarded_free(struct guarded *g)
{
    munmap(g->pages, g->size + (size_t)sysconf(_SC_PAGESIZE));
}

#endif
