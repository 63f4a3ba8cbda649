/* test_packed.c: MessagePack and CBOR as JSON, every type, cut anywhere, and hostile ones
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/find.h"
#include "../../signaling/inflate.h"
#include "../../signaling/json.h"
#include "../../signaling/mqtt-stream.h"
#include "../../signaling/mqtt.h"
#include "../../signaling/packed.h"
#include "guarded.h"

typedef enum wsig_packed_end (*reader)(struct wsig_slice *rest, bool partial, GString *json);

struct row {
    const char *bytes;
    size_t n;
    const char *json;
};
#define ROW(bytes, json)                                                                           \
    {                                                                                              \
        bytes, sizeof bytes - 1, json                                                              \
    }

static const struct row msgpack_rows[] = {
    ROW("\x00", "0"),
    ROW("\x7f", "127"),
    ROW("\xff", "-1"),
    ROW("\xe0", "-32"),
    ROW("\xc0", "null"),
    ROW("\xc2", "false"),
    ROW("\xc3", "true"),
    ROW("\xcc\xff", "255"),
    ROW("\xcd\x01\x00", "256"),
    ROW("\xce\xff\xff\xff\xff", "4294967295"),
    ROW("\xcf\xff\xff\xff\xff\xff\xff\xff\xff", "18446744073709551615"),
    ROW("\xd0\x80", "-128"),
    ROW("\xd1\x80\x00", "-32768"),
    ROW("\xd2\x80\x00\x00\x00", "-2147483648"),
    ROW("\xd3\x80\x00\x00\x00\x00\x00\x00\x00", "-9223372036854775808"),
    ROW("\xca\x3f\xc0\x00\x00", "1.5"),
    ROW("\xca\x7f\x80\x00\x00", "null"),
    ROW("\xcb\xbf\xf8\x00\x00\x00\x00\x00\x00", "-1.5"),
    ROW("\xa0", "\"\""),
    ROW("\xa5\"\\\n\x01\x7f", "\"\\\"\\\\\\n\\u0001\x7f\""),
    ROW("\xd9\x02\xc3\xa9", "\"\xc3\xa9\""),
    ROW("\xda\x00\x01"
        "a",
        "\"a\""),
    ROW("\xdb\x00\x00\x00\x01"
        "a",
        "\"a\""),
    ROW("\xc4\x03"
        "v=0",
        "\"v=0\""),
    ROW("\xc4\x02\x00\xff", "\"AP8=\""),
    ROW("\xc5\x00\x01\xff", "\"/w==\""),
    ROW("\xc6\x00\x00\x00\x01\xff", "\"/w==\""),
    ROW("\x93\x01\x02\x03", "[1,2,3]"),
    ROW("\xdc\x00\x01\xc0", "[null]"),
    ROW("\xdd\x00\x00\x00\x00", "[]"),
    ROW("\x82\xa1"
        "a\x01\xa1"
        "b\x90",
        "{\"a\":1,\"b\":[]}"),
    ROW("\xde\x00\x01\x07\xc3", "{\"7\":true}"),
    ROW("\xdf\x00\x00\x00\x01\xc0\xc3", "{\"null\":true}"),
    ROW("\xd4\x00\x00", "null"),
    ROW("\xd4\x05\xff", "\"/w==\""),
    ROW("\xd5\x05\xff\xff", "\"//8=\""),
    ROW("\xd6\xff\x00\x00\x00\x0a", "10"),
    ROW("\xd7\xff\x77\x35\x94\x00\x00\x00\x00\x02", "2.5"),
    ROW("\xd8\x05\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        "\"/////////////////////w==\""),
    ROW("\xc7\x0c\xff\x1d\xcd\x65\x00\xff\xff\xff\xff\xff\xff\xff\xff", "-0.5"),
    ROW("\xc8\x00\x01\x05\xff", "\"/w==\""),
    ROW("\xc9\x00\x00\x00\x01\x05\xff", "\"/w==\""),
};

/* Most of them of RFC 8949 appendix A. */
static const struct row cbor_rows[] = {
    ROW("\x00", "0"),
    ROW("\x17", "23"),
    ROW("\x18\x18", "24"),
    ROW("\x19\x03\xe8", "1000"),
    ROW("\x1a\x00\x0f\x42\x40", "1000000"),
    ROW("\x1b\xff\xff\xff\xff\xff\xff\xff\xff", "18446744073709551615"),
    ROW("\x20", "-1"),
    ROW("\x39\x03\xe7", "-1000"),
    ROW("\x3b\xff\xff\xff\xff\xff\xff\xff\xff", "-18446744073709551616"),
    ROW("\xc2\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00", "\"0x010000000000000000\""),
    ROW("\xc3\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00", "\"-1-0x010000000000000000\""),
    ROW("\xf9\x00\x00", "0"),
    ROW("\xf9\x3e\x00", "1.5"),
    ROW("\xf9\x7b\xff", "65504"),
    ROW("\xf9\x00\x01", "5.9604644775390625e-08"),
    ROW("\xf9\xc4\x00", "-4"),
    ROW("\xf9\x7c\x00", "null"),
    ROW("\xf9\x7e\x00", "null"),
    ROW("\xfa\x47\xc3\x50\x00", "100000"),
    ROW("\xfb\xc0\x10\x66\x66\x66\x66\x66\x66", "-4.0999999999999996"),
    ROW("\xf4", "false"),
    ROW("\xf5", "true"),
    ROW("\xf6", "null"),
    ROW("\xf7", "null"),
    ROW("\xf0", "null"),
    ROW("\xf8\xff", "null"),
    ROW("\xc1\x1a\x51\x4b\x67\xb0", "1363896240"),
    ROW("\xd8\x18\x45\x64"
        "IETF",
        "\"IETF\""),
    ROW("\xd8\x18\x42\x82\x01", "\"ggE=\""), /* not CBOR to its end: bytes */
    ROW("\xd8\x18\x44\xd8\x18\x41\x01", "\"\\u0001\""),
    ROW("\x40", "\"\""),
    ROW("\x44\x01\x02\x03\xff", "\"AQID/w==\""),
    ROW("\x64"
        "IETF",
        "\"IETF\""),
    ROW("\x62\"\\", "\"\\\"\\\\\""),
    ROW("\x80", "[]"),
    ROW("\x83\x01\x82\x02\x03\x82\x04\x05", "[1,[2,3],[4,5]]"),
    ROW("\xa2\x01\x02\x03\x04", "{\"1\":2,\"3\":4}"),
    ROW("\xa1\x20\x60", "{\"-1\":\"\"}"),
    ROW("\x5f\x42\x01\x02\x43\x03\x04\xff\xff", "\"AQIDBP8=\""),
    ROW("\x7f\x65"
        "strea\x64"
        "ming\xff",
        "\"streaming\""),
    ROW("\x9f\xff", "[]"),
    ROW("\x9f\x01\x9f\x02\xff\xff", "[1,[2]]"),
    ROW("\xbf\x61"
        "a\x01\x61"
        "b\x9f\x02\x03\xff\xff",
        "{\"a\":1,\"b\":[2,3]}"),
    ROW("\xd9\xd9\xf7\x81\x01", "[1]"),
};

