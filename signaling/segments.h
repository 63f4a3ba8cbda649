/* segments.h: is a segment of TCP missing in front of this one? RFC 9293 section 3.4
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_SEGMENTS_H
#define WSIG_SEGMENTS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "connection.h"
#include "slice.h"

enum { WSIG_TCP_FIN = 0x01, WSIG_TCP_SYN = 0x02, WSIG_TCP_RST = 0x04, WSIG_TCP_ACK = 0x10 };

/* A segment's place in its stream; the length is that of its payload, in bytes. */
struct wsig_tcp_segment {
    uint32_t seq, ack, length;
    uint8_t flags;
};

/* What comes next from either side; all zero at first. */
struct wsig_segments {
    uint32_t next[2];
    bool known[2];
};

/* Takes the next segment in, from that side. True when bytes between the segments before and this
 * one were not seen; they may still come, in another order. */
bool wsig_segments_follow(struct wsig_segments *segments, enum wsig_side from,
                          const struct wsig_tcp_segment *span);

/* How many bytes of the segment's payload are the end of what was put together with those of the
 * segments before it. */
size_t wsig_segment_used(struct wsig_slice whole, struct wsig_slice segment);

#endif
