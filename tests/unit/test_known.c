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
    struct wsig_hint hint = wsig_capture_hint(capture, STREAM, side);
    wsig_capture_expect(capture, STREAM, side, wsig_slice_str(text), &hint);
    wsig_msg_reset(msg, wsig_slice_str(text), false);
    wsig_find(msg, &hint);
    wsig_describe(msg);
    return wsig_capture_message(capture, STREAM, &at, &hint, msg);
}

static struct wsig_connection *connection(void)
{
    return wsig_capture_find(capture, STREAM);
}

static const struct wsig_record *see_bytes(enum wsig_side side, const char *bytes, size_t n)
{
    frame_number++;
    const struct wsig_moment at = {.frame = frame_number, .time = frame_number, .side = side};
    struct wsig_hint hint = wsig_capture_hint(capture, STREAM, side);
    wsig_capture_expect(capture, STREAM, side, wsig_slice(bytes, n), &hint);
    wsig_msg_reset(msg, wsig_slice(bytes, n), false);
    wsig_find(msg, &hint);
    return wsig_capture_message(capture, STREAM, &at, &hint, msg);
}

static void agree(const char *subprotocol)
{
    const struct wsig_upgrade_response response = {
        .status = 101, .protocol = wsig_slice_str(subprotocol), .whole = true};
    const struct wsig_moment at = {.side = WSIG_SIDE_B};
    wsig_capture_upgrade_response(capture, STREAM, &at, &response);
}

static void assert_malformed(bool wanted)
{
    bool found = false;
    for (unsigned i = 0; i < msg->findings->len; i++)
        found |= g_array_index(msg->findings, struct wsig_finding, i).rule == WSIG_RULE_MALFORMED;
    g_assert_cmpint(found, ==, wanted);
}

/* A line, who says it, and whether it is shown. */
struct line {
    char who; /* 'c' the client, 's' the server */
    const char *text;
    bool shown;
};

static void see_all(const char *url, const struct line *lines, size_t count)
{
    begin(url);
    for (size_t i = 0; i < count; i++) {
        g_test_message("%s", lines[i].text);
        bool shown = see(lines[i].who == 'c' ? WSIG_SIDE_A : WSIG_SIDE_B, lines[i].text);
        g_assert_cmpint(shown, ==, lines[i].shown);
        if (shown)
            g_assert_cmpstr(msg->dialect, ==, "gstreamer");
    }
}

#define SEE_ALL_AT(url, ...)                                                                       \
    do {                                                                                           \
        static const struct line lines[] = {__VA_ARGS__};                                          \
        see_all(url, lines, G_N_ELEMENTS(lines));                                                  \
    } while (0)
#define SEE_ALL(...) SEE_ALL_AT("/", __VA_ARGS__)

static void test_words(void)
{
    SEE_ALL({'c', "HELLO 1234", false}, {'s', "HELLO", false}, {'c', "SESSION 5678", true},
            {'s', "SESSION_OK", true}, {'c', OFFER, true}, {'s', "good morning", true},
            {'s', "ERROR peer '5678' not found", true}, {'c', "{\"ice\":{\"any\":1}}", true});
    g_assert_cmpint(connection()->chosen_by, ==, WSIG_CHOSEN_BY_MESSAGES);
    SEE_ALL({'c', "HELLO 1234", false}, {'s', "HELLO", false}, {'c', "ROOM kitchen", true},
            {'s', "ROOM_OK ", true}, {'s', "ROOM_PEER_JOINED 5", true});
    SEE_ALL({'c', "HELLO 1 eyJyZXMiOiIxOTIweDEwODAifQ==", false}, {'s', "HELLO", false},
            {'s', "OFFER_REQUEST", true}, {'c', OFFER, true});
    /* Names could be a greeting: a word of the server's own has to follow. */
    SEE_ALL({'c', "HELLO anna", false}, {'s', "HELLO", false}, {'c', "SESSION bob", false},
            {'s', "SESSION_OK", true}, {'c', OFFER, true});
    SEE_ALL({'c', "HELLO anna", false}, {'s', "HELLO", false}, {'c', "SESSION bob", false},
            {'s', "ERROR peer 'bob' busy", true});
    SEE_ALL({'c', "HELLO anna", false}, {'s', "HELLO", false}, {'c', "ROOM a b", false},
            {'s', "ROOM_OK", false});
    /* Who is called says no more than HELLO before the session's JSON comes. */
    SEE_ALL({'c', "HELLO anna", false}, {'s', "HELLO", false}, {'s', OFFER, true},
            {'c', "bye", true});
}

