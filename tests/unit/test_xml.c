/* test_xml.c: XML with namespaces, offsets and limits, and stanzas that are larger than these
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/capture.h"
#include "../../signaling/describe.h"
#include "../../signaling/evidence.h"
#include "../../signaling/find.h"
#include "../../signaling/jingle.h"
#include "../../signaling/xml.h"
#include "guarded.h"

static struct wsig_arena *arena;

static enum wsig_xml_result parse(const char *text, struct wsig_xml *xml)
{
    return wsig_xml_parse(arena, wsig_slice_str(text), xml);
}

static void check_text(struct wsig_slice s, const char *expected)
{
    char *copy = g_strndup((const char *)s.p, s.n);
    g_assert_cmpstr(copy, ==, expected);
    g_free(copy);
}

static void test_tree(void)
{
    struct wsig_xml xml;
    static const char text[] = "<?xml version='1.0'?><!-- one --> <a x='1' y = \"&lt;&#62;\">"
                               "t<b/>u<c>&amp;<![CDATA[<d>]]></c> </a>rest";
    g_assert_cmpint(parse(text, &xml), ==, WSIG_XML_OK);
    g_assert_cmpuint(xml.count, ==, 3);
    const struct wsig_xml_node *a = &xml.nodes[0], *b = &xml.nodes[1], *c = &xml.nodes[2];
    check_text(a->name, "a");
    check_text(a->tag, "<a x='1' y = \"&lt;&#62;\">");
    check_text(a->text, "tu ");
    check_text(a->text_raw, "t<b/>u");
    check_text(b->whole, "<b/>");
    check_text(c->whole, "<c>&amp;<![CDATA[<d>]]></c>");
    check_text(c->text, "&<d>");
    check_text(xml.rest, "rest");
    g_assert_cmpint(a->first, ==, 1);
    g_assert_cmpint(b->next, ==, 2);
    g_assert_cmpint(c->next, ==, -1);
    g_assert_cmpint(c->parent, ==, 0);
    check_text(wsig_xml_value(a, "y"), "<>");
    check_text(wsig_xml_attribute(a, "y")->raw, "&lt;&#62;");
    g_assert_null(wsig_xml_attribute(a, "z"));
    check_text(wsig_xml_root_name(wsig_slice_str(text)), "a");
}

static void test_namespaces(void)
{
    static const struct {
        const char *name, *ns;
    } expected[] = {
        {"a", "urn:one"}, {"b", "urn:two"},  {"c", "urn:three"}, {"d", "urn:two"},
        {"e", "urn:one"}, {"f", "urn:four"}, {"g", ""},          {"h", ""},
    };
    struct wsig_xml xml;
    g_assert_cmpint(parse("<a xmlns='urn:one' xmlns:p='urn:two' p:q='1'><p:b><c xmlns='urn:three'>"
                          "<p:d/></c></p:b><e/><p:f xmlns:p='urn:four'/><u:g/><h xmlns=''/></a>",
                          &xml),
                    ==, WSIG_XML_OK);
    g_assert_cmpuint(xml.count, ==, G_N_ELEMENTS(expected));
    for (unsigned i = 0; i < xml.count; i++) {
        check_text(xml.nodes[i].name, expected[i].name);
        check_text(xml.nodes[i].ns, expected[i].ns);
    }
    g_assert_cmpuint(xml.nodes[0].attribute_count, ==, 1);
    g_assert_null(wsig_xml_attribute(&xml.nodes[0], "q"));
    g_assert_cmpint(wsig_xml_child(&xml, 0, -1, "b", "urn:two"), ==, 1);
    g_assert_cmpint(wsig_xml_child(&xml, 0, -1, "b", "urn:one"), ==, -1);
    g_assert_cmpint(wsig_xml_child(&xml, 0, -1, "e", "urn:"), ==, 4);
}

static void test_faults(void)
{
    static const struct {
        const char *text;
        enum wsig_xml_result result;
        const char *at; /* the bytes that are to blame */
        unsigned nodes; /* that were read all the same */
    } rows[] = {
        {"<a><b></a>", WSIG_XML_BROKEN, "</a>", 2},
        {"<a><b/>", WSIG_XML_OPEN, "", 2},
        {"<a><b x='", WSIG_XML_OPEN, "<b x='", 1},
        {"<a><b x=1/></a>", WSIG_XML_BROKEN, "<b x=1/>", 1},
        {"<a>&lol;</a>", WSIG_XML_BROKEN, "&lol;", 1},
        {"<a>&#xZ;</a>", WSIG_XML_BROKEN, "&#xZ;", 1},
        {"<a>\xFF</a>", WSIG_XML_BROKEN, "\xFF", 1},
        {"<a b='\xFF'/>", WSIG_XML_BROKEN, "<a b='\xFF'/>", 0},
        {"<a b='&lol;'/>", WSIG_XML_BROKEN, "<a b='&lol;'/>", 0},
        {"<!DOCTYPE a [<!ENTITY lol 'lol'>]><a>&lol;</a>", WSIG_XML_BROKEN, "<!", 0},
        {"<a><!ENTITY lol 'lol'></a>", WSIG_XML_BROKEN, "<!", 1},
        {"<a><!-- ", WSIG_XML_OPEN, "<!-- ", 1},
        {"<a><![CDATA[ ", WSIG_XML_OPEN, "<![CDATA[ ", 1},
        {"text<a/>", WSIG_XML_BROKEN, "text", 0},
        {"</a>", WSIG_XML_BROKEN, "</a>", 0},
        {"<>", WSIG_XML_BROKEN, "<>", 0},
        {"", WSIG_XML_OPEN, "", 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct wsig_xml xml;
        g_test_message("%s", rows[i].text);
        g_assert_cmpint(parse(rows[i].text, &xml), ==, rows[i].result);
        g_assert_nonnull(xml.error);
        g_assert_cmpuint(xml.count, ==, rows[i].nodes);
        g_assert_true(wsig_slice_starts(xml.error_at, rows[i].at));
    }
}

