/* test_life.c: a connection's beginning, messages, pings and end
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "stage.h"

#define MS G_GINT64_CONSTANT(1000000)

static struct wsig_moment at(enum wsig_side side, int64_t milliseconds)
{
    struct wsig_moment moment = now(side);
    moment.time = milliseconds * MS;
    return moment;
}

static const struct wsig_note *see_at(enum wsig_side side, int64_t milliseconds, const char *bytes,
                                      size_t n)
{
    struct wsig_frame frame;
    struct wsig_moment moment = at(side, milliseconds);
    g_assert_true(wsig_frame_parse(wsig_slice(bytes, n), &frame));
    return wsig_capture_frame(capture, STREAM, &moment, &frame, 0);
}

#define SEE_AT(side, time, bytes) see_at(side, time, bytes, sizeof bytes - 1)

static const struct wsig_note *end_at(enum wsig_side side, int64_t milliseconds)
{
    struct wsig_moment moment = at(side, milliseconds);
    return wsig_capture_tcp_end(capture, STREAM, &moment, false);
}

static void test_utf8(void)
{
    static const uint8_t no_mask[4];
    /* Each lead byte with each second byte, against GLib; then a piece at a time. */
    for (unsigned first = 1; first < 256; first++)
        for (unsigned second = 1; second < 256; second++) {
            char bytes[] = {(char)first, (char)second, '\x80', '\x80', 'x'};
            for (size_t n = 1; n <= sizeof bytes; n++) {
                struct wsig_utf8 whole = {0}, pieces = {0};
                wsig_utf8_feed(&whole, wsig_slice(bytes, n), no_mask);
                for (size_t i = 0; i < n; i++)
                    wsig_utf8_feed(&pieces, wsig_slice(bytes + i, 1), no_mask);
                bool expected = g_utf8_validate(bytes, (gssize)n, NULL);
                g_assert_cmpint(wsig_utf8_is_whole(&whole), ==, expected);
                g_assert_cmpint(wsig_utf8_is_whole(&pieces), ==, expected);
            }
        }
}

/* Behind so much ASCII, and before it, in masked text: eight bytes at a time change nothing. */
static void test_utf8_in_ascii(void)
{
    static const uint8_t mask[4] = {0x37, 0xFA, 0x21, 0x3D};
    static const struct {
        const char *text;
        bool is_whole;
    } cases[] = {{"", true},      {"\xC3\xA4", true}, {"\xF0\x9F\x98\x80", true},
                 {"\xC3", false}, {"\x80", false},    {"\xED\xA0\x80", false},
                 {"\xFF", false}};
    for (size_t k = 0; k < G_N_ELEMENTS(cases); k++)
        for (int before = 0; before < 20; before++)
            for (int behind = 0; behind < 20; behind++) {
                char *text = g_strdup_printf("%.*s%s%.*s", before, "abcdefghijklmnopqrst",
                                             cases[k].text, behind, "abcdefghijklmnopqrst");
                size_t n = strlen(text);
                for (size_t i = 0; i < n; i++)
                    text[i] = (char)(text[i] ^ mask[i % 4]);
                struct wsig_utf8 utf8 = {0};
                wsig_utf8_feed(&utf8, wsig_slice(text, n), mask);
                g_assert_cmpint(wsig_utf8_is_whole(&utf8), ==, cases[k].is_whole);
                g_free(text);
            }
}

static void test_tcp_begin(void)
{
    begin();
    for (int i = 0; i < 2; i++) { /* both retransmitted: the first ones count */
        struct wsig_moment syn = at(WSIG_SIDE_A, 10 + i), syn_ack = at(WSIG_SIDE_B, 15 + i);
        wsig_capture_syn(capture, STREAM, &syn, false);
        wsig_capture_syn(capture, STREAM, &syn_ack, true);
    }
    const struct wsig_upgrade_request request = {.key = text(KEY)};
    const struct wsig_tcp_begin *tcp = ask(&request)->connection->tcp_begin;
    g_assert_cmpuint(tcp->syn_frame, ==, 1);
    g_assert_cmpuint(tcp->syn_ack_frame, ==, 2);
    g_assert_cmpint(tcp->syn_ack_time - tcp->syn_time, ==, 5 * MS);
    begin();
    g_assert_null(ask(&request)->connection->tcp_begin);
}

