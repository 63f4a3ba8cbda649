/* find-message.c: the part of the search that says whose message something is: which system's,
 * which carriers' it travels in, and what their envelopes say
 *
 * From the inside out: what a carrier holds is looked at before the carrier itself, and an outer
 * envelope only adds what the inner one leaves open.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "evidence.h"
#include "find-internal.h"

/* Carriers in carriers in one document. */
#define LAYERS_MAX 4

/* Items by their numbers, `end` is not one of them. */
struct range {
    unsigned first, end;
};

void wsig_find_wrap(struct wsig_finder *f, unsigned first, unsigned end, struct wsig_head *head)
{
    for (unsigned i = first; i < end; i++) {
        struct wsig_item *item = wsig_msg_item(f->msg, i);
        if (!item->head)
            item->head = head;
        else if (item->head != head && (i == first || item->head != item[-1].head))
            wsig_head_fill(item->head, head);
    }
}

/* The verb of a message says which description is in it, and its shape that its items are no
 * chance. False when they are all there is to say. */
static bool settle_items(struct wsig_finder *f, struct range items, enum wsig_kind kind,
                         bool certain)
{
    bool only_servers = true;
    for (unsigned i = items.first; i < items.end; i++) {
        struct wsig_item *item = wsig_msg_item(f->msg, i);
        if (item->sdp && item->derived && wsig_kind_is_description(kind))
            item->kind = kind;
        item->evidence = wsig_evidence_in_system(item->evidence, certain);
        only_servers &= item->kind == WSIG_KIND_ICE_SERVERS;
    }
    bool says_more = kind != WSIG_KIND_CONTROL && kind != WSIG_KIND_ICE_SERVERS;
    return items.first == items.end || (only_servers && says_more);
}

/* --- messages in JSON ------------------------------------------------------------------------ */

struct search {
    struct wsig_finder *f;
    struct wsig_document_view *doc;
    unsigned items; /* the document's first */
    bool message;
};

/* Those that were found in a value. The search went through the document in order. */
static struct range items_in(const struct search *s, int node)
{
    const struct wsig_msg *msg = s->f->msg;
    struct range range = {s->items, 0};
    while (range.first < msg->items->len && wsig_msg_item(msg, range.first)->node < node)
        range.first++;
    range.end = range.first;
    while (range.end < msg->items->len &&
           wsig_msg_item(msg, range.end)->node < (int)s->doc->json.nodes[node].next)
        range.end++;
    return range;
}

/* What is quoted to be read by people is no message, however certain its shape. */
static bool is_quoted(const struct search *s, int node)
{
    struct wsig_setting setting;
    wsig_document_setting(s->doc, node, s->f->envelope->verb, WSIG_WORDS_PROSE, &setting);
    return setting.prose;
}

/* A message of a known system is an item, even without a description or candidate in it. */
static bool add_message(const struct search *s, int node, unsigned at, struct wsig_item item)
{
    struct wsig_msg *msg = s->f->msg;
    bool alone = node == 0 && s->doc->json.roots == 1;
    if (!s->message && (item.evidence != WSIG_EVIDENCE_STRONG || is_quoted(s, node)))
        return false;
    if (s->f->packed && item.head->known->carrier)
        return false;
    if (msg->items->len >= WSIG_ITEMS_MAX) {
        s->f->overflow++;
        return false;
    }
    if (wsig_kind_is_description(item.kind))
        item.kind = WSIG_KIND_CONTROL; /* the verb promises a description, and there is none */
    item.path = wsig_document_path(s->doc, msg->arena, node);
    item.span = item.head->method.text.p
                    ? item.head->method.span
                    : wsig_msg_span(msg, s->doc->buffer,
                                    alone ? s->doc->json.text
                                          : wsig_json_text(&s->doc->json, (size_t)node));
    item.node = node;
    g_array_insert_val(msg->items, at, item);
    return true;
}

