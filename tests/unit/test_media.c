/* test_media.c: whose packets are whose, how many they are, and the limits
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/media-internal.h"
#include "scene.h"

/* --- whose ----------------------------------------------------------------------------------- */

static void test_call(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    const struct wsig_media_note *check = request(s, 7, WSIG_SIDE_A, "bobby:alice");
    assert_label(check, 0, 0, NULL, NULL);
    g_assert_cmpstr(check->phase, ==, "first-check");
    g_assert_cmpint(check->since_offer, ==, 2 * SECOND / 100);
    g_assert_false(wsig_flow_is_open(wsig_media_flow(s->media, 7)));
    const struct wsig_media_note *answer = respond(s, 7, WSIG_SIDE_B, 0);
    assert_label(answer, 0, 1, NULL, NULL);
    g_assert_true(wsig_flow_is_open(wsig_media_flow(s->media, 7)));
    g_assert_cmpuint(answer->request_in, ==, check->frame);
    g_assert_true(check->response == answer);
    g_assert_cmpint(answer->round_trip, ==, SECOND / 100);
    g_assert_cmpstr(answer->pair, ==, "prflx/udp 192.0.2.1:5000 -> prflx/udp 192.0.2.2:6000");
    const struct wsig_media_note *first = rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    assert_label(first, 0, 0, "a", "opus/48000/2");
    g_assert_cmpuint(first->label->offer_in, ==, 1);
    g_assert_cmpuint(first->label->answer_in, ==, 2);
    g_assert_cmpstr(first->phase, ==, "first-rtp");
    const struct wsig_media_note *second = rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    assert_label(second, 0, 0, "a", "opus/48000/2");
    g_assert_null(second->phase);
    g_assert_true(second == rtp(s, 7, WSIG_SIDE_A, 111, 1, 0)); /* shared by all that follow */
    assert_label(rtp(s, 7, WSIG_SIDE_B, 111, 2, 0), 0, 1, "a", "opus/48000/2");
    assert_label(packet(s, 7, WSIG_SIDE_B, "\x80\xC8\0\0", 4), 0, 1, NULL, NULL);
    scene_free(s);
}

/* RFC 9143 section 9.2: header extension, then SSRC, then payload type. */
static void test_mid(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    assert_label(rtp(s, 7, WSIG_SIDE_A, 96, 5, 0), 0, 0, "v", "VP8/90000");
    assert_label(rtp(s, 7, WSIG_SIDE_A, 111, 77, 0), 0, 0, "v", "opus/48000/2"); /* a=ssrc */
    assert_label(rtp(s, 7, WSIG_SIDE_A, 111, 6, 'v'), 0, 0, "v", "opus/48000/2");
    assert_label(rtp(s, 7, WSIG_SIDE_A, 111, 6, 0), 0, 0, "v", "opus/48000/2"); /* remembered */
    scene_free(s);
}

static void test_half_known(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "alice:nobody"); /* to alice: the sender is the other one */
    assert_label(rtp(s, 7, WSIG_SIDE_A, 111, 1, 0), 0, 1, "a", "opus/48000/2");
    join(s, 8, "nobody:alice");
    assert_label(rtp(s, 8, WSIG_SIDE_A, 111, 2, 0), 0, 0, "a", "opus/48000/2");
    join(s, 9, "nobody:noone");
    g_assert_null(wsig_flow_session(wsig_media_flow(s->media, 9)));
    g_assert_true(wsig_flow_is_open(wsig_media_flow(s->media, 9)));
    g_assert_null(rtp(s, 9, WSIG_SIDE_A, 111, 3, 0));
    scene_free(s);
}

static void test_no_check(void)
{
    struct scene *s = scene_new();
    static const char *const usernames[] = {"", "alice", ":alice", "alice:", ":"};
    negotiate(s, 1, "alice", "bobby");
    for (size_t i = 0; i < G_N_ELEMENTS(usernames); i++) {
        request(s, 7, WSIG_SIDE_A, usernames[i]);
        struct wsig_flow *flow = wsig_media_flow(s->media, 7);
        g_assert_true(!flow || !wsig_flow_session(flow));
    }
    g_assert_null(respond(s, 8, WSIG_SIDE_B, 0)); /* nobody asked */
    g_assert_null(wsig_media_flow(s->media, 8));
    scene_free(s);
}

