/* lint-sdp.c: what is wrong with one session description: its form, ICE, DTLS, BUNDLE
 *
 * Attributes of a transport stand in any m-section of a BUNDLE group (RFC 9143 section 7.1.3), and
 * are reported once for the group. Findings come in the order in which they are shown: per section
 * first those of its candidates, then those of its other lines.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lint-internal.h"

/* RFC 8839 section 5.4. */
#define UFRAG_MIN 4
#define PWD_MIN   22
#define ICE_MAX   256

static bool is_ice_chars(struct wsig_slice s, size_t min)
{
    for (size_t i = 0; i < s.n; i++)
        if (!g_ascii_isalnum(s.p[i]) && s.p[i] != '+' && s.p[i] != '/')
            return false;
    return s.n >= min && s.n <= ICE_MAX;
}

/* Does the first m-section of the group say the same, so that it has been judged? */
static bool is_repeated(const struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    int group = line->media >= 0 ? l->index.media[line->media].group : -1;
    int first = group >= 0 ? l->index.groups[group].first : -1;
    if (first < 0 || first >= line->media)
        return false;
    for (size_t i = l->sdp->media[first].first_line; i < l->sdp->media[first].end_line; i++)
        if (l->sdp->lines[i].name == line->name &&
            wsig_slice_same(line->value, l->sdp->lines[i].value))
            return true;
    return false;
}

/* Is the m-section the one that stands for its transport? */
static bool has_transport(const struct wsig_lint *l)
{
    int group = l->index.media[l->place.media].group;
    return !wsig_lint_media(l)->rejected &&
           (group < 0 || l->index.groups[group].first == l->place.media);
}

static bool has(const struct wsig_lint *l, enum wsig_sdp_name name)
{
    return wsig_sdp_index_has(&l->index, l->place.media, name);
}

/* --- the session part ------------------------------------------------------------------------ */

static void check_line_order(struct wsig_lint *l)
{
    /* RFC 8866 section 5; r= and z= go with a t=, e= and p= are often swapped. */
    static const struct {
        char type, rank;
    } ranks[] = {{'v', 0}, {'o', 1}, {'s', 2}, {'i', 3}, {'u', 4}, {'e', 5}, {'p', 5},
                 {'c', 6}, {'b', 7}, {'t', 8}, {'r', 8}, {'z', 8}, {'k', 9}, {'a', 10}};
    int last = 0;
    for (size_t i = 0; i < l->sdp->line_count && l->sdp->lines[i].media < 0; i++) {
        struct wsig_slice text = l->sdp->lines[i].text;
        int rank = last;
        for (size_t k = 0; k < G_N_ELEMENTS(ranks); k++)
            if (ranks[k].type == text.p[0])
                rank = ranks[k].rank;
        if (rank < last) {
            wsig_lint_fault(l, WSIG_RULE_SDP_LINE_ORDER, text, "%c= stands too late", text.p[0]);
            return;
        }
        last = rank;
    }
}

static void check_origin(struct wsig_lint *l)
{
    struct wsig_slice value = wsig_sdp_value(l->sdp, -1, WSIG_SDP_ORIGIN), rest = value, part[6];
    size_t n = 0;
    while (n < G_N_ELEMENTS(part) && wsig_slice_cut(&rest, ' ', &part[n]) && part[n].n > 0)
        n++;
    bool numbers = n == G_N_ELEMENTS(part);
    for (size_t i = 1; numbers && i <= 2; i++)
        for (size_t k = 0; k < part[i].n; k++)
            numbers &= g_ascii_isdigit(part[i].p[k]);
    if (n < G_N_ELEMENTS(part) || rest.p)
        wsig_lint_fault(l, WSIG_RULE_SDP_ORIGIN_FORM, value, "not six parts");
    else if (!numbers)
        wsig_lint_fault(l, WSIG_RULE_SDP_ORIGIN_FORM, value, "session id or version is no number");
    else if (!wsig_slice_eq(part[3], "IN") ||
             (!wsig_slice_eq(part[4], "IP4") && !wsig_slice_eq(part[4], "IP6")))
        wsig_lint_fault(l, WSIG_RULE_SDP_ORIGIN_FORM, value, "neither IN IP4 nor IN IP6");
}

static void check_line_ends(struct wsig_lint *l)
{
    struct wsig_slice text = l->sdp->text;
    size_t lf = 0, all = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n') {
            all++;
            lf += i == 0 || text.p[i - 1] != '\r';
        }
    if (lf > 0)
        wsig_lint_fault(l, WSIG_RULE_SDP_LINE_ENDS, text, "%zu of %zu", lf, all);
}

