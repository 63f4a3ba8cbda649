/* test_media_rules.c: each finding about media fires once, and is silent when nothing is wrong
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "scene.h"

/* --- judgement ------------------------------------------------------------------------------- */

/* A DTLS record with a Certificate message of one certificate, from that side. */
static const struct wsig_media_note *show(struct scene *s, uint32_t flow, enum wsig_side side,
                                          const char *certificate, uint16_t sequence)
{
    const uint8_t n = (uint8_t)strlen(certificate), list = n + 3, message = n + 6;
    uint8_t bytes[64] = {22, 0xFE, 0xFD, [12] = (uint8_t)(12 + message)};
    memcpy(bytes + 13,
           (const uint8_t[]){11, 0, 0, message, 0, (uint8_t)sequence, 0, 0, 0, 0, 0, message, 0, 0,
                             list, 0, 0, n},
           18);
    memcpy(bytes + 31, certificate, n);
    return packet(s, flow, side, bytes, 31U + n);
}

static void test_certificate(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    const struct wsig_media_note *note = show(s, 7, WSIG_SIDE_A, "alice", 1);
    g_assert_cmpuint(note->fingerprint_match, ==, 1);
    g_assert_null(note->findings);
    note = show(s, 7, WSIG_SIDE_B, "mallory", 1);
    g_assert_cmpuint(note->fingerprint_match, ==, 0);
    g_assert_true(has(note, WSIG_RULE_MEDIA_FINGERPRINT_MISMATCH));
    note = show(s, 7, WSIG_SIDE_B, "mallory", 1); /* sent again: said once */
    g_assert_cmpuint(note->fingerprint_match, ==, 2);
    join(s, 8, "xxxx:yyyy");
    g_assert_null(show(s, 8, WSIG_SIDE_A, "alice", 1));
    scene_free(s);
}

/* Signaling may be slower than the packets: judged when the answer is there. */
static void test_certificate_early(void)
{
    struct scene *s = scene_new();
    char *offer = sdp_of("alice", "actpass", "sendrecv");
    char *answer = sdp_of("bobby", "active", "sendrecv");
    describe(s, 1, "offer", offer);
    join(s, 7, "bobby:alice");
    const struct wsig_media_note *note = show(s, 7, WSIG_SIDE_B, "mallory", 1);
    g_assert_cmpuint(note->fingerprint_match, ==, 2);
    describe(s, 1, "answer", answer);
    rtp(s, 7, WSIG_SIDE_B, 111, 1, 0);
    g_assert_cmpuint(note->fingerprint_match, ==, 0);
    g_assert_true(has(note, WSIG_RULE_MEDIA_FINGERPRINT_MISMATCH));
    g_free(offer);
    g_free(answer);
    scene_free(s);
}

static void test_payload_type(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    g_assert_true(has(rtp(s, 7, WSIG_SIDE_A, 99, 1, 0), WSIG_RULE_MEDIA_UNKNOWN_PAYLOAD_TYPE));
    g_assert_false(has(rtp(s, 7, WSIG_SIDE_A, 99, 1, 0), WSIG_RULE_MEDIA_UNKNOWN_PAYLOAD_TYPE));
    g_assert_false(has(rtp(s, 7, WSIG_SIDE_A, 97, 1, 0), WSIG_RULE_MEDIA_UNKNOWN_PAYLOAD_TYPE));
    scene_free(s);
}

static void test_errors(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    request(s, 7, WSIG_SIDE_A, "bobby:alice");
    g_assert_true(has(respond(s, 7, WSIG_SIDE_B, 487), WSIG_RULE_MEDIA_ROLE_CONFLICT));
    request(s, 7, WSIG_SIDE_A, "bobby:alice");
    g_assert_true(has(respond(s, 7, WSIG_SIDE_B, 401), WSIG_RULE_MEDIA_CHECK_REFUSED));
    g_assert_false(wsig_flow_is_open(wsig_media_flow(s->media, 7)));
    g_assert_cmpuint(session_at(s, 0)->media.role_conflicts, ==, 1);
    g_assert_cmpuint(session_at(s, 0)->media.unauthorized, ==, 1);
    request(s, 7, WSIG_SIDE_A, "bobby:alice");
    g_assert_null(respond(s, 7, WSIG_SIDE_B, 0)->findings);
    scene_free(s);
}

static void test_swapped(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    g_assert_null(request(s, 7, WSIG_SIDE_A, "bobby:alice")->findings);
    g_assert_null(request(s, 7, WSIG_SIDE_B, "alice:bobby")->findings);
    g_assert_true(has(request(s, 7, WSIG_SIDE_B, "bobby:alice"), WSIG_RULE_MEDIA_CHECK_SWAPPED));
    g_assert_null(request(s, 7, WSIG_SIDE_B, "bobby:alice")->findings);
    scene_free(s);
}

static void test_consent(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    for (unsigned i = 0; i < 14; i++) { /* 28 seconds */
        tick(s, 2 * SECOND);
        g_assert_null(request(s, 7, WSIG_SIDE_A, "bobby:alice")->findings);
    }
    tick(s, 2 * SECOND);
    g_assert_true(has(request(s, 7, WSIG_SIDE_A, "bobby:alice"), WSIG_RULE_MEDIA_CONSENT_LOST));
    tick(s, 2 * SECOND);
    g_assert_null(request(s, 7, WSIG_SIDE_A, "bobby:alice")->findings);
    /* a capture that paused: one check after a long time is none of that */
    join(s, 8, "bobby:alice");
    tick(s, 60 * SECOND);
    g_assert_null(request(s, 8, WSIG_SIDE_A, "bobby:alice")->findings);
    scene_free(s);
}

