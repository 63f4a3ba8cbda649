/* scene.h: calls for the tests of media: sessions from messages, flows from checks
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef SCENE_H
#define SCENE_H

#include "../../signaling/capture.h"
#include "../../signaling/find.h"
#include "guarded.h"

#define SECOND INT64_C(1000000000)

/* SHA-256 of "alice", which is the certificate of everybody here. */
#define ALICE                                                                                      \
    "2B:D8:06:C9:7F:0E:00:AF:1A:1F:C3:32:8F:A7:63:A9"                                              \
    ":26:97:23:C8:DB:8F:AC:4F:93:AF:71:DB:18:6D:6E:90"

struct scene {
    struct wsig_capture *capture;
    struct wsig_media *media;
    struct wsig_msg *msg;
    struct wsig_moment at;
    uint32_t next_check;
};

static inline bool never(uint16_t code)
{
    return code == 0;
}

static inline struct scene *scene_new(void)
{
    const struct wsig_policy policy = {never, false};
    struct scene *s = g_new0(struct scene, 1);
    s->capture = wsig_capture_new(&policy);
    s->media = wsig_capture_media(s->capture);
    s->msg = wsig_msg_new();
    s->at.time = SECOND;
    return s;
}

static inline void scene_free(struct scene *s)
{
    wsig_msg_free(s->msg);
    wsig_capture_free(s->capture);
    g_free(s);
}

static inline void tick(struct scene *s, int64_t time)
{
    s->at.frame++;
    s->at.time += time;
}

/* --- signaling ------------------------------------------------------------------------------- */

/* m-sections of audio (mid a, payload type 111) and video (mid v, 96, rtx 97), one transport. */
static inline char *sdp_of(const char *ufrag, const char *setup, const char *direction)
{
    return g_strdup_printf(
        "v=0\\r\\no=- 4%u 2 IN IP4 127.0.0.1\\r\\ns=-\\r\\nt=0 0\\r\\na=group:BUNDLE a v\\r\\n"
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\nc=IN IP4 0.0.0.0\\r\\na=mid:a\\r\\n"
        "a=ice-ufrag:%s\\r\\na=ice-pwd:%spasswordpasswordpassword\\r\\n"
        "a=fingerprint:sha-256 " ALICE "\\r\\na=setup:%s\\r\\na=%s\\r\\na=rtcp-mux\\r\\n"
        "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\\r\\na=rtpmap:111 opus/48000/2\\r\\n"
        "m=video 9 UDP/TLS/RTP/SAVPF 96 97\\r\\nc=IN IP4 0.0.0.0\\r\\na=mid:v\\r\\n"
        "a=ice-ufrag:%s\\r\\na=ice-pwd:%spasswordpasswordpassword\\r\\n"
        "a=fingerprint:sha-256 " ALICE "\\r\\na=setup:%s\\r\\na=%s\\r\\na=rtcp-mux\\r\\n"
        "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\\r\\na=rtpmap:96 VP8/90000\\r\\n"
        "a=rtpmap:97 rtx/90000\\r\\na=fmtp:97 apt=96\\r\\na=ssrc:77 cname:x\\r\\n",
        g_str_hash(ufrag), ufrag, ufrag, setup, direction, ufrag, ufrag, setup, direction);
}

static inline void say(struct scene *s, uint32_t stream, bool client, const char *text)
{
    tick(s, SECOND / 100);
    s->at.side = client ? WSIG_SIDE_A : WSIG_SIDE_B;
    const struct wsig_hint hint = wsig_capture_hint(s->capture, stream, s->at.side);
    wsig_msg_reset(s->msg, wsig_slice_str(text), false);
    wsig_find(s->msg, &hint);
    wsig_capture_message(s->capture, stream, &s->at, &hint, s->msg);
}

static inline void describe(struct scene *s, uint32_t stream, const char *type, const char *sdp)
{
    char *text = g_strdup_printf("{\"type\":\"%s\",\"sdp\":\"%s\"}", type, sdp);
    say(s, stream, strcmp(type, "offer") == 0, text);
    g_free(text);
}

/* Offer of the client, answer of the server, on one connection. */
static inline void negotiate(struct scene *s, uint32_t stream, const char *offerer,
                             const char *answerer)
{
    char *offer = sdp_of(offerer, "actpass", "sendrecv");
    char *answer = sdp_of(answerer, "active", "sendrecv");
    describe(s, stream, "offer", offer);
    describe(s, stream, "answer", answer);
    g_free(offer);
    g_free(answer);
}

