/* xmpp.c: see xmpp.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "xmpp.h"

#define NS_FRAMING  "urn:ietf:params:xml:ns:xmpp-framing"
#define NS_SASL     "urn:ietf:params:xml:ns:xmpp-sasl"
#define NS_MANAGE   "urn:xmpp:sm:"
#define NS_EXTDISCO "urn:xmpp:extdisco:"
#define NS_MUC      "http://jabber.org/protocol/muc"
#define NS_FOCUS    "http://jitsi.org/protocol/focus"
#define NS_PROPOSE  "urn:xmpp:jingle-message:"

struct wsig_value wsig_stanza_value(const struct wsig_stanza *s, int node, const char *name)
{
    const struct wsig_xml_attribute *attribute =
        wsig_xml_attribute(wsig_stanza_node(s, node), name);
    struct wsig_value value = {{NULL, 0}, {0, 0, 0}};
    if (!attribute)
        return value;
    value.text = attribute->value;
    value.span = wsig_msg_span(s->msg, 0, attribute->raw);
    return value;
}

bool wsig_stanza_type_is(const struct wsig_stanza *s, const char *type)
{
    return wsig_slice_eq(wsig_xml_value(wsig_stanza_node(s, 0), "type"), type);
}

/* --- what is XMPP ---------------------------------------------------------------------------- */

bool wsig_xmpp_is_stanza_name(struct wsig_slice name)
{
    return wsig_slice_eq(name, "iq") || wsig_slice_eq(name, "message") ||
           wsig_slice_eq(name, "presence");
}

bool wsig_stanza_has_jingle(const struct wsig_stanza *s)
{
    int error = wsig_xml_child(&s->xml, 0, -1, "error", "");
    for (int child = error >= 0 ? wsig_stanza_node(s, error)->first : -1; child >= 0;
         child = wsig_stanza_node(s, child)->next)
        if (wsig_slice_starts(wsig_stanza_node(s, child)->ns, "urn:xmpp:jingle:"))
            return true;
    return wsig_xml_child(&s->xml, 0, -1, "jingle", WSIG_NS_JINGLE) >= 0;
}

/* On a connection of which nothing is known. The namespace is RFC 6120's, or that of the child. */
bool wsig_stanza_is_xmpp(const struct wsig_stanza *s)
{
    static const char *const spaces[] = {"jabber:client", "jabber:server", NS_FRAMING, NS_SASL,
                                         WSIG_NS_STREAM};
    const struct wsig_xml_node *root = wsig_stanza_node(s, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++)
        if (wsig_slice_eq(root->ns, spaces[i]))
            return true;
    return root->ns.n == 0 && wsig_xmpp_is_stanza_name(root->name) && wsig_stanza_has_jingle(s);
}

/* On one that speaks XMPP: any of its namespaces, or none and a name of its own: a proxy's <html>
 * is nothing of the kind. */
bool wsig_stanza_may_be_xmpp(const struct wsig_stanza *s)
{
    static const char *const begins[] = {"jabber:", "urn:xmpp:", "urn:ietf:params:xml:ns:xmpp",
                                         "http://etherx.jabber.org/", "http://jabber.org/"};
    struct wsig_slice ns = wsig_stanza_node(s, 0)->ns;
    bool fits = ns.n == 0 && wsig_xmpp_is_root_name(wsig_stanza_node(s, 0)->name);
    for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
        fits |= wsig_slice_starts(ns, begins[i]);
    return fits;
}

/* --- kinds ----------------------------------------------------------------------------------- */

