/* describe.c: see describe.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "describe.h"

#include "dialect.h"

/* The Info column is not the place for more. */
#define INFO_ITEMS_MAX 8

struct writer {
    struct wsig_msg *msg;
    uint32_t buffer; /* that the slices at hand point into */
    uint8_t depth;
    bool rebuilt;      /* the description at hand is no text on the wire */
    unsigned overflow; /* facts beyond the limit */
    struct wsig_finding_place place;
    unsigned next_finding; /* of those with a place; they come in its order */
};

/* Beyond the limit, a fact is written where nobody reads it. */
static struct wsig_fact *add(struct writer *w, enum wsig_fact_type type, enum wsig_field field,
                             struct wsig_span span)
{
    if (w->msg->facts->len >= WSIG_FACTS_MAX) {
        w->overflow++;
        return wsig_arena_alloc(w->msg->arena, sizeof(struct wsig_fact));
    }
    struct wsig_fact fact = {.type = type, .field = field, .depth = w->depth, .span = span};
    g_array_append_val(w->msg->facts, fact);
    return &g_array_index(w->msg->facts, struct wsig_fact, w->msg->facts->len - 1);
}

static struct wsig_span span_of(const struct writer *w, struct wsig_slice s)
{
    return wsig_msg_span(w->msg, w->buffer, s);
}

static struct wsig_fact *add_text(struct writer *w, enum wsig_field field, struct wsig_slice s)
{
    if (!s.p)
        return NULL;
    struct wsig_fact *fact = add(w, WSIG_FACT_TEXT, field, span_of(w, s));
    fact->text = wsig_arena_utf8(w->msg->arena, s);
    return fact;
}

static void add_number(struct writer *w, enum wsig_field field, struct wsig_slice s,
                       uint64_t number)
{
    if (s.p)
        add(w, WSIG_FACT_NUMBER, field, span_of(w, s))->number = number;
}

/* A number that stands in the text as digits; left out when it does not. */
static void add_digits(struct writer *w, enum wsig_field field, struct wsig_slice s)
{
    uint64_t number;
    if (s.p && wsig_slice_uint(s, UINT32_MAX, &number))
        add_number(w, field, s, number);
}

static void add_derived(struct writer *w, enum wsig_field field, const char *text)
{
    struct wsig_fact *fact = add(w, WSIG_FACT_TEXT, field, (struct wsig_span){0, 0, 0});
    fact->text = text;
    fact->generated = true;
}

static void add_value(struct writer *w, enum wsig_field field, const struct wsig_value *value)
{
    if (!value->text.p)
        return;
    struct wsig_fact *fact = add(w, WSIG_FACT_TEXT, field, value->span);
    fact->text = wsig_arena_utf8(w->msg->arena, value->text);
    fact->generated = value->span.length == 0 && value->text.n > 0;
}

static void add_fault(struct writer *w, enum wsig_rule rule, struct wsig_span span,
                      const char *text)
{
    if (w->msg->truncated)
        return;
    struct wsig_fact *fact = add(w, WSIG_FACT_FINDING, WSIG_FIELD_KIND, span);
    fact->number = rule;
    fact->text = text;
}

static const struct wsig_finding *finding_at(const struct writer *w, unsigned i)
{
    return &g_array_index(w->msg->findings, struct wsig_finding, i);
}

/* What wsig_lint() found at the place at hand. */
static void add_findings(struct writer *w)
{
    for (; w->next_finding < w->msg->findings->len; w->next_finding++) {
        const struct wsig_finding *f = finding_at(w, w->next_finding);
        if (f->place.item >= 0 && memcmp(&f->place, &w->place, sizeof f->place) != 0)
            return;
        if (f->place.item >= 0)
            add_fault(w, f->rule, f->span, f->text);
    }
}

/* --- candidates ------------------------------------------------------------------------------ */

static void add_address(struct writer *w, const struct wsig_candidate *c)
{
    static const struct {
        enum wsig_fact_type type;
        enum wsig_field field;
    } kinds[] = {
        [WSIG_ADDRESS_HOSTNAME] = {WSIG_FACT_TEXT, WSIG_FIELD_CANDIDATE_HOSTNAME},
        [WSIG_ADDRESS_IPV4] = {WSIG_FACT_IPV4, WSIG_FIELD_CANDIDATE_IPV4},
        [WSIG_ADDRESS_IPV6] = {WSIG_FACT_IPV6, WSIG_FIELD_CANDIDATE_IPV6},
    };
    if (!c->address.p)
        return;
    add_text(w, WSIG_FIELD_CANDIDATE_ADDRESS, c->address);
    add(w, kinds[c->address_kind].type, kinds[c->address_kind].field, span_of(w, c->address))
        ->text = wsig_arena_utf8(w->msg->arena, c->address);
}

