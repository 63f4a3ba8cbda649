/* test_screen.c: what the screen lets pass, and what it stops
 *
 *     test_screen FOLDER    of the golden cases
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/evidence.h"
#include "../../signaling/find.h"
#include "../../signaling/screen.h"
#include "guarded.h"

static const char *folder;

/* Beginnings of larger inputs are taken in steps. */
#define CUT_ALL_MAX 4096

/* Neither signaling, nor what makes the next message of its connection signaling. */
static bool counts(const struct wsig_msg *msg)
{
    bool has_system = msg->known && !msg->known->carrier;
    for (unsigned i = 0; i < msg->parts->len; i++) {
        const struct wsig_head *head = g_array_index(msg->parts, struct wsig_part, i).head;
        has_system |= head->known && !head->known->carrier;
    }
    return wsig_evidence_establishes(msg) || (msg->items->len > 0 && has_system);
}

static void check(struct wsig_msg *msg, struct wsig_slice payload, const char *name)
{
    if (wsig_find_may_be_strong(payload))
        return;
    for (uint8_t from_client = 0; from_client < 3; from_client++) {
        const struct wsig_hint hint = {.from_client = from_client};
        wsig_msg_reset(msg, payload, false);
        wsig_find(msg, &hint);
        if (counts(msg))
            g_error("%s, %zu bytes: signaling, but stopped", name, payload.n);
    }
}

/* All of the golden cases, also cut at each byte, and with white space in their strings. */
static void test_stops_no_signaling(void)
{
    struct wsig_msg *msg = wsig_msg_new();
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *entry;
    unsigned cases = 0;
    g_assert_nonnull(dir);
    while ((entry = g_dir_read_name(dir))) {
        if (!g_str_has_suffix(entry, ".in"))
            continue;
        char *path = g_build_filename(folder, entry, NULL), *bytes;
        gsize n;
        g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
        for (size_t i = n; i > 0; i -= MIN(i, n > CUT_ALL_MAX ? 61 : 1)) {
            struct guarded guard = guarded_new(i);
            check(msg, guarded_copy(&guard, bytes, i), entry);
            guarded_free(&guard);
        }
        cases++;
        g_free(bytes);
        g_free(path);
    }
    g_assert_cmpuint(cases, >, 100);
    g_dir_close(dir);
    wsig_msg_free(msg);
}

static void test_lets_pass(void)
{
    static const char *const texts[] = {
        "{\"a\":\"v=0\\r\\n\"}",
        "{\"a\":\"  v=0\\r\\n\"}",
        "{\"a\":\"\\u0076=0\\r\\n\"}",
        "{\"a\":\"v\\u003d0\\r\\n\"}",
        "[1,\n  \"\\\"v=0\"]",
        "{\"a\":\"{\\\"b\\\":1}\"}",
        "{\"a\":\" [1]\"}",
        "{\"CANDIDATE\":null}",
        "{\"a\":\"candidat\\u0065:1\"}",
        "{\"a\":\"A=candidate:1\"}",
        "{\"iceparameters\":{}}",
        "{\"urls\":[\"turn:example.test\"]}",
        "{\"a\":\"eyJhIjogImFiY2RlZmdoaWprbG1ub3AifQ==\"}",
        "{\"janus\":\"create\",\"transaction\":\"a\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"verto.invite\"}",
        "{\"event\":\"signal/provide\",\"payload\":{}}",
        "a[\"{\\\"sdp\\\":\\\"v=0\\\"}\"]",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_test_message("%s", texts[i]);
        g_assert_true(wsig_find_may_be_strong(wsig_slice_str(texts[i])));
    }
}

/* What costs next to nothing: many messages of many programs. */
static void test_stops(void)
{
    static const char *const texts[] = {
        "{}",
        "[]",
        "{\"",
        "{\"a",
        "[\"v",
        "{\"e\":\"trade\",\"E\":1700000000000,\"s\":\"BTCUSDT\",\"p\":\"36000.10\",\"m\":true}",
        "{\"type\":\"message\",\"room\":\"x\",\"from\":{\"id\":1,\"name\":\"Ada\"},\"x\":7}",
        "{\"text\":\"we have no offer, and he is the candidate\"}",
        "{\"id\": \"1\", \"type\": \"next\", \"payload\": {\"me\": {\"__typename\": \"User\"}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}",
        "{\"event\":\"update\",\"data\":{\"code\":200,\"error\":null,\"result\":[]}}",
        "42[\"chat message\",{\"user\":\"ada\",\"message\":\"hello\"}]",
        "{\"device\":\"th-1\",\"ts\":1,\"values\":{\"temperature\":21.5},\"status\":\"ok\"}",
        "{\"turnover\":1,\"stunning\":true,\"candidates\":[],\"eyes\":\"blue\"}",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct guarded guard = guarded_new(strlen(texts[i]));
        struct wsig_slice text = guarded_copy(&guard, texts[i], strlen(texts[i]));
        struct wsig_slice json = text.p[0] == '4' ? wsig_slice_from(text, 2) : text;
        g_test_message("%s", texts[i]);
        g_assert_false(wsig_screen(json));
        guarded_free(&guard);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(argc, ==, 2);
    folder = argv[1];
    g_test_add_func("/screen/stops-no-signaling", test_stops_no_signaling);
    g_test_add_func("/screen/lets-pass", test_lets_pass);
    g_test_add_func("/screen/stops", test_stops);
    return g_test_run();
}
