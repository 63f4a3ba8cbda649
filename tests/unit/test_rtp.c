/* test_rtp.c: what is on a port (RFC 7983), RTP's header, DTLS's records; all cut anywhere
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/dtls.h"
#include "../../signaling/rtp.h"
#include "guarded.h"

/* Payload type 96, sequence 258, SSRC 0x0A0B0C0D, one CSRC, one-byte extensions: 4 -> "1", padding,
 * 9 -> 3 bytes. */
static const uint8_t one_byte[] = {0x91, 0x60, 0x01, 0x02, 0,   0,   0,    0,    0x0A, 0x0B,
                                   0x0C, 0x0D, 1,    2,    3,   4,   0xBE, 0xDE, 0x00, 0x02,
                                   0x40, '1',  0x00, 0x92, 'a', 'b', 'c',  0x00, 0xFF};

/* Two-byte extensions: 20 -> "22", 21 -> nothing. */
static const uint8_t two_byte[] = {0x90, 0x60, 0,    1,    0,  0, 0,   0,   0,  0, 0, 7,
                                   0x10, 0x00, 0x00, 0x02, 20, 2, '2', '2', 21, 0, 0, 0};

static void test_kinds(void)
{
    for (unsigned first = 0; first < 256; first++)
        for (unsigned second = 0; second < 256; second++) {
            const uint8_t bytes[] = {(uint8_t)first, (uint8_t)second, 0, 0};
            enum wsig_packet kind = wsig_packet_of(wsig_slice(bytes, sizeof bytes));
            enum wsig_packet expected = first <= 3                       ? WSIG_PACKET_STUN
                                        : first >= 20 && first <= 63     ? WSIG_PACKET_DTLS
                                        : first >= 64 && first <= 79     ? WSIG_PACKET_TURN_CHANNEL
                                        : first < 128 || first > 191     ? WSIG_PACKET_UNKNOWN
                                        : second >= 192 && second <= 223 ? WSIG_PACKET_RTCP
                                                                         : WSIG_PACKET_RTP;
            g_assert_cmpint(kind, ==, expected);
        }
    g_assert_cmpint(wsig_packet_of(wsig_slice("\x80\x60", 2)), ==, WSIG_PACKET_UNKNOWN);
    g_assert_cmpint(wsig_packet_of(wsig_slice(NULL, 0)), ==, WSIG_PACKET_UNKNOWN);
}

static void test_one_byte(void)
{
    struct wsig_rtp rtp;
    g_assert_true(wsig_rtp_parse(wsig_slice(one_byte, sizeof one_byte), &rtp));
    g_assert_cmpuint(rtp.payload_type, ==, 96);
    g_assert_cmpuint(rtp.sequence, ==, 258);
    g_assert_cmphex(rtp.ssrc, ==, 0x0A0B0C0D);
    g_assert_true(wsig_slice_eq(wsig_rtp_extension(&rtp, 4), "1"));
    g_assert_true(wsig_slice_eq(wsig_rtp_extension(&rtp, 9), "abc"));
    g_assert_null(wsig_rtp_extension(&rtp, 5).p);
}

static void test_two_byte(void)
{
    struct wsig_rtp rtp;
    g_assert_true(wsig_rtp_parse(wsig_slice(two_byte, sizeof two_byte), &rtp));
    g_assert_true(wsig_slice_eq(wsig_rtp_extension(&rtp, 20), "22"));
    g_assert_cmpuint(wsig_rtp_extension(&rtp, 21).n, ==, 0);
    g_assert_nonnull(wsig_rtp_extension(&rtp, 21).p);
    g_assert_null(wsig_rtp_extension(&rtp, 4).p);
}

/* Id 15 of a one-byte header ends the reading, RFC 8285 section 4.2. */
static void test_id_15(void)
{
    uint8_t copy[sizeof one_byte];
    struct wsig_rtp rtp;
    memcpy(copy, one_byte, sizeof copy);
    copy[20] = 0xF0;
    g_assert_true(wsig_rtp_parse(wsig_slice(copy, sizeof copy), &rtp));
    g_assert_null(wsig_rtp_extension(&rtp, 9).p);
}

static void test_every_cut(void)
{
    struct guarded guard = guarded_new(256);
    struct wsig_rtp rtp;
    for (size_t n = 0; n <= sizeof one_byte; n++) {
        g_assert_true(wsig_rtp_parse(guarded_copy(&guard, one_byte, n), &rtp) == (n >= 12));
        for (unsigned id = 0; id < 256; id++)
            wsig_rtp_extension(&rtp, (uint8_t)id);
        g_assert_true((wsig_rtp_extension(&rtp, 4).p != NULL) == (n >= 22));
        g_assert_true((wsig_rtp_extension(&rtp, 9).p != NULL) == (n >= 27));
    }
    for (size_t n = 0; n <= sizeof two_byte; n++) {
        wsig_rtp_parse(guarded_copy(&guard, two_byte, n), &rtp);
        g_assert_true((wsig_rtp_extension(&rtp, 20).p != NULL) == (n >= 20));
    }
    guarded_free(&guard);
}

