/* negotiation-outcome.c: see negotiation.h; here offer and answer become what was agreed
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "negotiation-internal.h"

/* The Negotiated subtree is no place for more. */
#define CODECS_SHOWN_MAX 16

/* What the answer kept, in its order (RFC 3264 section 6.1): a type counts with its codec. */
static const char *codecs_of(struct wsig_arena *arena, const struct wsig_sdp *sdp, int media)
{
    struct wsig_codec codecs[WSIG_PAYLOAD_TYPES];
    struct wsig_slice rest = sdp->media[media].formats, ignored;
    GString *text = g_string_new(NULL);
    unsigned type, shown = 0;
    wsig_sdp_codecs(sdp, &sdp->media[media], codecs);
    for (struct wsig_slice format; wsig_slice_cut(&rest, ' ', &format);) {
        if (!wsig_sdp_payload_type(format, &type, &ignored) || !codecs[type].name.p)
            continue;
        const char *name = wsig_arena_utf8(arena, codecs[type].name);
        codecs[type].name = wsig_slice(NULL, 0); /* a type listed twice is one */
        if (shown++ == CODECS_SHOWN_MAX)
            g_string_append(text, ", ...");
        else if (shown <= CODECS_SHOWN_MAX)
            g_string_append_printf(text, "%s%s", text->len ? ", " : "", name);
    }
    const char *copy = wsig_arena_strndup(arena, text->str, text->len);
    g_string_free(text, TRUE);
    return copy;
}

static bool has_word(struct wsig_slice direction, const char *way)
{
    return wsig_slice_eq(direction, "sendrecv") || wsig_slice_eq(direction, way);
}

/* The answer's words are the answerer's: what it sends, the offerer receives. */
static const char *direction_of(const struct wsig_pair *p)
{
    struct wsig_slice offer = wsig_sdp_direction(p->a, p->media),
                      answer = wsig_sdp_direction(p->b, p->media);
    bool sends = has_word(offer, "sendonly") && has_word(answer, "recvonly"),
         receives = has_word(offer, "recvonly") && has_word(answer, "sendonly");
    return sends && receives ? "sendrecv" : sends ? "sendonly" : receives ? "recvonly" : "inactive";
}

/* RFC 8842 section 5: the active side sends ClientHello. */
static const char *dtls_client_of(const struct wsig_pair *p)
{
    struct wsig_slice offer = wsig_pair_value_a(p, WSIG_SDP_SETUP),
                      answer = wsig_pair_value_b(p, WSIG_SDP_SETUP);
    bool agree = !wsig_slice_same(offer, answer);
    if (agree && wsig_slice_eq(answer, "active"))
        return "answerer";
    if (agree && wsig_slice_eq(answer, "passive"))
        return "offerer";
    return NULL;
}

static bool is_bundled(const struct wsig_pair *p)
{
    return p->index_b.media[p->media].group >= 0;
}

static bool is_muxed(const struct wsig_pair *p)
{
    return wsig_sdp_index_has(&p->index_a, p->media, WSIG_SDP_RTCP_MUX) &&
           wsig_sdp_index_has(&p->index_b, p->media, WSIG_SDP_RTCP_MUX);
}

static const char *line_of(struct wsig_arena *arena, const struct wsig_negotiated_media *m,
                           bool is_rtp)
{
    const char *mid = m->mid.p ? wsig_arena_utf8(arena, m->mid) : "-",
               *kind = wsig_arena_utf8(arena, m->kind);
    if (m->rejected)
        return wsig_arena_printf(arena, "%s %s: rejected", mid, kind);
    return wsig_arena_printf(arena, "%s %s: %s%s%s%s%s%s%s", mid, kind,
                             *m->codecs ? m->codecs
                             : is_rtp   ? "no codec known"
                                        : "data channel",
                             m->direction ? "; " : "", m->direction ? m->direction : "",
                             m->dtls_client ? "; DTLS client: " : "",
                             m->dtls_client ? m->dtls_client : "", m->bundled ? "; BUNDLE" : "",
                             is_rtp && !m->rtcp_mux ? "; RTCP on a port of its own" : "");
}

static void settle(struct wsig_arena *arena, struct wsig_pair *p, struct wsig_negotiated_media *m)
{
    const struct wsig_sdp_media *offer = wsig_pair_media_a(p), *answer = wsig_pair_media_b(p);
    bool is_rtp = p->index_b.media[p->media].is_rtp;
    m->mid = answer->mid.p ? answer->mid : offer->mid;
    m->kind = answer->kind.p ? answer->kind : offer->kind;
    m->rejected = offer->rejected || answer->rejected;
    m->codecs = "";
    if (!m->rejected) {
        m->bundled = is_bundled(p);
        m->rtcp_mux = is_rtp && is_muxed(p);
        m->dtls_client = dtls_client_of(p);
        m->direction = is_rtp ? direction_of(p) : NULL;
        m->codecs = is_rtp ? codecs_of(arena, p->b, p->media) : "";
    }
    m->text = line_of(arena, m, is_rtp);
}

void wsig_negotiated(struct wsig_arena *arena, const struct wsig_sdp *offer,
                     const struct wsig_sdp *answer, struct wsig_negotiated *outcome)
{
    struct wsig_pair p;
    wsig_pair_open(&p, offer, answer, NULL);
    outcome->media_count = (size_t)p.media_count;
    outcome->media = wsig_arena_alloc(arena, sizeof *outcome->media * (outcome->media_count + 1));
    for (p.media = 0; p.media < p.media_count; p.media++)
        settle(arena, &p, &outcome->media[p.media]);
    wsig_pair_close(&p);
}
