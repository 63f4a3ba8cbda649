/* test_json.c: the JSON nodes, what is not JSON, and the limits
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/json.h"
#include "../../signaling/text.h"
#include "guarded.h"

#include <time.h>

static void test_nodes(void)
{
    struct wsig_json json;
    int key;
    wsig_json_parse(wsig_slice_str("{\"a\":[1,\"two\",null],\"b\":{\"c\":\"d\"}}"), &json);
    g_assert_true(json.complete);
    g_assert_cmpuint(json.roots, ==, 1);
    int a = wsig_json_first(&json, 0);
    g_assert_true(wsig_json_is_key(&json, (size_t)a));
    int array = wsig_json_value(&json, (size_t)a);
    g_assert_cmpint(json.nodes[array].type, ==, WSIG_JSON_ARRAY);
    int two = wsig_json_after(&json, (size_t)wsig_json_first(&json, (size_t)array));
    g_assert_true(wsig_slice_eq(wsig_json_text(&json, (size_t)two), "two"));
    g_assert_cmpuint(json.nodes[two].index, ==, 1);
    g_assert_cmpint(wsig_json_container(&json, (size_t)two, &key), ==, array);
    g_assert_cmpint(key, ==, -1);
    int null = wsig_json_after(&json, (size_t)two);
    g_assert_true(wsig_json_is(&json, null, "null"));
    g_assert_cmpint(wsig_json_after(&json, (size_t)null), ==, -1);
    int b = wsig_json_after(&json, (size_t)a);
    g_assert_cmpint(wsig_json_container(&json, (size_t)wsig_json_value(&json, (size_t)b), &key), ==,
                    0);
    g_assert_cmpint(key, ==, b);
    wsig_json_clear(&json);
}

static void test_roots(void)
{
    struct wsig_json json;
    wsig_json_parse(wsig_slice_str("{\"a\":1}\n{\"b\":2}\n"), &json);
    g_assert_true(json.complete);
    g_assert_cmpuint(json.roots, ==, 2);
    wsig_json_clear(&json);
}

static void test_incomplete(void)
{
    static const char *const cases[] = {
        "{",         "[1,",        "{\"a\":", "{\"a\"}",         "{\"a\":1 2}", "{1:2}",
        "[\"a\":1]", "{\"a\":\"x", "[1]]",    "{\"a\":\"\\x\"}", "{} trailing", "\"a\":\"b\":\"c\"",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct wsig_json json;
        g_test_message("%s", cases[i]);
        wsig_json_parse(wsig_slice_str(cases[i]), &json);
        g_assert_false(json.complete);
        wsig_json_clear(&json);
    }
}

static void test_cut_string(void)
{
    struct wsig_json json;
    wsig_json_parse(wsig_slice_str("{\"type\":\"offer\",\"sdp\":\"v=0 and so"), &json);
    g_assert_false(json.complete);
    g_assert_true(wsig_slice_eq(wsig_json_text(&json, json.count - 1), "v=0 and so"));
    g_assert_cmpint(wsig_json_value(&json, json.count - 2), ==, (int)json.count - 1);
    wsig_json_clear(&json);
}

static char *repeat(const char *text, size_t n)
{
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append(all, text);
    return g_string_free(all, FALSE);
}

/* Takes minutes, not milliseconds, when jsmn is left alone with it. */
static void test_depth_limit(void)
{
    struct wsig_json json;
    char *open = repeat("[", 400000), *close = repeat("]", 400000),
         *text = g_strconcat(open, close, NULL);
    clock_t begin = clock();
    wsig_json_parse(wsig_slice_str(text), &json);
    g_assert_true(json.limited);
    g_assert_false(json.complete);
    g_assert_cmpuint(json.count, ==, WSIG_JSON_DEPTH_MAX);
    g_assert_cmpint((clock() - begin) / CLOCKS_PER_SEC, <, 5);
    wsig_json_clear(&json);
    g_free(open);
    g_free(close);
    g_free(text);
}

