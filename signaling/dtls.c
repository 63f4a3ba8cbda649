/* dtls.c: see dtls.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dtls.h"

#define RECORD_HEADER    13
#define HANDSHAKE_HEADER 12
#define CONTENT_FIRST    20 /* change_cipher_spec; 26 is the last, ACK (RFC 9147 section 7) */
#define CONTENT_LAST     26
#define HANDSHAKE        22
#define CLIENT_HELLO     1
#define SERVER_HELLO     2

/* Extension supported_versions (RFC 8446 section 4.2.1), and DTLS 1.3 in it. */
#define SUPPORTED_VERSIONS 43
#define DTLS_13            0xFEFC

static unsigned read_u16(struct wsig_slice s)
{
    return (unsigned)(s.p[0] << 8 | s.p[1]);
}

static bool chooses_13(struct wsig_slice extensions)
{
    while (extensions.n >= 4) {
        const unsigned type = read_u16(extensions), n = read_u16(wsig_slice_from(extensions, 2));
        extensions = wsig_slice_from(extensions, 4);
        if (type == SUPPORTED_VERSIONS && n == 2 && extensions.n >= 2)
            return read_u16(extensions) == DTLS_13;
        extensions = wsig_slice_from(extensions, n);
    }
    return false;
}

/* Version, random, session id, cipher suite, compression, extensions (RFC 8446 section 4.1.3). */
static bool server_hello_chooses_13(struct wsig_slice body)
{
    body = wsig_slice_from(body, 2 + 32);
    if (body.n < 1)
        return false;
    body = wsig_slice_from(body, 1U + body.p[0] + 2 + 1);
    return body.n >= 2 && chooses_13(wsig_slice_from(body, 2));
}

static void read_handshake(struct wsig_slice body, struct wsig_dtls *dtls)
{
    if (body.n < HANDSHAKE_HEADER)
        return;
    dtls->client_hello |= body.p[0] == CLIENT_HELLO;
    dtls->server_hello |= body.p[0] == SERVER_HELLO;
    if (body.p[0] == SERVER_HELLO)
        dtls->version_13 |= server_hello_chooses_13(wsig_slice_from(body, HANDSHAKE_HEADER));
}

/* The short header of DTLS 1.3, 001xxxxx: always encrypted (RFC 9147 section 4). */
static bool is_unified(uint8_t first)
{
    return (first & 0xE0) == 0x20;
}

bool wsig_dtls_parse(struct wsig_slice bytes, struct wsig_dtls *dtls)
{
    memset(dtls, 0, sizeof *dtls);
    if (bytes.n == 0 ||
        !(is_unified(bytes.p[0]) || (bytes.p[0] >= CONTENT_FIRST && bytes.p[0] <= CONTENT_LAST)))
        return false;
    for (unsigned i = 0; i < WSIG_DTLS_RECORDS_MAX && bytes.n > 0; i++) {
        if (is_unified(bytes.p[0])) {
            dtls->encrypted = true;
            break; /* may be without a length */
        }
        if (bytes.n < RECORD_HEADER)
            break;
        const unsigned epoch = read_u16(wsig_slice_from(bytes, 3));
        const unsigned length = read_u16(wsig_slice_from(bytes, 11));
        struct wsig_slice body = wsig_slice_from(bytes, RECORD_HEADER);
        dtls->encrypted |= epoch > 0;
        if (epoch == 0 && bytes.p[0] == HANDSHAKE)
            read_handshake(wsig_slice(body.p, MIN(body.n, length)), dtls);
        bytes = wsig_slice_from(body, length);
    }
    return true;
}
