/* rtp.h: what is on a port that ICE has opened (RFC 7983), and the parts of an RTP packet that say
 * whose it is (RFC 3550 section 5.1, RFC 8285, RFC 8843 section 9.2)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_RTP_H
#define WSIG_RTP_H

#include "slice.h"

enum wsig_packet {
    WSIG_PACKET_UNKNOWN,
    WSIG_PACKET_STUN,
    WSIG_PACKET_DTLS,
    WSIG_PACKET_TURN_CHANNEL,
    WSIG_PACKET_RTP,
    WSIG_PACKET_RTCP,
};

/* By the first byte (RFC 7983 section 7) and, for RTP and RTCP, the second (RFC 5761 section 4). */
enum wsig_packet wsig_packet_of(struct wsig_slice bytes);

struct wsig_rtp {
    uint8_t payload_type;
    uint16_t sequence;
    uint32_t ssrc;
    struct wsig_slice extensions; /* of the header, after its profile and length */
    bool two_byte;                /* their form, RFC 8285 section 4.3 */
};

/* False when the header is cut off. */
bool wsig_rtp_parse(struct wsig_slice bytes, struct wsig_rtp *rtp);

/* The header extension with that id; p == NULL: it has none. */
struct wsig_slice wsig_rtp_extension(const struct wsig_rtp *rtp, uint8_t id);

#endif
