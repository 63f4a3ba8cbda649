/* lint-msg.c: see lint-msg.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lint-msg.h"

#include <stdarg.h>

#include "lint-internal.h"

/* Bytes of a value that a finding repeats. */
#define QUOTE_MAX 80

const char *wsig_lint_text(struct wsig_lint *l, struct wsig_slice s)
{
    if (s.n <= QUOTE_MAX)
        return wsig_arena_utf8(l->msg->arena, s);
    s.n = QUOTE_MAX;
    return wsig_arena_printf(l->msg->arena, "%s...", wsig_arena_utf8(l->msg->arena, s));
}

static struct wsig_span span_of(const struct wsig_lint *l, struct wsig_slice at)
{
    if (l->fixed)
        return *l->fixed;
    return at.p ? wsig_msg_span(l->msg, l->buffer, at) : l->item->span;
}

void wsig_lint_fault(struct wsig_lint *l, enum wsig_rule rule, struct wsig_slice at,
                     const char *text, ...)
{
    if (l->faults++ >= WSIG_LINT_FAULTS_MAX)
        return;
    va_list args;
    va_start(args, text);
    char *formatted = g_strdup_vprintf(text, args);
    va_end(args);
    const struct wsig_finding finding = {
        rule, span_of(l, at), wsig_arena_strndup(l->msg->arena, formatted, strlen(formatted)),
        l->place};
    g_free(formatted);
    g_array_append_val(l->msg->findings, finding);
}

static bool does_not_parse(const struct wsig_msg *msg)
{
    for (unsigned i = 0; i < msg->findings->len; i++)
        if (g_array_index(msg->findings, struct wsig_finding, i).rule == WSIG_RULE_MALFORMED)
            return true;
    return false;
}

static void check_type(struct wsig_lint *l)
{
    if (l->item->lacks_sdp)
        wsig_lint_fault(l, WSIG_RULE_DESCRIPTION_NO_SDP, wsig_slice(NULL, 0),
                        "\"sdp\" is null or empty");
    const struct wsig_value *type = &l->item->odd_type;
    if (!type->text.p || l->msg->known) /* "re-offer" is a word of Sora's */
        return;
    l->fixed = &type->span;
    wsig_lint_fault(l, WSIG_RULE_DESCRIPTION_UNKNOWN_TYPE, type->text, "\"%s\"",
                    wsig_lint_text(l, type->text));
    l->fixed = NULL;
}

/* A candidate whose text was made of an object's members has no bytes of its own. */
static void check_candidates(struct wsig_lint *l)
{
    const struct wsig_item *item = l->item;
    if (item->candidate && !item->candidate->error) {
        l->fixed = item->from_members ? &item->span : NULL;
        wsig_lint_candidate(l, item->candidate);
    }
    for (unsigned i = 0; i < item->part_count; i++) {
        l->fixed = &item->parts[i].span;
        wsig_lint_candidate(l, item->parts[i].candidate);
    }
    l->fixed = NULL;
}

static void check_item(struct wsig_lint *l)
{
    if (l->item->result == WSIG_MALFORMED)
        return;
    check_type(l);
    if (l->item->sdp)
        wsig_lint_sdp(l);
    else
        check_candidates(l);
}

void wsig_lint(struct wsig_msg *msg)
{
    size_t size = wsig_msg_buffer(msg, 0)->bytes.n;
    unsigned faults = 0;
    if (msg->truncated || does_not_parse(msg))
        return;
    if (size > WSIG_LINT_MESSAGE_BIG)
        wsig_msg_find_fault(msg, WSIG_RULE_MESSAGE_BIG, (struct wsig_span){0, 0, (uint32_t)size},
                            "%zu bytes", size);
    for (unsigned i = 0; i < msg->items->len; i++) {
        const struct wsig_item *item = wsig_msg_item(msg, i);
        struct wsig_lint l = {.msg = msg,
                              .item = item,
                              .faults = faults,
                              .place = {(int)i, -1, -1},
                              .buffer = item->span.buffer,
                              .sdp = item->sdp,
                              .is_offer = item->kind == WSIG_KIND_OFFER,
                              .is_answer = item->kind == WSIG_KIND_ANSWER ||
                                           item->kind == WSIG_KIND_PRANSWER};
        check_item(&l);
        faults = l.faults;
    }
    if (faults > WSIG_LINT_FAULTS_MAX)
        wsig_msg_find_fault(msg, WSIG_RULE_LIMIT, (struct wsig_span){0, 0, (uint32_t)size},
                            "%u findings beyond the first %d are not shown",
                            faults - WSIG_LINT_FAULTS_MAX, WSIG_LINT_FAULTS_MAX);
}
