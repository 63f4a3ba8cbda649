/* test_lint.c: each rule for one message, or for two descriptions, fires on one input and is silent
 * on another
 *
 *     test_lint FOLDER
 *
 * FOLDER has <rule>.bad and <rule>.good. Most are payloads. Those for two descriptions hold both,
 * with a line "== answer" or "== later offer" before the second, and "== peer" before what the
 * other side has said in between. A bad input shows its rule and no other; a good one shows nothing
 * at all.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>

#include "../../signaling/describe.h"
#include "../../signaling/evidence.h"
#include "../../signaling/find.h"
#include "../../signaling/lint-msg.h"
#include "../../signaling/negotiation.h"
#include "guarded.h"

/* Inputs up to this size are cut at every byte, larger ones at as many places. */
#define CUTS_MAX 300

static const char *folder;

/* Rules of these areas, but for those that take a whole call: stories.c has these. */
static const char *const areas[] = {"sdp.",   "candidate.", "message.", "description.", "answer.",
                                    "offer.", "malformed",  "limit",    "error."};
static const char *const by_state[] = {
    "offer.unanswered",
    "offer.glare",
    "offer.wrong_state",
    "offer.repeated",
    "offer.loop",
    "answer.unexpected",
    "answer.undelivered",
    "candidate.early",
    "candidate.after_end",
    "candidate.unknown_ufrag",
    "candidate.unknown_mline",
    "candidate.no_relay",
    "candidate.only_private",
    "candidate.only_mdns",
};

static bool is_tested_here(const char *rule)
{
    for (size_t i = 0; i < G_N_ELEMENTS(by_state); i++)
        if (strcmp(rule, by_state[i]) == 0)
            return false;
    for (size_t i = 0; i < G_N_ELEMENTS(areas); i++)
        if (g_str_has_prefix(rule, areas[i]))
            return true;
    return false;
}

/* Two dialects' words are needed for some. */
static const struct wsig_hint no_hint = {.from_client = 2};

/* --- one message ----------------------------------------------------------------------------- */

static void judge(struct wsig_msg *msg, struct wsig_slice payload, bool truncated)
{
    wsig_msg_reset(msg, payload, truncated);
    wsig_find(msg, &no_hint);
    wsig_lint(msg);
    wsig_describe(msg);
}

/* By rule: how many of them. Every span lies within its buffer, and all that was found is shown. */
static void count_facts(const struct wsig_msg *msg, unsigned counts[static WSIG_RULE_COUNT])
{
    unsigned shown = 0, reported = 0;
    for (unsigned i = 0; i < msg->facts->len; i++) {
        const struct wsig_fact *fact = &g_array_index(msg->facts, struct wsig_fact, i);
        g_assert_cmpuint(fact->span.offset + (size_t)fact->span.length, <=,
                         wsig_msg_buffer(msg, fact->span.buffer)->bytes.n);
        if (fact->type != WSIG_FACT_FINDING)
            continue;
        counts[fact->number]++;
        shown++;
        reported += fact->number == WSIG_RULE_ERROR_REPORTED ||
                    fact->number == WSIG_RULE_SDP_MALFORMED ||
                    fact->number == WSIG_RULE_CANDIDATE_MALFORMED;
    }
    g_assert_cmpuint(shown, >=, msg->findings->len);
    g_assert_cmpuint(shown, <=, msg->findings->len + reported);
}

static void cut_everywhere(struct wsig_slice payload)
{
    struct guarded guard = guarded_new(payload.n);
    struct wsig_msg *msg = wsig_msg_new();
    for (size_t cut = 0; cut < payload.n; cut += 1 + payload.n / CUTS_MAX) {
        struct wsig_slice input = guarded_copy(&guard, payload.p, cut);
        unsigned counts[WSIG_RULE_COUNT] = {0};
        judge(msg, input, true);
        count_facts(msg, counts);
        for (unsigned i = 0; i < WSIG_RULE_COUNT; i++)
            g_assert_cmpuint(counts[i], ==, 0); /* a truncated message is not judged */
        judge(msg, input, false);
        count_facts(msg, counts);
    }
    wsig_msg_free(msg);
    guarded_free(&guard);
}

static void judge_message(struct wsig_slice text, unsigned counts[static WSIG_RULE_COUNT])
{
    struct guarded guard = guarded_new(text.n);
    struct wsig_msg *msg = wsig_msg_new();
    judge(msg, guarded_copy(&guard, text.p, text.n), false);
    g_assert_true(wsig_evidence_claims(msg, true));
    count_facts(msg, counts);
    wsig_msg_free(msg);
    guarded_free(&guard);
    cut_everywhere(text);
}