/* "$.offers[1].offer.sdp" is of the peer connection offers.1.offer_id. */
static void attach_pc(const struct search *s, int node, const struct wsig_pc_list *pcs,
                      struct wsig_item *item)
{
    struct wsig_arena *arena = s->f->msg->arena;
    const char *prefix =
        wsig_arena_printf(arena, "%s.%s[", wsig_document_path(s->doc, arena, node), pcs->array);
    struct wsig_slice rest = wsig_slice_str(item->path), number;
    if (!wsig_slice_starts(rest, prefix))
        return;
    rest = wsig_slice_from(rest, strlen(prefix));
    if (!wsig_slice_cut(&rest, ']', &number))
        return;
    const char *path = wsig_arena_printf(arena, "%s.%.*s.%s", pcs->array, (int)number.n,
                                         (const char *)number.p, pcs->member);
    item->pc = wsig_document_value(s->doc, s->f->msg, wsig_dialect_find(s->doc, path));
}

/* Sora's client asks with a description that no session will use. */
static void drop_descriptions(struct wsig_msg *msg, struct range *items)
{
    for (unsigned i = items->end; i-- > items->first;)
        if (wsig_msg_item(msg, i)->sdp) {
            g_array_remove_index(msg->items, i);
            items->end--;
        }
}

/* What its envelope says, and the kind of message that makes it. */
static enum wsig_kind read_envelope(const struct search *s, const struct wsig_dialect *dialect,
                                    struct wsig_head *head)
{
    wsig_dialect_take(dialect, s->doc, s->f->msg, head);
    enum wsig_kind kind = wsig_dialect_kind(dialect, s->doc, head->method.text);
    bool ends = kind == WSIG_KIND_BYE || kind == WSIG_KIND_LEAVE; /* as it should, or not */
    if (head->error.text.n > 0 && !ends)
        kind = WSIG_KIND_ERROR;
    if (kind != WSIG_KIND_ERROR)
        head->error_code = (struct wsig_value){{NULL, 0}, {0, 0, 0}};
    head->is_challenge =
        dialect->challenge && wsig_slice_eq(head->error_code.text, dialect->challenge);
    return kind;
}

static void take_message(const struct search *s, int node, struct wsig_match match)
{
    const struct wsig_dialect *dialect = match.dialect;
    struct range items = items_in(s, node);
    struct wsig_head *head = wsig_arena_alloc(s->f->msg->arena, sizeof *head);
    enum wsig_kind kind = read_envelope(s, dialect, head);
    if (wsig_dialect_shows_capabilities(dialect, s->doc))
        drop_descriptions(s->f->msg, &items);
    for (unsigned i = items.first; dialect->pcs.array && i < items.end; i++)
        attach_pc(s, node, &dialect->pcs, wsig_msg_item(s->f->msg, i));
    const struct wsig_item item = {
        .kind = kind,
        .evidence = wsig_evidence_of_system(match.certain, dialect->carrier),
        .head = head,
    };
    if (settle_items(s->f, items, kind, match.certain) && add_message(s, node, items.end, item))
        items.end++;
    wsig_find_wrap(s->f, items.first, items.end, head);
}

static bool read_message(const struct search *s, int node, unsigned layer);

static bool is_container(const struct search *s, int node)
{
    return node >= 0 && s->doc->json.nodes[node].type <= WSIG_JSON_ARRAY;
}

/* Elements of an array, or values of an object. */
static bool read_members(const struct search *s, int node, unsigned layer)
{
    const struct wsig_json *json = &s->doc->json;
    bool in_object = json->nodes[node].type == WSIG_JSON_OBJECT, any = false;
    for (int child = wsig_json_first(json, (size_t)node);
         child >= 0 && s->f->messages < WSIG_MESSAGES_MAX;
         child = wsig_json_after(json, (size_t)child)) {
        int value = in_object ? wsig_json_value(json, (size_t)child) : child;
        if (is_container(s, value))
            any |= read_message(s, value, layer);
    }
    return any;
}

/* What a carrier holds: a message, or a set of named arguments one of which is one. */
static void read_payloads(const struct search *s, int node, const struct wsig_dialect *carrier,
                          unsigned layer)
{
    for (const char *const *path = carrier->payloads; path && *path; path++) {
        wsig_dialect_set_root(s->doc, node);
        int payload = wsig_dialect_find(s->doc, *path);
        if (!is_container(s, payload))
            continue;
        if (!read_message(s, payload, layer) &&
            s->doc->json.nodes[payload].type == WSIG_JSON_OBJECT)
            read_members(s, payload, layer);
        struct range items = items_in(s, payload);
        wsig_find_plain(s->f, s->doc, items.first, items.end, payload, true);
    }
}

