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

/* tls12_cid, RFC 9146: always encrypted. */
#define WITH_CONNECTION_ID 25

/* Extension supported_versions (RFC 8446 section 4.2.1), and DTLS 1.3 in it. */
#define SUPPORTED_VERSIONS 43
#define DTLS_13            0xFEFC

static unsigned read_u16(struct wsig_slice s)
{
    return wsig_u16(s.p);
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

/* The short header of DTLS 1.3, 001xxxxx: always encrypted (RFC 9147 section 4). */
static bool is_unified(uint8_t first)
{
    return (first & 0xE0) == 0x20;
}

static bool is_record(uint8_t first)
{
    return is_unified(first) || (first >= CONTENT_FIRST && first <= CONTENT_LAST);
}

bool wsig_dtls_next_record(struct wsig_slice *rest, struct wsig_dtls_record *record)
{
    if (rest->n == 0 || !is_record(rest->p[0]))
        return false;
    *record = (struct wsig_dtls_record){.type = rest->p[0], .encrypted = true};
    if (is_unified(rest->p[0])) { /* may be without a length */
        *rest = wsig_slice_from(*rest, rest->n);
        return true;
    }
    if (rest->n < RECORD_HEADER)
        return false;
    const unsigned length = read_u16(wsig_slice_from(*rest, 11));
    const struct wsig_slice body = wsig_slice_from(*rest, RECORD_HEADER);
    record->encrypted = read_u16(wsig_slice_from(*rest, 3)) > 0; /* epoch */
    record->whole = body.n >= length;
    record->body = wsig_slice(body.p, MIN(body.n, length));
    /* With a connection id the length is elsewhere (RFC 9146 section 4). */
    *rest = wsig_slice_from(body, record->type == WITH_CONNECTION_ID ? body.n : length);
    return true;
}

bool wsig_dtls_next_fragment(struct wsig_slice *rest, const struct wsig_dtls_record *record,
                             struct wsig_dtls_fragment *fragment)
{
    if (record->type != HANDSHAKE || record->encrypted || rest->n < HANDSHAKE_HEADER)
        return false;
    const uint8_t *p = rest->p;
    const struct wsig_slice body = wsig_slice_from(*rest, HANDSHAKE_HEADER);
    const uint32_t length = wsig_dtls_u24(p + 9);
    *fragment = (struct wsig_dtls_fragment){
        .type = p[0],
        .sequence = (uint16_t)read_u16(wsig_slice_from(*rest, 4)),
        .length = wsig_dtls_u24(p + 1),
        .offset = wsig_dtls_u24(p + 6),
        .content = wsig_slice(body.p, MIN(body.n, length)),
    };
    *rest = wsig_slice_from(body, length);
    /* A piece stays within its record, and within its message. */
    return (body.n >= length || !record->whole) && fragment->offset <= fragment->length &&
           length <= fragment->length - fragment->offset;
}

static void read_handshake(const struct wsig_dtls_record *record, struct wsig_dtls *dtls)
{
    struct wsig_slice rest = record->body;
    struct wsig_dtls_fragment piece;
    while (wsig_dtls_next_fragment(&rest, record, &piece)) {
        dtls->client_hello |= piece.type == WSIG_DTLS_CLIENT_HELLO;
        dtls->server_hello |= piece.type == WSIG_DTLS_SERVER_HELLO;
        if (piece.type == WSIG_DTLS_SERVER_HELLO && piece.offset == 0)
            dtls->version_13 |= server_hello_chooses_13(piece.content);
    }
}

bool wsig_dtls_parse(struct wsig_slice bytes, struct wsig_dtls *dtls)
{
    struct wsig_dtls_record record;
    memset(dtls, 0, sizeof *dtls);
    if (bytes.n == 0 || !is_record(bytes.p[0]))
        return false;
    for (unsigned i = 0; i < WSIG_DTLS_RECORDS_MAX && wsig_dtls_next_record(&bytes, &record); i++) {
        dtls->encrypted |= record.encrypted;
        read_handshake(&record, dtls);
    }
    return true;
}
