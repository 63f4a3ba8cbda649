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
    const bool lost =
        segments->known[from] && end != span->seq && is_after(span->seq, segments->next[from]);
    if (!segments->known[from] || is_after(end, segments->next[from]))
        segments->next[from] = end;
    segments->known[from] = true;
    if (!segments->known[to] && (span->flags & WSIG_TCP_ACK)) {
        segments->next[to] = span->ack;
        segments->known[to] = true;
    }
    return lost;
}

/* The longest beginning of the one that is an end of the other; by Knuth, Morris and Pratt, so that
 * no bytes make it slow. */
size_t wsig_segment_used(struct wsig_slice whole, struct wsig_slice segment)
{
    if (segment.n == 0)
        return 0;
    size_t *shorter = g_new0(size_t, segment.n + 1), matched = 0; /* by length: the next to try */
    for (size_t i = 1; i < segment.n; i++) {
        while (matched > 0 && segment.p[i] != segment.p[matched])
            matched = shorter[matched];
        matched += segment.p[i] == segment.p[matched];
        shorter[i + 1] = matched;
    }
    matched = 0;
    for (size_t i = whole.n - MIN(whole.n, segment.n); i < whole.n; i++) {
        while (matched > 0 && (matched == segment.n || whole.p[i] != segment.p[matched]))
            matched = shorter[matched];
        matched += whole.p[i] == segment.p[matched];
    }
    g_free(shorter);
    return matched;
}
