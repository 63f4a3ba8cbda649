/* test_dtls.c: the certificate of a DTLS 1.2 handshake, in pieces, in any order, cut anywhere
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/dtls-certificate.h"
#include "guarded.h"

#define CERTIFICATE 7 /* bytes of the one that most tests have */
#define MESSAGE     (6 + CERTIFICATE + 3 + 2)

/* The list: a certificate of seven bytes, and the one that has signed it, of two. */
static const uint8_t message[MESSAGE] = {0,   0,   15,  0,   0, CERTIFICATE, 'a', 'l', 'i',
                                         'c', 'e', 's', '!', 0, 0,           2,   'c', 'a'};

/* --- datagrams ------------------------------------------------------------------------------- */

struct datagram {
    uint8_t bytes[40000];
    size_t n;
};

static void put_u16(uint8_t *at, size_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void put_u24(uint8_t *at, size_t value)
{
    at[0] = (uint8_t)(value >> 16);
    put_u16(at + 1, value & 0xFFFF);
}

static void add_record(struct datagram *d, uint8_t type, uint16_t epoch, size_t length)
{
    uint8_t *at = d->bytes + d->n;
    memset(at, 0, 13);
    at[0] = type;
    at[1] = 0xFE;
    at[2] = 0xFD;
    put_u16(at + 3, epoch);
    put_u16(at + 11, length);
    d->n += 13;
}

struct piece {
    uint8_t type;
    uint16_t sequence;
    size_t length, offset, n;
    const uint8_t *whole;
};

/* Without a record of its own. */
static void add_bare(struct datagram *d, const struct piece *piece)
{
    uint8_t *at = d->bytes + d->n;
    at[0] = piece->type;
    put_u24(at + 1, piece->length);
    put_u16(at + 4, piece->sequence);
    put_u24(at + 6, piece->offset);
    put_u24(at + 9, piece->n);
    memcpy(at + 12, piece->whole + piece->offset, piece->n);
    d->n += 12 + piece->n;
}

static void add(struct datagram *d, const struct piece *piece)
{
    add_record(d, 22, 0, 12 + piece->n);
    add_bare(d, piece);
}

/* Bytes from `offset` of the message above. */
static struct piece piece_of(size_t offset, size_t n)
{
    return (struct piece){WSIG_DTLS_CERTIFICATE, 2, MESSAGE, offset, n, message};
}

static bool read_datagram(struct wsig_dtls_reader *reader, const struct datagram *d,
                          struct wsig_slice *certificate)
{
    return wsig_dtls_certificate(reader, wsig_slice(d->bytes, d->n), certificate);
}

static bool read_piece(struct wsig_dtls_reader *reader, const struct piece *piece,
                       struct wsig_slice *certificate)
{
    static struct datagram d;
    d.n = 0;
    add(&d, piece);
    return read_datagram(reader, &d, certificate);
}

static void assert_certificate(struct wsig_slice certificate)
{
    g_assert_cmpmem(certificate.p, certificate.n, "alices!", CERTIFICATE);
}

static bool read_hello(struct wsig_dtls_reader *reader, uint8_t random)
{
    uint8_t hello[40] = {0xFE, 0xFD, random};
    struct wsig_slice certificate;
    return read_piece(
        reader, &(struct piece){WSIG_DTLS_SERVER_HELLO, 1, sizeof hello, 0, sizeof hello, hello},
        &certificate);
}

/* --- whole, and in pieces -------------------------------------------------------------------- */

static void test_whole(void)
{
    static struct datagram d;
    uint8_t hello[40] = {0xFE, 0xFD, 1};
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    struct piece piece = piece_of(0, MESSAGE);
    d.n = 0;
    add(&d, &(struct piece){WSIG_DTLS_SERVER_HELLO, 1, sizeof hello, 0, sizeof hello, hello});
    add(&d, &piece);
    g_assert_true(read_datagram(&reader, &d, &certificate));
    assert_certificate(certificate);
    g_assert_false(read_datagram(&reader, &d, &certificate)); /* sent again */
    g_assert_null(reader.bytes);
    wsig_dtls_reader_clear(&reader);
}

/* Several messages in one record (RFC 6347 section 4.2.3). */
static void test_one_record(void)
{
    static struct datagram d;
    uint8_t hello[40] = {0xFE, 0xFD, 1};
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    struct piece piece = piece_of(0, MESSAGE);
    d.n = 0;
    add_record(&d, 22, 0, 12 + sizeof hello + 12 + MESSAGE);
    add_bare(&d, &(struct piece){WSIG_DTLS_SERVER_HELLO, 1, sizeof hello, 0, sizeof hello, hello});
    add_bare(&d, &piece);
    g_assert_true(read_datagram(&reader, &d, &certificate));
    assert_certificate(certificate);
    wsig_dtls_reader_clear(&reader);
}

/* Three pieces in each of the six orders, the middle one twice, cut at every two places. */
static void test_any_order(void)
{
    static const uint8_t orders[][4] = {{0, 1, 2, 1}, {0, 2, 1, 1}, {1, 0, 2, 1},
                                        {1, 2, 0, 1}, {2, 0, 1, 1}, {2, 1, 1, 0}};
    for (size_t first = 0; first <= MESSAGE; first++)
        for (size_t second = first; second <= MESSAGE; second++)
            for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
                const struct piece pieces[] = {piece_of(0, first), piece_of(first, second - first),
                                               piece_of(second, MESSAGE - second)};
                struct wsig_dtls_reader reader = {0};
                struct wsig_slice certificate;
                unsigned found = 0;
                for (unsigned k = 0; k < 4; k++)
                    if (read_piece(&reader, &pieces[orders[i][k]], &certificate)) {
                        assert_certificate(certificate);
                        found++;
                    }
                g_assert_cmpuint(found, ==, 1);
                wsig_dtls_reader_clear(&reader);
            }
}

