/* media-dtls.c: see media.h; who begins DTLS, is it finished, and whose certificate it is
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dtls-certificate.h"
#include "media-internal.h"

/* Which side was to begin, by a=setup of the answer (RFC 8842 section 5.3): side + 1; 0: unknown.
 */
static unsigned client_by_setup(const struct wsig_flow *flow)
{
    const struct wsig_session *session = wsig_flow_session(flow);
    const struct wsig_exchange *agreed = session ? session->agreed : NULL;
    if (!agreed)
        return 0;
    const uint8_t answerer = !wsig_end_of(agreed->session, agreed->offerer).agent;
    const char *text = session->agents[answerer].text;
    const char *setup = text ? strstr(text, "\na=setup:") : NULL;
    if (!setup)
        return 0;
    setup += strlen("\na=setup:");
    bool active = g_str_has_prefix(setup, "active"), passive = g_str_has_prefix(setup, "passive");
    if (!active && !passive)
        return 0;
    const uint8_t client = active ? answerer : !answerer;
    return wsig_flow_end(flow, WSIG_SIDE_A).agent == client ? WSIG_SIDE_A + 1 : WSIG_SIDE_B + 1;
}

/* The role may be told before the answer is seen: judged as soon as both are known. */
static bool has_wrong_role(struct wsig_flow *flow)
{
    const unsigned expected = client_by_setup(flow);
    if (flow->role_said || !flow->dtls_client || !expected)
        return false;
    flow->role_said = true;
    return flow->dtls_client != expected;
}

/* Both sides have sent an encrypted record: in DTLS 1.2 that is Finished, in 1.3 the client's first
 * one has its Finished or follows it. */
static bool finishes(struct wsig_flow *flow, enum wsig_side side, const struct wsig_dtls *dtls)
{
    flow->dtls_encrypted[side] |= dtls->encrypted;
    return dtls->encrypted && flow->dtls_encrypted[0] && flow->dtls_encrypted[1];
}

static struct wsig_media_note *see_handshake(struct wsig_media *media, struct wsig_flow *flow,
                                             const struct wsig_packet_place *place,
                                             struct wsig_slice bytes)
{
    struct wsig_dtls dtls;
    struct wsig_session *session = wsig_flow_end(flow, place->side).session;
    if (!wsig_dtls_parse(bytes, &dtls))
        return NULL;
    struct wsig_session_media *m = &session->media;
    if (dtls.client_hello)
        flow->dtls_client = (uint8_t)(place->side + 1);
    const bool wrong = has_wrong_role(flow), done = finishes(flow, place->side, &dtls);
    const bool first = m->dtls.frame == 0, last = done && m->dtls_done.frame == 0;
    if (!wrong && !first && !last && !dtls.version_13)
        return NULL;
    struct wsig_media_note *note = wsig_media_note_new(media, flow, place->side, NULL, NULL);
    if (first)
        wsig_media_mark(session, &m->dtls, "dtls", place, note);
    if (last)
        wsig_media_mark(session, &m->dtls_done, "dtls-done", place, note);
    if (dtls.version_13)
        note->remark = "DTLS 1.3 encrypts the certificates: whose they are cannot be checked here";
    if (wrong)
        wsig_findings_add(&note->findings, WSIG_RULE_MEDIA_DTLS_ROLE, NULL);
    return note;
}

/* --- certificates ---------------------------------------------------------------------------- */

/* "sha-256 AB:CD..." is the certificate's? False where the hash is none that we have. */
static bool fingerprint_fits(const char *fingerprint, struct wsig_slice certificate, bool *known)
{
    static const struct {
        const char *name;
        GChecksumType type;
    } hashes[] = {
        {"sha-1 ", G_CHECKSUM_SHA1},
        {"sha-256 ", G_CHECKSUM_SHA256},
        {"sha-384 ", G_CHECKSUM_SHA384},
        {"sha-512 ", G_CHECKSUM_SHA512},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(hashes); i++) {
        size_t n = strlen(hashes[i].name), k = 0;
        if (g_ascii_strncasecmp(fingerprint, hashes[i].name, n) != 0)
            continue;
        *known = true;
        char *digest = g_compute_checksum_for_data(hashes[i].type, certificate.p, certificate.n);
        bool fits = true;
        for (const char *p = fingerprint + n; *p; p++)
            if (*p != ':' && !g_ascii_isspace(*p))
                fits &= digest[k] && g_ascii_tolower(*p) == digest[k++];
        fits &= digest[k] == '\0';
        g_free(digest);
        return fits;
    }
    return false;
}

static bool judge(const struct wsig_flow *flow, enum wsig_side side, struct wsig_slice certificate,
                  struct wsig_media_note *note)
{
    struct wsig_end end = wsig_flow_end(flow, side);
    const GPtrArray *list = end.session ? end.session->agents[end.agent].fingerprints : NULL;
    bool known = false, fits = false;
    for (unsigned i = 0; list && i < list->len && !fits; i++)
        fits = fingerprint_fits(g_ptr_array_index(list, i), certificate, &known);
    if (!known)
        return false;
    note->fingerprint_match = fits;
    if (!fits)
        wsig_findings_add(&note->findings, WSIG_RULE_MEDIA_FINGERPRINT_MISMATCH, NULL);
    return true;
}

void wsig_media_judge_certificates(struct wsig_flow *flow)
{
    for (unsigned side = 0; side < 2; side++) {
        struct wsig_unjudged *open = &flow->unjudged[side];
        if (open->note && judge(flow, side, wsig_slice(open->bytes, open->n), open->note))
            wsig_unjudged_clear(open);
    }
}

void wsig_unjudged_clear(struct wsig_unjudged *open)
{
    g_free(open->bytes);
    memset(open, 0, sizeof *open);
}

struct wsig_media_note *wsig_media_dtls(struct wsig_media *media, struct wsig_flow *flow,
                                        const struct wsig_packet_place *place,
                                        struct wsig_slice bytes)
{
    struct wsig_slice certificate;
    struct wsig_media_note *note = see_handshake(media, flow, place, bytes);
    struct wsig_unjudged *open = &flow->unjudged[place->side];
    if (!wsig_dtls_certificate(&flow->readers[place->side], bytes, &certificate))
        return note;
    if (!note)
        note = wsig_media_note_new(media, flow, place->side, NULL, NULL);
    wsig_unjudged_clear(open);
    *open = (struct wsig_unjudged){note, g_memdup2(certificate.p, certificate.n), certificate.n};
    wsig_media_judge_certificates(flow);
    return note;
}
