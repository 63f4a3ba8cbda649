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

/* Header lines that are read, of the message and of each part. */
#define HEADERS_MAX 200

/* Parts of a multipart body that are looked at. */
#define PARTS_MAX 16

/* RFC 2046 section 5.1.1. */
#define BOUNDARY_MAX 70

struct sip {
    struct wsig_slice method; /* of a request; absent in a response */
    struct wsig_slice status, phrase;
    struct wsig_slice cseq, call_id, from, to, content_type, expires, contact, reason, body;
    bool reliable; /* Require: 100rel, RFC 3262 */
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
        {"Contact", "m", &sip->contact}, {"Reason", "", &sip->reason},
    };
    struct wsig_slice name, value = line;
    if (!wsig_slice_cut(&value, ':', &name) || !value.p)
        return;
    name = wsig_slice_trim(name);
    if (wsig_slice_eq_ci(name, "Require") && wsig_slice_has_ci(value, "100rel"))
        sip->reliable = true;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!rows[i].into->p && (wsig_slice_eq_ci(name, rows[i].name) ||
                                 (*rows[i].compact && wsig_slice_eq_ci(name, rows[i].compact))))
            *rows[i].into = wsig_slice_trim(value);
}

static void read_headers(struct wsig_slice text, struct sip *sip)
{
    struct wsig_slice line;
    for (unsigned n = 0; n < HEADERS_MAX && wsig_slice_line(&text, &line) && line.n > 0; n++)
        read_header(line, sip);
    sip->body = text;
}

