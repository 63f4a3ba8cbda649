/* test_dialect.c: each dialect's golden messages against every other dialect's detector
 *
 *     test_dialect FOLDER    of the golden cases dialect-<name>-....in
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>

#include "../../signaling/dialect.h"
#include "../../signaling/envelope.h"

static const char *folder;

/* Calls `check` with the first JSON record of each golden message of a dialect. */
static unsigned each_message(const struct wsig_dialect *dialect,
                             void (*check)(const struct wsig_dialect *, const char *,
                                           const struct wsig_document_view *))
{
    unsigned cases = 0;
    char *prefix = g_strdup_printf("dialect-%s-", dialect->name);
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
    return g_test_run();
}