/* The URL and the registration agree, so its first word is shown. */
static void test_words_at_signalling(void)
{
    SEE_ALL_AT("/desktop/signalling/", {'c', "HELLO 1 eyJyZXMiOiIxOTIweDEwODAifQ==", true},
               {'s', "HELLO", true}, {'c', "SESSION 0", true}, {'s', "SESSION_OK", true});
    g_assert_cmpint(connection()->chosen_by, ==, WSIG_CHOSEN_BY_MESSAGES);
    SEE_ALL_AT("/signaling?token=x", {'c', "HELLO 1234", true}, {'s', "HELLO", true});
    SEE_ALL_AT("/signalling", {'c', "HELLO anna", false}, {'s', "HELLO", false},
               {'c', "good morning", false});
    SEE_ALL_AT("/signalling", {'s', "HELLO 1234", false}, {'c', "HELLO 1234", false});
    SEE_ALL_AT("/chat?next=/signalling", {'c', "HELLO 1234", false}, {'s', "HELLO", false});
    SEE_ALL_AT("/notsignalling", {'c', "HELLO 1234", false}, {'s', "HELLO", false});
}

static void test_words_of_people(void)
{
    SEE_ALL({'c', "HELLO", false}, {'s', "HELLO ", false}, {'c', "ERROR 404 Not Found", false},
            {'s', "Hello Anna", false}, {'c', "SESSION", false}, {'s', "SESSION\n12", false},
            {'c', "ROOM", false}, {'s', "OFFER_REQUEST", false});
    SEE_ALL({'c', "HELLO there", false}, {'s', "SESSION x", false}, {'c', "SESSION y", false},
            {'s', "ROOM 12", false}, {'c', "ERROR what", false});
    SEE_ALL({'c', "HELLO there", false}, {'s', "HELLO", false}, {'c', "SESSION x", false},
            {'s', "ok", false}, {'s', "SESSION_OK", false});
    SEE_ALL({'c', "HELLO there", false}, {'s', "HELLO", false}, {'c', "how are you", false},
            {'s', "SESSION_OK", false}, {'c', "SESSION x", false});
    SEE_ALL({'s', "HELLO 1234", false}, {'c', "HELLO", false}, {'s', "SESSION 5678", false},
            {'c', "SESSION_OK", false});
    SEE_ALL({'c', "HELLO 1234", false}, {'c', "SESSION 5678", false}, {'s', "SESSION_OK", false});
    SEE_ALL({'c', "HELLO 1234 how are you", false}, {'s', "HELLO", false},
            {'c', "SESSION 1", false});
    SEE_ALL({'c', "good morning", false}, {'c', "HELLO 1234", false}, {'s', "HELLO", false},
            {'c', "SESSION 1", false}, {'s', "SESSION_OK", false});
    SEE_ALL({'c', "HELLO 1234", false}, {'s', "HELLO", false}, {'s', "{\"sdp\":{\"a\":1}}", false},
            {'c', "bye", false}, {'c', "SESSION 1", false});
    g_assert_null(connection()->dialect);
    g_assert_null(connection()->suspect);
}

/* Where signaling has been, the words that are nobody's language count, and only they. */
static void test_words_in_context(void)
{
    begin("/");
    g_assert_nonnull(see(WSIG_SIDE_A, OFFER));
    g_assert_null(see(WSIG_SIDE_A, "SESSION 5678"));
    g_assert_null(see(WSIG_SIDE_A, "HELLO there"));
    g_assert_null(see(WSIG_SIDE_A, "good morning"));
    g_assert_nonnull(see(WSIG_SIDE_A, "ROOM_PEER_LEFT 5678"));
}

#define STANZA(content) "<message xmlns='jabber:client' to='b@x'>" content "</message>"
#define INITIATE                                                                                   \
    "<iq xmlns='jabber:client' type='set' id='1' to='b@x'><jingle xmlns='urn:xmpp:jingle:1' "      \
    "action='session-terminate' sid='s'/></iq>"