static void test_opcode(void)
{
    upgrade(NULL);
    assert_finding(SEE(WSIG_SIDE_B, "\x83\x01x"), WSIG_RULE_FRAME_RESERVED_OPCODE);
    assert_finding(SEE(WSIG_SIDE_B, "\x87\x01x"), WSIG_RULE_FRAME_RESERVED_OPCODE);
    assert_finding(SEE(WSIG_SIDE_B, "\x8B\x01x"), WSIG_RULE_FRAME_RESERVED_OPCODE);
    assert_finding(SEE(WSIG_SIDE_B, "\x8F\x01x"), WSIG_RULE_FRAME_RESERVED_OPCODE);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x81\x01x"));
    assert_no_finding(SEE(WSIG_SIDE_B, "\x82\x01x"));
    assert_no_finding(SEE(WSIG_SIDE_B, "\x8A\x01x"));
}

static void test_length_form(void)
{
    upgrade(NULL);
    assert_finding(SEE(WSIG_SIDE_B, "\x82\x7E\0\x7D"), WSIG_RULE_FRAME_LENGTH_FORM);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x82\x7E\0\x7E"));
    assert_finding(SEE(WSIG_SIDE_B, "\x82\x7F\0\0\0\0\0\0\xFF\xFF"), WSIG_RULE_FRAME_LENGTH_FORM);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x82\x7F\0\0\0\0\0\1\0\0"));
    assert_finding(SEE(WSIG_SIDE_B, "\x82\x7F\x80\0\0\0\0\1\0\0"), WSIG_RULE_FRAME_LENGTH_FORM);
}

static void test_messages(void)
{
    upgrade(NULL);
    assert_finding(SEE(WSIG_SIDE_B, "\x80\x01x"), WSIG_RULE_FRAME_CONTINUATION_UNEXPECTED);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x01\x01x"));
    assert_no_finding(SEE(WSIG_SIDE_B, "\x89\x00"));      /* control frames may come between */
    assert_no_finding(SEE(WSIG_SIDE_A, "\x81\x81maskx")); /* the other side has its own */
    assert_no_finding(SEE(WSIG_SIDE_B, "\x00\x01x"));
    assert_finding(SEE(WSIG_SIDE_B, "\x81\x01x"), WSIG_RULE_FRAME_MESSAGE_INTERRUPTED);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x81\x01x"));
    assert_finding(SEE(WSIG_SIDE_B, "\x80\x01x"), WSIG_RULE_FRAME_CONTINUATION_UNEXPECTED);
}

/* A capture that begins inside a message, or lacks bytes, proves nothing. */
static void test_messages_unknown(void)
{
    begin();
    assert_no_finding(SEE(WSIG_SIDE_B, "\x00\x01x"));
    assert_no_finding(SEE(WSIG_SIDE_B, "\x80\x01x"));
    assert_finding(SEE(WSIG_SIDE_B, "\x80\x01x"), WSIG_RULE_FRAME_CONTINUATION_UNEXPECTED);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x01\x01x"));
    struct wsig_moment lost = now(WSIG_SIDE_B);
    wsig_capture_lose(capture, STREAM, &lost);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x01\x02x\xC3"));
    wsig_capture_lose(capture, STREAM, &lost);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x80\x01x"));
}

