/* find-packed.c: see find-packed.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "find-packed.h"

#include "mqtt.h"
#include "packed.h"
#include "text.h"

/* Engine.IO 3 puts the type of its packet, 4, before the bytes of a message. */
#define ENGINEIO_MESSAGE 0x04

/* SignalR's and MQTT's messages in one WebSocket message that are looked into. */
#define SERIES_MAX 1024

/* --- MessagePack and CBOR -------------------------------------------------------------------- */

struct format {
    const char *mark, *title;
    enum wsig_packed_end (*read)(struct wsig_slice *rest, bool partial, GString *json);
};

static const struct format msgpack = {"{msgpack}", "MessagePack as JSON", wsig_msgpack_read};
static const struct format cbor = {"{cbor}", "CBOR as JSON", wsig_cbor_read};

static bool is_msgpack_container(uint8_t first)
{
    return (first >= 0x80 && first <= 0x9F) || (first >= 0xDC && first <= 0xDF);
}

static bool is_cbor_container(struct wsig_slice bytes)
{
    return (bytes.p[0] >= 0x80 && bytes.p[0] <= 0xBF) ||
           wsig_slice_starts(bytes, "\xD9\xD9\xF7"); /* RFC 8949 section 3.4.6 */
}

/* One value off `rest`, as JSON in the arena. False when it is none, or not all of it is there. */
static bool transcode(struct wsig_finder *f, const struct format *format, struct wsig_slice *rest,
                      struct wsig_slice *json)
{
    if (f->transcoded > WSIG_PACKED_JSON_MAX) { /* of a series */
        f->limited = true;
        return false;
    }
    GString *text = g_string_sized_new(256);
    enum wsig_packed_end end = format->read(rest, f->msg->truncated, text);
    bool usable = end == WSIG_PACKED_COMPLETE || end == WSIG_PACKED_LIMITED ||
                  (end == WSIG_PACKED_CUT && f->msg->truncated);
    f->transcoded += text->len;
    if (usable)
        *json = wsig_slice(wsig_arena_strndup(f->msg->arena, text->str, text->len), text->len);
    if (end == WSIG_PACKED_LIMITED) {
        f->limited = true;
        *rest = wsig_slice_from(*rest, rest->n); /* what is left cannot be judged */
    }
    g_string_free(text, TRUE);
    return usable;
}

/* Searches JSON that was made of packed bytes, or a part of it. */
static bool find_in_document(struct wsig_finder *f, struct wsig_slice json,
                             const struct wsig_place *place)
{
    unsigned items = f->msg->items->len;
    if (json.n > 0 && (json.p[0] == '{' || json.p[0] == '['))
        wsig_find_in_json(f, json, place);
    return f->msg->items->len > items;
}

/* --- envelopes that are MessagePack or CBOR -------------------------------------------------- */

