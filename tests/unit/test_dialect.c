/* test_dialect.c: each system's and each carrier's golden messages against every other's detector
 *
 *     test_dialect FOLDER    of the golden cases dialect-<name>-....in, carrier-<name>-....in and
 *                            inner-<dialect>-in-<carrier>.in
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>

#include "../../signaling/dialect.h"
#include "../../signaling/envelope.h"
#include "../../signaling/find.h"

static const char *folder;

/* Calls `check` with the first JSON record of each golden message of a dialect. */
static unsigned each_message(const struct wsig_dialect *dialect,
                             void (*check)(const struct wsig_dialect *, const char *,
                                           const struct wsig_document_view *))
{
    unsigned cases = 0;
    char *prefix =
        g_strdup_printf("%s-%s-", dialect->carrier ? "carrier" : "dialect", dialect->name);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *entry;
    g_assert_nonnull(dir);
    while ((entry = g_dir_read_name(dir))) {
        if (!g_str_has_prefix(entry, prefix) || !g_str_has_suffix(entry, ".in"))
            continue;
        char *path = g_build_filename(folder, entry, NULL), *bytes;
        gsize n;
        struct wsig_envelope envelope;
        struct wsig_document_view doc = {.path = "$"};
        struct wsig_slice record;
        g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
        wsig_envelope_open(wsig_slice(bytes, n), &envelope);
        if (wsig_envelope_next(&envelope, &record)) {
            wsig_json_parse(record, &doc.json);
            check(dialect, entry, &doc);
            wsig_json_clear(&doc.json);
            cases++;
        }
        g_free(path);
        g_free(bytes);
    }
    g_dir_close(dir);
    g_free(prefix);
    return cases;
}

static void check_claims(const struct wsig_dialect *dialect, const char *name,
                         const struct wsig_document_view *doc)
{
    const struct wsig_dialect *other;
    for (unsigned i = 0; (other = wsig_dialect_at(i)); i++) {
        bool own = other == dialect;
        bool strong = wsig_dialect_evidence(other, doc, own) == WSIG_EVIDENCE_STRONG;
        if (own != strong)
            g_test_message("%s is %s by %s", name, strong ? "claimed" : "not claimed", other->name);
        g_assert_cmpint(strong, ==, own);
    }
}

static void test_no_cross_claims(void)
{
    const struct wsig_dialect *dialect;
    for (unsigned i = 0; (dialect = wsig_dialect_at(i)); i++) {
        g_test_message("%s", dialect->name);
        if (dialect->strong || dialect->with_item)
            g_assert_cmpuint(each_message(dialect, check_claims), >, 0);
    }
}

/* What travels in a carrier is nobody's by itself, and no other carrier's. */
static void check_carrier(const struct wsig_dialect *carrier, const char *name,
                          const struct wsig_document_view *doc)
{
    const struct wsig_dialect *other;
    for (unsigned i = 0; (other = wsig_dialect_at(i)); i++) {
        g_test_message("%s by %s", name, other->name);
        g_assert_cmpint(wsig_dialect_evidence(other, doc, true), !=, WSIG_EVIDENCE_STRONG);
    }
    for (unsigned i = 0; (other = wsig_carrier_at(i)); i++) {
        g_test_message("%s by %s", name, other->name);
        if (other != carrier)
            g_assert_cmpint(wsig_dialect_evidence(other, doc, false), !=, WSIG_EVIDENCE_STRONG);
    }
}

static void test_no_cross_claims_of_carriers(void)
{
    const struct wsig_dialect *carrier;
    for (unsigned i = 0; (carrier = wsig_carrier_at(i)); i++)
        g_assert_cmpuint(each_message(carrier, check_carrier), >, 0);
}

/* Every message of a golden case is the system's `known`, in the carrier. */
static void check_found(const char *entry, const char *known, const char *carrier)
{
    const struct wsig_hint hint = {.from_client = 2};
    char *path = g_build_filename(folder, entry, NULL), *bytes;
    struct wsig_msg *msg = wsig_msg_new();
    gsize n;
    g_test_message("%s", entry);
    g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    wsig_msg_reset(msg, wsig_slice(bytes, n), false);
    wsig_find(msg, &hint);
    for (unsigned i = 0; i < MAX(1, msg->parts->len); i++) {
        const struct wsig_head *head =
            msg->parts->len ? g_array_index(msg->parts, struct wsig_part, i).head : &msg->head;
        g_assert_cmpstr(head->dialect, ==, known);
        g_assert_cmpuint(head->carrier_count, >, 0);
        g_assert_cmpstr(head->carriers[0]->name, ==, carrier);
    }
    wsig_msg_free(msg);
    g_free(bytes);
    g_free(path);
}

