/* dialect-sip.c: SIP over WebSocket (RFC 7118): one SIP message in one WebSocket message
 *
 * Offers and answers by their place (RFC 3261 section 13.2.1, RFC 3262, RFC 3311): a body in
 * INVITE, UPDATE and PRACK offers, in a 2xx it answers, in an unreliable 18x it is a preview of the
 * answer, in an ACK it answers the offer of a 2xx. Trickled candidates come in INFO (RFC 8840).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "find.h"

extern const struct wsig_dialect wsig_dialect_sip;

/* Header lines that are read. */
#define HEADERS_MAX 200

struct sip {
    struct wsig_slice method; /* of a request; absent in a response */
    struct wsig_slice status, phrase;
    struct wsig_slice cseq, call_id, from, to, content_type, expires, contact, require, body;
};

static bool read_first_line(struct wsig_slice line, struct sip *sip)
{
    static const char version[] = "SIP/2.0";
    struct wsig_slice word, rest = line;
    if (!wsig_slice_cut(&rest, ' ', &word) || rest.n == 0)
        return false;
    if (wsig_slice_eq(word, version)) {
        sip->phrase = rest;
        return wsig_slice_cut(&sip->phrase, ' ', &sip->status) && sip->status.n == 3 &&
               g_ascii_isdigit(sip->status.p[0]);
    }
    for (size_t i = 0; i < word.n; i++)
        if (!g_ascii_isupper(word.p[i]))
            return false;
    sip->method = word;
    return word.n >= 3 && line.n > sizeof version &&
           memcmp(line.p + line.n - (sizeof version - 1), version, sizeof version - 1) == 0;
}

static void read_header(struct wsig_slice line, struct sip *sip)
{
    /* With the compact forms of RFC 3261 section 7.3.3. */
    const struct {
        const char *name, *compact;
        struct wsig_slice *into;
    } rows[] = {
        {"CSeq", "", &sip->cseq},        {"Call-ID", "i", &sip->call_id},
        {"From", "f", &sip->from},       {"To", "t", &sip->to},
        {"Expires", "", &sip->expires},  {"Content-Type", "c", &sip->content_type},
        {"Contact", "m", &sip->contact}, {"Require", "", &sip->require},
    };
    struct wsig_slice name, value = line;
    if (!wsig_slice_cut(&value, ':', &name) || !value.p)
        return;
    name = wsig_slice_trim(name);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!rows[i].into->p && (wsig_slice_eq_ci(name, rows[i].name) ||
                                 (*rows[i].compact && wsig_slice_eq_ci(name, rows[i].compact))))
            *rows[i].into = wsig_slice_trim(value);
}

static bool read_sip(struct wsig_slice payload, struct sip *sip)
{
    struct wsig_slice rest = payload, line;
    memset(sip, 0, sizeof *sip);
    if (!wsig_slice_line(&rest, &line) || !read_first_line(line, sip))
        return false;
    for (unsigned n = 0; n < HEADERS_MAX && wsig_slice_line(&rest, &line) && line.n > 0; n++)
        read_header(line, sip);
    sip->body = rest;
    return sip->cseq.p && sip->call_id.p;
}

/* The URI of From or To: "Bob" <sip:bob@example.org>;tag=1 */
static struct wsig_slice uri_of(struct wsig_slice header)
{
    struct wsig_slice part, rest = header;
    if (header.n > 0 && memchr(header.p, '<', header.n)) {
        wsig_slice_cut(&rest, '<', &part);
        wsig_slice_cut(&rest, '>', &part);
        return part;
    }
    wsig_slice_cut(&rest, ';', &part);
    return header.p ? wsig_slice_trim(part) : header;
}

/* "0" in Expires, or as the Contact's expires: an end of the registration. */
static bool unregisters(const struct sip *sip)
{
    return wsig_slice_eq(sip->expires, "0") || wsig_slice_has_ci(sip->contact, "expires=0");
}

static enum wsig_kind request_kind(const struct sip *sip)
{
    if (wsig_slice_eq(sip->method, "REGISTER"))
        return unregisters(sip) ? WSIG_KIND_LEAVE : WSIG_KIND_JOIN;
    if (wsig_slice_eq(sip->method, "BYE") || wsig_slice_eq(sip->method, "CANCEL"))
        return WSIG_KIND_BYE;
    return WSIG_KIND_CONTROL;
}

static enum wsig_kind description_kind(const struct sip *sip)
{
    if (sip->method.p)
        return wsig_slice_eq(sip->method, "ACK") ? WSIG_KIND_ANSWER : WSIG_KIND_OFFER;
    bool final = sip->status.p[0] == '2' || wsig_slice_has_ci(sip->require, "100rel");
    return final ? WSIG_KIND_ANSWER : WSIG_KIND_PRANSWER;
}

static void take_values(struct wsig_msg *msg, const struct sip *sip)
{
    msg->method = wsig_msg_value(msg, 0, sip->method.p ? sip->method : sip->status);
    msg->transaction = wsig_msg_value(msg, 0, sip->cseq);
    msg->app_session = wsig_msg_value(msg, 0, sip->call_id);
    msg->peer_from = wsig_msg_value(msg, 0, uri_of(sip->from));
    msg->peer_to = wsig_msg_value(msg, 0, uri_of(sip->to));
    /* 401 and 407 ask for credentials; that is how a registration begins. */
    msg->is_challenge = wsig_slice_eq(sip->status, "401") || wsig_slice_eq(sip->status, "407");
    if (sip->status.p && sip->status.p[0] >= '4' && !msg->is_challenge)
        msg->error = wsig_msg_value(msg, 0, sip->phrase);
}

static bool read_message(struct wsig_finder *f, struct wsig_slice payload)
{
    struct wsig_msg *msg = wsig_finder_msg(f);
    struct sip sip;
    if (payload.n == 0 || !g_ascii_isupper(payload.p[0]) || !read_sip(payload, &sip))
        return false;
    take_values(msg, &sip);
    bool is_sdp = wsig_slice_has_ci(sip.content_type, "application/sdp") &&
                  !wsig_slice_has_ci(sip.content_type, "sdpfrag");
    if (is_sdp)
        wsig_find_description(f, sip.body, description_kind(&sip), "body");
    else if (sip.body.n > 0)
        wsig_find_text(f, sip.body, "body");
    if (msg->items->len > 0)
        return true;
    enum wsig_kind kind = sip.status.p && sip.status.p[0] >= '4' ? WSIG_KIND_ERROR
                          : sip.method.p                         ? request_kind(&sip)
                                                                 : WSIG_KIND_CONTROL;
    wsig_find_item(f, kind, WSIG_EVIDENCE_STRONG, "$", msg->method.text);
    return true;
}

const struct wsig_dialect wsig_dialect_sip = {
    .name = "sip",
    .title = "SIP over WebSocket (RFC 7118)",
    .subprotocol = "sip",
    .offers_by_place = true,
    .line_keepalive = "\r\n",
    .read = read_message,
};