static void add_extension(struct writer *w, const struct wsig_extension *e)
{
    static const struct {
        const char *name;
        enum wsig_field field;
        bool number;
    } known[] = {
        {"tcptype", WSIG_FIELD_CANDIDATE_TCPTYPE, false},
        {"generation", WSIG_FIELD_CANDIDATE_GENERATION, true},
        {"ufrag", WSIG_FIELD_CANDIDATE_UFRAG, false},
        {"network-id", WSIG_FIELD_CANDIDATE_NETWORK_ID, true},
        {"network-cost", WSIG_FIELD_CANDIDATE_NETWORK_COST, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (!wsig_slice_eq_ci(e->name, known[i].name))
            continue;
        if (known[i].number)
            add_digits(w, known[i].field, e->value);
        else
            add_text(w, known[i].field, e->value);
        return;
    }
    struct wsig_slice both = {e->name.p, (size_t)(e->value.p + e->value.n - e->name.p)};
    add_text(w, WSIG_FIELD_CANDIDATE_EXTENSION, both);
}

static void add_priority(struct writer *w, const struct wsig_candidate *c)
{
    if (!c->priority.p)
        return;
    add_number(w, WSIG_FIELD_CANDIDATE_PRIORITY, c->priority, c->priority_value);
    const struct {
        enum wsig_field field;
        unsigned value;
    } parts[] = {
        {WSIG_FIELD_CANDIDATE_TYPE_PREFERENCE, wsig_priority_type(c->priority_value)},
        {WSIG_FIELD_CANDIDATE_LOCAL_PREFERENCE, wsig_priority_local(c->priority_value)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        struct wsig_fact *fact = add(w, WSIG_FACT_NUMBER, parts[i].field, span_of(w, c->priority));
        fact->number = parts[i].value;
        fact->generated = true;
    }
}

static void add_candidate_parts(struct writer *w, const struct wsig_candidate *c)
{
    add_text(w, WSIG_FIELD_CANDIDATE_FOUNDATION, c->foundation);
    add_number(w, WSIG_FIELD_CANDIDATE_COMPONENT, c->component, c->component_value);
    struct wsig_fact *transport = add_text(w, WSIG_FIELD_CANDIDATE_TRANSPORT, c->transport);
    if (transport) {
        char *lower = g_ascii_strdown(transport->text, -1);
        transport->text = wsig_arena_strndup(w->msg->arena, lower, strlen(lower));
        g_free(lower);
    }
    add_priority(w, c);
    add_address(w, c);
    add_number(w, WSIG_FIELD_CANDIDATE_PORT, c->port, c->port_value);
    add_text(w, WSIG_FIELD_CANDIDATE_TYPE, c->type);
    add_text(w, WSIG_FIELD_CANDIDATE_RELATED_ADDRESS, c->related_address);
    add_number(w, WSIG_FIELD_CANDIDATE_RELATED_PORT, c->related_port, c->related_port_value);
    for (unsigned i = 0; i < c->extension_count; i++)
        add_extension(w, &c->extensions[i]);
}

static void add_candidate(struct writer *w, const struct wsig_candidate *c)
{
    struct wsig_fact *fact = add_text(w, WSIG_FIELD_CANDIDATE, c->text);
    fact->has_children = true;
    fact->label = wsig_arena_printf(
        w->msg->arena, "Candidate %s: %s",
        c->error ? "(malformed)" : wsig_candidate_summary(w->msg->arena, c), fact->text);
    w->depth++;
    if (c->error)
        add_fault(w, WSIG_RULE_CANDIDATE_MALFORMED,
                  c->error_at.p ? span_of(w, c->error_at) : span_of(w, c->text), c->error);
    add_candidate_parts(w, c);
    if (w->place.line >= 0)
        add_findings(w);
    w->depth--;
}

/* The candidate was rebuilt from an object's members: its parts have no bytes of their own, the
 * object's stand for all of them. */
static void settle_on(struct writer *w, unsigned first, struct wsig_span span)
{
    if (first < w->msg->facts->len)
        g_array_index(w->msg->facts, struct wsig_fact, first).generated = true;
    for (unsigned i = first; i < w->msg->facts->len; i++)
        g_array_index(w->msg->facts, struct wsig_fact, i).span = span;
}

static void add_candidate_of_members(struct writer *w, const struct wsig_candidate *candidate,
                                     struct wsig_span span)
{
    unsigned first = w->msg->facts->len;
    uint32_t buffer = w->buffer;
    w->buffer = wsig_msg_add_buffer(w->msg, candidate->text, NULL);
    add_candidate(w, candidate);
    settle_on(w, first, span);
    w->buffer = buffer;
}

static void add_candidate_item(struct writer *w, const struct wsig_item *item)
{
    if (item->candidate && item->from_members)
        add_candidate_of_members(w, item->candidate, item->span);
    else if (item->candidate)
        add_candidate(w, item->candidate);
    add_value(w, WSIG_FIELD_CANDIDATE_MID, &item->mid);
    uint64_t index;
    if (item->mline_index.text.p && wsig_slice_uint(item->mline_index.text, UINT32_MAX, &index))
        add(w, WSIG_FACT_NUMBER, WSIG_FIELD_CANDIDATE_MLINE_INDEX, item->mline_index.span)->number =
            index;
    bool has_ufrag = item->candidate && wsig_candidate_extension(item->candidate, "ufrag").p;
    if (!has_ufrag)
        add_value(w, WSIG_FIELD_CANDIDATE_UFRAG, &item->ufrag);
}

/* --- descriptions ---------------------------------------------------------------------------- */

static void add_codecs(struct writer *w, const struct wsig_sdp *sdp,
                       const struct wsig_sdp_media *media)
{
    struct wsig_codec codecs[WSIG_PAYLOAD_TYPES];
    struct wsig_slice rest = media->formats, format;
    wsig_sdp_codecs(sdp, media, codecs);
    while (wsig_slice_cut(&rest, ' ', &format)) {
        uint64_t type;
        if (!wsig_slice_uint(format, WSIG_PAYLOAD_TYPES - 1, &type) || !codecs[type].name.p)
            continue;
        struct wsig_fact *fact =
            add_text(w, WSIG_FIELD_SDP_CODEC, codecs[type].is_static ? format : codecs[type].name);
        fact->text = wsig_arena_utf8(w->msg->arena, codecs[type].name);
        fact->generated = codecs[type].is_static;
        fact->label = wsig_arena_printf(w->msg->arena, "Codec %u: %s", (unsigned)type, fact->text);
    }
}

/* Attributes of the session part or of one m-section that are shown one by one. */
static void add_attributes(struct writer *w, const struct wsig_sdp *sdp, int media)
{
    static const struct {
        enum wsig_sdp_name name;
        enum wsig_field field;
    } shown[] = {
        {WSIG_SDP_DIRECTION, WSIG_FIELD_SDP_DIRECTION},
        {WSIG_SDP_SETUP, WSIG_FIELD_SDP_SETUP},
        {WSIG_SDP_FINGERPRINT, WSIG_FIELD_SDP_FINGERPRINT},
        {WSIG_SDP_ICE_UFRAG, WSIG_FIELD_ICE_UFRAG},
        {WSIG_SDP_ICE_PWD, WSIG_FIELD_ICE_PWD},
        {WSIG_SDP_ICE_OPTIONS, WSIG_FIELD_ICE_OPTIONS},
    };
    size_t i = media >= 0 ? sdp->media[media].first_line : 0;
    size_t end = media >= 0         ? sdp->media[media].end_line
                 : sdp->media_count ? sdp->media[0].first_line
                                    : sdp->line_count;
    for (; i < end; i++) {
        const struct wsig_sdp_line *line = &sdp->lines[i];
        for (size_t k = 0; k < G_N_ELEMENTS(shown); k++)
            if (shown[k].name == line->name)
                add_text(w, shown[k].field, line->value);
        if (line->name == WSIG_SDP_CANDIDATE) {
            struct wsig_candidate candidate;
            unsigned first = w->msg->facts->len;
            wsig_candidate_parse(line->text, &candidate);
            w->place.line = (int)i;
            add_candidate(w, &candidate);
            w->place.line = -1;
            if (first < w->msg->facts->len && w->rebuilt)
                g_array_index(w->msg->facts, struct wsig_fact, first).generated = true;
        }
    }
    add_findings(w);
}

static void add_media(struct writer *w, const struct wsig_sdp *sdp, int index)
{
    const struct wsig_sdp_media *media = &sdp->media[index];
    struct wsig_fact *fact = add_text(w, WSIG_FIELD_SDP_MEDIA, media->kind);
    if (!fact)
        return;
    fact->has_children = true;
    fact->span = span_of(w, sdp->lines[media->first_line].text);
    fact->label = wsig_arena_printf(w->msg->arena, "Media: %s (mid %s)%s", fact->text,
                                    media->mid.p ? wsig_arena_utf8(w->msg->arena, media->mid) : "-",
                                    media->rejected ? ", rejected" : "");
    w->depth++;
    add_text(w, WSIG_FIELD_SDP_MID, media->mid);
    if (media->port.p && !w->rebuilt)
        add(w, WSIG_FACT_BOOL, WSIG_FIELD_SDP_REJECTED, span_of(w, media->port))->number =
            media->rejected;
    bool is_rtp = !wsig_slice_eq(media->kind, "application");
    if (is_rtp && !wsig_sdp_value(sdp, index, WSIG_SDP_DIRECTION).p &&
        !wsig_sdp_value(sdp, -1, WSIG_SDP_DIRECTION).p)
        add_derived(w, WSIG_FIELD_SDP_DIRECTION, "sendrecv"); /* RFC 8866 section 6.7 */
    if (is_rtp)
        add_codecs(w, sdp, media);
    w->place.media = index;
    add_attributes(w, sdp, index);
    w->place.media = -1;
    w->depth--;
}

/* "<session id> <version>" of o=<user> <session id> <version> IN IP4 <address>. */
static struct wsig_slice origin_id(const struct wsig_sdp *sdp)
{
    struct wsig_slice rest = wsig_sdp_value(sdp, -1, WSIG_SDP_ORIGIN), user, id, version;
    if (rest.p && wsig_slice_cut(&rest, ' ', &user) && wsig_slice_cut(&rest, ' ', &id) &&
        wsig_slice_cut(&rest, ' ', &version))
        return wsig_slice(id.p, (size_t)(version.p + version.n - id.p));
    return wsig_slice(NULL, 0);
}

static struct wsig_slice bundle_mids(const struct wsig_sdp *sdp)
{
    for (size_t i = 0; i < sdp->line_count && sdp->lines[i].media < 0; i++)
        if (sdp->lines[i].name == WSIG_SDP_GROUP &&
            wsig_slice_starts(sdp->lines[i].value, "BUNDLE"))
            return wsig_slice_trim(wsig_slice_from(sdp->lines[i].value, strlen("BUNDLE")));
    return wsig_slice(NULL, 0);
}

static void add_description(struct writer *w, const struct wsig_item *item)
{
    const struct wsig_sdp *sdp = item->sdp;
    if (item->result == WSIG_MALFORMED)
        add_fault(w, WSIG_RULE_SDP_MALFORMED, span_of(w, sdp->error_at), sdp->error);
    if (sdp->limited)
        add_fault(w, WSIG_RULE_LIMIT, item->span, "the description has more lines than are read");
    w->rebuilt = item->rebuilt;
    if (!item->rebuilt)
        add_text(w, WSIG_FIELD_SDP_ORIGIN, origin_id(sdp));
    add_text(w, WSIG_FIELD_SDP_BUNDLE, bundle_mids(sdp));
    struct wsig_fact *count = add(w, WSIG_FACT_NUMBER, WSIG_FIELD_SDP_CANDIDATES, item->span);
    count->number = sdp->candidate_count;
    count->generated = true;
    add_attributes(w, sdp, -1);
    for (size_t i = 0; i < sdp->media_count; i++)
        add_media(w, sdp, (int)i);
}

static void add_transport(struct writer *w, const struct wsig_item *item)
{
    add_value(w, WSIG_FIELD_SDP_MID, &item->mid);
    add_value(w, WSIG_FIELD_ICE_UFRAG, &item->ufrag);
    add_value(w, WSIG_FIELD_ICE_PWD, &item->pwd);
    for (unsigned i = 0; i < item->fingerprint_count; i++)
        add_value(w, WSIG_FIELD_SDP_FINGERPRINT, &item->fingerprints[i]);
    add_value(w, WSIG_FIELD_SDP_SETUP, &item->setup);
    for (unsigned i = 0; i < item->part_count; i++)
        add_candidate_of_members(w, item->parts[i].candidate, item->parts[i].span);
}

/* --- the message ----------------------------------------------------------------------------- */

/* Dialects that are not JSON write into the message itself. */
static const struct wsig_head *head_of(const struct wsig_msg *msg, const struct wsig_item *item)
{
    return msg->parts->len > 0 && item->head ? item->head : &msg->head;
}

static const char *item_summary(struct wsig_msg *msg, const struct wsig_item *item)
{
    const struct wsig_head *head = head_of(msg, item);
    GString *text = g_string_new(wsig_kind_title(item->kind));
    if (item->sdp) {
        struct wsig_slice bundle = bundle_mids(item->sdp);
        for (size_t i = 0; i < item->sdp->media_count; i++)
            g_string_append_printf(text, "%s%s%s", i ? ", " : ": ",
                                   wsig_arena_utf8(msg->arena, item->sdp->media[i].kind),
                                   item->sdp->media[i].rejected ? " (rejected)" : "");
        if (bundle.n > 0)
            g_string_append_printf(text, "; BUNDLE %s", wsig_arena_utf8(msg->arena, bundle));
        if (item->sdp->candidate_count > 0)
            g_string_append_printf(text, "; %u candidate%s", item->sdp->candidate_count,
                                   item->sdp->candidate_count > 1 ? "s" : "");
    }
    if (item->kind > WSIG_KIND_TRANSPORT_PARAMETERS && head->method.text.n > 0)
        g_string_append_printf(text, ": %s", wsig_arena_utf8(msg->arena, head->method.text));
    if (item->kind > WSIG_KIND_TRANSPORT_PARAMETERS && head->inner_method.text.n > 0 &&
        !wsig_slice_same(head->inner_method.text, head->method.text))
        g_string_append_printf(text, " (%s)", wsig_arena_utf8(msg->arena, head->inner_method.text));
    bool ends = item->kind == WSIG_KIND_BYE || item->kind == WSIG_KIND_LEAVE;
    const struct wsig_value *why = item->kind == WSIG_KIND_ERROR ? &head->error : &head->reason;
    if ((ends || item->kind == WSIG_KIND_ERROR) && why->text.n > 0)
        g_string_append_printf(text, ": %s", wsig_arena_utf8(msg->arena, why->text));
    if (item->candidate)
        g_string_append_printf(text, " %s",
                               item->result == WSIG_MALFORMED
                                   ? "(malformed)"
                                   : wsig_candidate_summary(msg->arena, item->candidate));
    if (item->mid.text.n > 0)
        g_string_append_printf(text, " (mid %s)", wsig_arena_utf8(msg->arena, item->mid.text));
    else if (item->mline_index.text.n > 0)
        g_string_append_printf(text, " (m-line %s)",
                               wsig_arena_utf8(msg->arena, item->mline_index.text));
    const char *copy = wsig_arena_strndup(msg->arena, text->str, text->len);
    g_string_free(text, TRUE);
    return copy;
}

static void add_item(struct writer *w, unsigned index)
{
    const struct wsig_item *item = wsig_msg_item(w->msg, index);
    struct wsig_fact *kind = add(w, WSIG_FACT_TEXT, WSIG_FIELD_KIND, item->span);
    kind->text = wsig_kind_text(item->kind);
    kind->generated = item->derived;
    kind->has_children = true;
    kind->label = item_summary(w->msg, item);
    w->depth++;
    w->buffer = item->span.buffer;
    w->place = (struct wsig_finding_place){(int)index, -1, -1};
    add(w, WSIG_FACT_TEXT, WSIG_FIELD_PATH, item->span)->text = item->path;
    add_value(w, WSIG_FIELD_PC, &item->pc);
    if (item->sdp)
        add_description(w, item);
    else if (item->kind == WSIG_KIND_TRANSPORT_PARAMETERS)
        add_transport(w, item);
    else
        add_candidate_item(w, item);
    add_findings(w);
    w->depth--;
}

static void add_details(struct writer *w)
{
    for (unsigned i = 0; i < w->msg->details->len; i++) {
        const struct wsig_detail *detail = &g_array_index(w->msg->details, struct wsig_detail, i);
        bool last = i + 1 == w->msg->details->len;
        w->depth = detail->depth;
        struct wsig_fact *fact = add(w, WSIG_FACT_TEXT, WSIG_FIELD_MEMBER, detail->span);
        fact->text = detail->text;
        fact->label = detail->label;
        fact->has_children =
            !last &&
            g_array_index(w->msg->details, struct wsig_detail, i + 1).depth > detail->depth;
    }
    w->depth = 0;
}

static bool has_kind(const struct wsig_msg *msg, const struct wsig_part *part, enum wsig_kind kind)
{
    for (unsigned i = part->first; i < part->first + part->count; i++)
        if (wsig_msg_item(msg, i)->kind == kind)
            return true;
    return false;
}

static const char *error_text(struct wsig_msg *msg, const struct wsig_head *head)
{
    const struct wsig_value *text = head->error.text.n > 0 ? &head->error : &head->method;
    return wsig_arena_utf8(msg->arena, text->text);
}

static void add_head(struct writer *w, const struct wsig_head *head)
{
    if (head->dialect)
        add_derived(w, WSIG_FIELD_DIALECT, head->dialect);
    for (unsigned i = 0; i < head->carrier_count; i++)
        add_derived(w, WSIG_FIELD_CARRIER, head->carriers[i]->name);
    add_value(w, WSIG_FIELD_METHOD, &head->method);
    add_value(w, WSIG_FIELD_INNER_METHOD, &head->inner_method);
    add_value(w, WSIG_FIELD_TRANSACTION, &head->transaction);
    add_value(w, WSIG_FIELD_ROOM, &head->room);
    add_value(w, WSIG_FIELD_PEER_FROM, &head->peer_from);
    add_value(w, WSIG_FIELD_PEER_TO, &head->peer_to);
    add_value(w, WSIG_FIELD_APP_SESSION, &head->app_session);
    add_value(w, WSIG_FIELD_ERROR, &head->error);
    add_value(w, WSIG_FIELD_ERROR_CODE, &head->error_code);
    add_value(w, WSIG_FIELD_REASON, &head->reason);
    add_value(w, WSIG_FIELD_PC, &head->pc);
}

static void add_part(struct writer *w, const struct wsig_part *part)
{
    const struct wsig_head *head = part->head;
    add_head(w, head);
    for (unsigned i = part->first; i < part->first + part->count; i++)
        add_item(w, i);
    if (w->depth == 0)
        add_details(w);
    if (!head->is_challenge && (head->error.text.n > 0 || has_kind(w->msg, part, WSIG_KIND_ERROR)))
        add_fault(w, WSIG_RULE_ERROR_REPORTED, head->error.span, error_text(w->msg, head));
}

/* One of several messages: "Message 2: Join". */
static void add_numbered_part(struct writer *w, unsigned number)
{
    const struct wsig_part *part = &g_array_index(w->msg->parts, struct wsig_part, number);
    const struct wsig_item *first = wsig_msg_item(w->msg, part->first);
    struct wsig_fact *fact = add(w, WSIG_FACT_NUMBER, WSIG_FIELD_RECORD, first->span);
    fact->number = number;
    fact->generated = true;
    fact->has_children = true;
    fact->label =
        wsig_arena_printf(w->msg->arena, "Message %u: %s", number, item_summary(w->msg, first));
    w->depth++;
    add_part(w, part);
    w->depth--;
}

void wsig_describe(struct wsig_msg *msg)
{
    struct writer w = {.msg = msg};
    const struct wsig_part all = {&msg->head, 0, msg->items->len};
    if (msg->parts->len == 0)
        add_part(&w, &all);
    for (unsigned i = 0; i < msg->parts->len; i++)
        add_numbered_part(&w, i);
    for (unsigned i = 0; i < msg->findings->len; i++) {
        const struct wsig_finding *finding = finding_at(&w, i);
        if (finding->place.item < 0)
            add_fault(&w, finding->rule, finding->span, finding->text);
    }
    if (w.overflow > 0) {
        g_array_set_size(msg->facts, WSIG_FACTS_MAX - 1);
        add_fault(&w, WSIG_RULE_LIMIT, (struct wsig_span){0},
                  wsig_arena_printf(msg->arena, "%u values are not shown", w.overflow + 1));
    }
}

const char *wsig_describe_item(struct wsig_msg *msg, unsigned index)
{
    return item_summary(msg, wsig_msg_item(msg, index));
}

const char *wsig_describe_info(struct wsig_msg *msg)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < msg->items->len && i < INFO_ITEMS_MAX; i++)
        g_string_append_printf(text, "%s%s", i ? "; " : "",
                               item_summary(msg, wsig_msg_item(msg, i)));
    if (msg->items->len > INFO_ITEMS_MAX)
        g_string_append_printf(text, "; and %u more", msg->items->len - INFO_ITEMS_MAX);
    const char *copy = wsig_arena_strndup(msg->arena, text->str, text->len);
    g_string_free(text, TRUE);
    return copy;
}