static void check_long_lines(struct wsig_lint *l)
{
    for (size_t i = 0; i < l->sdp->line_count; i++)
        if (l->sdp->lines[i].text.n > WSIG_LINT_LINE_MAX)
            wsig_lint_fault(l, WSIG_RULE_SDP_LONG_LINE, l->sdp->lines[i].text, "%zu bytes",
                            l->sdp->lines[i].text.n);
}

static void check_any_media(struct wsig_lint *l)
{
    if (l->sdp->media_count == 0)
        wsig_lint_fault(l, WSIG_RULE_SDP_NO_MEDIA, l->sdp->text, "only the session part");
    for (size_t i = 0; i < l->sdp->media_count; i++)
        if (!l->sdp->media[i].rejected)
            return;
    if (l->is_offer && l->sdp->webrtc && l->sdp->media_count > 0) /* RTSP has no ports in its SDP */
        wsig_lint_fault(l, WSIG_RULE_SDP_ALL_REJECTED, l->sdp->text, "%zu m-line%s",
                        l->sdp->media_count, l->sdp->media_count > 1 ? "s" : "");
}

static void check_bundle(struct wsig_lint *l)
{
    bool *grouped =
        wsig_arena_alloc(l->msg->arena, sizeof *grouped * (size_t)(l->index.media_count + 1));
    for (int i = 0; i < l->index.group_count; i++) {
        struct wsig_slice rest = wsig_sdp_bundle(l->index.groups[i].line), mid;
        while (wsig_slice_cut(&rest, ' ', &mid)) {
            int media = wsig_sdp_index_find(&l->index, mid);
            if (mid.n == 0)
                continue;
            if (media < 0 && l->sdp->media_count == (size_t)l->index.media_count)
                wsig_lint_fault(l, WSIG_RULE_SDP_BUNDLE_UNKNOWN, mid, "mid \"%s\"",
                                wsig_lint_text(l, mid));
            else if (media >= 0 && grouped[media])
                wsig_lint_fault(l, WSIG_RULE_SDP_BUNDLE_TWICE, mid, "mid \"%s\"",
                                wsig_lint_text(l, mid));
            if (media >= 0)
                grouped[media] = true;
        }
    }
}

/* --- lines ----------------------------------------------------------------------------------- */

static void check_ufrag(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    if (!is_ice_chars(line->value, UFRAG_MIN) && !is_repeated(l, line))
        wsig_lint_fault(l, WSIG_RULE_SDP_ICE_UFRAG, line->value, "\"%s\" (%zu characters)",
                        wsig_lint_text(l, line->value), line->value.n);
}

/* The password itself is nothing for a list of findings. */
static void check_pwd(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    if (!is_ice_chars(line->value, PWD_MIN) && !is_repeated(l, line))
        wsig_lint_fault(l, WSIG_RULE_SDP_ICE_PWD, line->value, "%zu characters%s", line->value.n,
                        line->value.n < PWD_MIN || line->value.n > ICE_MAX ? ""
                                                                           : ", not all allowed");
}

static bool is_hex_pairs(struct wsig_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (i % 3 == 2 ? s.p[i] != ':' : !g_ascii_isxdigit(s.p[i]))
            return false;
    return s.n % 3 == 2;
}

/* What is wrong with a fingerprint; WSIG_RULE_COUNT when nothing is. */
static enum wsig_rule judge_fingerprint(struct wsig_lint *l, struct wsig_slice value,
                                        const char **why)
{
    static const struct {
        const char *name;
        size_t bytes;
        bool forbidden;
    } hashes[] = {{"sha-1", 20, false},   {"sha-224", 28, false}, {"sha-256", 32, false},
                  {"sha-384", 48, false}, {"sha-512", 64, false}, {"md5", 16, true},
                  {"md2", 16, true}};
    struct wsig_slice digits = value, name;
    wsig_slice_cut(&digits, ' ', &name);
    for (size_t i = 0; i < G_N_ELEMENTS(hashes); i++) {
        if (!wsig_slice_eq_ci(name, hashes[i].name))
            continue;
        *why = hashes[i].name;
        if (hashes[i].forbidden)
            return WSIG_RULE_SDP_FINGERPRINT_FORBIDDEN;
        *why = "not pairs of digits with colons";
        if (!is_hex_pairs(digits))
            return WSIG_RULE_SDP_FINGERPRINT_FORM;
        if ((digits.n + 1) / 3 == hashes[i].bytes)
            return WSIG_RULE_COUNT;
        *why = wsig_arena_printf(l->msg->arena, "%zu bytes, %s has %zu", (digits.n + 1) / 3,
                                 hashes[i].name, hashes[i].bytes);
        return WSIG_RULE_SDP_FINGERPRINT_FORM;
    }
    *why = wsig_arena_printf(l->msg->arena, "unknown hash \"%s\"", wsig_lint_text(l, name));
    return WSIG_RULE_SDP_FINGERPRINT_FORM;
}

