/* sdp.h: a session description as a list of lines, the WebRTC attributes recognised
 *
 * The whole SDP is the business of Wireshark's own dissector; here is what offer/answer, ICE and
 * DTLS need: RFC 8866 (grammar), RFC 8839 (ICE), RFC 8122 (fingerprint), RFC 4145 and 8842 (setup),
 * RFC 9143 (BUNDLE), RFC 5888 (mid). No notion of offers or sessions.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_SDP_H
#define WSIG_SDP_H

#include "arena.h"
#include "result.h"
#include "slice.h"

/* Lines of a description that are read; one with 50 m-lines has some 3,000. */
#define WSIG_SDP_LINES_MAX 32768

enum wsig_sdp_name {
    WSIG_SDP_OTHER,
    WSIG_SDP_VERSION, /* v= */
    WSIG_SDP_ORIGIN,  /* o= */
    WSIG_SDP_SESSION, /* s= */
    WSIG_SDP_TIME,    /* t= */
    WSIG_SDP_MEDIA,   /* m= */
    WSIG_SDP_GROUP,   /* a=group:, and so on: the attribute's value without its name */
    WSIG_SDP_MID,
    WSIG_SDP_DIRECTION, /* value: sendrecv, sendonly, recvonly, inactive */
    WSIG_SDP_RTPMAP,
    WSIG_SDP_SETUP,
    WSIG_SDP_FINGERPRINT,
    WSIG_SDP_CANDIDATE, /* value: the whole attribute with "candidate:" */
    WSIG_SDP_END_OF_CANDIDATES,
    WSIG_SDP_ICE_UFRAG,
    WSIG_SDP_ICE_PWD,
    WSIG_SDP_ICE_OPTIONS,
    WSIG_SDP_RTCP_MUX, /* flags: the value is the name */
    WSIG_SDP_BUNDLE_ONLY,
    WSIG_SDP_ICE_LITE,
    WSIG_SDP_ICE_MISMATCH,
    WSIG_SDP_EXTMAP_ALLOW_MIXED,
    WSIG_SDP_FMTP,
    WSIG_SDP_EXTMAP,
    WSIG_SDP_RID,
    WSIG_SDP_SIMULCAST,
    WSIG_SDP_SSRC,
    WSIG_SDP_SSRC_GROUP,
    WSIG_SDP_MSID,
    WSIG_SDP_CRYPTO,
    WSIG_SDP_SCTP_PORT,
    WSIG_SDP_SCTPMAP,
    WSIG_SDP_TLS_ID,
    WSIG_SDP_NAME_COUNT
};

/* A set of names. */
static inline uint64_t wsig_sdp_bit(enum wsig_sdp_name name)
{
    return UINT64_C(1) << name;
}

struct wsig_sdp_line {
    enum wsig_sdp_name name;
    int media; /* index of the m-section, -1 in the session part */
    struct wsig_slice text, value;
};

struct wsig_sdp_media {
    struct wsig_slice kind, port, proto, formats; /* m=<kind> <port> <proto> <formats> */
    size_t first_line, end_line;                  /* its lines: first (the m-line) to before end */
    struct wsig_slice mid;
    bool rejected; /* port 0 and not bundle-only, RFC 8866 section 5.14, RFC 9143 section 6 */
};

struct wsig_sdp {
    struct wsig_slice text;
    struct wsig_sdp_line *lines;
    size_t line_count;
    struct wsig_sdp_media *media;
    size_t media_count;
    unsigned candidate_count;
    bool limited;               /* has more lines than are read */
    bool webrtc;                /* carries ICE or DTLS: no plain SIP or RTSP description */
    struct wsig_slice setup;    /* the first a=setup */
    struct wsig_slice error_at; /* what is wrong in a malformed one ... */
    const char *error;          /* ... and why, for a person */
};

/* A whole description: begins with "v=0" and has an o= line and one of s=, t=, m=. WSIG_MALFORMED
 * when a line is not <letter>=<value>, o=, s= or t= is missing or an m-line breaks its grammar. */
enum wsig_result wsig_sdp_parse(struct wsig_arena *arena, struct wsig_slice text,
                                struct wsig_sdp *sdp);

/* A fragment without session part (application/trickle-ice-sdpfrag, RFC 8840 section 9): only
 * attributes and pseudo m-lines, at least one of them a=ice-ufrag, a=candidate or
 * a=end-of-candidates. WSIG_OK or WSIG_NOT. */
enum wsig_result wsig_sdp_parse_fragment(struct wsig_arena *arena, struct wsig_slice text,
                                         struct wsig_sdp *sdp);

/* The first line of that name in an m-section (media >= 0) or in the session part (-1);
 * an absent slice when there is none. */
struct wsig_slice wsig_sdp_value(const struct wsig_sdp *sdp, int media, enum wsig_sdp_name name);

/* Payload types are 7 bit numbers (RFC 3550 section 5.1). */
#define WSIG_PAYLOAD_TYPES 128

struct wsig_codec {
    struct wsig_slice name; /* as rtpmap writes it: "opus/48000/2"; absent when not known */
    bool is_static;         /* not in the SDP: from the static table of RFC 3551 section 6 */
};

/* The codecs of an m-section by payload type. */
void wsig_sdp_codecs(const struct wsig_sdp *sdp, const struct wsig_sdp_media *media,
                     struct wsig_codec codecs[static WSIG_PAYLOAD_TYPES]);

#endif
