/* test_livekit.c: protobuf's wire format, and LiveKit's messages in it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/describe.h"
#include "../../signaling/evidence.h"
#include "../../signaling/find.h"
#include "../../signaling/protobuf.h"
#include "guarded.h"

#define SDP "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
#define INIT                                                                                       \
    "{\"candidate\":\"candidate:1 1 udp 1 192.0.2.1 1 typ host\",\"sdpMid\":\"0\","                \
    "\"sdpMLineIndex\":0}"

static void add_varint(GString *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        g_string_append_c(out, (char)(value | 0x80));
    g_string_append_c(out, (char)value);
}

static void add_number(GString *out, unsigned number, uint64_t value)
{
    add_varint(out, number << 3);
    add_varint(out, value);
}

static void add_bytes(GString *out, unsigned number, const char *bytes, size_t n)
{
    add_varint(out, number << 3 | 2);
    add_varint(out, n);
    g_string_append_len(out, bytes, (gssize)n);
}

static void add_text(GString *out, unsigned number, const char *text)
{
    add_bytes(out, number, text, strlen(text));
}

/* A message whose only member is `number`, with that content; frees the content. */
static GString *wrap(unsigned number, GString *content)
{
    GString *out = g_string_new(NULL);
    add_bytes(out, number, content->str, content->len);
    g_string_free(content, TRUE);
    return out;
}

static GString *description(unsigned number, const char *type, unsigned id)
{
    GString *content = g_string_new(NULL);
    add_text(content, 1, type);
    add_text(content, 2, SDP);
    add_number(content, 3, id);
    return wrap(number, content);
}

static struct wsig_msg *find(const GString *bytes, uint8_t from_client, bool known)
{
    const struct wsig_hint hint = {known ? wsig_dialect_by_name("livekit") : NULL, from_client};
    struct wsig_msg *msg = wsig_msg_new();
    wsig_msg_reset(msg, wsig_slice(bytes->str, bytes->len), false);
    wsig_find(msg, &hint);
    wsig_describe(msg);
    return msg;
}

static void test_description(void)
{
    GString *bytes = description(1, "offer", 300);
    struct wsig_msg *msg = find(bytes, 1, false);
    g_assert_cmpstr(msg->dialect, ==, "livekit");
    g_assert_cmpuint(msg->items->len, ==, 1);
    g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_OFFER);
    g_assert_cmpstr(wsig_msg_item(msg, 0)->path, ==, "SignalRequest.offer.sdp");
    g_assert_true(wsig_slice_eq(msg->transaction.text, "300"));
    g_assert_true(wsig_slice_eq(msg->method.text, "offer"));
    wsig_msg_free(msg);
    g_string_free(bytes, TRUE);

    bytes = description(3, "offer", 1); /* the server's number for an offer */
    msg = find(bytes, 0, false);
    g_assert_cmpstr(wsig_msg_item(msg, 0)->path, ==, "SignalResponse.offer.sdp");
    wsig_msg_free(msg);
    msg = find(bytes, 1, false); /* from a client it would be a trickle, which it is not */
    g_assert_cmpuint(msg->items->len, ==, 0);
    g_assert_null(msg->method.text.p);
    wsig_msg_free(msg);
    g_string_free(bytes, TRUE);
}

static void test_trickle(void)
{
    GString *content = g_string_new(NULL), *bytes;
    add_text(content, 1, INIT);
    add_number(content, 2, 1);
    add_number(content, 3, 1);
    bytes = wrap(4, content);
    struct wsig_msg *msg = find(bytes, 0, false);
    g_assert_cmpuint(msg->items->len, ==, 2);
    g_assert_cmpstr(wsig_msg_item(msg, 0)->path, ==,
                    "SignalResponse.trickle.candidateInit{json}.candidate");
    g_assert_cmpint(wsig_msg_item(msg, 1)->kind, ==, WSIG_KIND_END_OF_CANDIDATES);
    wsig_msg_free(msg);
    g_string_free(bytes, TRUE);
}

/* Nothing but the connection says what it is: a number in a message. */
static void test_without_proof(void)
{
    GString *content = g_string_new(NULL), *bytes;
    add_number(content, 1, 1700000000);
    bytes = wrap(16, content);
    struct wsig_msg *msg = find(bytes, 1, false);
    g_assert_false(wsig_evidence_claims(msg, true));
    wsig_msg_free(msg);
    msg = find(bytes, 1, true);
    g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_KEEPALIVE);
    g_assert_true(wsig_slice_eq(msg->method.text, "ping_req"));
    wsig_msg_free(msg);
    g_string_free(bytes, TRUE);
}