/* XMPP is for chats. */
static void test_xmpp_waits(void)
{
    static const char *const before[] = {
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='x' version='1.0'/>",
        "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>",
        STANZA("<body>hello</body>"),
        "garbage",
        "<html><body>502</body></html>",
        "<message xmlns='jabber:client'><bo",
    };
    begin("/ws");
    agree("xmpp");
    for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
        g_test_message("%s", before[i]);
        g_assert_null(see(i % 2 ? WSIG_SIDE_B : WSIG_SIDE_A, before[i]));
        g_assert_false(wsig_connection_is_signaling(connection()));
    }
    g_assert_nonnull(see(WSIG_SIDE_A, INITIATE));
    g_assert_cmpint(connection()->chosen_by, ==, WSIG_CHOSEN_BY_SUBPROTOCOL);
    g_assert_true(wsig_connection_is_signaling(connection()));
    for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
        g_test_message("%s", before[i]);
        g_assert_nonnull(see(WSIG_SIDE_B, before[i]));
        g_assert_cmpstr(msg->dialect, ==, "jingle");
        assert_malformed(i > 2);
    }
}

/* Jitsi Meet names its room in the URL; and the user knows best. */
static void test_xmpp_proved(void)
{
    begin("/xmpp-websocket");
    agree("xmpp");
    g_assert_null(see(WSIG_SIDE_A, STANZA("<body>hello</body>")));
    begin("/xmpp-websocket?room=kitchen");
    agree("xmpp");
    g_assert_nonnull(see(WSIG_SIDE_A, STANZA("<body>hello</body>")));
    begin("/xmpp-websocket");
    agree("xmpp");
    wsig_connection_choose(connection(), wsig_dialect_by_name("jingle"), WSIG_CHOSEN_BY_PREFERENCE);
    g_assert_nonnull(see(WSIG_SIDE_A, STANZA("<body>hello</body>")));
}

/* What cannot be read on a connection that is known is the system's, and wrong. */
static void test_nonsense(void)
{
    static const struct {
        const char *subprotocol, *text;
    } rows[] = {
        {"janus-protocol", "garbage"},  {"janus-protocol", "<html>"}, {"janus-protocol", "42"},
        {"janus-protocol", "{\"janus"}, {"protoo", "garbage"},        {"protoo", "[1"},
        {"webrtc.onvif.org", "\"x\""},  {"sip", "garbage"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s: %s", rows[i].subprotocol, rows[i].text);
        begin("/");
        g_assert_null(see(WSIG_SIDE_A, "garbage"));
        agree(rows[i].subprotocol);
        g_assert_nonnull(see(WSIG_SIDE_A, rows[i].text));
        assert_malformed(true);
        g_assert_nonnull(see(WSIG_SIDE_A, "ping"));
        if (strcmp(rows[i].subprotocol, "sip") != 0) {
            assert_malformed(false);
            g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_KEEPALIVE);
        }
    }
    begin("/");
    agree("janus-protocol");
    g_assert_nonnull(see_bytes(WSIG_SIDE_A, "\0\1\2\xff", 4));
    assert_malformed(true);
}

