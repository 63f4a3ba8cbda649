/* lint-rtp.c: what is wrong with payload types, header extensions, streams and layers of one
 * session description
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lint-internal.h"

/* Payload types, RFC 5761 section 4 and RFC 3551 section 6: given out by rtpmap. */
#define RESERVED_MIN     64
#define RESERVED_MAX     95
#define DYNAMIC_MIN      96
#define SECOND_RANGE_MIN 35
#define SECOND_RANGE_MAX 63

/* RFC 8285: 15 ends a one-byte header (section 4.2); 4096 and more stand for "any" (section 6). */
#define EXTMAP_RESERVED  15
#define EXTMAP_ID_MAX    255
#define EXTMAP_PLACE_MIN 4096
#define EXTMAP_PLACE_MAX 4351

static struct wsig_lint_shared *shared(struct wsig_lint *l)
{
    int group = l->index.media[l->place.media].group;
    if (group < 0)
        return l->alone;
    if (!l->shared[group])
        l->shared[group] = wsig_arena_alloc(l->msg->arena, sizeof *l->shared[group]);
    return l->shared[group];
}

/* --- lines ----------------------------------------------------------------------------------- */

static void check_clash(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    struct wsig_slice name;
    unsigned type;
    if (!wsig_sdp_payload_type(line->value, &type, &name))
        return;
    struct wsig_slice *before = &shared(l)->codecs[type];
    if (before->p && !wsig_codec_same(*before, name))
        wsig_lint_fault(l, WSIG_RULE_SDP_PT_CLASH, line->value, "%u is %s and %s", type,
                        wsig_lint_text(l, *before), wsig_lint_text(l, name));
    else
        *before = name;
}

static void check_extmap(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    struct wsig_extmap extmap;
    bool mixed = wsig_sdp_index_has(&l->index, l->place.media, WSIG_SDP_EXTMAP_ALLOW_MIXED);
    if (!wsig_sdp_extmap(line->value, &extmap))
        return;
    bool in_place = extmap.id >= EXTMAP_PLACE_MIN && extmap.id <= EXTMAP_PLACE_MAX && l->is_offer;
    if (extmap.id == 0 || (extmap.id > EXTMAP_ID_MAX && !in_place) ||
        (extmap.id == EXTMAP_RESERVED && !mixed)) {
        wsig_lint_fault(l, WSIG_RULE_SDP_EXTMAP_ID, line->value, "id %u", (unsigned)extmap.id);
        return;
    }
    if (in_place)
        return;
    struct wsig_slice *before = &shared(l)->extensions[extmap.id];
    if (before->p && !wsig_slice_same(*before, extmap.uri))
        wsig_lint_fault(l, WSIG_RULE_SDP_EXTMAP_CLASH, line->value, "%u is %s and %s",
                        (unsigned)extmap.id, wsig_lint_text(l, *before),
                        wsig_lint_text(l, extmap.uri));
    else
        *before = extmap.uri;
}

/* a=rid:<id> send|recv [<restrictions>] */
static bool read_rid(struct wsig_slice value, struct wsig_slice *id, struct wsig_slice *direction)
{
    if (!wsig_slice_cut(&value, ' ', id) || !wsig_slice_cut(&value, ' ', direction))
        return false;
    for (size_t i = 0; i < id->n; i++)
        if (!g_ascii_isalnum(id->p[i]) && id->p[i] != '-' && id->p[i] != '_')
            return false;
    return id->n > 0 && (wsig_slice_eq(*direction, "send") || wsig_slice_eq(*direction, "recv"));
}

static void check_rid(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    struct wsig_slice id, direction;
    if (!read_rid(line->value, &id, &direction))
        wsig_lint_fault(l, WSIG_RULE_SDP_RID_FORM, line->value, "\"%s\"",
                        wsig_lint_text(l, line->value));
}

static bool read_ssrc(struct wsig_slice *rest, uint32_t *ssrc)
{
    struct wsig_slice part;
    uint64_t number;
    if (!wsig_slice_cut(rest, ' ', &part) || !wsig_slice_uint(part, UINT32_MAX, &number))
        return false;
    *ssrc = (uint32_t)number;
    return true;
}

/* Moves the SSRC to the later m-section, so that its other lines are no further faults. */
static void check_ssrc(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    struct wsig_slice rest = line->value;
    uint32_t ssrc;
    if (!read_ssrc(&rest, &ssrc))
        return;
    void *key = GUINT_TO_POINTER(ssrc), *here = GINT_TO_POINTER(1 + l->place.media);
    void *before = g_hash_table_lookup(l->ssrcs, key);
    if (before == here)
        return;
    if (before)
        wsig_lint_fault(l, WSIG_RULE_SDP_SSRC_TWICE, line->value, "%u is in m-line %d, too", ssrc,
                        GPOINTER_TO_INT(before) - 1);
    g_hash_table_insert(l->ssrcs, key, here);
}

