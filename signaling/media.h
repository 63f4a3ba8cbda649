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
 * Fed on the first pass only. Memory: a flow at most 640 bytes, one of a session 4 KB more and its
 * sources up to a limit; a check and its response 80 bytes each; a packet of RTP none of its own.
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

/* SSRCs of a flow that are told apart; further ones are named by payload type alone. */
#define WSIG_SOURCES_MAX 256

/* What packets belong to. */
struct wsig_label {
    const struct wsig_session *session;
    uint8_t agent;                /* the sender */
    uint32_t offer_in, answer_in; /* 0: not known */
    char *mid, *codec;            /* NULL: not known */
};

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

/* Any other packet of a flow; NULL: nothing to show. */
const struct wsig_media_note *wsig_media_packet(struct wsig_media *media, struct wsig_flow *flow,
                                                const struct wsig_packet_place *place,
                                                struct wsig_slice bytes);

/* A DTLS certificate of the sender (DER), to be compared with what it has signaled. */
const struct wsig_media_note *wsig_media_certificate(struct wsig_media *media,
                                                     struct wsig_flow *flow,
                                                     const struct wsig_packet_place *place,
                                                     struct wsig_slice certificate);

/* Have the payload types changed since the last call? */
bool wsig_flow_has_new_codecs(struct wsig_media *media, struct wsig_flow *flow);

/* The payload types of what that side sends; empty where no session is known. */
const struct wsig_codec_map *wsig_flow_codecs(const struct wsig_flow *flow, enum wsig_side side);

#endif
