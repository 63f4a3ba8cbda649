/* find.c: see find.h
 *
 * A text is tried as SDP, SDP fragment, candidate, JSON and base64. In JSON, every string is such a
 * text again, and some objects are items by their shape.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "find-internal.h"

#include "dialect-url.h"
#include "evidence.h"
#include "find-packed.h"
#include "inflate.h"
#include "screen.h"
#include "text.h"

/* A mid before a candidate that stands in lines. */
#define LINES_MID_MAX 32

struct wsig_item *wsig_find_add(struct wsig_finder *f, enum wsig_kind kind,
                                enum wsig_evidence evidence, const char *path,
                                struct wsig_span span)
{
    if (evidence == WSIG_EVIDENCE_NONE)
        return NULL;
    if (f->msg->items->len >= WSIG_ITEMS_MAX) {
        f->overflow++;
        return NULL;
    }
    struct wsig_item item = {.kind = kind, .evidence = evidence, .path = path, .span = span};
    if (f->at) {
        item.tokens = wsig_arena_alloc(f->msg->arena, WSIG_ITEM_TOKENS_MAX * sizeof *item.tokens);
        item.token_count = wsig_document_tokens(f->at, f->at_node, item.tokens);
    }
    g_array_append_val(f->msg->items, item);
    return wsig_msg_item(f->msg, f->msg->items->len - 1);
}

const char *wsig_find_path(const struct wsig_finder *f, const struct wsig_place *place)
{
    if (!place->outer)
        return place->path;
    return wsig_arena_printf(f->msg->arena, "%s%s",
                             wsig_document_path(place->outer, f->msg->arena, place->node),
                             place->path);
}

/* --- texts ----------------------------------------------------------------------------------- */

static enum wsig_kind kind_of_description(const struct wsig_sdp *sdp,
                                          const struct wsig_setting *setting, bool *derived)
{
    *derived = !setting->typed;
    if (setting->typed || setting->named)
        return setting->kind;
    /* An offer leaves the DTLS role open, an answer has chosen (RFC 8842 sections 5.2, 5.3). */
    if (wsig_slice_eq(sdp->setup, "active") || wsig_slice_eq(sdp->setup, "passive"))
        return WSIG_KIND_ANSWER;
    return WSIG_KIND_OFFER;
}

static bool find_description(struct wsig_finder *f, struct wsig_slice text,
                             const struct wsig_place *place)
{
    struct wsig_sdp *sdp = wsig_arena_alloc(f->msg->arena, sizeof *sdp);
    struct wsig_setting setting;
    bool derived;
    enum wsig_result result = wsig_sdp_parse(f->msg->arena, text, sdp);
    if (result == WSIG_NOT)
        return false;
    wsig_document_setting(place->outer, place->node, f->envelope->verb, WSIG_WORDS_DESCRIPTION,
                          &setting);
    enum wsig_kind kind = kind_of_description(sdp, &setting, &derived);
    struct wsig_item *item =
        wsig_find_add(f, kind, wsig_evidence_description(sdp, &setting), wsig_find_path(f, place),
                      wsig_msg_span(f->msg, place->buffer, text));
    if (item) {
        int type = place->outer ? wsig_document_odd_type(place->outer, place->node) : -1;
        item->derived = derived;
        item->sdp = sdp;
        item->result = result;
        item->odd_type = wsig_document_value(place->outer, f->msg, type);
    }
    return true;
}

static void add_fragment_items(struct wsig_finder *f, const struct wsig_sdp *sdp,
                               const struct wsig_place *place, enum wsig_evidence evidence)
{
    for (size_t i = 0; i < sdp->line_count; i++) {
        const struct wsig_sdp_line *line = &sdp->lines[i];
        struct wsig_candidate *candidate = NULL;
        enum wsig_kind kind = WSIG_KIND_END_OF_CANDIDATES;
        enum wsig_result result = WSIG_OK;
        if (line->name == WSIG_SDP_CANDIDATE) {
            candidate = wsig_arena_alloc(f->msg->arena, sizeof *candidate);
            result = wsig_candidate_parse(line->text, candidate);
            kind = WSIG_KIND_CANDIDATE;
        } else if (line->name != WSIG_SDP_END_OF_CANDIDATES) {
            continue;
        }
        struct wsig_item *item = wsig_find_add(f, kind, evidence, wsig_find_path(f, place),
                                               wsig_msg_span(f->msg, place->buffer, line->text));
        if (!item)
            continue;
        item->candidate = candidate;
        item->result = result;
        if (line->media >= 0)
            item->mid = wsig_msg_value(f->msg, place->buffer, sdp->media[line->media].mid);
        struct wsig_slice ufrag = wsig_sdp_value(sdp, line->media, WSIG_SDP_ICE_UFRAG);
        if (!ufrag.p)
            ufrag = wsig_sdp_value(sdp, -1, WSIG_SDP_ICE_UFRAG);
        item->ufrag = wsig_msg_value(f->msg, place->buffer, ufrag);
    }
}

