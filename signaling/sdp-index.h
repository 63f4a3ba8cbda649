/* sdp-index.h: what a description has where, for those who judge it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_SDP_INDEX_H
#define WSIG_SDP_INDEX_H

#include "sdp.h"

/* M-lines of a description that are judged; large conferences have some 100. */
#define WSIG_INDEX_MEDIA_MAX 512
/* BUNDLE groups that are told apart. */
#define WSIG_INDEX_GROUPS_MAX 64

struct wsig_media_index {
    uint64_t has; /* wsig_sdp_bit() of the names of its lines */
    int group;    /* BUNDLE group, -1 when it is in none */
    bool is_rtp;
};

struct wsig_group_index {
    struct wsig_sdp_line *line;
    uint64_t has;         /* all that its m-sections have that are not rejected */
    int first, first_rtp; /* m-sections that are not rejected; -1 when there is none */
};

struct wsig_sdp_index {
    const struct wsig_sdp *sdp;
    uint64_t session; /* as `has`, of the session part */
    struct wsig_media_index *media;
    int media_count;
    struct wsig_group_index *groups;
    int group_count;
    GHashTable *mids; /* the m-section that a mid names: see wsig_sdp_index_find() */
};

/* The arena holds the arrays. Ends with wsig_sdp_index_clear(). */
void wsig_sdp_index(struct wsig_arena *arena, const struct wsig_sdp *sdp,
                    struct wsig_sdp_index *index);
void wsig_sdp_index_clear(struct wsig_sdp_index *index);

/* The first m-section of that mid; -1 when there is none. */
int wsig_sdp_index_find(const struct wsig_sdp_index *index, struct wsig_slice mid);

/* Does the m-section have such a line, or the session part, or one that shares its transport? */
bool wsig_sdp_index_has(const struct wsig_sdp_index *index, int media, enum wsig_sdp_name name);

/* The value of the same. An absent slice when there is none. */
struct wsig_slice wsig_sdp_index_value(const struct wsig_sdp_index *index, int media,
                                       enum wsig_sdp_name name);

/* The mids of a line "a=group:BUNDLE 0 1"; absent when it is another group. */
struct wsig_slice wsig_sdp_bundle(const struct wsig_sdp_line *line);

/* a=extmap:<id>[/<direction>] <uri> [<attributes>]; false when that is not its form. */
struct wsig_extmap {
    uint64_t id;
    struct wsig_slice uri;
};
bool wsig_sdp_extmap(struct wsig_slice value, struct wsig_extmap *extmap);

/* The payload type that a=rtpmap, a=fmtp, ... begin with, and the rest; false when it is none. */
bool wsig_sdp_payload_type(struct wsig_slice value, unsigned *type, struct wsig_slice *rest);

/* The payload types of an m-line, as a set. */
struct wsig_types {
    bool has[WSIG_PAYLOAD_TYPES];
};
void wsig_sdp_formats(const struct wsig_sdp_media *media, struct wsig_types *types);

/* The payload type that a=fmtp:<type> apt=<type> names (RFC 4588 section 8.1); false: none. */
bool wsig_sdp_apt(struct wsig_slice parameters, unsigned *type);

/* Codecs are the same when name, clock rate and channels are (RFC 8866 section 6.6: letters' case
 * does not count, one channel is not written). */
bool wsig_codec_same(struct wsig_slice a, struct wsig_slice b);

#endif
