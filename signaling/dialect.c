/* dialect.c: see dialect.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

#define DIALECT(id) extern const struct wsig_dialect wsig_dialect_##id;
#include "dialects.def"
#undef DIALECT
#define CARRIER(id) extern const struct wsig_dialect wsig_carrier_##id;
#include "carriers.def"
#undef CARRIER

static const struct wsig_dialect *const dialects[] = {
#define DIALECT(id) &wsig_dialect_##id,
#include "dialects.def"
#undef DIALECT
};

static const struct wsig_dialect *const carriers[] = {
#define CARRIER(id) &wsig_carrier_##id,
#include "carriers.def"
#undef CARRIER
};
G_STATIC_ASSERT(G_N_ELEMENTS(carriers) <= 32); /* a set of them is 32 bits */

const struct wsig_dialect *wsig_dialect_at(unsigned index)
{
    return index < G_N_ELEMENTS(dialects) ? dialects[index] : NULL;
}

const struct wsig_dialect *wsig_carrier_at(unsigned index)
{
    return index < G_N_ELEMENTS(carriers) ? carriers[index] : NULL;
}

uint32_t wsig_carrier_bit(const struct wsig_dialect *carrier)
{
    for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++)
        if (carriers[i] == carrier)
            return 1u << i;
    return 0;
}

const struct wsig_dialect *wsig_dialect_by_subprotocol(struct wsig_slice subprotocol)
{
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        if (dialects[i]->subprotocol && wsig_slice_eq_ci(subprotocol, dialects[i]->subprotocol))
            return dialects[i];
    return NULL;
}

bool wsig_dialect_url_has(struct wsig_slice url, const char *words)
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
        if (dialects[i]->url && wsig_dialect_url_has(url, dialects[i]->url))
            return dialects[i];
    return NULL;
}

const struct wsig_dialect *wsig_dialect_by_name(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        if (strcmp(dialects[i]->name, name) == 0)
            return dialects[i];
    for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++)
        if (strcmp(carriers[i]->name, name) == 0)
            return carriers[i];
    return NULL;
}

const struct wsig_dialect *wsig_dialect_listener(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        if (dialects[i]->listen)
            return dialects[i];
    return NULL;
}

uint32_t wsig_carriers_by_subprotocol(struct wsig_slice subprotocol)
{
    uint32_t found = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++) {
        struct wsig_slice name, rest = wsig_slice_str(carriers[i]->subprotocol ?: "");
        while (wsig_slice_cut(&rest, ' ', &name))
            if (name.n > 0 && wsig_slice_same(name, subprotocol))
                found |= 1u << i;
    }
    return found;
}

uint32_t wsig_carriers_by_url(struct wsig_slice url)
{
    uint32_t found = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++)
        if ((carriers[i]->url && wsig_dialect_url_has(url, carriers[i]->url)) ||
            (carriers[i]->is_url && carriers[i]->is_url(url)))
            found |= 1u << i;
    return found;
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

/* By the first two characters. */
static uint64_t filter_bit(uint8_t first, uint8_t second)
{
    return (uint64_t)1 << ((first * 31u + second * 7u) & 63);
}

static uint64_t filter_of_key(struct wsig_slice key)
{
    if (key.n == 0)
        return 0;
    return filter_bit(key.p[0], key.n > 1 && key.p[1] != '.' ? key.p[1] : 0);
}

void wsig_dialect_set_root(struct wsig_document_view *doc, int root)
{
    const struct wsig_json *json = &doc->json;
    bool is_object = json->nodes[root].type == WSIG_JSON_OBJECT;
    unsigned n = 0;
    doc->root = root;
    doc->keys = 0;
    if (json->nodes[root].type > WSIG_JSON_ARRAY)
        return;
    for (int child = wsig_json_first(json, (size_t)root); child >= 0 && n < WSIG_NEIGHBOURS_MAX;
         child = wsig_json_after(json, (size_t)child), n++)
        doc->keys |= is_object ? filter_of_key(wsig_json_text(json, (size_t)child))
                     : n < 10  ? filter_bit((uint8_t)('0' + n), 0)
                               : filter_bit((uint8_t)('0' + n / 10), (uint8_t)('0' + n % 10));
}

static inline bool passes_filter(const struct wsig_document_view *doc, const char *path)
{
    uint8_t second = path[1] == '.' ? 0 : (uint8_t)path[1];
    return doc->keys == 0 || path[0] == '*' || (doc->keys & filter_bit((uint8_t)path[0], second));
}

