/* stun.h: the parts of a STUN message that ICE speaks with (RFC 8489, RFC 8445 section 7.1)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_STUN_H
#define WSIG_STUN_H

#include "slice.h"

#define WSIG_STUN_HEADER 20 /* bytes */

#define WSIG_STUN_BINDING 0x001

/* TURN, RFC 8656 section 17. */
#define WSIG_STUN_ALLOCATE     0x003
#define WSIG_STUN_SEND         0x006
#define WSIG_STUN_DATA         0x007
#define WSIG_STUN_CHANNEL_BIND 0x009

/* An address within an attribute, no longer XORed (RFC 8489 section 14.2). */
struct wsig_stun_address {
    uint8_t bytes[16];
    uint8_t length; /* 4, 16; 0: there is none */
    uint16_t port;
};

enum wsig_stun_class {
    WSIG_STUN_REQUEST,
    WSIG_STUN_INDICATION,
    WSIG_STUN_SUCCESS,
    WSIG_STUN_ERROR,
};

struct wsig_stun {
    uint16_t method;
    enum wsig_stun_class class;
    uint8_t id[12];             /* transaction */
    struct wsig_slice username; /* of a check: "<receiver's ufrag>:<sender's ufrag>" */
    struct wsig_slice data;     /* of a Send or Data indication (RFC 8656 section 18.4) */
    uint16_t channel;           /* CHANNEL-NUMBER; 0: none */
    struct wsig_stun_address peer, relayed; /* XOR-PEER-ADDRESS, XOR-RELAYED-ADDRESS */
    uint16_t error;                         /* code of an error response; 0: none */
    bool use_candidate, controlling, controlled;
};

/* False when the bytes are no STUN message: wrong first bits, no magic cookie, a length that does
 * not fit. One that the capture has cut is read as far as it goes. */
bool wsig_stun_parse(struct wsig_slice bytes, struct wsig_stun *stun);

#endif