/* To the last byte, as it is expected; and any beginning of it ends in well-formed JSON. */
static void check_row(reader read, const struct row *row)
{
    struct guarded guard = guarded_new(row->n);
    GString *json = g_string_new(NULL);
    struct wsig_slice rest = guarded_copy(&guard, row->bytes, row->n);
    g_test_message("%s", row->json);
    g_assert_cmpint(read(&rest, false, json), ==, WSIG_PACKED_COMPLETE);
    g_assert_cmpuint(rest.n, ==, 0);
    g_assert_cmpstr(json->str, ==, row->json);
    for (size_t cut = 0; cut < 2 * row->n; cut++) {
        struct wsig_json parsed;
        rest = guarded_copy(&guard, row->bytes, cut / 2);
        g_string_assign(json, "[");
        g_assert_cmpint(read(&rest, cut % 2, json), ==, WSIG_PACKED_CUT);
        g_string_append_c(json, ']');
        wsig_json_parse(wsig_slice(json->str, json->len), &parsed);
        g_assert_true(parsed.complete);
        wsig_json_clear(&parsed);
    }
    g_string_free(json, TRUE);
    guarded_free(&guard);
}

static void test_msgpack(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(msgpack_rows); i++)
        check_row(wsig_msgpack_read, &msgpack_rows[i]);
}

