/* protobuf.c: see protobuf.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "protobuf.h"

#define VARINT_BYTES_MAX 10
#define FIELD_NUMBER_MAX ((1u << 29) - 1)

static bool read_varint(struct wsig_slice *rest, uint64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < rest->n && i < VARINT_BYTES_MAX; i++) {
        *value |= (uint64_t)(rest->p[i] & 0x7F) << (7 * i);
        if (!(rest->p[i] & 0x80)) {
            *rest = wsig_slice_from(*rest, i + 1);
            return true;
        }
    }
    return false;
}

static bool read_bytes(struct wsig_slice *rest, uint64_t n, struct wsig_slice *bytes)
{
    if (n > rest->n)
        return false;
    *bytes = wsig_slice(rest->p, (size_t)n);
    *rest = wsig_slice_from(*rest, (size_t)n);
    return true;
}

static bool read_value(struct wsig_slice *rest, struct wsig_protobuf_field *field)
{
    const uint8_t *start = rest->p;
    switch (field->wire) {
    case WSIG_PROTOBUF_VARINT:
        if (!read_varint(rest, &field->value))
            return false;
        field->bytes = wsig_slice(start, (size_t)(rest->p - start));
        return true;
    case WSIG_PROTOBUF_LENGTH:
        return read_varint(rest, &field->value) && read_bytes(rest, field->value, &field->bytes);
    case WSIG_PROTOBUF_FIXED64:
    case WSIG_PROTOBUF_FIXED32:
        if (!read_bytes(rest, field->wire == WSIG_PROTOBUF_FIXED64 ? 8 : 4, &field->bytes))
            return false;
        field->value = 0;
        for (size_t i = 0; i < field->bytes.n; i++)
            field->value |= (uint64_t)field->bytes.p[i] << (8 * i);
        return true;
    }
    return false;
}

enum wsig_result wsig_protobuf_next(struct wsig_slice *rest, struct wsig_protobuf_field *field)
{
    uint64_t tag;
    if (rest->n == 0)
        return WSIG_NOT;
    if (!read_varint(rest, &tag) || tag >> 3 == 0 || tag >> 3 > FIELD_NUMBER_MAX)
        return WSIG_MALFORMED;
    field->number = (uint32_t)(tag >> 3);
    field->wire = (enum wsig_protobuf_wire)(tag & 7);
    return read_value(rest, field) ? WSIG_OK : WSIG_MALFORMED;
}
