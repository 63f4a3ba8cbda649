/* replay.c: feeds a capture from lines, and nothing else: what it costs, tests/checks/cost.py
 * counts
 *
 *     replay FILE
 *
 *     o CONNECTION URL          an upgrade request, and that it was accepted
 *     m CONNECTION SENDER TEXT  a message; the sender is 0, the client, or 1
 *     e CONNECTION              its end
 *     u FLOW SENDER HEX         a datagram
 *     f 0 0 HEX                 a message by itself: searched and judged, whatever it is
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdlib.h>

#include "../../signaling/capture.h"
#include "../../signaling/describe.h"
#include "../../signaling/find.h"
#include "../../signaling/lint-msg.h"

static struct wsig_capture *capture;
static struct wsig_msg *msg;
static struct wsig_moment at;

static bool is_normal_close(uint16_t code)
{
    return code == 1000;
}

/* As packet-wrtcsig.c does. */
static void say(uint32_t stream, struct wsig_slice text)
{
    struct wsig_hint hint = wsig_capture_hint(capture, stream, at.side);
    wsig_capture_expect(capture, stream, at.side, text, &hint);
    if (!wsig_capture_has_context(capture, stream, &hint) && !wsig_find_may_be_strong(text))
        return;
    wsig_msg_reset(msg, text, false);
    wsig_find(msg, &hint);
    const struct wsig_record *record =
        msg->items->len > 0 ? wsig_capture_message(capture, stream, &at, &hint, msg) : NULL;
    if (!record)
        return;
    wsig_capture_settle(record, msg);
    wsig_lint(msg);
    wsig_describe(msg);
}

static void open_connection(uint32_t stream, struct wsig_slice url)
{
    const struct wsig_upgrade_request request = {.key = wsig_slice_str("AAAAAAAAAAAAAAAAAAAAAA=="),
                                                 .url = url};
    wsig_capture_upgrade_request(capture, stream, &at, &request);
    wsig_capture_get(capture, stream)->open = true;
}

static size_t unhex(struct wsig_slice hex, uint8_t *bytes, size_t max)
{
    size_t n = MIN(hex.n / 2, max);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (uint8_t)(g_ascii_xdigit_value((char)hex.p[2 * i]) << 4 |
                             g_ascii_xdigit_value((char)hex.p[2 * i + 1]));
    return n;
}

static void judge(struct wsig_slice hex)
{
    const struct wsig_hint no_hint = {.from_client = 2};
    uint8_t *bytes = g_malloc(hex.n / 2 + 1);
    wsig_msg_reset(msg, wsig_slice(bytes, unhex(hex, bytes, hex.n / 2)), false);
    wsig_find(msg, &no_hint);
    wsig_lint(msg);
    wsig_describe(msg);
    g_free(bytes);
}

static void see(uint32_t number, struct wsig_slice hex)
{
    struct wsig_media *media = wsig_capture_media(capture);
    uint8_t bytes[1500];
    const size_t n = unhex(hex, bytes, sizeof bytes);
    const struct wsig_packet_place place = {
        .flow = number,
        .frame = at.frame,
        .time = at.time,
        .side = at.side,
        .source = "192.0.2.1",
        .destination = "192.0.2.2",
    };
    struct wsig_flow *flow = wsig_media_flow(media, number);
    struct wsig_stun stun;
    if (wsig_stun_parse(wsig_slice(bytes, n), &stun))
        wsig_media_stun(media, &place, &stun);
    else if (flow)
        wsig_media_packet(media, flow, &place, wsig_slice(bytes, n));
}

static uint64_t number_of(struct wsig_slice *rest)
{
    struct wsig_slice word;
    uint64_t number = 0;
    g_assert_true(wsig_slice_cut(rest, ' ', &word) && wsig_slice_uint(word, UINT32_MAX, &number));
    return number;
}

static void happen(struct wsig_slice line)
{
    struct wsig_slice what;
    wsig_slice_cut(&line, ' ', &what);
    const uint32_t number = (uint32_t)number_of(&line);
    at.frame++;
    at.time += 500000;
    wsig_capture_tick(capture, at.time);
    at.side = WSIG_SIDE_A;
    if (wsig_slice_eq(what, "o"))
        open_connection(number, line);
    else if (wsig_slice_eq(what, "e"))
        wsig_capture_tcp_end(capture, number, &at, false);
    else {
        at.side = number_of(&line) == 0 ? WSIG_SIDE_A : WSIG_SIDE_B;
        if (wsig_slice_eq(what, "m"))
            say(number, line);
        else if (wsig_slice_eq(what, "f"))
            judge(line);
        else
            see(number, line);
    }
}

int main(int argc, char **argv)
{
    const struct wsig_policy policy = {is_normal_close, false};
    char *text;
    gsize n;
    if (argc != 2 || !g_file_get_contents(argv[1], &text, &n, NULL))
        return EXIT_FAILURE;
    capture = wsig_capture_new(&policy);
    msg = wsig_msg_new();
    struct wsig_slice rest = wsig_slice(text, n), line;
    while (wsig_slice_line(&rest, &line))
        if (line.n > 0)
            happen(line);
    wsig_msg_free(msg);
    wsig_capture_free(capture);
    g_free(text);
    return EXIT_SUCCESS;
}
