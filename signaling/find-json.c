/* find-json.c: the part of the search that reads JSON: every string is a text again, and some
 * objects are items by their shape
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "evidence.h"
#include "find-internal.h"
#include "text.h"

/* A string shorter than this is neither SDP nor a candidate nor holds one. */
#define INTERESTING_MIN 12

/* A string longer than this is no single candidate attribute. */
#define CANDIDATE_MAX 1024

/* DTLS 1.2 implementations know six hashes. */
#define FINGERPRINTS_MAX         8
#define TRANSPORT_CANDIDATES_MAX 64

/* Of an object with a few members, all: what repeats one for ever costs no more. */
#define EARLY_MEMBERS 8

static void attach_indexes(struct wsig_finder *f, const struct wsig_document_view *doc,
                           const struct wsig_members *m, struct wsig_item *item)
{
    bool apprtc = m->sdp_mid < 0 && m->mid < 0 && wsig_document_is_string(doc, m->id) &&
                  m->label >= 0; /* AppRTC and Ant Media: "id" is the mid, "label" the index */
    int mid = m->sdp_mid >= 0 ? m->sdp_mid : apprtc ? m->id : m->mid;
    item->mid = wsig_document_value(doc, f->msg, mid);
    item->mline_index = wsig_document_value(doc, f->msg, apprtc ? m->label : m->sdp_mline_index);
    item->ufrag = wsig_document_value(doc, f->msg, m->ufrag);
}

static struct wsig_setting setting_of_member(struct wsig_finder *f,
                                             const struct wsig_document_view *doc,
                                             const struct wsig_members *m, int node)
{
    struct wsig_setting setting;
    wsig_document_setting(doc, node, f->envelope->verb, WSIG_WORDS_CANDIDATE, &setting);
    setting.member = true;
    setting.beside_indexes = m->sdp_mid >= 0 || m->sdp_mline_index >= 0 || m->ufrag >= 0;
    return setting;
}

/* Does the message speak of candidates at all, so that an empty one means their end? */
static bool may_be_empty(const struct wsig_document_view *doc, const struct wsig_members *m)
{
    return !wsig_document_has_description(doc, m) &&
           wsig_document_verb(doc, m->candidate) != WSIG_VERB_OTHER;
}

/* "candidate": "candidate:..." or "" in an object. */
static void find_candidate_string(struct wsig_finder *f, const struct wsig_document_view *doc,
                                  const struct wsig_members *m)
{
    struct wsig_setting setting = setting_of_member(f, doc, m, m->candidate);
    struct wsig_slice raw = wsig_json_text(&doc->json, (size_t)m->candidate);
    struct wsig_slice text = wsig_text_unescape(f->msg->arena, raw);
    struct wsig_place place = {
        .buffer = doc->buffer, .path = "", .outer = doc, .node = m->candidate};
    struct wsig_item *item;
    bool taken = true;
    if (raw.n == 0) {
        item = may_be_empty(doc, m) ? wsig_find_add(f, WSIG_KIND_END_OF_CANDIDATES,
                                                    wsig_evidence_empty_candidate(&setting),
                                                    wsig_find_path(f, &place),
                                                    wsig_msg_span(f->msg, doc->buffer, raw))
                                    : NULL;
    } else {
        unsigned buffers = f->msg->buffers->len;
        if (text.p != raw.p)
            place.buffer = wsig_msg_add_buffer(f->msg, text, "Unescaped candidate");
        item = wsig_find_candidate(f, text, &place, &setting);
        taken = item != NULL;
        if (!item)
            g_array_set_size(f->msg->buffers, buffers);
    }
    doc->json.nodes[m->candidate].taken = taken; /* else it may still hold JSON or base64 */
    if (!item)
        return;
    attach_indexes(f, doc, m, item);
    item->without_mline =
        raw.n > 0 && setting.beside_indexes && !item->mid.text.p && !item->mline_index.text.p;
}

