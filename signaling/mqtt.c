/* mqtt.c: see mqtt.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mqtt.h"

#define LENGTH_BYTES_MAX 4

enum { PUBLISH = 3, PUBREL = 6, SUBSCRIBE = 8, UNSUBSCRIBE = 10 };

/* "Variable byte integer", section 1.5.5 of version 5.0. */
static bool read_length(struct wsig_slice *rest, size_t *length)
{
    *length = 0;
    for (size_t i = 0; i < LENGTH_BYTES_MAX && i < rest->n; i++) {
        *length |= (size_t)(rest->p[i] & 0x7F) << (7 * i);
        if (rest->p[i] & 0x80)
            continue;
        *rest = wsig_slice_from(*rest, i + 1);
        return true;
    }
    return false;
}

/* Section 2.1.3: only PUBLISH has flags of its own; there is no QoS 3. */
static bool flags_fit(uint8_t first)
{
    const unsigned type = first >> 4, flags = first & 0x0F;
    if (type == PUBLISH)
        return (flags & 6) != 6;
    return type > 0 &&
           flags == (type == PUBREL || type == SUBSCRIBE || type == UNSUBSCRIBE ? 2 : 0);
}

enum wsig_result wsig_mqtt_size(struct wsig_slice bytes, size_t *size)
{
    size_t length;
    struct wsig_slice rest = wsig_slice_from(bytes, 1);
    if (bytes.n == 0)
        return WSIG_NOT;
    if (!flags_fit(bytes.p[0]))
        return WSIG_MALFORMED;
    if (!read_length(&rest, &length))
        return rest.n < LENGTH_BYTES_MAX ? WSIG_NOT : WSIG_MALFORMED;
    *size = (size_t)(rest.p - bytes.p) + length;
    return WSIG_OK;
}

static bool read_packet(struct wsig_slice *rest, uint8_t *first, struct wsig_slice *body)
{
    size_t size, length;
    if (wsig_mqtt_size(*rest, &size) != WSIG_OK || size > rest->n)
        return false;
    *first = rest->p[0];
    *body = wsig_slice(rest->p + 1, size - 1);
    *rest = wsig_slice_from(*rest, size);
    return read_length(body, &length);
}

/* Section 4.7: a topic name has no wildcards; and no reader has use for control characters. */
static bool is_topic(struct wsig_slice topic)
{
    for (size_t i = 0; i < topic.n; i++)
        if (topic.p[i] < 0x20 || topic.p[i] == '+' || topic.p[i] == '#')
            return false;
    return topic.n > 0 && g_utf8_validate_len((const char *)topic.p, topic.n, NULL);
}

static bool read_publish(uint8_t first, struct wsig_slice body, struct wsig_mqtt_publish *publish)
{
    const size_t id_size = first & 6 ? 2 : 0; /* QoS 0 has none */
    if (body.n < 2)
        return false;
    const size_t topic_size = (size_t)body.p[0] << 8 | body.p[1];
    if (body.n < 2 + topic_size + id_size)
        return false;
    publish->topic = wsig_slice(body.p + 2, topic_size);
    publish->payload = wsig_slice_from(body, 2 + topic_size + id_size);
    return is_topic(publish->topic);
}

bool wsig_mqtt_next(struct wsig_slice *rest, struct wsig_mqtt_publish *publish)
{
    struct wsig_slice body;
    uint8_t first;
    while (read_packet(rest, &first, &body))
        if (first >> 4 == PUBLISH)
            return read_publish(first, body, publish);
    return false;
}

bool wsig_mqtt_skip_properties(struct wsig_slice *payload)
{
    size_t length;
    struct wsig_slice rest = *payload;
    if (!read_length(&rest, &length) || length > rest.n)
        return false;
    *payload = wsig_slice_from(rest, length);
    return true;
}
