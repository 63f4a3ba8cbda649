/* lint.h: the rules by name; lint.def is the list
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_LINT_H
#define WSIG_LINT_H

#include <stdbool.h>

#include <glib.h>

enum wsig_rule {
#define RULE(id, name, severity, source, text, meaning) WSIG_RULE_##id,
#include "lint.def"
#undef RULE
    WSIG_RULE_COUNT
};

enum wsig_severity {
    WSIG_SEVERITY_CHAT,
    WSIG_SEVERITY_NOTE,
    WSIG_SEVERITY_WARN,
    WSIG_SEVERITY_ERROR
};

/* One row of lint.def. */
struct wsig_rule_info {
    const char *name; /* without "wrtcsig." */
    enum wsig_severity severity;
    const char *source, *text, *meaning;
};

const struct wsig_rule_info *wsig_rule_info(enum wsig_rule rule);

/* A finding that lasts as long as the capture: about a frame, an event or a connection (in a note),
 * or about what a message is to those before it (in its record). */
struct wsig_kept_finding {
    enum wsig_rule rule;
    char *detail; /* what exactly is wrong; owned; NULL when the rule says it all */
};

/* A list of them: NULL when empty, made by the first addition. `detail` may be NULL; else it, and
 * what follows, is as for printf. */
void wsig_findings_add(GArray **findings, enum wsig_rule rule, const char *detail, ...)
    G_GNUC_PRINTF(3, 4);
void wsig_findings_free(GArray **findings);

bool wsig_findings_has(const GArray *findings, enum wsig_rule rule);

static inline unsigned wsig_findings_count(const GArray *findings)
{
    return findings ? findings->len : 0;
}

static inline const struct wsig_kept_finding *wsig_findings_at(const GArray *findings, unsigned i)
{
    return &g_array_index(findings, struct wsig_kept_finding, i);
}

#endif
