/* livekit.h: the messages of LiveKit's signaling protocol, member by member
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_LIVEKIT_H
#define WSIG_LIVEKIT_H

#include <stdint.h>

enum wsig_livekit_type {
    WSIG_LIVEKIT_STRING,
    WSIG_LIVEKIT_BYTES,
    WSIG_LIVEKIT_NUMBER,
    WSIG_LIVEKIT_FLOAT,
    WSIG_LIVEKIT_BOOL,
    WSIG_LIVEKIT_ENUM,    /* `values` has the names, by number, NULL after the last */
    WSIG_LIVEKIT_MESSAGE, /* `message` has the members */
};

/* Ends with number == 0. */
struct wsig_livekit_member {
    uint32_t number;
    const char *name;
    enum wsig_livekit_type type;
    const struct wsig_livekit_member *message;
    const char *const *values;
};

/* The two ends' messages: a oneof each, whose numbers mean different things. And what a current
 * client puts into the upgrade's URL. */
extern const struct wsig_livekit_member wsig_livekit_request[];
extern const struct wsig_livekit_member wsig_livekit_response[];
extern const struct wsig_livekit_member wsig_livekit_join_request[];

#endif
