/* stage.h: a connection for the tests to play on
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef STAGE_H
#define STAGE_H

#include "../../signaling/capture.h"
#include "guarded.h"

#define STREAM 7

/* Some tests do without some of this. */
#pragma GCC diagnostic ignored "-Wunused-function"

static struct wsig_capture *capture;
static uint32_t frame_number;
static bool signaling_only;

static bool is_normal(uint16_t code)
{
    return code == 1000 || code == 1001;
}

static void begin(void)
{
    const struct wsig_policy policy = {is_normal, signaling_only};
    wsig_capture_free(capture);
    capture = wsig_capture_new(&policy);
    frame_number = 0;
}

static struct wsig_moment now(enum wsig_side side)
{
    frame_number++;
    return (struct wsig_moment){.frame = frame_number, .time = frame_number, .side = side};
}

static void assert_no_finding(const struct wsig_note *note)
{
    g_assert_true(!note || wsig_findings_count(note->findings) == 0);
}

static struct wsig_slice text(const char *text)
{
    return text ? wsig_slice_str(text) : wsig_slice(NULL, 0);
}

static const struct wsig_note *ask(const struct wsig_upgrade_request *request)
{
    struct wsig_moment at = now(WSIG_SIDE_A);
    return wsig_capture_upgrade_request(capture, STREAM, &at, request);
}

static const struct wsig_note *reply(const struct wsig_upgrade_response *response)
{
    struct wsig_moment at = now(WSIG_SIDE_B);
    return wsig_capture_upgrade_response(capture, STREAM, &at, response);
}

/* A is the client. Its key, and what the server makes of it: RFC 6455 section 1.3. */
#define KEY    "dGhlIHNhbXBsZSBub25jZQ=="
#define ACCEPT "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

/* An upgrade in order; the extension is offered as it is given. */
static void upgrade(const char *extensions)
{
    begin();
    const struct wsig_upgrade_request request = {
        .key = text(KEY), .version = text("13"), .extensions = text(extensions), .whole = true};
    const struct wsig_upgrade_response response = {
        .status = 101, .accept = text(ACCEPT), .extensions = text(extensions), .whole = true};
    assert_no_finding(ask(&request));
    assert_no_finding(reply(&response));
}

static const struct wsig_note *see(enum wsig_side side, const char *bytes, size_t n)
{
    struct wsig_frame frame;
    struct wsig_moment at = now(side);
    g_assert_true(wsig_frame_parse(wsig_slice(bytes, n), &frame));
    return wsig_capture_frame(capture, STREAM, &at, &frame, 0);
}

#define SEE(side, bytes) see(side, bytes, sizeof bytes - 1)

static void assert_finding(const struct wsig_note *note, enum wsig_rule rule)
{
    g_assert_nonnull(note);
    g_assert_true(wsig_findings_has(note->findings, rule));
}

static const struct wsig_note *end(enum wsig_side side, bool reset)
{
    struct wsig_moment at = now(side);
    return wsig_capture_tcp_end(capture, STREAM, &at, reset);
}

#endif
