/* test_carrier.c: what a connection is known for by its carriers, replies, and the limits
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/capture.h"
#include "../../signaling/describe.h"
#include "../../signaling/find-internal.h"

#define STREAM    7
#define CANDIDATE "candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host"
#define SIGNAL    "{\"candidate\":\"" CANDIDATE "\",\"sdpMid\":\"0\"}"
#define HANGUP    "{\"janus\":\"hangup\",\"session_id\":7,\"sender\":8}"
#define CLIENT    WSIG_SIDE_A
#define SERVER    WSIG_SIDE_B

static struct wsig_capture *capture;
static struct wsig_msg *msg;
static uint32_t frame_number;

static bool is_normal(uint16_t code)
{
    return code == 1000;
}

/* A connection with that URL and that subprotocol in the response. */
static void connect_to(const char *url, const char *subprotocol)
{
    const struct wsig_policy policy = {is_normal, false};
    const struct wsig_upgrade_request request = {.key = wsig_slice_str("x"),
                                                 .url = wsig_slice_str(url)};
    const struct wsig_upgrade_response response = {.status = 101,
                                                   .protocol = wsig_slice_str(subprotocol)};
    const struct wsig_moment asked = {.frame = 1, .side = CLIENT};
    const struct wsig_moment at = {.frame = 2, .side = SERVER};
    wsig_capture_free(capture);
    capture = wsig_capture_new(&policy);
    wsig_capture_upgrade_request(capture, STREAM, &asked, &request);
    wsig_capture_upgrade_response(capture, STREAM, &at, &response);
    frame_number = 2;
}

static void read_text(const char *text, const struct wsig_hint *hint)
{
    wsig_msg_reset(msg, wsig_slice_str(text), false);
    wsig_find(msg, hint);
    wsig_describe(msg);
}

static const struct wsig_record *say(enum wsig_side side, const char *text)
{
    frame_number++;
    const struct wsig_moment at = {.frame = frame_number, .time = frame_number, .side = side};
    const struct wsig_hint hint = wsig_capture_hint(capture, STREAM, side);
    read_text(text, &hint);
    return wsig_capture_message(capture, STREAM, &at, &hint, msg);
}