static const struct wsig_shape socketio_shapes[] = {
    {{{"type", WSIG_NUMBER, NULL}, {"nsp", WSIG_STRING, NULL}, {"data", WSIG_ARRAY, NULL}}},
    {{{NULL, 0, NULL}}},
};
static const struct wsig_dialect_value socketio_values[] = {
    {"data.0", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {NULL, 0},
};

/* Invocation, StreamInvocation; StreamItem, Completion. */
static const struct wsig_shape signalr_shapes[] = {
    {{{"0", WSIG_NUMBER, NULL}, {"1", WSIG_OBJECT, NULL}, {"3", WSIG_HAS, NULL}}},
    {{{NULL, 0, NULL}}},
};
static const struct wsig_conditional_value signalr_conditions[] = {
    {{"3", WSIG_ROLE_METHOD}, {"4", WSIG_ARRAY, NULL}},
    {{NULL, 0}, {NULL, 0, NULL}},
};
static const struct wsig_dialect_value signalr_values[] = {
    {"2", WSIG_ROLE_TRANSACTION},
    {NULL, 0},
};

/* PUBLISH, EVENT, CALL, RESULT, INVOCATION, YIELD. */
static const struct wsig_shape wamp_shapes[] = {
    {{{"0", WSIG_IS, "16"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}},
    {{{"0", WSIG_IS, "36"}, {"2", WSIG_NUMBER, NULL}, {"3", WSIG_OBJECT, NULL}}},
    {{{"0", WSIG_IS, "48"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}},
    {{{"0", WSIG_IS, "50"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}},
    {{{"0", WSIG_IS, "68"}, {"2", WSIG_NUMBER, NULL}, {"3", WSIG_OBJECT, NULL}}},
    {{{"0", WSIG_IS, "70"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};
static const struct wsig_conditional_value wamp_conditions[] = {
    {{"3", WSIG_ROLE_METHOD}, {"0", WSIG_IS, "16"}},
    {{"3", WSIG_ROLE_METHOD}, {"0", WSIG_IS, "48"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS_NOT, "36"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect socketio = {
    .name = "socketio", .strong = socketio_shapes, .values = socketio_values};
static const struct wsig_dialect signalr = {.name = "signalr",
                                            .strong = signalr_shapes,
                                            .conditional_values = signalr_conditions,
                                            .values = signalr_values};
static const struct wsig_dialect wamp = {
    .name = "wamp", .strong = wamp_shapes, .conditional_values = wamp_conditions};

/* What an envelope of bytes says. */
struct label {
    const char *carrier;
    struct wsig_value method, transaction, room;
};

static const struct wsig_dialect mqtt = {.name = "mqtt", .carrier = true};

static struct wsig_head *new_head(struct wsig_finder *f, const char *carrier)
{
    struct wsig_head *head = wsig_arena_alloc(f->msg->arena, sizeof *head);
    const struct wsig_dialect *known = wsig_dialect_by_name(carrier);
    head->known = known ? known : &mqtt;
    head->dialect = head->known->name;
    head->carriers[head->carrier_count++] = head->known;
    return head;
}

/* The one place where an envelope's words become those of the items from `first` on: what is
 * inside, if it is known, has said it better. */
static void put_label(struct wsig_finder *f, unsigned first, const struct label *label)
{
    struct wsig_head *head = new_head(f, label->carrier);
    head->method = label->method;
    head->transaction = label->transaction;
    head->room = label->room;
    wsig_find_wrap(f, first, f->msg->items->len, head);
}

static void take_carrier(struct wsig_finder *f, const struct wsig_document_view *doc,
                         const struct wsig_dialect *carrier, unsigned first)
{
    if (wsig_dialect_evidence(carrier, doc, false) != WSIG_EVIDENCE_STRONG)
        return;
    struct wsig_head *head = new_head(f, carrier->name);
    const struct wsig_dialect *known = head->known;
    wsig_dialect_take(carrier, doc, f->msg, head);
    head->known = known;
    wsig_find_wrap(f, first, f->msg->items->len, head);
}

/* socket.io's packet as an object: its data is what an application sees as the message. */
static bool find_in_socketio(struct wsig_finder *f, struct wsig_document_view *doc,
                             const struct wsig_place *place)
{
    struct wsig_place inner = *place;
    if (wsig_dialect_evidence(&socketio, doc, false) != WSIG_EVIDENCE_STRONG)
        return false;
    inner.path = wsig_arena_printf(f->msg->arena, "%s.data", place->path);
    int data = wsig_dialect_find(doc, "data");
    return find_in_document(f, wsig_json_text(&doc->json, (size_t)data), &inner);
}

/* A value that is an envelope, or needs none. `carrier`: one that it must be; or NULL. */
static bool find_in_value(struct wsig_finder *f, struct wsig_slice json, const char *title,
                          const char *path, const struct wsig_dialect *carrier)
{
    const struct wsig_place place = {
        .buffer = wsig_msg_add_buffer(f->msg, json, title), .path = path, .record = true};
    struct wsig_document_view doc = {.buffer = place.buffer, .path = path};
    unsigned items = f->msg->items->len;
    bool is_packet = !carrier && g_strstr_len((const char *)json.p, (gssize)json.n, "\"nsp\":");
    if (is_packet)
        wsig_json_parse(json, &doc.json);
    bool found = is_packet && find_in_socketio(f, &doc, &place);
    if (!found)
        found = find_in_document(f, json, &place);
    if (found) {
        if (!is_packet)
            wsig_json_parse(json, &doc.json);
        take_carrier(f, &doc, carrier ? carrier : is_packet ? &socketio : &wamp, items);
    } else {
        g_array_set_size(f->msg->buffers, place.buffer);
    }
    wsig_json_clear(&doc.json);
    return found;
}

static bool find_in_format(struct wsig_finder *f, const struct format *format,
                           struct wsig_slice bytes, const char *path)
{
    struct wsig_slice json;
    if (!transcode(f, format, &bytes, &json) || bytes.n > 0)
        return false;
    return find_in_value(f, json, format->title,
                         wsig_arena_printf(f->msg->arena, "%s%s", path, format->mark), NULL);
}

static bool find_in_container(struct wsig_finder *f, struct wsig_slice bytes, const char *path)
{
    if (bytes.n < 2)
        return false;
    return (is_msgpack_container(bytes.p[0]) && find_in_format(f, &msgpack, bytes, path)) ||
           (is_cbor_container(bytes) && find_in_format(f, &cbor, bytes, path));
}

/* Bytes that an envelope carries, whatever they are. */
static bool find_in_bytes(struct wsig_finder *f, struct wsig_slice bytes, uint32_t buffer,
                          const char *path)
{
    const struct wsig_place place = {
        .buffer = buffer, .path = path, .record = strcmp(path, "$") == 0};
    unsigned items = f->msg->items->len;
    if (!find_in_container(f, bytes, path) && bytes.n > 0)
        wsig_find_in_text(f, bytes, &place);
    return f->msg->items->len > items;
}

/* --- SignalR --------------------------------------------------------------------------------- */

static bool read_length(struct wsig_slice *rest, size_t *length)
{
    *length = 0;
    for (size_t i = 0; i < 5 && i < rest->n; i++) {
        *length |= (size_t)(rest->p[i] & 0x7F) << (7 * i);
        if (rest->p[i] & 0x80)
            continue;
        *rest = wsig_slice_from(*rest, i + 1);
        return *length >= 2 && *length <= rest->n;
    }
    return false;
}

/* An array of two to nine that begins with a type from 1 to 9. */
static bool is_hub_message(struct wsig_slice bytes)
{
    return bytes.p[0] >= 0x91 && bytes.p[0] <= 0x99 && bytes.p[1] >= 1 && bytes.p[1] <= 9;
}

static bool is_series(struct wsig_slice rest)
{
    size_t length;
    unsigned n = 0;
    for (; rest.n > 0 && n < SERIES_MAX; n++) {
        if (!read_length(&rest, &length) || !is_hub_message(rest))
            return false;
        rest = wsig_slice_from(rest, length);
    }
    return n > 0;
}

static bool find_in_signalr(struct wsig_finder *f, struct wsig_slice payload)
{
    struct wsig_slice rest = payload, json;
    size_t length;
    bool found = false;
    if (!is_series(payload))
        return false;
    for (unsigned i = 0; i < SERIES_MAX && read_length(&rest, &length); i++) {
        struct wsig_slice message = wsig_slice(rest.p, length);
        rest = wsig_slice_from(rest, length);
        bool several = i > 0 || rest.n > 0;
        if (!transcode(f, &msgpack, &message, &json) || message.n > 0)
            continue;
        const char *path =
            several ? wsig_arena_printf(f->msg->arena, "$#%u{msgpack}", i) : "${msgpack}";
        found |= find_in_value(f, json, msgpack.title, path, &signalr);
    }
    return found;
}

/* --- Phoenix --------------------------------------------------------------------------------- */

enum { PHOENIX_PUSH, PHOENIX_REPLY, PHOENIX_BROADCAST };

struct phoenix {
    struct wsig_slice join_ref, ref, topic, event, payload;
};

/* Names of topics and events, and reference numbers: nothing that JSON or other bytes look like. */
static bool is_name(struct wsig_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!g_ascii_isalnum(s.p[i]) && (!s.p[i] || !strchr(":_-./@*~+=", s.p[i])))
            return false;
    return true;
}

/* As many sizes as there are parts, then the parts, then the payload. */
static bool read_phoenix(struct wsig_slice bytes, struct wsig_slice *const *parts, unsigned count,
                         struct wsig_slice *payload)
{
    struct wsig_slice sizes = bytes, rest = wsig_slice_from(bytes, count);
    if (bytes.n <= count)
        return false;
    for (unsigned i = 0; i < count; i++) {
        const size_t n = sizes.p[i];
        if (n > rest.n)
            return false;
        *parts[i] = wsig_slice(rest.p, n);
        rest = wsig_slice_from(rest, n);
        if (!is_name(*parts[i]))
            return false;
    }
    *payload = rest;
    return parts[count - 1]->n > 0 && parts[count - 2]->n > 0 && rest.n > 0;
}

static bool read_phoenix_as(struct wsig_slice bytes, unsigned kind, bool from_client,
                            struct phoenix *p)
{
    struct wsig_slice *const all[] = {&p->join_ref, &p->ref, &p->topic, &p->event};
    struct wsig_slice *const no_ref[] = {&p->join_ref, &p->topic, &p->event};
    memset(p, 0, sizeof *p);
    if (kind == PHOENIX_PUSH)
        return from_client ? read_phoenix(bytes, all, 4, &p->payload)
                           : read_phoenix(bytes, no_ref, 3, &p->payload);
    return !from_client && (kind == PHOENIX_REPLY ? read_phoenix(bytes, all, 4, &p->payload)
                                                  : read_phoenix(bytes, all + 2, 2, &p->payload));
}

/* The server's push has no reference and so one size less; without a direction both are tried. */
static bool find_in_phoenix(struct wsig_finder *f, struct wsig_slice payload)
{
    struct phoenix p;
    struct wsig_msg *msg = f->msg;
    unsigned items = msg->items->len;
    if (payload.n < 6 || payload.p[0] > PHOENIX_BROADCAST)
        return false;
    for (unsigned client = 0; client <= 1; client++) {
        if (f->hint->from_client == !client)
            continue;
        if (!read_phoenix_as(wsig_slice_from(payload, 1), payload.p[0], client, &p) ||
            !find_in_bytes(f, p.payload, 0, "payload"))
            continue;
        const struct label label = {"phoenix", wsig_msg_value(msg, 0, p.event),
                                    wsig_msg_value(msg, 0, p.ref), wsig_msg_value(msg, 0, p.topic)};
        put_label(f, items, &label);
        return true;
    }
    return false;
}

/* --- MQTT ------------------------------------------------------------------------------------ */

static bool find_in_publish(struct wsig_finder *f, struct wsig_mqtt_publish *publish,
                            uint32_t buffer)
{
    return find_in_bytes(f, publish->payload, buffer, "payload") ||
           (wsig_mqtt_skip_properties(&publish->payload) &&
            find_in_bytes(f, publish->payload, buffer, "payload"));
}

static bool find_in_mqtt(struct wsig_finder *f, struct wsig_slice packets, uint32_t buffer)
{
    struct wsig_mqtt_publish publish;
    struct wsig_msg *msg = f->msg;
    bool found = false;
    for (unsigned i = 0; i < SERIES_MAX && wsig_mqtt_next(&packets, &publish); i++) {
        unsigned items = msg->items->len;
        if (!find_in_publish(f, &publish, buffer))
            continue;
        const struct label label = {.carrier = "mqtt",
                                    .method.text = wsig_slice_str("PUBLISH"),
                                    .room = wsig_msg_value(msg, buffer, publish.topic)};
        put_label(f, items, &label);
        found = true;
    }
    return found;
}

/* Packets that end in this message, of which an earlier one has the beginning. */
static bool find_in_mqtt_stream(struct wsig_finder *f)
{
    const struct wsig_slice packets = f->hint->packets;
    if (!packets.p)
        return false;
    uint32_t buffer = wsig_msg_add_buffer(f->msg, packets, "MQTT of several messages");
    if (find_in_mqtt(f, packets, buffer))
        return true;
    g_array_set_size(f->msg->buffers, buffer);
    return false;
}

/* --- Engine.IO ------------------------------------------------------------------------------- */

/* The bytes of an Engine.IO message, whose packet before, if it is an attachment, has named it. */
static bool find_in_engineio(struct wsig_finder *f, struct wsig_slice bytes, uint32_t buffer)
{
    struct wsig_msg *msg = f->msg;
    const unsigned number = f->hint->attachment;
    struct wsig_envelope envelope = *f->envelope;
    const struct wsig_envelope *before = f->envelope;
    const char *undone = buffer > 0 ? "{base64}" : "";
    const char *path = wsig_arena_printf(msg->arena, "$%s", undone);
    if (number > 0) {
        path = wsig_arena_printf(msg->arena, "$attachment%u%s", number - 1, undone);
        envelope.verb = wsig_slice_str(f->hint->event ? f->hint->event : "");
    }
    f->envelope = &envelope;
    unsigned items = msg->items->len;
    bool found = find_in_bytes(f, bytes, buffer, path);
    f->envelope = before;
    if (!found)
        return false;
    struct label label = {.carrier = "socketio"};
    if (envelope.verb.n > 0)
        label.method.text =
            wsig_slice_str(wsig_arena_strndup(msg->arena, envelope.verb.p, envelope.verb.n));
    put_label(f, items, &label);
    return true;
}

/* "b" and, in Engine.IO 3, "4", then base64: for a transport without bytes. */
static bool find_in_engineio_text(struct wsig_finder *f, struct wsig_slice payload)
{
    struct wsig_slice text = wsig_slice_from(payload, 1), decoded;
    if (text.n > 0 && text.p[0] == '4')
        text = wsig_slice_from(text, 1);
    if ((f->hint->attachment == 0 && !wsig_text_maybe_base64(text)) ||
        !wsig_text_base64(f->msg->arena, text, &decoded))
        return false;
    uint32_t buffer = wsig_msg_add_buffer(f->msg, decoded, "Decoded base64");
    if (find_in_engineio(f, decoded, buffer))
        return true;
    g_array_set_size(f->msg->buffers, buffer);
    return false;
}

/* --- all of it ------------------------------------------------------------------------------- */

static bool find_by_first_byte(struct wsig_finder *f, struct wsig_slice payload)
{
    const uint8_t first = payload.p[0];
    if (find_in_mqtt_stream(f))
        return true;
    if (f->hint->attachment == 0 && (first == '{' || first == '['))
        return false;
    if (first == ENGINEIO_MESSAGE && find_in_engineio(f, wsig_slice_from(payload, 1), 0))
        return true;
    if (first == 'b' && find_in_engineio_text(f, payload))
        return true;
    if (f->hint->attachment > 0 && find_in_engineio(f, payload, 0))
        return true;
    return find_in_container(f, payload, "$") || find_in_signalr(f, payload) ||
           find_in_phoenix(f, payload) || find_in_mqtt(f, payload, 0);
}

bool wsig_find_in_packed(struct wsig_finder *f, struct wsig_slice payload)
{
    struct wsig_msg *msg = f->msg;
    const struct wsig_envelope none = {.several = false};
    const struct wsig_envelope *before = f->envelope;
    if (payload.n < 4 && !f->hint->packets.p)
        return false;
    f->envelope = &none;
    f->packed = true;
    bool found = find_by_first_byte(f, payload);
    f->packed = false;
    f->envelope = before;
    if (!found) {
        wsig_msg_forget(msg);
        return false;
    }
    if (f->overflow > 0)
        wsig_msg_find_fault(msg, WSIG_RULE_LIMIT, wsig_msg_span(msg, 0, payload),
                            "items beyond the first %d are left out", WSIG_ITEMS_MAX);
    if (f->limited)
        wsig_msg_find_fault(msg, WSIG_RULE_LIMIT, wsig_msg_span(msg, 0, payload),
                            "deeper than %d, more than %d values, or more than %d bytes of JSON",
                            WSIG_PACKED_DEPTH_MAX, WSIG_PACKED_VALUES_MAX, WSIG_PACKED_JSON_MAX);
    return true;
}