/* Each byte alone, last one first: the certificate is whole when its first length is known. */
static void test_byte_by_byte(void)
{
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    for (size_t at = MESSAGE; at-- > 0;) {
        struct piece piece = piece_of(at, 1);
        g_assert_true(read_piece(&reader, &piece, &certificate) == (at == 0));
    }
    assert_certificate(certificate);
    wsig_dtls_reader_clear(&reader);
}

/* Of the bytes that come twice, the first ones stay. */
static void test_overlap(void)
{
    uint8_t other[MESSAGE];
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    struct piece piece = piece_of(4, 6), lie = {WSIG_DTLS_CERTIFICATE, 2, MESSAGE, 5, 9, other};
    memcpy(other, message, sizeof other);
    other[8] = 'X';
    g_assert_false(read_piece(&reader, &piece, &certificate));
    g_assert_false(read_piece(&reader, &lie, &certificate));
    piece = piece_of(0, 5);
    g_assert_true(read_piece(&reader, &piece, &certificate));
    assert_certificate(certificate);
    wsig_dtls_reader_clear(&reader);
}

/* --- what is missing, and what is wrong ------------------------------------------------------ */

/* Cut by the capture: only the whole certificate is one. The rest may come when it is sent again.
 */
static void test_every_cut(void)
{
    struct guarded guard = guarded_new(256);
    static struct datagram d;
    struct wsig_slice certificate;
    struct piece piece = piece_of(0, MESSAGE);
    d.n = 0;
    add(&d, &piece);
    const size_t enough = 13 + 12 + 6 + CERTIFICATE;
    for (size_t cut = 0; cut <= d.n; cut++) {
        struct wsig_dtls_reader reader = {0};
        bool found =
            wsig_dtls_certificate(&reader, guarded_copy(&guard, d.bytes, cut), &certificate);
        g_assert_true(found == (cut >= enough));
        if (!found)
            g_assert_true(read_datagram(&reader, &d, &certificate));
        assert_certificate(certificate);
        wsig_dtls_reader_clear(&reader);
    }
    guarded_free(&guard);
}

