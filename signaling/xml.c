/* xml.c: see xml.h
 *
 * GMarkup tells lines and characters, not bytes. So the text is cut into tags and what is between
 * them here, and fed tag by tag: whatever GMarkup reports meanwhile stands in that tag.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "xml.h"

struct scope {
    struct wsig_slice prefix, uri; /* prefix empty: the default namespace */
    unsigned depth;
};

struct parser {
    struct wsig_arena *arena;
    struct wsig_xml *xml;
    GArray *nodes;                      /* struct wsig_xml_node */
    GArray *scopes;                     /* struct scope, innermost last */
    GString *texts[WSIG_XML_DEPTH_MAX]; /* of the open elements, NULL: none so far */
    int open[WSIG_XML_DEPTH_MAX];       /* their nodes */
    unsigned depth;                     /* their number */
    struct wsig_slice at;               /* the tag at work */
    bool limited;
};

static struct wsig_xml_node *node_at(struct parser *p, int i)
{
    return &g_array_index(p->nodes, struct wsig_xml_node, (unsigned)i);
}

static struct wsig_slice copy(struct parser *p, const char *text)
{
    size_t n = strlen(text);
    return wsig_slice(wsig_arena_strndup(p->arena, text, n), n);
}

static void fail(struct parser *p, struct wsig_slice at, const char *why)
{
    if (p->xml->error)
        return;
    p->xml->error = why;
    p->xml->error_at = at;
}

static void exceed(struct parser *p, GError **error, const char *why)
{
    p->limited = true;
    fail(p, p->at, why);
    g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, why);
}

/* --- namespaces ------------------------------------------------------------------------------ */

/* "xmlns" declares the default, "xmlns:p" a prefix. */
static bool is_declaration(const char *name, const char **prefix)
{
    if (strncmp(name, "xmlns", 5) != 0 || (name[5] != '\0' && name[5] != ':'))
        return false;
    *prefix = name[5] ? name + 6 : "";
    return true;
}

static bool declare(struct parser *p, const char **names, const char **values, GError **error)
{
    const char *prefix;
    for (unsigned i = 0; names[i]; i++) {
        if (!is_declaration(names[i], &prefix))
            continue;
        if (p->scopes->len >= WSIG_XML_NAMESPACES_MAX) {
            exceed(p, error, "more namespaces than are read");
            return false;
        }
        struct scope scope = {copy(p, prefix), copy(p, values[i]), p->depth};
        g_array_append_val(p->scopes, scope);
    }
    return true;
}

static void leave_scopes(struct parser *p)
{
    unsigned n = p->scopes->len;
    while (n > 0 && g_array_index(p->scopes, struct scope, n - 1).depth >= p->depth)
        n--;
    g_array_set_size(p->scopes, n);
}

/* Splits "p:name"; an unknown prefix has no namespace. */
static void resolve(struct parser *p, struct wsig_slice full, struct wsig_xml_node *node)
{
    struct wsig_slice prefix = wsig_slice(full.p, 0), rest = full;
    const uint8_t *colon = memchr(full.p, ':', full.n);
    if (colon) {
        prefix.n = (size_t)(colon - full.p);
        rest = wsig_slice_from(full, prefix.n + 1);
    }
    node->name = rest;
    node->ns = wsig_slice("", 0);
    for (unsigned i = p->scopes->len; i > 0; i--) {
        const struct scope *scope = &g_array_index(p->scopes, struct scope, i - 1);
        if (!wsig_slice_same(scope->prefix, prefix))
            continue;
        node->ns = scope->uri;
        return;
    }
}

/* --- elements -------------------------------------------------------------------------------- */

static bool is_name_end(uint8_t c)
{
    return wsig_is_space(c) || c == '=' || c == '/' || c == '>';
}

static void skip_blanks(struct wsig_slice *s)
{
    while (s->n > 0 && wsig_is_space(s->p[0]))
        *s = wsig_slice_from(*s, 1);
}

static struct wsig_slice cut_name(struct wsig_slice *s)
{
    size_t n = 0;
    while (n < s->n && !is_name_end(s->p[n]))
        n++;
    struct wsig_slice name = wsig_slice(s->p, n);
    *s = wsig_slice_from(*s, n);
    return name;
}

/* The next attribute of a tag that GMarkup has found in order. */
static bool next_raw(struct wsig_slice *rest, struct wsig_slice *name, struct wsig_slice *raw)
{
    skip_blanks(rest);
    *name = cut_name(rest);
    skip_blanks(rest);
    if (name->n == 0 || rest->n < 3 || rest->p[0] != '=')
        return false;
    *rest = wsig_slice_from(*rest, 1);
    skip_blanks(rest);
    if (rest->n < 2)
        return false;
    const uint8_t quote = rest->p[0];
    *rest = wsig_slice_from(*rest, 1);
    const uint8_t *end = memchr(rest->p, quote, rest->n);
    if (!end)
        return false;
    *raw = wsig_slice(rest->p, (size_t)(end - rest->p));
    *rest = wsig_slice_from(*rest, raw->n + 1);
    return true;
}

