/* test_known.c: what a connection is known for: by words, by its URL, by the user's choice
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/capture.h"
#include "../../signaling/describe.h"
#include "../../signaling/find.h"

#define STREAM 7
#define OFFER                                                                                      \
    "{\"sdp\":{\"type\":\"offer\",\"sdp\":\"v=0\\r\\no=- 1 1 IN IP4 0.0.0.0\\r\\ns=-\\r\\n"        \
    "t=0 0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\na=mid:0\\r\\n\"}}"

static struct wsig_capture *capture;
static struct wsig_msg *msg;
static uint32_t frame_number;

static bool is_normal(uint16_t code)
{
    return code == 1000;
}

/* A is the client. */
static void begin(const char *url)
{
    const struct wsig_policy policy = {is_normal, false};
    const struct wsig_upgrade_request request = {.url = wsig_slice_str(url)};
    wsig_capture_free(capture);
    capture = wsig_capture_new(&policy);
    const struct wsig_moment at = {.side = WSIG_SIDE_A};
    wsig_capture_upgrade_request(capture, STREAM, &at, &request);
}

static const struct wsig_record *see(enum wsig_side side, const char *text)
{
    frame_number++;
    const struct wsig_moment at = {.frame = frame_number, .time = frame_number, .side = side};
    const struct wsig_hint hint = wsig_capture_hint(capture, STREAM, side);
    wsig_msg_reset(msg, wsig_slice_str(text), false);
    wsig_find(msg, &hint);
    wsig_describe(msg);
    return wsig_capture_message(capture, STREAM, &at, &hint, msg);
}

static struct wsig_connection *connection(void)
{
    return wsig_capture_find(capture, STREAM);
}

static void test_words(void)
{
    begin("/");
    g_assert_null(see(WSIG_SIDE_A, "HELLO 1234"));
    g_assert_null(see(WSIG_SIDE_B, "HELLO"));
    g_assert_null(see(WSIG_SIDE_A, "HELLO 5678")); /* the same word again is no confirmation */
    g_assert_null(connection()->dialect);
    g_assert_nonnull(see(WSIG_SIDE_A, "SESSION 5678"));
    g_assert_cmpstr(msg->dialect, ==, "gstreamer");
    g_assert_true(connection()->dialect == wsig_dialect_by_name("gstreamer"));
    g_assert_cmpint(connection()->chosen_by, ==, WSIG_CHOSEN_BY_MESSAGES);
    g_assert_nonnull(see(WSIG_SIDE_B, "SESSION_OK"));
    g_assert_nonnull(see(WSIG_SIDE_A, OFFER));
    g_assert_cmpstr(msg->dialect, ==, "gstreamer");
    g_assert_nonnull(see(WSIG_SIDE_B, "ERROR peer '5678' not found"));
    g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_ERROR);
}

static void test_words_of_people(void)
{
    static const char *const lines[] = {"HELLO",       "HELLO ",  "ERROR 404 Not Found",
                                        "Hello Anna",  "SESSION", "ERROR: nothing",
                                        "SESSION\n12", "ROOM",    "OFFER_REQUEST"};
    begin("/chat");
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_test_message("%s", lines[i]);
        g_assert_null(see(i % 2 ? WSIG_SIDE_B : WSIG_SIDE_A, lines[i]));
    }
    g_assert_null(connection()->dialect);
}

/* Where signaling has been, one word is enough. */
static void test_words_in_context(void)
{
    begin("/");
    g_assert_nonnull(see(WSIG_SIDE_A, OFFER));
    g_assert_nonnull(see(WSIG_SIDE_A, "SESSION 5678"));
    g_assert_null(see(WSIG_SIDE_A, "good morning"));
}

/* A refusal is the second message that there is, and alone it could be anybody's. */
static void test_second_message(void)
{
    static const char join[] =
        "{\"type\":\"register\",\"roomId\":\"blue\",\"clientId\":\"c1\",\"key\":\"k\"}";
    static const char refusal[] = "{\"type\":\"reject\",\"reason\":\"full\"}";
    begin("/signaling");
    g_assert_null(see(WSIG_SIDE_B, refusal));
    g_assert_nonnull(see(WSIG_SIDE_A, join));
    g_assert_null(connection()->dialect); /* a single message chooses nothing */
    g_assert_null(see(WSIG_SIDE_B, "{\"type\":\"welcome\",\"reason\":\"you asked\"}"));
    g_assert_null(connection()->dialect);
    g_assert_nonnull(see(WSIG_SIDE_B, refusal));
    g_assert_cmpstr(msg->dialect, ==, "ayame");
    g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_ERROR);
    g_assert_true(connection()->dialect == wsig_dialect_by_name("ayame"));
}