void wsig_lint_rtp_line(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    static const struct wsig_line_rule rules[] = {
        {WSIG_SDP_RTPMAP, check_clash},
        {WSIG_SDP_EXTMAP, check_extmap},
        {WSIG_SDP_RID, check_rid},
        {WSIG_SDP_SSRC, check_ssrc},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        if (rules[i].name == line->name)
            rules[i].check(l, line);
}

/* --- m-sections ------------------------------------------------------------------------------ */

/* "96, 97" of a set. */
static const char *list_types(struct wsig_lint *l, const struct wsig_types *types)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++)
        if (types->has[i])
            g_string_append_printf(text, "%s%u", text->len ? ", " : "", i);
    const char *copy = wsig_arena_strndup(l->msg->arena, text->str, text->len);
    g_string_free(text, TRUE);
    return copy;
}

static void report_types(struct wsig_lint *l, enum wsig_rule rule, const struct wsig_types *types)
{
    const char *list = list_types(l, types);
    if (*list)
        wsig_lint_fault(l, rule, wsig_lint_media(l)->formats, "%s", list);
}

static void check_mux(struct wsig_lint *l)
{
    int group = l->index.media[l->place.media].group;
    bool first = group < 0 || l->index.groups[group].first_rtp == l->place.media;
    if (first && l->sdp->webrtc &&
        !wsig_sdp_index_has(&l->index, l->place.media, WSIG_SDP_RTCP_MUX))
        wsig_lint_fault(l, WSIG_RULE_SDP_RTCP_MUX, wsig_lint_media_line(l), "no a=rtcp-mux");
}

static void check_reserved(struct wsig_lint *l)
{
    struct wsig_types types;
    wsig_sdp_formats(wsig_lint_media(l), &types);
    if (!wsig_sdp_index_has(&l->index, l->place.media, WSIG_SDP_RTCP_MUX))
        return;
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++)
        types.has[i] &= i >= RESERVED_MIN && i <= RESERVED_MAX;
    report_types(l, WSIG_RULE_SDP_PT_RESERVED, &types);
}

static void check_rtpmaps(struct wsig_lint *l)
{
    struct wsig_codec codecs[WSIG_PAYLOAD_TYPES];
    struct wsig_types types;
    wsig_sdp_formats(wsig_lint_media(l), &types);
    wsig_sdp_codecs(l->sdp, wsig_lint_media(l), codecs);
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++) {
        bool dynamic = i >= DYNAMIC_MIN || (i >= SECOND_RANGE_MIN && i <= SECOND_RANGE_MAX);
        types.has[i] &= dynamic && !codecs[i].name.p;
    }
    report_types(l, WSIG_RULE_SDP_RTPMAP_MISSING, &types);
}

static void check_unlisted(struct wsig_lint *l)
{
    const struct wsig_sdp_media *media = wsig_lint_media(l);
    struct wsig_types types;
    wsig_sdp_formats(media, &types);
    for (size_t i = media->first_line; i < media->end_line; i++) {
        const struct wsig_sdp_line *line = &l->sdp->lines[i];
        struct wsig_slice rest;
        unsigned type;
        if ((line->name != WSIG_SDP_RTPMAP && line->name != WSIG_SDP_FMTP) ||
            !wsig_sdp_payload_type(line->value, &type, &rest) || types.has[type])
            continue;
        types.has[type] = true; /* once */
        wsig_lint_fault(l, WSIG_RULE_SDP_PT_UNLISTED, line->text, "%u", type);
    }
}

/* Each rtx of the m-line wants an apt that is in the m-line. */
static void check_rtx(struct wsig_lint *l)
{
    const struct wsig_sdp_media *media = wsig_lint_media(l);
    struct wsig_codec codecs[WSIG_PAYLOAD_TYPES];
    struct wsig_types types, named = {{false}};
    wsig_sdp_formats(media, &types);
    wsig_sdp_codecs(l->sdp, media, codecs);
    for (size_t i = media->first_line; i < media->end_line; i++) {
        struct wsig_slice rest;
        unsigned type, apt;
        if (l->sdp->lines[i].name != WSIG_SDP_FMTP ||
            !wsig_sdp_payload_type(l->sdp->lines[i].value, &type, &rest) ||
            !wsig_sdp_apt(rest, &apt) || !types.has[type])
            continue;
        named.has[type] = true;
        if (!types.has[apt])
            wsig_lint_fault(l, WSIG_RULE_SDP_RTX_APT, l->sdp->lines[i].value, "%u names %u", type,
                            apt);
    }
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++)
        if (types.has[i] && !named.has[i] && wsig_slice_has_ci(codecs[i].name, "rtx/"))
            wsig_lint_fault(l, WSIG_RULE_SDP_RTX_APT, codecs[i].name, "%u has no apt", i);
}

