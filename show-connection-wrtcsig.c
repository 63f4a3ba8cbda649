/* show-connection-wrtcsig.c: the life of a connection: upgrade, ping and pong, end
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

/* All of it is generated: the bytes are in Wireshark's own HTTP and WebSocket trees. */
struct easel {
    proto_tree *tree;
    tvbuff_t *tvb;
};

static void add_frame(const struct easel *easel, enum wsig_field field, uint32_t frame)
{
    if (frame)
        proto_item_set_generated(
            proto_tree_add_uint(easel->tree, wrtcsig_hf(field), easel->tvb, 0, 0, frame));
}

static void add_time(const struct easel *easel, enum wsig_field field, int64_t nanoseconds)
{
    nstime_t time = {nanoseconds / 1000000000, (int)(nanoseconds % 1000000000)};
    proto_item_set_generated(
        proto_tree_add_time(easel->tree, wrtcsig_hf(field), easel->tvb, 0, 0, &time));
}

static void add_text(const struct easel *easel, enum wsig_field field, const char *text)
{
    if (text)
        proto_item_set_generated(
            proto_tree_add_string(easel->tree, wrtcsig_hf(field), easel->tvb, 0, 0, text));
}

/* One item for each part of a header that is a list. */
static void add_list(const struct easel *easel, packet_info *pinfo, enum wsig_field field,
                     const char *text)
{
    struct wsig_slice part, rest = text ? wsig_slice_str(text) : wsig_slice(NULL, 0);
    while (wsig_slice_cut(&rest, ',', &part)) {
        part = wsig_slice_trim(part);
        if (part.n > 0)
            add_text(easel, field, wmem_strndup(pinfo->pool, (const char *)part.p, part.n));
    }
}

static void add_tcp_begin(const struct easel *easel, const struct wsig_tcp_begin *begin)
{
    if (!begin)
        return;
    add_frame(easel, WSIG_FIELD_CONNECT_SYN_IN, begin->syn_frame);
    add_frame(easel, WSIG_FIELD_CONNECT_SYN_ACK_IN, begin->syn_ack_frame);
    if (begin->syn_frame && begin->syn_ack_frame)
        add_time(easel, WSIG_FIELD_CONNECT_TIME, begin->syn_ack_time - begin->syn_time);
}

static void add_request(const struct easel *easel, packet_info *pinfo,
                        const struct wsig_upgrade *upgrade)
{
    add_text(easel, WSIG_FIELD_UPGRADE_PATH, upgrade->path);
    add_text(easel, WSIG_FIELD_UPGRADE_ORIGIN, upgrade->origin);
    add_list(easel, pinfo, WSIG_FIELD_UPGRADE_SUBPROTOCOL_ASKED, upgrade->protocols_asked);
    add_list(easel, pinfo, WSIG_FIELD_UPGRADE_EXTENSION_ASKED, upgrade->extensions_asked);
    add_frame(easel, WSIG_FIELD_UPGRADE_RESPONSE_IN, upgrade->response_frame);
}

static void add_response(const struct easel *easel, packet_info *pinfo,
                         const struct wsig_upgrade *upgrade)
{
    proto_item_set_generated(proto_tree_add_uint(easel->tree, wrtcsig_hf(WSIG_FIELD_UPGRADE_STATUS),
                                                 easel->tvb, 0, 0, upgrade->status));
    add_list(easel, pinfo, WSIG_FIELD_UPGRADE_SUBPROTOCOL_CHOSEN, upgrade->protocol);
    add_list(easel, pinfo, WSIG_FIELD_UPGRADE_EXTENSION_CHOSEN, upgrade->extensions);
    add_frame(easel, WSIG_FIELD_UPGRADE_REQUEST_IN, upgrade->request_frame);
    if (upgrade->request_frame)
        add_time(easel, WSIG_FIELD_UPGRADE_TIME, upgrade->response_time - upgrade->request_time);
}

/* A single pass does not know at the upgrade that its connection will carry signaling: the first
 * message after it that does says where and how it began. */
void wrtcsig_show_beginning(tvbuff_t *tvb, proto_tree *tree, const struct wsig_record *record)
{
    const struct wsig_connection *c = record->connection;
    const struct easel easel = {tree, tvb};
    const struct wsig_upgrade *upgrade = c->upgrade;
    add_tcp_begin(&easel, c->tcp_begin);
    if (!upgrade || upgrade->response_frame == 0 || upgrade->response_frame >= record->frame)
        return;
    add_frame(&easel, WSIG_FIELD_UPGRADE_REQUEST_IN, upgrade->request_frame);
    add_frame(&easel, WSIG_FIELD_UPGRADE_RESPONSE_IN, upgrade->response_frame);
    if (upgrade->request_frame)
        add_time(&easel, WSIG_FIELD_UPGRADE_TIME, upgrade->response_time - upgrade->request_time);
}

static void add_heartbeat(const struct easel *easel, const struct wsig_note *note)
{
    add_frame(easel, note->is_ping ? WSIG_FIELD_PING_PONG_IN : WSIG_FIELD_PING_PING_IN,
              note->partner_frame);
    if (note->is_pong && note->partner_frame)
        add_time(easel, WSIG_FIELD_PING_TIME, note->round_trip);
}

void wrtcsig_show_connection(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                             const struct wsig_note *note)
{
    const struct wsig_connection *c = note->connection;
    const struct easel easel = {tree, tvb};
    /* TCP's beginning stands once: at the request, or where that was not captured. */
    if (note->is_request || (note->is_upgrade && c->upgrade->request_frame == 0))
        add_tcp_begin(&easel, c->tcp_begin);
    if (note->is_request)
        add_request(&easel, pinfo, c->upgrade);
    if (note->is_upgrade)
        add_response(&easel, pinfo, c->upgrade);
    if (note->is_ping || note->is_pong)
        add_heartbeat(&easel, note);
    if (note->tcp_end) {
        add_time(&easel, WSIG_FIELD_CONNECTION_DURATION, note->duration);
        proto_item_set_generated(proto_tree_add_uint(tree, wrtcsig_hf(WSIG_FIELD_CONNECTION_FRAMES),
                                                     tvb, 0, 0, note->frames));
    }
}
