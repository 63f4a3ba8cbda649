/* lint.c: see lint.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lint.h"

#include <stdarg.h>

const struct wsig_rule_info *wsig_rule_info(enum wsig_rule rule)
{
    static const struct wsig_rule_info rules[WSIG_RULE_COUNT] = {
#define RULE(id, name, severity, source, text, meaning)                                            \
    {name, WSIG_SEVERITY_##severity, source, text, meaning},
#include "lint.def"
#undef RULE
    };
    return &rules[rule];
}

static void clear_finding(void *finding)
{
    g_free(((struct wsig_kept_finding *)finding)->detail);
}

void wsig_findings_add(GArray **findings, enum wsig_rule rule, const char *detail, ...)
{
    struct wsig_kept_finding finding = {rule, NULL};
    va_list args;
    va_start(args, detail);
    if (detail)
        finding.detail = g_strdup_vprintf(detail, args);
    va_end(args);
    if (!*findings) {
        *findings = g_array_sized_new(FALSE, FALSE, sizeof finding, 1);
        g_array_set_clear_func(*findings, clear_finding);
    }
    g_array_append_val(*findings, finding);
}

void wsig_findings_free(GArray **findings)
{
    if (*findings)
        g_array_free(*findings, TRUE);
    *findings = NULL;
}

bool wsig_findings_has(const GArray *findings, enum wsig_rule rule)
{
    for (unsigned i = 0; i < wsig_findings_count(findings); i++)
        if (wsig_findings_at(findings, i)->rule == rule)
            return true;
    return false;
}
