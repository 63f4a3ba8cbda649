/* negotiation-offer.c: see negotiation.h; here an offer is held against what the same side said
 * before
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "negotiation-internal.h"

/* Header extension ids of two-byte headers (RFC 8285 section 4.3). */
#define EXTMAP_IDS 256

/* The m-sections of both are in use. */
static bool is_live(const struct wsig_pair *p)
{
    return !wsig_pair_media_a(p)->rejected && !wsig_pair_media_b(p)->rejected;
}

/* --- the whole ------------------------------------------------------------------------------- */

static void check_removed(struct wsig_pair *p)
{
    if (p->b->media_count < p->a->media_count)
        wsig_pair_fault(p, WSIG_RULE_OFFER_MEDIA_REMOVED, "%zu, there were %zu", p->b->media_count,
                        p->a->media_count);
}

/* Part n of o=<user> <session id> <version> ... */
static struct wsig_slice origin_part(const struct wsig_sdp *sdp, unsigned n)
{
    struct wsig_slice rest = wsig_sdp_value(sdp, -1, WSIG_SDP_ORIGIN), part = {NULL, 0};
    for (unsigned i = 0; i <= n; i++)
        if (!wsig_slice_cut(&rest, ' ', &part))
            return wsig_slice(NULL, 0);
    return part;
}

/* Lines that change without a new version: what was gathered since (RFC 8838 section 8). */
static bool is_transport_line(const struct wsig_sdp_line *line)
{
    return line->name == WSIG_SDP_CANDIDATE || line->name == WSIG_SDP_END_OF_CANDIDATES ||
           line->name == WSIG_SDP_ORIGIN || wsig_slice_starts(line->text, "c=") ||
           wsig_slice_starts(line->text, "a=rtcp:");
}

static bool same_line(const struct wsig_sdp *a, const struct wsig_sdp_line *x,
                      const struct wsig_sdp *b, const struct wsig_sdp_line *y)
{
    if (x->name != WSIG_SDP_MEDIA || y->name != WSIG_SDP_MEDIA)
        return wsig_slice_same(x->text, y->text);
    const struct wsig_sdp_media *m = &a->media[x->media], *n = &b->media[y->media];
    return wsig_slice_same(m->kind, n->kind) && wsig_slice_same(m->formats, n->formats) &&
           m->rejected == n->rejected;
}

static bool same_content(const struct wsig_sdp *a, const struct wsig_sdp *b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a->line_count && is_transport_line(&a->lines[i]))
            i++;
        while (k < b->line_count && is_transport_line(&b->lines[k]))
            k++;
        if (i == a->line_count || k == b->line_count)
            return i == a->line_count && k == b->line_count;
        if (!same_line(a, &a->lines[i++], b, &b->lines[k++]))
            return false;
    }
}

static void check_origin(struct wsig_pair *p)
{
    struct wsig_slice id_a = origin_part(p->a, 1), id_b = origin_part(p->b, 1),
                      text_a = origin_part(p->a, 2), text_b = origin_part(p->b, 2);
    uint64_t version_a, version_b;
    if (!wsig_slice_same(id_a, id_b)) {
        wsig_pair_fault(p, WSIG_RULE_OFFER_SESSION_ID, "%s, before it was %s",
                        wsig_pair_text(p, id_b), wsig_pair_text(p, id_a));
        return;
    }
    if (wsig_slice_uint(text_a, UINT64_MAX, &version_a) &&
        wsig_slice_uint(text_b, UINT64_MAX, &version_b) && version_b <= version_a &&
        !same_content(p->a, p->b))
        wsig_pair_fault(p, WSIG_RULE_OFFER_VERSION, "%s, before it was %s",
                        wsig_pair_text(p, text_b), wsig_pair_text(p, text_a));
}

/* --- one m-line ------------------------------------------------------------------------------ */

static bool is_changed(const struct wsig_pair *p, enum wsig_sdp_name name)
{
    struct wsig_slice a = wsig_pair_value_a(p, name), b = wsig_pair_value_b(p, name);
    return a.p && b.p && !wsig_slice_same(a, b);
}

static void check_media(struct wsig_pair *p)
{
    const struct wsig_sdp_media *a = wsig_pair_media_a(p), *b = wsig_pair_media_b(p);
    if (!wsig_slice_same(a->kind, b->kind))
        wsig_pair_media_fault(p, WSIG_RULE_OFFER_MEDIA_CHANGED, "before it was %s",
                              wsig_pair_text(p, a->kind));
    else if (a->mid.p && b->mid.p && !wsig_slice_same(a->mid, b->mid))
        wsig_pair_media_fault(p, WSIG_RULE_OFFER_MEDIA_CHANGED, "mid \"%s\", before it was \"%s\"",
                              wsig_pair_text(p, b->mid), wsig_pair_text(p, a->mid));
}