/* inner-janus-in-sockjs.in, carrier-sockjs-close.in */
static void test_found(void)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *entry;
    unsigned cases = 0;
    g_assert_nonnull(dir);
    while ((entry = g_dir_read_name(dir))) {
        char **words = g_strsplit_set(entry, "-.", -1);
        unsigned count = g_strv_length(words);
        if (!g_str_has_suffix(entry, ".in")) {
            /* what was found */
        } else if (strcmp(words[0], "carrier") == 0) {
            check_found(entry, words[1], words[1]);
            cases++;
        } else if (strcmp(words[0], "inner") == 0 && count > 3 &&
                   strcmp(words[count - 3], "in") == 0 &&
                   wsig_carrier_bit(wsig_dialect_by_name(words[count - 2]))) {
            check_found(entry, words[1], words[count - 2]);
            cases++;
        }
        g_strfreev(words);
    }
    g_dir_close(dir);
    g_assert_cmpuint(cases, >, 50);
}

static void test_names(void)
{
    const struct wsig_dialect *dialect;
    for (unsigned i = 0; (dialect = wsig_dialect_at(i)); i++) {
        g_assert_true(wsig_dialect_by_name(dialect->name) == dialect);
        g_assert_nonnull(dialect->title);
        g_assert_true(dialect->strong || dialect->with_item || dialect->subprotocol ||
                      dialect->url || dialect->read);
        if (dialect->subprotocol)
            g_assert_true(wsig_dialect_by_subprotocol(wsig_slice_str(dialect->subprotocol)) ==
                          dialect);
        if (dialect->url)
            g_assert_true(wsig_dialect_by_url(wsig_slice_str(dialect->url)) == dialect);
    }
    for (unsigned i = 0; (dialect = wsig_carrier_at(i)); i++) {
        g_assert_true(wsig_dialect_by_name(dialect->name) == dialect);
        g_assert_cmpuint(wsig_carrier_bit(dialect), ==, 1u << i);
        g_assert_true(dialect->carrier && (dialect->unwrap || dialect->strong));
    }
    g_assert_cmpuint(wsig_carrier_bit(NULL), ==, 0);
    g_assert_null(wsig_dialect_by_name("no such dialect"));
}

static void test_urls(void)
{
    static const struct {
        const char *url, *dialect; /* NULL: none */
    } rows[] = {
        {"/colibri-ws/jvb1/8a2f/3f9a1c22?pwd=x", "colibri"},
        {"/colibri-relay-ws/jvb1/8a2f/relay-2?pwd=x", "colibri"},
        {"/xmpp-websocket?room=standup", "jingle"},
        {"/xmpp", NULL},
        {"/colibri/stats", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct wsig_dialect *found = wsig_dialect_by_url(wsig_slice_str(rows[i].url));
        g_test_message("%s", rows[i].url);
        g_assert_cmpstr(found ? found->name : NULL, ==, rows[i].dialect);
    }
}

static void test_paths(void)
{
    static const struct {
        const char *path, *value; /* NULL: not there */
    } rows[] = {
        {"0", "event"},    {"1.sender", "alice"}, {"1.list.1", "b"},
        {"1.2", "two"},    {"2", NULL},           {"1.list.2", NULL},
        {"1.list.", NULL}, {"1.list.-1", NULL},   {"0.sender", NULL},
        {"sender", NULL},  {"1.0", NULL},         {"99999999999999999999", NULL},
    };
    struct wsig_document_view doc = {.path = "$"};
    wsig_json_parse(
        wsig_slice_str("[\"event\",{\"sender\":\"alice\",\"list\":[[],\"b\"],\"2\":\"two\"}]"),
        &doc.json);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int node = wsig_dialect_find(&doc, rows[i].path);
        g_test_message("%s", rows[i].path);
        g_assert_cmpint(node >= 0, ==, rows[i].value != NULL);
        if (node >= 0)
            g_assert_true(wsig_slice_eq(wsig_json_text(&doc.json, (size_t)node), rows[i].value));
    }
    wsig_json_clear(&doc.json);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = argv[argc - 1];
    g_test_add_func("/dialect/names", test_names);
    g_test_add_func("/dialect/urls", test_urls);
    g_test_add_func("/dialect/paths", test_paths);
    g_test_add_func("/dialect/no-cross-claims", test_no_cross_claims);
    g_test_add_func("/dialect/no-cross-claims-of-carriers", test_no_cross_claims_of_carriers);
    g_test_add_func("/dialect/found", test_found);
    return g_test_run();
}
