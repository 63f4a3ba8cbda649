/* lint.c: see lint.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lint.h"

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