/* Only the answer to a check opens a flow: same transaction, other side. */
static void test_answers(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    request(s, 7, WSIG_SIDE_A, "bobby:alice");
    g_assert_null(respond(s, 7, WSIG_SIDE_A, 0));
    g_assert_false(wsig_flow_is_open(wsig_media_flow(s->media, 7)));
    s->next_check++;
    g_assert_null(respond(s, 7, WSIG_SIDE_B, 0));
    g_assert_false(wsig_flow_is_open(wsig_media_flow(s->media, 7)));
    s->next_check--;
    g_assert_nonnull(respond(s, 7, WSIG_SIDE_B, 0));
    g_assert_null(respond(s, 7, WSIG_SIDE_B, 0)); /* a second time */
    scene_free(s);
}

static void test_two_sessions(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    negotiate(s, 2, "carol", "daves");
    join(s, 7, "bobby:alice");
    join(s, 8, "daves:carol");
    assert_label(rtp(s, 7, WSIG_SIDE_A, 111, 1, 0), 0, 0, "a", "opus/48000/2");
    assert_label(rtp(s, 8, WSIG_SIDE_A, 111, 1, 0), 1, 0, "a", "opus/48000/2");
    g_assert_cmpuint(session_at(s, 0)->media.packets[0], ==, 1);
    g_assert_cmpuint(session_at(s, 1)->media.packets[0], ==, 1);
    scene_free(s);
}

/* A later call has the ports of the first, with the roles the other way round. */
static void test_ports_again(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    assert_label(rtp(s, 7, WSIG_SIDE_A, 111, 1, 'v'), 0, 0, "v", "opus/48000/2");
    negotiate(s, 2, "carol", "daves");
    join(s, 7, "carol:daves");
    assert_label(rtp(s, 7, WSIG_SIDE_A, 111, 1, 0), 1, 1, "a", "opus/48000/2");
    /* and one whose signaling cannot be read; it has SSRCs of its own */
    join(s, 7, "xxxx:yyyy");
    g_assert_null(rtp(s, 7, WSIG_SIDE_A, 111, 9, 0));
    g_assert_null(wsig_flow_session(wsig_media_flow(s->media, 7)));
    g_assert_null(wsig_flow_codecs(wsig_media_flow(s->media, 7), WSIG_SIDE_A)->codec[111]);
    scene_free(s);
}

/* An ICE restart that no message shows: the SSRC and one end tell. Not the SSRC alone. */
static void test_adopted(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    join(s, 8, "xxxx:yyyy");
    g_assert_null(rtp(s, 8, WSIG_SIDE_A, 111, 2, 0));
    struct wsig_packet_place place = place_of(s, 8, WSIG_SIDE_A);
    uint8_t bytes[20] = {0x80, 111, [11] = 1};
    place.source_port = place.destination_port = 9;
    struct wsig_flow *flow = wsig_media_flow(s->media, 8);
    g_assert_null(wsig_media_packet(s->media, flow, &place, wsig_slice(bytes, sizeof bytes)));
    place.destination_port = 6000;
    assert_label(wsig_media_packet(s->media, flow, &place, wsig_slice(bytes, sizeof bytes)), 0, 0,
                 "a", "opus/48000/2");
    assert_label(rtp(s, 8, WSIG_SIDE_B, 111, 3, 0), 0, 1, "a", "opus/48000/2");
    scene_free(s);
}

/* Glare: both had offered; then it shows that it is one session. */
static void test_merged(void)
{
    struct scene *s = scene_new();
    char *one = sdp_of("alice", "actpass", "sendrecv"),
         *two = sdp_of("bobby", "actpass", "sendrecv"),
         *answer = sdp_of("bobby", "active", "sendrecv");
    char *text = g_strdup_printf("{\"type\":\"offer\",\"sdp\":\"%s\"}", two);
    describe(s, 1, "offer", one);
    say(s, 1, false, text);
    request(s, 7, WSIG_SIDE_A, "bobby:alice");
    describe(s, 1, "answer", answer);
    join(s, 7, "bobby:alice");
    const struct wsig_media_note *of_alice = rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    const struct wsig_media_note *of_bob = rtp(s, 7, WSIG_SIDE_B, 111, 1, 0);
    g_assert_true(of_alice->label->session == of_bob->label->session);
    g_assert_cmpuint(of_alice->label->agent, !=, of_bob->label->agent);
    g_assert_cmpstr(of_alice->label->codec, ==, "opus/48000/2");
    g_free(text);
    g_free(one);
    g_free(two);
    g_free(answer);
    scene_free(s);
}