/* On a connection that is known to speak a system, what nobody else knows is that system's. */
static bool is_owned(const struct search *s, int node, unsigned layer, bool has_item)
{
    wsig_dialect_set_root(s->doc, node);
    return s->message && layer == 0 && (s->f->hint->forced || !has_item) &&
           wsig_dialect_owns(s->doc, s->f->hint);
}

static bool read_message(const struct search *s, int node, unsigned layer)
{
    struct range items = items_in(s, node);
    bool has_item = items.end > items.first;
    if (layer >= LAYERS_MAX || s->f->messages >= WSIG_MESSAGES_MAX)
        return false;
    s->f->messages++;
    wsig_dialect_set_root(s->doc, node);
    struct wsig_hint hint = *s->f->hint;
    if (!s->message) /* a part of one: it has to speak for itself */
        hint.dialect = hint.suspect = NULL;
    struct wsig_match match = wsig_dialect_match(s->doc, &hint, has_item);
    if (layer > 0) /* what is carried is the carrier's own message only when its shape is */
        hint.carriers = 0;
    if (!match.dialect)
        match = wsig_carrier_match(s->doc, &hint, has_item);
    bool is_array = s->doc->json.nodes[node].type == WSIG_JSON_ARRAY;
    if (!match.dialect && is_array && read_members(s, node, layer + 1))
        return true;
    if (!match.dialect && is_owned(s, node, layer, has_item))
        match.dialect = hint.dialect;
    if (!match.dialect)
        return false;
    if (match.dialect->carrier)
        read_payloads(s, node, match.dialect, layer + 1);
    wsig_dialect_set_root(s->doc, node);
    take_message(s, node, match);
    return true;
}

static void read_root(const struct search *s, int root)
{
    read_message(s, root, 0);
    struct range items = items_in(s, root);
    wsig_find_plain(s->f, s->doc, items.first, items.end, root, false);
}

void wsig_find_messages(struct wsig_finder *f, struct wsig_document_view *doc, unsigned items,
                        bool message)
{
    const struct search s = {f, doc, items, message};
    for (size_t root = 0; root < doc->json.count; root = doc->json.nodes[root].next)
        if (is_container(&s, (int)root))
            read_root(&s, (int)root);
    doc->root = 0;
    doc->keys = 0;
}

/* --- framings -------------------------------------------------------------------------------- */

/* A part of the text, or what was made of it: then the whole parcel stands for it. */
static struct wsig_value value_of(const struct wsig_finder *f, const struct wsig_place *place,
                                  struct wsig_slice s, struct wsig_slice bytes)
{
    const struct wsig_slice buffer = wsig_msg_buffer(f->msg, place->buffer)->bytes;
    bool within = s.p >= buffer.p && s.p + s.n <= buffer.p + buffer.n;
    struct wsig_value value = {0};
    if (s.n > 0)
        value = wsig_msg_value(f->msg, place->buffer, within ? s : bytes);
    if (value.text.p)
        value.text = s;
    return value;
}

static struct wsig_head *head_of(struct wsig_finder *f, const struct wsig_place *place,
                                 const struct wsig_dialect *carrier, const struct wsig_parcel *p)
{
    struct wsig_head *head = wsig_arena_alloc(f->msg->arena, sizeof *head);
    struct wsig_slice method = p->name ? wsig_slice_str(p->name) : p->method;
    head->dialect = carrier->name;
    head->known = carrier;
    head->carriers[head->carrier_count++] = carrier;
    head->method = value_of(f, place, method, p->bytes);
    head->transaction = value_of(f, place, p->transaction, p->bytes);
    head->room = value_of(f, place, p->room, p->bytes);
    head->error = value_of(f, place, p->error, p->bytes);
    head->turn = p->is_reply ? WSIG_TURN_REPLY : WSIG_TURN_REQUEST;
    return head;
}

