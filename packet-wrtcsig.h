/* packet-wrtcsig.h: what the files of the top floor know of each other
 *
 *     packet-wrtcsig.c   registration, the payload's heuristic, and the postdissector
 *     place-wrtcsig.c    which connection a packet is of, who sent it, and when
 *     prefer-wrtcsig.c   the preference "Dialects by port"
 *     door-wrtcsig.c     in front of Wireshark's TCP, UDP, WebSocket and SIP: where the bytes are
 *     harvest-wrtcsig.c  those bytes -> events of a connection
 *     show-wrtcsig.c     facts and notes -> tree, expert infos, columns
 *     tap-wrtcsig.c      the tap
 *     report-*, story-   reports of it (report-wrtcsig.h)
 *     voip-wrtcsig.c     Telephony > VoIP Calls, and conversation filters
 *     links-wrtcsig.c    generated items: connection, session, frames that belong together
 *     show-connection-wrtcsig.c  the same for a connection's upgrade, pings, end
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef PACKET_WRTCSIG_H
#define PACKET_WRTCSIG_H

#include <epan/expert.h>
#include <epan/packet.h>
#include <epan/prefs.h>

#include "compat.h"
#include "signaling/capture.h"
#include "signaling/fact.h"
#include "signaling/segments.h"

void proto_register_wrtcsig(void);
void proto_reg_handoff_wrtcsig(void);

/* Protocol and field numbers, by signaling/'s own. */
int wrtcsig_proto(void);
int wrtcsig_media_proto(void); /* of media packets, so that "wrtcsig" means signaling alone */
int wrtcsig_hf(enum wsig_field field);
expert_field *wrtcsig_ei(enum wsig_rule rule);

enum wrtcsig_ett { WRTCSIG_ETT_MESSAGE, WRTCSIG_ETT_FACT, WRTCSIG_ETT_COUNT };
int wrtcsig_ett(enum wrtcsig_ett ett);

/* --- place --- */

void wrtcsig_place_init(void);

/* What identifies the connection of a packet; its sender, frame and time. */
uint32_t wrtcsig_stream(packet_info *pinfo);
struct wsig_moment wrtcsig_moment(packet_info *pinfo);
uint32_t wrtcsig_place(packet_info *pinfo, struct wsig_moment *at); /* both, for less */

void wrtcsig_tcp_ports(packet_info *pinfo, uint32_t *source, uint32_t *destination);
int64_t wrtcsig_time(const packet_info *pinfo); /* nanoseconds since the epoch */

/* Has a dissector of that protocol been asked? */
bool wrtcsig_has_layer(const packet_info *pinfo, int proto);
bool wrtcsig_is_http2(const packet_info *pinfo);

/* Keys of our data on a packet. */
enum wrtcsig_key {
    WRTCSIG_KEY_NOTES,
    WRTCSIG_KEY_URL,
    WRTCSIG_KEY_MESSAGE, /* the packet carries a message of ours */
    WRTCSIG_KEY_SHARED,  /* whose its messages are, over HTTP/2; of the packet: how many were asked
                          */
    WRTCSIG_KEY_MEDIA,   /* const struct wsig_media_note, of RTP and RTCP: shown below them */
    WRTCSIG_KEY_RECORD,  /* const struct wsig_record, of the packet's first message */
    WRTCSIG_KEY_CHECK,   /* the same, of STUN and DTLS: shown by the postdissector */
    WRTCSIG_KEY_TAPPED,  /* of this dissection: connections that the tap has introduced */
    WRTCSIG_KEY_COUNT,   /* from here on by the packet's offset: of packets within others */
};

struct wsig_media *wrtcsig_media(void);
const struct wsig_sessions *wrtcsig_sessions(void);

/* The time of the latest packet; and which capture it is: another number, and all that the other
 * one owned is gone. */
int64_t wrtcsig_now(void);
uint32_t wrtcsig_capture_number(void);

/* --- preference --- */

void wrtcsig_prefer_register(module_t *module);