/* What came of the offer that lost, before that showed, is the session's too. */
static void test_merged_before(void)
{
    struct scene *s = scene_new();
    char *one = sdp_of("alice", "actpass", "sendrecv"),
         *two = sdp_of("bobby", "actpass", "sendrecv"),
         *answer = sdp_of("bobby", "active", "sendrecv");
    char *text = g_strdup_printf("{\"type\":\"offer\",\"sdp\":\"%s\"}", two);
    const uint8_t bytes[20] = {0x80, 111, 0, 7, [11] = 9};
    describe(s, 1, "offer", one);
    say(s, 1, false, text);
    const struct wsig_media_note *check = request(s, 7, WSIG_SIDE_A, "bobby:alice");
    respond(s, 7, WSIG_SIDE_B, 0);
    const struct wsig_media_note *early = packet(s, 7, WSIG_SIDE_A, bytes, sizeof bytes);
    assert_label(early, 1, 1, "a", "opus/48000/2"); /* it is not known yet */
    const uint32_t first = s->at.frame;
    describe(s, 1, "answer", answer);
    const struct wsig_session_media *media = &session_at(s, 0)->media;
    g_assert_cmpuint(media->checks, ==, 1);
    g_assert_cmpuint(media->answers, ==, 1);
    g_assert_cmpuint(media->first_check.frame, ==, check->frame);
    g_assert_cmpuint(media->first_answer.frame, ==, check->frame + 1);
    g_assert_cmpuint(media->pair.frame, ==, check->frame + 1);
    g_assert_nonnull(media->pair_text);
    g_assert_cmpuint(media->packets[0], ==, 1);
    g_assert_cmpuint(media->packets[1], ==, 0);
    g_assert_cmpuint(media->first_rtp[0].frame, ==, first);
    g_assert_cmpuint(wsig_label_session(early->label)->index, ==, 0);
    g_assert_cmpuint(wsig_label_agent(early->label), ==, 0);
    join(s, 8, "bobby:alice"); /* the same packet on another hop, and another one */
    packet(s, 8, WSIG_SIDE_A, bytes, sizeof bytes);
    g_assert_cmpuint(media->packets[0], ==, 1);
    rtp(s, 7, WSIG_SIDE_A, 111, 9, 0);
    g_assert_cmpuint(media->packets[0], ==, 2);
    g_assert_cmpuint(media->streams->len, ==, 1);
    const struct wsig_media_stream *stream = g_ptr_array_index(media->streams, 0);
    g_assert_cmpuint(stream->packets, ==, 2);
    g_assert_cmpuint(stream->agent, ==, 0);
    g_free(text);
    g_free(one);
    g_free(two);
    g_free(answer);
    scene_free(s);
}

/* A later exchange: packets after it go back to it. */
static void test_renegotiated(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    const struct wsig_media_note *before = rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    const uint32_t offer_before = before->label->offer_in;
    g_assert_true(wsig_flow_has_new_codecs(s->media, wsig_media_flow(s->media, 7)));
    g_assert_false(wsig_flow_has_new_codecs(s->media, wsig_media_flow(s->media, 7)));
    char *offer = sdp_of("alice", "actpass", "sendrecv"),
         *answer = sdp_of("bobby", "active", "recvonly");
    GString *changed = g_string_new(offer);
    g_string_replace(changed, " 2 IN IP4", " 3 IN IP4", 1);
    g_string_replace(changed, "111 opus/48000/2", "111 G722/8000", 0);
    GString *changed_answer = g_string_new(answer);
    g_string_replace(changed_answer, " 2 IN IP4", " 3 IN IP4", 1);
    g_string_replace(changed_answer, "111 opus/48000/2", "111 G722/8000", 0);
    describe(s, 1, "offer", changed->str);
    describe(s, 1, "answer", changed_answer->str);
    const struct wsig_media_note *after = rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    assert_label(after, 0, 0, "a", "G722/8000");
    g_assert_cmpuint(after->label->offer_in, >, offer_before);
    g_assert_cmpuint(before->label->offer_in, ==, offer_before);
    g_assert_cmpstr(before->label->codec, ==, "opus/48000/2");
    g_assert_true(wsig_flow_has_new_codecs(s->media, wsig_media_flow(s->media, 7)));
    g_string_free(changed, TRUE);
    g_string_free(changed_answer, TRUE);
    g_free(offer);
    g_free(answer);
    scene_free(s);
}

