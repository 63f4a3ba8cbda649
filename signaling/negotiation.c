/* negotiation.c: see negotiation.h; here an answer is held against its offer
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "negotiation-internal.h"

/* RFC 8285 section 6: an offer may list alternatives with ids from 4096. */
#define EXTMAP_PLACE_MIN 4096

static bool sends(struct wsig_slice direction)
{
    return wsig_slice_eq(direction, "sendrecv") || wsig_slice_eq(direction, "sendonly");
}

static bool receives(struct wsig_slice direction)
{
    return wsig_slice_eq(direction, "sendrecv") || wsig_slice_eq(direction, "recvonly");
}

/* --- answer: the whole ----------------------------------------------------------------------- */

static void check_count(struct wsig_pair *p)
{
    if (p->a->media_count != p->b->media_count)
        wsig_pair_fault(p, WSIG_RULE_ANSWER_MEDIA_COUNT, "%zu, the offer has %zu",
                        p->b->media_count, p->a->media_count);
}

/* Each group of the answer lies within one group of the offer (RFC 9143 section 7.3). */
static void check_groups(struct wsig_pair *p)
{
    for (int i = 0; i < p->index_b.group_count; i++) {
        struct wsig_slice rest = wsig_sdp_bundle(p->index_b.groups[i].line), mid;
        int group = -1;
        while (wsig_slice_cut(&rest, ' ', &mid)) {
            int media = wsig_sdp_index_find(&p->index_a, mid);
            int other = media >= 0 ? p->index_a.media[media].group : -1;
            if (mid.n > 0 && (other < 0 || (group >= 0 && other != group))) {
                wsig_pair_fault(p, WSIG_RULE_ANSWER_BUNDLE_NEW, "mid \"%s\"",
                                wsig_pair_text(p, mid));
                break;
            }
            group = other;
        }
    }
}

static void check_group_dropped(struct wsig_pair *p)
{
    int live = 0;
    for (int i = 0; i < p->media_count; i++)
        live += !p->b->media[i].rejected && p->index_a.media[i].group >= 0;
    if (p->index_a.group_count > 0 && p->index_b.group_count == 0 && live > 1)
        wsig_pair_fault(p, WSIG_RULE_ANSWER_BUNDLE_DROPPED, "%d m-lines", live);
}

static bool all_rejected(const struct wsig_sdp *sdp)
{
    for (size_t i = 0; i < sdp->media_count; i++)
        if (!sdp->media[i].rejected)
            return false;
    return sdp->media_count > 0;
}

static void check_all_rejected(struct wsig_pair *p)
{
    if (all_rejected(p->b) && !all_rejected(p->a))
        wsig_pair_fault(p, WSIG_RULE_ANSWER_ALL_REJECTED, "%zu of %zu", p->b->media_count,
                        p->b->media_count);
}

static void check_lite(struct wsig_pair *p)
{
    if (p->index_a.session & p->index_b.session & wsig_sdp_bit(WSIG_SDP_ICE_LITE))
        wsig_pair_fault(p, WSIG_RULE_ANSWER_LITE, "a=ice-lite in offer and answer");
}

/* Two sides never have the same credentials by chance; certificates may be shared by one program.
 */
static void check_echo(struct wsig_pair *p)
{
    for (p->media = 0; p->media < p->media_count; p->media++) {
        struct wsig_slice ufrag = wsig_pair_value_b(p, WSIG_SDP_ICE_UFRAG),
                          pwd = wsig_pair_value_b(p, WSIG_SDP_ICE_PWD);
        if (wsig_pair_media_b(p)->rejected || ufrag.n == 0 || pwd.n == 0 ||
            !wsig_slice_same(ufrag, wsig_pair_value_a(p, WSIG_SDP_ICE_UFRAG)) ||
            !wsig_slice_same(pwd, wsig_pair_value_a(p, WSIG_SDP_ICE_PWD)))
            continue;
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_ECHO, "ice-ufrag %s and its password",
                              wsig_pair_text(p, ufrag));
        return;
    }
}

/* --- answer: one m-line ---------------------------------------------------------------------- */

static void check_kind(struct wsig_pair *p)
{
    if (!wsig_slice_same(wsig_pair_media_a(p)->kind, wsig_pair_media_b(p)->kind))
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_MEDIA_KIND, "the offer has %s",
                              wsig_pair_text(p, wsig_pair_media_a(p)->kind));
}

static void check_mid(struct wsig_pair *p)
{
    struct wsig_slice a = wsig_pair_media_a(p)->mid, b = wsig_pair_media_b(p)->mid;
    if (a.p && b.p && !wsig_slice_same(a, b))
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_MID, "\"%s\", the offer has \"%s\"",
                              wsig_pair_text(p, b), wsig_pair_text(p, a));
}