static GString *repeated(const char *before, const char *what, unsigned n, const char *after)
{
    GString *text = g_string_new(before);
    for (unsigned i = 0; i < n; i++)
        g_string_append(text, what);
    return g_string_append(text, after);
}

static enum wsig_xml_result parse_and_free(GString *text, struct wsig_xml *xml)
{
    enum wsig_xml_result result = wsig_xml_parse(arena, wsig_slice(text->str, text->len), xml);
    for (unsigned i = 0; i < xml->count; i++)
        g_assert_true(xml->nodes[i].whole.p + xml->nodes[i].whole.n <=
                      (const uint8_t *)text->str + text->len);
    g_string_free(text, TRUE);
    return result;
}

static GString *nested(unsigned n)
{
    GString *text = repeated("", "<a>", n, "");
    for (unsigned i = 0; i < n; i++)
        g_string_append(text, "</a>");
    return text;
}

static GString *tag(const char *format, unsigned n)
{
    GString *text = g_string_new("<a");
    for (unsigned i = 0; i < n; i++)
        g_string_append_printf(text, format, i);
    return g_string_append(text, "/>");
}

static void test_limits(void)
{
    struct wsig_xml xml;
    g_assert_cmpint(parse_and_free(nested(WSIG_XML_DEPTH_MAX), &xml), ==, WSIG_XML_OK);
    g_assert_cmpint(parse_and_free(nested(WSIG_XML_DEPTH_MAX + 1), &xml), ==, WSIG_XML_LIMIT);
    g_assert_cmpuint(xml.count, ==, WSIG_XML_DEPTH_MAX);
    unsigned most = WSIG_XML_NODES_MAX - 1;
    g_assert_cmpint(parse_and_free(repeated("<a>", "<b/>", most, "</a>"), &xml), ==, WSIG_XML_OK);
    g_assert_cmpint(parse_and_free(repeated("<a>", "<b/>", most + 1, "</a>"), &xml), ==,
                    WSIG_XML_LIMIT);
    g_assert_cmpint(parse_and_free(tag(" x%u=''", WSIG_XML_ATTRIBUTES_MAX), &xml), ==, WSIG_XML_OK);
    g_assert_cmpint(parse_and_free(tag(" x%u=''", WSIG_XML_ATTRIBUTES_MAX + 1), &xml), ==,
                    WSIG_XML_LIMIT);
    unsigned half = WSIG_XML_NAMESPACES_MAX / 2;
    GString *two = tag(" xmlns:x%u='u'", half);
    g_string_truncate(two, two->len - 2);
    g_string_append_c(two, '>');
    for (const char *p = "<b"; *p; p++)
        g_string_append_c(two, *p);
    for (unsigned i = 0; i < half; i++)
        g_string_append_printf(two, " xmlns:y%u='u'", i);
    GString *three = g_string_new_len(two->str, (gssize)two->len);
    g_string_append(two, "/></a>");
    g_string_append(three, "><c xmlns='u'/></b></a>");
    g_assert_cmpint(parse_and_free(two, &xml), ==, WSIG_XML_OK);
    g_assert_cmpint(parse_and_free(three, &xml), ==, WSIG_XML_LIMIT);
}

