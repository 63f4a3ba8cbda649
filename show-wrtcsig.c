/* show-wrtcsig.c: from facts and notes to tree items, expert infos and columns
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/proto_data.h>

#include <epan/exceptions.h>
#include <wsutil/inet_addr.h>

#include "compat.h"
#include "signaling/describe.h"
#include "signaling/lint-msg.h"

/* Deeper facts than the facts have. */
#define DEPTH_MAX 8

/* --- messages -------------------------------------------------------------------------------- */

struct canvas {
    tvbuff_t *tvb; /* the payload */
    packet_info *pinfo;
    struct wsig_msg *msg;
    tvbuff_t **tvbs; /* by buffer, made when first needed */
    proto_tree *trees[DEPTH_MAX + 1];
    proto_item *titles[DEPTH_MAX + 1]; /* that findings of that depth belong to */
    const struct wsig_record *record;  /* of the message whose facts come next */
};

/* A text that was unescaped or decoded is a data source of its own; the message's memory does not
 * last as long as a selected packet does, so it gets a copy. */
static tvbuff_t *tvb_of(struct canvas *canvas, uint32_t index)
{
    if (index == 0)
        return canvas->tvb;
    if (canvas->tvbs[index])
        return canvas->tvbs[index];
    const struct wsig_buffer *buffer = wsig_msg_buffer(canvas->msg, index);
    if (!buffer->title || buffer->bytes.n == 0)
        return canvas->tvb;
    uint8_t *copy = wmem_memdup(canvas->pinfo->pool, buffer->bytes.p, buffer->bytes.n);
    tvbuff_t *tvb =
        tvb_new_child_real_data(canvas->tvb, copy, (unsigned)buffer->bytes.n, (int)buffer->bytes.n);
    add_new_data_source(canvas->pinfo, tvb, buffer->title);
    return canvas->tvbs[index] = tvb;
}

static proto_item *add_address(proto_tree *tree, const struct wsig_fact *fact, tvbuff_t *tvb)
{
    int id = wrtcsig_hf(fact->field), start = (int)fact->span.offset,
        length = (int)fact->span.length;
    ws_in4_addr ipv4;
    ws_in6_addr ipv6;
    if (fact->type == WSIG_FACT_IPV4 && ws_inet_pton4(fact->text, &ipv4))
        return proto_tree_add_ipv4(tree, id, tvb, start, length, ipv4);
    if (fact->type == WSIG_FACT_IPV6 && ws_inet_pton6(fact->text, &ipv6))
        return proto_tree_add_ipv6(tree, id, tvb, start, length, &ipv6);
    return NULL;
}

static proto_item *add_value(proto_tree *tree, const struct wsig_fact *fact, tvbuff_t *tvb)
{
    int id = wrtcsig_hf(fact->field), start = (int)fact->span.offset,
        length = (int)fact->span.length;
    switch (fact->type) {
    case WSIG_FACT_TEXT:
        return proto_tree_add_string(tree, id, tvb, start, length, fact->text);
    case WSIG_FACT_NUMBER:
        return proto_tree_add_uint(tree, id, tvb, start, length, (uint32_t)fact->number);
    case WSIG_FACT_BOOL:
        return proto_tree_add_boolean(tree, id, tvb, start, length, fact->number != 0);
    case WSIG_FACT_IPV4:
    case WSIG_FACT_IPV6:
        return add_address(tree, fact, tvb);
    case WSIG_FACT_TIME:
    case WSIG_FACT_FINDING:
        break;
    }
    return NULL;
}

/* A finding about certain bytes is an item of its own, so that these are marked. */
static void add_finding(struct canvas *canvas, const struct wsig_fact *fact, tvbuff_t *tvb,
                        unsigned depth)
{
    const enum wsig_rule rule = (enum wsig_rule)fact->number;
    if (fact->span.length == 0) {
        wrtcsig_report(canvas->pinfo, canvas->titles[depth], rule, fact->text);
        return;
    }
    const char *text = wrtcsig_report_text(canvas->pinfo, rule, fact->text);
    proto_tree_add_expert_format(canvas->trees[depth], canvas->pinfo, wrtcsig_ei(rule), tvb,
                                 (int)fact->span.offset, (int)fact->span.length, "%s", text);
    wrtcsig_tap_finding(canvas->pinfo, rule, text);
}

