/* dtls-certificate.c: see dtls-certificate.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dtls-certificate.h"

/* In front of the first certificate: the length of the list, and its own (RFC 5246 section 7.4.2).
 */
#define LENGTHS 6

/* In front of a hello's random: the version. */
#define HELLO_RANDOM      2
#define HELLO_RANDOM_SIZE 32

static void forget_message(struct wsig_dtls_reader *reader)
{
    g_free(reader->bytes);
    reader->bytes = reader->there = NULL;
    reader->length = reader->room = reader->prefix = 0;
}

void wsig_dtls_reader_clear(struct wsig_dtls_reader *reader)
{
    forget_message(reader);
    memset(reader, 0, sizeof *reader);
}

/* A hello that is sent again, or for the second time with the cookie, keeps its random (RFC 6347
 * section 4.2.1). */
static void see_hello(struct wsig_dtls_reader *reader, const struct wsig_dtls_fragment *piece)
{
    const struct wsig_slice random = wsig_slice_from(piece->content, HELLO_RANDOM);
    if (piece->offset != 0 || random.n < HELLO_RANDOM_SIZE)
        return;
    const uint64_t hash = wsig_slice_hash(wsig_slice(random.p, HELLO_RANDOM_SIZE), WSIG_HASH_SEED);
    if (reader->hello == hash)
        return;
    if (reader->hello != 0 || reader->done) /* pieces may come before their own hello */
        wsig_dtls_reader_clear(reader);
    reader->hello = hash;
}

/* The message that the piece is of. False: it is not the one that is read. */
static bool begin(struct wsig_dtls_reader *reader, const struct wsig_dtls_fragment *piece)
{
    if (reader->bytes)
        return piece->sequence == reader->sequence && piece->length == reader->length;
    reader->length = piece->length;
    reader->sequence = piece->sequence;
    reader->room = MIN(piece->length, LENGTHS + WSIG_DTLS_CERTIFICATE_MAX);
    if (reader->room < LENGTHS) { /* an empty list: the sender has no certificate */
        reader->done = true;
        return false;
    }
    reader->bytes = g_malloc0(2 * (size_t)reader->room);
    reader->there = reader->bytes + reader->room;
    return true;
}

/* What has come first stays: the same bytes come again, unless somebody lies. */
static void put(struct wsig_dtls_reader *reader, const struct wsig_dtls_fragment *piece)
{
    for (size_t i = 0; i < piece->content.n && piece->offset + i < reader->room; i++) {
        const size_t at = piece->offset + i;
        if (!reader->there[at])
            reader->bytes[at] = piece->content.p[i];
        reader->there[at] = 1;
    }
    while (reader->prefix < reader->room && reader->there[reader->prefix])
        reader->prefix++;
}

/* Is the first certificate whole? Lengths that contradict each other end the reading. */
static bool take(struct wsig_dtls_reader *reader, struct wsig_slice *certificate)
{
    if (reader->prefix < LENGTHS)
        return false;
    const uint32_t list = wsig_dtls_u24(reader->bytes), n = wsig_dtls_u24(reader->bytes + 3);
    if (list != reader->length - 3 || n == 0 || n > list - 3 || n > WSIG_DTLS_CERTIFICATE_MAX) {
        reader->done = true;
        return false;
    }
    if (reader->prefix < LENGTHS + n)
        return false;
    *certificate = wsig_slice(reader->bytes + LENGTHS, n);
    reader->done = true;
    return true;
}

static bool see_piece(struct wsig_dtls_reader *reader, const struct wsig_dtls_fragment *piece,
                      struct wsig_slice *certificate)
{
    if (piece->type == WSIG_DTLS_CLIENT_HELLO || piece->type == WSIG_DTLS_SERVER_HELLO)
        see_hello(reader, piece);
    if (piece->type != WSIG_DTLS_CERTIFICATE || reader->done || !begin(reader, piece))
        return false;
    put(reader, piece);
    return take(reader, certificate);
}

bool wsig_dtls_certificate(struct wsig_dtls_reader *reader, struct wsig_slice datagram,
                           struct wsig_slice *certificate)
{
    struct wsig_dtls_record record;
    struct wsig_dtls_fragment piece;
    if (reader->done)
        forget_message(reader);
    for (unsigned i = 0; i < WSIG_DTLS_RECORDS_MAX && wsig_dtls_next_record(&datagram, &record);
         i++) {
        struct wsig_slice rest = record.body;
        while (wsig_dtls_next_fragment(&rest, &record, &piece))
            if (see_piece(reader, &piece, certificate))
                return true;
    }
    return false;
}