/* By id: "send" or "recv". */
static GHashTable *rids_of(struct wsig_lint *l)
{
    GHashTable *rids = g_hash_table_new(wsig_slice_key_hash, wsig_slice_key_equal);
    const struct wsig_sdp_media *media = wsig_lint_media(l);
    for (size_t i = media->first_line; i < media->end_line; i++) {
        struct wsig_slice *id = wsig_arena_alloc(l->msg->arena, sizeof *id), direction;
        if (l->sdp->lines[i].name == WSIG_SDP_RID &&
            read_rid(l->sdp->lines[i].value, id, &direction))
            g_hash_table_insert(rids, id,
                                wsig_slice_eq(direction, "send") ? (void *)"send" : (void *)"recv");
    }
    return rids;
}

/* "1;2,~3": layers, alternatives, and ~ for those that are paused at first. */
static void check_layers(struct wsig_lint *l, struct wsig_slice layers, const char *direction,
                         GHashTable *rids)
{
    struct wsig_slice layer, id;
    if (wsig_slice_starts(layers, "rid=")) /* as in drafts of the RFC */
        layers = wsig_slice_from(layers, 4);
    while (wsig_slice_cut(&layers, ';', &layer))
        while (wsig_slice_cut(&layer, ',', &id)) {
            if (wsig_slice_starts(id, "~"))
                id = wsig_slice_from(id, 1);
            const char *found = g_hash_table_lookup(rids, &id);
            if (!found || strcmp(found, direction) != 0)
                wsig_lint_fault(l, WSIG_RULE_SDP_SIMULCAST, id, "%s %s, %s", direction,
                                wsig_lint_text(l, id), found ? "which is the other way" : "no rid");
        }
}

static void check_simulcast(struct wsig_lint *l)
{
    struct wsig_slice rest = wsig_sdp_value(l->sdp, l->place.media, WSIG_SDP_SIMULCAST), word, list;
    if (!rest.p)
        return;
    GHashTable *rids = rids_of(l);
    rest = wsig_slice_trim(rest);
    while (wsig_slice_cut(&rest, ' ', &word) && wsig_slice_cut(&rest, ' ', &list))
        if (wsig_slice_eq(word, "send") || wsig_slice_eq(word, "recv"))
            check_layers(l, list, wsig_slice_eq(word, "send") ? "send" : "recv", rids);
    g_hash_table_destroy(rids);
}

static void check_ssrc_groups(struct wsig_lint *l)
{
    const struct wsig_sdp_media *media = wsig_lint_media(l);
    for (size_t i = media->first_line; i < media->end_line; i++) {
        struct wsig_slice rest = l->sdp->lines[i].value, word;
        uint32_t ssrc;
        if (l->sdp->lines[i].name != WSIG_SDP_SSRC_GROUP || !wsig_slice_cut(&rest, ' ', &word))
            continue;
        while (read_ssrc(&rest, &ssrc))
            if (g_hash_table_lookup(l->ssrcs, GUINT_TO_POINTER(ssrc)) !=
                GINT_TO_POINTER(1 + l->place.media))
                wsig_lint_fault(l, WSIG_RULE_SDP_SSRC_GROUP, l->sdp->lines[i].value, "%u", ssrc);
    }
}

/* The track in "a=msid:<stream> <track>" and "a=ssrc:<ssrc> msid:<stream> <track>". */
static struct wsig_slice track_of(const struct wsig_sdp_line *line)
{
    struct wsig_slice rest = line->value, part, track = {NULL, 0};
    if (line->name == WSIG_SDP_SSRC) {
        wsig_slice_cut(&rest, ' ', &part);
        if (!wsig_slice_starts(rest, "msid:"))
            return track;
    } else if (line->name != WSIG_SDP_MSID) {
        return track;
    }
    if (wsig_slice_cut(&rest, ' ', &part))
        wsig_slice_cut(&rest, ' ', &track);
    return track;
}

static void check_tracks(struct wsig_lint *l)
{
    const struct wsig_sdp_media *media = wsig_lint_media(l);
    struct wsig_slice first = {NULL, 0};
    for (size_t i = media->first_line; i < media->end_line; i++) {
        struct wsig_slice track = track_of(&l->sdp->lines[i]);
        if (track.p && !first.p)
            first = track;
        if (!track.p || wsig_slice_same(track, first))
            continue;
        wsig_lint_fault(l, WSIG_RULE_SDP_PLAN_B, l->sdp->lines[i].value, "%s and %s",
                        wsig_lint_text(l, first), wsig_lint_text(l, track));
        return;
    }
}

void wsig_lint_rtp_section(struct wsig_lint *l)
{
    static wsig_section_rule *const rules[] = {
        check_mux, check_reserved,  check_rtpmaps,     check_unlisted,
        check_rtx, check_simulcast, check_ssrc_groups, check_tracks,
    };
    for (size_t i = 0; l->index.media[l->place.media].is_rtp && i < G_N_ELEMENTS(rules); i++)
        rules[i](l);
    memset(l->alone, 0, sizeof *l->alone);
}