/* --- packets --------------------------------------------------------------------------------- */

/* Side A is the client's end, if nothing else is said. */
static inline struct wsig_packet_place place_of(struct scene *s, uint32_t flow, enum wsig_side side)
{
    bool a = side == WSIG_SIDE_A;
    return (struct wsig_packet_place){.flow = flow,
                                      .frame = s->at.frame,
                                      .time = s->at.time,
                                      .side = side,
                                      .source = a ? "192.0.2.1" : "192.0.2.2",
                                      .destination = a ? "192.0.2.2" : "192.0.2.1",
                                      .source_port = a ? 5000 : 6000,
                                      .destination_port = a ? 6000 : 5000};
}

static inline const struct wsig_media_note *request(struct scene *s, uint32_t flow,
                                                    enum wsig_side side, const char *username)
{
    tick(s, SECOND / 100);
    struct wsig_packet_place place = place_of(s, flow, side);
    struct wsig_stun stun = {.method = WSIG_STUN_BINDING,
                             .class = WSIG_STUN_REQUEST,
                             .username = wsig_slice_str(username),
                             .use_candidate = true};
    s->next_check++;
    memcpy(stun.id, &s->next_check, sizeof s->next_check);
    return wsig_media_stun(s->media, &place, &stun);
}

/* To the latest request; error 0: success. */
static inline const struct wsig_media_note *respond(struct scene *s, uint32_t flow,
                                                    enum wsig_side side, uint16_t error)
{
    tick(s, SECOND / 100);
    struct wsig_packet_place place = place_of(s, flow, side);
    struct wsig_stun stun = {.method = WSIG_STUN_BINDING,
                             .class = error ? WSIG_STUN_ERROR : WSIG_STUN_SUCCESS,
                             .error = error};
    memcpy(stun.id, &s->next_check, sizeof s->next_check);
    return wsig_media_stun(s->media, &place, &stun);
}

/* A check of A, answered by B. */
static inline struct wsig_flow *join(struct scene *s, uint32_t flow, const char *username)
{
    request(s, flow, WSIG_SIDE_A, username);
    respond(s, flow, WSIG_SIDE_B, 0);
    return wsig_media_flow(s->media, flow);
}

static inline const struct wsig_media_note *packet(struct scene *s, uint32_t flow,
                                                   enum wsig_side side, const void *bytes, size_t n)
{
    tick(s, SECOND / 100);
    struct wsig_packet_place place = place_of(s, flow, side);
    return wsig_media_packet(s->media, wsig_media_flow(s->media, flow), &place,
                             wsig_slice(bytes, n));
}

/* With a mid (one character) in its header extension, or none ('\0'). */
static inline const struct wsig_media_note *rtp(struct scene *s, uint32_t flow, enum wsig_side side,
                                                uint8_t type, uint8_t ssrc, char mid)
{
    static uint16_t sequence;
    sequence++;
    uint8_t bytes[40] = {mid ? 0x90 : 0x80, type, (uint8_t)(sequence >> 8), (uint8_t)sequence};
    bytes[11] = ssrc;
    if (mid)
        memcpy(bytes + 12, (const uint8_t[]){0xBE, 0xDE, 0, 1, 0x40, (uint8_t)mid, 0, 0}, 8);
    return packet(s, flow, side, bytes, sizeof bytes);
}

static inline void assert_label(const struct wsig_media_note *note, uint32_t session, uint8_t agent,
                                const char *mid, const char *codec)
{
    g_assert_nonnull(note);
    g_assert_nonnull(note->label);
    g_assert_cmpuint(note->label->session->index, ==, session);
    g_assert_cmpuint(note->label->agent, ==, agent);
    g_assert_cmpstr(note->label->mid, ==, mid);
    g_assert_cmpstr(note->label->codec, ==, codec);
}

static inline bool has(const struct wsig_media_note *note, enum wsig_rule rule)
{
    return note && wsig_findings_has(note->findings, rule);
}

static inline struct wsig_session *session_at(struct scene *s, uint32_t index)
{
    return wsig_sessions_at((struct wsig_sessions *)wsig_capture_sessions(s->capture), index);
}

#endif
