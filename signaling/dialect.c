/* dialect.c: see dialect.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

#define DIALECT(id) extern const struct wsig_dialect wsig_dialect_##id;
#include "dialects.def"
#undef DIALECT

static const struct wsig_dialect *const dialects[] = {
#define DIALECT(id) &wsig_dialect_##id,
#include "dialects.def"
#undef DIALECT
};

const struct wsig_dialect *wsig_dialect_at(unsigned index)
{
    return index < G_N_ELEMENTS(dialects) ? dialects[index] : NULL;
}

const struct wsig_dialect *wsig_dialect_by_subprotocol(struct wsig_slice subprotocol)
{
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        if (dialects[i]->subprotocol && wsig_slice_eq_ci(subprotocol, dialects[i]->subprotocol))
            return dialects[i];
    return NULL;
}

static bool has_all_words(struct wsig_slice url, const char *words)
{
    char **list = g_strsplit(words, " ", -1);
    bool all = true;
    for (char **word = list; *word && all; word++)
        all = wsig_slice_has_ci(url, *word);
    g_strfreev(list);
    return all;
}

const struct wsig_dialect *wsig_dialect_by_url(struct wsig_slice url)
{
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        if (dialects[i]->url && has_all_words(url, dialects[i]->url))
            return dialects[i];
    return NULL;
}

const struct wsig_dialect *wsig_dialect_by_name(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        if (strcmp(dialects[i]->name, name) == 0)
            return dialects[i];
    return NULL;
}

static int member(const struct wsig_document_view *doc, int object, struct wsig_slice name)
{
    if (object < 0 || doc->json.nodes[object].type != WSIG_JSON_OBJECT)
        return -1;
    unsigned n = 0;
    for (int key = wsig_json_first(&doc->json, (size_t)object); key >= 0 && n < WSIG_NEIGHBOURS_MAX;
         key = wsig_json_after(&doc->json, (size_t)key), n++)
        if (wsig_slice_same(wsig_json_text(&doc->json, (size_t)key), name))
            return wsig_json_value(&doc->json, (size_t)key);
    return -1;
}

static int element(const struct wsig_document_view *doc, int array, struct wsig_slice part)
{
    uint64_t index;
    if (!wsig_slice_uint(part, WSIG_NEIGHBOURS_MAX - 1, &index))
        return -1;
    int value = wsig_json_first(&doc->json, (size_t)array);
    while (value >= 0 && index-- > 0)
        value = wsig_json_after(&doc->json, (size_t)value);
    return value;
}

int wsig_dialect_find(const struct wsig_document_view *doc, const char *path)
{
    struct wsig_slice rest = wsig_slice_str(path), name;
    int node = doc->json.count > 0 ? 0 : -1;
    if (node == 0 && strcmp(path, "*") == 0)
        return doc->json.nodes[0].type == WSIG_JSON_OBJECT ? wsig_json_first(&doc->json, 0) : -1;
    while (node >= 0 && wsig_slice_cut(&rest, '.', &name))
        node = doc->json.nodes[node].type == WSIG_JSON_ARRAY ? element(doc, node, name)
                                                             : member(doc, node, name);
    return node;
}

static const struct wsig_verb_row *find_verb(const struct wsig_dialect *dialect,
                                             struct wsig_slice verb)
{
    for (const struct wsig_verb_row *row = dialect->verbs; row && row->verb && verb.p; row++) {
        size_t n = strlen(row->verb);
        bool prefix = n > 0 && row->verb[n - 1] == '*';
        if (prefix                       ? verb.n >= n - 1 && memcmp(verb.p, row->verb, n - 1) == 0
            : dialect->verbs_in_any_case ? wsig_slice_eq_ci(verb, row->verb)
                                         : wsig_slice_eq(verb, row->verb))
            return row;
    }
    return NULL;
}

static bool is_among(struct wsig_slice text, const char *words)
{
    struct wsig_slice word, rest = wsig_slice_str(words);
    while (wsig_slice_cut(&rest, ' ', &word))
        if (wsig_slice_same(word, text))
            return true;
    return false;
}

static bool holds(const struct wsig_dialect *dialect, const struct wsig_document_view *doc,
                  const struct wsig_condition *condition)
{
    int node = wsig_dialect_find(doc, condition->path);
    if (node < 0)
        return false;
    enum wsig_json_type type = doc->json.nodes[node].type;
    struct wsig_slice text = wsig_json_text(&doc->json, (size_t)node);
    bool is_string = type == WSIG_JSON_STRING;
    bool is_number = type == WSIG_JSON_PRIMITIVE && text.n > 0 &&
                     (g_ascii_isdigit(text.p[0]) || text.p[0] == '-');
    switch (condition->type) {
    case WSIG_HAS:
        return !wsig_json_is(&doc->json, node, "null");
    case WSIG_STRING:
        return is_string && text.n > 0;
    case WSIG_NUMBER:
        return is_number;
    case WSIG_IS:
        return wsig_json_is(&doc->json, node, condition->value);
    case WSIG_IS_NOT:
        return is_number && !wsig_slice_eq(text, condition->value);
    case WSIG_OBJECT:
        return type == WSIG_JSON_OBJECT;
    case WSIG_ARRAY:
        return type == WSIG_JSON_ARRAY;
    case WSIG_TRUE:
        return wsig_json_is(&doc->json, node, "true");
    case WSIG_EQUALS:
        return is_string && wsig_slice_eq(text, condition->value);
    case WSIG_ENDS:
        return is_string && wsig_slice_ends(text, condition->value);
    case WSIG_BEGINS:
        return is_string && wsig_slice_starts(text, condition->value);
    case WSIG_AMONG:
        return is_string && is_among(text, condition->value);
    case WSIG_VERB:
        return is_string && find_verb(dialect, text);
    case WSIG_FROM_CLIENT:
        return doc->hint && doc->hint->from_client == 1;
    case WSIG_FROM_SERVER:
        return doc->hint && doc->hint->from_client == 0;
    }
    return false;
}

static bool matches(const struct wsig_dialect *dialect, const struct wsig_document_view *doc,
                    const struct wsig_shape *shape)
{
    unsigned i = 0;
    while (i < WSIG_CONDITIONS_MAX && shape->all[i].path && holds(dialect, doc, &shape->all[i]))
        i++;
    return i == WSIG_CONDITIONS_MAX || !shape->all[i].path;
}

static bool matches_any(const struct wsig_dialect *dialect, const struct wsig_document_view *doc,
                        const struct wsig_shape *shapes)
{
    for (; shapes && shapes->all[0].path; shapes++)
        if (matches(dialect, doc, shapes))
            return true;
    return false;
}

enum wsig_kind wsig_dialect_kind(const struct wsig_dialect *dialect,
                                 const struct wsig_document_view *doc, struct wsig_slice verb)
{
    for (const struct wsig_kind_row *row = dialect->kinds; row && row->shape.all[0].path; row++)
        if (matches(dialect, doc, &row->shape))
            return row->kind;
    const struct wsig_verb_row *row = find_verb(dialect, verb);
    return row ? row->kind : WSIG_KIND_CONTROL;
}

enum wsig_evidence wsig_dialect_evidence(const struct wsig_dialect *dialect,
                                         const struct wsig_document_view *doc, bool has_item)
{
    if (matches_any(dialect, doc, dialect->strong) ||
        (has_item && matches_any(dialect, doc, dialect->with_item)))
        return WSIG_EVIDENCE_STRONG;
    return matches_any(dialect, doc, dialect->weak) ? WSIG_EVIDENCE_WEAK : WSIG_EVIDENCE_NONE;
}

bool wsig_dialect_shows_capabilities(const struct wsig_dialect *dialect,
                                     const struct wsig_document_view *doc)
{
    return matches_any(dialect, doc, dialect->capabilities);
}

static struct wsig_value *slot(struct wsig_msg *msg, enum wsig_role role)
{
    switch (role) {
    case WSIG_ROLE_METHOD:
        return &msg->method;
    case WSIG_ROLE_TRANSACTION:
        return &msg->transaction;
    case WSIG_ROLE_ROOM:
        return &msg->room;
    case WSIG_ROLE_PEER_FROM:
        return &msg->peer_from;
    case WSIG_ROLE_PEER_TO:
        return &msg->peer_to;
    case WSIG_ROLE_APP_SESSION:
        return &msg->app_session;
    case WSIG_ROLE_ERROR:
        return &msg->error;
    case WSIG_ROLE_ERROR_CODE:
        return &msg->error_code;
    case WSIG_ROLE_REASON:
        return &msg->reason;
    case WSIG_ROLE_PC:
        return &msg->pc;
    }
    g_assert_not_reached();
}

static void take_value(struct wsig_msg *msg, const struct wsig_document_view *doc,
                       const struct wsig_dialect_value *value)
{
    struct wsig_value *place = slot(msg, value->role);
    struct wsig_value found = {0};
    if (!place->text.p)
        found = wsig_document_value(doc, msg, wsig_dialect_find(doc, value->path));
    if (found.text.n > 0)
        *place = found;
}

static void take_values(struct wsig_msg *msg, const struct wsig_document_view *doc,
                        const struct wsig_dialect *dialect)
{
    const struct wsig_implied_value *implied = dialect->implied;
    for (; implied && implied->text; implied++)
        if (!slot(msg, implied->role)->text.p && matches(dialect, doc, &implied->when))
            slot(msg, implied->role)->text = wsig_slice_str(implied->text);
    const struct wsig_conditional_value *row = dialect->conditional_values;
    for (; row && row->value.path; row++)
        if (holds(dialect, doc, &row->when))
            take_value(msg, doc, &row->value);
    for (const struct wsig_dialect_value *value = dialect->values; value && value->path; value++)
        take_value(msg, doc, value);
}

/* A connection that was recognised stays so: what else goes over it belongs to its system. */
static bool is_of_connection(const struct wsig_document_view *doc,
                             const struct wsig_dialect *dialect)
{
    return dialect && !dialect->mixed && doc->json.count > 0 &&
           (doc->json.nodes[0].type == WSIG_JSON_OBJECT ||
            doc->json.nodes[0].type == WSIG_JSON_ARRAY);
}