static void check_fingerprint(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    const char *why;
    enum wsig_rule rule = judge_fingerprint(l, line->value, &why);
    if (rule != WSIG_RULE_COUNT && !is_repeated(l, line))
        wsig_lint_fault(l, rule, line->value, "%s", why);
}

static void check_setup(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    bool fixed = wsig_slice_eq(line->value, "active") || wsig_slice_eq(line->value, "passive");
    bool open = wsig_slice_eq(line->value, "actpass");
    enum wsig_rule rule = WSIG_RULE_COUNT;
    if (!fixed && !open && !wsig_slice_eq(line->value, "holdconn"))
        rule = WSIG_RULE_SDP_SETUP_UNKNOWN;
    else if (l->is_offer && !open)
        rule = WSIG_RULE_SDP_SETUP_OFFER;
    else if (l->is_answer && !fixed)
        rule = WSIG_RULE_SDP_SETUP_ANSWER;
    bool rejected = line->media >= 0 && l->sdp->media[line->media].rejected;
    if (rule != WSIG_RULE_COUNT && !rejected && !is_repeated(l, line))
        wsig_lint_fault(l, rule, line->value, "\"%s\"", wsig_lint_text(l, line->value));
}

static void check_crypto(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    bool dtls =
        line->media >= 0 && wsig_sdp_index_has(&l->index, line->media, WSIG_SDP_FINGERPRINT);
    struct wsig_slice before =
        line->media >= 0 ? wsig_sdp_value(l->sdp, line->media, WSIG_SDP_CRYPTO) : line->value;
    if (before.p == line->value.p) /* several suites are one fault */
        wsig_lint_fault(l, WSIG_RULE_SDP_SDES, wsig_slice(line->text.p, strlen("a=crypto")),
                        dtls ? "beside DTLS" : "instead of DTLS");
}

static void check_ice_lite(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    if (line->media >= 0)
        wsig_lint_fault(l, WSIG_RULE_SDP_ICE_LITE, line->text, "a=ice-lite");
}

static void check_ice_mismatch(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    wsig_lint_fault(l, WSIG_RULE_SDP_ICE_MISMATCH, line->text, "a=ice-mismatch");
}