static void test_cbor(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cbor_rows); i++)
        check_row(wsig_cbor_read, &cbor_rows[i]);
}

static void check_end(reader read, const char *bytes, size_t n, enum wsig_packed_end expected)
{
    struct guarded guard = guarded_new(n);
    struct wsig_slice rest = guarded_copy(&guard, bytes, n);
    GString *json = g_string_new(NULL);
    g_assert_cmpint(read(&rest, false, json), ==, expected);
    g_string_free(json, TRUE);
    guarded_free(&guard);
}

static void test_not(void)
{
    static const struct row msgpack[] = {ROW("\xc1", ""), ROW("\x81\x90\x01", ""),
                                         ROW("\x81\x80\x01", "")};
    static const struct row cbor[] = {ROW("\x1c", ""),
                                      ROW("\x1f", ""),
                                      ROW("\xff", ""),
                                      ROW("\xdf\x01", ""),
                                      ROW("\xa1\x80\x01", ""),
                                      ROW("\xc2\x01", ""),
                                      ROW("\x9f\x01\xfc", ""),
                                      ROW("\x7f\x41\x01\xff", ""),
                                      ROW("\x5f\x5f\xff\xff", "")};
    for (size_t i = 0; i < G_N_ELEMENTS(msgpack); i++)
        check_end(wsig_msgpack_read, msgpack[i].bytes, msgpack[i].n, WSIG_PACKED_NOT);
    for (size_t i = 0; i < G_N_ELEMENTS(cbor); i++)
        check_end(wsig_cbor_read, cbor[i].bytes, cbor[i].n, WSIG_PACKED_NOT);
}

/* Lengths and counts that cannot be: at once, and without room for them. */
static void test_huge_claims(void)
{
    static const struct row msgpack[] = {
        ROW("\xdd\xff\xff\xff\xff\x01", ""), ROW("\xdf\xff\xff\xff\xff\x01\x01", ""),
        ROW("\xdb\xff\xff\xff\xff\x61", ""), ROW("\xc6\xff\xff\xff\xff\x61", ""),
        ROW("\xc9\xff\xff\xff\xff\x05\x61", "")};
    static const struct row cbor[] = {ROW("\x9b\xff\xff\xff\xff\xff\xff\xff\xff\x01", ""),
                                      ROW("\xbb\xff\xff\xff\xff\xff\xff\xff\xfe\x01\x01", ""),
                                      ROW("\x7b\xff\xff\xff\xff\xff\xff\xff\xff\x61", ""),
                                      ROW("\x5f\x5b\xff\xff\xff\xff\xff\xff\xff\xff\x61", ""),
                                      ROW("\xc2\x5b\xff\xff\xff\xff\xff\xff\xff\xff\x61", "")};
    for (size_t i = 0; i < G_N_ELEMENTS(msgpack); i++)
        check_end(wsig_msgpack_read, msgpack[i].bytes, msgpack[i].n, WSIG_PACKED_CUT);
    for (size_t i = 0; i < G_N_ELEMENTS(cbor); i++)
        check_end(wsig_cbor_read, cbor[i].bytes, cbor[i].n, WSIG_PACKED_CUT);
}

/* One byte again and again: arrays in arrays, tags in tags, maps in keys. */
static void test_nesting(void)
{
    static const struct {
        reader read;
        char byte;
        enum wsig_packed_end end;
    } rows[] = {
        {wsig_msgpack_read, '\x91', WSIG_PACKED_LIMITED},
        {wsig_msgpack_read, '\x81', WSIG_PACKED_LIMITED},
        {wsig_cbor_read, '\x81', WSIG_PACKED_LIMITED},
        {wsig_cbor_read, '\x9f', WSIG_PACKED_LIMITED},
        {wsig_cbor_read, '\xc6', WSIG_PACKED_LIMITED},
        {wsig_cbor_read, '\xbf', WSIG_PACKED_LIMITED},
    };
    const size_t n = 100000;
    char *bytes = g_malloc(n);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        memset(bytes, rows[i].byte, n);
        enum wsig_packed_end end = rows[i].end;
        if (rows[i].byte == '\x81' && rows[i].read == wsig_msgpack_read)
            end = WSIG_PACKED_NOT; /* a map as a key */
        if (rows[i].byte == '\xbf')
            end = WSIG_PACKED_NOT;
        check_end(rows[i].read, bytes, n, end);
    }
    g_free(bytes);
}