static void check_rejected(struct wsig_pair *p)
{
    if (!wsig_pair_media_a(p)->rejected && wsig_pair_media_b(p)->rejected && !all_rejected(p->b))
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_REJECTED, "port 0");
    if (wsig_pair_media_a(p)->rejected && !wsig_pair_media_b(p)->rejected)
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_REVIVED, "port 0 in the offer");
}

static void check_profile(struct wsig_pair *p)
{
    struct wsig_slice a = wsig_pair_media_a(p)->proto, b = wsig_pair_media_b(p)->proto;
    if (a.n != b.n || g_ascii_strncasecmp((const char *)a.p, (const char *)b.p, a.n) != 0)
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_PROFILE, "%s, the offer has %s",
                              wsig_pair_text(p, b), wsig_pair_text(p, a));
}

/* Formats that only accompany others. */
static bool is_auxiliary(struct wsig_slice codec)
{
    static const char *const names[] = {"rtx/", "red/", "ulpfec/", "flexfec", "telephone-event/",
                                        "cn/"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (codec.n >= strlen(names[i]) &&
            g_ascii_strncasecmp((const char *)codec.p, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static bool is_offered(const struct wsig_codec codecs[static WSIG_PAYLOAD_TYPES],
                       struct wsig_slice name)
{
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++)
        if (codecs[i].name.p && wsig_codec_same(codecs[i].name, name))
            return true;
    return false;
}

static void check_codec(struct wsig_pair *p, const struct wsig_codec *offered, unsigned type,
                        struct wsig_slice name)
{
    struct wsig_slice same_type = offered[type].name;
    if (same_type.p && wsig_codec_same(same_type, name))
        return;
    if (!is_offered(offered, name))
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_CODEC_NEW, "%s", wsig_pair_text(p, name));
    else if (same_type.p)
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_PT_REUSED, "%u is %s, the offer has %s", type,
                              wsig_pair_text(p, name), wsig_pair_text(p, same_type));
    else
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_PT_CHANGED, "%u for %s", type,
                              wsig_pair_text(p, name));
}

static void check_codecs(struct wsig_pair *p)
{
    struct wsig_codec offered[WSIG_PAYLOAD_TYPES], answered[WSIG_PAYLOAD_TYPES];
    bool known = false, common = false;
    wsig_pair_listed_codecs(p->a, p->media, offered);
    wsig_pair_listed_codecs(p->b, p->media, answered);
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++) {
        struct wsig_slice name = answered[i].name;
        if (!name.p || is_auxiliary(name))
            continue;
        known = true;
        common |= is_offered(offered, name);
    }
    if (known && !common)
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_NO_CODEC, "%s",
                              wsig_pair_text(p, wsig_pair_media_b(p)->formats));
    for (unsigned i = 0; common && i < WSIG_PAYLOAD_TYPES; i++)
        if (answered[i].name.p)
            check_codec(p, offered, i, answered[i].name);
}

static void check_direction(struct wsig_pair *p)
{
    struct wsig_slice a = wsig_sdp_direction(p->a, p->media),
                      b = wsig_sdp_direction(p->b, p->media);
    if ((sends(b) && !receives(a)) || (receives(b) && !sends(a)))
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_DIRECTION, "%s, the offer has %s",
                              wsig_pair_text(p, b), wsig_pair_text(p, a));
}

static void check_setup(struct wsig_pair *p)
{
    struct wsig_slice a = wsig_pair_value_a(p, WSIG_SDP_SETUP),
                      b = wsig_pair_value_b(p, WSIG_SDP_SETUP);
    bool fixed = wsig_slice_eq(b, "active") || wsig_slice_eq(b, "passive");
    if (fixed && wsig_pair_has_transport(p) && wsig_slice_same(a, b))
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_SETUP, "%s", wsig_pair_text(p, b));
}

static void check_rtcp_mux(struct wsig_pair *p)
{
    int group = p->index_b.media[p->media].group;
    bool first = group < 0 || p->index_b.groups[group].first_rtp == p->media;
    if (first && wsig_sdp_index_has(&p->index_b, p->media, WSIG_SDP_RTCP_MUX) &&
        !wsig_sdp_index_has(&p->index_a, p->media, WSIG_SDP_RTCP_MUX))
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_RTCP_MUX, "a=rtcp-mux");
}

static void collect_extensions(struct wsig_pair *p, size_t first, size_t end, GHashTable *by_uri)
{
    for (size_t i = first; i < end; i++) {
        struct wsig_extmap *extmap = wsig_arena_alloc(p->arena, sizeof *extmap);
        if (p->a->lines[i].name == WSIG_SDP_EXTMAP && wsig_sdp_extmap(p->a->lines[i].value, extmap))
            g_hash_table_insert(by_uri, &extmap->uri, extmap);
    }
}