static void test_text(void)
{
    upgrade(NULL);
    assert_finding(SEE(WSIG_SIDE_B, "\x81\x02h\xFF"), WSIG_RULE_FRAME_TEXT_NOT_UTF8);
    assert_finding(SEE(WSIG_SIDE_B, "\x81\x01\xC3"), WSIG_RULE_FRAME_TEXT_NOT_UTF8);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x82\x02h\xFF")); /* binary */
    assert_no_finding(SEE(WSIG_SIDE_B, "\x01\x01\xC3"));  /* a character over two frames */
    assert_no_finding(SEE(WSIG_SIDE_B, "\x80\x01\xA9"));
    assert_no_finding(SEE(WSIG_SIDE_B, "\x01\x01\xC3"));
    assert_finding(SEE(WSIG_SIDE_B, "\x00\x01x"), WSIG_RULE_FRAME_TEXT_NOT_UTF8);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x80\x01\xFF")); /* once per message */
    /* Masked: C3 A9 under 01 02 03 04; the mask's bytes themselves are none. */
    assert_no_finding(SEE(WSIG_SIDE_A, "\x81\x82\x01\x02\x03\x04\xC2\xAB"));
    assert_finding(SEE(WSIG_SIDE_A, "\x81\x82\x01\x02\x03\x04\xC3\x29"),
                   WSIG_RULE_FRAME_TEXT_NOT_UTF8);
    /* Not all captured: its end is unknown. */
    assert_no_finding(SEE(WSIG_SIDE_B, "\x81\x03x\xC3"));
    /* Compressed, or changed by an extension that nobody knows. */
    upgrade("permessage-deflate");
    assert_no_finding(SEE(WSIG_SIDE_B, "\xC1\x02h\xFF"));
    assert_finding(SEE(WSIG_SIDE_B, "\x81\x02h\xFF"), WSIG_RULE_FRAME_TEXT_NOT_UTF8);
    upgrade("x-unheard-of");
    assert_no_finding(SEE(WSIG_SIDE_B, "\x81\x02h\xFF"));
}

static void test_mask_constant(void)
{
    upgrade(NULL);
    for (int i = 1; i < WSIG_SAME_MASKS; i++)
        assert_no_finding(SEE(WSIG_SIDE_A, "\x81\x81maskx"));
    assert_no_finding(SEE(WSIG_SIDE_A, "\x81\x80\0\0\0\0")); /* nothing to mask */
    assert_finding(SEE(WSIG_SIDE_A, "\x81\x81maskx"), WSIG_RULE_FRAME_MASK_CONSTANT);
    for (int i = 0; i < 300; i++) /* once */
        assert_no_finding(SEE(WSIG_SIDE_A, "\x81\x81maskx"));
    upgrade(NULL);
    for (int i = 0; i < 300; i++) {
        char bytes[] = "\x82\x81?askx";
        bytes[2] = (char)(i / 7); /* never eight in a row */
        assert_no_finding(see(WSIG_SIDE_A, bytes, sizeof bytes - 1));
    }
}

static void test_not_inflated(void)
{
    begin();
    assert_no_finding(SEE(WSIG_SIDE_B, "\x81\x01x"));
    assert_finding(SEE(WSIG_SIDE_B, "\xC1\x01x"), WSIG_RULE_FRAME_NOT_INFLATED);
    assert_no_finding(SEE(WSIG_SIDE_B, "\xC1\x01x")); /* once */
    upgrade("permessage-deflate");
    assert_no_finding(SEE(WSIG_SIDE_B, "\xC1\x01x"));
}

