/* frame.c: see frame.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame.h"

#include "utf8.h"

static uint64_t read_be(const uint8_t *p, size_t n)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value = value << 8 | p[i];
    return value;
}

bool wsig_frame_parse(struct wsig_slice bytes, struct wsig_frame *frame)
{
    memset(frame, 0, sizeof *frame);
    if (bytes.n < 2)
        return false;
    frame->fin = bytes.p[0] & 0x80;
    frame->reserved = bytes.p[0] >> 4 & 7;
    frame->opcode = bytes.p[0] & 0x0F;
    frame->masked = bytes.p[1] & 0x80;
    unsigned length = bytes.p[1] & 0x7F;
    size_t extended = length == 127 ? 8 : length == 126 ? 2 : 0;
    size_t header = 2 + extended + (frame->masked ? 4 : 0);
    if (bytes.n < header)
        return false;
    frame->payload_length = extended ? read_be(bytes.p + 2, extended) : length;
    frame->odd_length = extended && (frame->payload_length < (extended == 2 ? 126 : 65536) ||
                                     frame->payload_length > G_MAXINT64);
    if (frame->masked)
        memcpy(frame->mask, bytes.p + header - 4, 4);
    frame->payload = wsig_slice_from(bytes, header);
    if (frame->payload.n > frame->payload_length)
        frame->payload.n = (size_t)frame->payload_length;
    return true;
}

/* Unlike GLib's, it takes NUL for a character. */
static bool is_utf8(const uint8_t *bytes, size_t n)
{
    static const uint8_t no_mask[4];
    struct wsig_utf8 text = {0};
    wsig_utf8_feed(&text, wsig_slice(bytes, n), no_mask);
    return wsig_utf8_is_whole(&text);
}

void wsig_close_parse(const struct wsig_frame *frame, struct wsig_close *close)
{
    uint8_t body[2 + sizeof close->reason];
    size_t n = MIN(frame->payload.n, sizeof body);
    memset(close, 0, sizeof *close);
    for (size_t i = 0; i < n; i++)
        body[i] = frame->payload.p[i] ^ frame->mask[i % 4];
    close->short_body = frame->payload_length == 1;
    close->has_code = n >= 2;
    close->reason_is_utf8 = true;
    if (!close->has_code)
        return;
    close->code = (uint16_t)read_be(body, 2);
    close->reason_length = n - 2;
    memcpy(close->reason, body + 2, n - 2);
    /* Cut by us or by the capture: its end says nothing about the sender. */
    if (frame->payload_length == n)
        close->reason_is_utf8 = is_utf8(close->reason, close->reason_length);
}

static const struct {
    uint16_t code;
    const char *name;
} names[] = {
    {1000, "Normal Closure"},   {1001, "Going Away"},
    {1002, "Protocol error"},   {1003, "Unsupported Data"},
    {1004, "reserved"},         {1005, "No Status Rcvd"},
    {1006, "Abnormal Closure"}, {1007, "Invalid frame payload data"},
    {1008, "Policy Violation"}, {1009, "Message Too Big"},
    {1010, "Mandatory Ext."},   {1011, "Internal Error"},
    {1012, "Service Restart"},  {1013, "Try Again Later"},
    {1014, "Bad Gateway"},      {1015, "TLS handshake"},
    {3000, "Unauthorized"},     {3003, "Forbidden"},
    {3008, "Timeout"},
};

const char *wsig_close_name(uint16_t code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (names[i].code == code)
            return names[i].name;
    return code >= 4000 && code <= 4999 ? "application" : "unassigned";
}

bool wsig_close_is_reserved(uint16_t code)
{
    return code == 1004 || code == 1005 || code == 1006 || code == 1015;
}

bool wsig_close_is_invalid(uint16_t code)
{
    return code < 1000 || (code >= 1016 && code <= 2999) || code > 4999;
}

enum wsig_close_class wsig_close_class(const struct wsig_close *close, bool normal)
{
    if (!close->has_code)
        return WSIG_CLOSE_NONE;
    if (normal)
        return WSIG_CLOSE_NORMAL;
    return close->code >= 3000 && close->code <= 4999 ? WSIG_CLOSE_APPLICATION
                                                      : WSIG_CLOSE_ABNORMAL;
}

const char *wsig_close_class_text(enum wsig_close_class close_class)
{
    static const char *const texts[] = {
        [WSIG_CLOSE_NONE] = "none",
        [WSIG_CLOSE_NORMAL] = "normal",
        [WSIG_CLOSE_ABNORMAL] = "abnormal",
        [WSIG_CLOSE_APPLICATION] = "application",
    };
    return texts[close_class];
}