static void add_fact(struct canvas *canvas, const struct wsig_fact *fact)
{
    tvbuff_t *tvb = tvb_of(canvas, fact->span.buffer);
    unsigned depth = MIN(fact->depth, DEPTH_MAX - 1);
    if (fact->type == WSIG_FACT_FINDING) {
        add_finding(canvas, fact, tvb, depth);
        return;
    }
    proto_item *item = add_value(canvas->trees[depth], fact, tvb);
    if (fact->generated)
        proto_item_set_generated(item);
    if (fact->label)
        proto_item_set_text(item, "%s", fact->label);
    if (fact->has_children) {
        canvas->trees[depth + 1] = proto_item_add_subtree(item, wrtcsig_ett(WRTCSIG_ETT_FACT));
        canvas->titles[depth + 1] = item;
    }
    if (fact->field == WSIG_FIELD_RECORD && canvas->record) {
        wrtcsig_add_links(canvas->trees[depth + 1], canvas->tvb, canvas->record);
        canvas->record = canvas->record->next;
    }
}

/* The fence keeps our words when the next WebSocket frame of the packet writes its own, and the
 * space before it keeps them apart. */
static void set_columns(packet_info *pinfo, const char *info)
{
    col_set_str(pinfo->cinfo, COL_PROTOCOL, "WebRTC");
    col_clear(pinfo->cinfo, COL_INFO);
    const char *before = col_get_text(pinfo->cinfo, COL_INFO);
    if (before && *before)
        col_append_str(pinfo->cinfo, COL_INFO, "| ");
    col_append_fstr(pinfo->cinfo, COL_INFO, "%s ", info);
    col_set_fence(pinfo->cinfo, COL_INFO);
}

/* Wireshark's SDP dissector would set up plain RTP on the ports of the description, and STUN and
 * DTLS on the same port would then show as broken RTP. It does so on the first pass only, so it is
 * told that this is a later one. */
static void call_sdp(const struct wrtcsig_show_options *options, tvbuff_t *tvb, packet_info *pinfo,
                     proto_tree *tree)
{
    unsigned visited = pinfo->fd->visited;
    TRY
    {
        pinfo->fd->visited = 1;
        call_dissector_only(options->sdp, tvb, pinfo, tree, NULL);
    }
    FINALLY
    {
        pinfo->fd->visited = visited & 1;
    }
    ENDTRY;
}

struct part {
    tvbuff_t *tvb;
    dissector_handle_t handle; /* NULL: SDP's */
};

/* The parts for other dissectors, in memory that outlasts the message. */
static struct part *collect_parts(struct canvas *canvas, const struct wrtcsig_show_options *options,
                                  unsigned *count)
{
    const struct wsig_msg *msg = canvas->msg;
    struct part *parts = wmem_alloc0_array(canvas->pinfo->pool, struct part,
                                           msg->documents->len + msg->items->len + 1);
    *count = 0;
    for (unsigned i = 0; i < msg->documents->len; i++) {
        const struct wsig_document *d = &g_array_index(msg->documents, struct wsig_document, i);
        parts[*count].handle = d->is_xml ? options->xml : options->json;
        if (!parts[*count].handle)
            continue;
        parts[(*count)++].tvb = tvb_new_subset_length(canvas->tvb, (int)d->offset, (int)d->length);
    }
    for (unsigned i = 0; options->sdp && options->call_sdp && i < msg->items->len; i++) {
        const struct wsig_item *item = wsig_msg_item(msg, i);
        if (!item->sdp || item->rebuilt)
            continue;
        parts[(*count)++].tvb = tvb_new_subset_length(
            tvb_of(canvas, item->span.buffer), (int)item->span.offset, (int)item->span.length);
    }
    return parts;
}

static void call_others(const struct part *parts, unsigned count, packet_info *pinfo,
                        proto_tree *tree, const struct wrtcsig_show_options *options)
{
    const char *match_string = pinfo->match_string;
    gboolean info = col_get_writable(pinfo->cinfo, COL_INFO),
             protocol = col_get_writable(pinfo->cinfo, COL_PROTOCOL);
    TRY
    {
        pinfo->match_string = NULL; /* the JSON dissector takes it for a content type */
        col_set_writable(pinfo->cinfo, COL_INFO, FALSE);
        col_set_writable(pinfo->cinfo, COL_PROTOCOL, FALSE);
        for (unsigned i = 0; i < count; i++) {
            if (parts[i].handle)
                call_dissector_only(parts[i].handle, parts[i].tvb, pinfo, tree, NULL);
            else
                call_sdp(options, parts[i].tvb, pinfo, tree);
        }
    }
    FINALLY
    {
        pinfo->match_string = match_string;
        col_set_writable(pinfo->cinfo, COL_INFO, info);
        col_set_writable(pinfo->cinfo, COL_PROTOCOL, protocol);
    }
    ENDTRY;
}