static void test_limits(void)
{
    GString *many = g_string_new("\xdd");
    const uint32_t count = GUINT32_TO_BE(WSIG_PACKED_VALUES_MAX + 10);
    g_string_append_len(many, (const char *)&count, 4);
    for (unsigned i = 0; i < WSIG_PACKED_VALUES_MAX + 10; i++)
        g_string_append_c(many, 1);
    check_end(wsig_msgpack_read, many->str, many->len, WSIG_PACKED_LIMITED);
    g_string_assign(many, "\x82\xa1"
                          "a\xc6"); /* two values of five MiB of JSON each */
    const uint32_t length = GUINT32_TO_BE(WSIG_PACKED_JSON_MAX - 1);
    char *zeros = g_malloc0(WSIG_PACKED_JSON_MAX);
    g_string_append_len(many, (const char *)&length, 4);
    g_string_append_len(many, zeros, WSIG_PACKED_JSON_MAX - 1);
    g_string_append_len(many,
                        "\xa1"
                        "b\x01",
                        3);
    check_end(wsig_msgpack_read, many->str, many->len, WSIG_PACKED_LIMITED);
    g_free(zeros);
    g_string_free(many, TRUE);
}

static enum wsig_packed_end read_any(bool cbor, struct wsig_slice bytes, bool partial,
                                     GString *json)
{
    g_string_truncate(json, 0);
    return cbor ? wsig_cbor_read(&bytes, partial, json) : wsig_msgpack_read(&bytes, partial, json);
}

/* Whatever the bytes, what comes out is one JSON value. */
static void test_random(void)
{
    GRand *random = g_rand_new_with_seed(3);
    GString *json = g_string_new(NULL);
    struct guarded guard = guarded_new(64);
    for (unsigned i = 0; i < 200000; i++) {
        uint8_t bytes[64];
        struct wsig_json parsed;
        size_t n = (size_t)g_rand_int_range(random, 1, sizeof bytes);
        for (size_t at = 0; at < n; at++)
            bytes[at] = (uint8_t)g_rand_int(random);
        enum wsig_packed_end end = read_any(i & 1, guarded_copy(&guard, bytes, n), i & 2, json);
        if (end == WSIG_PACKED_NOT)
            continue;
        g_string_prepend_c(json, '[');
        g_string_append_c(json, ']');
        wsig_json_parse(wsig_slice(json->str, json->len), &parsed);
        g_assert_true(parsed.complete);
        g_assert_cmpuint(parsed.roots, ==, 1);
        wsig_json_clear(&parsed);
    }
    guarded_free(&guard);
    g_string_free(json, TRUE);
    g_rand_free(random);
}

/* Random bytes and structures of them are no signaling. */
static void test_no_claims(void)
{
    static const struct wsig_hint hint = {.from_client = 2};
    GRand *random = g_rand_new_with_seed(4);
    struct wsig_msg *msg = wsig_msg_new();
    for (unsigned i = 0; i < 100000; i++) {
        uint8_t bytes[200];
        size_t n = (size_t)g_rand_int_range(random, 1, sizeof bytes);
        for (size_t at = 0; at < n; at++)
            bytes[at] = (uint8_t)g_rand_int(random);
        bytes[0] = (uint8_t)i;
        wsig_msg_reset(msg, wsig_slice(bytes, n), i % 3 == 0);
        wsig_find(msg, &hint);
        g_assert_cmpuint(msg->items->len, ==, 0);
        g_assert_cmpuint(msg->buffers->len, ==, 1);
    }
    wsig_msg_free(msg);
    g_rand_free(random);
}

