/* dtls.h: what an observer without keys sees of a DTLS handshake (RFC 6347, RFC 9147)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DTLS_H
#define WSIG_DTLS_H

#include "slice.h"

/* Records of a datagram that are looked at. */
#define WSIG_DTLS_RECORDS_MAX 16

struct wsig_dtls {
    bool client_hello, server_hello;
    bool version_13; /* the ServerHello chooses DTLS 1.3: what follows it is encrypted */
    bool encrypted;  /* has an encrypted record: its sender has the keys */
};

/* False when it does not begin with a DTLS record. What was cut off is left out. */
bool wsig_dtls_parse(struct wsig_slice bytes, struct wsig_dtls *dtls);

#endif
