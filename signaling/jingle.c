/* jingle.c: see jingle.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "jingle.h"

#define NS_GROUP    "urn:xmpp:jingle:apps:grouping:"
#define NS_FEEDBACK "urn:xmpp:jingle:apps:rtp:rtcp-fb:"
#define NS_HDREXT   "urn:xmpp:jingle:apps:rtp:rtp-hdrext:"
#define NS_SOURCES  "urn:xmpp:jingle:apps:rtp:ssma:"

struct writer {
    struct wsig_msg *msg;
    const struct wsig_xml *xml;
    enum wsig_jingle_sender sender;
    GString *text;
    GArray *pieces; /* struct wsig_piece */
};

static const struct wsig_xml_node *node_at(const struct writer *w, int i)
{
    return &w->xml->nodes[i];
}

/* A line of its own may not begin within a value. */
static void put_text(struct writer *w, struct wsig_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        g_string_append_c(w->text, s.p[i] < ' ' ? '?' : (char)s.p[i]);
}

/* Nor another part of the line; what is missing is "?", which no grammar takes. */
static void put_word(GString *text, struct wsig_slice s)
{
    s = wsig_slice_trim(s);
    for (size_t i = 0; i < s.n; i++)
        g_string_append_c(text, s.p[i] <= ' ' ? '?' : (char)s.p[i]);
    if (s.n == 0)
        g_string_append_c(text, '?');
}

static void put_value(struct writer *w, const struct wsig_xml_node *node, const char *name)
{
    put_word(w->text, wsig_xml_value(node, name));
}

/* Begins a line that an element stands for: by its start tag when more is in it. */
static void begin(struct writer *w, const struct wsig_xml_node *node, const char *text)
{
    struct wsig_piece piece = {
        w->text->len, wsig_msg_span(w->msg, 0, node->first >= 0 ? node->tag : node->whole)};
    g_array_append_val(w->pieces, piece);
    g_string_append(w->text, text);
}

static void end(struct writer *w)
{
    g_string_append(w->text, "\r\n");
}

static void line(struct writer *w, const struct wsig_xml_node *node, const char *text)
{
    begin(w, node, text);
    end(w);
}

/* "<text><value>" when the attribute is there. */
static void attribute_line(struct writer *w, const struct wsig_xml_node *node, const char *text,
                           const char *name)
{
    struct wsig_slice value = wsig_xml_value(node, name);
    if (value.n == 0)
        return;
    begin(w, node, text);
    put_text(w, value);
    end(w);
}

/* --- session part ---------------------------------------------------------------------------- */

/* FNV-1a, of which 63 bits are left. */
static uint64_t number_of(struct wsig_slice id)
{
    uint64_t hash = G_GUINT64_CONSTANT(14695981039346656037);
    for (size_t i = 0; i < id.n; i++)
        hash = (hash ^ id.p[i]) * G_GUINT64_CONSTANT(1099511628211);
    return hash >> 1;
}

/* The o= line has a number that stands for Jingle's id of the session; a version there is none. */
static void put_session(struct writer *w, const struct wsig_xml_node *jingle)
{
    static const char *const names[] = {"-", "initiator", "responder"};
    line(w, jingle, "v=0");
    begin(w, jingle, "o=");
    g_string_append_printf(w->text, "%s %" G_GUINT64_FORMAT " 0 IN IP4 0.0.0.0", names[w->sender],
                           number_of(wsig_xml_value(jingle, "sid")));
    end(w);
    line(w, jingle, "s=-");
    line(w, jingle, "t=0 0");
}

static void put_groups(struct writer *w, int jingle)
{
    int group = -1;
    while ((group = wsig_xml_child(w->xml, jingle, group, "group", NS_GROUP)) >= 0) {
        begin(w, node_at(w, group), "a=group:");
        put_value(w, node_at(w, group), "semantics");
        int content = -1;
        while ((content = wsig_xml_child(w->xml, group, content, "content", "")) >= 0) {
            g_string_append_c(w->text, ' ');
            put_value(w, node_at(w, content), "name");
        }
        end(w);
    }
}

/* --- RTP ------------------------------------------------------------------------------------- */

