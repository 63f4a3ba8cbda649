/* frame.h: the header of one WebSocket frame and the body of a Close, RFC 6455 sections 5.2, 5.5.1
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_FRAME_H
#define WSIG_FRAME_H

#include "slice.h"

#define WSIG_OPCODE_CONTINUATION 0
#define WSIG_OPCODE_TEXT         1
#define WSIG_OPCODE_BINARY       2
#define WSIG_OPCODE_CLOSE        8
#define WSIG_OPCODE_PING         9
#define WSIG_OPCODE_PONG         10
#define WSIG_CONTROL_PAYLOAD_MAX 125

enum { WSIG_RSV1 = 4, WSIG_RSV2 = 2, WSIG_RSV3 = 1 };

struct wsig_frame {
    bool fin, masked;
    bool odd_length;  /* not in its shortest form, or too large for 63 bits */
    uint8_t reserved; /* WSIG_RSV1 and so on */
    uint8_t opcode;
    uint64_t payload_length;   /* claimed by the header */
    uint8_t mask[4];           /* zero when not masked */
    struct wsig_slice payload; /* what there is of it, still masked */
};

static inline bool wsig_frame_is_control(const struct wsig_frame *frame)
{
    return frame->opcode >= 8;
}

/* 3-7 and 11-15, RFC 6455 section 5.2. */
static inline bool wsig_frame_is_reserved(const struct wsig_frame *frame)
{
    return (frame->opcode & 7) > (wsig_frame_is_control(frame) ? 2 : WSIG_OPCODE_BINARY);
}

/* False when the bytes end within the header. */
bool wsig_frame_parse(struct wsig_slice bytes, struct wsig_frame *frame);

enum wsig_close_class {
    WSIG_CLOSE_NONE, /* no code */
    WSIG_CLOSE_NORMAL,
    WSIG_CLOSE_ABNORMAL,
    WSIG_CLOSE_APPLICATION,
};

struct wsig_close {
    bool has_code, short_body, reason_is_utf8;
    uint16_t code;
    size_t reason_length;
    uint8_t reason[256]; /* unmasked; a frame that is too long is cut to this */
};

/* Unmasks and reads a Close frame's body, as far as it was captured. */
void wsig_close_parse(const struct wsig_frame *frame, struct wsig_close *close);

/* The name in IANA's registry (WebSocket Close Code Number), or "application" (4000-4999),
 * "reserved" (1004), "unassigned". */
const char *wsig_close_name(uint16_t code);

/* 1004, 1005, 1006, 1015: never in a frame (RFC 6455 section 7.4.1). */
bool wsig_close_is_reserved(uint16_t code);

/* Below 1000, 1016-2999, above 4999: outside what section 7.4.2 gives out. */
bool wsig_close_is_invalid(uint16_t code);

/* 3000-4999 belong to libraries and applications (section 7.4.2). `normal`: the user's choice. */
enum wsig_close_class wsig_close_class(const struct wsig_close *close, bool normal);
const char *wsig_close_class_text(enum wsig_close_class close_class);

#endif