/* Several attribute lines, or the one line "a=end-of-candidates". A single candidate line is left
 * to wsig_find_candidate(). */
static bool find_fragment(struct wsig_finder *f, struct wsig_slice text,
                          const struct wsig_place *place)
{
    struct wsig_setting setting;
    struct wsig_sdp sdp;
    struct wsig_slice trimmed = wsig_slice_trim(text);
    bool one_line = trimmed.n == 0 || !memchr(trimmed.p, '\n', trimmed.n);
    if (one_line && !wsig_slice_eq(trimmed, "a=end-of-candidates"))
        return false;
    if (wsig_sdp_parse_fragment(f->msg->arena, text, &sdp) != WSIG_OK)
        return false;
    wsig_document_setting(place->outer, place->node, f->envelope->verb, WSIG_WORDS_CANDIDATE,
                          &setting);
    add_fragment_items(f, &sdp, place, wsig_evidence_fragment(&sdp, &setting));
    return true;
}

struct wsig_item *wsig_find_candidate(struct wsig_finder *f, struct wsig_slice text,
                                      const struct wsig_place *place,
                                      const struct wsig_setting *known_setting)
{
    struct wsig_setting setting;
    struct wsig_candidate *candidate = wsig_arena_alloc(f->msg->arena, sizeof *candidate);
    enum wsig_result result = wsig_candidate_parse(text, candidate);
    if (result == WSIG_NOT)
        return NULL;
    if (known_setting)
        setting = *known_setting;
    else
        wsig_document_setting(place->outer, place->node, f->envelope->verb, WSIG_WORDS_CANDIDATE,
                              &setting);
    if (result == WSIG_MALFORMED && !setting.beside_indexes)
        return NULL; /* "candidate: Jane Doe" */
    struct wsig_item *item = wsig_find_add(
        f, WSIG_KIND_CANDIDATE, wsig_evidence_candidate(candidate, &setting),
        wsig_find_path(f, place), wsig_msg_span(f->msg, place->buffer, candidate->text));
    if (item) {
        item->candidate = candidate;
        item->result = result;
    }
    return item;
}

/* Games in Godot relay "\n<mid>\n<index>\ncandidate:..." in a string of JSON. */
static bool find_candidate_lines(struct wsig_finder *f, struct wsig_slice text,
                                 const struct wsig_place *place)
{
    struct wsig_slice rest, mid, index;
    struct wsig_setting setting;
    struct wsig_candidate candidate;
    uint64_t number;
    if (!place->outer || !wsig_slice_starts(text, "\n"))
        return false;
    rest = wsig_slice_from(text, 1);
    if (!wsig_slice_cut(&rest, '\n', &mid) || !wsig_slice_cut(&rest, '\n', &index) || !rest.p ||
        mid.n == 0 || mid.n > LINES_MID_MAX || !wsig_slice_uint(index, UINT8_MAX, &number) ||
        !wsig_slice_starts(rest, "candidate:") || memchr(rest.p, '\n', rest.n) ||
        wsig_candidate_parse(rest, &candidate) != WSIG_OK)
        return false;
    wsig_document_setting(place->outer, place->node, f->envelope->verb, WSIG_WORDS_CANDIDATE,
                          &setting);
    setting.beside_indexes = true;
    struct wsig_item *item = wsig_find_candidate(f, rest, place, &setting);
    if (item) {
        item->mid = wsig_msg_value(f->msg, place->buffer, mid);
        item->mline_index = wsig_msg_value(f->msg, place->buffer, index);
    }
    return true;
}

/* A text that was decoded from another: it gets a buffer of its own, which is taken back when
 * nothing was found in it. */
void wsig_find_in_decoded(struct wsig_finder *f, struct wsig_slice decoded, const char *title,
                          const struct wsig_place *place, const char *path)
{
    if (f->level >= WSIG_NESTING_MAX)
        return;
    struct wsig_place inner = *place;
    unsigned items = f->msg->items->len, faults = f->msg->findings->len;
    inner.path = path;
    inner.record = false;
    inner.buffer = wsig_msg_add_buffer(f->msg, decoded, title);
    f->level++;
    wsig_find_in_text(f, decoded, &inner);
    f->level--;
    if (f->msg->items->len == items && f->msg->findings->len == faults)
        g_array_set_size(f->msg->buffers, inner.buffer);
}