static void test_large(void)
{
    struct wsig_xml xml;
    GString *text = repeated("<a b='", "x", WSIG_XML_TAG_MAX - 9, "'/>");
    g_assert_cmpint(parse_and_free(text, &xml), ==, WSIG_XML_OK);
    g_assert_cmpint(parse_and_free(repeated("<a b='", "x", WSIG_XML_TAG_MAX, "'/>"), &xml), ==,
                    WSIG_XML_LIMIT);
    g_assert_cmpint(parse_and_free(repeated("<a>", "x", 2 * WSIG_XML_TEXT_MAX, "</a>"), &xml), ==,
                    WSIG_XML_OK);
    g_assert_cmpuint(xml.nodes[0].text.n, ==, WSIG_XML_TEXT_MAX);
    g_assert_cmpint(parse_and_free(repeated("<a>", "x<!-- -->", 100000, "</a>"), &xml), ==,
                    WSIG_XML_OK);
    g_assert_cmpuint(xml.nodes[0].text.n, ==, 100000);
}

/* Each beginning ends in OPEN, and nothing is read beyond it. */
static void test_cut(void)
{
    static const char text[] = "<iq xmlns='jabber:client' id=\"a>b\"><q><![CDATA[x]]></q> y</iq>";
    struct guarded guard = guarded_new(sizeof text);
    for (size_t n = 0; n < sizeof text - 1; n++) {
        struct wsig_xml xml;
        g_assert_cmpint(wsig_xml_parse(arena, guarded_copy(&guard, text, n), &xml), ==,
                        WSIG_XML_OPEN);
        wsig_xml_root_name(guarded_copy(&guard, text, n));
    }
    guarded_free(&guard);
}

/* --- stanzas --------------------------------------------------------------------------------- */

static struct wsig_msg *find(GString *text, const char *dialect, bool truncated)
{
    const struct wsig_hint hint = {dialect ? wsig_dialect_by_name(dialect) : NULL, 2};
    struct wsig_msg *msg = wsig_msg_new();
    wsig_msg_reset(msg, wsig_slice(text->str, text->len), truncated);
    wsig_find(msg, &hint);
    wsig_describe(msg);
    return msg;
}

static bool has_finding(const struct wsig_msg *msg, enum wsig_rule rule)
{
    for (unsigned i = 0; i < msg->findings->len; i++)
        if (g_array_index(msg->findings, struct wsig_finding, i).rule == rule)
            return true;
    return false;
}

#define JINGLE(action)                                                                             \
    "<iq xmlns='jabber:client' type='set' id='1'><jingle xmlns='urn:xmpp:jingle:1' "               \
    "action='" action "' sid='s'>"
#define CANDIDATE                                                                                  \
    "<candidate component='1' foundation='1' ip='192.0.2.1' port='1' priority='1' protocol='udp' " \
    "type='host'/>"

