/* protobuf.h: the wire format of Protocol Buffers, one field after another
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_PROTOBUF_H
#define WSIG_PROTOBUF_H

#include "result.h"
#include "slice.h"

/* The lowest three bits of a tag. Groups (3, 4) have long been given up. */
enum wsig_protobuf_wire {
    WSIG_PROTOBUF_VARINT = 0,
    WSIG_PROTOBUF_FIXED64 = 1,
    WSIG_PROTOBUF_LENGTH = 2,
    WSIG_PROTOBUF_FIXED32 = 5,
};

struct wsig_protobuf_field {
    uint32_t number;
    enum wsig_protobuf_wire wire;
    uint64_t value;          /* of a varint or fixed field */
    struct wsig_slice bytes; /* the content of a length-delimited field, else the value's bytes */
};

/* Cuts the next field off `rest`. WSIG_NOT at the end; WSIG_MALFORMED when the bytes are no field,
 * or fewer than they claim; then nothing after it can be read. */
enum wsig_result wsig_protobuf_next(struct wsig_slice *rest, struct wsig_protobuf_field *field);

#endif
