/* dialect-jingle.c: XMPP over WebSocket (RFC 7395) with Jingle, as Jitsi Meet and others speak it
 *
 *     <iq type='set' id=... from=... to=...>
 *       <jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid=...> contents </jingle>
 *     </iq>
 *
 * session-initiate offers, session-accept answers (XEP-0166); the contents are read as the session
 * description that they stand for. Namespaces decide what a message is, on an unknown connection
 * nothing else.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "xmpp.h"

extern const struct wsig_dialect wsig_dialect_jingle;

/* RFC 7395 section 3.3 has one element in a message. */
#define STANZAS_MAX 256

/* --- Jingle ---------------------------------------------------------------------------------- */

enum content { CONTENT_NONE, CONTENT_DESCRIPTION, CONTENT_TRANSPORT, CONTENT_TRICKLE };

static const struct action {
    const char *name;
    enum wsig_kind kind;
    enum content content;
} actions[] = {
    {"session-initiate", WSIG_KIND_OFFER, CONTENT_DESCRIPTION},
    {"session-accept", WSIG_KIND_ANSWER, CONTENT_DESCRIPTION},
    {"content-add", WSIG_KIND_OFFER, CONTENT_DESCRIPTION},
    {"content-accept", WSIG_KIND_ANSWER, CONTENT_DESCRIPTION},
    {"transport-info", WSIG_KIND_CANDIDATE, CONTENT_TRICKLE},
    {"transport-replace", WSIG_KIND_TRANSPORT_PARAMETERS, CONTENT_TRANSPORT},
    {"transport-accept", WSIG_KIND_TRANSPORT_PARAMETERS, CONTENT_TRANSPORT},
    {"content-reject", WSIG_KIND_ERROR, CONTENT_NONE},
    {"session-terminate", WSIG_KIND_BYE, CONTENT_NONE},
};

static const struct action *find_action(struct wsig_slice name)
{
    static const struct action other = {"", WSIG_KIND_CONTROL, CONTENT_NONE};
    for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
        if (wsig_slice_eq(name, actions[i].name))
            return &actions[i];
    return &other;
}

static enum wsig_jingle_sender other_side(enum wsig_jingle_sender sender)
{
    return sender == WSIG_JINGLE_INITIATOR   ? WSIG_JINGLE_RESPONDER
           : sender == WSIG_JINGLE_RESPONDER ? WSIG_JINGLE_INITIATOR
                                             : WSIG_JINGLE_UNKNOWN;
}

/* The action says who sends it, or who has created the content that it adds or accepts. */
static enum wsig_jingle_sender sender_of(const struct wsig_stanza *s, int jingle)
{
    struct wsig_slice action = wsig_xml_value(wsig_stanza_node(s, jingle), "action");
    int content = wsig_xml_child(&s->xml, jingle, -1, "content", "");
    enum wsig_jingle_sender creator = WSIG_JINGLE_UNKNOWN;
    if (wsig_slice_eq(action, "session-initiate"))
        return WSIG_JINGLE_INITIATOR;
    if (wsig_slice_eq(action, "session-accept"))
        return WSIG_JINGLE_RESPONDER;
    struct wsig_slice name = content >= 0 ? wsig_xml_value(wsig_stanza_node(s, content), "creator")
                                          : wsig_slice(NULL, 0);
    if (wsig_slice_eq(name, "initiator"))
        creator = WSIG_JINGLE_INITIATOR;
    else if (wsig_slice_eq(name, "responder"))
        creator = WSIG_JINGLE_RESPONDER;
    return wsig_slice_eq(action, "content-accept") ? other_side(creator) : creator;
}

static void add_description(struct wsig_stanza *s, int jingle, enum wsig_kind kind)
{
    const struct wsig_slice action = wsig_xml_value(wsig_stanza_node(s, jingle), "action");
    struct wsig_item *item = wsig_find_item(s->f, kind, WSIG_EVIDENCE_STRONG, "iq.jingle",
                                            wsig_stanza_node(s, jingle)->whole);
    if (!item)
        return;
    item->rebuilt = true;
    /* XEP-0166 section 7.2: content-add proposes further contents of a session, content-accept
     * takes them. It is an offer and its answer, of these contents only. */
    item->partial = wsig_slice_starts(action, "content-");
    item->sdp = wsig_jingle_sdp(s->msg, &s->xml, jingle, sender_of(s, jingle));
}

