/* test_stun.c: STUN messages, cut anywhere
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/stun.h"
#include "guarded.h"

/* A Binding request: USERNAME "ab:cd" (padded), USE-CANDIDATE, ICE-CONTROLLING. */
static const uint8_t request[] = {
    0x00, 0x01, 0x00, 0x1C, 0x21, 0x12, 0xA4, 0x42, 1,   2,   3,   4,   5,   6, 7, 8,
    9,    10,   11,   12,   0x00, 0x06, 0x00, 0x05, 'a', 'b', ':', 'c', 'd', 0, 0, 0,
    0x00, 0x25, 0x00, 0x00, 0x80, 0x2A, 0x00, 0x08, 0,   0,   0,   0,   0,   0, 0, 1,
};

/* A Send indication (RFC 8656 section 11): XOR-PEER-ADDRESS 192.0.2.1:32853, DATA "data". */
static const uint8_t send_indication[] = {
    0x00, 0x16, 0x00, 0x14, 0x21, 0x12, 0xA4, 0x42, 0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0x00, 0x12, 0x00, 0x08, 0x00, 0x01, 0xA1, 0x47,
    0xE1, 0x12, 0xA6, 0x43, 0x00, 0x13, 0x00, 0x04, 'd',  'a',  't',  'a',
};

static bool parse(const struct guarded *guard, const void *bytes, size_t n, struct wsig_stun *stun)
{
    return wsig_stun_parse(guarded_copy(guard, bytes, n), stun);
}

static void test_request(void)
{
    struct guarded guard = guarded_new(256);
    struct wsig_stun stun;
    g_assert_true(parse(&guard, request, sizeof request, &stun));
    g_assert_cmpuint(stun.method, ==, WSIG_STUN_BINDING);
    g_assert_cmpint(stun.class, ==, WSIG_STUN_REQUEST);
    g_assert_true(wsig_slice_eq(stun.username, "ab:cd"));
    g_assert_true(stun.use_candidate);
    g_assert_true(stun.controlling);
    g_assert_false(stun.controlled);
    g_assert_cmpuint(stun.id[11], ==, 12);
    guarded_free(&guard);
}

static void test_classes(void)
{
    struct guarded guard = guarded_new(256);
    struct wsig_stun stun;
    static const struct {
        uint8_t type[2];
        enum wsig_stun_class class;
        uint16_t method;
    } rows[] = {
        {{0x01, 0x01}, WSIG_STUN_SUCCESS, WSIG_STUN_BINDING},
        {{0x01, 0x11}, WSIG_STUN_ERROR, WSIG_STUN_BINDING},
        {{0x00, 0x11}, WSIG_STUN_INDICATION, WSIG_STUN_BINDING},
        {{0x01, 0x03}, WSIG_STUN_SUCCESS, WSIG_STUN_ALLOCATE},
        {{0x00, 0x17}, WSIG_STUN_INDICATION, WSIG_STUN_DATA},
        {{0x3E, 0xEF}, WSIG_STUN_REQUEST, 0xFFF}, /* all of the method's bits */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint8_t bytes[20] = {rows[i].type[0], rows[i].type[1], 0, 0, 0x21, 0x12, 0xA4, 0x42};
        g_assert_true(parse(&guard, bytes, sizeof bytes, &stun));
        g_assert_cmpint(stun.class, ==, rows[i].class);
        g_assert_cmpuint(stun.method, ==, rows[i].method);
    }
    guarded_free(&guard);
}

static void test_error_code(void)
{
    static const uint8_t conflict[] = {0x01, 0x11, 0, 8, 0x21, 0x12, 0xA4, 0x42, 0, 0,
                                       0,    0,    0, 0, 0,    0,    0,    0,    0, 0,
                                       0,    0x09, 0, 4, 0,    0x00, 4,    87};
    struct guarded guard = guarded_new(256);
    struct wsig_stun stun;
    g_assert_true(parse(&guard, conflict, sizeof conflict, &stun));
    g_assert_cmpuint(stun.error, ==, 487);
    guarded_free(&guard);
}

static void test_turn(void)
{
    struct guarded guard = guarded_new(256);
    struct wsig_stun stun;
    static const uint8_t address[] = {192, 0, 2, 1};
    g_assert_true(parse(&guard, send_indication, sizeof send_indication, &stun));
    g_assert_cmpuint(stun.method, ==, WSIG_STUN_SEND);
    g_assert_true(wsig_slice_eq(stun.data, "data"));
    g_assert_cmpuint(stun.peer.length, ==, 4);
    g_assert_cmpmem(stun.peer.bytes, 4, address, 4);
    g_assert_cmpuint(stun.peer.port, ==, 32853);
    g_assert_cmpuint(stun.relayed.length, ==, 0);
    guarded_free(&guard);
}

