/* text.c: see text.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "text.h"

#define REPLACEMENT 0xFFFD

/* Shorter texts hold nothing that we look for. */
#define BASE64_MIN 24

static bool read_hex4(struct wsig_slice s, gunichar *value)
{
    if (s.n < 4)
        return false;
    *value = 0;
    for (size_t i = 0; i < 4; i++) {
        if (!g_ascii_isxdigit(s.p[i]))
            return false;
        *value = *value << 4 | (gunichar)g_ascii_xdigit_value((char)s.p[i]);
    }
    return true;
}

/* s begins after the backslash, at "u". Returns the bytes eaten, 0 when it is no such escape. */
static size_t read_unicode(struct wsig_slice s, gunichar *c)
{
    gunichar low;
    if (!read_hex4(wsig_slice_from(s, 1), c))
        return 0;
    if (*c >= 0xD800 && *c <= 0xDBFF && wsig_slice_starts(wsig_slice_from(s, 5), "\\u") &&
        read_hex4(wsig_slice_from(s, 7), &low) && low >= 0xDC00 && low <= 0xDFFF) {
        *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
        return 11;
    }
    if (*c >= 0xD800 && *c <= 0xDFFF)
        *c = REPLACEMENT;
    return 5;
}

/* One escape, s begins after the backslash. Writes at most as many bytes as it eats with the
 * backslash. */
static size_t unescape_one(struct wsig_slice s, uint8_t *out, size_t *eaten)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *at = s.n && s.p[0] ? strchr(from, s.p[0]) : NULL;
    gunichar c;
    if (at) {
        *out = (uint8_t)to[at - from];
        *eaten = 1;
        return 1;
    }
    *eaten = s.n && s.p[0] == 'u' ? read_unicode(s, &c) : 0;
    if (*eaten)
        return (size_t)g_unichar_to_utf8(c, (char *)out);
    *out = '\\';
    return 1;
}

struct wsig_slice wsig_text_unescape(struct wsig_arena *arena, struct wsig_slice s)
{
    if (s.n == 0 || !memchr(s.p, '\\', s.n))
        return s;
    uint8_t *out = wsig_arena_alloc(arena, s.n + 1);
    size_t n = 0;
    while (s.n > 0) {
        size_t eaten = 0;
        uint8_t c = s.p[0];
        s = wsig_slice_from(s, 1);
        if (c == '\\')
            n += unescape_one(s, out + n, &eaten);
        else
            out[n++] = c;
        s = wsig_slice_from(s, eaten);
    }
    return wsig_slice(out, n);
}

bool wsig_text_maybe_base64(struct wsig_slice s)
{
    /* How "{" and "[" with what may follow, "v=0", "candidate:", "a=", zlib and gzip begin in
     * base64. */
    static const char *const starts[] = {
        "ey",       "ewo",  "ew0",  "ewk",  "e3",   "W3",  "W1s", "Wy", "Wwo", "Ww0", "dj0w",
        "Y2FuZGlk", "YT1j", "YT1p", "YT1t", "YT1l", "bT1", "eA",  "eF", "eJ",  "eN",  "H4sI"};
    if (s.n < BASE64_MIN)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (wsig_slice_starts(s, starts[i]))
            return true;
    return false;
}

bool wsig_text_base64(struct wsig_arena *arena, struct wsig_slice s, struct wsig_slice *decoded)
{
    char *text = wsig_arena_alloc(arena, s.n + 4);
    size_t n = 0;
    while (s.n > 0 && (s.p[s.n - 1] == '=' || wsig_is_space(s.p[s.n - 1])))
        s.n--;
    for (size_t i = 0; i < s.n; i++) {
        char c = (char)s.p[i];
        if (wsig_is_space(s.p[i]))
            continue; /* MIME's line breaks */
        if (!g_ascii_isalnum(c) && (!c || !strchr("+/-_", c)))
            return false;
        text[n++] = c == '-' ? '+' : c == '_' ? '/' : c;
    }
    if (n == 0 || n % 4 == 1)
        return false;
    while (n % 4 != 0)
        text[n++] = '=';
    text[n] = '\0';
    g_base64_decode_inplace(text, &n);
    *decoded = wsig_slice(text, n);
    return true;
}