static unsigned count_children(const struct wsig_stanza *s, int parent, const char *name)
{
    unsigned n = 0;
    int child = -1;
    while ((child = wsig_xml_child(&s->xml, parent, child, name, "")) >= 0)
        n++;
    return n;
}

static void take_parts(struct wsig_stanza *s, int transport, struct wsig_item *item)
{
    int child = -1;
    item->parts = wsig_arena_alloc(s->msg->arena, (count_children(s, transport, "candidate") + 1) *
                                                      sizeof *item->parts);
    while ((child = wsig_xml_child(&s->xml, transport, child, "candidate", "")) >= 0) {
        enum wsig_result result;
        item->parts[item->part_count++] = (struct wsig_part_candidate){
            wsig_jingle_candidate(s->msg->arena, wsig_stanza_node(s, child), &result),
            wsig_msg_span(s->msg, 0, wsig_stanza_node(s, child)->whole)};
    }
}

static void take_fingerprints(struct wsig_stanza *s, int transport, struct wsig_item *item)
{
    int node = -1;
    item->fingerprints =
        wsig_arena_alloc(s->msg->arena, (count_children(s, transport, "fingerprint") + 1) *
                                            sizeof *item->fingerprints);
    while ((node = wsig_xml_child(&s->xml, transport, node, "fingerprint", WSIG_NS_DTLS)) >= 0) {
        item->fingerprints[item->fingerprint_count++] =
            (struct wsig_value){wsig_jingle_fingerprint(s->msg->arena, wsig_stanza_node(s, node)),
                                wsig_msg_span(s->msg, 0, wsig_stanza_node(s, node)->whole)};
        if (!item->setup.text.p)
            item->setup = wsig_stanza_value(s, node, "setup");
    }
}

/* Contents that are bundled say the same of their transport. */
static bool is_repeated(struct wsig_stanza *s, unsigned first, int transport)
{
    struct wsig_slice ufrag = wsig_xml_value(wsig_stanza_node(s, transport), "ufrag"),
                      pwd = wsig_xml_value(wsig_stanza_node(s, transport), "pwd");
    for (unsigned i = first; i < s->msg->items->len; i++) {
        struct wsig_item *item = wsig_msg_item(s->msg, i);
        if (item->kind != WSIG_KIND_TRANSPORT_PARAMETERS || item->part_count > 0 ||
            !wsig_slice_same(item->ufrag.text, ufrag) || !wsig_slice_same(item->pwd.text, pwd))
            continue;
        memset(&item->mid, 0, sizeof item->mid); /* it is for more than this one */
        return true;
    }
    return false;
}

static void add_transport(struct wsig_stanza *s, int content, int transport, const char *path,
                          bool with_candidates)
{
    struct wsig_item *item =
        wsig_find_item(s->f, WSIG_KIND_TRANSPORT_PARAMETERS, WSIG_EVIDENCE_STRONG, path,
                       wsig_stanza_node(s, transport)->whole);
    if (!item)
        return;
    item->mid = wsig_stanza_value(s, content, "name");
    item->ufrag = wsig_stanza_value(s, transport, "ufrag");
    item->pwd = wsig_stanza_value(s, transport, "pwd");
    take_fingerprints(s, transport, item);
    if (with_candidates)
        take_parts(s, transport, item);
}

