/* slice.h: a borrowed piece of bytes; nothing here is NUL-terminated
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_SLICE_H
#define WSIG_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

/* Borrowed: valid as long as the buffer it points into. An absent value has p == NULL; an empty
 * one has p != NULL and n == 0. */
struct wsig_slice {
    const uint8_t *p;
    size_t n;
};

static inline struct wsig_slice wsig_slice(const void *p, size_t n)
{
    return (struct wsig_slice){(const uint8_t *)p, n};
}

static inline struct wsig_slice wsig_slice_str(const char *s)
{
    return wsig_slice(s, strlen(s));
}

static inline bool wsig_slice_eq(struct wsig_slice s, const char *text)
{
    return s.p && s.n == strlen(text) && memcmp(s.p, text, s.n) == 0;
}

/* ASCII case does not count. */
static inline bool wsig_slice_eq_ci(struct wsig_slice s, const char *text)
{
    return s.p && s.n == strlen(text) && g_ascii_strncasecmp((const char *)s.p, text, s.n) == 0;
}

static inline bool wsig_slice_same(struct wsig_slice a, struct wsig_slice b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* For a GHashTable whose keys point to slices. */
unsigned wsig_slice_key_hash(const void *slice);
gboolean wsig_slice_key_equal(const void *a, const void *b);

static inline bool wsig_slice_starts(struct wsig_slice s, const char *text)
{
    size_t n = strlen(text);
    return s.n >= n && memcmp(s.p, text, n) == 0;
}

static inline bool wsig_slice_ends(struct wsig_slice s, const char *text)
{
    size_t n = strlen(text);
    return s.n >= n && memcmp(s.p + (s.n - n), text, n) == 0;
}

static inline struct wsig_slice wsig_slice_from(struct wsig_slice s, size_t skip)
{
    if (skip > s.n)
        skip = s.n;
    return wsig_slice(s.p + skip, s.n - skip);
}

static inline bool wsig_is_space(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct wsig_slice wsig_slice_trim(struct wsig_slice s);

/* Is the text somewhere in the slice? ASCII case does not count; text is in lower case. */
bool wsig_slice_has_ci(struct wsig_slice s, const char *text);

/* Cuts the part before the next `sep` off `rest`; false when nothing is left. Two separators in a
 * row give an empty part. */
bool wsig_slice_cut(struct wsig_slice *rest, uint8_t sep, struct wsig_slice *part);

/* Cuts the next line off `rest`, without its end (CR LF, or LF alone); false when nothing is
 * left. */
bool wsig_slice_line(struct wsig_slice *rest, struct wsig_slice *line);

/* FNV-1a of 64 bits, continued from `seed` (WSIG_HASH_SEED to begin with). */
#define WSIG_HASH_SEED UINT64_C(14695981039346656037)
uint64_t wsig_slice_hash(struct wsig_slice s, uint64_t seed);

/* A hash that fits many into little memory. */
static inline uint32_t wsig_slice_token(struct wsig_slice s)
{
    const uint64_t hash = wsig_slice_hash(s, WSIG_HASH_SEED);
    return (uint32_t)(hash ^ hash >> 32);
}

/* A name as different people spell it: in lower case, without "_" and "-", ended by NUL. False when
 * it is not shorter than `size`. */
bool wsig_slice_fold(struct wsig_slice s, char *letters, size_t size);

/* In network order. */
static inline uint16_t wsig_u16(const uint8_t *p)
{
    return (uint16_t)(p[0] << 8 | p[1]);
}

static inline uint32_t wsig_u32(const uint8_t *p)
{
    return (uint32_t)wsig_u16(p) << 16 | wsig_u16(p + 2);
}

/* Decimal digits only, at most `max`; false otherwise (empty, sign, other characters, too large).
 */
bool wsig_slice_uint(struct wsig_slice s, uint64_t max, uint64_t *value);

#endif
