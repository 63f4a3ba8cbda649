/* lane.h: one direction of a WebSocket connection: its messages, masks and pings
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_LANE_H
#define WSIG_LANE_H

#include "frame.h"
#include "lint.h"
#include "utf8.h"

/* Pings of one side that wait for their pong; of more, the oldest is forgotten. */
#define WSIG_PINGS_MAX 4

/* So many frames in a row under one mask key are no accident (RFC 6455 section 10.3). */
#define WSIG_SAME_MASKS 8

/* A ping that is younger than this when the connection ends may have crossed with the end. */
#define WSIG_PONG_GRACE (20 * G_GINT64_CONSTANT(1000000)) /* nanoseconds */

struct wsig_note;

struct wsig_ping {
    struct wsig_note *note; /* shown on the ping's packet; learns of the pong */
    int64_t time;           /* nanoseconds */
    uint32_t frame;
    uint32_t hash; /* of the payload, which the pong repeats */
};

struct wsig_lane {
    uint32_t frames;
    bool in_sync;       /* where messages begin is known: not before the first one that does */
    uint8_t opcode;     /* of the message that is open; 0: none */
    bool reads_text;    /* the open message is plain text, captured from its beginning */
    bool mask_reported; /* each once per lane */
    uint8_t same_masks; /* frames in a row under `mask` */
    uint8_t ping_count;
    uint32_t mask;
    struct wsig_utf8 text;
    struct wsig_ping pings[WSIG_PINGS_MAX]; /* the oldest first */
};

/* Bytes are missing in the capture: what is open is unknown again. */
void wsig_lane_lose(struct wsig_lane *lane);

/* A data or continuation frame; plain: no extension changes its payload. RFC 6455 section 5.4. */
void wsig_lane_message(struct wsig_lane *lane, const struct wsig_frame *frame, bool plain,
                       GArray **findings);

/* The mask key of any frame. */
void wsig_lane_mask(struct wsig_lane *lane, const struct wsig_frame *frame, GArray **findings);

/* A ping goes out. */
void wsig_lane_ping(struct wsig_lane *lane, const struct wsig_frame *frame,
                    const struct wsig_ping *ping);

/* A pong of the other side answers the latest ping with its payload, and with it those before
 * (RFC 6455 section 5.5.3). False: nobody asked. */
bool wsig_lane_pong(struct wsig_lane *lane, const struct wsig_frame *frame,
                    struct wsig_ping *answered);

#endif