static void test_ping(void)
{
    upgrade(NULL);
    const struct wsig_note *first = SEE_AT(WSIG_SIDE_B, 100,
                                           "\x89\x01"
                                           "1");
    const struct wsig_note *second = SEE_AT(WSIG_SIDE_B, 200,
                                            "\x89\x01"
                                            "2");
    g_assert_true(first->is_ping);
    /* The latest with the payload, and by that also those before. Masked: '2' under 01. */
    const struct wsig_note *pong = SEE_AT(WSIG_SIDE_A, 230, "\x8A\x81\x01\0\0\0\x33");
    g_assert_true(pong->is_pong);
    g_assert_cmpint(pong->round_trip, ==, 30 * MS);
    g_assert_cmpuint(pong->partner_frame, ==, frame_number - 1);
    g_assert_cmpuint(second->partner_frame, ==, frame_number);
    g_assert_cmpuint(first->partner_frame, ==, 0);
    /* Nobody asked: not with this payload, not this side. */
    g_assert_cmpuint(SEE_AT(WSIG_SIDE_A, 240, "\x8A\x81\0\0\0\0x")->partner_frame, ==, 0);
    g_assert_cmpuint(SEE_AT(WSIG_SIDE_B, 250,
                            "\x8A\x01"
                            "2")
                         ->partner_frame,
                     ==, 0);
    assert_no_finding((SEE_AT(WSIG_SIDE_B, 500, "\x88\x00"), end_at(WSIG_SIDE_B, 510)));
    /* Heartbeats wait until the connection is known to carry signaling. */
    g_assert_false(wsig_note_is_shown(pong));
}

static void test_ping_unanswered(void)
{
    upgrade(NULL); /* dead for 5 s; once */
    SEE_AT(WSIG_SIDE_B, 1000, "\x89\x00");
    SEE_AT(WSIG_SIDE_B, 6000, "\x88\x00");
    assert_finding(end_at(WSIG_SIDE_B, 7000), WSIG_RULE_PING_UNANSWERED);
    const struct wsig_note *other = end_at(WSIG_SIDE_A, 7001);
    g_assert_false(wsig_findings_has(other->findings, WSIG_RULE_PING_UNANSWERED));

    upgrade(NULL); /* the pong comes after the Close */
    SEE_AT(WSIG_SIDE_B, 1000, "\x89\x00");
    SEE_AT(WSIG_SIDE_B, 1100, "\x88\x00");
    SEE_AT(WSIG_SIDE_A, 1200, "\x8A\x80\0\0\0\0");
    assert_no_finding(end_at(WSIG_SIDE_B, 1300));

    upgrade(NULL); /* crossed with the Close */
    SEE_AT(WSIG_SIDE_B, 1000, "\x89\x00");
    SEE_AT(WSIG_SIDE_A, 1001, "\x88\x80\0\0\0\0");
    SEE_AT(WSIG_SIDE_B, 1002, "\x88\x00");
    assert_no_finding(end_at(WSIG_SIDE_B, 9000));

    upgrade(NULL); /* the pong may be what the capture lacks */
    SEE_AT(WSIG_SIDE_B, 1000, "\x89\x00");
    struct wsig_moment lost = at(WSIG_SIDE_A, 1100);
    wsig_capture_lose(capture, STREAM, &lost);
    SEE_AT(WSIG_SIDE_B, 6000, "\x88\x00");
    assert_no_finding(end_at(WSIG_SIDE_B, 7000));

    begin(); /* the other side is not in the capture at all */
    SEE_AT(WSIG_SIDE_B, 1000, "\x89\x00");
    SEE_AT(WSIG_SIDE_B, 6000, "\x88\x00");
    assert_no_finding(end_at(WSIG_SIDE_B, 7000));
}

/* More than are kept: the oldest is forgotten, the others pair. */
static void test_ping_limit(void)
{
    upgrade(NULL);
    for (char i = 0; i <= WSIG_PINGS_MAX; i++) {
        char ping[] = {'\x89', 1, i};
        see_at(WSIG_SIDE_B, 10 * i, ping, sizeof ping);
    }
    g_assert_cmpuint(SEE_AT(WSIG_SIDE_A, 100, "\x8A\x81\0\0\0\0\0")->partner_frame, ==, 0);
    const struct wsig_note *oldest = SEE_AT(WSIG_SIDE_A, 100, "\x8A\x81\0\0\0\0\1");
    g_assert_cmpint(oldest->round_trip, ==, 90 * MS);
    const struct wsig_note *latest = SEE_AT(WSIG_SIDE_A, 100, "\x8A\x81\0\0\0\0\4");
    g_assert_cmpint(latest->round_trip, ==, 60 * MS);
}