/* An object that is one candidate, member by member. */
static struct wsig_candidate *candidate_of_members(struct wsig_finder *f,
                                                   const struct wsig_document_view *doc,
                                                   const struct wsig_members *m)
{
    struct wsig_candidate c = {0};
    bool known = m->type < 0;
    for (size_t i = 0; i < WSIG_CANDIDATE_TYPES && !known; i++)
        known = wsig_slice_eq(wsig_json_text(&doc->json, (size_t)m->type), wsig_candidate_types[i]);
    if (!known || m->stats >= 0 || m->foundation < 0 || m->address < 0 || m->port < 0 ||
        m->protocol < 0 || m->priority < 0)
        return NULL; /* getStats() has candidates too */
    c.foundation = wsig_document_value(doc, f->msg, m->foundation).text;
    c.component = wsig_document_value(doc, f->msg, m->component).text;
    c.transport = wsig_document_value(doc, f->msg, m->protocol).text;
    c.priority = wsig_document_value(doc, f->msg, m->priority).text;
    c.address = wsig_document_value(doc, f->msg, m->address).text;
    c.port = wsig_document_value(doc, f->msg, m->port).text;
    c.type = wsig_document_value(doc, f->msg, m->type).text;
    const char *text = wsig_arena_printf(
        f->msg->arena, "candidate:%.*s %.*s %.*s %.*s %.*s %.*s typ %.*s", (int)c.foundation.n,
        (const char *)c.foundation.p, c.component.p ? (int)c.component.n : 1,
        c.component.p ? (const char *)c.component.p : "1", (int)c.transport.n,
        (const char *)c.transport.p, (int)c.priority.n, (const char *)c.priority.p,
        (int)c.address.n, (const char *)c.address.p, (int)c.port.n, (const char *)c.port.p,
        c.type.p ? (int)c.type.n : 4, c.type.p ? (const char *)c.type.p : "host");
    const struct wsig_extension optional[] = {
        {wsig_slice_str("raddr"), wsig_document_value(doc, f->msg, m->related_address).text},
        {wsig_slice_str("rport"), wsig_document_value(doc, f->msg, m->related_port).text},
        {wsig_slice_str("tcptype"), wsig_document_value(doc, f->msg, m->tcptype).text},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(optional); i++)
        if (optional[i].value.n > 0)
            text = wsig_arena_printf(f->msg->arena, "%s %s %.*s", text,
                                     (const char *)optional[i].name.p, (int)optional[i].value.n,
                                     (const char *)optional[i].value.p);
    struct wsig_candidate *candidate = wsig_arena_alloc(f->msg->arena, sizeof *candidate);
    return wsig_candidate_parse(wsig_slice_str(text), candidate) == WSIG_OK ? candidate : NULL;
}

static void find_candidate_members(struct wsig_finder *f, const struct wsig_document_view *doc,
                                   const struct wsig_members *m, int object)
{
    struct wsig_candidate *candidate = candidate_of_members(f, doc, m);
    if (!candidate || doc->json.nodes[object].taken)
        return;
    struct wsig_slice bytes = wsig_json_text(&doc->json, (size_t)object);
    struct wsig_setting setting;
    wsig_document_setting(doc, object, f->envelope->verb, WSIG_WORDS_CANDIDATE, &setting);
    struct wsig_item *item = wsig_find_add(
        f, WSIG_KIND_CANDIDATE, wsig_evidence_candidate_members(&setting),
        wsig_document_path(doc, f->msg->arena, object), wsig_msg_span(f->msg, doc->buffer, bytes));
    if (!item)
        return;
    item->candidate = candidate;
    item->from_members = true;
    attach_indexes(f, doc, m, item);
}

static void add_end_of_candidates(struct wsig_finder *f, const struct wsig_document_view *doc,
                                  const struct wsig_members *m, int node,
                                  enum wsig_evidence evidence)
{
    struct wsig_item *item = wsig_find_add(
        f, WSIG_KIND_END_OF_CANDIDATES, evidence, wsig_document_path(doc, f->msg->arena, node),
        wsig_msg_span(f->msg, doc->buffer, wsig_json_text(&doc->json, (size_t)node)));
    if (item)
        attach_indexes(f, doc, m, item);
}

static struct wsig_item *add_object(struct wsig_finder *f, const struct wsig_document_view *doc,
                                    int node, enum wsig_kind kind, enum wsig_evidence evidence)
{
    return wsig_find_add(
        f, kind, evidence, wsig_document_path(doc, f->msg->arena, node),
        wsig_msg_span(f->msg, doc->buffer, wsig_json_text(&doc->json, (size_t)node)));
}

