/* mqtt-stream.c: see mqtt-stream.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mqtt-stream.h"

#include "mqtt.h"

/* Cuts whole packets off. What is left, if anything, is the beginning of one; bytes that are no
 * MQTT are dropped, and so is a packet that is too long. */
static struct wsig_slice cut_packets(struct wsig_mqtt_stream *s, struct wsig_slice bytes)
{
    size_t size;
    enum wsig_result result = WSIG_OK;
    while (bytes.n > 0 && (result = wsig_mqtt_size(bytes, &size)) == WSIG_OK && size <= bytes.n)
        bytes = wsig_slice_from(bytes, size);
    if (bytes.n > 0 && result == WSIG_OK && size > WSIG_MQTT_PACKET_MAX)
        s->skip = size - bytes.n;
    if (result == WSIG_MALFORMED || s->skip > 0)
        return wsig_slice(bytes.p, 0);
    return bytes;
}

struct wsig_slice wsig_mqtt_stream_add(struct wsig_mqtt_stream *s, struct wsig_slice message)
{
    const struct wsig_slice none = {NULL, 0};
    if (s->given > 0)
        g_byte_array_remove_range(s->begun, 0, (guint)s->given);
    s->given = 0;
    const size_t skipped = MIN(s->skip, message.n);
    s->skip -= skipped;
    message = wsig_slice_from(message, skipped);
    if (message.n == 0)
        return none;
    if (!s->begun)
        s->begun = g_byte_array_new();
    const bool earlier = s->begun->len > 0;
    if (earlier)
        g_byte_array_append(s->begun, message.p, (guint)message.n);
    struct wsig_slice all = earlier ? wsig_slice(s->begun->data, s->begun->len) : message;
    struct wsig_slice rest = cut_packets(s, all);
    if (!earlier) {
        if (rest.n > 0)
            g_byte_array_append(s->begun, rest.p, (guint)rest.n);
        return none;
    }
    s->given = (size_t)(rest.p - all.p);
    g_byte_array_set_size(s->begun, (guint)(s->given + rest.n));
    return s->given > 0 ? wsig_slice(s->begun->data, s->given) : none;
}

void wsig_mqtt_stream_clear(struct wsig_mqtt_stream *s)
{
    if (s->begun)
        g_byte_array_unref(s->begun);
    memset(s, 0, sizeof *s);
}
