/* packed.c: see packed.h and packed-writer.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packed-writer.h"

#include <math.h>

bool wsig_packed_begin(struct wsig_packed *p)
{
    if (p->end == WSIG_PACKED_COMPLETE &&
        (++p->values > WSIG_PACKED_VALUES_MAX || p->depth > WSIG_PACKED_DEPTH_MAX ||
         p->json->len > WSIG_PACKED_JSON_MAX))
        p->end = WSIG_PACKED_LIMITED;
    if (p->end == WSIG_PACKED_COMPLETE && p->rest.n == 0)
        p->end = WSIG_PACKED_CUT;
    if (p->end != WSIG_PACKED_COMPLETE)
        g_string_append(p->json, "null");
    return p->end == WSIG_PACKED_COMPLETE;
}

void wsig_packed_stop(struct wsig_packed *p, enum wsig_packed_end end)
{
    p->end = end;
    g_string_append(p->json, "null");
}

bool wsig_packed_bytes(struct wsig_packed *p, uint64_t n, struct wsig_slice *bytes)
{
    bool enough = n <= p->rest.n;
    *bytes = wsig_slice(p->rest.p, enough ? (size_t)n : p->rest.n);
    p->rest = wsig_slice_from(p->rest, bytes->n);
    if (!enough)
        p->end = WSIG_PACKED_CUT;
    return enough;
}

bool wsig_packed_number(struct wsig_packed *p, unsigned size, uint64_t *value)
{
    struct wsig_slice bytes;
    *value = 0;
    if (!wsig_packed_bytes(p, size, &bytes))
        return false;
    for (size_t i = 0; i < bytes.n; i++)
        *value = *value << 8 | bytes.p[i];
    return true;
}

static void put_escaped(GString *json, struct wsig_slice text)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    g_string_append_c(json, '"');
    for (size_t i = 0; i < text.n; i++) {
        const char c = (char)text.p[i], *at = c ? strchr(from, c) : NULL;
        if (at)
            g_string_append_printf(json, "\\%c", to[at - from]);
        else if (text.p[i] < 0x20)
            g_string_append_printf(json, "\\u%04x", text.p[i]);
        else
            g_string_append_c(json, c);
    }
    g_string_append_c(json, '"');
}

void wsig_packed_put_bytes(struct wsig_packed *p, struct wsig_slice bytes)
{
    if (bytes.n == 0 || g_utf8_validate_len((const char *)bytes.p, bytes.n, NULL)) {
        put_escaped(p->json, bytes);
        return;
    }
    char *base64 = g_base64_encode(bytes.p, bytes.n);
    g_string_append_printf(p->json, "\"%s\"", base64);
    g_free(base64);
}

/* Of a text that is cut off, the half of a character at its end does not count. */
static struct wsig_slice whole_characters(struct wsig_slice text)
{
    for (size_t cut = 0; cut < 4 && cut < text.n; cut++)
        if (g_utf8_validate_len((const char *)text.p, text.n - cut, NULL))
            return wsig_slice(text.p, text.n - cut);
    return text;
}

void wsig_packed_put_string(struct wsig_packed *p, uint64_t n)
{
    struct wsig_slice bytes;
    if ((n > p->rest.n && !p->partial) || n > WSIG_PACKED_JSON_MAX) {
        wsig_packed_stop(p, n > p->rest.n ? WSIG_PACKED_CUT : WSIG_PACKED_LIMITED);
        return;
    }
    if (!wsig_packed_bytes(p, n, &bytes))
        bytes = whole_characters(bytes);
    wsig_packed_put_bytes(p, bytes);
}

/* JSON has no infinity. */
void wsig_packed_put_float(struct wsig_packed *p, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(p->json, isfinite(value) ? g_ascii_dtostr(text, sizeof text, value) : "null");
}

float wsig_packed_float(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double wsig_packed_double(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* A key that is no string gets quotes; one that is an array or object is none for JSON. */
static void read_key(struct wsig_packed *p, wsig_packed_reader read)
{
    size_t start = p->json->len;
    read(p);
    const char first = p->json->str[start];
    if (first == '[' || first == '{')
        p->end = WSIG_PACKED_NOT;
    if (first == '"')
        return;
    g_string_insert_c(p->json, (gssize)start, '"');
    g_string_append_c(p->json, '"');
}

/* Until the count is reached, or the mark that ends the container. */
static bool has_next(struct wsig_packed *p, uint64_t count, uint64_t i, wsig_packed_at_end at_end)
{
    return p->end == WSIG_PACKED_COMPLETE && i < count && !(count == UINT64_MAX && at_end(p));
}

/* A count that cannot be ends the reading before it begins: the early out for foreign bytes. */
static void check_count(struct wsig_packed *p, uint64_t count, unsigned bytes_each)
{
    if (count != UINT64_MAX && !p->partial && count > p->rest.n / bytes_each)
        p->end = WSIG_PACKED_CUT;
}

void wsig_packed_array(struct wsig_packed *p, uint64_t count, wsig_packed_reader read,
                       wsig_packed_at_end at_end)
{
    g_string_append_c(p->json, '[');
    check_count(p, count, 1);
    p->depth++;
    for (uint64_t i = 0; has_next(p, count, i, at_end); i++) {
        if (i > 0)
            g_string_append_c(p->json, ',');
        read(p);
    }
    p->depth--;
    g_string_append_c(p->json, ']');
}

void wsig_packed_map(struct wsig_packed *p, uint64_t count, wsig_packed_reader read,
                     wsig_packed_at_end at_end)
{
    g_string_append_c(p->json, '{');
    check_count(p, count, 2);
    p->depth++;
    for (uint64_t i = 0; has_next(p, count, i, at_end); i++) {
        if (i > 0)
            g_string_append_c(p->json, ',');
        read_key(p, read);
        g_string_append_c(p->json, ':');
        read(p);
    }
    p->depth--;
    g_string_append_c(p->json, '}');
}