static void put_parameters(struct writer *w, int payload_type)
{
    const struct wsig_xml_node *type = node_at(w, payload_type);
    int parameter = wsig_xml_child(w->xml, payload_type, -1, "parameter", "");
    if (parameter < 0)
        return;
    begin(w, type, "a=fmtp:");
    put_value(w, type, "id");
    for (char before = ' '; parameter >= 0;
         parameter = wsig_xml_child(w->xml, payload_type, parameter, "parameter", "")) {
        struct wsig_slice name = wsig_xml_value(node_at(w, parameter), "name"),
                          value = wsig_xml_value(node_at(w, parameter), "value");
        g_string_append_c(w->text, before);
        put_text(w, name);
        if (name.n > 0 && value.n > 0)
            g_string_append_c(w->text, '=');
        put_text(w, value);
        before = ';';
    }
    end(w);
}

/* Of one payload type, or of all ("*"). */
static void put_feedback(struct writer *w, int parent, struct wsig_slice id)
{
    int feedback = -1;
    while ((feedback = wsig_xml_child(w->xml, parent, feedback, "rtcp-fb", NS_FEEDBACK)) >= 0) {
        struct wsig_slice subtype = wsig_xml_value(node_at(w, feedback), "subtype");
        begin(w, node_at(w, feedback), "a=rtcp-fb:");
        put_word(w->text, id);
        g_string_append_c(w->text, ' ');
        put_value(w, node_at(w, feedback), "type");
        if (subtype.n > 0) {
            g_string_append_c(w->text, ' ');
            put_text(w, subtype);
        }
        end(w);
    }
}

static void put_payload_type(struct writer *w, int payload_type)
{
    const struct wsig_xml_node *node = node_at(w, payload_type);
    struct wsig_slice channels = wsig_xml_value(node, "channels"),
                      clock = wsig_xml_value(node, "clockrate");
    if (wsig_xml_value(node, "name").n > 0) {
        begin(w, node, "a=rtpmap:");
        put_value(w, node, "id");
        g_string_append_c(w->text, ' ');
        put_value(w, node, "name");
        g_string_append_c(w->text, '/');
        put_word(w->text, clock.n > 0 ? clock : wsig_slice_str("0"));
        if (channels.n > 0 && !wsig_slice_eq(channels, "1")) {
            g_string_append_c(w->text, '/');
            put_word(w->text, channels);
        }
        end(w);
    }
    put_parameters(w, payload_type);
    put_feedback(w, payload_type, wsig_xml_value(node, "id"));
}

static void put_extension(struct writer *w, const struct wsig_xml_node *node)
{
    begin(w, node, "a=extmap:");
    put_value(w, node, "id");
    g_string_append_c(w->text, ' ');
    put_value(w, node, "uri");
    end(w);
}

static void put_ssrc(struct writer *w, const struct wsig_xml_node *at, int source)
{
    begin(w, at, "a=ssrc:");
    put_value(w, node_at(w, source), "ssrc");
}

/* XEP-0339: a=ssrc, with one attribute a line. A source may have none. */
static void put_source(struct writer *w, int source)
{
    int parameter = wsig_xml_child(w->xml, source, -1, "parameter", "");
    if (parameter < 0) {
        put_ssrc(w, node_at(w, source), source);
        end(w);
    }
    for (; parameter >= 0; parameter = wsig_xml_child(w->xml, source, parameter, "parameter", "")) {
        struct wsig_slice value = wsig_xml_value(node_at(w, parameter), "value");
        put_ssrc(w, node_at(w, parameter), source);
        g_string_append_c(w->text, ' ');
        put_value(w, node_at(w, parameter), "name");
        if (value.n > 0) {
            g_string_append_c(w->text, ':');
            put_text(w, value);
        }
        end(w);
    }
}

static void put_source_group(struct writer *w, int group)
{
    int source = -1;
    begin(w, node_at(w, group), "a=ssrc-group:");
    put_value(w, node_at(w, group), "semantics");
    while ((source = wsig_xml_child(w->xml, group, source, "source", "")) >= 0) {
        g_string_append_c(w->text, ' ');
        put_value(w, node_at(w, source), "ssrc");
    }
    end(w);
}

