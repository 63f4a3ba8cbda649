/* test_negotiation.c: what an answer makes of its offer, and the limits of comparing
 *
 * Each rule has its pair of inputs in tests/lint, which test_lint.c reads.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/negotiation.h"

#define HEAD  "v=0\r\no=- 7 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
#define ICE   "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
#define AUDIO "m=audio 9 UDP/TLS/RTP/SAVPF "
#define VIDEO "m=video 9 UDP/TLS/RTP/SAVPF "
#define DATA  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n"
#define OPUS  "a=rtpmap:111 opus/48000/2\r\n"

static struct wsig_arena *arena;

static struct wsig_sdp *parse(const char *text)
{
    struct wsig_sdp *sdp = wsig_arena_alloc(arena, sizeof *sdp);
    g_assert_cmpint(wsig_sdp_parse(arena, wsig_slice_str(text), sdp), ==, WSIG_OK);
    return sdp;
}

static void test_outcome(void)
{
    const struct wsig_sdp *offer =
        parse(HEAD "a=group:BUNDLE 0 1 2\r\na=setup:actpass\r\n" AUDIO
                   "111 0 8\r\na=mid:0\r\na=rtcp-mux\r\n" OPUS VIDEO
                   "96 97\r\na=mid:1\r\na=sendonly\r\na=rtpmap:96 VP8/90000\r\n"
                   "a=rtpmap:97 H264/90000\r\n" DATA);
    const struct wsig_sdp *answer =
        parse(HEAD "a=group:BUNDLE 0 2\r\na=setup:active\r\n" AUDIO
                   "8 111\r\na=mid:0\r\na=rtcp-mux\r\na=recvonly\r\n" OPUS
                   "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n" DATA);
    struct wsig_negotiated outcome;
    wsig_negotiated(arena, offer, answer, &outcome);
    g_assert_cmpuint(outcome.media_count, ==, 3);
    const struct wsig_negotiated_media *m = outcome.media;
    g_assert_cmpstr(m[0].text, ==,
                    "0 audio: PCMA/8000, opus/48000/2; sendonly; DTLS client: answerer; BUNDLE");
    g_assert_cmpstr(m[0].codecs, ==, "PCMA/8000, opus/48000/2"); /* the answer's order */
    g_assert_cmpstr(m[0].direction, ==, "sendonly");             /* as the offerer sees it */
    g_assert_cmpstr(m[0].dtls_client, ==, "answerer");
    g_assert_true(m[0].bundled && m[0].rtcp_mux && !m[0].rejected);
    g_assert_cmpstr(m[1].text, ==, "1 video: rejected");
    g_assert_true(m[1].rejected && !m[1].bundled);
    g_assert_null(m[1].direction);
    g_assert_cmpstr(m[2].text, ==, "2 application: data channel; DTLS client: answerer; BUNDLE");
    g_assert_null(m[2].direction);
}

