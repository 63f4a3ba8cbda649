/* packed-writer.h: what the readers of MessagePack and CBOR share: bytes in, JSON text out
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_PACKED_WRITER_H
#define WSIG_PACKED_WRITER_H

#include "packed.h"

/* A value at work. Once `end` is something else than COMPLETE, nothing more is read, and the
 * containers that are open are closed. */
struct wsig_packed {
    struct wsig_slice rest;
    GString *json;
    bool partial, encoded; /* `encoded`: within CBOR in a byte string */
    unsigned values, depth;
    enum wsig_packed_end end;
};

/* Reads one value of the format: the function that the containers call for what is in them. */
typedef void (*wsig_packed_reader)(struct wsig_packed *p);

/* Counts a value; false when the reading has ended, with null in its place. */
bool wsig_packed_begin(struct wsig_packed *p);

/* Ends the reading with null for the value at hand. */
void wsig_packed_stop(struct wsig_packed *p, enum wsig_packed_end end);

/* Cuts bytes off. False, and the reading has ended, when there are fewer; then *bytes has those
 * that are there. */
bool wsig_packed_bytes(struct wsig_packed *p, uint64_t n, struct wsig_slice *bytes);

/* An unsigned number of 1, 2, 4 or 8 bytes, most significant first. */
bool wsig_packed_number(struct wsig_packed *p, unsigned size, uint64_t *value);

/* Bytes as a JSON string. */
void wsig_packed_put_bytes(struct wsig_packed *p, struct wsig_slice bytes);

/* A string of `n` bytes of what follows. */
void wsig_packed_put_string(struct wsig_packed *p, uint64_t n);

void wsig_packed_put_float(struct wsig_packed *p, double value);
float wsig_packed_float(uint32_t bits);
double wsig_packed_double(uint64_t bits);

/* Containers; `count` is UINT64_MAX for one that ends with a mark, which `at_end` cuts off. */
typedef bool (*wsig_packed_at_end)(struct wsig_packed *p);
void wsig_packed_array(struct wsig_packed *p, uint64_t count, wsig_packed_reader read,
                       wsig_packed_at_end at_end);
void wsig_packed_map(struct wsig_packed *p, uint64_t count, wsig_packed_reader read,
                     wsig_packed_at_end at_end);

#endif
