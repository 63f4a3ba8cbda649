/* negotiation-internal.h: two descriptions side by side
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_NEGOTIATION_INTERNAL_H
#define WSIG_NEGOTIATION_INTERNAL_H

#include "negotiation.h"
#include "sdp-index.h"

/* Findings of one comparison; more say nothing new. */
#define WSIG_PAIR_FAULTS_MAX 64

/* Offer and answer, or before and after. */
struct wsig_pair {
    struct wsig_arena *arena;
    const struct wsig_sdp *a, *b;
    struct wsig_sdp_index index_a, index_b;
    int media; /* m-line at hand; both have it */
    int media_count;
    unsigned faults;
    GArray **findings;
};

typedef void wsig_pair_rule(struct wsig_pair *p);

void wsig_pair_open(struct wsig_pair *p, const struct wsig_sdp *a, const struct wsig_sdp *b,
                    GArray **findings);
void wsig_pair_close(struct wsig_pair *p);

/* A slice for printf's %s. */
const char *wsig_pair_text(struct wsig_pair *p, struct wsig_slice s);

/* The arguments after `format` are those of printf. */
void wsig_pair_fault(struct wsig_pair *p, enum wsig_rule rule, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* The same for the m-line at hand: "m-line 1 (video): ...". */
void wsig_pair_media_fault(struct wsig_pair *p, enum wsig_rule rule, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static inline const struct wsig_sdp_media *wsig_pair_media_a(const struct wsig_pair *p)
{
    return &p->a->media[p->media];
}

static inline const struct wsig_sdp_media *wsig_pair_media_b(const struct wsig_pair *p)
{
    return &p->b->media[p->media];
}

/* A value that counts for the m-line, wherever it stands. */
struct wsig_slice wsig_pair_value_a(const struct wsig_pair *p, enum wsig_sdp_name name);
struct wsig_slice wsig_pair_value_b(const struct wsig_pair *p, enum wsig_sdp_name name);

/* Is the m-line the one that stands for its transport in the second description? */
bool wsig_pair_has_transport(const struct wsig_pair *p);

/* The codecs of an m-line by payload type; absent where the m-line does not list the type. */
void wsig_pair_listed_codecs(const struct wsig_sdp *sdp, int media,
                             struct wsig_codec codecs[static WSIG_PAYLOAD_TYPES]);

#endif
