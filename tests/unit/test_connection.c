/* test_connection.c: frames, Close handshakes and the judgement on them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "stage.h"

static void test_header(void)
{
    struct wsig_frame frame;
    g_assert_true(wsig_frame_parse(wsig_slice("\xC1\x7E\x01\x00zz", 6), &frame));
    g_assert_true(frame.fin);
    g_assert_cmpuint(frame.reserved, ==, WSIG_RSV1);
    g_assert_cmpuint(frame.payload_length, ==, 256);
    g_assert_cmpuint(frame.payload.n, ==, 2);
    g_assert_true(wsig_frame_parse(wsig_slice("\x02\xFF\0\0\0\0\0\0\0\1mask!", 15), &frame));
    g_assert_true(frame.masked && !frame.fin);
    g_assert_cmpuint(frame.payload.n, ==, 1);
    static const char longest[] = "\x82\xFF\0\0\0\0\0\0\0\1mask!";
    struct guarded guard = guarded_new(sizeof longest);
    for (size_t n = 0; n < 14; n++)
        g_assert_false(wsig_frame_parse(guarded_copy(&guard, longest, n), &frame));
    guarded_free(&guard);
}

static void test_masks(void)
{
    upgrade(NULL);
    assert_finding(SEE(WSIG_SIDE_A, "\x81\x01x"), WSIG_RULE_FRAME_UNMASKED_CLIENT);
    assert_no_finding(SEE(WSIG_SIDE_A, "\x81\x81maskx"));
    assert_finding(SEE(WSIG_SIDE_B, "\x81\x81maskx"), WSIG_RULE_FRAME_MASKED_SERVER);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x81\x01x"));
}

static void test_client_unknown(void)
{
    begin();
    assert_no_finding(SEE(WSIG_SIDE_A, "\x81\x01x"));
    assert_no_finding(SEE(WSIG_SIDE_B, "\x81\x81maskx"));
    /* The SYN tells, and so does the SYN/ACK. */
    begin();
    struct wsig_moment at = now(WSIG_SIDE_A);
    wsig_capture_syn(capture, STREAM, &at, true);
    assert_finding(SEE(WSIG_SIDE_B, "\x81\x01x"), WSIG_RULE_FRAME_UNMASKED_CLIENT);
}

static void test_reserved_bits(void)
{
    upgrade(NULL);
    assert_finding(SEE(WSIG_SIDE_B, "\xC1\x01x"), WSIG_RULE_FRAME_RESERVED_BITS);
    upgrade("permessage-deflate; client_max_window_bits=15");
    assert_no_finding(SEE(WSIG_SIDE_B, "\xC1\x01x"));
    assert_finding(SEE(WSIG_SIDE_B, "\xA1\x01x"), WSIG_RULE_FRAME_RESERVED_BITS);
    assert_finding(SEE(WSIG_SIDE_B, "\xC0\x01x"), WSIG_RULE_FRAME_RESERVED_BITS);
    assert_finding(SEE(WSIG_SIDE_B, "\xC9\x01x"), WSIG_RULE_FRAME_RESERVED_BITS);
    upgrade("x-unheard-of");
    assert_no_finding(SEE(WSIG_SIDE_B, "\xF1\x01x"));
}

static void test_control(void)
{
    char big[4 + 126] = "\x89\x7E\x00\x7E";
    upgrade(NULL);
    assert_finding(see(WSIG_SIDE_B, big, sizeof big), WSIG_RULE_FRAME_CONTROL_TOO_LONG);
    assert_finding(SEE(WSIG_SIDE_B, "\x09\x01x"), WSIG_RULE_FRAME_CONTROL_FRAGMENTED);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x89\x01x"));
    assert_no_finding(SEE(WSIG_SIDE_B, "\x01\x01x"));
}