/* GMarkup's values, in the order of the tag, beside the bytes that they come from. */
static void take_attributes(struct parser *p, const char **values, struct wsig_xml_node *node)
{
    struct wsig_slice rest = wsig_slice_from(p->at, 1), name, raw;
    unsigned n = g_strv_length((char **)values);
    node->attributes = wsig_arena_alloc(p->arena, (n + 1) * sizeof *node->attributes);
    cut_name(&rest);
    for (unsigned i = 0; i < n && next_raw(&rest, &name, &raw); i++) {
        if (wsig_slice_eq(name, "xmlns") || wsig_slice_starts(name, "xmlns:"))
            continue;
        node->attributes[node->attribute_count++] =
            (struct wsig_xml_attribute){name, copy(p, values[i]), raw};
    }
}

static void link_node(struct parser *p, int index)
{
    struct wsig_xml_node *node = node_at(p, index);
    node->parent = p->depth > 0 ? p->open[p->depth - 1] : -1;
    if (node->parent < 0)
        return;
    struct wsig_xml_node *parent = node_at(p, node->parent);
    if (parent->last >= 0)
        node_at(p, parent->last)->next = index;
    else
        parent->first = index;
    parent->last = index;
}

static void start_element(GMarkupParseContext *context, const char *name, const char **names,
                          const char **values, void *data, GError **error)
{
    struct parser *p = data;
    (void)context;
    if (p->depth >= WSIG_XML_DEPTH_MAX)
        return exceed(p, error, "elements are nested deeper than is read");
    if (p->nodes->len >= WSIG_XML_NODES_MAX)
        return exceed(p, error, "more elements than are read");
    if (g_strv_length((char **)names) > WSIG_XML_ATTRIBUTES_MAX)
        return exceed(p, error, "an element has more attributes than are read");
    if (!declare(p, names, values, error))
        return;
    struct wsig_xml_node node = {.first = -1, .next = -1, .last = -1, .depth = p->depth};
    struct wsig_slice rest = wsig_slice_from(p->at, 1);
    (void)name; /* the same as in the tag */
    resolve(p, cut_name(&rest), &node);
    node.tag = node.whole = p->at;
    take_attributes(p, values, &node);
    g_array_append_val(p->nodes, node);
    link_node(p, (int)p->nodes->len - 1);
    p->open[p->depth++] = (int)p->nodes->len - 1;
}

static bool is_blank(const GString *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (!wsig_is_space((uint8_t)text->str[i]))
            return false;
    return true;
}

/* `end`: the first byte that is no longer the element's. */
static void close_element(struct parser *p, const uint8_t *end)
{
    p->depth--;
    struct wsig_xml_node *node = node_at(p, p->open[p->depth]);
    GString *text = p->texts[p->depth];
    node->whole.n = (size_t)(end - node->whole.p);
    node->text = wsig_slice("", 0);
    if (text && !is_blank(text))
        node->text = wsig_slice(wsig_arena_strndup(p->arena, text->str, text->len), text->len);
    if (text)
        g_string_free(text, TRUE);
    p->texts[p->depth] = NULL;
    leave_scopes(p);
}

static void end_element(GMarkupParseContext *context, const char *name, void *data, GError **error)
{
    struct parser *p = data;
    (void)context, (void)name, (void)error;
    close_element(p, p->at.p + p->at.n);
}

static void take_text(GMarkupParseContext *context, const char *text, gsize n, void *data,
                      GError **error)
{
    struct parser *p = data;
    (void)context, (void)error;
    if (p->depth == 0)
        return;
    GString **into = &p->texts[p->depth - 1];
    if (!*into)
        *into = g_string_new(NULL);
    g_string_append_len(*into, text, (gssize)MIN(n, WSIG_XML_TEXT_MAX - (*into)->len));
}

/* --- cutting the text ------------------------------------------------------------------------ */

/* What begins with "<" up to `end`, which it includes; absent when the end is not there. */
static struct wsig_slice cut_until(struct wsig_slice s, const char *end)
{
    size_t n = strlen(end);
    for (size_t i = 0; i + n <= s.n; i++) {
        const uint8_t *next = memchr(s.p + i, end[0], s.n - i - (n - 1));
        if (!next)
            break;
        i = (size_t)(next - s.p);
        if (memcmp(next, end, n) == 0)
            return wsig_slice(s.p, i + n);
    }
    return wsig_slice(NULL, 0);
}

