/* cbor.c: CBOR (RFC 8949), see packed.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packed-writer.h"

#include <math.h>

enum major { UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE };

/* Section 3: the argument's size, and what has none. */
enum { ONE_BYTE = 24, EIGHT_BYTES = 27, INDEFINITE = 31 };

#define BREAK 0xFF

/* Section 3.4.3 and 3.4.5.1 */
enum { TAG_BIGNUM = 2, TAG_NEGATIVE_BIGNUM = 3, TAG_ENCODED = 24 };

struct head {
    enum major major;
    unsigned info;
    uint64_t argument; /* UINT64_MAX for an indefinite length */
};

static void read_value(struct wsig_packed *p);

/* False, and the reading has ended with null for the value, when it is none. */
static bool read_head(struct wsig_packed *p, struct head *head)
{
    struct wsig_slice first;
    if (!wsig_packed_bytes(p, 1, &first)) {
        wsig_packed_stop(p, WSIG_PACKED_CUT);
        return false;
    }
    head->major = (enum major)(first.p[0] >> 5);
    head->info = first.p[0] & 0x1F;
    head->argument = head->info;
    if (head->info < ONE_BYTE)
        return true;
    if (head->info <= EIGHT_BYTES) {
        if (wsig_packed_number(p, 1u << (head->info - ONE_BYTE), &head->argument))
            return true;
        wsig_packed_stop(p, WSIG_PACKED_CUT);
        return false;
    }
    head->argument = UINT64_MAX;
    bool indefinite = head->info == INDEFINITE && head->major >= BYTES && head->major <= MAP;
    if (!indefinite)
        wsig_packed_stop(p, WSIG_PACKED_NOT);
    return indefinite;
}

static bool at_break(struct wsig_packed *p)
{
    if (p->rest.n == 0 || p->rest.p[0] != BREAK)
        return false;
    p->rest = wsig_slice_from(p->rest, 1);
    return true;
}

/* The chunks of a string of indefinite length, of the same type and definite (section 3.2.3). */
static void read_chunks(struct wsig_packed *p, enum major major)
{
    GByteArray *all = g_byte_array_new();
    struct wsig_slice chunk;
    while (p->end == WSIG_PACKED_COMPLETE && !at_break(p)) {
        const size_t before = p->json->len;
        struct head head;
        bool readable = wsig_packed_begin(p) && read_head(p, &head);
        g_string_truncate(p->json, before); /* no null for a chunk */
        if (!readable)
            break;
        if (head.major != major || head.info == INDEFINITE)
            p->end = WSIG_PACKED_NOT;
        else if (all->len > WSIG_PACKED_JSON_MAX)
            p->end = WSIG_PACKED_LIMITED;
        else if (wsig_packed_bytes(p, head.argument, &chunk) || p->partial)
            g_byte_array_append(all, chunk.p, (guint)chunk.n);
    }
    wsig_packed_put_bytes(p, wsig_slice(all->data, all->len));
    g_byte_array_unref(all);
}

static void read_string(struct wsig_packed *p, const struct head *head)
{
    if (head->info == INDEFINITE)
        read_chunks(p, head->major);
    else
        wsig_packed_put_string(p, head->argument);
}

/* -1 - n, which needs one bit more than 64 have. */
static void put_negative(struct wsig_packed *p, uint64_t n)
{
    if (n == UINT64_MAX)
        g_string_append(p->json, "-18446744073709551616");
    else
        g_string_append_printf(p->json, "-%" G_GUINT64_FORMAT, n + 1);
}

/* The byte string that a tag stands before, whole and in one piece. */
static bool read_bytes(struct wsig_packed *p, struct wsig_slice *bytes)
{
    struct head head;
    if (!read_head(p, &head))
        return false;
    if (head.major != BYTES || head.info == INDEFINITE) {
        wsig_packed_stop(p, WSIG_PACKED_NOT);
        return false;
    }
    if (!wsig_packed_bytes(p, head.argument, bytes)) {
        wsig_packed_stop(p, WSIG_PACKED_CUT);
        return false;
    }
    return true;
}

