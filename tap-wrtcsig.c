/* tap-wrtcsig.c: the tap "wrtcsig": what every report is made of
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/proto_data.h>
#include <epan/tap.h>
#include <epan/to_str.h>

#include "compat.h"
#include "signaling/describe.h"

/* In which packet a connection had its first record. */
struct introduction {
    uint32_t frame;
};

static int tap = -1;
static wmem_map_t *introductions; /* connection index + 1 -> struct introduction */

void wrtcsig_tap_register(void)
{
    tap = register_tap("wrtcsig");
    introductions =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), g_direct_hash, g_direct_equal);
}

static void queue(packet_info *pinfo, const struct wrtcsig_tap_record *record)
{
    struct wrtcsig_tap_record *copy = wmem_memdup(pinfo->pool, record, sizeof *record);
    copy->frame = pinfo->num;
    copy->time = (int64_t)pinfo->abs_ts.secs * INT64_C(1000000000) + pinfo->abs_ts.nsecs;
    copy->later_pass = PINFO_FD_VISITED(pinfo) != 0;
    tap_queue_packet(tap, pinfo, copy);
    if (wrtcsig_voip_wanted())
        wrtcsig_voip_record(pinfo, copy);
}

static const char *copy_of(packet_info *pinfo, struct wsig_slice s)
{
    return s.n > 0 ? wmem_strndup(pinfo->pool, (const char *)s.p, s.n) : NULL;
}

static const char *endpoint(packet_info *pinfo, const address *address, uint32_t port)
{
    return wmem_strdup_printf(pinfo->pool, address->type == AT_IPv6 ? "[%s]:%u" : "%s:%u",
                              address_to_str(pinfo->pool, address), port);
}

static void add_ends(packet_info *pinfo, struct wrtcsig_tap_record *record)
{
    record->source = endpoint(pinfo, &pinfo->src, pinfo->srcport);
    record->destination = endpoint(pinfo, &pinfo->dst, pinfo->destport);
}

/* The first record about a connection is preceded by one of the connection itself: on each pass in
 * the same packet, once however often that is dissected in between. */
static void introduce(packet_info *pinfo, const struct wrtcsig_tap_record *record)
{
    void *const index = GUINT_TO_POINTER(record->about->index + 1);
    wmem_map_t *now = p_get_proto_data(pinfo->pool, pinfo, wrtcsig_proto(), WRTCSIG_KEY_TAPPED);
    struct introduction *known = wmem_map_lookup(introductions, index);
    if (!known) {
        known = wmem_new0(wmem_file_scope(), struct introduction);
        known->frame = pinfo->num;
        wmem_map_insert(introductions, index, known);
    }
    known->frame = MIN(known->frame, pinfo->num); /* later passes show upgrades too */
    if (known->frame != pinfo->num || (now && wmem_map_contains(now, index)))
        return;
    if (!now) {
        now = wmem_map_new(pinfo->pool, g_direct_hash, g_direct_equal);
        p_add_proto_data(pinfo->pool, pinfo, wrtcsig_proto(), WRTCSIG_KEY_TAPPED, now);
    }
    wmem_map_insert(now, index, known);
    const struct wrtcsig_tap_record connection = {
        .type = WRTCSIG_TAP_CONNECTION,
        .connection = record->connection,
        .about = record->about,
        .source = record->source,
        .destination = record->destination,
        .from_client = record->from_client,
    };
    queue(pinfo, &connection);
}

static void add_head(packet_info *pinfo, struct wrtcsig_tap_record *record,
                     const struct wsig_head *head)
{
    record->dialect = head->dialect;
    record->method = copy_of(pinfo, head->method.text);
    record->room = copy_of(pinfo, head->room.text);
    record->peer_from = copy_of(pinfo, head->peer_from.text);
    record->peer_to = copy_of(pinfo, head->peer_to.text);
}

static struct wrtcsig_tap_record record_of(packet_info *pinfo, struct wsig_msg *msg,
                                           const struct wsig_record *record, unsigned i)
{
    const struct wsig_item *item = wsig_msg_item(msg, i);
    const struct wsig_item_record *kept = i < record->item_count ? &record->items[i] : NULL;
    struct wrtcsig_tap_record tapped = {
        .connection = record->connection->index,
        .about = record->connection,
        .session = kept ? wsig_session_of(kept) : NULL,
        .item = kept,
        .from_client = record->hint.from_client,
        .kind = wsig_kind_text(item->kind),
    };
    add_head(pinfo, &tapped, item->head ? item->head : &msg->head);
    add_ends(pinfo, &tapped);
    return tapped;
}