/* Mattermost deflates a description before it goes as bytes. */
static void find_deflated(struct wsig_finder *f, struct wsig_slice bytes,
                          const struct wsig_place *place, const char *path)
{
    if (f->inflated >= WSIG_INFLATED_MAX)
        return;
    GByteArray *all = wsig_inflate(bytes, WSIG_INFLATED_MAX - f->inflated);
    struct wsig_slice text = wsig_slice("", 0);
    if (all->len > 0)
        text = wsig_slice(wsig_arena_strndup(f->msg->arena, all->data, all->len), all->len);
    f->inflated += all->len + 1;
    g_byte_array_unref(all);
    wsig_find_in_decoded(f, text, "Inflated", place, path);
}

static bool find_base64(struct wsig_finder *f, struct wsig_slice text,
                        const struct wsig_place *place)
{
    struct wsig_slice decoded;
    if (!wsig_text_maybe_base64(text) || !wsig_text_base64(f->msg->arena, text, &decoded))
        return false;
    const char *path = wsig_arena_printf(f->msg->arena, "%s{base64}", place->path);
    if (wsig_is_deflated(decoded))
        find_deflated(f, decoded, place, wsig_arena_printf(f->msg->arena, "%s{zlib}", path));
    else
        wsig_find_in_decoded(f, decoded, "Decoded base64", place, path);
    return true;
}

/* "v=0\\r\\no=...": the line ends went through one JSON encoder too many. */
static bool find_escaped_twice(struct wsig_finder *f, struct wsig_slice text,
                               const struct wsig_place *place)
{
    if (!wsig_slice_starts(text, "v=0\\r\\n") && !wsig_slice_starts(text, "v=0\\n"))
        return false;
    unsigned items = f->msg->items->len;
    struct wsig_slice decoded = wsig_text_unescape(f->msg->arena, text);
    wsig_find_in_decoded(f, decoded, "Unescaped a second time", place, place->path);
    if (f->msg->items->len > items) {
        struct wsig_item *item = wsig_msg_item(f->msg, items);
        wsig_msg_find_fault(f->msg, WSIG_RULE_SDP_MALFORMED, item->span,
                            "the line ends are the characters \"\\r\\n\", not line ends");
    }
    return true;
}

/* --- all of it ------------------------------------------------------------------------------- */

void wsig_find_in_text(struct wsig_finder *f, struct wsig_slice text,
                       const struct wsig_place *place)
{
    struct wsig_slice trimmed = wsig_slice_trim(text);
    if (place->message && place->outer && wsig_find_in_carrier(f, text, place))
        return;
    if (trimmed.n == 0)
        return;
    if (wsig_find_in_json(f, trimmed, place) || find_escaped_twice(f, trimmed, place) ||
        find_description(f, text, place) || find_candidate_lines(f, text, place) ||
        find_fragment(f, text, place) || wsig_find_candidate(f, text, place, NULL))
        return;
    find_base64(f, trimmed, place);
}

void wsig_find_note_document(struct wsig_msg *msg, struct wsig_slice record)
{
    struct wsig_span span = wsig_msg_span(msg, 0, record);
    struct wsig_document document = {span.offset, span.length, false};
    if (record.p[0] == '{' || record.p[0] == '[')
        g_array_append_val(msg->documents, document);
}

struct wsig_msg *wsig_finder_msg(struct wsig_finder *f)
{
    return f->msg;
}

const struct wsig_hint *wsig_finder_hint(const struct wsig_finder *f)
{
    return f->hint;
}

struct wsig_item *wsig_find_description(struct wsig_finder *f, struct wsig_slice sdp,
                                        enum wsig_kind kind, const char *path)
{
    const struct wsig_place place = {.path = path};
    unsigned items = f->msg->items->len;
    if (!find_description(f, sdp, &place) || f->msg->items->len == items)
        return NULL;
    struct wsig_item *item = wsig_msg_item(f->msg, items);
    item->kind = kind;
    item->derived = false;
    return item;
}

void wsig_find_text(struct wsig_finder *f, struct wsig_slice text, const char *path)
{
    const struct wsig_place place = {.path = path};
    wsig_find_in_text(f, text, &place);
}

void wsig_find_decoded(struct wsig_finder *f, struct wsig_slice text, const char *title,
                       const char *path)
{
    const struct wsig_place place = {.path = path};
    wsig_find_in_decoded(f, text, title, &place, path);
}