static void add_detail(struct wsig_finder *f, const struct wsig_place *place, const char *name,
                       struct wsig_slice value)
{
    if (value.n == 0)
        return;
    const char *text = wsig_arena_utf8(f->msg->arena, value);
    const struct wsig_detail detail = {
        .label = wsig_arena_printf(f->msg->arena, "%s: %s", name, text),
        .text = wsig_arena_printf(f->msg->arena, "%s = %s", name, text),
        .span = wsig_msg_span(f->msg, place->buffer, value),
    };
    g_array_append_val(f->msg->details, detail);
}

static void add_own_message(struct wsig_finder *f, const struct wsig_place *place,
                            const struct wsig_parcel *parcel, struct wsig_head *head)
{
    struct wsig_item *item = wsig_find_add(
        f, parcel->kind, wsig_evidence_of_system(false, true), wsig_find_path(f, place),
        head->method.text.p ? head->method.span
                            : wsig_msg_span(f->msg, place->buffer, parcel->bytes));
    if (!item)
        return;
    item->head = head;
    add_detail(f, place, "code", parcel->code);
    add_detail(f, place, "reason", parcel->reason);
}

/* Where the payload is, or for an empty path the message itself: "body#1". */
static struct wsig_place place_of(struct wsig_finder *f, const struct wsig_place *place,
                                  const char *path, const char *number)
{
    struct wsig_place at = *place;
    if (place->outer)
        at.path = wsig_arena_printf(f->msg->arena, *path ? "{%s%s}" : "%s%s", path, number);
    else
        at.path = wsig_arena_printf(f->msg->arena, "%s%s", *path ? path : "$", number);
    return at;
}

static void find_in_parcel(struct wsig_finder *f, const struct wsig_place *place,
                           const struct wsig_dialect *carrier, const struct wsig_parcel *parcel,
                           const char *number)
{
    const struct wsig_envelope *outer = f->envelope, inner = {.verb = parcel->method};
    struct wsig_head *head = head_of(f, place, carrier, parcel);
    unsigned items = f->msg->items->len;
    if (parcel->payload.n > 0 && f->level < WSIG_NESTING_MAX) {
        struct wsig_place at = place_of(f, place, parcel->path ? parcel->path : "", number);
        at.record = !place->outer && !parcel->path;
        at.message = true;
        at.each = parcel->each;
        f->envelope = &inner;
        f->level++;
        if (place->buffer == 0)
            wsig_find_note_document(f->msg, parcel->payload);
        wsig_find_in_text(f, parcel->payload, &at);
        f->level--;
        f->envelope = outer;
    }
    if (f->msg->items->len == items && (parcel->known || !f->hint->dialect)) {
        const struct wsig_place at = place_of(f, place, "", number);
        add_own_message(f, &at, parcel, head);
    }
    wsig_find_wrap(f, items, f->msg->items->len, head);
}

static bool unwrap(const struct wsig_dialect *carrier, struct wsig_parcel *parcel)
{
    const struct wsig_parcel empty = {
        .arena = parcel->arena, .known = parcel->known, .rest = parcel->rest};
    *parcel = empty;
    parcel->kind = WSIG_KIND_CONTROL;
    return carrier->unwrap && parcel->rest.n > 0 && carrier->unwrap(parcel);
}

static bool find_in_parcels(struct wsig_finder *f, struct wsig_slice text,
                            const struct wsig_place *place, const struct wsig_dialect *carrier)
{
    struct wsig_parcel parcel = {.arena = f->msg->arena, .rest = text};
    parcel.known = f->hint->carriers & wsig_carrier_bit(carrier);
    unsigned n = 0;
    for (; unwrap(carrier, &parcel); n++)
        find_in_parcel(f, place, carrier, &parcel,
                       n > 0 || parcel.rest.n > 0 ? wsig_arena_printf(f->msg->arena, "#%u", n)
                                                  : "");
    return n > 0;
}

bool wsig_find_in_carrier(struct wsig_finder *f, struct wsig_slice text,
                          const struct wsig_place *place)
{
    const struct wsig_dialect *carrier;
    for (unsigned i = 0; (carrier = wsig_carrier_at(i)); i++)
        if (carrier->unwrap && find_in_parcels(f, text, place, carrier))
            return true;
    return false;
}
