/* msgpack.c: MessagePack, see packed.h
 *
 * https://github.com/msgpack/msgpack/blob/master/spec.md
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packed-writer.h"

#define EXT_TIMESTAMP 0xFF /* -1 */

static void read_value(struct wsig_packed *p);

static void read_uint(struct wsig_packed *p, unsigned size)
{
    uint64_t value;
    if (wsig_packed_number(p, size, &value))
        g_string_append_printf(p->json, "%" G_GUINT64_FORMAT, value);
    else
        wsig_packed_stop(p, WSIG_PACKED_CUT);
}

static void read_int(struct wsig_packed *p, unsigned size)
{
    uint64_t value;
    if (!wsig_packed_number(p, size, &value)) {
        wsig_packed_stop(p, WSIG_PACKED_CUT);
        return;
    }
    const unsigned unused = 64 - 8 * size;
    g_string_append_printf(p->json, "%" G_GINT64_FORMAT,
                           (int64_t)(value << unused) >> unused); /* extends the sign */
}

static void read_float(struct wsig_packed *p, unsigned size)
{
    uint64_t value;
    if (!wsig_packed_number(p, size, &value))
        wsig_packed_stop(p, WSIG_PACKED_CUT);
    else
        wsig_packed_put_float(p, size == 4 ? (double)wsig_packed_float((uint32_t)value)
                                           : wsig_packed_double(value));
}

static uint64_t number_of(struct wsig_slice bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes.n && i < 8; i++)
        value = value << 8 | bytes.p[i];
    return value;
}

/* Seconds since 1970, in the three sizes of the specification. */
static void put_timestamp(struct wsig_packed *p, struct wsig_slice data)
{
    const uint64_t all = number_of(data);
    int64_t seconds = (int64_t)all;
    uint64_t nanoseconds = 0;
    if (data.n == 8) {
        nanoseconds = all >> 34;
        seconds = (int64_t)(all & ((UINT64_C(1) << 34) - 1));
    } else if (data.n == 12) {
        nanoseconds = number_of(wsig_slice(data.p, 4));
        seconds = (int64_t)number_of(wsig_slice_from(data, 4));
    }
    wsig_packed_put_float(p, (double)seconds + (double)nanoseconds / 1e9);
}

/* An application's type, its data as bytes are; notepack.io, which socket.io's parser uses, writes
 * undefined as type 0 with one byte 0. */
static void read_ext(struct wsig_packed *p, uint64_t n)
{
    struct wsig_slice type, data;
    if (!wsig_packed_bytes(p, 1, &type) || !wsig_packed_bytes(p, n, &data)) {
        wsig_packed_stop(p, WSIG_PACKED_CUT);
        return;
    }
    if (type.p[0] == EXT_TIMESTAMP && (n == 4 || n == 8 || n == 12))
        put_timestamp(p, data);
    else if (type.p[0] == 0 && n == 1 && data.p[0] == 0)
        g_string_append(p->json, "null");
    else
        wsig_packed_put_bytes(p, data);
}

/* A length or count of 1, 2 or 4 bytes. */
static bool read_count(struct wsig_packed *p, unsigned size, uint64_t *count)
{
    if (wsig_packed_number(p, size, count))
        return true;
    wsig_packed_stop(p, WSIG_PACKED_CUT);
    return false;
}

/* 0xC0 to 0xDF: a type each. */
static void read_typed(struct wsig_packed *p, uint8_t type)
{
    uint64_t count;
    if (type == 0xC0)
        g_string_append(p->json, "null");
    else if (type == 0xC1)
        wsig_packed_stop(p, WSIG_PACKED_NOT); /* never used */
    else if (type <= 0xC3)
        g_string_append(p->json, type == 0xC2 ? "false" : "true");
    else if (type <= 0xC6 && read_count(p, 1u << (type - 0xC4), &count))
        wsig_packed_put_string(p, count);
    else if (type >= 0xC7 && type <= 0xC9 && read_count(p, 1u << (type - 0xC7), &count))
        read_ext(p, count);
    else if (type == 0xCA || type == 0xCB)
        read_float(p, type == 0xCA ? 4 : 8);
    else if (type >= 0xCC && type <= 0xCF)
        read_uint(p, 1u << (type - 0xCC));
    else if (type >= 0xD0 && type <= 0xD3)
        read_int(p, 1u << (type - 0xD0));
    else if (type >= 0xD4 && type <= 0xD8)
        read_ext(p, UINT64_C(1) << (type - 0xD4));
    else if (type >= 0xD9 && type <= 0xDB && read_count(p, 1u << (type - 0xD9), &count))
        wsig_packed_put_string(p, count);
    else if ((type == 0xDC || type == 0xDD) && read_count(p, type == 0xDC ? 2 : 4, &count))
        wsig_packed_array(p, count, read_value, NULL);
    else if (type >= 0xDE && read_count(p, type == 0xDE ? 2 : 4, &count))
        wsig_packed_map(p, count, read_value, NULL);
}

static void read_value(struct wsig_packed *p)
{
    if (!wsig_packed_begin(p))
        return;
    const uint8_t type = p->rest.p[0];
    p->rest = wsig_slice_from(p->rest, 1);
    if (type <= 0x7F)
        g_string_append_printf(p->json, "%u", type);
    else if (type <= 0x8F)
        wsig_packed_map(p, type & 0x0F, read_value, NULL);
    else if (type <= 0x9F)
        wsig_packed_array(p, type & 0x0F, read_value, NULL);
    else if (type <= 0xBF)
        wsig_packed_put_string(p, type & 0x1F);
    else if (type <= 0xDF)
        read_typed(p, type);
    else
        g_string_append_printf(p->json, "%d", (int)(int8_t)type);
}

enum wsig_packed_end wsig_msgpack_read(struct wsig_slice *rest, bool partial, GString *json)
{
    struct wsig_packed p = {.rest = *rest, .json = json, .partial = partial};
    read_value(&p);
    *rest = p.rest;
    return p.end;
}