static void find_rollback(struct wsig_finder *f, const struct wsig_document_view *doc,
                          const struct wsig_members *m, int object)
{
    bool no_sdp = m->sdp < 0 || wsig_json_is(&doc->json, m->sdp, "null") ||
                  wsig_json_text(&doc->json, (size_t)m->sdp).n == 0;
    if (!no_sdp || !wsig_document_is_string(doc, m->type) ||
        !wsig_slice_eq(wsig_json_text(&doc->json, (size_t)m->type), "rollback"))
        return;
    struct wsig_setting setting;
    wsig_document_setting(doc, object, f->envelope->verb, WSIG_WORDS_PROSE, &setting);
    add_object(f, doc, object, WSIG_KIND_ROLLBACK, wsig_evidence_rollback(m->sdp >= 0, &setting));
}

/* The list is the item, found at its first element. */
static void find_ice_servers(struct wsig_finder *f, const struct wsig_document_view *doc,
                             int server)
{
    struct wsig_setting setting;
    struct wsig_slice name = {NULL, 0};
    int key, list = wsig_json_container(&doc->json, (size_t)server, &key);
    bool listed = list >= 0 && doc->json.nodes[list].type == WSIG_JSON_ARRAY;
    int node = listed ? list : server;
    if (listed && doc->json.nodes[server].index > 0)
        return;
    wsig_json_container(&doc->json, (size_t)node, &key);
    if (key >= 0)
        name = wsig_json_text(&doc->json, (size_t)key);
    wsig_document_setting(doc, node, f->envelope->verb, WSIG_WORDS_PROSE, &setting);
    bool named = wsig_slice_has_ci(name, "ice") && wsig_slice_has_ci(name, "server");
    add_object(f, doc, node, WSIG_KIND_ICE_SERVERS, wsig_evidence_ice_servers(named, &setting));
}

/* mediasoup's {"algorithm": "sha-256", "value": "AB:CD..."}, as SDP has it. */
static void attach_fingerprints(struct wsig_finder *f, const struct wsig_document_view *doc,
                                int list, struct wsig_item *item)
{
    struct wsig_members m;
    item->fingerprints =
        wsig_arena_alloc(f->msg->arena, FINGERPRINTS_MAX * sizeof *item->fingerprints);
    for (int node = wsig_json_first(&doc->json, (size_t)list);
         node >= 0 && item->fingerprint_count < FINGERPRINTS_MAX;
         node = wsig_json_after(&doc->json, (size_t)node)) {
        if (doc->json.nodes[node].type != WSIG_JSON_OBJECT || !wsig_document_members(doc, node, &m))
            continue;
        struct wsig_slice hash = wsig_document_value(doc, f->msg, m.algorithm).text;
        struct wsig_value value = wsig_document_value(doc, f->msg, m.value);
        if (!hash.p || !value.text.p)
            continue;
        value.text = wsig_slice_str(wsig_arena_printf(f->msg->arena, "%.*s %.*s", (int)hash.n,
                                                      (const char *)hash.p, (int)value.text.n,
                                                      (const char *)value.text.p));
        item->fingerprints[item->fingerprint_count++] = value;
    }
}

/* The candidates of a transport belong to its item, as those of an SDP do. */
static void attach_candidates(struct wsig_finder *f, const struct wsig_document_view *doc, int list,
                              struct wsig_item *item)
{
    struct wsig_members m;
    item->parts = wsig_arena_alloc(f->msg->arena, TRANSPORT_CANDIDATES_MAX * sizeof *item->parts);
    for (int node = wsig_json_first(&doc->json, (size_t)list);
         node >= 0 && item->part_count < TRANSPORT_CANDIDATES_MAX;
         node = wsig_json_after(&doc->json, (size_t)node)) {
        if (doc->json.nodes[node].type != WSIG_JSON_OBJECT || !wsig_document_members(doc, node, &m))
            continue;
        struct wsig_candidate *candidate = candidate_of_members(f, doc, &m);
        if (!candidate)
            continue;
        doc->json.nodes[node].taken = true;
        item->parts[item->part_count++] = (struct wsig_part_candidate){
            candidate,
            wsig_msg_span(f->msg, doc->buffer, wsig_json_text(&doc->json, (size_t)node))};
    }
}

static void find_transport(struct wsig_finder *f, const struct wsig_document_view *doc, int object,
                           const struct wsig_transport_members *m)
{
    struct wsig_setting setting;
    wsig_document_setting(doc, object, f->envelope->verb, WSIG_WORDS_PROSE, &setting);
    struct wsig_item *item = add_object(f, doc, object, WSIG_KIND_TRANSPORT_PARAMETERS,
                                        wsig_evidence_transport(m->bare, &setting));
    if (!item)
        return;
    item->ufrag = wsig_document_value(doc, f->msg, m->ufrag);
    item->pwd = wsig_document_value(doc, f->msg, m->password);
    if (m->fingerprints >= 0)
        attach_fingerprints(f, doc, m->fingerprints, item);
    if (m->candidates >= 0)
        attach_candidates(f, doc, m->candidates, item);
}