/* Each packet of a series of compressed strings counts towards one limit. */
static void test_inflate(void)
{
    static const uint8_t hello[] = {0x78, 0x9c, 0xcb, 0x48, 0xcd, 0xc9, 0xc9,
                                    0x07, 0x00, 0x06, 0x2c, 0x02, 0x15};
    GByteArray *out = wsig_inflate(wsig_slice(hello, sizeof hello), 100);
    g_assert_true(wsig_is_deflated(wsig_slice(hello, sizeof hello)));
    g_assert_false(wsig_is_deflated(wsig_slice(hello, 2)));
    g_assert_false(wsig_is_deflated(wsig_slice_str("x\x9d...")));
    g_assert_true(wsig_slice_eq(wsig_slice(out->data, out->len), "hello"));
    g_byte_array_unref(out);
    for (size_t cut = 0; cut < sizeof hello; cut++)
        g_byte_array_unref(wsig_inflate(wsig_slice(hello, cut), 100));
    out = wsig_inflate(wsig_slice(hello, sizeof hello), 0);
    g_assert_cmpuint(out->len, ==, 0);
    g_byte_array_unref(out);
}

static void test_mqtt(void)
{
    static const char packets[] = "\x20\x02\x00\x00" /* CONNACK */
                                  "\x30\x07\x00\x03"
                                  "a/bhi" /* QoS 0 */
                                  "\x32\x07\x00\x01"
                                  "t\x00\x09yo";
    struct wsig_slice rest = wsig_slice(packets, sizeof packets - 1);
    struct wsig_mqtt_publish publish;
    g_assert_true(wsig_mqtt_next(&rest, &publish));
    g_assert_true(wsig_slice_eq(publish.topic, "a/b"));
    g_assert_true(wsig_slice_eq(publish.payload, "hi"));
    g_assert_true(wsig_mqtt_next(&rest, &publish));
    g_assert_true(wsig_slice_eq(publish.topic, "t"));
    g_assert_true(wsig_slice_eq(publish.payload, "yo"));
    g_assert_false(wsig_mqtt_next(&rest, &publish));
    static const struct row none[] = {
        ROW("\x36\x05\x00\x01"
            "t\x00\x01",
            ""), /* QoS 3 */
        ROW("\x30\x04\x00\x01"
            "#x",
            ""),                     /* a wildcard in a topic's name */
        ROW("\x30\x02\x00\x00", ""), /* no topic */
        ROW("\x30\x04\x00\x09"
            "tx",
            ""),                                       /* a topic longer than the packet */
        ROW("\x30\xff\xff\xff\xff\x01t", ""),          /* a length of more than four bytes */
        ROW("\x21\x02\x00\x00\x30\x04\x00\x01tx", ""), /* flags that CONNACK does not have */
        ROW("\x30\x09\x00\x01tx", ""),                 /* more than there is */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
        rest = wsig_slice(none[i].bytes, none[i].n);
        g_assert_false(wsig_mqtt_next(&rest, &publish));
    }
    rest = wsig_slice("\x02\x01\x01hi", 5);
    g_assert_true(wsig_mqtt_skip_properties(&rest));
    g_assert_true(wsig_slice_eq(rest, "hi"));
    rest = wsig_slice("\x09hi", 3);
    g_assert_false(wsig_mqtt_skip_properties(&rest));
}

/* A series in two messages, wherever it is cut, and byte by byte: each packet comes out once. */
static void test_mqtt_stream(void)
{
    static const char series[] = "\x20\x02\x00\x00"
                                 "\x30\x07\x00\x03"
                                 "a/bhi"
                                 "\xc0\x00"
                                 "\x30\x05\x00\x01"
                                 "tyo";
    const size_t n = sizeof series - 1;
    for (size_t cut = 1; cut < n; cut++) {
        struct wsig_mqtt_stream stream = {0};
        g_assert_null(wsig_mqtt_stream_add(&stream, wsig_slice(series, cut)).p);
        struct wsig_slice rest = wsig_mqtt_stream_add(&stream, wsig_slice(series + cut, n - cut));
        bool at_border = cut == 4 || cut == 13 || cut == 15;
        g_assert_cmpint(rest.p != NULL, ==, !at_border);
        if (!at_border) /* the packets before the one that was cut are not given again */
            g_assert_cmpuint(rest.n, ==,
                             cut < 4    ? n
                             : cut < 13 ? n - 4
                             : cut < 15 ? n - 13
                                        : n - 15);
        wsig_mqtt_stream_clear(&stream);
    }
    struct wsig_mqtt_stream stream = {0};
    unsigned given = 0;
    for (unsigned round = 0; round < 3; round++)
        for (size_t i = 0; i < n; i++)
            given += wsig_mqtt_stream_add(&stream, wsig_slice(series + i, 1)).p != NULL;
    g_assert_cmpuint(given, ==, 3 * 4);
    wsig_mqtt_stream_clear(&stream);
}