/* A number that does not fit becomes the text "0x0123..."; negative ones "-1-0x0123...". */
static void read_bignum(struct wsig_packed *p, bool negative)
{
    struct wsig_slice bytes;
    if (!read_bytes(p, &bytes))
        return;
    g_string_append(p->json, negative ? "\"-1-0x" : "\"0x");
    for (size_t i = 0; i < bytes.n; i++)
        g_string_append_printf(p->json, "%02x", bytes.p[i]);
    g_string_append_c(p->json, '"');
}

/* CBOR in a byte string; what is no CBOR stays bytes, and so does CBOR in CBOR in CBOR: reading
 * each level and giving it up again would take time. */
static void read_encoded(struct wsig_packed *p)
{
    struct wsig_slice bytes;
    const size_t before = p->json->len;
    if (!read_bytes(p, &bytes))
        return;
    const struct wsig_slice after = p->rest;
    p->rest = bytes;
    p->encoded = true;
    read_value(p);
    p->encoded = false;
    bool fits = p->end == WSIG_PACKED_COMPLETE && p->rest.n == 0;
    p->rest = after;
    if (fits || p->end == WSIG_PACKED_LIMITED)
        return;
    p->end = WSIG_PACKED_COMPLETE;
    g_string_truncate(p->json, before);
    wsig_packed_put_bytes(p, bytes);
}

/* Other tags say how to take a value, and leave it what it is. */
static void read_tagged(struct wsig_packed *p, uint64_t tag)
{
    p->depth++;
    if (!wsig_packed_begin(p))
        ;
    else if (tag == TAG_BIGNUM || tag == TAG_NEGATIVE_BIGNUM)
        read_bignum(p, tag == TAG_NEGATIVE_BIGNUM);
    else if (tag == TAG_ENCODED && !p->encoded)
        read_encoded(p);
    else
        read_value(p);
    p->depth--;
}

/* Appendix D of RFC 8949: 5 bits of exponent, 10 of mantissa. */
static double half(uint64_t bits)
{
    const int exponent = (int)(bits >> 10 & 0x1F), mantissa = (int)(bits & 0x3FF);
    const double value = exponent == 0    ? ldexp(mantissa, -24)
                         : exponent != 31 ? ldexp(mantissa + 1024, exponent - 25)
                         : mantissa       ? NAN
                                          : INFINITY;
    return bits & 0x8000 ? -value : value;
}

static void put_simple(struct wsig_packed *p, const struct head *head)
{
    if (head->info == 20 || head->info == 21)
        g_string_append(p->json, head->info == 20 ? "false" : "true");
    else if (head->info == 25)
        wsig_packed_put_float(p, half(head->argument));
    else if (head->info == 26)
        wsig_packed_put_float(p, (double)wsig_packed_float((uint32_t)head->argument));
    else if (head->info == 27)
        wsig_packed_put_float(p, wsig_packed_double(head->argument));
    else
        g_string_append(p->json, "null"); /* null, undefined, and values that nobody has defined */
}

static void read_value(struct wsig_packed *p)
{
    struct head head;
    if (!wsig_packed_begin(p) || !read_head(p, &head))
        return;
    switch (head.major) {
    case UNSIGNED:
        g_string_append_printf(p->json, "%" G_GUINT64_FORMAT, head.argument);
        break;
    case NEGATIVE:
        put_negative(p, head.argument);
        break;
    case BYTES:
    case TEXT:
        read_string(p, &head);
        break;
    case ARRAY:
    case MAP:
        /* A count that is this large by itself is not an indefinite one. */
        if (head.argument == UINT64_MAX && head.info != INDEFINITE)
            wsig_packed_stop(p, WSIG_PACKED_CUT);
        else
            (head.major == ARRAY ? wsig_packed_array : wsig_packed_map)(p, head.argument,
                                                                        read_value, at_break);
        break;
    case TAG:
        read_tagged(p, head.argument);
        break;
    case SIMPLE:
        put_simple(p, &head);
        break;
    }
}

enum wsig_packed_end wsig_cbor_read(struct wsig_slice *rest, bool partial, GString *json)
{
    struct wsig_packed p = {.rest = *rest, .json = json, .partial = partial};
    read_value(&p);
    *rest = p.rest;
    return p.end;
}