/* True when it is a description without SDP. */
static bool find_in_object(struct wsig_finder *f, const struct wsig_document_view *doc, int object)
{
    struct wsig_members m;
    struct wsig_transport_members transport;
    if (f->overflow > 0 || !wsig_document_members(doc, object, &m))
        return false;
    find_rollback(f, doc, &m, object);
    if (wsig_document_is_ice_server(doc, &m))
        find_ice_servers(f, doc, object);
    if (wsig_document_is_transport(doc, object, &m, &transport))
        find_transport(f, doc, object, &transport);
    if (wsig_document_is_string(doc, m.candidate)) {
        find_candidate_string(f, doc, &m);
    } else if (m.foundation >= 0) {
        find_candidate_members(f, doc, &m, object);
    } else if (wsig_json_is(&doc->json, m.candidate, "null") && may_be_empty(doc, &m)) {
        struct wsig_setting setting = setting_of_member(f, doc, &m, m.candidate);
        add_end_of_candidates(f, doc, &m, m.candidate, wsig_evidence_empty_candidate(&setting));
    }
    bool alone =
        wsig_json_after(&doc->json, (size_t)wsig_json_first(&doc->json, (size_t)object)) < 0;
    if (wsig_json_is(&doc->json, m.completed, "true") && wsig_document_is_candidate(doc, object) &&
        (alone || m.candidate >= 0)) {
        struct wsig_setting setting = setting_of_member(f, doc, &m, object);
        add_end_of_candidates(f, doc, &m, m.completed, wsig_evidence_completed(&setting));
    }
    return wsig_document_lacks_sdp(doc, &m);
}

/* An event about candidates without any: null or "" where one would be. The member "candidate"
 * itself is dealt with in its object. */
static void find_empty_event(struct wsig_finder *f, const struct wsig_document_view *doc, int node)
{
    struct wsig_members none;
    struct wsig_setting setting = {0};
    memset(&none, 0xFF, sizeof none); /* -1 everywhere */
    if (!wsig_document_is_candidate(doc, node) && wsig_document_is_candidate_event(doc, node))
        add_end_of_candidates(f, doc, &none, node, wsig_evidence_empty_candidate(&setting));
}

/* Twilio Video's list of all candidates so far: {"candidates": [...], ..., "complete": true}. An HR
 * system has one too, but of people. */
static void find_complete_list(struct wsig_finder *f, const struct wsig_document_view *doc,
                               int value)
{
    struct wsig_members m;
    unsigned n = f->msg->items->len;
    int key, object = wsig_json_container(&doc->json, (size_t)value, &key);
    if (key >= 0 && n > 0 && wsig_msg_item(f->msg, n - 1)->kind == WSIG_KIND_CANDIDATE &&
        wsig_document_members(doc, object, &m) && m.complete == value && m.candidates >= 0 &&
        doc->json.nodes[m.candidates].type == WSIG_JSON_ARRAY)
        add_end_of_candidates(f, doc, &m, value, WSIG_EVIDENCE_WEAK);
}

/* The same where "complete" stands before its list: `node`, in which a candidate was found, is the
 * list's last element. The end comes after all candidates. */
static void find_completed_list(struct wsig_finder *f, const struct wsig_document_view *doc,
                                int node)
{
    struct wsig_members m;
    const struct wsig_json *json = &doc->json;
    int key, list = wsig_json_container(json, (size_t)node, &key);
    if (list < 0 || json->nodes[list].type != WSIG_JSON_ARRAY ||
        json->nodes[list].next != json->nodes[node].next)
        return;
    int object = wsig_json_container(json, (size_t)list, &key);
    if (key >= 0 && wsig_document_members(doc, object, &m) && m.candidates == list &&
        m.complete >= 0 && m.complete < list && wsig_json_is(json, m.complete, "true"))
        add_end_of_candidates(f, doc, &m, m.complete, WSIG_EVIDENCE_WEAK);
}