/* The candidates of a transport, and that it has no more. */
static void add_candidates(struct wsig_stanza *s, int content, int transport, const char *path)
{
    unsigned n = 0;
    for (int child = wsig_stanza_node(s, transport)->first; child >= 0;
         child = wsig_stanza_node(s, child)->next) {
        const struct wsig_xml_node *node = wsig_stanza_node(s, child);
        bool is_end = wsig_slice_eq(node->name, "gathering-complete");
        if (!is_end && !wsig_slice_eq(node->name, "candidate"))
            continue;
        const char *where = is_end ? wsig_arena_printf(s->msg->arena, "%s.gathering-complete", path)
                                   : wsig_arena_printf(s->msg->arena, "%s.candidate[%u]", path, n);
        struct wsig_item *item =
            wsig_find_item(s->f, is_end ? WSIG_KIND_END_OF_CANDIDATES : WSIG_KIND_CANDIDATE,
                           WSIG_EVIDENCE_STRONG, where, node->whole);
        n++;
        if (!item)
            continue;
        item->mid = wsig_stanza_value(s, content, "name");
        item->ufrag = wsig_stanza_value(s, transport, "ufrag");
        item->from_members = !is_end;
        if (!is_end)
            item->candidate = wsig_jingle_candidate(s->msg->arena, node, &item->result);
    }
}

static void add_contents(struct wsig_stanza *s, int jingle, const struct action *action)
{
    unsigned first = s->msg->items->len, n = 0;
    int content = -1;
    while ((content = wsig_xml_child(&s->xml, jingle, content, "content", "")) >= 0) {
        int transport = wsig_jingle_transport(&s->xml, content);
        const char *path = wsig_arena_printf(s->msg->arena, "iq.jingle.content[%u].transport", n++);
        if (transport < 0)
            continue;
        bool trickle = action->content == CONTENT_TRICKLE;
        bool certified = wsig_xml_child(&s->xml, transport, -1, "fingerprint", WSIG_NS_DTLS) >= 0;
        bool bare = wsig_stanza_node(s, transport)->first < 0 &&
                    wsig_xml_attribute(wsig_stanza_node(s, transport), "pwd");
        if (!trickle || ((certified || bare) && !is_repeated(s, first, transport)))
            add_transport(s, content, transport, path, !trickle);
        if (trickle)
            add_candidates(s, content, transport, path);
    }
}

static void read_jingle(struct wsig_stanza *s, int jingle)
{
    const struct action *action =
        find_action(wsig_xml_value(wsig_stanza_node(s, jingle), "action"));
    int content = wsig_xml_child(&s->xml, jingle, -1, "content", "");
    bool webrtc = wsig_jingle_is_webrtc(&s->xml, jingle);
    unsigned items = s->msg->items->len;
    wsig_stanza_take_reason(s, jingle);
    if (webrtc && action->content == CONTENT_DESCRIPTION)
        add_description(s, jingle, action->kind);
    else if (webrtc && action->content != CONTENT_NONE)
        add_contents(s, jingle, action);
    if (s->msg->items->len > items)
        return;
    /* A file transfer is a Jingle session too: its contents are something else's. */
    bool foreign = !webrtc && content >= 0 && wsig_stanza_node(s, content)->first >= 0;
    bool refuses = action->kind == WSIG_KIND_ERROR, ends = action->kind == WSIG_KIND_BYE;
    struct wsig_item *item =
        wsig_find_item(s->f, refuses || ends ? action->kind : WSIG_KIND_CONTROL,
                       foreign ? WSIG_EVIDENCE_WEAK : WSIG_EVIDENCE_STRONG, "iq.jingle",
                       wsig_stanza_node(s, jingle)->whole);
    if (item && refuses) {
        item->refuses = true;
        s->msg->error = s->msg->reason;
    }
}

/* --- stanzas --------------------------------------------------------------------------------- */

static bool begins_signaling(struct wsig_slice text)
{
    return text.n > 1 && (text.p[0] == '{' || text.p[0] == '[' || wsig_slice_starts(text, "v=0"));
}

/* Jitsi's <json-message/>, and others that put JSON or SDP into an element; not what people write.
 */
