/* doc_tables.c: prints the reference tables of the README from the tables of the source
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include "../../signaling/dialect.h"

struct row {
    const char *cells[4];
};

static const struct row fields[] = {
#define FIELD(id, name, title, type, base, description)                                            \
    {{"`wrtcsig." name "`", #type, title, description}},
#include "../../signaling/fields.def"
#undef FIELD
};

static const struct row rules[] = {
#define RULE(id, name, severity, source, text, meaning)                                            \
    {{"`wrtcsig." name "`", #severity, source, text ". " meaning}},
#include "../../signaling/lint.def"
#undef RULE
};

static const struct row kinds[] = {
#define KIND(id, text, title) {{"`" text "`", title, "", ""}},
#include "../../signaling/kinds.def"
#undef KIND
};

static void print(const struct row *rows, size_t n, unsigned columns)
{
    for (size_t i = 0; i < n; i++) {
        for (unsigned k = 0; k < columns; k++)
            printf("| %s ", rows[i].cells[k]);
        printf("|\n");
    }
}

/* The dialects by name: the evidence that gives each away. */
static void print_dialects(void)
{
    const struct wsig_dialect *dialect;
    for (unsigned i = 0; (dialect = wsig_dialect_at(i)); i++) {
        printf("| `%s` | %s | ", dialect->name, dialect->title);
        if (dialect->subprotocol)
            printf("subprotocol `%s`; ", dialect->subprotocol);
        if (dialect->url)
            printf("URL with `%s`; ", dialect->url);
        printf("%s |\n", dialect->strong      ? "the shape of its messages"
                         : dialect->read      ? "its messages"
                         : dialect->with_item ? "the shape of messages with an item"
                                              : "nothing else");
    }
}

/* The carriers: what says that a connection uses one. */
static void print_carriers(void)
{
    const struct wsig_dialect *carrier;
    for (unsigned i = 0; (carrier = wsig_carrier_at(i)); i++) {
        printf("| `%s` | %s | ", carrier->name, carrier->title);
        if (carrier->subprotocol)
            printf("subprotocol `%s`; ", carrier->subprotocol);
        if (carrier->url)
            printf("URL with `%s`; ", carrier->url);
        if (carrier->is_url)
            printf("the form of the URL; ");
        printf("%s |\n", carrier->unwrap ? "its framing" : "the shape of its messages");
    }
}

#define PRINT(rows, columns) print(rows, sizeof rows / sizeof rows[0], columns)

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "fields") == 0) {
        printf("| field | type | title | meaning |\n| --- | --- | --- | --- |\n");
        PRINT(fields, 4);
    } else if (strcmp(what, "rules") == 0) {
        printf("| finding | severity | source | what it says |\n| --- | --- | --- | --- |\n");
        PRINT(rules, 4);
    } else if (strcmp(what, "kinds") == 0) {
        printf("| `wrtcsig.kind` | in the Info column |\n| --- | --- |\n");
        PRINT(kinds, 2);
    } else if (strcmp(what, "dialects") == 0) {
        printf("| `wrtcsig.dialect` | system | known by |\n| --- | --- | --- |\n");
        print_dialects();
    } else if (strcmp(what, "carriers") == 0) {
        printf("| `wrtcsig.carrier` | carrier | known by |\n| --- | --- | --- |\n");
        print_carriers();
    } else {
        fprintf(stderr, "doc_tables: fields, rules, kinds, dialects or carriers\n");
        return 2;
    }
    return 0;
}