static void tap_item(packet_info *pinfo, struct wsig_msg *msg, const struct wsig_record *record,
                     unsigned i)
{
    const struct wsig_item *item = wsig_msg_item(msg, i);
    struct wrtcsig_tap_record tapped = record_of(pinfo, msg, record, i);
    tapped.type = WRTCSIG_TAP_ITEM;
    tapped.candidate_type = item->candidate ? copy_of(pinfo, item->candidate->type) : NULL;
    tapped.reported = tapped.item ? wsig_findings_count(tapped.item->findings) : 0;
    tapped.text = wmem_strdup(pinfo->pool, wsig_describe_item(msg, i));
    queue(pinfo, &tapped);
}

/* Items first to first + count - 1 are of one application message. */
static void tap_part(packet_info *pinfo, struct wsig_msg *msg, const struct wsig_record *record,
                     unsigned first, unsigned count)
{
    struct wrtcsig_tap_record tapped = record_of(pinfo, msg, record, first);
    tapped.type = WRTCSIG_TAP_MESSAGE;
    tapped.items = count;
    introduce(pinfo, &tapped);
    queue(pinfo, &tapped);
    for (unsigned i = first; i < first + count; i++)
        tap_item(pinfo, msg, record, i);
}

static bool is_wanted(void)
{
    return have_tap_listener(tap) || wrtcsig_voip_wanted();
}

void wrtcsig_tap_message(packet_info *pinfo, struct wsig_msg *msg, const struct wsig_record *record)
{
    if (!is_wanted())
        return;
    for (unsigned i = 0; i < msg->parts->len; i++) {
        const struct wsig_part *part = &g_array_index(msg->parts, struct wsig_part, i);
        if (part->count > 0)
            tap_part(pinfo, msg, record, part->first, part->count);
    }
    if (msg->parts->len == 0 && msg->items->len > 0)
        tap_part(pinfo, msg, record, 0, msg->items->len);
}

void wrtcsig_tap_note(packet_info *pinfo, const struct wsig_note *note, const char *summary)
{
    if (!is_wanted())
        return;
    struct wrtcsig_tap_record tapped = {
        .type = note->is_close ? WRTCSIG_TAP_CLOSE : WRTCSIG_TAP_NOTE,
        .connection = note->connection->index,
        .about = note->connection,
        .from_client = note->from_client,
        .tcp_end = note->tcp_end,
        .kind = note->is_close       ? wsig_kind_text(WSIG_KIND_CLOSE)
                : note->is_keepalive ? wsig_kind_text(WSIG_KIND_KEEPALIVE)
                                     : NULL,
        .dialect = note->is_keepalive ? note->connection->dialect->name : NULL,
        .has_code = note->has_code,
        .code = note->code,
        .text = summary,
    };
    add_ends(pinfo, &tapped);
    introduce(pinfo, &tapped);
    queue(pinfo, &tapped);
}

void wrtcsig_tap_media(packet_info *pinfo, const struct wsig_session *session)
{
    const struct wrtcsig_tap_record tapped = {.type = WRTCSIG_TAP_MEDIA, .session = session};
    if (have_tap_listener(tap))
        queue(pinfo, &tapped);
}

void wrtcsig_tap_finding(packet_info *pinfo, enum wsig_rule rule, const char *text)
{
    const struct wrtcsig_tap_record tapped = {
        .type = WRTCSIG_TAP_FINDING, .rule = rule, .text = text};
    queue(pinfo, &tapped);
}

const char *wrtcsig_report_text(packet_info *pinfo, enum wsig_rule rule, const char *detail)
{
    const struct wsig_rule_info *info = wsig_rule_info(rule);
    return detail ? wmem_strdup_printf(pinfo->pool, "%s: %s", info->text, detail) : info->text;
}

void wrtcsig_report(packet_info *pinfo, proto_item *item, enum wsig_rule rule, const char *detail)
{
    const char *text = wrtcsig_report_text(pinfo, rule, detail);
    expert_add_info_format(pinfo, item, wrtcsig_ei(rule), "%s", text);
    wrtcsig_tap_finding(pinfo, rule, text);
}