struct wsig_item *wsig_find_item(struct wsig_finder *f, enum wsig_kind kind,
                                 enum wsig_evidence evidence, const char *path,
                                 struct wsig_slice bytes)
{
    return wsig_find_add(f, kind, evidence, path, wsig_msg_span(f->msg, 0, bytes));
}

static bool find_with(struct wsig_finder *f, const struct wsig_dialect *dialect,
                      struct wsig_slice payload,
                      bool (*read)(struct wsig_finder *f, struct wsig_slice payload))
{
    if (!read || !read(f, payload))
        return false;
    f->msg->dialect = dialect->name;
    f->msg->known = dialect;
    return true;
}

/* What is no JSON is offered to the dialects that read other things: first the connection's own. */
static bool find_with_any_dialect(struct wsig_finder *f, struct wsig_slice payload)
{
    const struct wsig_dialect *dialect;
    if (payload.n == 0 || payload.p[0] == '{' || payload.p[0] == '[')
        return false;
    const struct wsig_dialect *own = f->hint->dialect;
    if (own && find_with(f, own, payload, own->read))
        return true;
    for (unsigned i = 0; !f->hint->forced && (dialect = wsig_dialect_at(i)); i++)
        if (dialect != own && find_with(f, dialect, payload, dialect->read))
            return true;
    return false;
}

static bool has_json_path(const struct wsig_msg *msg)
{
    return msg->items->len > 0 && strstr(wsig_msg_item(msg, 0)->path, "{json}");
}

bool wsig_find_is_verb(struct wsig_slice word)
{
    unsigned letters = 0;
    for (size_t i = 0; i < word.n; i++)
        letters += g_ascii_isalpha(word.p[i]);
    return letters >= 2;
}

/* The head of what no system was found for. */
static struct wsig_head *plain_head(struct wsig_msg *msg, const struct wsig_envelope *envelope,
                                    bool packed)
{
    struct wsig_head *head = wsig_arena_alloc(msg->arena, sizeof *head);
    head->dialect = packed || msg->documents->len > 0 || has_json_path(msg) ? "w3c" : "raw-sdp";
    if (wsig_find_is_verb(envelope->verb))
        head->method = wsig_msg_value(msg, 0, envelope->verb);
    return head;
}

/* Consecutive items with the same head are one message. */
static void divide(struct wsig_msg *msg)
{
    for (unsigned i = 0; i < msg->items->len; i++) {
        struct wsig_head *head = wsig_msg_item(msg, i)->head;
        const struct wsig_part next = {head, i, 1};
        unsigned n = msg->parts->len;
        struct wsig_part *last = n > 0 ? &g_array_index(msg->parts, struct wsig_part, n - 1) : NULL;
        if (last && last->head == head)
            last->count++;
        else
            g_array_append_val(msg->parts, next);
    }
    if (msg->parts->len > 0)
        msg->head = *g_array_index(msg->parts, struct wsig_part, 0).head;
    if (msg->parts->len == 1)
        g_array_set_size(msg->parts, 0);
}

void wsig_find_with(struct wsig_msg *msg, const struct wsig_hint *hint,
                    bool (*read)(struct wsig_finder *f, struct wsig_slice payload))
{
    const struct wsig_envelope none = {.several = false};
    struct wsig_finder f = {.msg = msg, .envelope = &none, .hint = hint};
    find_with(&f, hint->dialect, wsig_msg_buffer(msg, 0)->bytes, read);
}

static void find_in_records(struct wsig_finder *f, struct wsig_envelope *envelope)
{
    struct wsig_place place = {.path = "$", .record = true, .message = true};
    const struct wsig_hint *given = f->hint;
    struct wsig_hint hint = *given;
    struct wsig_slice record;
    const struct wsig_dialect *carrier;
    for (unsigned i = 0; (carrier = wsig_carrier_at(i)); i++)
        if (carrier->separator && carrier->separator == envelope->separator)
            hint.carriers |= wsig_carrier_bit(carrier);
    f->hint = &hint;
    f->envelope = envelope;
    for (unsigned i = 0; wsig_envelope_next(envelope, &record); i++) {
        place.path = envelope->several ? wsig_arena_printf(f->msg->arena, "$#%u", i) : "$";
        wsig_find_note_document(f->msg, record);
        wsig_find_in_text(f, record, &place);
    }
    f->hint = given;
}

static bool begins_json(struct wsig_slice s)
{
    return s.n > 0 && (s.p[0] == '{' || s.p[0] == '[');
}

bool wsig_find_may_be_strong(struct wsig_slice payload)
{
    payload.n = MIN(payload.n, WSIG_PAYLOAD_MAX);
    return !begins_json(payload) || wsig_screen(payload);
}