static void test_node_limit(void)
{
    struct wsig_json json;
    char *many = repeat("{},", WSIG_JSON_NODES_MAX), *text = g_strconcat("[", many, "0]", NULL);
    wsig_json_parse(wsig_slice_str(text), &json);
    g_assert_true(json.limited);
    g_assert_cmpuint(json.count, <=, WSIG_JSON_NODES_MAX);
    wsig_json_clear(&json);
    g_free(many);
    g_free(text);
}

static void assert_unescaped(const char *in, const char *out)
{
    struct wsig_arena *arena = wsig_arena_new();
    struct wsig_slice s = wsig_text_unescape(arena, wsig_slice_str(in));
    char *copy = g_strndup((const char *)s.p, s.n);
    g_assert_cmpstr(copy, ==, out);
    g_free(copy);
    wsig_arena_free(arena);
}

static void test_unescape(void)
{
    assert_unescaped("plain", "plain");
    assert_unescaped("v=0\\r\\no=-", "v=0\r\no=-");
    assert_unescaped("\\\"\\\\\\/\\b\\f\\t", "\"\\/\b\f\t");
    assert_unescaped("\\u0076=0", "v=0");
    assert_unescaped("\\u00e9\\u20ac", "\xc3\xa9\xe2\x82\xac");
    assert_unescaped("\\ud83d\\ude00", "\xf0\x9f\x98\x80");
    assert_unescaped("\\ud83dx", "\xef\xbf\xbdx");
    assert_unescaped("\\ude00", "\xef\xbf\xbd");
    assert_unescaped("\\x\\u12", "\\x\\u12");
    assert_unescaped("end\\", "end\\");
}

static void test_base64(void)
{
    struct wsig_arena *arena = wsig_arena_new();
    struct wsig_slice out;
    g_assert_true(wsig_text_base64(arena, wsig_slice_str("eyJhIjoxfQ=="), &out));
    g_assert_true(wsig_slice_eq(out, "{\"a\":1}"));
    g_assert_true(wsig_text_base64(arena, wsig_slice_str("eyJhIjoxfQ"), &out));
    g_assert_true(wsig_slice_eq(out, "{\"a\":1}"));
    g_assert_true(wsig_text_base64(arena, wsig_slice_str("-_-_"), &out));
    g_assert_cmpuint(out.n, ==, 3);
    g_assert_true(wsig_text_base64(arena, wsig_slice_str("eyJh\r\nIjoxfQ\n"), &out));
    g_assert_true(wsig_slice_eq(out, "{\"a\":1}"));
    g_assert_false(wsig_text_base64(arena, wsig_slice_str("eyJh!IjoxfQ"), &out));
    g_assert_false(wsig_text_base64(arena, wsig_slice_str("eyJhI"), &out));
    g_assert_false(wsig_text_base64(arena, wsig_slice_str(""), &out));
    g_assert_false(wsig_text_base64(arena, wsig_slice("ab\0d", 4), &out));
    wsig_arena_free(arena);
}

static void test_every_cut(void)
{
    static const char text[] = "[{\"a\\u00e9\":\"b\\\"\",\"c\":[true,-1.5e3,null]}, \"x\"]";
    struct guarded guard = guarded_new(sizeof text);
    for (size_t n = 0; n < sizeof text; n++) {
        struct wsig_json json;
        wsig_json_parse(guarded_copy(&guard, text, n), &json);
        g_assert_cmpint(json.complete, ==, n == 0 || n == sizeof text - 1);
        for (size_t i = 0; i < json.count; i++) {
            struct wsig_slice s = wsig_json_text(&json, i);
            g_assert_true(s.p + s.n <= json.text.p + json.text.n);
        }
        wsig_json_clear(&json);
    }
    guarded_free(&guard);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json/nodes", test_nodes);
    g_test_add_func("/json/roots", test_roots);
    g_test_add_func("/json/incomplete", test_incomplete);
    g_test_add_func("/json/cut-string", test_cut_string);
    g_test_add_func("/json/depth-limit", test_depth_limit);
    g_test_add_func("/json/node-limit", test_node_limit);
    g_test_add_func("/json/every-cut", test_every_cut);
    g_test_add_func("/text/unescape", test_unescape);
    g_test_add_func("/text/base64", test_base64);
    return g_test_run();
}