/* --- two descriptions ------------------------------------------------------------------------ */

static bool cut_at(struct wsig_slice *rest, const char *mark, struct wsig_slice *before)
{
    const char *at = g_strstr_len((const char *)rest->p, (gssize)rest->n, mark);
    if (!at)
        return false;
    *before = wsig_slice(rest->p, (size_t)((const uint8_t *)at - rest->p));
    *rest = wsig_slice_from(*rest, before->n + strlen(mark));
    return true;
}

static void compare(struct wsig_slice first, struct wsig_slice second, struct wsig_slice third,
                    bool is_answer, GArray **findings)
{
    struct wsig_arena *arena = wsig_arena_new();
    struct wsig_sdp a, b, peer;
    bool has_peer = wsig_sdp_parse(arena, third, &peer) != WSIG_NOT;
    if (wsig_sdp_parse(arena, first, &a) != WSIG_NOT &&
        wsig_sdp_parse(arena, second, &b) != WSIG_NOT) {
        if (is_answer)
            wsig_answer_check(&a, &b, findings);
        else
            wsig_reoffer_check(&a, has_peer ? &peer : NULL, &b, findings);
        struct wsig_negotiated outcome;
        wsig_negotiated(arena, &a, &b, &outcome);
        wsig_ice_restarted(&a, &b);
    }
    wsig_arena_free(arena);
}

/* The second one also cut at every byte. */
static void judge_pair(struct wsig_slice first, struct wsig_slice rest, bool is_answer,
                       unsigned counts[static WSIG_RULE_COUNT])
{
    struct wsig_slice second = rest, third = wsig_slice(NULL, 0);
    struct guarded guard = guarded_new(rest.n);
    GArray *findings = NULL;
    if (cut_at(&rest, "== peer\r\n", &second))
        third = rest;
    compare(first, second, third, is_answer, &findings);
    for (unsigned i = 0; i < wsig_findings_count(findings); i++)
        counts[wsig_findings_at(findings, i)->rule]++;
    wsig_findings_free(&findings);
    for (size_t cut = 0; cut < second.n; cut += 1 + second.n / CUTS_MAX) {
        compare(first, guarded_copy(&guard, second.p, cut), third, is_answer, &findings);
        compare(guarded_copy(&guard, second.p, cut), first, third, is_answer, &findings);
        wsig_findings_free(&findings);
    }
    guarded_free(&guard);
}

/* --- all of them ----------------------------------------------------------------------------- */

static void count_findings(const char *rule, const char *suffix,
                           unsigned counts[static WSIG_RULE_COUNT])
{
    char *path = g_strdup_printf("%s/%s.%s", folder, rule, suffix), *bytes = NULL;
    gsize n = 0;
    g_test_message("%s", path);
    g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    struct wsig_slice rest = wsig_slice(bytes, n), first;
    if (cut_at(&rest, "== answer\r\n", &first))
        judge_pair(first, rest, true, counts);
    else if (cut_at(&rest, "== later offer\r\n", &first))
        judge_pair(first, rest, false, counts);
    else
        judge_message(rest, counts);
    g_free(bytes);
    g_free(path);
}

static void test_rule(gconstpointer data)
{
    const enum wsig_rule rule = (enum wsig_rule)GPOINTER_TO_UINT(data);
    const char *name = wsig_rule_info(rule)->name;
    unsigned bad[WSIG_RULE_COUNT] = {0}, good[WSIG_RULE_COUNT] = {0};
    count_findings(name, "bad", bad);
    count_findings(name, "good", good);
    g_assert_cmpuint(bad[rule], >, 0);
    for (unsigned i = 0; i < WSIG_RULE_COUNT; i++) {
        const char *other = wsig_rule_info((enum wsig_rule)i)->name;
        if (good[i] > 0)
            g_test_message("the good input shows %s", other);
        if (bad[i] > 0 && i != rule)
            g_test_message("the bad input shows %s, too", other);
        g_assert_cmpuint(good[i], ==, 0);
        if (i != rule)
            g_assert_cmpuint(bad[i], ==, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* all of them are worth a look */
    folder = argv[argc - 1];
    for (unsigned i = 0; i < WSIG_RULE_COUNT; i++) {
        const char *name = wsig_rule_info((enum wsig_rule)i)->name;
        if (!is_tested_here(name))
            continue;
        char *path = g_strdup_printf("/lint/%s", name);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_rule);
        g_free(path);
    }
    return g_test_run();
}