static void test_close(void)
{
    static const struct {
        unsigned code;
        enum wsig_rule rule; /* besides close.abnormal; COUNT: none */
        bool abnormal;
        enum wsig_close_class close_class;
        const char *name;
    } cases[] = {
        {0, WSIG_RULE_CLOSE_INVALID_CODE, true, WSIG_CLOSE_ABNORMAL, "unassigned"},
        {999, WSIG_RULE_CLOSE_INVALID_CODE, true, WSIG_CLOSE_ABNORMAL, "unassigned"},
        {1000, WSIG_RULE_COUNT, false, WSIG_CLOSE_NORMAL, "Normal Closure"},
        {1001, WSIG_RULE_COUNT, false, WSIG_CLOSE_NORMAL, "Going Away"},
        {1002, WSIG_RULE_COUNT, true, WSIG_CLOSE_ABNORMAL, "Protocol error"},
        {1004, WSIG_RULE_CLOSE_RESERVED_CODE, true, WSIG_CLOSE_ABNORMAL, "reserved"},
        {1005, WSIG_RULE_CLOSE_RESERVED_CODE, true, WSIG_CLOSE_ABNORMAL, "No Status Rcvd"},
        {1006, WSIG_RULE_CLOSE_RESERVED_CODE, true, WSIG_CLOSE_ABNORMAL, "Abnormal Closure"},
        {1011, WSIG_RULE_COUNT, true, WSIG_CLOSE_ABNORMAL, "Internal Error"},
        {1014, WSIG_RULE_COUNT, true, WSIG_CLOSE_ABNORMAL, "Bad Gateway"},
        {1015, WSIG_RULE_CLOSE_RESERVED_CODE, true, WSIG_CLOSE_ABNORMAL, "TLS handshake"},
        {1016, WSIG_RULE_CLOSE_INVALID_CODE, true, WSIG_CLOSE_ABNORMAL, "unassigned"},
        {2999, WSIG_RULE_CLOSE_INVALID_CODE, true, WSIG_CLOSE_ABNORMAL, "unassigned"},
        {3000, WSIG_RULE_COUNT, true, WSIG_CLOSE_APPLICATION, "Unauthorized"},
        {3001, WSIG_RULE_COUNT, true, WSIG_CLOSE_APPLICATION, "unassigned"},
        {4000, WSIG_RULE_COUNT, true, WSIG_CLOSE_APPLICATION, "application"},
        {4999, WSIG_RULE_COUNT, true, WSIG_CLOSE_APPLICATION, "application"},
        {5000, WSIG_RULE_CLOSE_INVALID_CODE, true, WSIG_CLOSE_ABNORMAL, "unassigned"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char bytes[] = {'\x88', 4, (char)(cases[i].code >> 8), (char)cases[i].code, 'o', 'k'};
        g_test_message("%u", cases[i].code);
        upgrade(NULL);
        const struct wsig_note *note = see(WSIG_SIDE_B, bytes, sizeof bytes);
        bool has_rule = cases[i].rule != WSIG_RULE_COUNT;
        g_assert_cmpuint(wsig_findings_count(note->findings), ==, cases[i].abnormal + has_rule);
        g_assert_cmpint(wsig_findings_has(note->findings, WSIG_RULE_CLOSE_ABNORMAL), ==,
                        cases[i].abnormal);
        g_assert_true(!has_rule || wsig_findings_has(note->findings, cases[i].rule));
        g_assert_cmpuint(note->code, ==, cases[i].code);
        g_assert_cmpint(note->close_class, ==, cases[i].close_class);
        g_assert_cmpstr(wsig_close_name(note->code), ==, cases[i].name);
        g_assert_cmpstr(note->reason, ==, "ok");
    }
}

static void test_close_bodies(void)
{
    upgrade(NULL);
    const struct wsig_note *note = SEE(WSIG_SIDE_B, "\x88\x00");
    assert_no_finding(note);
    g_assert_false(note->has_code);
    g_assert_cmpint(note->close_class, ==, WSIG_CLOSE_NONE);
    upgrade(NULL);
    assert_finding(SEE(WSIG_SIDE_B, "\x88\x01x"), WSIG_RULE_CLOSE_SHORT_BODY);
    upgrade(NULL);
    assert_finding(SEE(WSIG_SIDE_B, "\x88\x03\x03\xE8\xFF"), WSIG_RULE_CLOSE_REASON_NOT_UTF8);
    /* Cut by the capture in the middle of a character: not the sender's fault. */
    upgrade(NULL);
    assert_no_finding(SEE(WSIG_SIDE_B, "\x88\x04\x03\xE8\xC3"));
    /* Masked: 1000 and "hi" under the key 01 02 03 04. */
    upgrade(NULL);
    note = SEE(WSIG_SIDE_A, "\x88\x84\x01\x02\x03\x04\x02\xEA\x6B\x6D");
    g_assert_cmpuint(note->code, ==, 1000);
    g_assert_cmpstr(note->reason, ==, "hi");
}

static void test_handshake(void)
{
    upgrade(NULL);
    const struct wsig_note *first = SEE(WSIG_SIDE_B, "\x88\x02\x03\xE8");
    g_assert_cmpuint(first->step, ==, 1);
    g_assert_cmpint(first->connection->close.initiator, ==, WSIG_SIDE_B);
    assert_finding(SEE(WSIG_SIDE_B, "\x81\x01x"), WSIG_RULE_CLOSE_DATA_AFTER_CLOSE);
    const struct wsig_note *reply = SEE(WSIG_SIDE_A, "\x88\x82\0\0\0\0\x03\xE9");
    g_assert_cmpuint(reply->step, ==, 2);
    assert_finding(reply, WSIG_RULE_CLOSE_CODE_MISMATCH);
    g_assert_cmpuint(reply->connection->close.reply_frame, ==, frame_number);
    g_assert_cmpuint(SEE(WSIG_SIDE_B, "\x88\x02\x03\xE8")->step, ==, 0);
}

static void test_tcp_end(void)
{
    upgrade(NULL); /* in order */
    SEE(WSIG_SIDE_B, "\x88\x00");
    SEE(WSIG_SIDE_A, "\x88\x80\0\0\0\0");
    g_assert_cmpuint(end(WSIG_SIDE_B, false)->step, ==, 3);
    assert_no_finding(end(WSIG_SIDE_A, false));
    g_assert_null(end(WSIG_SIDE_A, false)); /* retransmitted */
    g_assert_null(end(WSIG_SIDE_A, true));

    upgrade(NULL); /* the server dies; once per connection */
    assert_finding(end(WSIG_SIDE_B, false), WSIG_RULE_CLOSE_NO_HANDSHAKE);
    assert_no_finding(end(WSIG_SIDE_A, false));

    upgrade(NULL); /* a client that does not wait for the reply, which comes */
    SEE(WSIG_SIDE_A, "\x88\x80\0\0\0\0");
    assert_no_finding(end(WSIG_SIDE_A, false));
    SEE(WSIG_SIDE_B, "\x88\x00");
    assert_no_finding(end(WSIG_SIDE_B, false));

    upgrade(NULL); /* a server that does not reply */
    SEE(WSIG_SIDE_A, "\x88\x80\0\0\0\0");
    assert_finding(end(WSIG_SIDE_B, false), WSIG_RULE_CLOSE_NO_HANDSHAKE);

    upgrade(NULL);
    assert_finding(end(WSIG_SIDE_A, true), WSIG_RULE_CLOSE_NO_HANDSHAKE);

    begin(); /* no WebSocket */
    g_assert_null(end(WSIG_SIDE_A, true));
}

static void test_upgrade(void)
{
    const struct wsig_upgrade_request request = {.key = text(KEY)};
    const struct wsig_upgrade_response bad = {.status = 101, .accept = text("nonsense")},
                                       refused = {.status = 403};
    begin();
    ask(&request);
    assert_finding(reply(&bad), WSIG_RULE_UPGRADE_BAD_ACCEPT);
    begin();
    g_assert_null(reply(&refused)); /* plain HTTP */
    ask(&request);
    const struct wsig_note *note = reply(&refused);
    assert_finding(note, WSIG_RULE_UPGRADE_REFUSED);
    g_assert_true(g_str_has_prefix(wsig_findings_at(note->findings, 0)->detail, "403, "));
    g_assert_null(end(WSIG_SIDE_B, false)); /* it never was a WebSocket */
    /* Another try on the same TCP connection is a connection of its own. */
    ask(&request);
    g_assert_cmpuint(wsig_capture_find(capture, STREAM)->index, ==, 1);
}

static void test_signaling_only(void)
{
    signaling_only = true;
    upgrade(NULL);
    assert_no_finding(SEE(WSIG_SIDE_A, "\x81\x01x"));
    const struct wsig_note *close = SEE(WSIG_SIDE_B, "\x88\x02\x03\xF3");
    g_assert_cmpuint(close->code, ==, 1011); /* shown, not judged */
    assert_no_finding(close);
    assert_no_finding(end(WSIG_SIDE_A, true));
    signaling_only = false;
}

static struct wsig_hint expect(enum wsig_side side, const char *payload)
{
    struct wsig_hint hint = {.from_client = 2};
    wsig_capture_expect(capture, STREAM, side, wsig_slice_str(payload), &hint);
    return hint;
}

/* Which attachment of which event a message is, side by side. */
static void test_attachments(void)
{
    upgrade(NULL);
    g_assert_cmpuint(expect(WSIG_SIDE_A, "bytes").attachment, ==, 0);
    g_assert_cmpuint(
        expect(WSIG_SIDE_A, "452-/room,17[\"offer\",{\"_placeholder\":true,\"num\":0}]").attachment,
        ==, 0);
    g_assert_cmpuint(expect(WSIG_SIDE_B, "bytes").attachment, ==, 0);
    struct wsig_hint hint = expect(WSIG_SIDE_A, "bytes");
    g_assert_cmpuint(hint.attachment, ==, 1);
    g_assert_cmpstr(hint.event, ==, "offer");
    g_assert_cmpuint(expect(WSIG_SIDE_A, "3").attachment, ==, 0);
    g_assert_cmpuint(expect(WSIG_SIDE_A, "bytes").attachment, ==, 2);
    g_assert_cmpuint(expect(WSIG_SIDE_A, "bytes").attachment, ==, 0);
    expect(WSIG_SIDE_B, "461-3[{\"_placeholder\":true,\"num\":0}]");
    hint = expect(WSIG_SIDE_B, "bytes");
    g_assert_cmpuint(hint.attachment, ==, 1);
    g_assert_null(hint.event);
    expect(WSIG_SIDE_A, "45999-[\"too many\"]");
    expect(WSIG_SIDE_A, "45-[\"none\"]");
    expect(WSIG_SIDE_A, "451-");
    expect(WSIG_SIDE_A, "421-[\"other type\"]");
    g_assert_cmpuint(expect(WSIG_SIDE_A, "bytes").attachment, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/frame/header", test_header);
    g_test_add_func("/connection/masks", test_masks);
    g_test_add_func("/connection/client-unknown", test_client_unknown);
    g_test_add_func("/connection/reserved-bits", test_reserved_bits);
    g_test_add_func("/connection/control", test_control);
    g_test_add_func("/connection/close", test_close);
    g_test_add_func("/connection/close-bodies", test_close_bodies);
    g_test_add_func("/connection/handshake", test_handshake);
    g_test_add_func("/connection/tcp-end", test_tcp_end);
    g_test_add_func("/connection/upgrade", test_upgrade);
    g_test_add_func("/connection/signaling-only", test_signaling_only);
    g_test_add_func("/connection/attachments", test_attachments);
    int result = g_test_run();
    wsig_capture_free(capture);
    return result;
}