/* Every value of every byte: no read beyond the end, no certificate that is none. */
static void test_every_value(void)
{
    struct guarded guard = guarded_new(256);
    static struct datagram d;
    struct piece piece = piece_of(0, MESSAGE);
    d.n = 0;
    add(&d, &piece);
    for (size_t at = 0; at < d.n; at++)
        for (unsigned value = 0; value < 256; value++) {
            struct wsig_dtls_reader reader = {0};
            struct wsig_slice certificate = {NULL, 0};
            const uint8_t was = d.bytes[at];
            d.bytes[at] = (uint8_t)value;
            for (unsigned again = 0; again < 2; again++)
                if (wsig_dtls_certificate(&reader, guarded_copy(&guard, d.bytes, d.n),
                                          &certificate))
                    g_assert_cmpuint(certificate.n, <=, CERTIFICATE + 5);
            d.bytes[at] = was;
            wsig_dtls_reader_clear(&reader);
        }
    guarded_free(&guard);
}

static bool reads(struct piece piece)
{
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    bool found = read_piece(&reader, &piece, &certificate);
    wsig_dtls_reader_clear(&reader);
    return found;
}

static void test_lengths(void)
{
    uint8_t copy[MESSAGE];
    struct piece piece = {WSIG_DTLS_CERTIFICATE, 2, MESSAGE, 0, MESSAGE, copy};
    memcpy(copy, message, sizeof copy);
    g_assert_true(reads(piece));
    copy[5] = 13; /* longer than the list */
    g_assert_false(reads(piece));
    copy[5] = 0;
    g_assert_false(reads(piece));
    copy[5] = CERTIFICATE;
    copy[2]++; /* the list, longer than the message */
    g_assert_false(reads(piece));
    copy[2]--;
    piece.type = 16;
    g_assert_false(reads(piece));
    piece.type = WSIG_DTLS_CERTIFICATE;
    piece.length--; /* the piece is longer than the message */
    g_assert_false(reads(piece));
    g_assert_false(reads((struct piece){WSIG_DTLS_CERTIFICATE, 2, 3, 0, 3, (const uint8_t[3]){0}}));
    g_assert_false(reads((struct piece){WSIG_DTLS_CERTIFICATE, 2, 0, 0, 0, copy}));
}

/* A piece ends with its record, whatever comes behind it. */
static void test_record_ends(void)
{
    static struct datagram d;
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    struct piece piece = piece_of(0, MESSAGE);
    d.n = 0;
    add_record(&d, 22, 0, 12 + MESSAGE - 1);
    add_bare(&d, &piece);
    g_assert_false(read_datagram(&reader, &d, &certificate));
    g_assert_null(reader.bytes);
    wsig_dtls_reader_clear(&reader);
}

/* Encrypted records and other types may hold the same bytes: they say nothing. */
static void test_encrypted(void)
{
    static struct datagram d;
    struct wsig_slice certificate;
    struct piece piece = piece_of(0, MESSAGE);
    for (unsigned type = 0; type < 256; type++)
        for (uint16_t epoch = 0; epoch < 3; epoch++) {
            struct wsig_dtls_reader reader = {0};
            d.n = 0;
            add_record(&d, (uint8_t)type, epoch, 12 + MESSAGE);
            add_bare(&d, &piece);
            g_assert_true(read_datagram(&reader, &d, &certificate) == (type == 22 && epoch == 0));
            wsig_dtls_reader_clear(&reader);
        }
}

/* --- more than one --------------------------------------------------------------------------- */

/* A retransmitted hello is the same handshake, another random a new one. */
static void test_again(void)
{
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    struct piece whole = piece_of(0, MESSAGE), begin = piece_of(0, 9), end = piece_of(9, 9);
    read_hello(&reader, 1);
    g_assert_true(read_piece(&reader, &whole, &certificate));
    read_hello(&reader, 1);
    g_assert_false(read_piece(&reader, &whole, &certificate));
    read_hello(&reader, 2);
    g_assert_true(read_piece(&reader, &whole, &certificate));
    assert_certificate(certificate);
    read_hello(&reader, 3);
    g_assert_false(read_piece(&reader, &begin, &certificate));
    read_hello(&reader, 4); /* what has come of the one before does not count */
    g_assert_false(read_piece(&reader, &end, &certificate));
    g_assert_true(read_piece(&reader, &begin, &certificate));
    wsig_dtls_reader_clear(&reader);
}