/* The dialect that the user chose for the server's port; for either port where it is not known who
 * the client is (2). NULL: none. */
const struct wsig_dialect *wrtcsig_preferred_dialect(uint32_t source, uint32_t destination,
                                                     uint8_t from_client);

/* --- harvest --- */

void wrtcsig_harvest_init(void);
void wrtcsig_harvest_begin(void); /* a capture begins */

/* First pass: calls `read` with each STUN message that Wireshark has found in the packet, as far as
 * it was captured; on TCP with the length before it where there is one. */
typedef void (*wrtcsig_stun_reader)(void *data, struct wsig_slice message);
void wrtcsig_harvest_stun(packet_info *pinfo, wrtcsig_stun_reader read, void *data);

/* First pass: feeds the capture with what the packet holds. Returns the notes to show (an array of
 * const struct wsig_note *, of file scope) or NULL. `*url`: that of the packet's upgrade request,
 * valid as long as the packet; p == NULL: there is none. */
wmem_array_t *wrtcsig_harvest(struct wsig_capture *capture, packet_info *pinfo,
                              struct wsig_slice *url);

/* --- doors --- */

void wrtcsig_door_handoff(void);
void wrtcsig_door_begin(void);  /* a capture begins */
void wrtcsig_door_forget(void); /* the packet is done; till then the following stays valid */

/* A handle for the postdissector, which is on the packet's list of protocols only in name. */
dissector_handle_t wrtcsig_door_post(dissector_t dissect);

struct wrtcsig_segment {
    uint16_t source, destination; /* ports */
    struct wsig_tcp_segment place;
    bool placed; /* what wrtcsig_place() has found */
    uint32_t stream;
    struct wsig_moment at;
};

/* The packet's TCP segment, the innermost; NULL: there is none. */
struct wrtcsig_segment *wrtcsig_door_segment(const packet_info *pinfo);

/* The payload of the innermost TCP or UDP, as far as captured; p == NULL: there is none. Is more on
 * the wire than in the capture? */
struct wsig_slice wrtcsig_door_payload(const packet_info *pinfo);
bool wrtcsig_door_payload_is_cut(void);

struct wrtcsig_frame {
    tvbuff_t *tvb;
    int start, length;     /* bytes */
    uint32_t http2_stream; /* 0: not over HTTP/2 */
};

/* The nth WebSocket frame of the packet; NULL: it has no more. */
const struct wrtcsig_frame *wrtcsig_door_frame(const packet_info *pinfo, unsigned ordinal);

/* The HTTP/2 stream whose WebSocket is being dissected; false: it is none, or not known. */
bool wrtcsig_door_http2_stream(const packet_info *pinfo, uint32_t *stream);

/* A message that another dissector is asked for (packet-wrtcsig.c): draws our items. False: it is
 * no signaling. `beside`: the other has taken it, and has the columns. */
bool wrtcsig_show_beside(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, bool beside);

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

/* What only the future tells of an item: calls `report` for each finding; the detail, which may be
 * NULL, lasts as long as the call. What a session's media tells is reported at its first answer. */
typedef void (*wrtcsig_future_report)(void *data, enum wsig_rule rule, const char *detail);
void wrtcsig_future(const struct wsig_item_record *item, int64_t now, wrtcsig_future_report report,
                    void *data);

/* " -> answered in #42 after 180 ms" for the Info column, or "". */
const char *wrtcsig_link_summary(packet_info *pinfo, const struct wsig_record *record);

/* --- media --- */

struct wrtcsig_media_options {
    wrtcsig_bool decode;            /* preference: dissect the packets of signaled flows */
    wrtcsig_bool decode_unsignaled; /* preference: also of flows that ICE opened without readable
                                       signaling */
};

/* The options may change between captures. */
void wrtcsig_media_handoff(const struct wrtcsig_media_options *options);

/* What the postdissector sees of STUN and DTLS. */
void wrtcsig_media_post(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree);

/* --- SRTP --- */

void wrtcsig_srtcp_init(void);

