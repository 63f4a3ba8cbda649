/* test_sdp.c: the lines of a session description
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/sdp.h"
#include "guarded.h"

#define HEAD "v=0\r\no=- 7 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"

static struct wsig_arena *arena;

static enum wsig_result parse(const char *text, struct wsig_sdp *sdp)
{
    return wsig_sdp_parse(arena, wsig_slice_str(text), sdp);
}

static void test_media(void)
{
    struct wsig_sdp sdp;
    struct wsig_codec codecs[WSIG_PAYLOAD_TYPES];
    g_assert_cmpint(parse(HEAD "a=group:BUNDLE 0 1\r\n"
                               "m=audio 9 UDP/TLS/RTP/SAVPF 111 0\r\na=mid:0\r\na=setup:actpass\r\n"
                               "a=rtpmap:111 opus/48000/2\r\na=sendonly\r\n"
                               "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n"
                               "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\na=mid:2\r\na=bundle-only\r\n",
                          &sdp),
                    ==, WSIG_OK);
    g_assert_true(sdp.webrtc);
    g_assert_cmpuint(sdp.media_count, ==, 3);
    g_assert_true(wsig_slice_eq(sdp.media[0].mid, "0"));
    g_assert_false(sdp.media[0].rejected);
    g_assert_true(sdp.media[1].rejected);
    g_assert_false(sdp.media[2].rejected); /* bundle-only: RFC 9143 section 6 */
    g_assert_true(wsig_slice_eq(sdp.setup, "actpass"));
    g_assert_true(wsig_slice_eq(wsig_sdp_value(&sdp, 0, WSIG_SDP_DIRECTION), "sendonly"));
    g_assert_null(wsig_sdp_value(&sdp, 1, WSIG_SDP_DIRECTION).p);
    g_assert_true(wsig_slice_eq(wsig_sdp_value(&sdp, -1, WSIG_SDP_GROUP), "BUNDLE 0 1"));
    wsig_sdp_codecs(&sdp, &sdp.media[0], codecs);
    g_assert_true(wsig_slice_eq(codecs[111].name, "opus/48000/2"));
    g_assert_false(codecs[111].is_static);
    g_assert_true(wsig_slice_eq(codecs[0].name, "PCMU/8000"));
    g_assert_true(codecs[0].is_static);
}

static void test_line_ends(void)
{
    struct wsig_sdp sdp;
    g_assert_cmpint(parse("v=0\no=- 7 2 IN IP4 127.0.0.1\ns=-\nt=0 0\nm=audio 9 RTP/AVP 0", &sdp),
                    ==, WSIG_OK);
    g_assert_cmpuint(sdp.media_count, ==, 1);
    g_assert_false(sdp.webrtc);
}

static void test_not(void)
{
    static const char *const cases[] = {
        "",
        "v=0",
        "v=0\r\n",
        "v=1\r\no=-\r\ns=-\r\n",
        "v=0 and prose",
        "v=0\r\nhello",
        "v=0\r\ns=-\r\nt=0 0\r\n",
        "o=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct wsig_sdp sdp;
        g_test_message("%s", cases[i]);
        g_assert_cmpint(parse(cases[i], &sdp), ==, WSIG_NOT);
    }
}

static void test_malformed(void)
{
    static const char *const cases[] = {
        "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\nt=0 0\r\n",
        "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nm=audio 9 RTP/AVP 0\r\n",
        HEAD "m=audio 9\r\n",
        HEAD "m=audio x RTP/AVP 0\r\n",
        HEAD "m=audio 65536 RTP/AVP 0\r\n",
        HEAD "a line that is none\r\n",
        HEAD "\r\nm=audio 9 RTP/AVP 0\r\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct wsig_sdp sdp;
        g_test_message("%s", cases[i]);
        g_assert_cmpint(parse(cases[i], &sdp), ==, WSIG_MALFORMED);
        g_assert_nonnull(sdp.error);
    }
}

static void test_fragment(void)
{
    struct wsig_sdp sdp;
    struct wsig_slice text =
        wsig_slice_str("a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
                       "m=audio 9 RTP/AVP 0\r\na=mid:0\r\n"
                       "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\na=end-of-candidates\r\n");
    g_assert_cmpint(wsig_sdp_parse_fragment(arena, text, &sdp), ==, WSIG_OK);
    g_assert_cmpuint(sdp.candidate_count, ==, 1);
    g_assert_cmpint(wsig_sdp_parse_fragment(arena, wsig_slice_str("a=b\r\nc=d\r\n"), &sdp), ==,
                    WSIG_NOT);
    g_assert_cmpint(wsig_sdp_parse_fragment(arena, wsig_slice_str("a=1\nm=2\n"), &sdp), ==,
                    WSIG_NOT);
}

static void test_every_cut(void)
{
    static const char text[] = HEAD "a=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
                                    "a=mid:0\r\na=rtpmap:111 opus/48000/2\r\n"
                                    "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n";
    struct guarded guard = guarded_new(sizeof text);
    struct wsig_codec codecs[WSIG_PAYLOAD_TYPES];
    for (size_t n = 0; n < sizeof text; n++) {
        struct wsig_sdp sdp;
        wsig_sdp_parse(arena, guarded_copy(&guard, text, n), &sdp);
        for (size_t i = 0; i < sdp.media_count; i++)
            wsig_sdp_codecs(&sdp, &sdp.media[i], codecs);
    }
    guarded_free(&guard);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    arena = wsig_arena_new();
    g_test_add_func("/sdp/media", test_media);
    g_test_add_func("/sdp/line-ends", test_line_ends);
    g_test_add_func("/sdp/not", test_not);
    g_test_add_func("/sdp/malformed", test_malformed);
    g_test_add_func("/sdp/fragment", test_fragment);
    g_test_add_func("/sdp/every-cut", test_every_cut);
    int result = g_test_run();
    wsig_arena_free(arena);
    return result;
}