/* RFC 5769 section 2.3: the XOR-MAPPED-ADDRESS of that response, as a peer's. */
static void test_ipv6(void)
{
    static const uint8_t message[] = {
        0x00, 0x09, 0x00, 0x20, 0x21, 0x12, 0xA4, 0x42, 0xB7, 0xE7, 0xA7, 0x01, 0xBC,
        0x34, 0xD6, 0x86, 0xFA, 0x87, 0xDF, 0xAE, 0x00, 0x12, 0x00, 0x14, 0x00, 0x02,
        0xA1, 0x47, 0x01, 0x13, 0xA9, 0xFA, 0xA5, 0xD3, 0xF1, 0x79, 0xBC, 0x25, 0xF4,
        0xB5, 0xBE, 0xD2, 0xB9, 0xD9, 0x00, 0x0C, 0x00, 0x04, 0x40, 0x01, 0x00, 0x00};
    static const uint8_t address[] = {0x20, 0x01, 0x0D, 0xB8, 0x12, 0x34, 0x56, 0x78,
                                      0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77};
    struct guarded guard = guarded_new(256);
    struct wsig_stun stun;
    g_assert_true(parse(&guard, message, sizeof message, &stun));
    g_assert_cmpuint(stun.method, ==, WSIG_STUN_CHANNEL_BIND);
    g_assert_cmpmem(stun.peer.bytes, stun.peer.length, address, sizeof address);
    g_assert_cmpuint(stun.peer.port, ==, 32853);
    g_assert_cmpuint(stun.channel, ==, 0x4001);
    guarded_free(&guard);
}

static void test_not(void)
{
    struct guarded guard = guarded_new(256);
    struct wsig_stun stun;
    uint8_t copy[sizeof request];
    for (unsigned at = 4; at < 8; at++) { /* the cookie */
        memcpy(copy, request, sizeof copy);
        copy[at] ^= 1;
        g_assert_false(parse(&guard, copy, sizeof copy, &stun));
    }
    memcpy(copy, request, sizeof copy);
    copy[0] = 0x40; /* a channel of TURN */
    g_assert_false(parse(&guard, copy, sizeof copy, &stun));
    memcpy(copy, request, sizeof copy);
    copy[3] |= 1; /* lengths are multiples of four */
    g_assert_false(parse(&guard, copy, sizeof copy, &stun));
    guarded_free(&guard);
}

/* An attribute counts when all of it is there. */
static void test_every_cut(void)
{
    struct guarded guard = guarded_new(256);
    struct wsig_stun stun;
    for (size_t n = 0; n <= sizeof request; n++) {
        bool ok = parse(&guard, request, n, &stun);
        g_assert_true(ok == (n >= 20));
        g_assert_true((stun.username.n == 5) == (n >= 29));
        g_assert_true(stun.use_candidate == (n >= 36));
        g_assert_true(stun.controlling == (n >= 48));
    }
    for (size_t n = 0; n <= sizeof send_indication; n++) {
        parse(&guard, send_indication, n, &stun);
        g_assert_true((stun.peer.length > 0) == (n >= 32));
        g_assert_true((stun.data.n > 0) == (n >= 40));
    }
    guarded_free(&guard);
}

/* Lengths of attributes that point beyond the end. */
static void test_long_attribute(void)
{
    struct guarded guard = guarded_new(256);
    struct wsig_stun stun;
    uint8_t copy[sizeof request];
    memcpy(copy, request, sizeof copy);
    copy[22] = 0xFF;
    g_assert_true(parse(&guard, copy, sizeof copy, &stun));
    g_assert_cmpuint(stun.username.n, ==, 0);
    g_assert_false(stun.use_candidate);
    guarded_free(&guard);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stun/request", test_request);
    g_test_add_func("/stun/classes", test_classes);
    g_test_add_func("/stun/error-code", test_error_code);
    g_test_add_func("/stun/turn", test_turn);
    g_test_add_func("/stun/ipv6", test_ipv6);
    g_test_add_func("/stun/not", test_not);
    g_test_add_func("/stun/every-cut", test_every_cut);
    g_test_add_func("/stun/long-attribute", test_long_attribute);
    return g_test_run();
}
