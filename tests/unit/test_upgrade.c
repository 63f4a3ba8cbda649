/* test_upgrade.c: heads of HTTP, and what an upgrade asked for against what it was given
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/http.h"
#include "stage.h"

static const char head_text[] = "\x01\n\nPOST / HTTP/1.1\r\nHost: y\r\n\r\n"
                                "GET /rtc?access_token=secret HTTP/1.1\r\n"
                                "Host: x\r\n"
                                "Sec-WebSocket-Protocol: one,two\r\n"
                                "sec-websocket-key:" KEY "\r\n"
                                "Sec-WebSocket-Protocol:  three \r\n"
                                "\r\n\x81\x00";

static void test_head(void)
{
    struct wsig_slice bytes = wsig_slice(head_text, sizeof head_text - 1), head;
    GString *value = g_string_new(NULL);
    size_t at = 0;
    g_assert_true(wsig_http_next(bytes, &at, &head));
    g_assert_true(wsig_slice_starts(head, "GET /rtc"));
    g_assert_true(wsig_slice_ends(head, "three \r\n"));
    g_assert_true(wsig_http_is_whole(bytes, head));
    g_assert_true(wsig_slice_eq(wsig_http_target(head), "/rtc?access_token=secret"));
    g_assert_cmpuint(wsig_http_status(head), ==, 0);
    g_assert_true(wsig_http_header(head, "sec-websocket-protocol", value));
    g_assert_cmpstr(value->str, ==, "one,two, three");
    g_assert_false(wsig_http_header(head, "origin", value));
    g_string_free(value, TRUE);
    g_assert_null(wsig_http_target(text("Host: x")).p);
    g_assert_false(wsig_http_next(bytes, &at, &head));
}

/* Several in one run of bytes, as after a CONNECT, and a body between. */
static void test_heads(void)
{
    struct wsig_slice bytes = text("HTTP/1.1 401 No\r\nContent-Length: 3\r\n\r\nHT\n"
                                   "HTTP/1.1 101 Switching\r\nA: b\r\n\r\nHTTP/2.0"),
                      head;
    size_t at = 0;
    g_assert_true(wsig_http_next(bytes, &at, &head));
    g_assert_cmpuint(wsig_http_status(head), ==, 401);
    g_assert_true(wsig_http_next(bytes, &at, &head));
    g_assert_cmpuint(wsig_http_status(head), ==, 101);
    g_assert_true(wsig_http_is_whole(bytes, head));
    g_assert_false(wsig_http_next(bytes, &at, &head));
    g_assert_cmpuint(wsig_http_status(text("HTTP/1.1 20")), ==, 0);
    g_assert_cmpuint(wsig_http_status(text("HTTP/1.1 2x0")), ==, 0);
    g_assert_cmpuint(wsig_http_status(text("HTTP/1.10 200")), ==, 0);
}

/* At every length: never a byte outside, never whole before it is. */
static void test_head_cut(void)
{
    struct guarded guard = guarded_new(sizeof head_text);
    const size_t whole = sizeof head_text - 1 - 2;
    const size_t begin = (size_t)(strstr(head_text, "GET ") - head_text);
    for (size_t n = 0; n < sizeof head_text; n++) {
        struct wsig_slice bytes = guarded_copy(&guard, head_text, n), head;
        size_t at = 0;
        const bool found = wsig_http_next(bytes, &at, &head);
        g_assert_cmpint(found, ==, n >= begin + strlen("GET "));
        if (found) {
            wsig_http_target(head);
            g_assert_cmpint(wsig_http_is_whole(bytes, head), ==, n >= whole);
        }
    }
    guarded_free(&guard);
}