static void search_texts(struct wsig_stanza *s)
{
    static const char *const prose[] = {"body", "subject", "status"};
    struct wsig_slice root = wsig_stanza_node(s, 0)->name;
    for (unsigned i = 1; wsig_xmpp_is_stanza_name(root) && i < s->xml.count; i++) {
        const struct wsig_xml_node *node = wsig_stanza_node(s, (int)i);
        bool skip = !begins_signaling(wsig_slice_trim(node->text)) ||
                    wsig_slice_eq(node->ns, "http://www.w3.org/1999/xhtml");
        for (size_t k = 0; k < G_N_ELEMENTS(prose); k++)
            skip |= wsig_slice_eq(node->name, prose[k]);
        if (skip)
            continue;
        const char *path =
            wsig_arena_printf(s->msg->arena, "%.*s.%.*s", (int)root.n, (const char *)root.p,
                              (int)node->name.n, (const char *)node->name.p);
        if (wsig_slice_same(node->text_raw, node->text))
            wsig_find_text(s->f, node->text_raw, path);
        else
            wsig_find_decoded(s->f, node->text, "Text of an XML element", path);
    }
}

static void read_other(struct wsig_stanza *s, const struct wsig_stanza_rule *rule)
{
    unsigned items = s->msg->items->len;
    int error = wsig_xml_child(&s->xml, 0, -1, "error", "");
    enum wsig_kind kind = rule ? rule->kind : WSIG_KIND_CONTROL;
    enum wsig_evidence evidence = rule ? rule->evidence : WSIG_EVIDENCE_WEAK;
    if (wsig_stanza_type_is(s, "error") || kind == WSIG_KIND_ERROR) {
        kind = WSIG_KIND_ERROR;
        evidence = wsig_stanza_has_jingle(s) ? WSIG_EVIDENCE_STRONG : WSIG_EVIDENCE_WEAK;
        s->msg->error = wsig_stanza_conditions(s, error >= 0 ? error : 0);
    }
    if (kind == WSIG_KIND_LEAVE)
        wsig_stanza_take_leave_reason(s);
    if (kind != WSIG_KIND_ERROR) /* which may quote what it answers */
        search_texts(s);
    if (s->msg->items->len == items)
        wsig_find_item(s->f, kind, evidence,
                       wsig_arena_utf8(s->msg->arena, wsig_stanza_node(s, 0)->name),
                       wsig_stanza_node(s, 0)->whole);
}

static void read_stanza(struct wsig_stanza *s)
{
    int about = 0, jingle = wsig_xml_child(&s->xml, 0, -1, "jingle", WSIG_NS_JINGLE);
    const struct wsig_stanza_rule *rule = wsig_stanza_rule(s, &about);
    about = rule ? about : 0;
    wsig_stanza_take_envelope(s, jingle, about);
    if (jingle >= 0 && !wsig_stanza_type_is(s, "error")) {
        read_jingle(s, jingle);
        return;
    }
    if (about > 0)
        wsig_stanza_take_reason(s, about);
    read_other(s, rule);
}

/* The stream of XMPP over TCP, which some servers kept over WebSocket, ends with its connection. */
static bool is_open_stream(const struct wsig_stanza *s)
{
    return s->result == WSIG_XML_OPEN && s->xml.count > 0 &&
           wsig_slice_eq(wsig_stanza_node(s, 0)->name, "stream") &&
           wsig_slice_eq(wsig_stanza_node(s, 0)->ns, WSIG_NS_STREAM);
}

static void judge(struct wsig_stanza *s)
{
    bool cut = wsig_msg_buffer(s->msg, 0)->bytes.n > WSIG_PAYLOAD_MAX; /* by us: find.c tells */
    if (s->result == WSIG_XML_OK || cut || is_open_stream(s))
        return;
    wsig_msg_find_fault(s->msg, s->result == WSIG_XML_LIMIT ? WSIG_RULE_LIMIT : WSIG_RULE_MALFORMED,
                        wsig_msg_span(s->msg, 0, s->xml.error_at), "%s",
                        wsig_arena_utf8(s->msg->arena, wsig_slice_str(s->xml.error)));
}

/* For Wireshark's XML dissector. */
static void note_document(struct wsig_stanza *s)
{
    struct wsig_span span = wsig_msg_span(s->msg, 0, wsig_stanza_node(s, 0)->whole);
    struct wsig_document document = {span.offset, span.length, true};
    if (s->result == WSIG_XML_OK)
        g_array_append_val(s->msg->documents, document);
}

