/* lint.h: the rules by name; lint.def is the list
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_LINT_H
#define WSIG_LINT_H

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

#endif
