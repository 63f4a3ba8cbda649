/* json.c: see json.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "json.h"

#define JSMN_STATIC
#define JSMN_STRICT
#define JSMN_PARENT_LINKS
#include <jsmn.h>

#define TOKENS_AT_FIRST 64

/* How much of the text stays within the depth limit. Strings are skipped as jsmn does. */
static size_t length_within_depth(struct wsig_slice text)
{
    unsigned depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.n; i++) {
        uint8_t c = text.p[i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > WSIG_JSON_DEPTH_MAX)
                return i;
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        }
    }
    return text.n;
}

/* jsmn says NOMEM and can be called again with more room. */
static jsmntok_t *tokenize(const char *text, size_t n, jsmn_parser *parser, int *result)
{
    unsigned room = TOKENS_AT_FIRST;
    jsmntok_t *tokens = g_new(jsmntok_t, room + 1);
    jsmn_init(parser);
    while ((*result = jsmn_parse(parser, text, n, tokens, room)) == JSMN_ERROR_NOMEM &&
           room < WSIG_JSON_NODES_MAX) {
        room *= 2;
        tokens = g_renew(jsmntok_t, tokens, room + 1);
    }
    return tokens;
}

static bool children_fit(const struct wsig_json *json, const struct wsig_json_node *node)
{
    const struct wsig_json_node *parent = node->parent >= 0 ? &json->nodes[node->parent] : NULL;
    if (!parent || parent->type == WSIG_JSON_ARRAY)
        return true;
    if (parent->type == WSIG_JSON_OBJECT)
        return node->type == WSIG_JSON_STRING;
    /* below a string: it is a key, and has this one value */
    return parent->type == WSIG_JSON_STRING && node->index == 0 && parent->parent >= 0 &&
           json->nodes[parent->parent].type == WSIG_JSON_OBJECT;
}

static void adopt(struct wsig_json *json, const jsmntok_t *tokens)
{
    uint32_t *children = g_new0(uint32_t, json->count + 1);
    for (size_t i = 0; i < json->count; i++) {
        const jsmntok_t *token = &tokens[i];
        struct wsig_json_node *node = &json->nodes[i];
        node->type = token->type == JSMN_OBJECT   ? WSIG_JSON_OBJECT
                     : token->type == JSMN_ARRAY  ? WSIG_JSON_ARRAY
                     : token->type == JSMN_STRING ? WSIG_JSON_STRING
                                                  : WSIG_JSON_PRIMITIVE;
        node->parent = token->parent;
        node->start = (uint32_t)token->start;
        node->end = token->end >= 0 ? (uint32_t)token->end : (uint32_t)json->error_at;
        node->next = (uint32_t)i + 1;
        node->index = node->parent >= 0 ? children[node->parent]++ : json->roots++;
        if (!children_fit(json, node)) {
            /* jsmn goes on, and makes chains of parents as long as the text. */
            json->complete = false;
            json->error_at = node->start;
            json->count = i;
        }
    }
    for (size_t i = json->count; i-- > 0;) {
        struct wsig_json_node *node = &json->nodes[i];
        if (node->parent >= 0) {
            struct wsig_json_node *parent = &json->nodes[node->parent];
            parent->next = MAX(parent->next, node->next);
        }
        if (json->complete && wsig_json_is_key(json, i) && children[i] != 1) {
            json->complete = false; /* a key without a value */
            json->error_at = node->start;
        }
    }
    g_free(children);
}

/* A string that is not closed any more: its beginning is all there is, and worth a look. */
static size_t add_cut_string(const struct wsig_json *json, const jsmn_parser *parser,
                             jsmntok_t *tokens)
{
    size_t at = parser->pos;
    if (at + 1 >= json->text.n || json->text.p[at] != '"')
        return 0;
    tokens[parser->toknext] = (jsmntok_t){.type = JSMN_STRING,
                                          .start = (int)at + 1,
                                          .end = (int)json->text.n,
                                          .parent = parser->toksuper};
    return 1;
}

void wsig_json_parse(struct wsig_slice text, struct wsig_json *json)
{
    jsmn_parser parser;
    int result;
    memset(json, 0, sizeof *json);
    json->text = text;
    size_t n = MIN(length_within_depth(text), (size_t)G_MAXINT32);
    jsmntok_t *tokens = tokenize((const char *)text.p, n, &parser, &result);
    json->complete = result >= 0 && parser.pos == text.n;
    json->limited = n < text.n || result == JSMN_ERROR_NOMEM;
    json->error_at = parser.pos;
    json->count = parser.toknext;
    if (result == JSMN_ERROR_PART && n == text.n)
        json->count += add_cut_string(json, &parser, tokens);
    json->nodes = g_new0(struct wsig_json_node, json->count + 1);
    adopt(json, tokens);
    g_free(tokens);
}

void wsig_json_clear(struct wsig_json *json)
{
    g_free(json->nodes);
    json->nodes = NULL;
    json->count = 0;
}

struct wsig_slice wsig_json_text(const struct wsig_json *json, size_t node)
{
    const struct wsig_json_node *n = &json->nodes[node];
    return wsig_slice(json->text.p + n->start, n->end > n->start ? n->end - n->start : 0);
}

bool wsig_json_is_key(const struct wsig_json *json, size_t node)
{
    int32_t parent = json->nodes[node].parent;
    return parent >= 0 && json->nodes[parent].type == WSIG_JSON_OBJECT;
}

bool wsig_json_is(const struct wsig_json *json, int node, const char *primitive)
{
    return node >= 0 && json->nodes[node].type == WSIG_JSON_PRIMITIVE &&
           wsig_slice_eq(wsig_json_text(json, (size_t)node), primitive);
}

int wsig_json_first(const struct wsig_json *json, size_t container)
{
    return json->nodes[container].next > container + 1 ? (int)container + 1 : -1;
}

int wsig_json_after(const struct wsig_json *json, size_t child)
{
    uint32_t next = json->nodes[child].next;
    return next < json->count && json->nodes[next].parent == json->nodes[child].parent ? (int)next
                                                                                       : -1;
}

int wsig_json_value(const struct wsig_json *json, size_t key)
{
    return wsig_json_first(json, key);
}

int wsig_json_container(const struct wsig_json *json, size_t value, int *key)
{
    int32_t parent = json->nodes[value].parent;
    *key = -1;
    if (parent >= 0 && json->nodes[parent].type == WSIG_JSON_STRING) {
        *key = parent;
        parent = json->nodes[parent].parent;
    }
    return parent;
}