static const struct wsig_stanza_rule rules[] = {
    {"iq", "result", "services", NS_EXTDISCO, WSIG_KIND_ICE_SERVERS, WSIG_EVIDENCE_STRONG},
    {"iq", "result", "credentials", NS_EXTDISCO, WSIG_KIND_ICE_SERVERS, WSIG_EVIDENCE_STRONG},
    {"iq", "set", "services", NS_EXTDISCO, WSIG_KIND_ICE_SERVERS, WSIG_EVIDENCE_STRONG},
    /* Who asks for STUN and TURN servers is about to call; nothing else uses XEP-0215. */
    {"iq", "get", "services", NS_EXTDISCO, WSIG_KIND_CONTROL, WSIG_EVIDENCE_STRONG},
    {"iq", "get", "credentials", NS_EXTDISCO, WSIG_KIND_CONTROL, WSIG_EVIDENCE_STRONG},
    {"iq", "get", "ping", "urn:xmpp:ping", WSIG_KIND_KEEPALIVE, WSIG_EVIDENCE_WEAK},
    {"iq", "set", "conference", NS_FOCUS, WSIG_KIND_JOIN, WSIG_EVIDENCE_STRONG},
    {"iq", "result", "conference", NS_FOCUS, WSIG_KIND_CONTROL, WSIG_EVIDENCE_STRONG},
    {"presence", "", "x", NS_MUC, WSIG_KIND_JOIN, WSIG_EVIDENCE_WEAK},
    {"message", NULL, "propose", NS_PROPOSE, WSIG_KIND_CONTROL, WSIG_EVIDENCE_STRONG},
    {"message", NULL, "ringing", NS_PROPOSE, WSIG_KIND_CONTROL, WSIG_EVIDENCE_STRONG},
    {"message", NULL, "accept", NS_PROPOSE, WSIG_KIND_CONTROL, WSIG_EVIDENCE_STRONG},
    {"message", NULL, "proceed", NS_PROPOSE, WSIG_KIND_CONTROL, WSIG_EVIDENCE_STRONG},
    {"message", NULL, "reject", NS_PROPOSE, WSIG_KIND_BYE, WSIG_EVIDENCE_STRONG},
    {"message", NULL, "retract", NS_PROPOSE, WSIG_KIND_BYE, WSIG_EVIDENCE_STRONG},
    {"message", NULL, "finish", NS_PROPOSE, WSIG_KIND_BYE, WSIG_EVIDENCE_STRONG},
    {"presence", "unavailable", NULL, "jabber:", WSIG_KIND_LEAVE, WSIG_EVIDENCE_WEAK},
    {"presence", "unavailable", NULL, "", WSIG_KIND_LEAVE, WSIG_EVIDENCE_WEAK},
    {"close", NULL, NULL, NS_FRAMING, WSIG_KIND_BYE, WSIG_EVIDENCE_WEAK},
    {"r", NULL, NULL, NS_MANAGE, WSIG_KIND_KEEPALIVE, WSIG_EVIDENCE_WEAK},
    {"a", NULL, NULL, NS_MANAGE, WSIG_KIND_KEEPALIVE, WSIG_EVIDENCE_WEAK},
    {"failure", NULL, NULL, NS_SASL, WSIG_KIND_ERROR, WSIG_EVIDENCE_WEAK},
    {"failure", NULL, NULL, "urn:xmpp:sasl:", WSIG_KIND_ERROR, WSIG_EVIDENCE_WEAK},
    {"failed", NULL, NULL, NS_MANAGE, WSIG_KIND_ERROR, WSIG_EVIDENCE_WEAK},
    {"error", NULL, NULL, WSIG_NS_STREAM, WSIG_KIND_ERROR, WSIG_EVIDENCE_WEAK},
};

static bool ns_fits(struct wsig_slice ns, const char *wanted)
{
    return g_str_has_suffix(wanted, ":") ? wsig_slice_starts(ns, wanted)
                                         : ns.n == strlen(wanted) && wsig_slice_starts(ns, wanted);
}

static int child_of(const struct wsig_stanza *s, const char *name, const char *ns)
{
    int child = -1;
    while ((child = wsig_xml_child(&s->xml, 0, child, name, ns)) >= 0)
        if (ns_fits(wsig_stanza_node(s, child)->ns, ns))
            return child;
    return -1;
}