static void test_directions(void)
{
    static const struct {
        const char *offer, *answer, *outcome;
        bool fits;
    } cases[] = {
        {"sendrecv", "sendrecv", "sendrecv", true},  {"sendrecv", "sendonly", "recvonly", true},
        {"sendrecv", "recvonly", "sendonly", true},  {"sendrecv", "inactive", "inactive", true},
        {"sendonly", "recvonly", "sendonly", true},  {"sendonly", "inactive", "inactive", true},
        {"recvonly", "sendonly", "recvonly", true},  {"inactive", "inactive", "inactive", true},
        {"sendonly", "sendrecv", "sendonly", false}, {"sendonly", "sendonly", "inactive", false},
        {"recvonly", "recvonly", "inactive", false}, {"inactive", "sendonly", "inactive", false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *a = g_strdup_printf(HEAD AUDIO "0\r\na=%s\r\n", cases[i].offer),
             *b = g_strdup_printf(HEAD AUDIO "0\r\na=%s\r\n", cases[i].answer);
        const struct wsig_sdp *offer = parse(a), *answer = parse(b);
        struct wsig_negotiated outcome;
        GArray *findings = NULL;
        wsig_answer_check(offer, answer, &findings);
        wsig_negotiated(arena, offer, answer, &outcome);
        g_test_message("%s, %s", cases[i].offer, cases[i].answer);
        g_assert_cmpstr(outcome.media[0].direction, ==, cases[i].outcome);
        g_assert_cmpint(wsig_findings_has(findings, WSIG_RULE_ANSWER_DIRECTION), ==,
                        !cases[i].fits);
        wsig_findings_free(&findings);
        g_free(a);
        g_free(b);
    }
}

static void test_dtls_roles(void)
{
    static const struct {
        const char *offer, *answer, *client;
    } cases[] = {
        {"actpass", "active", "answerer"}, {"actpass", "passive", "offerer"},
        {"active", "passive", "offerer"},  {"passive", "active", "answerer"},
        {"active", "active", NULL},        {"actpass", "actpass", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *a = g_strdup_printf(HEAD AUDIO "0\r\na=setup:%s\r\n", cases[i].offer),
             *b = g_strdup_printf(HEAD AUDIO "0\r\na=setup:%s\r\n", cases[i].answer);
        struct wsig_negotiated outcome;
        wsig_negotiated(arena, parse(a), parse(b), &outcome);
        g_assert_cmpstr(outcome.media[0].dtls_client, ==, cases[i].client);
        g_free(a);
        g_free(b);
    }
}

static void test_restart(void)
{
    const struct wsig_sdp *before = parse(HEAD AUDIO "0\r\n" ICE);
    g_assert_false(wsig_ice_restarted(before, before));
    g_assert_true(wsig_ice_restarted(
        before,
        parse(HEAD "a=ice-ufrag:efgh\r\na=ice-pwd:1234567890123456789012\r\n" AUDIO "0\r\n")));
    g_assert_false(wsig_ice_restarted(
        before, parse(HEAD AUDIO "0\r\na=ice-ufrag:efgh\r\na=ice-pwd:0123456789012345678901\r\n")));
    g_assert_false(wsig_ice_restarted(before, parse(HEAD AUDIO "0\r\n"))); /* nothing to compare */
}

/* A mid that is new in a slot is allowed where the other side had rejected the m-line. */
static void test_recycled(void)
{
    const struct wsig_sdp *before = parse(HEAD AUDIO "0\r\na=mid:0\r\n"),
                          *after = parse("v=0\r\no=- 7 3 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n" VIDEO
                                         "96\r\na=mid:1\r\n"),
                          *peer = parse(HEAD "m=audio 0 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n");
    GArray *findings = NULL;
    wsig_reoffer_check(before, peer, after, &findings);
    g_assert_cmpuint(wsig_findings_count(findings), ==, 0);
    wsig_reoffer_check(before, NULL, after, &findings);
    g_assert_cmpuint(wsig_findings_count(findings), ==, 1);
    g_assert_cmpint(wsig_findings_at(findings, 0)->rule, ==, WSIG_RULE_OFFER_MEDIA_CHANGED);
    g_assert_cmpstr(wsig_findings_at(findings, 0)->detail, ==,
                    "m-line 0 (video): before it was audio");
    wsig_findings_free(&findings);
}

/* Each m-line of the answer has one fault; no more of them are reported than the limit says. */
static void test_limit(void)
{
    GString *offer = g_string_new(HEAD), *answer = g_string_new(HEAD);
    for (unsigned i = 0; i < 1000; i++) {
        g_string_append(offer, AUDIO "0\r\na=sendonly\r\n");
        g_string_append(answer, AUDIO "0\r\na=sendonly\r\n");
    }
    GArray *findings = NULL;
    wsig_answer_check(parse(offer->str), parse(answer->str), &findings);
    g_assert_cmpuint(wsig_findings_count(findings), ==, 64);
    struct wsig_negotiated outcome;
    wsig_negotiated(arena, parse(offer->str), parse(answer->str), &outcome);
    g_assert_cmpuint(outcome.media_count, ==, 512);
    wsig_findings_free(&findings);
    g_string_free(offer, TRUE);
    g_string_free(answer, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    arena = wsig_arena_new();
    g_test_add_func("/negotiation/outcome", test_outcome);
    g_test_add_func("/negotiation/directions", test_directions);
    g_test_add_func("/negotiation/dtls-roles", test_dtls_roles);
    g_test_add_func("/negotiation/restart", test_restart);
    g_test_add_func("/negotiation/recycled", test_recycled);
    g_test_add_func("/negotiation/limit", test_limit);
    int result = g_test_run();
    wsig_arena_free(arena);
    return result;
}