/* The value of one of an object's first members, -1 when it has none of that name there. */
static int early_member(const struct wsig_json *json, int object, const char *name)
{
    int key = object >= 0 ? wsig_json_first(json, (size_t)object) : -1;
    for (unsigned i = 0; key >= 0 && i < EARLY_MEMBERS; i++) {
        if (wsig_slice_eq(wsig_json_text(json, (size_t)key), name))
            return wsig_json_value(json, (size_t)key);
        key = wsig_json_after(json, (size_t)key);
    }
    return -1;
}

/* LiveKit in JSON says on the last candidate that it is the last: {"candidateInit": "...", "final":
 * true}. */
static void find_final_trickle(struct wsig_finder *f, const struct wsig_document_view *doc,
                               int value)
{
    const struct wsig_json *json = &doc->json;
    struct wsig_members none;
    unsigned n = f->msg->items->len;
    const struct wsig_value mid = wsig_msg_item(f->msg, n - 1)->mid;
    int key, object = wsig_json_container(json, (size_t)value, &key);
    if (key < 0 || !wsig_slice_eq(wsig_json_text(json, (size_t)key), "candidateInit"))
        return;
    int final = early_member(json, object, "final");
    if (!wsig_json_is(json, final, "true"))
        return;
    memset(&none, 0xFF, sizeof none); /* -1 everywhere */
    add_end_of_candidates(f, doc, &none, final, WSIG_EVIDENCE_WEAK);
    if (f->msg->items->len > n)
        wsig_msg_item(f->msg, n)->mid = mid;
}

/* By the first bytes, so that most strings cost nothing more. */
static bool is_interesting(struct wsig_slice s)
{
    s = wsig_slice_trim(s);
    if (s.n < INTERESTING_MIN)
        return false;
    if (s.p[0] == '{' || s.p[0] == '[' || s.p[0] == '"' || wsig_slice_starts(s, "v=0") ||
        wsig_slice_starts(s, "a=") || wsig_slice_starts(s, "m="))
        return true;
    if (s.n <= CANDIDATE_MAX && g_strstr_len((const char *)s.p, (gssize)s.n, " typ "))
        return true;
    return wsig_text_maybe_base64(s);
}

/* An application message by its place: SockJS's strings, and a document that is one string. */
static bool is_message(const struct wsig_document_view *doc, const struct wsig_place *outer,
                       int node)
{
    int parent = doc->json.nodes[node].parent;
    return parent < 0 ? outer->message || !outer->outer : outer->each && parent == 0;
}

static void find_in_string(struct wsig_finder *f, const struct wsig_document_view *doc,
                           const struct wsig_place *outer, int node)
{
    struct wsig_slice raw = wsig_json_text(&doc->json, (size_t)node);
    bool escaped = raw.n > 0 && memchr(raw.p, '\\', raw.n);
    bool message = is_message(doc, outer, node);
    if (f->overflow > 0 ||
        (!message && (raw.n < INTERESTING_MIN || (!escaped && !is_interesting(raw)))))
        return; /* Gson writes "v\u003d0", so an escaped string tells nothing before it is undone */
    struct wsig_slice text = wsig_text_unescape(f->msg->arena, raw);
    if (!message && !is_interesting(text))
        return;
    struct wsig_place place = {
        .buffer = doc->buffer, .path = "", .outer = doc, .node = node, .message = message};
    if (text.p != raw.p) {
        wsig_find_in_decoded(f, text, "Unescaped JSON string", &place, place.path);
    } else if (f->level < WSIG_NESTING_MAX) {
        f->level++;
        wsig_find_in_text(f, text, &place);
        f->level--;
    }
}

/* Where something was found: the whole document is signaling then. */
static void check_duplicates(struct wsig_finder *f, const struct wsig_document_view *doc,
                             unsigned items)
{
    for (size_t i = 0; i < doc->json.count && f->msg->items->len > items; i++) {
        int key =
            doc->json.nodes[i].type == WSIG_JSON_OBJECT ? wsig_document_duplicate(doc, (int)i) : -1;
        if (key < 0)
            continue;
        struct wsig_slice name = wsig_json_text(&doc->json, (size_t)key);
        wsig_msg_find_fault(f->msg, WSIG_RULE_DUPLICATE_MEMBER,
                            wsig_msg_span(f->msg, doc->buffer, name), "\"%s\"",
                            wsig_arena_utf8(f->msg->arena, name));
        return; /* once for a document */
    }
}

