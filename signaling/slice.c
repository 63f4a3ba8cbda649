/* slice.c: see slice.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "slice.h"

struct wsig_slice wsig_slice_trim(struct wsig_slice s)
{
    while (s.n > 0 && wsig_is_space(s.p[0]))
        s = wsig_slice_from(s, 1);
    while (s.n > 0 && wsig_is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool wsig_slice_has_ci(struct wsig_slice s, const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i + n <= s.n; i++)
        if (g_ascii_strncasecmp((const char *)s.p + i, text, n) == 0)
            return true;
    return false;
}

unsigned wsig_slice_key_hash(const void *slice)
{
    return wsig_slice_token(*(const struct wsig_slice *)slice);
}

gboolean wsig_slice_key_equal(const void *a, const void *b)
{
    return wsig_slice_same(*(const struct wsig_slice *)a, *(const struct wsig_slice *)b);
}

bool wsig_slice_cut(struct wsig_slice *rest, uint8_t sep, struct wsig_slice *part)
{
    if (!rest->p)
        return false;
    const uint8_t *at = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
    if (!at) {
        *part = *rest;
        *rest = wsig_slice(NULL, 0);
        return true;
    }
    *part = wsig_slice(rest->p, (size_t)(at - rest->p));
    *rest = wsig_slice_from(*rest, part->n + 1);
    return true;
}

bool wsig_slice_line(struct wsig_slice *rest, struct wsig_slice *line)
{
    if (rest->n == 0 || !wsig_slice_cut(rest, '\n', line))
        return false;
    if (line->n > 0 && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}

bool wsig_slice_fold(struct wsig_slice s, char *letters, size_t size)
{
    size_t n = 0;
    if (s.n >= size)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '_' && s.p[i] != '-')
            letters[n++] = g_ascii_tolower((char)s.p[i]);
    letters[n] = '\0';
    return true;
}

bool wsig_slice_uint(struct wsig_slice s, uint64_t max, uint64_t *value)
{
    uint64_t v = 0;
    if (s.n == 0 || s.n > 19)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!g_ascii_isdigit(s.p[i]))
            return false;
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    if (v > max)
        return false;
    *value = v;
    return true;
}

uint64_t wsig_slice_hash(struct wsig_slice s, uint64_t seed)
{
    for (size_t i = 0; i < s.n; i++)
        seed = (seed ^ s.p[i]) * UINT64_C(1099511628211);
    return seed;
}
