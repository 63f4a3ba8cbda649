/* dtls-certificate.h: the certificate that one side of a DTLS 1.2 handshake shows
 *
 * Handshake messages come in pieces, in any order, several times (RFC 6347 section 4.2). In DTLS
 * 1.3 certificates are encrypted: there is nothing to read.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DTLS_CERTIFICATE_H
#define WSIG_DTLS_CERTIFICATE_H

#include "dtls.h"

/* Longer certificates are left out. Those of WebRTC are self-signed and below 1 KiB. */
#define WSIG_DTLS_CERTIFICATE_MAX 16384

/* Of the datagrams of one direction. All zero to begin with, cleared at the end. */
struct wsig_dtls_reader {
    uint64_t hello; /* hash of the random of the handshake that is read; 0: not seen */
    uint8_t
        *bytes; /* the beginning of the message, up to the end of the first certificate; owned */
    uint8_t *there;  /* by byte: has it come? In the same block. */
    uint32_t length; /* of the message */
    uint32_t room;   /* of `bytes` */
    uint32_t prefix; /* the first byte that has not come */
    uint16_t sequence;
    bool done; /* or there is nothing to be read */
};

/* True with the datagram that makes the sender's first certificate whole, once a handshake. DER, in
 * the reader, valid until it gets the next datagram. A ClientHello or ServerHello with another
 * random begins a new handshake: a later call may use the ports again. */
bool wsig_dtls_certificate(struct wsig_dtls_reader *reader, struct wsig_slice datagram,
                           struct wsig_slice *certificate);

void wsig_dtls_reader_clear(struct wsig_dtls_reader *reader);

#endif