/* The capture may begin in the middle, or have the hello behind the certificate. */
static void test_late_hello(void)
{
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    struct piece whole = piece_of(0, MESSAGE), begin = piece_of(0, 9), end = piece_of(9, 9);
    g_assert_false(read_piece(&reader, &begin, &certificate));
    read_hello(&reader, 1);
    g_assert_true(read_piece(&reader, &end, &certificate));
    wsig_dtls_reader_clear(&reader);
    g_assert_true(read_piece(&reader, &whole, &certificate));
    read_hello(&reader, 1);
    g_assert_true(read_piece(&reader, &whole, &certificate));
    wsig_dtls_reader_clear(&reader);
}

/* Pieces of another message of the same type do not mix. */
static void test_other_message(void)
{
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    struct piece begin = piece_of(0, 9), other = piece_of(9, 9), longer = piece_of(9, 9);
    g_assert_false(read_piece(&reader, &begin, &certificate));
    other.sequence++;
    g_assert_false(read_piece(&reader, &other, &certificate));
    longer.length++;
    g_assert_false(read_piece(&reader, &longer, &certificate));
    g_assert_false(read_piece(&reader, &begin, &certificate));
    wsig_dtls_reader_clear(&reader);
}

/* --- limits ---------------------------------------------------------------------------------- */

static bool reads_size(size_t n)
{
    static uint8_t big[6 + WSIG_DTLS_CERTIFICATE_MAX + 1];
    static const size_t step = 8192;
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    bool found = false;
    put_u24(big, 3 + n);
    put_u24(big + 3, n);
    for (size_t at = 0; at < 6 + n; at += step) {
        const struct piece piece = {WSIG_DTLS_CERTIFICATE, 2,  6 + n, at,
                                    MIN(step, 6 + n - at), big};
        found |= read_piece(&reader, &piece, &certificate);
        g_assert_cmpuint(reader.room, <=, 6 + WSIG_DTLS_CERTIFICATE_MAX);
    }
    if (found)
        g_assert_cmpuint(certificate.n, ==, n);
    wsig_dtls_reader_clear(&reader);
    return found;
}

static void test_limit(void)
{
    g_assert_true(reads_size(WSIG_DTLS_CERTIFICATE_MAX));
    g_assert_false(reads_size(WSIG_DTLS_CERTIFICATE_MAX + 1));
}

/* Of a message of 16 MiB only the first certificate is kept. */
static void test_long_chain(void)
{
    uint8_t copy[MESSAGE];
    struct wsig_dtls_reader reader = {0};
    struct wsig_slice certificate;
    struct piece piece = {WSIG_DTLS_CERTIFICATE, 2, 0xFFFFFF, 0, MESSAGE, copy};
    memcpy(copy, message, sizeof copy);
    put_u24(copy, 0xFFFFFF - 3);
    g_assert_true(read_piece(&reader, &piece, &certificate));
    assert_certificate(certificate);
    g_assert_cmpuint(reader.room, ==, 6 + WSIG_DTLS_CERTIFICATE_MAX);
    wsig_dtls_reader_clear(&reader);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/certificate/whole", test_whole);
    g_test_add_func("/certificate/one-record", test_one_record);
    g_test_add_func("/certificate/any-order", test_any_order);
    g_test_add_func("/certificate/byte-by-byte", test_byte_by_byte);
    g_test_add_func("/certificate/overlap", test_overlap);
    g_test_add_func("/certificate/every-cut", test_every_cut);
    g_test_add_func("/certificate/every-value", test_every_value);
    g_test_add_func("/certificate/lengths", test_lengths);
    g_test_add_func("/certificate/record-ends", test_record_ends);
    g_test_add_func("/certificate/encrypted", test_encrypted);
    g_test_add_func("/certificate/again", test_again);
    g_test_add_func("/certificate/late-hello", test_late_hello);
    g_test_add_func("/certificate/other-message", test_other_message);
    g_test_add_func("/certificate/limit", test_limit);
    g_test_add_func("/certificate/long-chain", test_long_chain);
    return g_test_run();
}
