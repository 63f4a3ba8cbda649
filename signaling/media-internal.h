/* media-internal.h: what the files of media.h know of each other
 *
 *     media.c          flows, and which packets belong to what
 *     media-codecs.c   what the payload types of a session mean
 *     media-checks.c   connectivity checks and their answers
 *     media-dtls.c     handshake and certificates
 *     media-streams.c  how much came of what
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_MEDIA_INTERNAL_H
#define WSIG_MEDIA_INTERNAL_H

#include "dtls-certificate.h"
#include "media.h"
#include "session-internal.h"

struct wsig_check {
    uint8_t id[12];
    bool use_candidate;
    enum wsig_side side;
    struct wsig_media_note *request;
};

/* An SSRC with one payload type. */
struct wsig_source {
    uint64_t key; /* SSRC << 8 | payload type */
    struct wsig_media_note *note;
    struct wsig_media_stream *stream; /* NULL: no session */
    struct wsig_window *window;
};

/* What is needed of a flow when RTP comes on it, and a session is known: payload type tables, some
 * 4 KiB, and its sources. */
struct wsig_flow_rtp {
    struct wsig_codec_map codecs[2]; /* by side */
    GHashTable *sources;             /* struct wsig_source.key -> it; owned */
    GHashTable *mids;                /* SSRC -> mid, as the header extension said; owned */
};

/* A certificate whose sender's description has not been seen yet. */
struct wsig_unjudged {
    struct wsig_media_note *note; /* of the packet that made it whole; NULL: there is none */
    uint8_t *bytes;               /* owned */
    size_t n;
};

struct wsig_flow {
    struct wsig_session *session; /* NULL: no signaling explains it */
    uint8_t agent[2];             /* by side: which agent sends from there */
    uint64_t username[2];         /* hash of the last one, by the sender's side */
    bool open;                    /* a check was answered */
    bool swapped_said, consent_said, role_said, bye_said;
    struct wsig_check checks[WSIG_CHECKS_MAX];
    unsigned next_check;
    int64_t answered[2];    /* by the side that asked: when it was answered last; 0: never */
    uint32_t unanswered[2]; /* and its checks since then */
    uint8_t dtls_client;    /* side + 1 that sent a ClientHello; 0: none seen */
    bool dtls_encrypted[2]; /* that side has sent an encrypted record */
    struct wsig_dtls_reader readers[2]; /* by side */
    struct wsig_unjudged unjudged[2];
    /* What the maps and labels were made from. */
    const struct wsig_session *read;
    const struct wsig_exchange *agreed;
    uint32_t descriptions;
    bool codecs_old, codecs_new;
    struct wsig_flow_rtp *rtp;        /* NULL: none came, or no session is known; owned */
    struct wsig_media_note *plain[2]; /* by side: of packets that belong to no m-section */
};

/* Any capture makes flows, so they stay small; see "limits" in the README. */
#define WSIG_FLOW_BYTES_MAX 1024
G_STATIC_ASSERT(sizeof(struct wsig_flow) <= WSIG_FLOW_BYTES_MAX);

/* Whose an SSRC at an address and port is. */
struct wsig_known {
    uint64_t key; /* hash of all three */
    struct wsig_end end;
};

struct wsig_media {
    struct wsig_sessions *sessions;
    GHashTable *flows;  /* number -> struct wsig_flow; owned */
    GHashTable *known;  /* struct wsig_known.key -> it; owned */
    GPtrArray *labels;  /* struct wsig_label; owned */
    GPtrArray *notes;   /* struct wsig_media_note; owned */
    GHashTable *relays; /* what TURN servers have been told; see media-turn.c */
    uint32_t inner_flows;
    struct wsig_arena *arena;
};

/* --- media.c --- */

struct wsig_flow *wsig_flow_get(struct wsig_media *media, uint32_t number);

/* The session and agent that a side of the flow is by now. */
static inline struct wsig_end wsig_flow_end(const struct wsig_flow *flow, enum wsig_side side)
{
    return wsig_end_of(flow->session, flow->agent[side]);
}

struct wsig_media_note *wsig_media_note_new(struct wsig_media *media, const struct wsig_flow *flow,
                                            enum wsig_side side, const char *mid,
                                            const char *codec);

/* New descriptions came into force: what was made from the old ones is made anew. */
void wsig_flow_refresh(struct wsig_flow *flow);

void wsig_flow_rtp_free(struct wsig_flow_rtp *rtp);

/* The first packet of that phase ends it: true, and its note says so. */
bool wsig_media_mark(struct wsig_session *session, struct wsig_event *event, const char *phase,
                     const struct wsig_packet_place *place, struct wsig_media_note *note);

/* --- media-checks.c --- */

/* From now on the flow is that session's, and that side is that agent. NULL: nobody's. */
void wsig_flow_tie(struct wsig_flow *flow, enum wsig_side side, struct wsig_end end);

/* --- media-codecs.c --- */

void wsig_codec_map_clear(struct wsig_codec_map *map);

/* What `sender` may send, by both agents' descriptions. */
void wsig_codec_map_read(struct wsig_codec_map *map, struct wsig_arena *arena,
                         const struct wsig_session *session, uint8_t sender);

/* Does what was agreed let each agent send RTP? */
void wsig_media_read_directions(struct wsig_arena *arena, struct wsig_session *session);

/* --- media-dtls.c --- */

/* A DTLS packet; NULL: nothing special about it. */
struct wsig_media_note *wsig_media_dtls(struct wsig_media *media, struct wsig_flow *flow,
                                        const struct wsig_packet_place *place,
                                        struct wsig_slice bytes);

/* Compares those that wait for it with what their senders have signaled by now. */
void wsig_media_judge_certificates(struct wsig_flow *flow);

void wsig_unjudged_clear(struct wsig_unjudged *open);

/* --- media-streams.c --- */

struct wsig_media_stream *wsig_stream_get(struct wsig_session *session, uint8_t agent,
                                          const char *mid, const char *codec);

/* Sequence numbers of an agent's SSRC, the latest 64. */
struct wsig_window;
struct wsig_window *wsig_window_get(struct wsig_session *session, uint8_t agent, uint32_t ssrc);

/* False: it was there before, on another hop or twice on this one. */
bool wsig_window_see(struct wsig_window *window, uint16_t sequence);

/* --- media-turn.c --- */

void wsig_media_free_relays(struct wsig_media *media);

#endif
