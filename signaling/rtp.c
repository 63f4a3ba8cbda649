/* rtp.c: see rtp.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "rtp.h"

#define HEADER_LENGTH 12

enum wsig_packet wsig_packet_of(struct wsig_slice bytes)
{
    if (bytes.n < 4)
        return WSIG_PACKET_UNKNOWN;
    const uint8_t first = bytes.p[0], second = bytes.p[1];
    if (first <= 3)
        return WSIG_PACKET_STUN;
    if (first >= 20 && first <= 63)
        return WSIG_PACKET_DTLS;
    if (first >= 64 && first <= 79)
        return WSIG_PACKET_TURN_CHANNEL;
    if (first < 128 || first > 191)
        return WSIG_PACKET_UNKNOWN;
    return second >= 192 && second <= 223 ? WSIG_PACKET_RTCP : WSIG_PACKET_RTP;
}

/* 0xBEDE for extensions of one byte, 0x100* for those of two (RFC 8285 sections 4.2, 4.3). */
static void read_extensions(struct wsig_slice rest, struct wsig_rtp *rtp)
{
    if (rest.n < 4)
        return;
    const uint32_t profile = wsig_u16(rest.p);
    const size_t length = 4 * (size_t)wsig_u16(rest.p + 2);
    rest = wsig_slice_from(rest, 4);
    rtp->two_byte = (profile & 0xFFF0) == 0x1000;
    if (profile == 0xBEDE || rtp->two_byte)
        rtp->extensions = wsig_slice(rest.p, MIN(length, rest.n));
}

bool wsig_rtp_parse(struct wsig_slice bytes, struct wsig_rtp *rtp)
{
    memset(rtp, 0, sizeof *rtp);
    if (bytes.n < HEADER_LENGTH)
        return false;
    rtp->payload_type = bytes.p[1] & 0x7F;
    rtp->sequence = wsig_u16(bytes.p + 2);
    rtp->ssrc = wsig_u32(bytes.p + 8);
    if (bytes.p[0] & 0x10)
        read_extensions(wsig_slice_from(bytes, HEADER_LENGTH + 4 * (bytes.p[0] & 0x0FU)), rtp);
    return true;
}

struct wsig_slice wsig_rtp_extension(const struct wsig_rtp *rtp, uint8_t id)
{
    struct wsig_slice rest = rtp->extensions;
    while (rest.n >= (rtp->two_byte ? 2U : 1U)) {
        const uint8_t first = rest.p[0];
        if (first == 0) {
            rest = wsig_slice_from(rest, 1); /* padding */
            continue;
        }
        const uint8_t this_id = rtp->two_byte ? first : first >> 4;
        const size_t n = rtp->two_byte ? rest.p[1] : (first & 0x0FU) + 1U;
        if (!rtp->two_byte && this_id == 15)
            break; /* RFC 8285 section 4.2: ends the reading */
        rest = wsig_slice_from(rest, rtp->two_byte ? 2 : 1);
        if (n > rest.n)
            break;
        if (this_id == id)
            return wsig_slice(rest.p, n);
        rest = wsig_slice_from(rest, n);
    }
    return wsig_slice(NULL, 0);
}
