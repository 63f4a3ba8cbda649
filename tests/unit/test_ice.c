/* test_ice.c: the candidate grammar
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/ice.h"
#include "guarded.h"

static void assert_slice(struct wsig_slice s, const char *text)
{
    char *copy = g_strndup((const char *)s.p, s.n);
    g_assert_cmpstr(copy, ==, text);
    g_free(copy);
}

static enum wsig_result parse(const char *text, struct wsig_candidate *c)
{
    return wsig_candidate_parse(wsig_slice_str(text), c);
}

static void test_all_parts(void)
{
    struct wsig_candidate c;
    g_assert_cmpint(parse("candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr "
                          "10.0.0.5 rport 50001 generation 2 ufrag abcd network-id 3 network-cost "
                          "10",
                          &c),
                    ==, WSIG_OK);
    g_assert_true(c.prefixed);
    assert_slice(c.foundation, "842163049");
    g_assert_cmpuint(c.component_value, ==, 1);
    g_assert_cmpuint(c.priority_value, ==, 1677729535);
    /* RFC 8445 section 5.1.2.1: 100 << 24 | 30 << 8 | 255 */
    g_assert_cmpuint(wsig_priority_type(c.priority_value), ==, 100);
    g_assert_cmpuint(wsig_priority_local(c.priority_value), ==, 30);
    g_assert_cmpint(c.address_kind, ==, WSIG_ADDRESS_IPV4);
    g_assert_cmpuint(c.port_value, ==, 46154);
    assert_slice(c.type, "srflx");
    assert_slice(c.related_address, "10.0.0.5");
    g_assert_cmpuint(c.related_port_value, ==, 50001);
    g_assert_cmpuint(c.extension_count, ==, 4);
    assert_slice(wsig_candidate_extension(&c, "network-cost"), "10");
    g_assert_null(wsig_candidate_extension(&c, "tcptype").p);
}

static void test_prefixes(void)
{
    static const char body[] = "1 1 UDP 2130706431 2001:db8::1 5000 typ host";
    static const char *const prefixes[] = {"candidate:", "a=candidate:", "CANDIDATE:", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        struct wsig_candidate c;
        char *text = g_strconcat(prefixes[i], body, "\r\n", NULL);
        g_assert_cmpint(parse(text, &c), ==, WSIG_OK);
        g_assert_cmpint(c.prefixed, ==, *prefixes[i] != '\0');
        g_assert_cmpint(c.address_kind, ==, WSIG_ADDRESS_IPV6);
        g_free(text);
    }
}

static void test_addresses(void)
{
    static const struct {
        const char *text;
        enum wsig_address_kind kind;
    } cases[] = {
        {"192.0.2.1", WSIG_ADDRESS_IPV4},
        {"2001:db8::1", WSIG_ADDRESS_IPV6},
        {"::ffff:192.0.2.1", WSIG_ADDRESS_IPV6},
        {"0b5bd4e0-1a2b-4c3d-8e4f-5a6b7c8d9e0f.local", WSIG_ADDRESS_HOSTNAME},
        {"turn.example.org", WSIG_ADDRESS_HOSTNAME},
        {"192.0.2.256", WSIG_ADDRESS_HOSTNAME},
        {"fe80::1%eth0", WSIG_ADDRESS_HOSTNAME}, /* then no host name either: malformed */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(wsig_address_kind(wsig_slice_str(cases[i].text)), ==, cases[i].kind);
}

static void test_malformed(void)
{
    static const char *const cases[] = {
        "candidate:",
        "candidate:1 1 udp 2130706431 192.0.2.1 5000",
        "candidate:1 1 udp 2130706431 192.0.2.1 5000 type host",
        "candidate:1 x udp 2130706431 192.0.2.1 5000 typ host",
        "candidate:1 0 udp 2130706431 192.0.2.1 5000 typ host",
        "candidate:1 257 udp 2130706431 192.0.2.1 5000 typ host",
        "candidate:1 1 udp 4294967296 192.0.2.1 5000 typ host",
        "candidate:1 1 udp -1 192.0.2.1 5000 typ host",
        "candidate:1 1 udp 2130706431 192.0.2.1 65536 typ host",
        "candidate:1 1 udp 2130706431 fe80::1%eth0 5000 typ host",
        "candidate:1 1 udp 2130706431  192.0.2.1 5000 typ host",
        "candidate:a_b 1 udp 2130706431 192.0.2.1 5000 typ host",
        "candidate:123456789012345678901234567890123 1 udp 1 192.0.2.1 5000 typ host",
        "candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host generation",
        "candidate:1 1 udp 2130706431 192.0.2.1 5000 typ srflx raddr 10.0.0.1 rport x",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct wsig_candidate c;
        g_test_message("%s", cases[i]);
        g_assert_cmpint(parse(cases[i], &c), ==, WSIG_MALFORMED);
        g_assert_nonnull(c.error);
    }
}

static void test_not(void)
{
    static const char *const cases[] = {
        "",
        " ",
        "hello",
        "a b c d e f typ host",
        "1 1 udp 1 nowhere! 1 typ host",
        "candidate:1 1 udp 1 192.0.2.1 1 typ host\nand more",
        "the 7 best typ of all host names",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct wsig_candidate c;
        g_test_message("%s", cases[i]);
        g_assert_cmpint(parse(cases[i], &c), ==, WSIG_NOT);
    }
}

static void test_many_extensions(void)
{
    GString *text = g_string_new("candidate:1 1 udp 1 192.0.2.1 1 typ host");
    struct wsig_candidate c;
    for (unsigned i = 0; i < 10 * WSIG_CANDIDATE_EXTENSIONS_MAX; i++)
        g_string_append_printf(text, " name%u value%u", i, i);
    g_assert_cmpint(parse(text->str, &c), ==, WSIG_OK);
    g_assert_cmpuint(c.extension_count, ==, WSIG_CANDIDATE_EXTENSIONS_MAX);
    g_string_free(text, TRUE);
}

static void test_every_cut(void)
{
    static const char text[] =
        "a=candidate:1 1 tcp 1518280447 2001:db8::1 9 typ host tcptype active";
    struct guarded guard = guarded_new(sizeof text);
    struct wsig_candidate c;
    for (size_t n = 0; n < sizeof text; n++)
        wsig_candidate_parse(guarded_copy(&guard, text, n), &c);
    assert_slice(wsig_candidate_extension(&c, "tcptype"), "active");
    guarded_free(&guard);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ice/all-parts", test_all_parts);
    g_test_add_func("/ice/prefixes", test_prefixes);
    g_test_add_func("/ice/addresses", test_addresses);
    g_test_add_func("/ice/malformed", test_malformed);
    g_test_add_func("/ice/not", test_not);
    g_test_add_func("/ice/many-extensions", test_many_extensions);
    g_test_add_func("/ice/every-cut", test_every_cut);
    return g_test_run();
}
