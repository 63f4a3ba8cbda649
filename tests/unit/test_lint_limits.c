/* test_lint_limits.c: the rules report no more than the limits say; that their cost is linear,
 * tests/checks/cost.py says
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/describe.h"
#include "../../signaling/find.h"
#include "../../signaling/lint-msg.h"

#define HEAD                                                                                       \
    "{\"type\":\"offer\",\"sdp\":\"v=0\\r\\no=- 7 2 IN IP4 127.0.0.1\\r\\ns=-\\r\\nt=0 0\\r\\n"    \
    "a=ice-ufrag:abcd\\r\\na=ice-pwd:0123456789012345678901\\r\\n"

static const struct wsig_hint no_hint = {.from_client = 2};

static GString *repeated(const char *begin, const char *middle, unsigned n)
{
    GString *text = g_string_new(begin);
    for (unsigned i = 0; i < n; i++)
        g_string_append_printf(text, middle, i);
    return g_string_append(text, "\"}");
}

static unsigned count(const struct wsig_msg *msg, enum wsig_rule rule)
{
    unsigned n = 0;
    for (unsigned i = 0; i < msg->facts->len; i++) {
        const struct wsig_fact *fact = &g_array_index(msg->facts, struct wsig_fact, i);
        n += fact->type == WSIG_FACT_FINDING && fact->number == rule;
    }
    return n;
}

static struct wsig_msg *judge(const GString *text)
{
    struct wsig_msg *msg = wsig_msg_new();
    wsig_msg_reset(msg, wsig_slice(text->str, text->len), false);
    wsig_find(msg, &no_hint);
    wsig_lint(msg);
    wsig_describe(msg);
    return msg;
}

/* An m-line without mid, fingerprint and rtcp-mux has faults of its own. */
static void test_faults(void)
{
    static const char begin[] = HEAD "m=audio 9 UDP/TLS/RTP/SAVPF 0\\r\\n";
    GString *text = repeated(begin, "", 0);
    struct wsig_msg *msg = judge(text);
    unsigned others = msg->findings->len;
    wsig_msg_free(msg);
    g_string_free(text, TRUE);
    g_assert_cmpuint(others, >, 0);
    for (unsigned extra = 0; extra < 2; extra++) {
        text = repeated(begin, "a=ice-mismatch\\r\\na=x%u\\r\\n",
                        WSIG_LINT_FAULTS_MAX - others + extra);
        msg = judge(text);
        g_assert_cmpint(count(msg, WSIG_RULE_LIMIT), ==, extra);
        wsig_msg_free(msg);
        g_string_free(text, TRUE);
    }
}

static void test_media(void)
{
    GString *text =
        repeated(HEAD, "m=audio 9 RTP/AVP 0\\r\\na=mid:%u\\r\\n", WSIG_LINT_FAULTS_MAX * 4);
    struct wsig_msg *msg = judge(text);
    g_assert_cmpuint(count(msg, WSIG_RULE_LIMIT), ==, 1);
    g_assert_cmpuint(msg->findings->len, ==, WSIG_LINT_FAULTS_MAX + 1);
    wsig_msg_free(msg);
    g_string_free(text, TRUE);
}

static void test_long_line(void)
{
    for (unsigned extra = 0; extra < 2; extra++) {
        GString *text = g_string_new(HEAD "a=");
        for (unsigned i = 0; i < WSIG_LINT_LINE_MAX - strlen("a=") + extra; i++)
            g_string_append_c(text, 'x');
        g_string_append(text, "\\r\\n\"}");
        struct wsig_msg *msg = judge(text);
        g_assert_cmpuint(count(msg, WSIG_RULE_SDP_LONG_LINE), ==, extra);
        wsig_msg_free(msg);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lint/faults", test_faults);
    g_test_add_func("/lint/media", test_media);
    g_test_add_func("/lint/long-line", test_long_line);
    return g_test_run();
}
