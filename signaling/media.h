/* media.h: which packets a signaled session explains
 *
 * A connectivity check carries "<receiver's ufrag>:<sender's ufrag>" (RFC 8445 section 7.2.2): that
 * names the session and both agents, and with the 5-tuple all that follows on it: DTLS, RTP, RTCP
 * (RFC 7983). Whose m-section a packet of RTP is, the mid in its header says, else its SSRC, else
 * its payload type (RFC 9143 section 9.2).
 *
 *     flow   one 5-tuple on which checks were seen
 *     label  what a packet belongs to; all packets of the same share it
 *
 * Fed on the first pass only. Memory: a flow is below 1 KiB; when RTP comes on it and its session
 * is known, payload type tables of some 4 KiB are added, and its sources up to a limit.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_MEDIA_H
#define WSIG_MEDIA_H

#include "rtp.h"
#include "session.h"
#include "stun.h"

/* Checks of a flow that wait for their response; older ones are forgotten. */
#define WSIG_CHECKS_MAX 16

/* RTP so long after the bye is media after the bye, in nanoseconds: the last packets are on their
 * way, and browsers close a little later. */
#define WSIG_BYE_WAIT (INT64_C(2) * 1000000000)

/* Consent expires after 30 seconds (RFC 7675 section 5.1); so many checks make sure that it was not
 * the capture that paused. */
#define WSIG_CONSENT_WAIT   (INT64_C(30) * 1000000000)
#define WSIG_CONSENT_CHECKS 4

/* SSRCs of a flow that are told apart; further ones are named by payload type alone. */
#define WSIG_SOURCES_MAX 256

/* SSRCs at addresses that are remembered, for flows that no signaling explains. */
#define WSIG_KNOWN_MAX 8192

/* What packets belong to. */
struct wsig_label {
    struct wsig_session *session; /* as it was; see below */
    uint8_t agent;                /* the sender */
    uint32_t offer_in, answer_in; /* 0: not known */
    char *mid, *codec;            /* NULL: not known */
};

/* The session that it is by now, and the sender's agent there. */
const struct wsig_session *wsig_label_session(const struct wsig_label *label);
uint8_t wsig_label_agent(const struct wsig_label *label);

/* What is shown on one packet. */
struct wsig_media_note {
    const struct wsig_label *label;
    char *pair;                             /* the nominated pair, or NULL */
    uint32_t request_in;                    /* of a response */
    const struct wsig_media_note *response; /* of a request */
    uint32_t frame;
    int64_t time;
    int64_t round_trip;        /* of a response; 0: not known */
    uint8_t fingerprint_match; /* 0 no, 1 yes, 2: nothing to say */
    const char *phase;         /* that the packet ends: "first-check", "pair" ...; NULL: none */
    int64_t since_offer;       /* to that; 0: not known */
    const char *remark;        /* what cannot be told; NULL: nothing */
    GArray *findings;
};

/* Payload types of one direction, as the session has negotiated them. */
struct wsig_codec_map {
    char *codec[WSIG_PAYLOAD_TYPES]; /* "opus/48000/2"; NULL: not negotiated */
    char *mid[WSIG_PAYLOAD_TYPES];   /* NULL: of several m-sections */
    uint8_t mid_extension;           /* id of the header extension; 0: none */
    GHashTable *sources;             /* SSRC -> mid, by a=ssrc */
};

struct wsig_flow;
struct wsig_media;

struct wsig_media *wsig_media_new(struct wsig_sessions *sessions);
void wsig_media_free(struct wsig_media *media);

/* The flow of that number; NULL: no checks were seen on it. */
struct wsig_flow *wsig_media_flow(const struct wsig_media *media, uint32_t number);

const struct wsig_session *wsig_flow_session(const struct wsig_flow *flow);

/* Has a check been answered on it? */
bool wsig_flow_is_open(const struct wsig_flow *flow);

/* Where and when a packet was seen, and its ends. */
struct wsig_packet_place {
    uint32_t flow; /* any number that stands for the 5-tuple */
    uint32_t frame;
    int64_t time;
    enum wsig_side side;              /* the sender */
    const char *source, *destination; /* addresses as text */
    uint16_t source_port, destination_port;
    bool tcp;
};

/* A STUN message. NULL: nothing to show. Makes the flow when it is a check. */
const struct wsig_media_note *wsig_media_stun(struct wsig_media *media,
                                              const struct wsig_packet_place *place,
                                              const struct wsig_stun *stun);

/* --- through a TURN server --- */

/* Peers, and channels, of one client that are told apart. */
#define WSIG_PEERS_MAX 256

struct wsig_inner_end {
    char address[46];
    uint16_t port;
};

/* Keeps the texts that a place is given. */
struct wsig_inner {
    struct wsig_inner_end ends[2]; /* source, destination */
};

/* A message of TURN: learns of allocations and channels. */
void wsig_media_turn(struct wsig_media *media, const struct wsig_packet_place *place,
                     const struct wsig_stun *stun);

/* From the place of a packet to that of the packet within. False: not known whose it is. */
bool wsig_media_enter_channel(struct wsig_media *media, struct wsig_packet_place *place,
                              uint16_t channel, struct wsig_inner *inner);
bool wsig_media_enter_indication(struct wsig_media *media, struct wsig_packet_place *place,
                                 const struct wsig_stun *stun, struct wsig_inner *inner);

/* --- */

/* Any other packet of a flow; NULL: nothing to show. Certificates of DTLS 1.2 are put together
 * here, and compared with what their sender has signaled. */
const struct wsig_media_note *wsig_media_packet(struct wsig_media *media, struct wsig_flow *flow,
                                                const struct wsig_packet_place *place,
                                                struct wsig_slice bytes);

/* Have the payload types changed since the last call? */
bool wsig_flow_has_new_codecs(struct wsig_media *media, struct wsig_flow *flow);

/* The payload types of what that side sends; empty where no session is known. */
const struct wsig_codec_map *wsig_flow_codecs(const struct wsig_flow *flow, enum wsig_side side);

#endif
