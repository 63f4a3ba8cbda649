/* sdp-index.c: see sdp-index.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sdp-index.h"

/* The first m-section of a mid counts: that it is there twice is a finding. */
static void index_media(struct wsig_sdp_index *x)
{
    const struct wsig_sdp *sdp = x->sdp;
    for (int i = 0; i < x->media_count; i++) {
        struct wsig_sdp_media *media = &sdp->media[i];
        x->media[i].group = -1;
        x->media[i].is_rtp = wsig_slice_has_ci(media->proto, "rtp/");
        if (media->mid.p && !g_hash_table_contains(x->mids, &media->mid))
            g_hash_table_insert(x->mids, &media->mid, GINT_TO_POINTER(i));
    }
    for (size_t i = 0; i < sdp->line_count; i++) {
        const struct wsig_sdp_line *line = &sdp->lines[i];
        if (line->media < 0)
            x->session |= wsig_sdp_bit(line->name);
        else if (line->media < x->media_count)
            x->media[line->media].has |= wsig_sdp_bit(line->name);
    }
}

static void index_group(struct wsig_sdp_index *x, struct wsig_sdp_line *line)
{
    struct wsig_slice rest = wsig_sdp_bundle(line), mid;
    struct wsig_group_index *group = &x->groups[x->group_count];
    *group = (struct wsig_group_index){line, 0, -1, -1};
    while (wsig_slice_cut(&rest, ' ', &mid)) {
        int i = wsig_sdp_index_find(x, mid);
        if (i < 0 || x->media[i].group >= 0)
            continue;
        x->media[i].group = x->group_count;
        if (x->sdp->media[i].rejected)
            continue;
        group->has |= x->media[i].has;
        if (group->first < 0)
            group->first = i;
        if (group->first_rtp < 0 && x->media[i].is_rtp)
            group->first_rtp = i;
    }
    x->group_count++;
}

void wsig_sdp_index(struct wsig_arena *arena, const struct wsig_sdp *sdp,
                    struct wsig_sdp_index *index)
{
    memset(index, 0, sizeof *index);
    index->sdp = sdp;
    index->media_count = (int)MIN(sdp->media_count, WSIG_INDEX_MEDIA_MAX);
    index->media = wsig_arena_alloc(arena, sizeof *index->media * (size_t)(index->media_count + 1));
    index->groups = wsig_arena_alloc(arena, sizeof *index->groups * WSIG_INDEX_GROUPS_MAX);
    index->mids = g_hash_table_new(wsig_slice_key_hash, wsig_slice_key_equal);
    index_media(index);
    for (size_t i = 0; i < sdp->line_count && sdp->lines[i].media < 0; i++)
        if (wsig_sdp_bundle(&sdp->lines[i]).p && index->group_count < WSIG_INDEX_GROUPS_MAX)
            index_group(index, &sdp->lines[i]);
}

void wsig_sdp_index_clear(struct wsig_sdp_index *index)
{
    g_hash_table_destroy(index->mids);
    index->mids = NULL;
}

int wsig_sdp_index_find(const struct wsig_sdp_index *index, struct wsig_slice mid)
{
    void *media;
    return g_hash_table_lookup_extended(index->mids, &mid, NULL, &media) ? GPOINTER_TO_INT(media)
                                                                         : -1;
}

bool wsig_sdp_index_has(const struct wsig_sdp_index *index, int media, enum wsig_sdp_name name)
{
    const struct wsig_media_index *m = &index->media[media];
    uint64_t has = index->session | m->has | (m->group >= 0 ? index->groups[m->group].has : 0);
    return has & wsig_sdp_bit(name);
}

struct wsig_slice wsig_sdp_index_value(const struct wsig_sdp_index *index, int media,
                                       enum wsig_sdp_name name)
{
    struct wsig_slice value = wsig_sdp_value(index->sdp, media, name);
    int group = index->media[media].group;
    if (!value.p && group >= 0 && index->groups[group].first >= 0)
        value = wsig_sdp_value(index->sdp, index->groups[group].first, name);
    return value.p ? value : wsig_sdp_value(index->sdp, -1, name);
}

struct wsig_slice wsig_sdp_bundle(const struct wsig_sdp_line *line)
{
    if (line->name != WSIG_SDP_GROUP || !wsig_slice_starts(line->value, "BUNDLE"))
        return wsig_slice(NULL, 0);
    return wsig_slice_trim(wsig_slice_from(line->value, strlen("BUNDLE")));
}

bool wsig_sdp_extmap(struct wsig_slice value, struct wsig_extmap *extmap)
{
    struct wsig_slice id, number;
    if (!wsig_slice_cut(&value, ' ', &id) || !wsig_slice_cut(&id, '/', &number) ||
        !wsig_slice_uint(number, UINT32_MAX, &extmap->id))
        return false;
    return wsig_slice_cut(&value, ' ', &extmap->uri) && extmap->uri.n > 0;
}

bool wsig_sdp_payload_type(struct wsig_slice value, unsigned *type, struct wsig_slice *rest)
{
    struct wsig_slice first;
    uint64_t number;
    if (!wsig_slice_cut(&value, ' ', &first) ||
        !wsig_slice_uint(first, WSIG_PAYLOAD_TYPES - 1, &number))
        return false;
    *type = (unsigned)number;
    *rest = value;
    return true;
}

void wsig_sdp_formats(const struct wsig_sdp_media *media, struct wsig_types *types)
{
    struct wsig_slice rest = media->formats, ignored;
    unsigned type;
    memset(types, 0, sizeof *types);
    for (struct wsig_slice format; wsig_slice_cut(&rest, ' ', &format);)
        if (wsig_sdp_payload_type(format, &type, &ignored))
            types->has[type] = true;
}

bool wsig_sdp_apt(struct wsig_slice parameters, unsigned *type)
{
    struct wsig_slice part;
    uint64_t number;
    while (wsig_slice_cut(&parameters, ';', &part)) {
        part = wsig_slice_trim(part);
        if (!wsig_slice_starts(part, "apt="))
            continue;
        if (!wsig_slice_uint(wsig_slice_from(part, 4), WSIG_PAYLOAD_TYPES - 1, &number))
            return false;
        *type = (unsigned)number;
        return true;
    }
    return false;
}

bool wsig_codec_same(struct wsig_slice a, struct wsig_slice b)
{
    if (wsig_slice_ends(a, "/1"))
        a.n -= 2;
    if (wsig_slice_ends(b, "/1"))
        b.n -= 2;
    return a.n == b.n &&
           (a.n == 0 || g_ascii_strncasecmp((const char *)a.p, (const char *)b.p, a.n) == 0);
}