/* The same where the messages themselves have said it; what may be something beside it, is. */
static void test_nonsense_by_messages(void)
{
    begin("/");
    g_assert_nonnull(see(WSIG_SIDE_A, "{\"janus\":\"create\",\"transaction\":\"a\"}"));
    g_assert_null(see(WSIG_SIDE_A, "garbage")); /* one message is none */
    g_assert_nonnull(see(WSIG_SIDE_B, "{\"janus\":\"success\",\"transaction\":\"a\",\"data\":"
                                      "{\"id\":7}}"));
    g_assert_nonnull(see(WSIG_SIDE_A, "garbage"));
    g_assert_cmpstr(msg->dialect, ==, "janus");
    assert_malformed(true);
    g_assert_null(see(WSIG_SIDE_A, "42"));
    g_assert_null(see(WSIG_SIDE_A, " \n"));
    g_assert_null(see_bytes(WSIG_SIDE_A, "\0\1\2\xff", 4));
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

/* What is said of a Close of the server; NULL: it is normal. */
static const char *close_words(uint16_t code, const char *reason)
{
    const struct wsig_moment at = {.frame = ++frame_number, .side = WSIG_SIDE_B};
    char bytes[64] = {'\x88', (char)(2 + strlen(reason)), (char)(code >> 8), (char)code};
    struct wsig_frame frame;
    memcpy(bytes + 4, reason, strlen(reason));
    g_assert_true(wsig_frame_parse(wsig_slice(bytes, 4 + strlen(reason)), &frame));
    const struct wsig_note *note = wsig_capture_frame(capture, STREAM, &at, &frame, 0);
    for (unsigned i = 0; i < wsig_findings_count(note->findings); i++)
        if (wsig_findings_at(note->findings, i)->rule == WSIG_RULE_CLOSE_ABNORMAL)
            return wsig_findings_at(note->findings, i)->detail;
    return NULL;
}

/* Sora and others refuse with a Close, and say why: in their own words. */
static void test_close_words(void)
{
    begin("/signaling");
    g_assert_nonnull(see(WSIG_SIDE_A, "{\"type\":\"connect\",\"role\":\"sendrecv\","
                                      "\"channel_id\":\"c\"}"));
    g_assert_cmpstr(close_words(4490, "AUTH-FAILED"), ==, "4490 application: AUTH-FAILED");
    begin("/");
    g_assert_cmpstr(close_words(1011, "restarting"), ==, "1011 Internal Error: restarting");
    begin("/");
    g_assert_cmpstr(close_words(4490, ""), ==, "4490 application");
    begin("/");
    g_assert_null(close_words(1000, "bye"));
    begin("/");
    wsig_connection_choose(connection(), wsig_dialect_by_name("discord"), WSIG_CHOSEN_BY_MESSAGES);
    g_assert_cmpstr(close_words(4006, ""), ==, "4006 session no longer valid");
    begin("/");
    wsig_connection_choose(connection(), wsig_dialect_by_name("twilio"), WSIG_CHOSEN_BY_MESSAGES);
    g_assert_cmpstr(close_words(3000, "x"), ==, "3000 no welcome in time: x");
}

#define HOME_OFFER                                                                                 \
    "{\"id\":5,\"type\":\"camera/webrtc/"                                                          \
    "offer\",\"entity_id\":\"camera.door\",\"offer\":\"v=0\\r\\n"                                  \
    "o=- 1 1 IN IP4 0.0.0.0\\r\\ns=-\\r\\nt=0 0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\n\"}"
#define HOME_ANSWER                                                                                \
    "{\"id\":5,\"type\":\"event\",\"event\":{\"type\":\"answer\",\"answer\":\"v=0\\r\\no=- 2 1 "   \
    "IN IP4 "                                                                                      \
    "0.0.0.0\\r\\ns=-\\r\\nt=0 0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\n\"}}"
#define UNSUBSCRIBE(id) "{\"id\":9,\"type\":\"unsubscribe_events\",\"subscription\":" id "}"

/* The end of a subscription is a bye when it was a call's. */
static void test_taken_back(void)
{
    begin("/api/websocket");
    g_assert_null(see(WSIG_SIDE_A, UNSUBSCRIBE("5")));
    g_assert_nonnull(see(WSIG_SIDE_A, HOME_OFFER));
    g_assert_nonnull(see(WSIG_SIDE_B, HOME_ANSWER));
    g_assert_null(see(WSIG_SIDE_A, UNSUBSCRIBE("4")));
    g_assert_null(see(WSIG_SIDE_B, UNSUBSCRIBE("5")));
    const struct wsig_record *bye = see(WSIG_SIDE_A, UNSUBSCRIBE("5"));
    g_assert_nonnull(bye);
    g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_BYE);
    g_assert_nonnull(bye->items[0].session);
    g_assert_cmpint(bye->items[0].state, ==, WSIG_STATE_CLOSED);
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
    g_test_add_func("/known/words-at-signalling", test_words_at_signalling);
    g_test_add_func("/known/words-of-people", test_words_of_people);
    g_test_add_func("/known/words-in-context", test_words_in_context);
    g_test_add_func("/known/xmpp-waits", test_xmpp_waits);
    g_test_add_func("/known/xmpp-proved", test_xmpp_proved);
    g_test_add_func("/known/nonsense", test_nonsense);
    g_test_add_func("/known/nonsense-by-messages", test_nonsense_by_messages);
    g_test_add_func("/known/close-words", test_close_words);
    g_test_add_func("/known/taken-back", test_taken_back);
    g_test_add_func("/known/second-message", test_second_message);
    g_test_add_func("/known/url", test_url);
    g_test_add_func("/known/url-limits", test_url_limits);
    g_test_add_func("/known/choice-beats-all", test_choice_beats_all);
    int result = g_test_run();
    wsig_msg_free(msg);
    wsig_capture_free(capture);
    return result;
}
