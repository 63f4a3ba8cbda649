/* packet-wrtcsig.h: what the files of the top floor know of each other
 *
 *     packet-wrtcsig.c   registration, and the two doors
 *     harvest-wrtcsig.c  fields of Wireshark's own dissectors -> events of a connection
 *     show-wrtcsig.c     facts and notes -> tree, expert infos, columns
 *     links-wrtcsig.c    generated items: connection, session, frames that belong together
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
int wrtcsig_media_proto(void); /* of media packets, so that "wrtcsig" means signaling alone */
int wrtcsig_hf(enum wsig_field field);
expert_field *wrtcsig_ei(enum wsig_rule rule);

enum wrtcsig_ett { WRTCSIG_ETT_MESSAGE, WRTCSIG_ETT_FACT, WRTCSIG_ETT_COUNT };
int wrtcsig_ett(enum wrtcsig_ett ett);

/* What identifies the connection of a packet; its sender, frame and time. */
struct wsig_moment wrtcsig_moment(packet_info *pinfo);
uint32_t wrtcsig_place(packet_info *pinfo, struct wsig_moment *at); /* returns the stream */

/* Keys of our data on a packet. */
enum wrtcsig_key {
    WRTCSIG_KEY_NOTES,
    WRTCSIG_KEY_URL,
    WRTCSIG_KEY_SIP,
    WRTCSIG_KEY_MESSAGE, /* the packet carries a message of ours */
    WRTCSIG_KEY_MEDIA,   /* const struct wsig_media_note, of RTP and RTCP: shown below them */
    WRTCSIG_KEY_CHECK,   /* the same, of STUN and DTLS: shown by the postdissector */
};

struct wsig_media *wrtcsig_media(void);

/* --- harvest --- */

void wrtcsig_harvest_init(void);

/* The fields that the postdissector wants, as set_postdissector_wanted_hfids() takes them. */
GArray *wrtcsig_harvest_wanted(void);

/* The field numbers under which TCP keeps its ports for Decode As. */
int wrtcsig_harvest_tcp_source(void);
int wrtcsig_harvest_tcp_destination(void);

/* First pass: has Wireshark's SIP dissector taken a WebSocket message? */
bool wrtcsig_harvest_has_sip(proto_tree *tree);

/* Those messages (field_info of the protocol), by a search of the whole tree; NULL when there are
 * none. Free with g_ptr_array_free(..., TRUE). */
GPtrArray *wrtcsig_harvest_sip(proto_tree *tree);

/* First pass: the packet's STUN message, its DTLS certificate; n == 0: it has none. Valid as long
 * as the tree. */
struct wsig_slice wrtcsig_harvest_stun(proto_tree *tree);
struct wsig_slice wrtcsig_harvest_certificate(proto_tree *tree);

/* The URL of the packet's upgrade request; p == NULL when it is none. Valid as long as the tree. */
struct wsig_slice wrtcsig_harvest_url(proto_tree *tree);

/* First pass: feeds the capture with what the packet's tree holds. Returns the notes to show (an
 * array of const struct wsig_note *, of file scope) or NULL. */
wmem_array_t *wrtcsig_harvest(struct wsig_capture *capture, packet_info *pinfo, proto_tree *tree);

/* Where the nth WebSocket frame of the packet begins; false when the tree does not have it. */
bool wrtcsig_harvest_frame(proto_tree *tree, unsigned ordinal, tvbuff_t **tvb, int *start,
                           int *length);

/* --- links: generated items --- */

void wrtcsig_add_text(proto_tree *tree, enum wsig_field field, tvbuff_t *tvb, const char *text);
void wrtcsig_add_number(proto_tree *tree, enum wsig_field field, tvbuff_t *tvb, uint32_t number);
/* Nothing for frame 0. */
void wrtcsig_add_frame(proto_tree *tree, enum wsig_field field, tvbuff_t *tvb, uint32_t frame);
void wrtcsig_add_time(proto_tree *tree, enum wsig_field field, tvbuff_t *tvb, int64_t nanoseconds);
void wrtcsig_add_findings(packet_info *pinfo, proto_item *item, const GArray *findings);

void wrtcsig_add_connection(proto_tree *tree, tvbuff_t *tvb, const struct wsig_connection *c,
                            uint8_t from_client);

/* By which evidence the dialect is known, the session, and the other end of the transaction. */
void wrtcsig_add_links(proto_tree *tree, tvbuff_t *tvb, const struct wsig_record *record);

/* What an item of a message is drawn with. */
struct wrtcsig_scene {
    tvbuff_t *tvb;
    packet_info *pinfo;
    const struct wsig_record *record;
    int64_t now; /* the time of the latest packet */
    bool later_pass;
};

/* State, offer and answer, findings of one item. */
void wrtcsig_add_item_links(const struct wrtcsig_scene *scene, proto_item *title, proto_tree *tree,
                            unsigned index);

/* " -> answered in #42 after 180 ms" for the Info column, or "". */
const char *wrtcsig_link_summary(packet_info *pinfo, const struct wsig_record *record);

/* --- media --- */

struct wrtcsig_media_options {
    bool decode;            /* preference: dissect the packets of signaled flows */
    bool decode_unsignaled; /* preference: also of flows that ICE opened without readable signaling
                             */
};

void wrtcsig_media_handoff(void);

/* What the postdissector sees of STUN and DTLS. */
void wrtcsig_media_post(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                        const struct wrtcsig_media_options *options);

/* --- SRTP --- */

void wrtcsig_srtcp_init(void);

/* An encrypted RTCP packet of a type that Wireshark would dissect as if it were readable. */
bool wrtcsig_srtcp_is_ours(struct wsig_slice bytes, unsigned tag_length);

void wrtcsig_srtcp_dissect(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                           unsigned tag_length);

/* The packet as Wireshark's RTP dissector can read it. */
tvbuff_t *wrtcsig_srtp_repair(tvbuff_t *tvb, packet_info *pinfo);

/* --- show --- */

struct wrtcsig_show_options {
    bool call_sdp; /* preference */
    int64_t now;   /* the time of the latest packet */
    bool beside;   /* another dissector has the payload and the columns: only our items are added */
    dissector_handle_t json, sdp, xml;
};

/* Draws a message that is signaling. Calls Wireshark's dissectors for what is in it, so nothing of
 * the message may be used after it. */
void wrtcsig_show_message(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, struct wsig_msg *msg,
                          const struct wsig_record *record,
                          const struct wrtcsig_show_options *options);

/* Draws a note about a frame, or about the end of TCP. */
void wrtcsig_show_note(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                       const struct wsig_note *note);

#endif
