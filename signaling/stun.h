/* stun.h: the parts of a STUN message that ICE speaks with (RFC 8489, RFC 8445 section 7.1)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_STUN_H
#define WSIG_STUN_H

#include "slice.h"

#define WSIG_STUN_BINDING 0x001

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
    uint16_t error;             /* code of an error response; 0: none */
    bool use_candidate, controlling, controlled;
};

/* False when the bytes are no STUN message: wrong first bits, no magic cookie, a length that does
 * not fit. One that the capture has cut is read as far as it goes. */
bool wsig_stun_parse(struct wsig_slice bytes, struct wsig_stun *stun);

#endif