static void assert_who(const char *room, const char *from, const char *to)
{
    const struct {
        const struct wsig_value *value;
        const char *expected;
    } rows[] = {{&msg->room, room}, {&msg->peer_from, from}, {&msg->peer_to, to}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].expected)
            g_assert_true(wsig_slice_eq(rows[i].value->text, rows[i].expected));
        else
            g_assert_null(rows[i].value->text.p);
        g_assert_cmpuint(rows[i].value->span.length, ==, 0);
    }
}

static void test_url(void)
{
    static const char request[] = "{\"request\":true,\"id\":1,\"method\":\"join\",\"data\":{}}";
    static const char heartbeat[] = "{\"type\":\"HEARTBEAT\"}";
    static const char hello[] = "{\"colibriClass\":\"ServerHello\"}";
    static const char stop[] = "{\"command\":\"stop\",\"id\":1,\"peer_id\":2}";
    begin("/?roomId=k%C3%BCche&peerId=alice&consumerReplicas=0");
    g_assert_nonnull(see(WSIG_SIDE_A, request));
    assert_who("küche", "alice", NULL);
    g_assert_nonnull(see(WSIG_SIDE_B, request)); /* protoo's requests go both ways */
    assert_who("küche", NULL, "alice");

    begin("/peerjs?key=peerjs&id=bob&token=secret&version=1.5.5");
    g_assert_nonnull(see(WSIG_SIDE_A, heartbeat));
    assert_who(NULL, "bob", NULL);
    begin("/colibri-ws/jvb-1/conf7/end9?pwd=secret");
    g_assert_nonnull(see(WSIG_SIDE_B, hello));
    assert_who("conf7", NULL, "end9");
    begin("/app/stream?direction=send");
    g_assert_nonnull(see(WSIG_SIDE_A, stop));
    assert_who("app/stream", NULL, NULL);
    begin("/ws?token=secret&room_id=blue"); /* of no system that we know */
    g_assert_nonnull(see(WSIG_SIDE_A, OFFER));
    assert_who("blue", NULL, NULL);
}

/* What the URL says is taken from the URL's own parameters only, and not when it is no name. */
static void test_url_limits(void)
{
    GString *url = g_string_new("/ws?room=");
    for (unsigned i = 0; i < 300; i++)
        g_string_append_c(url, 'x');
    begin(url->str);
    g_assert_nonnull(see(WSIG_SIDE_A, OFFER));
    assert_who(NULL, NULL, NULL);

    g_string_assign(url, "/ws?first=");
    while (url->len < WSIG_URL_MAX - 8)
        g_string_append_c(url, 'x');
    g_string_append(url, "&room=blue"); /* cut within it */
    begin(url->str);
    g_assert_cmpuint(strlen(connection()->url), <=, WSIG_URL_MAX);
    g_assert_nonnull(see(WSIG_SIDE_A, OFFER));
    assert_who(NULL, NULL, NULL);
    g_string_free(url, TRUE);

    static const char *const urls[] = {"",           "?room=",         "/ws?room",
                                       "/ws?room=%", "/ws?room=%00",   "/ws?room=%FF",
                                       "/ws?room=",  "/ws?xroom=blue", "/room=blue"};
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        g_test_message("%s", urls[i]);
        begin(urls[i]);
        g_assert_nonnull(see(WSIG_SIDE_A, OFFER));
        assert_who(NULL, NULL, NULL);
    }
}

static void test_choice_beats_all(void)
{
    begin("/peerjs?id=bob");
    wsig_connection_choose(connection(), wsig_dialect_by_name("ayame"), WSIG_CHOSEN_BY_PREFERENCE);
    g_assert_nonnull(see(WSIG_SIDE_A, "{\"type\":\"OFFER\",\"payload\":{\"connectionId\":\"x\"}}"));
    g_assert_cmpstr(msg->dialect, ==, "ayame");
    g_assert_nonnull(see(WSIG_SIDE_A, OFFER));
    g_assert_cmpstr(msg->dialect, ==, "ayame");
    g_assert_cmpint(connection()->chosen_by, ==, WSIG_CHOSEN_BY_PREFERENCE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    msg = wsig_msg_new();
    g_test_add_func("/known/words", test_words);
    g_test_add_func("/known/words-of-people", test_words_of_people);
    g_test_add_func("/known/words-in-context", test_words_in_context);
    g_test_add_func("/known/second-message", test_second_message);
    g_test_add_func("/known/url", test_url);
    g_test_add_func("/known/url-limits", test_url_limits);
    g_test_add_func("/known/choice-beats-all", test_choice_beats_all);
    int result = g_test_run();
    wsig_msg_free(msg);
    wsig_capture_free(capture);
    return result;
}