static void test_leave(void)
{
    static const struct {
        unsigned reason;
        const char *error;
    } cases[] = {{1, NULL}, {2, "DUPLICATE_IDENTITY"}, {7, "JOIN_FAILURE"}, {99, "unknown reason"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GString *content = g_string_new(NULL), *bytes;
        add_number(content, 2, cases[i].reason);
        bytes = wrap(8, content);
        struct wsig_msg *msg = find(bytes, 0, true);
        g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_LEAVE);
        g_assert_cmpint(msg->error.text.p != NULL, ==, cases[i].error != NULL);
        if (cases[i].error)
            g_assert_true(wsig_slice_eq(msg->error.text, cases[i].error));
        wsig_msg_free(msg);
        g_string_free(bytes, TRUE);
    }
}

static void test_unknown_members(void)
{
    GString *content = g_string_new(NULL), *bytes;
    add_number(content, 77, 5);
    bytes = wrap(77, content);
    struct wsig_msg *msg = find(bytes, 1, true);
    g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_CONTROL);
    for (unsigned i = 0; i < msg->facts->len; i++)
        g_assert_cmpint(g_array_index(msg->facts, struct wsig_fact, i).type, !=, WSIG_FACT_FINDING);
    wsig_msg_free(msg);
    g_string_free(bytes, TRUE);
}

/* Any cut and any changed byte ends in a tree whose bytes lie in the message. */
static void test_damage(void)
{
    GString *bytes = description(1, "offer", 7);
    struct guarded guard = guarded_new(bytes->len);
    for (size_t n = 0; n <= bytes->len; n++)
        for (unsigned flip = 0; flip < 3; flip++) {
            char *copy = g_memdup2(bytes->str, bytes->len);
            if (flip)
                copy[n % bytes->len] = (char)(flip == 1 ? 0xFF : copy[n % bytes->len] ^ 0x40);
            struct wsig_slice input = guarded_copy(&guard, copy, flip ? bytes->len : n);
            GString part = {(char *)input.p, input.n, input.n};
            for (uint8_t from = 0; from < 3; from++)
                for (unsigned known = 0; known < 2; known++)
                    wsig_msg_free(find(&part, from, known));
            g_free(copy);
        }
    guarded_free(&guard);
    g_string_free(bytes, TRUE);
}

static void test_wire(void)
{
    static const struct {
        const char *bytes;
        size_t n;
        enum wsig_result result;
    } cases[] = {
        {"", 0, WSIG_NOT},
        {"\x08\x96\x01", 3, WSIG_OK},
        {"\x08", 1, WSIG_MALFORMED},
        {"\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 12, WSIG_MALFORMED},
        {"\x00\x01", 2, WSIG_MALFORMED},     /* number 0 */
        {"\x0B", 1, WSIG_MALFORMED},         /* a group */
        {"\x12\x02\x61", 3, WSIG_MALFORMED}, /* shorter than it says */
        {"\x12\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", 10, WSIG_MALFORMED},
        {"\x0D\x01\x02\x03\x04", 5, WSIG_OK},
        {"\x09\x01\x02\x03\x04\x05\x06\x07", 8, WSIG_MALFORMED},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct wsig_slice rest = {(const uint8_t *)cases[i].bytes, cases[i].n};
        struct wsig_protobuf_field field;
        g_assert_cmpint(wsig_protobuf_next(&rest, &field), ==, cases[i].result);
    }
}

static void test_nesting(void)
{
    GString *bytes = g_string_new("x");
    for (unsigned i = 0; i < 2000; i++)
        bytes = wrap(1, bytes);
    wsig_msg_free(find(bytes, 0, true));
    wsig_msg_free(find(bytes, 1, false));
    g_string_free(bytes, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/protobuf/wire", test_wire);
    g_test_add_func("/livekit/description", test_description);
    g_test_add_func("/livekit/trickle", test_trickle);
    g_test_add_func("/livekit/without-proof", test_without_proof);
    g_test_add_func("/livekit/leave", test_leave);
    g_test_add_func("/livekit/unknown-members", test_unknown_members);
    g_test_add_func("/livekit/damage", test_damage);
    g_test_add_func("/livekit/nesting", test_nesting);
    return g_test_run();
}