/* --- DTLS ------------------------------------------------------------------------------------ */

/* A ServerHello in one record: session id of one byte, extension supported_versions. */
static size_t server_hello(uint8_t *out, uint16_t version)
{
    static const uint8_t tail[] = {
        1, 0x55, 0x13, 0x01, 0, 0x00, 0x0A, 0, 51, 0, 0, /* an empty key_share: another one first */
        0, 43,   0,    2,    0, 0};
    const size_t body = 2 + 32 + sizeof tail, handshake = 12 + body;
    memset(out, 0, 13 + handshake);
    out[0] = 22;
    out[1] = 0xFE;
    out[2] = 0xFD;
    out[12] = (uint8_t)handshake;
    out[13] = 2;
    out[16] = (uint8_t)body;
    out[24] = (uint8_t)body;
    memcpy(out + 25 + 2 + 32, tail, sizeof tail);
    out[13 + handshake - 2] = (uint8_t)(version >> 8);
    out[13 + handshake - 1] = (uint8_t)version;
    return 13 + handshake;
}

static void test_dtls(void)
{
    uint8_t bytes[256];
    struct wsig_dtls dtls;
    size_t n = server_hello(bytes, 0xFEFC);
    g_assert_true(wsig_dtls_parse(wsig_slice(bytes, n), &dtls));
    g_assert_true(dtls.server_hello);
    g_assert_true(dtls.version_13);
    g_assert_false(dtls.client_hello);
    g_assert_false(dtls.encrypted);
    bytes[n] = 0x2F; /* the short header of DTLS 1.3 */
    g_assert_true(wsig_dtls_parse(wsig_slice(bytes, n + 1), &dtls));
    g_assert_true(dtls.encrypted);
    n = server_hello(bytes, 0xFEFD);
    g_assert_true(wsig_dtls_parse(wsig_slice(bytes, n), &dtls));
    g_assert_true(dtls.server_hello);
    g_assert_false(dtls.version_13);
    bytes[13] = 1;
    g_assert_true(wsig_dtls_parse(wsig_slice(bytes, n), &dtls));
    g_assert_true(dtls.client_hello);
    g_assert_false(dtls.server_hello);
    bytes[4] = 1; /* epoch 1: encrypted, so its type says nothing */
    g_assert_true(wsig_dtls_parse(wsig_slice(bytes, n), &dtls));
    g_assert_true(dtls.encrypted);
    g_assert_false(dtls.client_hello);
    bytes[0] = 0x80;
    g_assert_false(wsig_dtls_parse(wsig_slice(bytes, n), &dtls));
    g_assert_false(wsig_dtls_parse(wsig_slice(bytes, 0), &dtls));
}

static void test_dtls_every_cut(void)
{
    struct guarded guard = guarded_new(256);
    uint8_t bytes[256];
    struct wsig_dtls dtls;
    const size_t n = server_hello(bytes, 0xFEFC);
    for (size_t cut = 0; cut <= n; cut++) {
        wsig_dtls_parse(guarded_copy(&guard, bytes, cut), &dtls);
        g_assert_true(dtls.version_13 == (cut == n));
    }
    for (unsigned value = 0; value < 256; value++) /* the session id's length */ {
        bytes[25 + 34] = (uint8_t)value;
        wsig_dtls_parse(guarded_copy(&guard, bytes, n), &dtls);
    }
    guarded_free(&guard);
}

/* Empty records without end. */
static void test_dtls_limit(void)
{
    uint8_t bytes[13 * (WSIG_DTLS_RECORDS_MAX + 1)] = {0};
    struct wsig_dtls dtls;
    for (unsigned i = 0; i <= WSIG_DTLS_RECORDS_MAX; i++)
        bytes[13 * i] = 23;
    bytes[13 * WSIG_DTLS_RECORDS_MAX + 4] = 1; /* the last one is encrypted, and not looked at */
    g_assert_true(wsig_dtls_parse(wsig_slice(bytes, sizeof bytes), &dtls));
    g_assert_false(dtls.encrypted);
    bytes[13 * (WSIG_DTLS_RECORDS_MAX - 1) + 4] = 1;
    g_assert_true(wsig_dtls_parse(wsig_slice(bytes, sizeof bytes), &dtls));
    g_assert_true(dtls.encrypted);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtp/kinds", test_kinds);
    g_test_add_func("/rtp/one-byte", test_one_byte);
    g_test_add_func("/rtp/two-byte", test_two_byte);
    g_test_add_func("/rtp/id-15", test_id_15);
    g_test_add_func("/rtp/every-cut", test_every_cut);
    g_test_add_func("/dtls/records", test_dtls);
    g_test_add_func("/dtls/every-cut", test_dtls_every_cut);
    g_test_add_func("/dtls/limit", test_dtls_limit);
    return g_test_run();
}