static void test_close_side(void)
{
    upgrade(NULL);
    assert_finding(SEE(WSIG_SIDE_B, "\x88\x02\x03\xF2"), WSIG_RULE_CLOSE_WRONG_SIDE);
    upgrade(NULL);
    const struct wsig_note *note = SEE(WSIG_SIDE_A, "\x88\x82\0\0\0\0\x03\xF2");
    g_assert_false(wsig_findings_has(note->findings, WSIG_RULE_CLOSE_WRONG_SIDE));
}

static void test_duration(void)
{
    begin();
    SEE_AT(WSIG_SIDE_B, 1000, "\x81\x01x");
    SEE_AT(WSIG_SIDE_B, 2000, "\x88\x00");
    const struct wsig_note *note = end_at(WSIG_SIDE_B, 2500);
    g_assert_cmpint(note->duration, ==, 1500 * MS);
    g_assert_cmpuint(note->frames, ==, 2);
}

/* Over HTTP/2: each a connection of its own, with TCP's client; nothing is known of extensions. */
static void test_shared(void)
{
    begin();
    struct wsig_moment syn = at(WSIG_SIDE_A, 0);
    wsig_capture_syn(capture, STREAM, &syn, false);
    uint32_t one = wsig_capture_shared(capture, STREAM, 1), found,
             three = wsig_capture_shared(capture, STREAM, 3);
    g_assert_cmpuint(one, !=, three);
    g_assert_cmpuint(wsig_capture_shared(capture, STREAM, 1), ==, one);
    g_assert_cmpuint(wsig_capture_shared(capture, STREAM + 1, 1), !=, one);
    g_assert_true(wsig_capture_shared_at(capture, STREAM, 1, &found));
    g_assert_cmpuint(found, ==, three);
    g_assert_false(wsig_capture_shared_at(capture, STREAM, 2, &found));
    g_assert_cmpuint(wsig_capture_find(capture, three)->index, ==, 1);
    struct wsig_frame frame;
    g_assert_true(wsig_frame_parse(wsig_slice("\xC1\x01x", 3), &frame));
    const struct wsig_note *note = wsig_capture_frame(capture, one, &syn, &frame, 0);
    assert_finding(note, WSIG_RULE_FRAME_UNMASKED_CLIENT);
    g_assert_cmpuint(wsig_findings_count(note->findings), ==, 1);
}

/* What is not judged does not count as reported either. */
static void test_signaling_later(void)
{
    signaling_only = true;
    begin();
    assert_no_finding(SEE(WSIG_SIDE_B, "\xC1\x01x"));
    wsig_capture_find(capture, STREAM)->signaling = true;
    assert_finding(SEE(WSIG_SIDE_B, "\xC1\x01x"), WSIG_RULE_FRAME_NOT_INFLATED);
    signaling_only = false;
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/utf8", test_utf8);
    g_test_add_func("/utf8/in ascii", test_utf8_in_ascii);
    g_test_add_func("/life/tcp-begin", test_tcp_begin);
    g_test_add_func("/life/opcode", test_opcode);
    g_test_add_func("/life/length-form", test_length_form);
    g_test_add_func("/life/messages", test_messages);
    g_test_add_func("/life/messages-unknown", test_messages_unknown);
    g_test_add_func("/life/text", test_text);
    g_test_add_func("/life/mask-constant", test_mask_constant);
    g_test_add_func("/life/not-inflated", test_not_inflated);
    g_test_add_func("/life/ping", test_ping);
    g_test_add_func("/life/ping-unanswered", test_ping_unanswered);
    g_test_add_func("/life/ping-limit", test_ping_limit);
    g_test_add_func("/life/close-side", test_close_side);
    g_test_add_func("/life/duration", test_duration);
    g_test_add_func("/life/shared", test_shared);
    g_test_add_func("/life/signaling-later", test_signaling_later);
    int result = g_test_run();
    wsig_capture_free(capture);
    return result;
}
