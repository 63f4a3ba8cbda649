/* segments.c: see segments.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "segments.h"

/* Sequence numbers wrap around. */
static bool is_after(uint32_t one, uint32_t other)
{
    return one != other && one - other < UINT32_C(0x80000000);
}

bool wsig_segments_follow(struct wsig_segments *segments, enum wsig_side from,
                          const struct wsig_tcp_segment *span)
{
    const enum wsig_side to = wsig_other_side(from);
    const unsigned counted = !!(span->flags & WSIG_TCP_SYN) + !!(span->flags & WSIG_TCP_FIN);
    const uint32_t end = span->seq + span->length + counted;
    if (span->flags & WSIG_TCP_SYN) /* a new stream */
        segments->known[from] = false;
    const bool lost = segments->known[from] && end != span->seq &&
                      is_after(span->seq, segments->next[from]);
    if (!segments->known[from] || is_after(end, segments->next[from]))
        segments->next[from] = end;
    segments->known[from] = true;
    if (!segments->known[to] && (span->flags & WSIG_TCP_ACK)) {
        segments->next[to] = span->ack;
        segments->known[to] = true;
    }
    return lost;
}