/* XEP-0215 lists services of any type. */
static bool has_ice_service(const struct wsig_stanza *s, int services)
{
    static const char *const types[] = {"stun", "stuns", "turn", "turns"};
    int service = -1;
    while ((service = wsig_xml_child(&s->xml, services, service, "service", NS_EXTDISCO)) >= 0)
        for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
            if (wsig_slice_eq(wsig_xml_value(wsig_stanza_node(s, service), "type"), types[i]))
                return true;
    return false;
}

/* The rule that fits, and the child that it is about (0: the root). NULL: none. */
const struct wsig_stanza_rule *wsig_stanza_rule(const struct wsig_stanza *s, int *about)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        const struct wsig_stanza_rule *rule = &rules[i];
        bool any_type = !rule->type;
        bool no_type = rule->type && !*rule->type;
        if (!wsig_slice_eq(wsig_stanza_node(s, 0)->name, rule->root))
            continue;
        if (!any_type && !(no_type ? !wsig_xml_value(wsig_stanza_node(s, 0), "type").p
                                   : wsig_stanza_type_is(s, rule->type)))
            continue;
        *about = rule->child ? child_of(s, rule->child, rule->ns) : 0;
        if (*about < 0 || (*about == 0 && !ns_fits(wsig_stanza_node(s, 0)->ns, rule->ns)))
            continue;
        if (rule->kind == WSIG_KIND_ICE_SERVERS && !has_ice_service(s, *about))
            continue;
        return rule;
    }
    return NULL;
}

/* --- the envelope ---------------------------------------------------------------------------- */

struct wsig_value wsig_stanza_conditions(const struct wsig_stanza *s, int parent)
{
    GString *text = g_string_new(NULL);
    struct wsig_slice words = {NULL, 0};
    struct wsig_value value = {{NULL, 0},
                               wsig_msg_span(s->msg, 0, wsig_stanza_node(s, parent)->whole)};
    for (int child = wsig_stanza_node(s, parent)->first; child >= 0;
         child = wsig_stanza_node(s, child)->next) {
        struct wsig_slice name = wsig_stanza_node(s, child)->name;
        if (wsig_slice_eq(name, "text")) {
            words = wsig_slice_trim(wsig_stanza_node(s, child)->text);
            continue;
        }
        g_string_append(text, text->len > 0 ? ", " : "");
        g_string_append_len(text, (const char *)name.p, (gssize)name.n);
    }
    if (words.n > 0) {
        g_string_append(text, text->len > 0 ? ": " : "");
        g_string_append_len(text, (const char *)words.p, (gssize)words.n);
    }
    if (text->len > 0)
        value.text = wsig_slice(wsig_arena_strndup(s->msg->arena, text->str, text->len), text->len);
    g_string_free(text, TRUE);
    return value;
}

static struct wsig_slice bare_jid(struct wsig_slice jid)
{
    const uint8_t *slash = jid.n > 0 ? memchr(jid.p, '/', jid.n) : NULL;
    return slash ? wsig_slice(jid.p, (size_t)(slash - jid.p)) : jid;
}

static struct wsig_value bare_value(const struct wsig_stanza *s, const char *name)
{
    struct wsig_value value = wsig_stanza_value(s, 0, name);
    value.text = bare_jid(value.text);
    return value;
}

/* XEP-0045. A message to all comes from the room, or goes to it, which has no resource. */
static struct wsig_value room_of(const struct wsig_stanza *s)
{
    const struct wsig_value none = {{NULL, 0}, {0, 0, 0}};
    struct wsig_slice name = wsig_stanza_node(s, 0)->name;
    int conference = child_of(s, "conference", NS_FOCUS);
    if (conference >= 0)
        return wsig_stanza_value(s, conference, "room");
    if (wsig_slice_eq(name, "presence") && child_of(s, "x", NS_MUC "#user") >= 0)
        return bare_value(s, "from");
    if (wsig_slice_eq(name, "presence") && child_of(s, "x", NS_MUC) >= 0)
        return bare_value(s, "to");
    if (!wsig_slice_eq(name, "message") || !wsig_stanza_type_is(s, "groupchat"))
        return none;
    struct wsig_slice to = wsig_xml_value(wsig_stanza_node(s, 0), "to");
    return bare_value(s, to.n > 0 && bare_jid(to).n == to.n ? "to" : "from");
}

