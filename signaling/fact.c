/* fact.c: see fact.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "fact.h"

const char *wsig_field_name(enum wsig_field field)
{
    static const char *const names[WSIG_FIELD_COUNT] = {
#define FIELD(id, name, title, type, base, description) name,
#include "fields.def"
#undef FIELD
    };
    return names[field];
}

static void print_value(const struct wsig_fact *fact, GString *out)
{
    switch (fact->type) {
    case WSIG_FACT_NUMBER:
    case WSIG_FACT_TIME:
        g_string_append_printf(out, "%" G_GUINT64_FORMAT, fact->number);
        break;
    case WSIG_FACT_BOOL:
        g_string_append(out, fact->number ? "true" : "false");
        break;
    case WSIG_FACT_TEXT:
    case WSIG_FACT_IPV4:
    case WSIG_FACT_IPV6:
    case WSIG_FACT_FINDING: {
        char *escaped = g_strescape(fact->text ? fact->text : "", "\"");
        g_string_append(out, escaped);
        g_free(escaped);
        break;
    }
    }
}

void wsig_facts_print(const GArray *facts, GString *out)
{
    for (unsigned i = 0; i < facts->len; i++) {
        const struct wsig_fact *fact = &g_array_index(facts, struct wsig_fact, i);
        g_string_append_printf(out, "%*s", 2 * fact->depth, "");
        if (fact->type == WSIG_FACT_FINDING)
            g_string_append_printf(out,
                                   "! %s: ", wsig_rule_info((enum wsig_rule)fact->number)->name);
        else
            g_string_append_printf(out, "%s%s = ", wsig_field_name(fact->field),
                                   fact->generated ? " (generated)" : "");
        print_value(fact, out);
        if (fact->span.length)
            g_string_append_printf(out, " @%u+%u:%u", fact->span.buffer, fact->span.offset,
                                   fact->span.length);
        g_string_append_c(out, '\n');
    }
}
