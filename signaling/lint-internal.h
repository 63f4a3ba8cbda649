/* lint-internal.h: what the rules for one message share
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_LINT_INTERNAL_H
#define WSIG_LINT_INTERNAL_H

#include "lint-msg.h"
#include "sdp-index.h"

#define WSIG_EXTMAP_IDS 256

/* What the m-sections that share a transport have used so far. */
struct wsig_lint_shared {
    struct wsig_slice codecs[WSIG_PAYLOAD_TYPES]; /* rtpmap of a payload type */
    struct wsig_slice extensions[WSIG_EXTMAP_IDS];
};

/* At work on one item. */
struct wsig_lint {
    struct wsig_msg *msg;
    const struct wsig_item *item;
    unsigned faults; /* of the message */
    struct wsig_finding_place place;
    uint32_t buffer; /* that slices point into */
    const struct wsig_span
        *fixed; /* instead: the span that stands for all of a candidate; or NULL */

    const struct wsig_sdp *sdp; /* NULL for a candidate of its own */
    struct wsig_sdp_index index;
    bool is_offer, is_answer;         /* a provisional answer is one, too */
    struct wsig_lint_shared **shared; /* by BUNDLE group */
    struct wsig_lint_shared *alone;   /* of an m-section without a group */
    GHashTable *ssrcs;                /* SSRC to 1 + m-section */
    GHashTable *seen;                 /* candidates of the m-section */
    GHashTable *foundations;          /* the same: foundation -> the first candidate with it */
};

/* `at` lies in the item's buffer. The arguments after `text` are those of printf. */
void wsig_lint_fault(struct wsig_lint *l, enum wsig_rule rule, struct wsig_slice at,
                     const char *text, ...) G_GNUC_PRINTF(4, 5);

/* A slice for printf's %s: in the arena, fit to be shown. */
const char *wsig_lint_text(struct wsig_lint *l, struct wsig_slice s);

/* The m-section at hand. */
static inline const struct wsig_sdp_media *wsig_lint_media(const struct wsig_lint *l)
{
    return &l->sdp->media[l->place.media];
}

/* Its m-line. */
static inline struct wsig_slice wsig_lint_media_line(const struct wsig_lint *l)
{
    return l->sdp->lines[wsig_lint_media(l)->first_line].text;
}

/* A rule for lines of one name, and one for an m-section. */
struct wsig_line_rule {
    enum wsig_sdp_name name;
    void (*check)(struct wsig_lint *l, const struct wsig_sdp_line *line);
};
typedef void wsig_section_rule(struct wsig_lint *l);

void wsig_lint_sdp(struct wsig_lint *l);
void wsig_lint_candidate(struct wsig_lint *l, const struct wsig_candidate *candidate);

/* lint-rtp.c: lines and m-sections as far as RTP is concerned. Sections that are not rejected. */
void wsig_lint_rtp_line(struct wsig_lint *l, const struct wsig_sdp_line *line);
void wsig_lint_rtp_section(struct wsig_lint *l);

#endif
