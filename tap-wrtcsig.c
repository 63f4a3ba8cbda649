/* tap-wrtcsig.c: the tap "wrtcsig": what every report is made of
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/tap.h>
#include <epan/to_str.h>

#include "compat.h"
#include "signaling/describe.h"

static int tap = -1;

void wrtcsig_tap_register(void)
{
    tap = register_tap("wrtcsig");
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

static void tap_item(packet_info *pinfo, struct wsig_msg *msg, const struct wsig_record *record,
                     unsigned i)
{
    const struct wsig_item *item = wsig_msg_item(msg, i);
    const struct wsig_item_record *kept = i < record->item_count ? &record->items[i] : NULL;
    struct wrtcsig_tap_record tapped = {
        .type = WRTCSIG_TAP_ITEM,
        .connection = record->connection->index,
        .about = record->connection,
        .session = kept ? wsig_session_of(kept) : NULL,
        .item = kept,
        .from_client = record->hint.from_client,
        .dialect = msg->dialect,
        .kind = wsig_kind_text(item->kind),
        .method = copy_of(pinfo, msg->method.text),
        .room = copy_of(pinfo, msg->room.text),
        .peer_from = copy_of(pinfo, msg->peer_from.text),
        .peer_to = copy_of(pinfo, msg->peer_to.text),
        .candidate_type = item->candidate ? copy_of(pinfo, item->candidate->type) : NULL,
        .reported = kept ? wsig_findings_count(kept->findings) : 0,
        .text = wmem_strdup(pinfo->pool, wsig_describe_item(msg, i)),
    };
    add_ends(pinfo, &tapped);
    queue(pinfo, &tapped);
}

static bool is_wanted(void)
{
    return have_tap_listener(tap) || wrtcsig_voip_wanted();
}

void wrtcsig_tap_message(packet_info *pinfo, struct wsig_msg *msg, const struct wsig_record *record)
{
    if (!is_wanted())
        return;
    for (unsigned i = 0; i < msg->items->len; i++)
        tap_item(pinfo, msg, record, i);
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