/* What is wrong with it; NULL: nothing. */
static const char *read_sip(struct wsig_slice payload, struct sip *sip)
{
    struct wsig_slice rest = payload, line;
    memset(sip, 0, sizeof *sip);
    if (!wsig_slice_line(&rest, &line) || !read_first_line(line, sip)) {
        sip->method = sip->status = wsig_slice(NULL, 0);
        return "the first line is neither a request's nor a response's";
    }
    read_headers(rest, sip);
    return !sip->cseq.p ? "there is no CSeq" : !sip->call_id.p ? "there is no Call-ID" : NULL;
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

/* The value of a parameter, without its quotes: SIP;cause=16;text="Call ended" */
static struct wsig_slice parameter(struct wsig_slice header, const char *name)
{
    struct wsig_slice part, key;
    while (wsig_slice_cut(&header, ';', &part)) {
        if (!wsig_slice_cut(&part, '=', &key) || !part.p ||
            !wsig_slice_eq_ci(wsig_slice_trim(key), name))
            continue;
        part = wsig_slice_trim(part);
        if (part.n >= 2 && part.p[0] == '"' && part.p[part.n - 1] == '"')
            part = wsig_slice(part.p + 1, part.n - 2);
        return part;
    }
    return wsig_slice(NULL, 0);
}

/* "0" in Expires, or as the Contact's expires: an end of the registration. */
static bool unregisters(const struct sip *sip)
{
    const struct wsig_slice expires = parameter(sip->contact, "expires");
    return wsig_slice_eq(expires.p ? expires : sip->expires, "0");
}

/* What names an end of a dialog (RFC 3261 section 12); 0: none. */
static uint32_t tag_of(struct wsig_slice header)
{
    const struct wsig_slice tag = parameter(header, "tag");
    return tag.n > 0 ? wsig_slice_token(tag) : 0;
}

/* The words of RFC 3326, or all that there is. */
static struct wsig_slice reason_of(const struct sip *sip)
{
    const struct wsig_slice text = parameter(sip->reason, "text");
    return text.n > 0 ? text : sip->reason;
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
    bool final = sip->status.p[0] == '2' || sip->reliable;
    return final ? WSIG_KIND_ANSWER : WSIG_KIND_PRANSWER;
}

static void take_values(struct wsig_msg *msg, const struct sip *sip)
{
    msg->method = wsig_msg_value(msg, 0, sip->method.p ? sip->method : sip->status);
    msg->transaction = wsig_msg_value(msg, 0, sip->cseq);
    msg->app_session = wsig_msg_value(msg, 0, sip->call_id);
    msg->peer_from = wsig_msg_value(msg, 0, uri_of(sip->from));
    msg->peer_to = wsig_msg_value(msg, 0, uri_of(sip->to));
    msg->dialog[0] = tag_of(sip->from);
    msg->dialog[1] = tag_of(sip->to);
    msg->reason = wsig_msg_value(msg, 0, reason_of(sip));
    /* 401 and 407 ask for credentials; that is how a registration begins. */
    msg->is_challenge = wsig_slice_eq(sip->status, "401") || wsig_slice_eq(sip->status, "407");
    if (!sip->status.p || sip->status.p[0] < '4' || msg->is_challenge)
        return;
    msg->error = wsig_msg_value(msg, 0, sip->phrase);
    msg->error_code = wsig_msg_value(msg, 0, sip->status);
}

/* An SDP, or candidates (RFC 8840); what people write to each other is not looked at. */
static void find_in_body(struct wsig_finder *f, const struct sip *sip, struct wsig_slice type,
                         struct wsig_slice body)
{
    if (wsig_slice_has_ci(type, "application/trickle-ice-sdpfrag"))
        wsig_find_text(f, body, "body");
    else if (wsig_slice_has_ci(type, "application/sdp"))
        wsig_find_description(f, body, description_kind(sip), "body");
}

/* The line end before a boundary belongs to it. */
static struct wsig_slice without_line_end(struct wsig_slice s)
{
    s.n -= s.n > 0 && s.p[s.n - 1] == '\n';
    s.n -= s.n > 0 && s.p[s.n - 1] == '\r';
    return s;
}

/* Cuts the part before the next line "--<boundary>" off; without such a line, all that is left is
 * one. Behind the last boundary, "--<boundary>--", there is none. */
static bool next_part(struct wsig_slice *rest, struct wsig_slice boundary, struct wsig_slice *part)
{
    const struct wsig_slice all = *rest;
    struct wsig_slice line;
    while (wsig_slice_line(rest, &line)) {
        struct wsig_slice after = wsig_slice_from(line, 2);
        if (!wsig_slice_starts(line, "--") || after.n < boundary.n ||
            memcmp(after.p, boundary.p, boundary.n) != 0)
            continue;
        *part = without_line_end(wsig_slice(all.p, (size_t)(line.p - all.p)));
        if (wsig_slice_starts(wsig_slice_from(after, boundary.n), "--"))
            rest->n = 0;
        return true;
    }
    *part = all;
    return all.n > 0;
}

static void find_in_parts(struct wsig_finder *f, const struct sip *sip)
{
    const struct wsig_slice boundary = parameter(sip->content_type, "boundary");
    struct wsig_slice rest = sip->body, part;
    if (boundary.n == 0 || boundary.n > BOUNDARY_MAX || !next_part(&rest, boundary, &part))
        return;
    for (unsigned n = 0; n < PARTS_MAX && next_part(&rest, boundary, &part); n++) {
        struct sip headers;
        memset(&headers, 0, sizeof headers);
        read_headers(part, &headers);
        find_in_body(f, sip, headers.content_type, headers.body);
    }
}

static void find_items(struct wsig_finder *f, const struct sip *sip)
{
    const struct wsig_msg *msg = wsig_finder_msg(f);
    if (wsig_slice_has_ci(sip->content_type, "multipart/"))
        find_in_parts(f, sip);
    else
        find_in_body(f, sip, sip->content_type, sip->body);
    for (unsigned i = 0; i < msg->items->len; i++)
        wsig_msg_item(msg, i)->evidence = WSIG_EVIDENCE_STRONG; /* it stands in SIP */
    if (msg->items->len > 0)
        return;
    enum wsig_kind kind = sip->status.p && sip->status.p[0] >= '4' ? WSIG_KIND_ERROR
                          : sip->method.p                          ? request_kind(sip)
                                                                   : WSIG_KIND_CONTROL;
    wsig_find_item(f, kind, WSIG_EVIDENCE_STRONG, "$", msg->method.text);
}

/* On a connection that speaks SIP, even what is none is shown, with a complaint. */
static bool read_message(struct wsig_finder *f, struct wsig_slice payload)
{
    struct wsig_msg *msg = wsig_finder_msg(f);
    bool known = wsig_finder_hint(f)->dialect == &wsig_dialect_sip;
    struct sip sip;
    if (wsig_slice_trim(payload).n == 0 || (!known && !g_ascii_isupper(payload.p[0])))
        return false; /* line ends keep the connection alive */
    const char *fault = read_sip(payload, &sip);
    if (fault && !known)
        return false;
    take_values(msg, &sip);
    if (sip.method.p || sip.status.p)
        find_items(f, &sip);
    else
        wsig_find_item(f, WSIG_KIND_CONTROL, WSIG_EVIDENCE_WEAK, "$", payload);
    if (fault)
        wsig_msg_find_fault(msg, WSIG_RULE_MALFORMED, wsig_msg_span(msg, 0, payload), "%s", fault);
    return true;
}

const struct wsig_dialect wsig_dialect_sip = {
    .name = "sip",
    .title = "SIP over WebSocket (RFC 7118)",
    .subprotocol = "sip",
    .offers_by_place = true,
    .crlf_keepalive = true,
    .reads = "offer and answer by method and status, trickled candidates; dialogs, transactions, "
             "reasons, errors",
    .read = read_message,
};
