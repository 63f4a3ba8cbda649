/* lane.c: see lane.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lane.h"

void wsig_lane_lose(struct wsig_lane *lane)
{
    lane->in_sync = false;
    lane->opcode = 0;
    lane->reads_text = false;
}

static void begin_message(struct wsig_lane *lane, const struct wsig_frame *frame, bool plain,
                          GArray **findings)
{
    if (lane->in_sync && lane->opcode != 0)
        wsig_findings_add(findings, WSIG_RULE_FRAME_MESSAGE_INTERRUPTED, NULL);
    lane->in_sync = true;
    lane->opcode = frame->opcode;
    lane->reads_text = plain && frame->opcode == WSIG_OPCODE_TEXT && frame->reserved == 0;
    lane->text = (struct wsig_utf8){0};
}

/* Over the whole message: a character may span frames. Reported where it first shows. */
static void read_text(struct wsig_lane *lane, const struct wsig_frame *frame, GArray **findings)
{
    wsig_utf8_feed(&lane->text, frame->payload, frame->mask);
    bool all_there = frame->payload.n == frame->payload_length;
    if (lane->text.bad || (all_there && frame->fin && !wsig_utf8_is_whole(&lane->text))) {
        wsig_findings_add(findings, WSIG_RULE_FRAME_TEXT_NOT_UTF8, NULL);
        lane->reads_text = false;
    }
    if (!all_there)
        lane->reads_text = false;
}

void wsig_lane_message(struct wsig_lane *lane, const struct wsig_frame *frame, bool plain,
                       GArray **findings)
{
    if (frame->opcode != WSIG_OPCODE_CONTINUATION)
        begin_message(lane, frame, plain, findings);
    else if (lane->in_sync && lane->opcode == 0)
        wsig_findings_add(findings, WSIG_RULE_FRAME_CONTINUATION_UNEXPECTED, NULL);
    if (lane->reads_text)
        read_text(lane, frame, findings);
    if (frame->fin) {
        lane->in_sync = true;
        lane->opcode = 0;
        lane->reads_text = false;
    }
}

void wsig_lane_mask(struct wsig_lane *lane, const struct wsig_frame *frame, GArray **findings)
{
    uint32_t mask;
    memcpy(&mask, frame->mask, sizeof mask);
    if (!frame->masked || frame->payload_length == 0 || lane->mask_reported)
        return;
    lane->same_masks = lane->same_masks > 0 && mask == lane->mask ? lane->same_masks + 1 : 1;
    lane->mask = mask;
    if (lane->same_masks < WSIG_SAME_MASKS)
        return;
    wsig_findings_add(findings, WSIG_RULE_FRAME_MASK_CONSTANT, "%02x%02x%02x%02x in %u frames",
                      frame->mask[0], frame->mask[1], frame->mask[2], frame->mask[3],
                      WSIG_SAME_MASKS);
    lane->mask_reported = true;
}

/* FNV-1a of the unmasked payload; one that is too long counts by its beginning. */
static uint32_t payload_hash(const struct wsig_frame *frame)
{
    uint32_t hash = 2166136261u ^ (uint32_t)frame->payload_length;
    for (size_t i = 0; i < MIN(frame->payload.n, WSIG_CONTROL_PAYLOAD_MAX); i++)
        hash = (hash ^ frame->payload.p[i] ^ frame->mask[i % 4]) * 16777619u;
    return hash;
}

static void drop_pings(struct wsig_lane *lane, unsigned count)
{
    lane->ping_count -= (uint8_t)count;
    memmove(lane->pings, lane->pings + count, lane->ping_count * sizeof lane->pings[0]);
}

void wsig_lane_ping(struct wsig_lane *lane, const struct wsig_frame *frame,
                    const struct wsig_ping *ping)
{
    if (lane->ping_count == WSIG_PINGS_MAX)
        drop_pings(lane, 1);
    struct wsig_ping *kept = &lane->pings[lane->ping_count++];
    *kept = *ping;
    kept->hash = payload_hash(frame);
}

bool wsig_lane_pong(struct wsig_lane *lane, const struct wsig_frame *frame,
                    struct wsig_ping *answered)
{
    uint32_t hash = payload_hash(frame);
    for (unsigned i = lane->ping_count; i > 0; i--)
        if (lane->pings[i - 1].hash == hash) {
            *answered = lane->pings[i - 1];
            drop_pings(lane, i);
            return true;
        }
    return false;
}