/* Nothing of the beginning could be read; only a connection that is known for XMPP lets it count.
 */
static void read_unreadable(struct wsig_stanza *s, struct wsig_slice text)
{
    bool end = wsig_slice_starts(text, "</stream:stream>");
    wsig_find_item(s->f, end ? WSIG_KIND_BYE : WSIG_KIND_CONTROL, WSIG_EVIDENCE_WEAK, "$", text);
    if (!end)
        judge(s);
}

/* Of several stanzas, the envelope of the first that is more than a control message is shown. */
static void give_way(struct wsig_msg *msg)
{
    const struct wsig_value none = {{NULL, 0}, {0, 0, 0}};
    for (unsigned i = 0; i < msg->items->len; i++)
        if (wsig_msg_item(msg, i)->kind != WSIG_KIND_CONTROL)
            return;
    msg->method = msg->transaction = msg->room = none;
    msg->peer_from = msg->peer_to = msg->app_session = msg->pc = none;
}

/* The stanzas after the first. */
static void read_more(struct wsig_stanza *s)
{
    struct wsig_slice rest = wsig_slice_trim(s->xml.rest);
    for (unsigned n = 1; s->result == WSIG_XML_OK && rest.n > 0; n++) {
        if (n >= STANZAS_MAX) {
            wsig_msg_find_fault(s->msg, WSIG_RULE_LIMIT, wsig_msg_span(s->msg, 0, rest),
                                "stanzas beyond the first %d are left out", STANZAS_MAX);
            return;
        }
        s->result = wsig_xml_parse(s->msg->arena, rest, &s->xml);
        judge(s);
        if (s->xml.count == 0)
            return;
        give_way(s->msg);
        read_stanza(s);
        note_document(s);
        rest = wsig_slice_trim(s->xml.rest);
    }
}

static bool read_message(struct wsig_finder *f, struct wsig_slice payload)
{
    bool known = wsig_finder_hint(f)->dialect == &wsig_dialect_jingle;
    struct wsig_slice text = wsig_slice_trim(payload);
    struct wsig_stanza s = {.f = f, .msg = wsig_finder_msg(f)};
    if (text.n == 0 && known)
        return wsig_find_item(f, WSIG_KIND_KEEPALIVE, WSIG_EVIDENCE_WEAK, "$", payload);
    if (text.n == 0 || (text.p[0] != '<' && text.p[0] != 0xEF))
        return false;
    if (!known && !wsig_xmpp_is_root_name(wsig_xml_root_name(text)))
        return false;
    s.result = wsig_xml_parse(s.msg->arena, text, &s.xml);
    if (s.xml.count == 0 && known)
        read_unreadable(&s, text);
    if (s.xml.count == 0)
        return known;
    if (!wsig_stanza_is_xmpp(&s) && !(known && wsig_stanza_may_be_xmpp(&s)))
        return false;
    if (!known && s.result != WSIG_XML_OK && !wsig_stanza_has_jingle(&s) && !s.msg->truncated)
        return false;
    read_stanza(&s);
    judge(&s);
    note_document(&s);
    read_more(&s);
    return true;
}

const struct wsig_dialect wsig_dialect_jingle = {
    .name = "jingle",
    .title = "XMPP over WebSocket (RFC 7395) with Jingle, Jitsi Meet",
    .subprotocol = "xmpp",
    .url = "/xmpp-websocket",
    /* XMPP is for chats. Such a connection has nothing to do with WebRTC until it says so with
     * Jingle, a conference's focus, or ICE servers: so nothing of it is shown before, not even what
     * cannot be read. Jitsi Meet's own URL says it in advance. */
    .waits_for_proof = true,
    .proof = "/xmpp-websocket ?room=",
    .reads = "XML: contents, codecs, transports and candidates as descriptions; ids, requests, "
             "rooms, reasons, errors, ICE servers",
    .read = read_message,
};