/* Beyond the limit nothing is kept; after it, and after bytes that are no MQTT, it goes on. */
static void test_mqtt_stream_limit(void)
{
    static const char head[] = "\x30\xff\xff\xff\x7f\x00\x01t", publish[] = "\x30\x03\x00\x01t";
    struct wsig_mqtt_stream stream = {0};
    uint8_t *zeros = g_malloc0(1 << 20);
    uint64_t left = 0xFFFFFFF - 3;
    wsig_mqtt_stream_add(&stream, wsig_slice(head, sizeof head - 1));
    while (left > 0) {
        size_t n = (size_t)MIN(left, 1 << 20);
        g_assert_null(wsig_mqtt_stream_add(&stream, wsig_slice(zeros, n)).p);
        g_assert_cmpuint(stream.begun->len, ==, 0);
        left -= n;
    }
    for (unsigned i = 0; i < 2; i++) {
        g_assert_null(wsig_mqtt_stream_add(&stream, wsig_slice(publish, 3)).p);
        g_assert_cmpuint(wsig_mqtt_stream_add(&stream, wsig_slice(publish + 3, 2)).n, ==, 5);
        g_assert_null(wsig_mqtt_stream_add(&stream, wsig_slice("\x01zz", 3)).p);
        g_assert_null(wsig_mqtt_stream_add(&stream, wsig_slice("\x30\x81\x81\x81\x81\x01", 6)).p);
    }
    g_free(zeros);
    wsig_mqtt_stream_clear(&stream);
}

/* The bytes alone, under the name that the packet before gave them. */
static void test_attachment(void)
{
    static const char sdp[] = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
                              "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"
                              "a=ice-ufrag:Fx2a\r\na=ice-pwd:IYr0o8nJ2pQz7sKd1mVbW3tE\r\n";
    const struct wsig_hint hint = {.from_client = 1, .attachment = 2, .event = "my-answer"};
    struct wsig_msg *msg = wsig_msg_new();
    for (unsigned engineio = 3; engineio <= 4; engineio++) {
        char *bytes = g_strconcat(engineio == 3 ? "\x04" : "", sdp, NULL);
        wsig_msg_reset(msg, wsig_slice_str(bytes), false);
        wsig_find(msg, &hint);
        g_assert_cmpuint(msg->items->len, ==, 1);
        g_assert_cmpstr(msg->dialect, ==, "socketio");
        g_assert_true(wsig_slice_eq(msg->method.text, "my-answer"));
        g_assert_cmpstr(wsig_msg_item(msg, 0)->path, ==, "$attachment1");
        g_assert_cmpint(wsig_msg_item(msg, 0)->kind, ==, WSIG_KIND_ANSWER);
        g_free(bytes);
    }
    wsig_msg_reset(msg, wsig_slice_str("no signaling"), false);
    wsig_find(msg, &hint);
    g_assert_cmpuint(msg->items->len, ==, 0);
    wsig_msg_free(msg);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/packed/msgpack", test_msgpack);
    g_test_add_func("/packed/cbor", test_cbor);
    g_test_add_func("/packed/not", test_not);
    g_test_add_func("/packed/huge-claims", test_huge_claims);
    g_test_add_func("/packed/nesting", test_nesting);
    g_test_add_func("/packed/limits", test_limits);
    g_test_add_func("/packed/random", test_random);
    g_test_add_func("/packed/no-claims", test_no_claims);
    g_test_add_func("/packed/inflate", test_inflate);
    g_test_add_func("/packed/mqtt", test_mqtt);
    g_test_add_func("/packed/mqtt-stream", test_mqtt_stream);
    g_test_add_func("/packed/mqtt-stream-limit", test_mqtt_stream_limit);
    g_test_add_func("/packed/attachment", test_attachment);
    return g_test_run();
}
