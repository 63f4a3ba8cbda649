/* mqtt-stream.h: MQTT packets whose borders are not those of the WebSocket messages
 *
 * One side's messages are a stream (section 6.0 of version 5.0): a client may send the parts of a
 * packet each in a message of its own.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_MQTT_STREAM_H
#define WSIG_MQTT_STREAM_H

#include "slice.h"

/* A longer packet is passed over; a description has some 150 KiB at most. */
#define WSIG_MQTT_PACKET_MAX (1024 * 1024)

/* Zeroed at first. */
struct wsig_mqtt_stream {
    GByteArray *begun; /* packets from the one that is not complete on; NULL: none */
    size_t given;      /* of those, what the last call has given out */
    size_t skip;       /* bytes of a longer packet that are still to come */
};

/* Adds a message. Gives the packets that are complete with it, when the first of them began in an
 * earlier message, until the next call; else p == NULL. */
struct wsig_slice wsig_mqtt_stream_add(struct wsig_mqtt_stream *stream, struct wsig_slice message);

void wsig_mqtt_stream_clear(struct wsig_mqtt_stream *stream);

#endif
