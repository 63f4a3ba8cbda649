/* mqtt.h: the PUBLISH packets of MQTT (3.1, 3.1.1 and 5.0)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_MQTT_H
#define WSIG_MQTT_H

#include "result.h"
#include "slice.h"

/* The size of the packet that begins here, whether or not all of it is there. WSIG_NOT: too few
 * bytes to tell. */
enum wsig_result wsig_mqtt_size(struct wsig_slice bytes, size_t *size);

struct wsig_mqtt_publish {
    struct wsig_slice topic;
    struct wsig_slice payload; /* with the properties before it, if the version is 5.0 */
};

/* Cuts the next PUBLISH off bytes that begin at a packet's border, and the packets before it. False
 * when no whole one is left, or the bytes are not MQTT. */
bool wsig_mqtt_next(struct wsig_slice *rest, struct wsig_mqtt_publish *publish);

/* The payload without the properties of version 5.0; it is not stated in the packet. False when it
 * cannot begin with properties. */
bool wsig_mqtt_skip_properties(struct wsig_slice *payload);

#endif
