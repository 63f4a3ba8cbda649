/* test_find.c: the limits of the search; that its cost is linear, tests/checks/cost.py says
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/describe.h"
#include "../../signaling/evidence.h"
#include "../../signaling/find.h"

#define CANDIDATE "candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host"
#define SDP_HEAD  "v=0\\r\\no=- 1 1 IN IP4 0.0.0.0\\r\\ns=-\\r\\nt=0 0\\r\\n"

static const struct wsig_hint no_hint = {.from_client = 2};

static struct wsig_msg *find(const GString *text)
{
    struct wsig_msg *msg = wsig_msg_new();
    wsig_msg_reset(msg, wsig_slice(text->str, text->len), false);
    wsig_find(msg, &no_hint);
    wsig_describe(msg);
    return msg;
}

static bool has_fault(const struct wsig_msg *msg, enum wsig_rule rule)
{
    for (unsigned i = 0; i < msg->facts->len; i++) {
        const struct wsig_fact *fact = &g_array_index(msg->facts, struct wsig_fact, i);
        if (fact->type == WSIG_FACT_FINDING && fact->number == rule)
            return true;
    }
    return false;
}

static GString *repeated(const char *begin, const char *middle, size_t n, const char *end)
{
    GString *text = g_string_new(begin);
    for (size_t i = 0; i < n; i++)
        g_string_append(text, middle);
    return g_string_append(text, end);
}

static void test_items_limit(void)
{
    static const char one[] = "{\"candidate\":\"" CANDIDATE "\",\"sdpMLineIndex\":0},";
    for (unsigned extra = 0; extra < 2; extra++) {
        GString *text = repeated("[", one, WSIG_ITEMS_MAX + extra, "0]");
        struct wsig_msg *msg = find(text);
        g_assert_cmpuint(msg->items->len, ==, WSIG_ITEMS_MAX);
        g_assert_cmpint(has_fault(msg, WSIG_RULE_LIMIT), ==, extra > 0);
        wsig_msg_free(msg);
        g_string_free(text, TRUE);
    }
}

static void test_facts_limit(void)
{
    GString *text = repeated("{\"type\":\"offer\",\"sdp\":\"" SDP_HEAD "m=audio 9 RTP/AVP 0\\r\\n",
                             "a=" CANDIDATE "\\r\\n", WSIG_FACTS_MAX / 5, "\"}");
    struct wsig_msg *msg = find(text);
    g_assert_cmpuint(msg->facts->len, ==, WSIG_FACTS_MAX);
    g_assert_true(has_fault(msg, WSIG_RULE_LIMIT));
    wsig_msg_free(msg);
    g_string_free(text, TRUE);
}

static void test_payload_limit(void)
{
    GString *text = repeated("{\"candidate\":\"" CANDIDATE "\",\"sdpMid\":\"0\",\"x\":\"", " ",
                             WSIG_PAYLOAD_MAX, "\"}");
    struct wsig_msg *msg = find(text);
    g_assert_cmpuint(msg->items->len, ==, 1);
    g_assert_true(has_fault(msg, WSIG_RULE_LIMIT));
    wsig_msg_free(msg);
    g_string_free(text, TRUE);
}

/* A message leaves nothing behind for the next one. */
static void test_reset(void)
{
    struct wsig_msg *msg = wsig_msg_new();
    wsig_msg_reset(msg, wsig_slice_str("42/ns,7[\"e\",{\"candidate\":\"" CANDIDATE "\"}]"), false);
    wsig_find(msg, &no_hint);
    wsig_describe(msg);
    g_assert_true(wsig_evidence_establishes(msg));
    wsig_msg_reset(msg, wsig_slice_str("{\"a\":1}"), false);
    wsig_find(msg, &no_hint);
    wsig_describe(msg);
    g_assert_false(wsig_evidence_claims(msg, true));
    g_assert_null(msg->transaction.text.p);
    g_assert_null(msg->method.text.p);
    wsig_msg_free(msg);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/find/items-limit", test_items_limit);
    g_test_add_func("/find/facts-limit", test_facts_limit);
    g_test_add_func("/find/payload-limit", test_payload_limit);
    g_test_add_func("/find/reset", test_reset);
    return g_test_run();
}