/* A chat in any carrier stays silent, whatever its URL and subprotocol say of the carrier. */
static void test_no_context(void)
{
    static const struct {
        const char *url, *subprotocol, *texts[4];
    } chats[] = {
        {"/socket.io/?EIO=4&transport=websocket",
         "",
         {"0{\"sid\":\"x\"}", "40", "2", "42[\"chat\"]"}},
        {"/echo/123/abcdefgh/websocket", "", {"o", "h", "a[\"hello\"]", "[\"hello\"]"}},
        {"/ws", "v12.stomp", {"\n", "CONNECTED\nversion:1.2\n\n", "SEND\na:b\n\nhello", "\n"}},
        {"/cable",
         "actioncable-v1-json",
         {"{\"type\":\"welcome\"}", "{\"type\":\"ping\"}", "{}", "1"}},
        {"/socket/websocket?vsn=2.0.0",
         "",
         {"[null,\"1\",\"a\",\"phx_join\",{}]", "{}", "[]", "1"}},
        {"/g", "graphql-ws", {"{\"type\":\"connection_init\"}", "{\"type\":\"ka\"}", "{}", "1"}},
        {"/w", "wamp.2.json", {"[33,1,2]", "[6,{},\"x\"]", "[48,1,{},\"join\"]", "[]"}},
        {"/connection/websocket", "", {"{}", "{\"id\":1}", "{\"push\":{}}", "1"}},
        {"/signalr/connect?transport=webSockets", "", {"{}", "{\"I\":\"1\"}", "{\"type\":6}", "1"}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(chats); i++) {
        connect_to(chats[i].url, chats[i].subprotocol);
        g_assert_cmpuint(wsig_connection_carriers(wsig_capture_find(capture, STREAM)), !=, 0);
        for (size_t k = 0; k < 2 * G_N_ELEMENTS(chats[i].texts); k++) {
            g_test_message("%s", chats[i].texts[k / 2]);
            g_assert_null(say(k % 2 ? SERVER : CLIENT, chats[i].texts[k / 2]));
        }
        g_assert_null(wsig_capture_find(capture, STREAM)->dialect);
        g_assert_false(wsig_capture_find(capture, STREAM)->signaling);
    }
}

/* After something of WebRTC came, the carrier's own messages are shown, with how it is known. */
static void test_context(void)
{
    connect_to("/socket.io/?EIO=4&transport=websocket", "");
    g_assert_null(say(SERVER, "2"));
    g_assert_nonnull(say(CLIENT, "42[\"ice\"," SIGNAL "]"));
    const struct wsig_record *ping = say(SERVER, "2");
    g_assert_nonnull(ping);
    g_assert_cmpint(ping->chosen_by, ==, WSIG_CHOSEN_BY_URL);
    g_assert_cmpstr(msg->dialect, ==, "socketio");
    /* No evidence but the messages: two that agree. */
    connect_to("/", "");
    g_assert_nonnull(say(CLIENT, "42[\"ice\"," SIGNAL "]"));
    g_assert_null(say(SERVER, "2"));
    g_assert_nonnull(say(CLIENT, "42[\"ice\"," SIGNAL "]"));
    g_assert_cmpint(say(SERVER, "2")->chosen_by, ==, WSIG_CHOSEN_BY_MESSAGES);
}

/* A system in a carrier is the connection's, and the carrier a carrier. */
static void test_both_are_learnt(void)
{
    connect_to("/", "");
    g_assert_nonnull(say(SERVER, "a[\"{\\\"janus\\\":\\\"hangup\\\",\\\"session_id\\\":7}\"]"));
    g_assert_null(wsig_capture_find(capture, STREAM)->dialect);
    g_assert_nonnull(say(SERVER, "a[\"{\\\"janus\\\":\\\"hangup\\\",\\\"session_id\\\":7}\"]"));
    g_assert_cmpstr(wsig_capture_find(capture, STREAM)->dialect->name, ==, "janus");
    g_assert_cmpint(say(SERVER, "h")->chosen_by, ==, WSIG_CHOSEN_BY_MESSAGES);
    g_assert_cmpstr(msg->dialect, ==, "sockjs");
}

/* Both sides of socket.io count their acknowledgements from 0. */
static void test_turns(void)
{
    connect_to("/socket.io/?EIO=4&transport=websocket", "");
    const struct wsig_record *ours = say(CLIENT, "420[\"offer\"," SIGNAL "]");
    const struct wsig_record *theirs = say(SERVER, "420[\"ice\"," SIGNAL "]");
    g_assert_null(theirs->request);
    g_assert_true(say(SERVER, "430[1]")->request == ours);
    g_assert_true(say(CLIENT, "430[1]")->request == theirs);
}

/* Each of several messages in one has its own transaction. */
static void test_records(void)
{
    connect_to("/", "");
    const struct wsig_record *first =
        say(CLIENT,
            "{\"type\":1,\"invocationId\":\"1\",\"target\":\"a\",\"arguments\":[" SIGNAL "]}\x1e");
    const struct wsig_record *second =
        say(CLIENT, "{\"type\":1,\"invocationId\":\"2\",\"target\":\"b\",\"arguments\":[]}\x1e");
    const struct wsig_record *both = say(
        SERVER, "{\"type\":3,\"invocationId\":\"2\"}\x1e{\"type\":3,\"invocationId\":\"1\"}\x1e");
    g_assert_true(both->request == second && second->response == both);
    g_assert_true(both->next && both->next->request == first && !both->next->next);
}

static void test_messages_limit(void)
{
    const struct wsig_hint hint = {.from_client = 2};
    GString *text = g_string_new("[");
    for (unsigned i = 0; i < WSIG_MESSAGES_MAX + 10; i++)
        g_string_append(text, i ? "," HANGUP : HANGUP);
    g_string_append(text, "]");
    read_text(text->str, &hint);
    g_assert_cmpuint(msg->items->len, ==, WSIG_MESSAGES_MAX - 1); /* the array itself is one */
    g_string_free(text, TRUE);
}

static void test_head_limit(void)
{
    struct wsig_head inner = {.carrier_count = 0};
    for (unsigned i = 0; i < WSIG_CARRIERS_MAX + 2; i++) {
        const struct wsig_head outer = {.carriers = {wsig_carrier_at(i)}, .carrier_count = 1};
        wsig_head_fill(&inner, &outer);
        g_assert_cmpuint(inner.carrier_count, ==, MIN(i + 1, WSIG_CARRIERS_MAX));
        g_assert_true(inner.carriers[0] == wsig_carrier_at(i));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    msg = wsig_msg_new();
    g_test_add_func("/carrier/no-context", test_no_context);
    g_test_add_func("/carrier/context", test_context);
    g_test_add_func("/carrier/both-are-learnt", test_both_are_learnt);
    g_test_add_func("/carrier/turns", test_turns);
    g_test_add_func("/carrier/records", test_records);
    g_test_add_func("/carrier/messages-limit", test_messages_limit);
    g_test_add_func("/carrier/head-limit", test_head_limit);
    int result = g_test_run();
    wsig_capture_free(capture);
    wsig_msg_free(msg);
    return result;
}