/* What the stanza is about, by its name: the child of an <iq/>, else the stanza itself. */
static struct wsig_value method_of(const struct wsig_stanza *s, int jingle, int about)
{
    int named = about;
    int error = wsig_xml_child(&s->xml, 0, -1, "error", "");
    if (jingle >= 0 && !wsig_stanza_type_is(s, "error"))
        return wsig_stanza_value(s, jingle, "action");
    if (wsig_stanza_type_is(s, "error") && error >= 0)
        named = error;
    else if (wsig_slice_eq(wsig_stanza_node(s, 0)->name, "iq") &&
             wsig_stanza_node(s, 0)->first >= 0)
        named = wsig_stanza_node(s, 0)->first;
    else if (!wsig_slice_eq(wsig_stanza_node(s, 0)->name, "message"))
        named = 0;
    return wsig_msg_value(s->msg, 0, wsig_stanza_node(s, named)->name);
}

/* Why somebody has left: a reason of the room, or the presence's status. */
void wsig_stanza_take_leave_reason(struct wsig_stanza *s)
{
    int x = child_of(s, "x", NS_MUC "#user"), found = -1;
    for (int child = x >= 0 ? wsig_stanza_node(s, x)->first : -1; child >= 0 && found < 0;
         child = wsig_stanza_node(s, child)->next)
        found = wsig_xml_child(&s->xml, child, -1, "reason", "");
    if (found < 0)
        found = wsig_xml_child(&s->xml, 0, -1, "status", "");
    if (found < 0 || wsig_stanza_node(s, found)->text.n == 0 || s->msg->reason.text.p)
        return;
    s->msg->reason =
        (struct wsig_value){wsig_stanza_node(s, found)->text,
                            wsig_msg_span(s->msg, 0, wsig_stanza_node(s, found)->text_raw)};
}

void wsig_stanza_take_envelope(struct wsig_stanza *s, int jingle, int about)
{
    struct wsig_msg *msg = s->msg;
    if (msg->method.text.p)
        return;
    msg->method = method_of(s, jingle, about);
    msg->transaction = wsig_stanza_value(s, 0, "id");
    msg->peer_from = wsig_stanza_value(s, 0, "from");
    msg->peer_to = wsig_stanza_value(s, 0, "to");
    msg->room = room_of(s);
    if (wsig_stanza_type_is(s, "unavailable"))
        msg->pc = msg->peer_from; /* who leaves a room ends none of the others' peer connections */
    msg->is_request = wsig_stanza_type_is(s, "set") || wsig_stanza_type_is(s, "get");
    if (jingle >= 0)
        msg->app_session = msg->pc = wsig_stanza_value(s, jingle, "sid");
    else if (about > 0 && wsig_slice_starts(wsig_stanza_node(s, about)->ns, NS_PROPOSE))
        msg->app_session = wsig_stanza_value(s, about, "id");
}

void wsig_stanza_take_reason(struct wsig_stanza *s, int parent)
{
    int reason = wsig_xml_child(&s->xml, parent, -1, "reason", "");
    if (reason >= 0 && !s->msg->reason.text.p)
        s->msg->reason = wsig_stanza_conditions(s, reason);
}

bool wsig_xmpp_is_root_name(struct wsig_slice name)
{
    static const char *const others[] = {"open",    "close",     "stream",   "features",
                                         "auth",    "challenge", "response", "success",
                                         "failure", "abort",     "error"};
    const uint8_t *colon = name.n > 0 ? memchr(name.p, ':', name.n) : NULL;
    if (colon)
        name = wsig_slice_from(name, (size_t)(colon - name.p) + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (wsig_slice_eq(name, others[i]))
            return true;
    return wsig_xmpp_is_stanza_name(name);
}