static void check_ice(struct wsig_pair *p)
{
    bool ufrag = is_changed(p, WSIG_SDP_ICE_UFRAG), pwd = is_changed(p, WSIG_SDP_ICE_PWD);
    if (wsig_pair_has_transport(p) && ufrag != pwd)
        wsig_pair_media_fault(p, WSIG_RULE_OFFER_ICE_HALF, "%s stays",
                              ufrag ? "ice-pwd" : "ice-ufrag");
}

static void check_fingerprint(struct wsig_pair *p)
{
    if (wsig_pair_has_transport(p) && is_changed(p, WSIG_SDP_FINGERPRINT) &&
        !is_changed(p, WSIG_SDP_TLS_ID) && !is_changed(p, WSIG_SDP_ICE_UFRAG))
        wsig_pair_media_fault(p, WSIG_RULE_OFFER_FINGERPRINT, "%s, before it was %s",
                              wsig_pair_text(p, wsig_pair_value_b(p, WSIG_SDP_FINGERPRINT)),
                              wsig_pair_text(p, wsig_pair_value_a(p, WSIG_SDP_FINGERPRINT)));
}

static void check_payload_types(struct wsig_pair *p)
{
    struct wsig_codec a[WSIG_PAYLOAD_TYPES], b[WSIG_PAYLOAD_TYPES];
    wsig_pair_listed_codecs(p->a, p->media, a);
    wsig_pair_listed_codecs(p->b, p->media, b);
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++)
        if (a[i].name.p && b[i].name.p && !wsig_codec_same(a[i].name, b[i].name))
            wsig_pair_media_fault(p, WSIG_RULE_OFFER_PT_CHANGED, "%u is %s, before it was %s", i,
                                  wsig_pair_text(p, b[i].name), wsig_pair_text(p, a[i].name));
}

static void read_extensions(const struct wsig_sdp *sdp, int media,
                            struct wsig_slice uris[static EXTMAP_IDS])
{
    memset(uris, 0, EXTMAP_IDS * sizeof *uris);
    for (size_t i = sdp->media[media].first_line; i < sdp->media[media].end_line; i++) {
        struct wsig_extmap extmap;
        if (sdp->lines[i].name == WSIG_SDP_EXTMAP &&
            wsig_sdp_extmap(sdp->lines[i].value, &extmap) && extmap.id < EXTMAP_IDS)
            uris[extmap.id] = extmap.uri;
    }
}

static void check_extensions(struct wsig_pair *p)
{
    struct wsig_slice a[EXTMAP_IDS], b[EXTMAP_IDS];
    read_extensions(p->a, p->media, a);
    read_extensions(p->b, p->media, b);
    for (unsigned i = 0; i < EXTMAP_IDS; i++)
        if (a[i].p && b[i].p && !wsig_slice_same(a[i], b[i]))
            wsig_pair_media_fault(p, WSIG_RULE_OFFER_EXTMAP_CHANGED, "%u is %s, before it was %s",
                                  i, wsig_pair_text(p, b[i]), wsig_pair_text(p, a[i]));
}

void wsig_reoffer_check(const struct wsig_sdp *before, const struct wsig_sdp *peer,
                        const struct wsig_sdp *offer, GArray **findings)
{
    static wsig_pair_rule *const whole[] = {check_removed, check_origin};
    static wsig_pair_rule *const live[] = {check_media, check_ice, check_fingerprint};
    static wsig_pair_rule *const rtp[] = {check_payload_types, check_extensions};
    struct wsig_pair p;
    wsig_pair_open(&p, before, offer, findings);
    for (size_t i = 0; i < G_N_ELEMENTS(whole); i++)
        whole[i](&p);
    for (p.media = 0; p.media < p.media_count; p.media++) {
        bool recycled =
            peer && (size_t)p.media < peer->media_count && peer->media[p.media].rejected;
        if (recycled || !is_live(&p))
            continue;
        for (size_t i = 0; i < G_N_ELEMENTS(live); i++)
            live[i](&p);
        bool same = wsig_slice_same(wsig_pair_media_a(&p)->mid, wsig_pair_media_b(&p)->mid) &&
                    wsig_slice_same(wsig_pair_media_a(&p)->kind, wsig_pair_media_b(&p)->kind);
        for (size_t i = 0; same && p.index_b.media[p.media].is_rtp && i < G_N_ELEMENTS(rtp); i++)
            rtp[i](&p);
    }
    wsig_pair_close(&p);
}

bool wsig_ice_restarted(const struct wsig_sdp *before, const struct wsig_sdp *after)
{
    struct wsig_pair p;
    bool restarted = false;
    wsig_pair_open(&p, before, after, NULL);
    for (p.media = 0; p.media < p.media_count && !restarted; p.media++)
        restarted =
            is_live(&p) && is_changed(&p, WSIG_SDP_ICE_UFRAG) && is_changed(&p, WSIG_SDP_ICE_PWD);
    wsig_pair_close(&p);
    return restarted;
}