static const uint8_t client_hello[26] = {22, 0xFE, 0xFD, [12] = 13, [13] = 1, [16] = 1, [24] = 1};
static const uint8_t encrypted[] = {0x2F, 0, 0, 0, 0, 0};

static void test_dtls_role(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby"); /* bobby is active */
    join(s, 7, "bobby:alice");
    const struct wsig_media_note *note =
        packet(s, 7, WSIG_SIDE_B, client_hello, sizeof client_hello);
    g_assert_cmpstr(note->phase, ==, "dtls");
    g_assert_null(note->findings);
    packet(s, 7, WSIG_SIDE_A, encrypted, sizeof encrypted);
    g_assert_cmpuint(session_at(s, 0)->media.dtls_done.frame, ==, 0);
    g_assert_cmpstr(packet(s, 7, WSIG_SIDE_B, encrypted, sizeof encrypted)->phase, ==, "dtls-done");
    g_assert_cmpuint(session_at(s, 0)->media.dtls_done.frame, ==, s->at.frame);
    join(s, 8, "bobby:alice");
    g_assert_true(has(packet(s, 8, WSIG_SIDE_A, client_hello, sizeof client_hello),
                      WSIG_RULE_MEDIA_DTLS_ROLE));
    g_assert_false(has(packet(s, 8, WSIG_SIDE_A, client_hello, sizeof client_hello),
                       WSIG_RULE_MEDIA_DTLS_ROLE));
    scene_free(s);
}

static void test_dtls_unfinished(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    packet(s, 7, WSIG_SIDE_B, client_hello, sizeof client_hello);
    const struct wsig_session *session = session_at(s, 0);
    g_assert_false(wsig_session_lacks_dtls(session, s->at.time + 4 * SECOND));
    g_assert_true(wsig_session_lacks_dtls(session, s->at.time + 6 * SECOND));
    g_assert_false(wsig_session_is_unconnected(session, s->at.time + 6 * SECOND));
    packet(s, 7, WSIG_SIDE_A, encrypted, sizeof encrypted);
    packet(s, 7, WSIG_SIDE_B, encrypted, sizeof encrypted);
    g_assert_false(wsig_session_lacks_dtls(session, s->at.time + 6 * SECOND));
    scene_free(s);
}

static void test_unconnected(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    const struct wsig_session *session = session_at(s, 0);
    g_assert_false(wsig_session_is_unconnected(session, s->at.time + 60 * SECOND)); /* no checks */
    say(s, 1, true,
        "{\"candidate\":\"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host ufrag alice\","
        "\"sdpMid\":\"a\"}");
    say(s, 1, false,
        "{\"candidate\":\"candidate:1 1 udp 41885439 192.0.2.2 6000 typ relay raddr 0.0.0.0 rport "
        "0 "
        "ufrag bobby\",\"sdpMid\":\"a\"}");
    request(s, 7, WSIG_SIDE_A, "bobby:alice");
    g_assert_cmpuint(session->media.tried[0][3], ==, 1); /* host to relay */
    g_assert_false(wsig_session_is_unconnected(session, s->at.time + 4 * SECOND));
    g_assert_true(wsig_session_is_unconnected(session, s->at.time + 5 * SECOND));
    respond(s, 7, WSIG_SIDE_B, 0);
    g_assert_false(wsig_session_is_unconnected(session, s->at.time + 5 * SECOND));
    scene_free(s);
}

static void test_one_way(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    const struct wsig_session *session = session_at(s, 0);
    rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    g_assert_cmpint(wsig_session_silent_agent(session), ==, -1);
    tick(s, 6 * SECOND);
    rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    g_assert_cmpint(wsig_session_silent_agent(session), ==, 1);
    rtp(s, 7, WSIG_SIDE_B, 111, 2, 0);
    g_assert_cmpint(wsig_session_silent_agent(session), ==, -1);
    scene_free(s);
}

static void test_after_bye(void)
{
    struct scene *s = scene_new();
    say(s, 1, true, "{\"type\":\"join\",\"room\":\"x\"}");
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    struct wsig_session *session = session_at(s, 0);
    g_assert_false(has(rtp(s, 7, WSIG_SIDE_A, 111, 1, 0), WSIG_RULE_MEDIA_AFTER_BYE));
    session->state = WSIG_STATE_CLOSED;
    session->closed = (struct wsig_event){s->at.frame, s->at.time};
    tick(s, SECOND);
    g_assert_false(has(rtp(s, 7, WSIG_SIDE_A, 111, 1, 0), WSIG_RULE_MEDIA_AFTER_BYE));
    tick(s, SECOND);
    g_assert_true(has(rtp(s, 7, WSIG_SIDE_A, 111, 1, 0), WSIG_RULE_MEDIA_AFTER_BYE));
    g_assert_false(has(rtp(s, 7, WSIG_SIDE_A, 111, 1, 0), WSIG_RULE_MEDIA_AFTER_BYE));
    scene_free(s);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/media/certificate", test_certificate);
    g_test_add_func("/media/certificate-early", test_certificate_early);
    g_test_add_func("/media/payload-type", test_payload_type);
    g_test_add_func("/media/errors", test_errors);
    g_test_add_func("/media/swapped", test_swapped);
    g_test_add_func("/media/consent", test_consent);
    g_test_add_func("/media/dtls-role", test_dtls_role);
    g_test_add_func("/media/dtls-unfinished", test_dtls_unfinished);
    g_test_add_func("/media/unconnected", test_unconnected);
    g_test_add_func("/media/one-way", test_one_way);
    g_test_add_func("/media/after-bye", test_after_bye);
    return g_test_run();
}
