/* golden.c: reads <case>.in, compares what is found with <case>.facts
 *
 *     golden FOLDER            one test per case, and one that cuts the input at every byte
 *     golden --update FOLDER   writes the .facts files; review decides
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../signaling/describe.h"
#include "../../signaling/evidence.h"
#include "../../signaling/find.h"
#include "../../signaling/lint-msg.h"
#include "guarded.h"

/* Inputs up to this size are cut at every byte, larger ones at as many places. */
#define CUTS_MAX 3000

static const char *folder;

/* A case "not-..." is no signaling by itself, whatever its .facts say. A case "on-<dialect>-..." is
 * a message on a connection that is known to speak the dialect, or to use the carrier;
 * "on-<dialect>-client-..." one from the client. */
static struct wsig_hint hint_of(const char *name)
{
    char **words = g_strsplit(name, "-", 4);
    bool known = words[0] && strcmp(words[0], "on") == 0 && words[1];
    const struct wsig_dialect *dialect = known ? wsig_dialect_by_name(words[1]) : NULL;
    struct wsig_hint hint = {.from_client = 2};
    g_assert_true(!known || dialect);
    if (dialect && dialect->carrier)
        hint.carriers = wsig_carrier_bit(dialect);
    else
        hint.dialect = dialect;
    if (known && words[2])
        hint.from_client = strcmp(words[2], "client") == 0   ? 1
                           : strcmp(words[2], "server") == 0 ? 0
                                                             : 2;
    g_strfreev(words);
    return hint;
}

static char *read_input(const char *name, gsize *n)
{
    char *path = g_strdup_printf("%s/%s.in", folder, name), *bytes;
    GError *error = NULL;
    if (!g_file_get_contents(path, &bytes, n, &error))
        g_error("%s", error->message);
    g_free(path);
    return bytes;
}

static GString *facts_of(struct wsig_slice input, const char *name)
{
    const struct wsig_hint hint = hint_of(name);
    GString *out = g_string_new(NULL);
    struct wsig_msg *msg = wsig_msg_new();
    wsig_msg_reset(msg, input, false);
    wsig_find(msg, &hint);
    wsig_describe(msg);
    bool alone = wsig_evidence_claims(msg, false), in_context = wsig_evidence_claims(msg, true);
    g_string_append_printf(out, "signaling: %s\n",
                           alone        ? "yes"
                           : in_context ? "on a signaling connection"
                                        : "no");
    if (in_context) {
        g_string_append_printf(out, "info: %s\n", wsig_describe_info(msg));
        wsig_facts_print(msg->facts, out);
    }
    wsig_msg_free(msg);
    return out;
}

static void test_golden(gconstpointer data)
{
    const char *name = data;
    gsize n;
    char *bytes = read_input(name, &n), *expected = NULL;
    struct guarded guard = guarded_new(n);
    GString *found = facts_of(guarded_copy(&guard, bytes, n), name);
    char *path = g_strdup_printf("%s/%s.facts", folder, name);
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_assert_cmpstr(found->str, ==, expected);
    g_assert_false(g_str_has_prefix(name, "not-") && g_str_has_prefix(expected, "signaling: yes"));
    g_free(path);
    g_free(expected);
    g_string_free(found, TRUE);
    guarded_free(&guard);
    g_free(bytes);
}

/* Every beginning of the input ends in facts whose bytes lie within it, and a truncated message is
 * never judged. */
static void test_cut(gconstpointer data)
{
    const struct wsig_hint hint = hint_of(data);
    gsize n;
    char *bytes = read_input(data, &n);
    struct guarded guard = guarded_new(n);
    struct wsig_msg *msg = wsig_msg_new();
    for (size_t cut = 0; cut < n; cut += 1 + n / CUTS_MAX) {
        struct wsig_slice input = guarded_copy(&guard, bytes, cut);
        wsig_msg_reset(msg, input, true);
        wsig_find(msg, &hint);
        wsig_lint(msg);
        wsig_describe(msg);
        for (unsigned i = 0; i < msg->facts->len; i++) {
            const struct wsig_fact *fact = &g_array_index(msg->facts, struct wsig_fact, i);
            g_assert_cmpint(fact->type, !=, WSIG_FACT_FINDING);
            g_assert_cmpuint(fact->span.offset + (size_t)fact->span.length, <=,
                             wsig_msg_buffer(msg, fact->span.buffer)->bytes.n);
        }
        wsig_msg_reset(msg, input, false);
        wsig_find(msg, &hint);
        wsig_lint(msg);
        wsig_describe(msg);
    }
    wsig_msg_free(msg);
    guarded_free(&guard);
    g_free(bytes);
}

static void update(const char *name)
{
    gsize n;
    char *bytes = read_input(name, &n), *path = g_strdup_printf("%s/%s.facts", folder, name);
    GString *found = facts_of(wsig_slice(bytes, n), name);
    g_assert_true(g_file_set_contents(path, found->str, (gssize)found->len, NULL));
    g_string_free(found, TRUE);
    g_free(path);
    g_free(bytes);
}

int main(int argc, char **argv)
{
    bool updating = argc > 2 && strcmp(argv[1], "--update") == 0;
    folder = argv[argc - 1];
    if (!updating)
        g_test_init(&argc, &argv, NULL);
    folder = argv[argc - 1];
    GDir *dir = g_dir_open(folder, 0, NULL);
    if (!dir) {
        fprintf(stderr, "golden: no folder %s\n", folder);
        return EXIT_FAILURE;
    }
    const char *entry;
    unsigned cases = 0;
    while ((entry = g_dir_read_name(dir))) {
        if (!g_str_has_suffix(entry, ".in"))
            continue;
        char *name = g_strndup(entry, strlen(entry) - 3);
        cases++;
        if (updating) {
            update(name);
            g_free(name);
            continue;
        }
        char *path = g_strdup_printf("/golden/%s", name);
        g_test_add_data_func_full(path, g_strdup(name), test_golden, g_free);
        g_free(path);
        path = g_strdup_printf("/cut/%s", name);
        g_test_add_data_func_full(path, g_strdup(name), test_cut, g_free);
        g_free(path);
        g_free(name);
    }
    g_dir_close(dir);
    g_assert_cmpuint(cases, >, 0);
    return updating ? EXIT_SUCCESS : g_test_run();
}