static void check_complete(struct wsig_finder *f, const struct wsig_document_view *doc,
                           unsigned items)
{
    const struct wsig_json *json = &doc->json;
    if (json->complete || f->msg->items->len == items)
        return;
    struct wsig_slice rest = wsig_slice_from(json->text, json->error_at);
    struct wsig_span span = wsig_msg_span(f->msg, doc->buffer, rest);
    if (json->limited)
        wsig_msg_find_fault(f->msg, WSIG_RULE_LIMIT, span,
                            "JSON is nested deeper than %d or has more than %d values",
                            WSIG_JSON_DEPTH_MAX, WSIG_JSON_NODES_MAX);
    else
        wsig_msg_find_fault(f->msg, WSIG_RULE_MALFORMED, span,
                            "the text stops being JSON at byte %zu of %zu", json->error_at,
                            json->text.n);
}

static bool is_empty_event(const struct wsig_json *json, size_t i)
{
    const struct wsig_json_node *node = &json->nodes[i];
    return wsig_json_is(json, (int)i, "null") ||
           (node->type == WSIG_JSON_STRING && !wsig_json_is_key(json, i) &&
            (node->end == node->start || wsig_slice_eq(wsig_json_text(json, i), "null")));
}

/* All that is found in the value itself; the items remember it. True when it is a description
 * without SDP. */
static bool find_in_node(struct wsig_finder *f, const struct wsig_document_view *doc,
                         const struct wsig_place *place, size_t i)
{
    const struct wsig_json_node *node = &doc->json.nodes[i];
    unsigned items = f->msg->items->len;
    bool lacking = false;
    f->at = doc;
    f->at_node = (int)i;
    if (node->type == WSIG_JSON_OBJECT)
        lacking = find_in_object(f, doc, (int)i);
    else if (is_empty_event(&doc->json, i))
        find_empty_event(f, doc, (int)i);
    else if (wsig_json_is(&doc->json, (int)i, "true"))
        find_complete_list(f, doc, (int)i);
    else if (node->type == WSIG_JSON_STRING && !node->taken && !wsig_json_is_key(&doc->json, i))
        find_in_string(f, doc, place, (int)i);
    if (node->type == WSIG_JSON_STRING && f->msg->items->len > items)
        find_final_trickle(f, doc, (int)i);
    if (f->msg->items->len > items &&
        wsig_msg_item(f->msg, f->msg->items->len - 1)->kind == WSIG_KIND_CANDIDATE)
        find_completed_list(f, doc, (int)i);
    for (; items < f->msg->items->len; items++)
        wsig_msg_item(f->msg, items)->node = (int)i;
    return lacking;
}

/* {"type": "offer", "sdp": null} is no description. By itself it may be anything, so it counts on
 * signaling connections only, or where the dialect knows the message. */
static void note_lacking_sdp(struct wsig_finder *f, const struct wsig_document_view *doc,
                             int object, unsigned items)
{
    struct wsig_item *item =
        f->msg->items->len > items
            ? wsig_msg_item(f->msg, items)
            : add_object(f, doc, object, WSIG_KIND_CONTROL, WSIG_EVIDENCE_WEAK);
    if (item && item->kind == WSIG_KIND_CONTROL)
        item->lacks_sdp = true;
}

bool wsig_find_in_json(struct wsig_finder *f, struct wsig_slice text,
                       const struct wsig_place *place)
{
    struct wsig_document_view doc = {
        .buffer = place->buffer,
        .outer = place->outer,
        .outer_node = place->node,
        .hint = f->hint,
    };
    unsigned items = f->msg->items->len;
    int lacking = -1;
    if (text.p[0] != '{' && text.p[0] != '[' && (text.p[0] != '"' || text.p[text.n - 1] != '"'))
        return false;
    doc.path =
        place->record ? place->path : wsig_arena_printf(f->msg->arena, "%s{json}", place->path);
    wsig_json_parse(text, &doc.json);
    const struct wsig_document_view *outer = f->at;
    int outer_node = f->at_node;
    for (size_t i = 0; i < doc.json.count; i++)
        lacking = find_in_node(f, &doc, place, i) ? (int)i : lacking;
    f->at = outer;
    f->at_node = outer_node;
    check_duplicates(f, &doc, items);
    wsig_find_messages(f, &doc, items, place->message || !place->outer);
    check_complete(f, &doc, items);
    if (lacking >= 0)
        note_lacking_sdp(f, &doc, lacking, items);
    wsig_json_clear(&doc.json);
    return true;
}