static void test_path(void)
{
    static const struct {
        const char *url, *path;
    } rows[] = {
        {"/rtc?access_token=secret", "/rtc"},
        {"/a#b", "/a"},
        {"http://user:pass@host:7880/rtc/v1?x=1", "/rtc/v1"},
        {"ws://host", ""},
        {"/go?to=http://x/y", "/go"},
        {"*", "*"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct wsig_upgrade_request request = {.key = text(KEY), .url = text(rows[i].url)};
        begin();
        g_assert_cmpstr(ask(&request)->connection->upgrade->path, ==, rows[i].path);
    }
}

static void test_request(void)
{
    static const struct {
        const char *key, *version;
        bool whole;
        enum wsig_rule rule; /* COUNT: none */
    } rows[] = {
        {KEY, "13", true, WSIG_RULE_COUNT},
        {"AAAAAAAAAAAAAAAAAAAAAA==", "13", true, WSIG_RULE_COUNT},
        {KEY, NULL, false, WSIG_RULE_COUNT}, /* cut off by the capture */
        {KEY, NULL, true, WSIG_RULE_UPGRADE_BAD_VERSION},
        {KEY, "8", true, WSIG_RULE_UPGRADE_BAD_VERSION},
        {"x", "13", true, WSIG_RULE_UPGRADE_BAD_KEY},
        {"", "13", true, WSIG_RULE_UPGRADE_BAD_KEY},
        {"dGhlIHNhbXBsZSBub25jZQ=x", "13", true, WSIG_RULE_UPGRADE_BAD_KEY},
        {"dGhlIHNhbXBsZSBub2*jZQ==", "13", true, WSIG_RULE_UPGRADE_BAD_KEY},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct wsig_upgrade_request request = {
            .key = text(rows[i].key), .version = text(rows[i].version), .whole = rows[i].whole};
        begin();
        const struct wsig_note *note = ask(&request);
        if (rows[i].rule == WSIG_RULE_COUNT)
            assert_no_finding(note);
        else
            assert_finding(note, rows[i].rule);
    }
}

/* The response's note after an offer. */
static const struct wsig_note *negotiate(const char *asked, const char *given, bool subprotocol)
{
    struct wsig_slice absent = {NULL, 0};
    const struct wsig_upgrade_request request = {
        .key = text(KEY),
        .protocols = subprotocol ? text(asked) : absent,
        .extensions = subprotocol ? absent : text(asked),
        .version = text("13"),
        .whole = true,
    };
    const struct wsig_upgrade_response response = {
        .status = 101,
        .accept = text(ACCEPT),
        .protocol = subprotocol ? text(given) : absent,
        .extensions = subprotocol ? absent : text(given),
        .whole = true,
    };
    begin();
    ask(&request);
    return reply(&response);
}

static void test_subprotocol(void)
{
    assert_no_finding(negotiate("janus-protocol, x", "x", true));
    assert_finding(negotiate("janus-protocol", "x", true),
                   WSIG_RULE_UPGRADE_SUBPROTOCOL_NOT_OFFERED);
    assert_finding(negotiate(NULL, "x", true), WSIG_RULE_UPGRADE_SUBPROTOCOL_NOT_OFFERED);
    assert_finding(negotiate("x", "X", true), WSIG_RULE_UPGRADE_SUBPROTOCOL_NOT_OFFERED);
    /* None is worth a note, and only where signaling is carried. */
    const struct wsig_note *none = negotiate("x, y", NULL, true);
    assert_finding(none, WSIG_RULE_UPGRADE_SUBPROTOCOL_NONE);
    g_assert_false(wsig_note_is_shown(none));
    wsig_capture_find(capture, STREAM)->signaling = true;
    g_assert_true(wsig_note_is_shown(none));
    /* Longer than what is kept: nothing is said. */
    char *many = g_strnfill(WSIG_HEADER_MAX + 1, 'x');
    assert_no_finding(negotiate(many, "y", true));
    g_free(many);
}

static void test_extension(void)
{
    static const struct {
        const char *asked, *given;
        enum wsig_rule rule; /* COUNT: none */
    } rows[] = {
        {"permessage-deflate", "permessage-deflate", WSIG_RULE_COUNT},
        {"permessage-deflate; client_max_window_bits",
         "permessage-deflate; client_max_window_bits=15", WSIG_RULE_COUNT},
        {"permessage-deflate; client_max_window_bits",
         "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
         WSIG_RULE_COUNT},
        {"permessage-deflate; server_max_window_bits=10, permessage-deflate", "permessage-deflate",
         WSIG_RULE_COUNT},
        {"x-frame, permessage-deflate", "permessage-deflate, x-frame; any=1", WSIG_RULE_COUNT},
        {"permessage-deflate", NULL, WSIG_RULE_COUNT},
        {NULL, "permessage-deflate", WSIG_RULE_UPGRADE_EXTENSION_NOT_OFFERED},
        {"x-frame", "permessage-deflate", WSIG_RULE_UPGRADE_EXTENSION_NOT_OFFERED},
        {"permessage-deflate", "permessage-deflate; client_max_window_bits=15",
         WSIG_RULE_UPGRADE_EXTENSION_PARAMETER},
        {"permessage-deflate; client_max_window_bits", "permessage-deflate; client_max_window_bits",
         WSIG_RULE_UPGRADE_EXTENSION_PARAMETER},
        {"permessage-deflate; client_max_window_bits",
         "permessage-deflate; client_max_window_bits=7", WSIG_RULE_UPGRADE_EXTENSION_PARAMETER},
        {"permessage-deflate", "permessage-deflate; server_max_window_bits=16",
         WSIG_RULE_UPGRADE_EXTENSION_PARAMETER},
        {"permessage-deflate", "permessage-deflate; server_no_context_takeover=1",
         WSIG_RULE_UPGRADE_EXTENSION_PARAMETER},
        {"permessage-deflate", "permessage-deflate; unheard_of",
         WSIG_RULE_UPGRADE_EXTENSION_PARAMETER},
        {"permessage-deflate",
         "permessage-deflate; server_max_window_bits=9; server_max_window_bits=9",
         WSIG_RULE_UPGRADE_EXTENSION_PARAMETER},
        {"permessage-deflate; server_max_window_bits=10",
         "permessage-deflate; server_max_window_bits=11", WSIG_RULE_UPGRADE_EXTENSION_PARAMETER},
        {"permessage-deflate; server_no_context_takeover", "permessage-deflate",
         WSIG_RULE_UPGRADE_EXTENSION_PARAMETER},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s / %s", rows[i].asked, rows[i].given);
        const struct wsig_note *note = negotiate(rows[i].asked, rows[i].given, false);
        if (rows[i].rule == WSIG_RULE_COUNT)
            assert_no_finding(note);
        else
            assert_finding(note, rows[i].rule);
        g_assert_cmpuint(wsig_findings_count(note->findings), ==, rows[i].rule != WSIG_RULE_COUNT);
    }
}

/* Cut off by the capture: what is absent proves nothing, and half a line is none. */
static void test_cut(void)
{
    const struct wsig_upgrade_request asked = {.key = text(KEY), .protocols = text("x")};
    const struct wsig_upgrade_response given = {
        .status = 101, .protocol = text("y"), .extensions = text("z"), .whole = true};
    begin();
    ask(&asked);
    assert_no_finding(reply(&given));
    const struct wsig_upgrade_response cut = {.status = 101};
    begin();
    ask(&asked);
    assert_no_finding(reply(&cut));
    g_assert_null(end(WSIG_SIDE_B, false)); /* whether a Close was there, is unknown too */
    assert_no_finding(SEE(WSIG_SIDE_B, "\xC1\x01x"));
    GString *value = g_string_new(NULL);
    g_assert_false(wsig_http_header(text("HTTP/1.1 101 X\r\nOrigin: http://pa"), "origin", value));
    g_assert_true(wsig_http_header(text("HTTP/1.1 101 X\r\nOrigin: http://pa\n"), "origin", value));
    g_string_free(value, TRUE);
}

/* Without the request, nothing is known of what was offered. */
static void test_response_alone(void)
{
    const struct wsig_upgrade_response response = {
        .status = 101, .protocol = text("x"), .extensions = text("permessage-deflate")};
    begin();
    assert_no_finding(reply(&response));
    g_assert_cmpint(wsig_capture_find(capture, STREAM)->client, ==, WSIG_SIDE_A);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/http/head", test_head);
    g_test_add_func("/http/heads", test_heads);
    g_test_add_func("/http/head-cut", test_head_cut);
    g_test_add_func("/upgrade/path", test_path);
    g_test_add_func("/upgrade/request", test_request);
    g_test_add_func("/upgrade/subprotocol", test_subprotocol);
    g_test_add_func("/upgrade/extension", test_extension);
    g_test_add_func("/upgrade/cut", test_cut);
    g_test_add_func("/upgrade/response-alone", test_response_alone);
    int result = g_test_run();
    wsig_capture_free(capture);
    return result;
}