static void report_limits(const struct wsig_finder *f, struct wsig_slice payload, bool cut)
{
    if ((f->overflow > 0 || cut) && f->msg->items->len > 0)
        wsig_msg_find_fault(f->msg, WSIG_RULE_LIMIT, wsig_msg_span(f->msg, 0, payload),
                            "items beyond the first %d, or bytes beyond the first %d, are left out",
                            WSIG_ITEMS_MAX, WSIG_PAYLOAD_MAX);
}

/* Written, not binary: the bytes of a chunk of media are hardly ever. */
static bool is_written(struct wsig_slice text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < ' ' && !strchr("\t\r\n", text.p[i]))
            return false;
    return g_utf8_validate((const char *)text.p, (gssize)text.n, NULL);
}

/* "42": engine.io, and many that count their heartbeats. */
static bool is_number(struct wsig_slice text)
{
    size_t i = 0;
    while (i < text.n && g_ascii_isdigit(text.p[i]))
        i++;
    return i == text.n;
}

/* What is not to be read at all, on a connection that is known to speak a system: the system's all
 * the same. Binary data and numbers may be something beside it, unless both sides agreed on the
 * system's subprotocol. */
static void find_nonsense(struct wsig_finder *f, struct wsig_slice payload)
{
    const struct wsig_dialect *own = f->hint->dialect;
    struct wsig_slice text = wsig_slice_trim(payload);
    if (f->msg->items->len > 0 || !own || own->mixed || f->hint->carriers || f->hint->attachment ||
        text.n == 0 || begins_json(text) ||
        (!f->hint->agreed && (is_number(text) || !is_written(text))))
        return;
    bool beats = wsig_carrier_kind(text) == WSIG_KIND_KEEPALIVE;
    struct wsig_item *item = wsig_find_item(f, beats ? WSIG_KIND_KEEPALIVE : WSIG_KIND_CONTROL,
                                            WSIG_EVIDENCE_WEAK, "$", payload);
    item->head = wsig_arena_alloc(f->msg->arena, sizeof *item->head);
    item->head->dialect = own->name;
    item->head->known = own;
    if (!beats)
        wsig_msg_find_fault(f->msg, WSIG_RULE_MALFORMED, wsig_msg_span(f->msg, 0, payload),
                            own->read ? "nothing that %s speaks" : "no JSON object, as %s has them",
                            own->name);
}

static void find_all(struct wsig_msg *msg, const struct wsig_hint *hint)
{
    struct wsig_envelope envelope;
    struct wsig_slice payload = wsig_msg_buffer(msg, 0)->bytes;
    struct wsig_finder f = {.msg = msg, .envelope = &envelope, .hint = hint};
    const struct wsig_place place = {.path = "$", .message = true};
    bool cut = payload.n > WSIG_PAYLOAD_MAX;
    if (cut)
        payload.n = WSIG_PAYLOAD_MAX;
    memset(&envelope, 0, sizeof envelope);
    if (find_with_any_dialect(&f, payload)) {
        for (unsigned i = 0; i < msg->items->len; i++)
            if (wsig_msg_item(msg, i)->head) /* of JSON in it */
                wsig_head_fill(&msg->head, wsig_msg_item(msg, i)->head);
        report_limits(&f, payload, cut);
        return;
    }
    bool packed = wsig_find_in_packed(&f, payload);
    if (!packed && !wsig_find_in_carrier(&f, payload, &place)) {
        wsig_envelope_open(payload, &envelope);
        find_in_records(&f, &envelope);
    }
    find_nonsense(&f, payload);
    struct wsig_head *plain = plain_head(msg, &envelope, packed);
    msg->head = *plain;
    for (unsigned i = 0; i < msg->items->len; i++)
        if (!wsig_msg_item(msg, i)->head)
            wsig_msg_item(msg, i)->head = plain;
        else if (!wsig_msg_item(msg, i)->head->known)
            wsig_head_fill(wsig_msg_item(msg, i)->head, plain); /* the words before the JSON */
    divide(msg);
    if (!packed) /* it has reported its own */
        report_limits(&f, payload, cut);
}

void wsig_find(struct wsig_msg *msg, const struct wsig_hint *hint)
{
    find_all(msg, hint);
    if (msg->items->len > 0)
        wsig_dialect_take_url(msg, hint);
    for (unsigned i = 0; i < msg->parts->len; i++) {
        struct wsig_head *head = g_array_index(msg->parts, struct wsig_part, i).head;
        msg->head = *head;
        wsig_dialect_take_url(msg, hint);
        *head = msg->head;
    }
    if (msg->parts->len > 0)
        msg->head = *g_array_index(msg->parts, struct wsig_part, 0).head;
}