static void put_description(struct writer *w, int description)
{
    for (int child = node_at(w, description)->first; child >= 0; child = node_at(w, child)->next) {
        const struct wsig_xml_node *node = node_at(w, child);
        if (wsig_slice_eq(node->name, "payload-type"))
            put_payload_type(w, child);
        else if (wsig_slice_starts(node->ns, NS_HDREXT) && wsig_slice_eq(node->name, "rtp-hdrext"))
            put_extension(w, node);
        else if (wsig_slice_starts(node->ns, NS_SOURCES) && wsig_slice_eq(node->name, "source"))
            put_source(w, child);
        else if (wsig_slice_starts(node->ns, NS_SOURCES) && wsig_slice_eq(node->name, "ssrc-group"))
            put_source_group(w, child);
    }
    put_feedback(w, description, wsig_slice_str("*"));
}

/* --- ICE and DTLS ---------------------------------------------------------------------------- */

int wsig_jingle_transport(const struct wsig_xml *xml, int content)
{
    return wsig_xml_child(xml, content, -1, "transport", WSIG_NS_ICE);
}

/* In the order of the grammar; rel-addr and what follows is optional. */
static void put_candidate(GString *text, const struct wsig_xml_node *node)
{
    static const struct {
        const char *word, *name;
        bool optional;
    } parts[] = {
        {"candidate:", "foundation", false},
        {" ", "component", false},
        {" ", "protocol", false},
        {" ", "priority", false},
        {" ", "ip", false},
        {" ", "port", false},
        {" typ ", "type", false},
        {" raddr ", "rel-addr", true},
        {" rport ", "rel-port", true},
        {" tcptype ", "tcptype", true},
        {" generation ", "generation", true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        struct wsig_slice value = wsig_xml_value(node, parts[i].name);
        if (parts[i].optional && value.n == 0)
            continue;
        g_string_append(text, parts[i].word);
        put_word(text, value);
    }
}

struct wsig_candidate *wsig_jingle_candidate(struct wsig_arena *arena,
                                             const struct wsig_xml_node *node,
                                             enum wsig_result *result)
{
    struct wsig_candidate *candidate = wsig_arena_alloc(arena, sizeof *candidate);
    GString *text = g_string_new(NULL);
    put_candidate(text, node);
    const char *copy = wsig_arena_strndup(arena, text->str, text->len);
    *result = wsig_candidate_parse(wsig_slice(copy, text->len), candidate);
    g_string_free(text, TRUE);
    return candidate;
}

static void put_fingerprint(GString *text, const struct wsig_xml_node *node)
{
    put_word(text, wsig_xml_value(node, "hash"));
    g_string_append_c(text, ' ');
    put_word(text, node->text);
}

struct wsig_slice wsig_jingle_fingerprint(struct wsig_arena *arena,
                                          const struct wsig_xml_node *node)
{
    GString *text = g_string_new(NULL);
    put_fingerprint(text, node);
    struct wsig_slice copy = wsig_slice(wsig_arena_strndup(arena, text->str, text->len), text->len);
    g_string_free(text, TRUE);
    return copy;
}

static void put_transport(struct writer *w, int transport)
{
    const struct wsig_xml_node *node = node_at(w, transport);
    attribute_line(w, node, "a=ice-ufrag:", "ufrag");
    attribute_line(w, node, "a=ice-pwd:", "pwd");
    for (int child = node->first; child >= 0; child = node_at(w, child)->next) {
        const struct wsig_xml_node *part = node_at(w, child);
        if (wsig_slice_eq(part->name, "fingerprint") && wsig_slice_starts(part->ns, WSIG_NS_DTLS)) {
            begin(w, part, "a=fingerprint:");
            put_fingerprint(w->text, part);
            end(w);
            attribute_line(w, part, "a=setup:", "setup");
        } else if (wsig_slice_eq(part->name, "candidate")) {
            begin(w, part, "a=");
            put_candidate(w->text, part);
            end(w);
        } else if (wsig_slice_eq(part->name, "gathering-complete")) {
            line(w, part, "a=end-of-candidates");
        } else if (wsig_slice_eq(part->name, "sctpmap")) {
            attribute_line(w, part, "a=sctp-port:", "number");
        }
    }
}

/* --- contents -------------------------------------------------------------------------------- */

static bool has_fingerprint(const struct writer *w, int transport)
{
    return transport >= 0 &&
           wsig_xml_child(w->xml, transport, -1, "fingerprint", WSIG_NS_DTLS) >= 0;
}

/* "m=audio 9 UDP/TLS/RTP/SAVPF 111 0" */
static void put_media(struct writer *w, int content, int description, int transport)
{
    bool is_rtp = description >= 0 && wsig_slice_eq(node_at(w, description)->ns, WSIG_NS_RTP);
    struct wsig_slice media = wsig_slice(NULL, 0);
    int type = -1;
    if (is_rtp)
        media = wsig_xml_value(node_at(w, description), "media");
    is_rtp &= !wsig_slice_eq(media, "application");
    begin(w, node_at(w, description >= 0 ? description : content), "m=");
    put_word(w->text, is_rtp ? media : wsig_slice_str("application"));
    if (!is_rtp) {
        g_string_append(w->text, " 9 UDP/DTLS/SCTP webrtc-datachannel");
    } else {
        g_string_append(w->text,
                        has_fingerprint(w, transport) ? " 9 UDP/TLS/RTP/SAVPF" : " 9 RTP/AVPF");
        if (wsig_xml_child(w->xml, description, -1, "payload-type", "") < 0)
            g_string_append(w->text, " -"); /* an m-line has at least one format */
        while ((type = wsig_xml_child(w->xml, description, type, "payload-type", "")) >= 0) {
            g_string_append_c(w->text, ' ');
            put_value(w, node_at(w, type), "id");
        }
    }
    end(w);
}

/* `senders` says whose media flow, not which way: XEP-0166 section 7.3. */
static void put_direction(struct writer *w, const struct wsig_xml_node *content)
{
    struct wsig_slice senders = wsig_xml_value(content, "senders");
    bool initiator = wsig_slice_eq(senders, "initiator");
    if (wsig_slice_eq(senders, "both"))
        line(w, content, "a=sendrecv");
    else if (wsig_slice_eq(senders, "none"))
        line(w, content, "a=inactive");
    else if ((initiator || wsig_slice_eq(senders, "responder")) && w->sender != WSIG_JINGLE_UNKNOWN)
        line(w, content,
             initiator == (w->sender == WSIG_JINGLE_INITIATOR) ? "a=sendonly" : "a=recvonly");
}

/* XEP-0167 has it in the description, Jitsi in the transport too. */
static void put_mux(struct writer *w, int description, int transport)
{
    int mux = description >= 0 ? wsig_xml_child(w->xml, description, -1, "rtcp-mux", "") : -1;
    if (mux < 0 && transport >= 0)
        mux = wsig_xml_child(w->xml, transport, -1, "rtcp-mux", "");
    if (mux >= 0)
        line(w, node_at(w, mux), "a=rtcp-mux");
}

static void put_content(struct writer *w, int content)
{
    int description = wsig_xml_child(w->xml, content, -1, "description", "");
    int transport = wsig_jingle_transport(w->xml, content);
    put_media(w, content, description, transport);
    attribute_line(w, node_at(w, content), "a=mid:", "name");
    put_direction(w, node_at(w, content));
    put_mux(w, description, transport);
    if (description >= 0)
        put_description(w, description);
    if (transport >= 0)
        put_transport(w, transport);
}

bool wsig_jingle_is_webrtc(const struct wsig_xml *xml, int jingle)
{
    int content = -1;
    while ((content = wsig_xml_child(xml, jingle, content, "content", "")) >= 0)
        if (wsig_xml_child(xml, content, -1, "description", WSIG_NS_RTP) >= 0 ||
            wsig_jingle_transport(xml, content) >= 0)
            return true;
    return false;
}

struct wsig_sdp *wsig_jingle_sdp(struct wsig_msg *msg, const struct wsig_xml *xml, int jingle,
                                 enum wsig_jingle_sender sender)
{
    struct wsig_sdp *sdp = wsig_arena_alloc(msg->arena, sizeof *sdp);
    struct writer w = {msg, xml, sender, g_string_new(NULL),
                       g_array_new(FALSE, FALSE, sizeof(struct wsig_piece))};
    int content = -1;
    put_session(&w, node_at(&w, jingle));
    put_groups(&w, jingle);
    while ((content = wsig_xml_child(xml, jingle, content, "content", "")) >= 0)
        put_content(&w, content);
    const struct wsig_slice text =
        wsig_slice(wsig_arena_strndup(msg->arena, w.text->str, w.text->len), w.text->len);
    wsig_msg_add_rebuilt(msg, text, (const struct wsig_piece *)w.pieces->data, w.pieces->len);
    wsig_sdp_parse(msg->arena, text, sdp);
    g_array_free(w.pieces, TRUE);
    g_string_free(w.text, TRUE);
    return sdp;
}