static void check_line(struct wsig_lint *l, const struct wsig_sdp_line *line)
{
    static const struct wsig_line_rule rules[] = {
        {WSIG_SDP_ICE_UFRAG, check_ufrag},
        {WSIG_SDP_ICE_PWD, check_pwd},
        {WSIG_SDP_FINGERPRINT, check_fingerprint},
        {WSIG_SDP_SETUP, check_setup},
        {WSIG_SDP_CRYPTO, check_crypto},
        {WSIG_SDP_ICE_LITE, check_ice_lite},
        {WSIG_SDP_ICE_MISMATCH, check_ice_mismatch},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        if (rules[i].name == line->name)
            rules[i].check(l, line);
    if (line->media >= 0 && !wsig_lint_media(l)->rejected)
        wsig_lint_rtp_line(l, line);
}

/* --- m-sections ------------------------------------------------------------------------------ */

static bool is_data_channel(const struct wsig_sdp_media *media)
{
    return wsig_slice_has_ci(media->proto, "sctp");
}

/* RFC 9429 section 5.1.2 has browsers take these, too, where a fingerprint shows what is meant. */
static void check_profile(struct wsig_lint *l)
{
    static const char *const accepted[] = {
        "UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "TCP/DTLS/RTP/SAVPF", "TCP/DTLS/RTP/SAVP",
        "TCP/TLS/RTP/SAVPF", "TCP/TLS/RTP/SAVP", "RTP/SAVPF",          "RTP/SAVP",
        "RTP/AVPF",          "RTP/AVP",          "UDP/DTLS/SCTP",      "TCP/DTLS/SCTP",
        "DTLS/SCTP",         "SCTP/DTLS"};
    struct wsig_slice proto = wsig_lint_media(l)->proto;
    bool plain = !has(l, WSIG_SDP_FINGERPRINT) && !wsig_slice_has_ci(proto, "tls");
    for (size_t i = 0; i < G_N_ELEMENTS(accepted); i++)
        if (wsig_slice_eq_ci(proto, accepted[i]) && !plain)
            return;
    wsig_lint_fault(l, WSIG_RULE_SDP_PROFILE, proto, "%s%s", wsig_lint_text(l, proto),
                    plain ? " without DTLS" : "");
}

static void check_credentials(struct wsig_lint *l)
{
    bool ufrag = has(l, WSIG_SDP_ICE_UFRAG), pwd = has(l, WSIG_SDP_ICE_PWD);
    if (has_transport(l) && l->sdp->webrtc && (!ufrag || !pwd))
        wsig_lint_fault(l, WSIG_RULE_SDP_ICE_MISSING, wsig_lint_media_line(l), "no %s",
                        ufrag ? "ice-pwd"
                        : pwd ? "ice-ufrag"
                              : "ice-ufrag and no ice-pwd");
}

/* An m-line without "TLS" and without a fingerprint is plain RTP: a matter of its profile. */
static void check_has_fingerprint(struct wsig_lint *l)
{
    if (has_transport(l) && !has(l, WSIG_SDP_FINGERPRINT) &&
        wsig_slice_has_ci(wsig_lint_media(l)->proto, "tls"))
        wsig_lint_fault(l, WSIG_RULE_SDP_FINGERPRINT_MISSING, wsig_lint_media_line(l),
                        "no a=fingerprint");
}

/* The first sha-1 fingerprint of a section that has no other; absent when there is a better one. */
static struct wsig_slice only_sha1(const struct wsig_lint *l, size_t first, size_t end)
{
    struct wsig_slice weak = {NULL, 0};
    for (size_t i = first; i < end; i++) {
        struct wsig_slice value = l->sdp->lines[i].value, hash;
        if (l->sdp->lines[i].name != WSIG_SDP_FINGERPRINT || !wsig_slice_cut(&value, ' ', &hash))
            continue;
        if (!wsig_slice_eq_ci(hash, "sha-1"))
            return wsig_slice(NULL, 0);
        if (!weak.p)
            weak = l->sdp->lines[i].value;
    }
    return weak;
}

static void check_weak_fingerprint(struct wsig_lint *l)
{
    const struct wsig_sdp_media *media = wsig_lint_media(l);
    struct wsig_slice weak;
    if (!has_transport(l))
        return;
    if (l->index.media[l->place.media].has & wsig_sdp_bit(WSIG_SDP_FINGERPRINT))
        weak = only_sha1(l, media->first_line, media->end_line);
    else if (l->place.media == 0)
        weak = only_sha1(l, 0, media->first_line);
    else
        return;
    if (weak.p)
        wsig_lint_fault(l, WSIG_RULE_SDP_FINGERPRINT_WEAK, weak, "sha-1");
}

static void check_has_setup(struct wsig_lint *l)
{
    if (has_transport(l) && has(l, WSIG_SDP_FINGERPRINT) && !has(l, WSIG_SDP_SETUP))
        wsig_lint_fault(l, WSIG_RULE_SDP_SETUP_MISSING, wsig_lint_media_line(l), "no a=setup");
}

/* One m-section alone needs no name, and SIP stacks that know neither mids nor BUNDLE give none in
 * their answers. */
static void check_mid(struct wsig_lint *l)
{
    const struct wsig_sdp_media *media = wsig_lint_media(l);
    bool named = g_hash_table_size(l->index.mids) > 0 || l->index.group_count > 0;
    bool needed = named || (l->is_offer && l->sdp->media_count > 1);
    if (!media->mid.p && l->sdp->webrtc && needed)
        wsig_lint_fault(l, WSIG_RULE_SDP_MID_MISSING, wsig_lint_media_line(l), "no a=mid");
}

/* The mid of an m-section that was rejected may be there again (RFC 9429 section 5.2.2), but not in
 * the same description. */
static void check_mid_unique(struct wsig_lint *l)
{
    struct wsig_slice mid = wsig_lint_media(l)->mid;
    if (mid.p && wsig_sdp_index_find(&l->index, mid) != l->place.media)
        wsig_lint_fault(l, WSIG_RULE_SDP_MID_DUPLICATE, mid, "mid \"%s\"", wsig_lint_text(l, mid));
}

static void check_bundle_only(struct wsig_lint *l)
{
    const struct wsig_media_index *media = &l->index.media[l->place.media];
    if (media->has & wsig_sdp_bit(WSIG_SDP_BUNDLE_ONLY) && media->group < 0)
        wsig_lint_fault(l, WSIG_RULE_SDP_BUNDLE_ONLY, wsig_lint_media_line(l), "a=bundle-only");
}

static void check_direction(struct wsig_lint *l)
{
    const struct wsig_sdp_media *media = wsig_lint_media(l);
    unsigned directions = 0;
    for (size_t i = media->first_line; i < media->end_line; i++)
        if (l->sdp->lines[i].name == WSIG_SDP_DIRECTION && ++directions == 2)
            wsig_lint_fault(l, WSIG_RULE_SDP_DIRECTION_TWICE, l->sdp->lines[i].text, "%s",
                            wsig_lint_text(l, l->sdp->lines[i].text));
}

static void check_sctp(struct wsig_lint *l)
{
    const struct wsig_media_index *media = &l->index.media[l->place.media];
    if (!is_data_channel(wsig_lint_media(l)))
        return;
    bool old = !wsig_slice_starts(wsig_lint_media(l)->formats, "webrtc-datachannel");
    if (old)
        wsig_lint_fault(l, WSIG_RULE_SDP_SCTPMAP, wsig_lint_media_line(l), "%s",
                        wsig_lint_text(l, wsig_lint_media(l)->proto));
    else if (!(media->has & wsig_sdp_bit(WSIG_SDP_SCTP_PORT)))
        wsig_lint_fault(l, WSIG_RULE_SDP_SCTP_PORT, wsig_lint_media_line(l), "no a=sctp-port");
}

/* --- all of it ------------------------------------------------------------------------------- */

static void check_candidates(struct wsig_lint *l, size_t first, size_t end)
{
    l->seen = g_hash_table_new(wsig_slice_key_hash, wsig_slice_key_equal);
    l->foundations = g_hash_table_new(wsig_slice_key_hash, wsig_slice_key_equal);
    for (size_t i = first; i < end; i++) {
        struct wsig_candidate candidate;
        if (l->sdp->lines[i].name != WSIG_SDP_CANDIDATE ||
            wsig_candidate_parse(l->sdp->lines[i].text, &candidate) != WSIG_OK)
            continue;
        l->place.line = (int)i;
        wsig_lint_candidate(l, &candidate);
    }
    l->place.line = -1;
    g_hash_table_destroy(l->seen);
    g_hash_table_destroy(l->foundations);
    l->seen = l->foundations = NULL;
}

static void check_section_lines(struct wsig_lint *l, size_t first, size_t end)
{
    check_candidates(l, first, end);
    for (size_t i = first; i < end; i++)
        check_line(l, &l->sdp->lines[i]);
}

static void check_media(struct wsig_lint *l)
{
    static wsig_section_rule *const always[] = {check_mid_unique, check_direction};
    static wsig_section_rule *const live[] = {
        check_profile,          check_credentials, check_has_fingerprint,
        check_weak_fingerprint, check_has_setup,   check_mid,
        check_bundle_only,      check_sctp,        wsig_lint_rtp_section};
    const struct wsig_sdp_media *media = wsig_lint_media(l);
    check_section_lines(l, media->first_line, media->end_line);
    for (size_t i = 0; i < G_N_ELEMENTS(always); i++)
        always[i](l);
    for (size_t i = 0; !media->rejected && i < G_N_ELEMENTS(live); i++)
        live[i](l);
}

static void check_session(struct wsig_lint *l)
{
    static wsig_section_rule *const rules[] = {check_line_order, check_origin,    check_line_ends,
                                               check_long_lines, check_any_media, check_bundle};
    size_t end = l->sdp->media_count ? l->sdp->media[0].first_line : l->sdp->line_count;
    check_section_lines(l, 0, end);
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        rules[i](l);
}

void wsig_lint_sdp(struct wsig_lint *l)
{
    wsig_sdp_index(l->msg->arena, l->sdp, &l->index);
    l->shared = wsig_arena_alloc(l->msg->arena, sizeof *l->shared * WSIG_INDEX_GROUPS_MAX);
    l->alone = wsig_arena_alloc(l->msg->arena, sizeof *l->alone);
    l->ssrcs = g_hash_table_new(NULL, NULL);
    check_session(l);
    for (int i = 0; i < l->index.media_count; i++) {
        l->place.media = i;
        check_media(l);
    }
    if (l->sdp->media_count > (size_t)l->index.media_count)
        wsig_lint_fault(l, WSIG_RULE_LIMIT, l->sdp->text,
                        "m-lines beyond the first %d are not judged", WSIG_INDEX_MEDIA_MAX);
    l->place.media = -1;
    g_hash_table_destroy(l->ssrcs);
    wsig_sdp_index_clear(&l->index);
}