/* An encrypted RTCP packet of a type that Wireshark would dissect as if it were readable. */
bool wrtcsig_srtcp_is_ours(struct wsig_slice bytes, unsigned tag_length);

void wrtcsig_srtcp_dissect(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                           unsigned tag_length);

/* The packet as Wireshark's RTP dissector can read it. */
tvbuff_t *wrtcsig_srtp_repair(tvbuff_t *tvb, packet_info *pinfo);

/* --- tap --- */

enum wrtcsig_tap_type {
    WRTCSIG_TAP_CONNECTION, /* before the first of the others about it; once on each pass */
    WRTCSIG_TAP_MESSAGE,    /* before its items; one for each application message of a payload */
    WRTCSIG_TAP_ITEM,
    WRTCSIG_TAP_CLOSE,
    WRTCSIG_TAP_NOTE,  /* any other note: an upgrade's response, the end of TCP, a frame's fault */
    WRTCSIG_TAP_MEDIA, /* a packet of a session's media that has findings */
    WRTCSIG_TAP_FINDING
};

/* What the tap "wrtcsig" queues, on every pass: one for each connection, each message, each item of
 * a message, each note, each finding; the same on all passes, but for what the first one cannot
 * know.
 * `-z wrtcsig,records` prints them. */
struct wrtcsig_tap_record {
    enum wrtcsig_tap_type type;
    uint32_t frame, connection;
    int64_t time;                        /* nanoseconds since the epoch */
    const struct wsig_connection *about; /* NULL: of media, or a finding */
    const struct wsig_session *session;  /* NULL: none known; at that time */
    const struct wsig_item_record *item; /* NULL: none */
    const char *source, *destination;    /* "192.0.2.1:5000" */
    uint8_t from_client;                 /* 0, 1, or 2: not known */
    bool later_pass, tcp_end;
    const char *dialect, *kind, *method;
    const char *room, *peer_from, *peer_to; /* NULL: not said */
    unsigned items;                         /* of a message */
    const char *candidate_type;             /* NULL: no candidate */
    bool has_code;                          /* of a Close */
    uint16_t code;
    enum wsig_rule rule; /* of a finding */
    unsigned reported;   /* findings of the item that were queued with it */
    const char *text;    /* what the expert info says; else, what the Info column does */
};

void wrtcsig_tap_register(void);
void wrtcsig_tap_message(packet_info *pinfo, struct wsig_msg *msg,
                         const struct wsig_record *record);
void wrtcsig_tap_note(packet_info *pinfo, const struct wsig_note *note, const char *summary);
void wrtcsig_tap_media(packet_info *pinfo, const struct wsig_session *session);

void wrtcsig_tap_finding(packet_info *pinfo, enum wsig_rule rule, const char *text);

/* What an expert info says. */
const char *wrtcsig_report_text(packet_info *pinfo, enum wsig_rule rule, const char *detail);

/* A finding, as an expert info on the item and in the tap. `detail` may be NULL. */
void wrtcsig_report(packet_info *pinfo, proto_item *item, enum wsig_rule rule, const char *detail);

/* --- VoIP calls, conversation filters --- */

void wrtcsig_voip_register(void);
bool wrtcsig_voip_wanted(void);
void wrtcsig_voip_record(packet_info *pinfo, const struct wrtcsig_tap_record *record);

/* --- reports --- */

void wrtcsig_reports_handoff(void); /* report-wrtcsig.c: -z wrtcsig,... */
void wrtcsig_tree_handoff(void);    /* report-tree-wrtcsig.c: the statistics tree */

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

/* What is known of an upgrade, a ping or the end of TCP, in the subtree of its note. */
void wrtcsig_show_connection(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                             const struct wsig_note *note);

/* Where the connection of a message began. */
void wrtcsig_show_beginning(tvbuff_t *tvb, proto_tree *tree, const struct wsig_record *record);

/* Draws a note about an upgrade, a frame, or the end of TCP; or nothing, where it is not shown. */
void wrtcsig_show_note(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                       const struct wsig_note *note);

#endif