int wsig_dialect_find(const struct wsig_document_view *doc, const char *path)
{
    int node = doc->json.count > 0 ? doc->root : -1;
    if (node < 0 || path[0] == '\0' || !passes_filter(doc, path))
        return path[0] == '\0' ? node : -1;
    if (path[0] == '*') {
        bool is_object = doc->json.nodes[node].type == WSIG_JSON_OBJECT;
        int key = is_object ? wsig_json_first(&doc->json, (size_t)node) : -1;
        return key >= 0 && path[1] == '2' ? wsig_json_after(&doc->json, (size_t)key) : key;
    }
    struct wsig_slice rest = wsig_slice_str(path), name;
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
    if (node < 0 || condition->type == WSIG_ABSENT)
        return node < 0 && condition->type == WSIG_ABSENT;
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
    case WSIG_EMPTY: /* and whole: its last character closes it */
        return type <= WSIG_JSON_ARRAY && text.n >= 2 &&
               (text.p[text.n - 1] == '}' || text.p[text.n - 1] == ']') &&
               wsig_slice_trim(wsig_slice(text.p + 1, text.n - 2)).n == 0;
    case WSIG_FROM_CLIENT:
        return doc->hint && doc->hint->from_client == 1;
    case WSIG_FROM_SERVER:
        return doc->hint && doc->hint->from_client == 0;
    case WSIG_ABSENT:
        break;
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

/* Nearly no shape does, and most are told by their first two conditions. */
static inline bool may_match(const struct wsig_document_view *doc, const struct wsig_shape *shape)
{
    const struct wsig_condition *first = &shape->all[0], *second = &shape->all[1];
    if (first->path[0] && first->type != WSIG_ABSENT && !passes_filter(doc, first->path))
        return false;
    return !second->path || !second->path[0] || second->type == WSIG_ABSENT ||
           passes_filter(doc, second->path);
}

static bool matches_any(const struct wsig_dialect *dialect, const struct wsig_document_view *doc,
                        const struct wsig_shape *shapes)
{
    for (; shapes && shapes->all[0].path; shapes++)
        if (may_match(doc, shapes) && matches(dialect, doc, shapes))
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
    if (!row && dialect->carrier)
        return wsig_carrier_kind(verb);
    return row ? row->kind : WSIG_KIND_CONTROL;
}

enum wsig_kind wsig_carrier_kind(struct wsig_slice verb)
{
    static const struct wsig_verb_row rows[] = {
        {"join", WSIG_KIND_JOIN},
        {"joinroom", WSIG_KIND_JOIN},
        {"leave", WSIG_KIND_LEAVE},
        {"leaveroom", WSIG_KIND_LEAVE},
        {"bye", WSIG_KIND_BYE},
        {"hangup", WSIG_KIND_BYE},
        {"ping", WSIG_KIND_KEEPALIVE},
        {"pong", WSIG_KIND_KEEPALIVE},
        {"heartbeat", WSIG_KIND_KEEPALIVE},
        {"keepalive", WSIG_KIND_KEEPALIVE},
        {"error", WSIG_KIND_ERROR},
    };
    char letters[16];
    if (!wsig_slice_fold(verb, letters, sizeof letters))
        return WSIG_KIND_CONTROL;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(letters, rows[i].verb) == 0)
            return rows[i].kind;
    return WSIG_KIND_CONTROL;
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

struct wsig_value *wsig_head_value(struct wsig_head *head, enum wsig_role role)
{
    switch (role) {
    case WSIG_ROLE_METHOD:
        return &head->method;
    case WSIG_ROLE_TRANSACTION:
        return &head->transaction;
    case WSIG_ROLE_ROOM:
        return &head->room;
    case WSIG_ROLE_PEER_FROM:
        return &head->peer_from;
    case WSIG_ROLE_PEER_TO:
        return &head->peer_to;
    case WSIG_ROLE_APP_SESSION:
        return &head->app_session;
    case WSIG_ROLE_ERROR:
        return &head->error;
    case WSIG_ROLE_ERROR_CODE:
        return &head->error_code;
    case WSIG_ROLE_REASON:
        return &head->reason;
    case WSIG_ROLE_ENDS:
        return &head->ends;
    case WSIG_ROLE_INNER:
        return &head->inner_method;
    case WSIG_ROLE_PC:
        return &head->pc;
    }
    g_assert_not_reached();
}

static void take_value(struct wsig_msg *msg, struct wsig_head *head,
                       const struct wsig_document_view *doc, const struct wsig_dialect_value *value)
{
    struct wsig_value *place = wsig_head_value(head, value->role);
    struct wsig_value found = {0};
    if (!place->text.p)
        found = wsig_document_value(doc, msg, wsig_dialect_find(doc, value->path));
    if (found.text.n > 0)
        *place = found;
}

/* A number that is a method is shown by its name. */
static void name_method(const struct wsig_dialect *dialect, struct wsig_head *head)
{
    for (const struct wsig_name_row *row = dialect->names; row && row->number; row++)
        if (wsig_slice_eq(head->method.text, row->number))
            head->method.text = wsig_slice_str(row->name);
}

void wsig_dialect_take(const struct wsig_dialect *dialect, const struct wsig_document_view *doc,
                       struct wsig_msg *msg, struct wsig_head *head)
{
    head->dialect = dialect->name;
    head->known = dialect;
    if (dialect->carrier)
        head->carriers[head->carrier_count++] = dialect;
    const struct wsig_implied_value *implied = dialect->implied;
    for (; implied && implied->text; implied++)
        if (!wsig_head_value(head, implied->role)->text.p && matches(dialect, doc, &implied->when))
            wsig_head_value(head, implied->role)->text = wsig_slice_str(implied->text);
    const struct wsig_conditional_value *row = dialect->conditional_values;
    for (; row && row->value.path; row++)
        if (holds(dialect, doc, &row->when))
            take_value(msg, head, doc, &row->value);
    for (const struct wsig_dialect_value *value = dialect->values; value && value->path; value++)
        take_value(msg, head, doc, value);
    name_method(dialect, head);
    if (dialect->replies)
        head->turn =
            matches_any(dialect, doc, dialect->replies) ? WSIG_TURN_REPLY : WSIG_TURN_REQUEST;
}

static void fill_carriers(struct wsig_head *inner, const struct wsig_head *outer)
{
    for (unsigned i = outer->carrier_count; i-- > 0;) {
        const struct wsig_dialect *carrier = outer->carriers[i];
        if (inner->carrier_count > 0 && inner->carriers[0] == carrier)
            continue; /* filled before, or the hub's batch of old SignalR */
        inner->carrier_count = MIN(inner->carrier_count + 1, WSIG_CARRIERS_MAX);
        memmove(inner->carriers + 1, inner->carriers,
                (inner->carrier_count - 1) * sizeof *inner->carriers);
        inner->carriers[0] = carrier;
    }
}

void wsig_head_fill(struct wsig_head *inner, const struct wsig_head *outer)
{
    struct wsig_head from = *outer;
    bool plain = !inner->known && outer->known; /* what was only guessed in it gives way */
    if (!inner->transaction.text.p)             /* the two go together */
        inner->turn = outer->turn;
    for (int role = WSIG_ROLE_METHOD; role <= WSIG_ROLE_PC; role++) {
        struct wsig_value *place = wsig_head_value(inner, (enum wsig_role)role);
        const struct wsig_value *other = wsig_head_value(&from, (enum wsig_role)role);
        if (!place->text.p || (plain && other->text.p))
            *place = *other;
    }
    bool by_carrier = !inner->known || inner->known->carrier;
    if (by_carrier && outer->known && (!inner->known || !outer->known->carrier)) {
        inner->known = outer->known;
        inner->dialect = outer->dialect;
    }
    fill_carriers(inner, outer);
}

bool wsig_dialect_owns(const struct wsig_document_view *doc, const struct wsig_hint *hint)
{
    return hint->dialect && !hint->dialect->mixed && doc->json.count > 0 &&
           doc->json.nodes[doc->root].type <= WSIG_JSON_ARRAY;
}

struct wsig_match wsig_dialect_match(const struct wsig_document_view *doc,
                                     const struct wsig_hint *hint, bool has_item)
{
    const struct wsig_dialect *own = hint->dialect;
    if (wsig_json_first(&doc->json, (size_t)doc->root) < 0) /* nobody's message is empty */
        return (struct wsig_match){NULL, false};
    if (own && matches_any(own, doc, own->strong))
        return (struct wsig_match){own, true};
    if (own && wsig_dialect_evidence(own, doc, has_item) != WSIG_EVIDENCE_NONE)
        return (struct wsig_match){own, false};
    if (hint->forced && (has_item || wsig_dialect_owns(doc, hint)))
        return (struct wsig_match){own, false};
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        if (matches_any(dialects[i], doc, dialects[i]->strong))
            return (struct wsig_match){dialects[i], true};
    for (size_t i = 0; has_item && i < G_N_ELEMENTS(dialects); i++)
        if (matches_any(dialects[i], doc, dialects[i]->with_item))
            return (struct wsig_match){dialects[i], false};
    if (hint->suspect && matches_any(hint->suspect, doc, hint->suspect->weak))
        return (struct wsig_match){hint->suspect, false};
    return (struct wsig_match){NULL, false};
}

struct wsig_match wsig_carrier_match(const struct wsig_document_view *doc,
                                     const struct wsig_hint *hint, bool has_item)
{
    for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++) {
        const struct wsig_dialect *c = carriers[i];
        bool known = hint->carriers & 1u << i;
        bool own = has_item || known || !hint->dialect;
        if ((own && matches_any(c, doc, c->strong)) ||
            (has_item && matches_any(c, doc, c->with_item)) ||
            (known && matches_any(c, doc, c->weak)))
            return (struct wsig_match){c, false};
    }
    return (struct wsig_match){NULL, false};
}