void wrtcsig_show_message(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, struct wsig_msg *msg,
                          const struct wsig_record *record,
                          const struct wrtcsig_show_options *options)
{
    struct canvas canvas = {.tvb = tvb, .pinfo = pinfo, .msg = msg, .record = record};
    wsig_lint(msg);
    wsig_describe(msg);
    canvas.tvbs = wmem_alloc0_array(pinfo->pool, tvbuff_t *, msg->buffers->len);
    const struct wrtcsig_scene scene = {tvb, pinfo, record, options->now,
                                        PINFO_FD_VISITED(pinfo) != 0};
    const char *info = wmem_strdup_printf(pinfo->pool, "%s%s", wsig_describe_info(msg),
                                          wrtcsig_link_summary(pinfo, record));
    if (!options->beside)
        set_columns(pinfo, info);

    proto_item *item = proto_tree_add_item(tree, wrtcsig_proto(), tvb, 0, -1, ENC_NA);
    proto_item_append_text(item, ", %s", info);
    canvas.trees[0] = proto_item_add_subtree(item, wrtcsig_ett(WRTCSIG_ETT_MESSAGE));
    canvas.titles[0] = item;
    wrtcsig_add_connection(canvas.trees[0], tvb, record->connection, record->hint.from_client);
    if (record->introduces)
        wrtcsig_show_beginning(tvb, canvas.trees[0], record);
    if (msg->parts->len == 0)
        wrtcsig_add_links(canvas.trees[0], tvb, record);
    unsigned items = 0;
    for (unsigned i = 0; i < msg->facts->len; i++) {
        const struct wsig_fact *fact = &g_array_index(msg->facts, struct wsig_fact, i);
        const unsigned below = MIN(fact->depth, DEPTH_MAX - 1) + 1u;
        add_fact(&canvas, fact);
        if (fact->type == WSIG_FACT_TEXT && fact->field == WSIG_FIELD_KIND)
            wrtcsig_add_item_links(&scene, canvas.titles[below], canvas.trees[below], items++);
    }

    if (!p_get_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), WRTCSIG_KEY_RECORD))
        p_add_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), WRTCSIG_KEY_RECORD,
                         (void *)record);
    wrtcsig_tap_message(pinfo, msg, record);
    if (options->beside)
        return;
    unsigned count;
    struct part *parts = collect_parts(&canvas, options, &count);
    call_others(parts, count, pinfo, tree, options);
}

/* --- notes ----------------------------------------------------------------------------------- */

struct place {
    tvbuff_t *tvb;
    int start, length;
};

static void add_handshake(proto_tree *tree, tvbuff_t *tvb, const struct wsig_note *note,
                          uint32_t this_frame)
{
    const struct wsig_connection *c = note->connection;
    const struct wsig_close_handshake *h = &c->close;
    if (note->step)
        proto_item_set_generated(
            proto_tree_add_uint(tree, wrtcsig_hf(WSIG_FIELD_CLOSE_STEP), tvb, 0, 0, note->step));
    if (h->first_frame == 0 || h->first_frame > this_frame)
        return; /* TCP can end first: then there is nothing that this packet belongs to */
    if (c->client != WSIG_SIDE_UNKNOWN)
        proto_item_set_generated(
            proto_tree_add_string(tree, wrtcsig_hf(WSIG_FIELD_CLOSE_INITIATOR), tvb, 0, 0,
                                  h->initiator == c->client ? "client" : "server"));
    if (h->first_frame != this_frame)
        wrtcsig_add_frame(tree, WSIG_FIELD_CLOSE_FIRST_IN, tvb, h->first_frame);
    if (h->reply_frame != this_frame)
        wrtcsig_add_frame(tree, WSIG_FIELD_CLOSE_REPLY_IN, tvb, h->reply_frame);
    if (h->reply_frame && !note->tcp_end)
        wrtcsig_add_time(tree, WSIG_FIELD_CLOSE_TIME, tvb, h->reply_time - h->first_time);
}