/* --- counts and limits ----------------------------------------------------------------------- */

/* The same packet on both hops of a relay counts once. */
static void test_counts(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    join(s, 8, "bobby:alice");
    for (unsigned i = 0; i < 100; i++) {
        uint8_t bytes[20] = {0x80, 111, 0xFF, (uint8_t)(200 + i), [11] = 9};
        if (200 + i > 255)
            bytes[2] = 0; /* the sequence number begins anew */
        packet(s, 7, WSIG_SIDE_A, bytes, sizeof bytes);
        packet(s, 8, WSIG_SIDE_A, bytes, sizeof bytes);
    }
    const struct wsig_session_media *media = &session_at(s, 0)->media;
    g_assert_cmpuint(media->packets[0], ==, 100);
    g_assert_cmpuint(media->bytes[0], ==, 2000);
    g_assert_cmpuint(media->streams->len, ==, 1);
    const struct wsig_media_stream *stream = g_ptr_array_index(media->streams, 0);
    g_assert_cmpuint(stream->packets, ==, 100);
    g_assert_cmpstr(stream->mid, ==, "a");
    scene_free(s);
}

static void test_limits(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    for (unsigned i = 0; i < 4 * WSIG_SOURCES_MAX; i++) {
        uint8_t bytes[20] = {
            0x90, 111, 0, 1, [9] = (uint8_t)(i >> 8), [10] = (uint8_t)i, [12] = 0xBE, 0xDE, 0, 1};
        g_assert_nonnull(packet(s, 7, WSIG_SIDE_A, bytes, sizeof bytes));
    }
    g_assert_cmpuint(session_at(s, 0)->media.packets[0], ==, 4 * WSIG_SOURCES_MAX);
    /* checks that are never answered, and then the answer to the first and to the last */
    const uint32_t first = s->next_check + 1;
    for (unsigned i = 0; i < WSIG_CHECKS_MAX + 1; i++)
        request(s, 7, WSIG_SIDE_A, "bobby:alice");
    const uint32_t last = s->next_check;
    s->next_check = first;
    g_assert_null(respond(s, 7, WSIG_SIDE_B, 0));
    s->next_check = last;
    g_assert_nonnull(respond(s, 7, WSIG_SIDE_B, 0));
    scene_free(s);
}

/* Payload type tables only where RTP of a known session comes. */
static void test_flow_memory(void)
{
    struct scene *s = scene_new();
    negotiate(s, 1, "alice", "bobby");
    join(s, 7, "bobby:alice");
    join(s, 8, "nobody:noone");
    packet(s, 7, WSIG_SIDE_A, "\x80\xC8\0\0", 4);
    rtp(s, 8, WSIG_SIDE_A, 111, 1, 0);
    g_assert_null(wsig_media_flow(s->media, 7)->rtp);
    g_assert_null(wsig_media_flow(s->media, 8)->rtp);
    g_assert_null(wsig_flow_codecs(wsig_media_flow(s->media, 7), WSIG_SIDE_A)->codec[111]);
    rtp(s, 7, WSIG_SIDE_A, 111, 1, 0);
    g_assert_nonnull(wsig_media_flow(s->media, 7)->rtp);
    g_assert_cmpstr(wsig_flow_codecs(wsig_media_flow(s->media, 7), WSIG_SIDE_A)->codec[111], ==,
                    "opus/48000/2");
    scene_free(s);
}

static void test_cut_packets(void)
{
    struct scene *s = scene_new();
    struct guarded guard = guarded_new(64);
    uint8_t bytes[40] = {0x90, 111, 0, 1, [12] = 0xBE, 0xDE, 0, 6, 0x4F};
    negotiate(s, 1, "alice", "bobby");
    struct wsig_flow *flow = join(s, 7, "bobby:alice");
    struct wsig_packet_place place = place_of(s, 7, WSIG_SIDE_A);
    for (unsigned first = 0; first < 256; first++)
        for (size_t n = 0; n <= sizeof bytes; n++) {
            bytes[0] = (uint8_t)first;
            wsig_media_packet(s->media, flow, &place, guarded_copy(&guard, bytes, n));
        }
    guarded_free(&guard);
    scene_free(s);
}

/* --- TURN ------------------------------------------------------------------------------------ */