const struct wsig_dialect *wsig_dialect_read(struct wsig_msg *msg,
                                             const struct wsig_document_view *doc,
                                             const struct wsig_hint *hint, unsigned items,
                                             enum wsig_evidence *evidence)
{
    const struct wsig_dialect *found = NULL;
    bool has_item = msg->items->len > items;
    *evidence = WSIG_EVIDENCE_NONE;
    if (hint->dialect) {
        *evidence = wsig_dialect_evidence(hint->dialect, doc, has_item);
        found = *evidence != WSIG_EVIDENCE_NONE ? hint->dialect : NULL;
    }
    if (!found && hint->forced && (has_item || is_of_connection(doc, hint->dialect))) {
        found = hint->dialect;
        *evidence = WSIG_EVIDENCE_WEAK;
    }
    for (size_t i = 0; !found && i < G_N_ELEMENTS(dialects); i++)
        if (matches_any(dialects[i], doc, dialects[i]->strong))
            found = dialects[i];
    for (size_t i = 0; !found && has_item && i < G_N_ELEMENTS(dialects); i++)
        if (matches_any(dialects[i], doc, dialects[i]->with_item))
            found = dialects[i];
    if (found && *evidence == WSIG_EVIDENCE_NONE)
        *evidence = WSIG_EVIDENCE_STRONG;
    if (!found && !has_item && is_of_connection(doc, hint->dialect)) {
        found = hint->dialect;
        *evidence = WSIG_EVIDENCE_WEAK;
    }
    if (!found)
        return NULL;
    take_values(msg, doc, found);
    return found;
}