static proto_tree *add_close(proto_tree *tree, const struct place *at, const struct wsig_note *note)
{
    proto_item *kind = proto_tree_add_string(tree, wrtcsig_hf(WSIG_FIELD_KIND), at->tvb, at->start,
                                             at->length, wsig_kind_text(WSIG_KIND_CLOSE));
    proto_tree *close = proto_item_add_subtree(kind, wrtcsig_ett(WRTCSIG_ETT_FACT));
    if (note->has_code) {
        proto_tree_add_uint(close, wrtcsig_hf(WSIG_FIELD_CLOSE_CODE), at->tvb, at->start,
                            at->length, note->code);
        proto_item_set_generated(proto_tree_add_string(close, wrtcsig_hf(WSIG_FIELD_CLOSE_NAME),
                                                       at->tvb, at->start, at->length,
                                                       wsig_close_name(note->code)));
    }
    if (note->reason)
        proto_tree_add_string(close, wrtcsig_hf(WSIG_FIELD_CLOSE_REASON), at->tvb, at->start,
                              at->length, note->reason);
    proto_item_set_generated(proto_tree_add_string(close, wrtcsig_hf(WSIG_FIELD_CLOSE_CLASS),
                                                   at->tvb, at->start, at->length,
                                                   wsig_close_class_text(note->close_class)));
    return close;
}

static void add_keepalive(proto_tree *tree, const struct place *at, const struct wsig_note *note)
{
    const struct {
        enum wsig_field field;
        const char *text;
    } rows[] = {
        {WSIG_FIELD_DIALECT, note->connection->dialect->name},
        {WSIG_FIELD_METHOD, "CRLF"},
        {WSIG_FIELD_KIND, wsig_kind_text(WSIG_KIND_KEEPALIVE)},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
        proto_tree_add_string(tree, wrtcsig_hf(rows[i].field), at->tvb, at->start, at->length,
                              rows[i].text);
}

/* "Close 1011 Internal Error: server restarts" */
static const char *note_summary(packet_info *pinfo, const struct wsig_note *note)
{
    const struct wsig_upgrade *upgrade = note->connection->upgrade;
    if (note->is_close && note->has_code)
        return wmem_strdup_printf(pinfo->pool, "Close %u %s%s%s", note->code,
                                  wsig_close_name(note->code), note->reason ? ": " : "",
                                  note->reason ? note->reason : "");
    if (note->is_close)
        return "Close";
    if (note->is_keepalive)
        return "Keepalive: CRLF";
    if (note->tcp_end)
        return "TCP ends";
    if (note->is_request)
        return wmem_strdup_printf(pinfo->pool, "Upgrade of %s",
                                  upgrade->path ? upgrade->path : "an unknown path");
    if (note->is_upgrade)
        return wmem_strdup_printf(pinfo->pool, "Upgrade answered with %u", upgrade->status);
    if (note->is_ping || note->is_pong)
        return note->is_ping ? "Ping" : "Pong";
    return NULL;
}

static struct place place_of_frame(tvbuff_t *tvb, packet_info *pinfo, unsigned ordinal)
{
    const struct wrtcsig_frame *frame = wrtcsig_door_frame(pinfo, ordinal);
    return frame ? (struct place){frame->tvb, frame->start, frame->length}
                 : (struct place){tvb, 0, 0};
}

void wrtcsig_show_note(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                       const struct wsig_note *note)
{
    if (!wsig_note_is_shown(note))
        return;
    struct place at = {tvb, 0, 0};
    const char *summary = note_summary(pinfo, note);
    const char *finding =
        note->findings ? wsig_rule_info(wsig_findings_at(note->findings, 0)->rule)->text : "";
    bool is_frame = !note->tcp_end && !note->is_upgrade && !note->is_request;
    if (is_frame)
        at = place_of_frame(tvb, pinfo, note->ordinal);
    if (note->signaling && is_frame && !note->is_ping && !note->is_pong)
        col_set_str(pinfo->cinfo, COL_PROTOCOL, "WebRTC");
    wrtcsig_tap_note(pinfo, note, summary ? summary : finding);
    if (note->is_close)
        col_append_sep_str(pinfo->cinfo, COL_INFO, " ", summary);

    proto_item *item =
        proto_tree_add_item(tree, wrtcsig_proto(), at.tvb, at.start, at.length, ENC_NA);
    proto_item_append_text(item, ", %s", summary ? summary : finding);
    proto_tree *subtree = proto_item_add_subtree(item, wrtcsig_ett(WRTCSIG_ETT_MESSAGE));
    wrtcsig_add_connection(subtree, tvb, note->connection, note->from_client);
    wrtcsig_show_connection(tvb, pinfo, subtree, note);
    if (note->is_keepalive)
        add_keepalive(subtree, &at, note);
    if (note->is_close || note->tcp_end)
        add_handshake(note->is_close ? add_close(subtree, &at, note) : subtree, tvb, note,
                      pinfo->num);
    wrtcsig_add_findings(pinfo, item, note->findings);
}
