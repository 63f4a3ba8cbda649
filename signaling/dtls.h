/* dtls.h: what an observer without keys sees of a DTLS handshake (RFC 6347, RFC 9147)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DTLS_H
#define WSIG_DTLS_H

#include "slice.h"

#define WSIG_DTLS_CLIENT_HELLO 1
#define WSIG_DTLS_SERVER_HELLO 2
#define WSIG_DTLS_CERTIFICATE  11

/* Records of a datagram that are looked at. */
#define WSIG_DTLS_RECORDS_MAX 16

static inline uint32_t wsig_dtls_u24(const uint8_t *p)
{
    return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

struct wsig_dtls_record {
    uint8_t type;
    bool encrypted;         /* nothing in `body` can be read */
    bool whole;             /* not cut by the capture */
    struct wsig_slice body; /* as far as it is there */
};

/* Cuts the next record off the datagram; false when nothing that is one is left. */
bool wsig_dtls_next_record(struct wsig_slice *rest, struct wsig_dtls_record *record);

/* A piece of a handshake message (RFC 6347 section 4.2.2). */
struct wsig_dtls_fragment {
    uint8_t type;
    uint16_t sequence;         /* of the message; also of one that is sent again */
    uint32_t length, offset;   /* of the whole message; of the piece in it */
    struct wsig_slice content; /* as far as it is there */
};

/* Cuts the next piece off the body of a record; false when nothing that is one is left. */
bool wsig_dtls_next_fragment(struct wsig_slice *rest, const struct wsig_dtls_record *record,
                             struct wsig_dtls_fragment *fragment);

struct wsig_dtls {
    bool client_hello, server_hello;
    bool version_13; /* the ServerHello chooses DTLS 1.3: what follows it is encrypted */
    bool encrypted;  /* has an encrypted record: its sender has the keys */
};

/* False when it does not begin with a DTLS record. What was cut off is left out. */
bool wsig_dtls_parse(struct wsig_slice bytes, struct wsig_dtls *dtls);

#endif
