/* packet-wrtcsig.h: what the files of the top floor know of each other
 *
 *     packet-wrtcsig.c   registration, and the two doors
 *     harvest-wrtcsig.c  fields of Wireshark's own dissectors -> events of a connection
 *     show-wrtcsig.c     facts and notes -> tree, expert infos, columns
 *     show-connection-wrtcsig.c  the same for a connection's upgrade, pings, end
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef PACKET_WRTCSIG_H
#define PACKET_WRTCSIG_H

#include <epan/expert.h>
#include <epan/packet.h>

#include "signaling/capture.h"
#include "signaling/fact.h"

void proto_register_wrtcsig(void);
void proto_reg_handoff_wrtcsig(void);

/* Protocol and field numbers, by signaling/'s own. */
int wrtcsig_proto(void);
int wrtcsig_hf(enum wsig_field field);
expert_field *wrtcsig_ei(enum wsig_rule rule);

enum wrtcsig_ett { WRTCSIG_ETT_MESSAGE, WRTCSIG_ETT_FACT, WRTCSIG_ETT_COUNT };
int wrtcsig_ett(enum wrtcsig_ett ett);

/* What identifies the connection of a packet; its sender, frame and time. */
uint32_t wrtcsig_stream(packet_info *pinfo);
struct wsig_moment wrtcsig_moment(packet_info *pinfo);

/* --- harvest --- */

void wrtcsig_harvest_init(void);

/* The fields that the postdissector wants, as set_postdissector_wanted_hfids() takes them. */
GArray *wrtcsig_harvest_wanted(void);

/* The field numbers under which TCP keeps its ports for Decode As. */
int wrtcsig_harvest_tcp_source(void);
int wrtcsig_harvest_tcp_destination(void);

/* While a packet is dissected: the HTTP/2 stream that Wireshark is at; false where it
 * is not HTTP/2. */
bool wrtcsig_harvest_http2_stream(proto_tree *tree, uint32_t *stream);

/* First pass: has Wireshark's SIP dissector taken a WebSocket message? */
bool wrtcsig_harvest_has_sip(proto_tree *tree);

/* Those messages (field_info of the protocol), by a search of the whole tree; NULL when there are
 * none. Free with g_ptr_array_free(..., TRUE). */
GPtrArray *wrtcsig_harvest_sip(proto_tree *tree);

/* The URL of the packet's upgrade request; p == NULL when it is none. Valid as long as the tree. */
struct wsig_slice wrtcsig_harvest_url(proto_tree *tree);

/* First pass: feeds the capture with what the packet's tree holds. Returns the notes to show (an
 * array of const struct wsig_note *, of file scope) or NULL. */
wmem_array_t *wrtcsig_harvest(struct wsig_capture *capture, packet_info *pinfo, proto_tree *tree);

/* Where the nth WebSocket frame of the packet begins; false when the tree does not have it. */
bool wrtcsig_harvest_frame(proto_tree *tree, unsigned ordinal, tvbuff_t **tvb, int *start,
                           int *length);

/* --- show --- */

struct wrtcsig_show_options {
    bool call_sdp; /* preference */
    bool beside;   /* another dissector has the payload and the columns: only our items are added */
    dissector_handle_t json, sdp;
};

/* Draws a message that is signaling. Calls Wireshark's dissectors for what is in it, so nothing of
 * the message may be used after it. */
void wrtcsig_show_message(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, struct wsig_msg *msg,
                          const struct wsig_record *record,
                          const struct wrtcsig_show_options *options);

/* What is known of an upgrade, a ping or the end of TCP, in the subtree of its note. */
void wrtcsig_show_connection(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                             const struct wsig_note *note);

/* Where the connection of a message began. */
void wrtcsig_show_beginning(tvbuff_t *tvb, proto_tree *tree, const struct wsig_record *record);

/* Draws a note about an upgrade, a frame, or the end of TCP; or nothing, where it is not shown. */
void wrtcsig_show_note(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                       const struct wsig_note *note);

#endif