/* Up to the ">" that is not in quotes. */
static struct wsig_slice cut_tag(struct wsig_slice s)
{
    uint8_t quote = 0;
    for (size_t i = 1; i < s.n && i < WSIG_XML_TAG_MAX; i++) {
        if (quote)
            quote = s.p[i] == quote ? 0 : quote;
        else if (s.p[i] == '"' || s.p[i] == '\'')
            quote = s.p[i];
        else if (s.p[i] == '>')
            return wsig_slice(s.p, i + 1);
    }
    return wsig_slice(NULL, 0);
}

enum token { TOKEN_TEXT, TOKEN_TAG, TOKEN_OTHER, TOKEN_DOCTYPE, TOKEN_CUT };

static enum token next_token(struct wsig_slice *rest, struct wsig_slice *token)
{
    enum token type = TOKEN_OTHER;
    const uint8_t *tag = memchr(rest->p, '<', rest->n);
    if (tag != rest->p) {
        *token = wsig_slice(rest->p, tag ? (size_t)(tag - rest->p) : rest->n);
        *rest = wsig_slice_from(*rest, token->n);
        return TOKEN_TEXT;
    }
    if (wsig_slice_starts(*rest, "<!--")) {
        *token = cut_until(*rest, "-->");
    } else if (wsig_slice_starts(*rest, "<![CDATA[")) {
        *token = cut_until(*rest, "]]>");
        type = TOKEN_TEXT;
    } else if (wsig_slice_starts(*rest, "<?")) {
        *token = cut_until(*rest, "?>");
    } else if (wsig_slice_starts(*rest, "<!D") || wsig_slice_starts(*rest, "<!E")) {
        *token = *rest;
        return TOKEN_DOCTYPE;
    } else {
        *token = cut_tag(*rest);
        type = TOKEN_TAG;
    }
    if (!token->p) {
        *token = *rest;
        return TOKEN_CUT;
    }
    *rest = wsig_slice_from(*rest, token->n);
    return type;
}

/* Where the element's own text stands. */
static void note_text(struct parser *p, struct wsig_slice piece)
{
    if (p->depth == 0 || wsig_slice_trim(piece).n == 0)
        return;
    struct wsig_slice *raw = &node_at(p, p->open[p->depth - 1])->text_raw;
    const uint8_t *begin = raw->p ? raw->p : piece.p;
    *raw = wsig_slice(begin, (size_t)(piece.p + piece.n - begin));
}

/* "&amp;" and so on, "&#38;" and "&#x26;"; absent when there is none at the beginning. */
static bool is_reference(struct wsig_slice s)
{
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    size_t i = 2;
    for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
        if (wsig_slice_starts(s, names[k]))
            return true;
    if (!wsig_slice_starts(s, "&#"))
        return false;
    i += i < s.n && s.p[i] == 'x';
    size_t digits = i;
    while (i < s.n && g_ascii_isxdigit(s.p[i]))
        i++;
    return i > digits && i < s.n && s.p[i] == ';';
}

/* GMarkup looks at a text only when the next tag comes, so it is checked before: where it is wrong,
 * the finding points at. */
static bool check_text(struct parser *p, struct wsig_slice text)
{
    const char *end;
    if (!g_utf8_validate((const char *)text.p, (gssize)text.n, &end)) {
        fail(p, wsig_slice_from(text, (size_t)((const uint8_t *)end - text.p)), "not UTF-8");
        return false;
    }
    if (wsig_slice_starts(text, "<![CDATA["))
        return true;
    const uint8_t *at = text.p, *stop = text.p + text.n;
    while ((at = memchr(at, '&', (size_t)(stop - at)))) {
        struct wsig_slice rest = wsig_slice(at, (size_t)(stop - at));
        if (!is_reference(rest)) {
            fail(p, wsig_slice(at, MIN(rest.n, 8)), "an entity that XML itself does not have");
            return false;
        }
        at++;
    }
    return true;
}

/* In our own words: GMarkup's are translated, and change. */
static const char *reason_of(const struct parser *p, enum token type, const GError *error)
{
    if (g_error_matches(error, G_MARKUP_ERROR, G_MARKUP_ERROR_BAD_UTF8))
        return "not UTF-8";
    if (type == TOKEN_TEXT)
        return p->depth == 0 ? "text that is in no element" : "a text that is not well-formed";
    if (type == TOKEN_TAG && wsig_slice_starts(p->at, "</"))
        return "an end tag that is not that of the open element";
    return type == TOKEN_TAG ? "a tag that is not well-formed" : "not well-formed";
}

static bool feed(struct parser *p, GMarkupParseContext *context, enum token type,
                 struct wsig_slice token)
{
    GError *error = NULL;
    p->at = token;
    if (type == TOKEN_TEXT && !check_text(p, token))
        return false;
    if (g_markup_parse_context_parse(context, (const char *)token.p, (gssize)token.n, &error))
        return true;
    fail(p, token, reason_of(p, type, error));
    g_error_free(error);
    return false;
}

