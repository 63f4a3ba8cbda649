/* place-wrtcsig.c: which connection a packet is of, who sent it, and when
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/conversation.h>

static int proto_http2 = -1;

void wrtcsig_place_init(void)
{
    proto_http2 = proto_get_id_by_filter_name("http2");
}

/* HTTP puts other ports into the packet info while it dissects what a CONNECT proxy carries. */
void wrtcsig_tcp_ports(packet_info *pinfo, uint32_t *source, uint32_t *destination)
{
    const struct wrtcsig_segment *segment = wrtcsig_door_segment(pinfo);
    *source = segment ? segment->source : pinfo->srcport;
    *destination = segment ? segment->destination : pinfo->destport;
}

/* IP's own addresses, for the same reason: from 4.6 on, HTTP puts the server's name there. */
static const address *own_address(const address *network, const address *shown)
{
    return network->type == AT_NONE ? shown : network;
}

/* One TCP connection, one conversation: a port that is used again gets a new one with its SYN. */
static uint32_t stream_at(packet_info *pinfo, uint32_t source, uint32_t destination)
{
    const conversation_t *conversation = find_conversation(
        pinfo->num, own_address(&pinfo->net_src, &pinfo->src),
        own_address(&pinfo->net_dst, &pinfo->dst), CONVERSATION_TCP, source, destination, 0);
    if (!conversation)
        conversation = find_or_create_conversation(pinfo);
    return conversation->conv_index;
}

/* proto_is_frame_protocol() compares names. */
bool wrtcsig_has_layer(const packet_info *pinfo, int proto)
{
    for (wmem_list_frame_t *at = wmem_list_head(pinfo->layers); at; at = wmem_list_frame_next(at))
        if (GPOINTER_TO_INT(wmem_list_frame_data(at)) == proto)
            return true;
    return false;
}

bool wrtcsig_is_http2(const packet_info *pinfo)
{
    return wrtcsig_has_layer(pinfo, proto_http2);
}

int64_t wrtcsig_time(const packet_info *pinfo)
{
    return (int64_t)pinfo->abs_ts.secs * G_GINT64_CONSTANT(1000000000) + pinfo->abs_ts.nsecs;
}

static struct wsig_moment moment_at(const packet_info *pinfo, uint32_t source, uint32_t destination)
{
    int order = cmp_address(own_address(&pinfo->net_src, &pinfo->src),
                            own_address(&pinfo->net_dst, &pinfo->dst));
    if (order == 0)
        order = (int)source - (int)destination;
    return (struct wsig_moment){
        .frame = pinfo->num,
        .time = wrtcsig_time(pinfo),
        .side = order < 0 ? WSIG_SIDE_A : WSIG_SIDE_B,
        .shared = wrtcsig_is_http2(pinfo),
    };
}

struct wsig_moment wrtcsig_moment(packet_info *pinfo)
{
    uint32_t source, destination;
    wrtcsig_tcp_ports(pinfo, &source, &destination);
    return moment_at(pinfo, source, destination);
}

/* Asked several times for a packet: to find the conversation costs more than most of the rest. */
uint32_t wrtcsig_place(packet_info *pinfo, struct wsig_moment *at)
{
    struct wrtcsig_segment *segment = wrtcsig_door_segment(pinfo);
    if (segment && segment->placed) {
        *at = segment->at;
        return segment->stream;
    }
    uint32_t source, destination;
    wrtcsig_tcp_ports(pinfo, &source, &destination);
    *at = moment_at(pinfo, source, destination);
    const uint32_t stream = stream_at(pinfo, source, destination);
    if (segment) {
        segment->placed = true;
        segment->stream = stream;
        segment->at = *at;
    }
    return stream;
}

uint32_t wrtcsig_stream(packet_info *pinfo)
{
    struct wsig_moment at;
    return wrtcsig_place(pinfo, &at);
}
