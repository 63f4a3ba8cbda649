/* negotiation.h: an answer against its offer, a description against the one before it
 *
 * Pure: two descriptions in, findings out. Which answer belongs to which offer, and which of
 * several descriptions was the one before, is the caller's business (RFC 3264, RFC 9429 section 5).
 * What one description alone decides is in lint-sdp.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_NEGOTIATION_H
#define WSIG_NEGOTIATION_H

#include "lint.h"
#include "sdp.h"

/* Judges an answer (or pranswer) by the offer that it answers, in this order. Both are read with
 * wsig_sdp_parse(); nothing is kept of them. A malformed one is judged as far as it was read:
 * better leave it out. The findings' details own their text. */
void wsig_answer_check(const struct wsig_sdp *offer, const struct wsig_sdp *answer,
                       GArray **findings);

/* Judges an offer by the last description that the same side sent for the same peer connection (an
 * offer or an answer that came into force; not one that was rolled back or replaced). `peer` is the
 * other side's last one, or NULL: an m-line that it rejected may be used anew. */
void wsig_reoffer_check(const struct wsig_sdp *before, const struct wsig_sdp *peer,
                        const struct wsig_sdp *offer, GArray **findings);

/* Has the side asked for an ICE restart since that description: other ice-ufrag and ice-pwd in an
 * m-section that both have (RFC 8839 section 4.4.1.1.1)? */
bool wsig_ice_restarted(const struct wsig_sdp *before, const struct wsig_sdp *after);

/* --- the outcome ----------------------------------------------------------------------------- */

/* What became of one m-line. */
struct wsig_negotiated_media {
    struct wsig_slice mid, kind; /* of the answer, or of the offer where it has none; borrowed */
    bool rejected;
    bool bundled;            /* shares the transport of the group's first m-line (also that one) */
    bool rtcp_mux;           /* both have it */
    const char *direction;   /* as the offerer sees it: "sendonly"; NULL: no RTP, or rejected */
    const char *dtls_client; /* who sends ClientHello: "offerer", "answerer"; NULL: not known */
    const char *codecs; /* "opus/48000/2, PCMU/8000": what the answer kept, in its order; or "" */
    const char *text;   /* "0 audio: opus/48000/2; sendrecv; DTLS client: answerer; BUNDLE" */
};

struct wsig_negotiated {
    struct wsig_negotiated_media *media; /* by m-line, as many as the shorter description has */
    size_t media_count;
};

/* Strings and the array live in the arena. */
void wsig_negotiated(struct wsig_arena *arena, const struct wsig_sdp *offer,
                     const struct wsig_sdp *answer, struct wsig_negotiated *outcome);

/* The direction of an m-section; sendrecv when nothing says otherwise (RFC 8866 section 6.7). */
struct wsig_slice wsig_sdp_direction(const struct wsig_sdp *sdp, int media);

#endif