static void check_extensions(struct wsig_pair *p)
{
    GHashTable *offered = g_hash_table_new(wsig_slice_key_hash, wsig_slice_key_equal);
    const struct wsig_sdp_media *media = wsig_pair_media_b(p);
    collect_extensions(p, 0, p->a->media[0].first_line, offered);
    collect_extensions(p, wsig_pair_media_a(p)->first_line, wsig_pair_media_a(p)->end_line,
                       offered);
    for (size_t i = media->first_line; i < media->end_line; i++) {
        struct wsig_extmap extmap;
        if (p->b->lines[i].name != WSIG_SDP_EXTMAP ||
            !wsig_sdp_extmap(p->b->lines[i].value, &extmap))
            continue;
        const struct wsig_extmap *other = g_hash_table_lookup(offered, &extmap.uri);
        if (!other)
            wsig_pair_media_fault(p, WSIG_RULE_ANSWER_EXTMAP, "%s was not offered",
                                  wsig_pair_text(p, extmap.uri));
        else if (other->id != extmap.id && other->id < EXTMAP_PLACE_MIN)
            wsig_pair_media_fault(p, WSIG_RULE_ANSWER_EXTMAP, "%u for %s, the offer has %u",
                                  (unsigned)extmap.id, wsig_pair_text(p, extmap.uri),
                                  (unsigned)other->id);
    }
    g_hash_table_destroy(offered);
}

/* "<id> send" of a=rid, with the direction turned round if asked for. */
static struct wsig_slice *layer_of(struct wsig_pair *p, const struct wsig_sdp_line *line,
                                   bool turned)
{
    struct wsig_slice rest = line->value, id, direction;
    if (line->name != WSIG_SDP_RID || !wsig_slice_cut(&rest, ' ', &id) ||
        !wsig_slice_cut(&rest, ' ', &direction))
        return NULL;
    struct wsig_slice *layer = wsig_arena_alloc(p->arena, sizeof *layer);
    bool send = wsig_slice_eq(direction, "send") != turned;
    *layer = wsig_slice_str(wsig_arena_printf(p->arena, "%s %s", wsig_arena_utf8(p->arena, id),
                                              send ? "send" : "recv"));
    return layer;
}

static void check_layers(struct wsig_pair *p)
{
    const struct wsig_sdp_media *a = wsig_pair_media_a(p), *b = wsig_pair_media_b(p);
    const uint64_t simulcast = wsig_sdp_bit(WSIG_SDP_SIMULCAST);
    if (p->index_b.media[p->media].has & ~p->index_a.media[p->media].has & simulcast) {
        wsig_pair_media_fault(p, WSIG_RULE_ANSWER_SIMULCAST, "a=simulcast");
        return;
    }
    GHashTable *offered = g_hash_table_new(wsig_slice_key_hash, wsig_slice_key_equal);
    for (size_t i = a->first_line; i < a->end_line; i++) {
        struct wsig_slice *layer = layer_of(p, &p->a->lines[i], true);
        if (layer)
            g_hash_table_add(offered, layer);
    }
    for (size_t i = b->first_line; i < b->end_line; i++) {
        struct wsig_slice *layer = layer_of(p, &p->b->lines[i], false);
        if (layer && !g_hash_table_contains(offered, layer))
            wsig_pair_media_fault(p, WSIG_RULE_ANSWER_SIMULCAST, "rid %s",
                                  wsig_pair_text(p, *layer));
    }
    g_hash_table_destroy(offered);
}

void wsig_answer_check(const struct wsig_sdp *offer, const struct wsig_sdp *answer,
                       GArray **findings)
{
    static wsig_pair_rule *const whole[] = {check_count,        check_groups, check_group_dropped,
                                            check_all_rejected, check_lite,   check_echo};
    static wsig_pair_rule *const each[] = {check_kind, check_mid, check_rejected};
    static wsig_pair_rule *const live[] = {check_profile, check_setup};
    static wsig_pair_rule *const rtp[] = {check_codecs, check_direction, check_rtcp_mux,
                                          check_extensions, check_layers};
    struct wsig_pair p;
    wsig_pair_open(&p, offer, answer, findings);
    for (size_t i = 0; i < G_N_ELEMENTS(whole); i++)
        whole[i](&p);
    for (p.media = 0; p.media < p.media_count; p.media++) {
        for (size_t i = 0; i < G_N_ELEMENTS(each); i++)
            each[i](&p);
        if (wsig_pair_media_a(&p)->rejected || wsig_pair_media_b(&p)->rejected ||
            !wsig_slice_same(wsig_pair_media_a(&p)->kind, wsig_pair_media_b(&p)->kind))
            continue;
        for (size_t i = 0; i < G_N_ELEMENTS(live); i++)
            live[i](&p);
        for (size_t i = 0; p.index_b.media[p.media].is_rtp && i < G_N_ELEMENTS(rtp); i++)
            rtp[i](&p);
    }
    wsig_pair_close(&p);
}