/* More of everything than is kept: a tree and a limit, in time. */
static void test_hostile(void)
{
    static const struct {
        const char *before, *what, *after;
        unsigned n;
        enum wsig_rule rule;
    } rows[] = {
        {JINGLE("transport-info") "<content name='0'><transport "
                                  "xmlns='urn:xmpp:jingle:transports:ice-udp:1' ufrag='u'>",
         CANDIDATE, "</transport></content></jingle></iq>", WSIG_ITEMS_MAX + 1, WSIG_RULE_LIMIT},
        {JINGLE("transport-info") "<content name='0'/>",
         "<content name='1'><transport xmlns='urn:xmpp:jingle:transports:ice-udp:1' pwd='p'/>"
         "</content>",
         "</jingle></iq>", 8000, WSIG_RULE_COUNT},
        {JINGLE("session-initiate"),
         "<content name='1'><description xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/>"
         "<transport xmlns='urn:xmpp:jingle:transports:ice-udp:1'/></content>",
         "</jingle></iq>", 5400, WSIG_RULE_COUNT},
        {JINGLE("session-initiate"), "<content name='1'/>", "</jingle></iq>", 20000,
         WSIG_RULE_LIMIT},
        {"", "<iq xmlns='jabber:client'/>", "", 300, WSIG_RULE_LIMIT},
        {JINGLE("session-info"), "<a>", "", 1000000, WSIG_RULE_LIMIT},
        {JINGLE("session-info") "</jingle><m>", "<j>{\"a\":[</j>", "</m></iq>", 8000,
         WSIG_RULE_COUNT},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GString *text = repeated(rows[i].before, rows[i].what, rows[i].n, rows[i].after);
        g_test_message("%zu: %zu bytes", i, text->len);
        struct wsig_msg *msg = find(text, "jingle", false);
        g_assert_cmpuint(msg->items->len, >, 0);
        g_assert_cmpint(has_finding(msg, rows[i].rule), ==, rows[i].rule != WSIG_RULE_COUNT);
        g_assert_false(has_finding(msg, WSIG_RULE_MALFORMED));
        wsig_msg_free(msg);
        g_string_free(text, TRUE);
    }
}

/* What the capture has cut is shown and not judged; what the sender has cut is. */
static void test_truncated(void)
{
    static const char whole[] =
        JINGLE("session-initiate") "<content name='0'><description "
                                   "xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/></content>";
    for (unsigned truncated = 0; truncated < 2; truncated++) {
        GString *text = g_string_new(whole);
        struct wsig_msg *msg = find(text, NULL, truncated);
        g_assert_cmpuint(msg->items->len, ==, 1);
        g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_OFFER);
        g_assert_cmpuint(wsig_msg_item(msg, 0)->sdp->media_count, ==, 1);
        g_assert_cmpint(has_finding(msg, WSIG_RULE_MALFORMED), ==, !truncated);
        wsig_msg_free(msg);
        g_string_free(text, TRUE);
    }
}

/* Every value of the description that was put together stands in the payload. */
static void test_rebuilt(void)
{
    GString *text = g_string_new(JINGLE(
        "session-initiate") "<content name='v'><description "
                            "xmlns='urn:xmpp:jingle:apps:rtp:1' media='video'><payload-type "
                            "id='96' name='VP8' clockrate='90000'/></description><transport "
                            "xmlns='urn:xmpp:jingle:transports:ice-udp:1' ufrag='uuuu'>" CANDIDATE
                            "</transport></content></jingle></iq>");
    struct wsig_msg *msg = find(text, NULL, false);
    const struct wsig_item *item = wsig_msg_item(msg, 0);
    const struct wsig_sdp *sdp = item->sdp;
    const struct {
        struct wsig_slice value;
        const char *begins, *ends;
    } rows[] = {
        {sdp->media[0].mid, "<content name='v'>", "<content name='v'>"},
        {sdp->media[0].kind, "<description ", "media='video'>"},
        {wsig_sdp_value(sdp, 0, WSIG_SDP_RTPMAP), "<payload-type ", "'90000'/>"},
        {wsig_sdp_value(sdp, 0, WSIG_SDP_ICE_UFRAG), "<transport ", "ufrag='uuuu'>"},
        {wsig_sdp_value(sdp, 0, WSIG_SDP_CANDIDATE), "<candidate ", "type='host'/>"},
        {sdp->text, "<jingle ", "sid='s'>"},
    };
    g_assert_true(item->rebuilt);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct wsig_span span = wsig_msg_span(msg, item->span.buffer, rows[i].value);
        struct wsig_slice bytes = wsig_slice(text->str + span.offset, span.length);
        g_assert_cmpuint(span.buffer, ==, 0);
        g_assert_true(wsig_slice_starts(bytes, rows[i].begins));
        g_assert_true(wsig_slice_ends(bytes, rows[i].ends));
    }
    wsig_msg_free(msg);
    g_string_free(text, TRUE);
}