static void test_turn(void)
{
    struct scene *s = scene_new();
    struct wsig_inner ends;
    const struct wsig_stun_address peer = {{198, 51, 100, 7}, 4, 7000},
                                   relay = {{203, 0, 113, 1}, 4, 9};
    struct wsig_packet_place place = place_of(s, 5, WSIG_SIDE_B);
    struct wsig_stun stun = {
        .method = WSIG_STUN_ALLOCATE, .class = WSIG_STUN_SUCCESS, .relayed = relay};
    g_assert_false(wsig_media_enter_channel(s->media, &place, 0x4000, &ends));
    wsig_media_turn(s->media, &place, &stun);
    place = place_of(s, 5, WSIG_SIDE_A);
    stun =
        (struct wsig_stun){.method = WSIG_STUN_SEND, .class = WSIG_STUN_INDICATION, .peer = peer};
    g_assert_true(wsig_media_enter_indication(s->media, &place, &stun, &ends));
    const uint32_t flow = place.flow;
    g_assert_cmpuint(flow, !=, 5);
    g_assert_cmpstr(place.source, ==, "203.0.113.1");
    g_assert_cmpstr(place.destination, ==, "198.51.100.7");
    g_assert_cmpuint(place.destination_port, ==, 7000);
    /* the channel leads to the same flow, from both sides */
    stun = (struct wsig_stun){.method = WSIG_STUN_CHANNEL_BIND, .channel = 0x4000, .peer = peer};
    place = place_of(s, 5, WSIG_SIDE_A);
    wsig_media_turn(s->media, &place, &stun);
    g_assert_false(wsig_media_enter_channel(s->media, &place, 0x4001, &ends));
    place = place_of(s, 5, WSIG_SIDE_B);
    g_assert_true(wsig_media_enter_channel(s->media, &place, 0x4000, &ends));
    g_assert_cmpuint(place.flow, ==, flow);
    g_assert_cmpstr(place.source, ==, "198.51.100.7");
    /* another client of the server, and another peer: other flows */
    place = place_of(s, 6, WSIG_SIDE_A);
    stun =
        (struct wsig_stun){.method = WSIG_STUN_SEND, .class = WSIG_STUN_INDICATION, .peer = peer};
    g_assert_true(wsig_media_enter_indication(s->media, &place, &stun, &ends));
    g_assert_cmpuint(place.flow, !=, flow);
    place = place_of(s, 5, WSIG_SIDE_A);
    stun.peer.port++;
    g_assert_true(wsig_media_enter_indication(s->media, &place, &stun, &ends));
    g_assert_cmpuint(place.flow, !=, flow);
    /* no peer, no flow */
    stun.peer.length = 0;
    g_assert_false(wsig_media_enter_indication(s->media, &place, &stun, &ends));
    scene_free(s);
}

static void test_turn_limit(void)
{
    struct scene *s = scene_new();
    struct wsig_inner ends;
    struct wsig_stun stun = {.method = WSIG_STUN_SEND, .class = WSIG_STUN_INDICATION};
    stun.peer.length = 4;
    for (unsigned i = 0; i < 2 * WSIG_PEERS_MAX; i++) {
        struct wsig_packet_place place = place_of(s, 5, WSIG_SIDE_A);
        stun.peer.port = (uint16_t)i;
        g_assert_true(wsig_media_enter_indication(s->media, &place, &stun, &ends) ==
                      (i < WSIG_PEERS_MAX));
    }
    scene_free(s);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/media/call", test_call);
    g_test_add_func("/media/mid", test_mid);
    g_test_add_func("/media/half-known", test_half_known);
    g_test_add_func("/media/no-check", test_no_check);
    g_test_add_func("/media/answers", test_answers);
    g_test_add_func("/media/two-sessions", test_two_sessions);
    g_test_add_func("/media/ports-again", test_ports_again);
    g_test_add_func("/media/adopted", test_adopted);
    g_test_add_func("/media/merged", test_merged);
    g_test_add_func("/media/merged-before", test_merged_before);
    g_test_add_func("/media/flow-memory", test_flow_memory);
    g_test_add_func("/media/renegotiated", test_renegotiated);
    g_test_add_func("/media/counts", test_counts);
    g_test_add_func("/media/limits", test_limits);
    g_test_add_func("/media/cut-packets", test_cut_packets);
    g_test_add_func("/media/turn", test_turn);
    g_test_add_func("/media/turn-limit", test_turn_limit);
    return g_test_run();
}