static enum wsig_xml_result cut_short(struct parser *p, struct wsig_slice token)
{
    bool too_long = token.n >= WSIG_XML_TAG_MAX;
    fail(p, token, too_long ? "a tag is longer than is read" : "the text ends within a tag");
    return too_long ? WSIG_XML_LIMIT : WSIG_XML_OPEN;
}

static enum wsig_xml_result read_tokens(struct parser *p, GMarkupParseContext *context,
                                        struct wsig_slice *rest)
{
    struct wsig_slice token;
    while (rest->n > 0) {
        enum token type = next_token(rest, &token);
        if (type == TOKEN_CUT)
            return cut_short(p, token);
        if (type == TOKEN_DOCTYPE) {
            fail(p, wsig_slice(token.p, 2), "a document type declaration, which XMPP forbids");
            return WSIG_XML_BROKEN;
        }
        if (type == TOKEN_TEXT)
            note_text(p, token);
        if (!feed(p, context, type, token))
            return p->limited ? WSIG_XML_LIMIT : WSIG_XML_BROKEN;
        if (p->nodes->len > 0 && p->depth == 0)
            return WSIG_XML_OK;
    }
    fail(p, wsig_slice(rest->p, 0), "the text ends within an element");
    return WSIG_XML_OPEN;
}

static struct wsig_slice skip_mark(struct wsig_slice text)
{
    return wsig_slice_starts(text, "\xEF\xBB\xBF") ? wsig_slice_from(text, 3) : text;
}

enum wsig_xml_result wsig_xml_parse(struct wsig_arena *arena, struct wsig_slice text,
                                    struct wsig_xml *xml)
{
    static const GMarkupParser callbacks = {start_element, end_element, take_text, NULL, NULL};
    struct parser p = {.arena = arena, .xml = xml};
    memset(xml, 0, sizeof *xml);
    xml->rest = skip_mark(text);
    p.nodes = g_array_new(FALSE, TRUE, sizeof(struct wsig_xml_node));
    p.scopes = g_array_new(FALSE, TRUE, sizeof(struct scope));
    GMarkupParseContext *context =
        g_markup_parse_context_new(&callbacks, G_MARKUP_TREAT_CDATA_AS_TEXT, &p, NULL);
    enum wsig_xml_result result = read_tokens(&p, context, &xml->rest);
    g_markup_parse_context_free(context);
    while (p.depth > 0)
        close_element(&p, xml->rest.p);
    xml->count = p.nodes->len;
    xml->nodes = wsig_arena_alloc(arena, (xml->count + 1) * sizeof *xml->nodes);
    if (xml->count > 0)
        memcpy(xml->nodes, p.nodes->data, xml->count * sizeof *xml->nodes);
    g_array_free(p.scopes, TRUE);
    g_array_free(p.nodes, TRUE);
    return result;
}

struct wsig_slice wsig_xml_root_name(struct wsig_slice text)
{
    struct wsig_slice rest = skip_mark(text), token;
    if (rest.n > WSIG_XML_TAG_MAX)
        rest.n = WSIG_XML_TAG_MAX;
    while (rest.n > 0) {
        skip_blanks(&rest);
        if (rest.n < 2 || rest.p[0] != '<')
            break;
        enum token type = next_token(&rest, &token);
        if (type == TOKEN_OTHER)
            continue;
        token = wsig_slice_from(token, 1);
        return type == TOKEN_TAG || type == TOKEN_CUT ? cut_name(&token) : wsig_slice(NULL, 0);
    }
    return wsig_slice(NULL, 0);
}

/* --- looking things up ----------------------------------------------------------------------- */

const struct wsig_xml_attribute *wsig_xml_attribute(const struct wsig_xml_node *node,
                                                    const char *name)
{
    for (unsigned i = 0; i < node->attribute_count; i++)
        if (wsig_slice_eq(node->attributes[i].name, name))
            return &node->attributes[i];
    return NULL;
}

struct wsig_slice wsig_xml_value(const struct wsig_xml_node *node, const char *name)
{
    const struct wsig_xml_attribute *attribute = wsig_xml_attribute(node, name);
    return attribute ? attribute->value : wsig_slice(NULL, 0);
}

int wsig_xml_child(const struct wsig_xml *xml, int parent, int after, const char *name,
                   const char *ns)
{
    int child = after >= 0 ? xml->nodes[after].next : xml->nodes[parent].first;
    for (; child >= 0; child = xml->nodes[child].next)
        if (wsig_slice_eq(xml->nodes[child].name, name) &&
            wsig_slice_starts(xml->nodes[child].ns, ns))
            return child;
    return -1;
}