static const struct wsig_record *say(struct wsig_capture *capture, enum wsig_side side,
                                     uint32_t frame, const char *stanza)
{
    const struct wsig_hint hint = {wsig_dialect_by_name("jingle"), 2};
    const struct wsig_moment at = {.frame = frame, .side = side};
    GString *text = g_string_new(stanza);
    struct wsig_msg *msg = find(text, "jingle", false);
    const struct wsig_record *record = wsig_capture_message(capture, 1, &at, &hint, msg);
    wsig_msg_free(msg);
    g_string_free(text, TRUE);
    return record;
}

/* Both sides number their requests; a request never answers another one. */
static void test_requests(void)
{
    static const struct wsig_policy policy = {NULL, false};
    struct wsig_capture *capture = wsig_capture_new(&policy);
    wsig_capture_syn(capture, 1, WSIG_SIDE_A, false);
    const struct wsig_record *of_client = say(capture, WSIG_SIDE_A, 1,
                                              JINGLE("session-info") "</jingle></iq>"),
                             *of_server = say(capture, WSIG_SIDE_B, 2,
                                              JINGLE("session-info") "</jingle></iq>"),
                             *reply = say(capture, WSIG_SIDE_A, 3, "<iq type='result' id='1'/>"),
                             *error = say(capture, WSIG_SIDE_B, 4, "<iq type='error' id='1'/>");
    g_assert_null(of_client->request);
    g_assert_null(of_server->request);
    g_assert_true(reply->request == of_server);
    g_assert_true(error->request == of_client);
    g_assert_true(of_client->response == error);
    wsig_capture_free(capture);
}

#define CONTENT(setup)                                                                             \
    "<content creator='initiator' name='0'><description xmlns='urn:xmpp:jingle:apps:rtp:1' "       \
    "media='audio'/><transport xmlns='urn:xmpp:jingle:transports:ice-udp:1' ufrag='" setup         \
    "' pwd='0123456789012345678901'/></content></jingle></iq>"

/* Who leaves the room does not end the others' calls; session-terminate ends its own. */
static void test_leave(void)
{
    static const struct wsig_policy policy = {NULL, false};
    struct wsig_capture *capture = wsig_capture_new(&policy);
    wsig_capture_syn(capture, 1, WSIG_SIDE_A, false);
    say(capture, WSIG_SIDE_B, 1, JINGLE("session-initiate") CONTENT("uoff"));
    const struct wsig_record *record =
        say(capture, WSIG_SIDE_A, 2, JINGLE("session-accept") CONTENT("uans"));
    const struct wsig_session *session = wsig_session_of(&record->items[0]);
    g_assert_nonnull(session);
    g_assert_cmpint(session->state, ==, WSIG_STATE_STABLE);
    say(capture, WSIG_SIDE_B, 3, "<presence from='room@example.test/other' type='unavailable'/>");
    g_assert_cmpint(session->state, ==, WSIG_STATE_STABLE);
    record = say(capture, WSIG_SIDE_B, 4,
                 JINGLE("session-terminate") "<reason><gone/></reason></jingle></iq>");
    g_assert_true(wsig_session_of(&record->items[0]) == session);
    g_assert_cmpint(session->state, ==, WSIG_STATE_CLOSED);
    wsig_capture_free(capture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    arena = wsig_arena_new();
    g_test_add_func("/xml/tree", test_tree);
    g_test_add_func("/xml/namespaces", test_namespaces);
    g_test_add_func("/xml/faults", test_faults);
    g_test_add_func("/xml/limits", test_limits);
    g_test_add_func("/xml/large", test_large);
    g_test_add_func("/xml/cut", test_cut);
    g_test_add_func("/stanza/hostile", test_hostile);
    g_test_add_func("/stanza/truncated", test_truncated);
    g_test_add_func("/stanza/rebuilt", test_rebuilt);
    g_test_add_func("/stanza/requests", test_requests);
    g_test_add_func("/stanza/leave", test_leave);
    int result = g_test_run();
    wsig_arena_free(arena);
    return result;
}
