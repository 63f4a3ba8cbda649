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

static bool has_role(const struct wsig_dialect *dialect, enum wsig_role role)
{
    bool found = role == WSIG_ROLE_PC && dialect->pcs.array;
    for (const struct wsig_dialect_value *v = dialect->values; v && v->path; v++)
        found |= v->role == role;
    for (const struct wsig_conditional_value *v = dialect->conditional_values; v && v->value.path;
         v++)
        found |= v->value.role == role;
    for (const struct wsig_implied_value *v = dialect->implied; v && v->text; v++)
        found |= v->role == role;
    for (const struct wsig_url_value *v = dialect->url_values; v && v->place; v++)
        found |= v->role == role;
    return found;
}

static bool has_kind(const struct wsig_dialect *dialect, enum wsig_kind kind)
{
    bool found = false;
    for (const struct wsig_verb_row *v = dialect->verbs; v && v->verb; v++)
        found |= v->kind == kind;
    for (const struct wsig_kind_row *v = dialect->kinds; v && v->shape.all[0].path; v++)
        found |= v->kind == kind;
    return found;
}

/* What is read of its messages beside descriptions, candidates and ICE servers, which are found by
 * what they are: from the dialect's own tables. */
static void print_decoded(const struct wsig_dialect *dialect)
{
    static const struct {
        const char *word;
        enum wsig_role roles[2];
    } by_role[] = {
        {"requests and replies", {WSIG_ROLE_TRANSACTION, WSIG_ROLE_TRANSACTION}},
        {"rooms", {WSIG_ROLE_ROOM, WSIG_ROLE_ROOM}},
        {"peers", {WSIG_ROLE_PEER_FROM, WSIG_ROLE_PEER_TO}},
        {"sessions", {WSIG_ROLE_APP_SESSION, WSIG_ROLE_APP_SESSION}},
        {"peer connections", {WSIG_ROLE_PC, WSIG_ROLE_PC}},
        {"errors", {WSIG_ROLE_ERROR, WSIG_ROLE_ERROR_CODE}},
        {"reasons", {WSIG_ROLE_REASON, WSIG_ROLE_REASON}},
    };
    static const struct {
        const char *word;
        enum wsig_kind kind;
    } by_kind[] = {
        {"joins", WSIG_KIND_JOIN},
        {"leaves", WSIG_KIND_LEAVE},
        {"byes", WSIG_KIND_BYE},
        {"keepalives", WSIG_KIND_KEEPALIVE},
        {"ICE servers", WSIG_KIND_ICE_SERVERS},
        {"transport parameters", WSIG_KIND_TRANSPORT_PARAMETERS},
    };
    const char *comma = "";
    if (dialect->reads)
        printf("%s", dialect->reads);
    if (dialect->reads && !dialect->values)
        return;
    comma = dialect->reads ? "; " : "";
    for (size_t i = 0; i < sizeof by_kind / sizeof by_kind[0]; i++)
        if (has_kind(dialect, by_kind[i].kind)) {
            printf("%s%s", comma, by_kind[i].word);
            comma = ", ";
        }
    for (size_t i = 0; i < sizeof by_role / sizeof by_role[0]; i++)
        if (has_role(dialect, by_role[i].roles[0]) || has_role(dialect, by_role[i].roles[1])) {
            printf("%s%s", comma, by_role[i].word);
            comma = ", ";
        }
    if (!*comma)
        printf("descriptions and candidates");
}

/* The dialects by name: the evidence that gives each away, and what is read. */
static void print_dialects(void)
{
    const struct wsig_dialect *dialect;
    for (unsigned i = 0; (dialect = wsig_dialect_at(i)); i++) {
        printf("| `%s` | %s | ", dialect->name, dialect->title);
        if (dialect->subprotocol)
            printf("subprotocol `%s`; ", dialect->subprotocol);
        if (dialect->url)
            printf("URL with `%s`; ", dialect->url);
        printf("%s | ", dialect->strong      ? "the shape of its messages"
                        : dialect->read      ? "its messages"
                        : dialect->with_item ? "the shape of messages with an item"
                                             : "nothing else");
        print_decoded(dialect);
        printf(" |\n");
    }
    printf("| `w3c` | objects of the browser's API, as simple-peer's `signal` event gives them "
           "too, in "
           "no envelope that is known | what a value is | descriptions and candidates; verb, peers "
           "and room under the usual names |\n");
    printf(
        "| `raw-sdp` | a description or candidate by itself | what a value is | descriptions and "
        "candidates |\n");
    printf("| `mqtt` | what an MQTT packet holds, in no envelope that is known | subprotocol "
           "`mqtt` or "
           "`mqttv3.1`; its packets | PUBLISH: topics as rooms |\n");
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
        printf("| `wrtcsig.dialect` | system | known by | what is decoded |\n"
               "| --- | --- | --- | --- |\n");
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
