/* capture.c: see capture.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "capture.h"

#include "envelope.h"
#include "evidence.h"

/* Bytes of an event's name that are kept. */
#define EVENT_MAX 64
/* Above the numbers of conversations. */
#define SHARED_STREAMS 0x80000000u

struct wsig_capture {
    struct wsig_policy policy;
    GHashTable *tcp_begins;  /* stream -> struct wsig_tcp_begin; owned */
    GHashTable *shared;      /* HTTP/2: stream and HTTP/2 stream -> stream number; key owned */
    GHashTable *sharing;     /* HTTP/2: stream -> GArray of those numbers; owned */
    GHashTable *streams;     /* stream -> its latest struct wsig_connection */
    GPtrArray *connections;  /* all, by index; owned */
    GPtrArray *records;      /* struct wsig_record; owned */
    GHashTable *open_offers; /* "<connection> <Call-ID>" of offers that came in a response */
    GHashTable *recall;      /* struct wsig_record.key -> it */
    GHashTable *requests;    /* waiting for their replies: key -> struct wsig_record */
    GPtrArray *notes;        /* struct wsig_note; owned */
    GHashTable *storms;      /* place -> struct storm */
    GStringChunk *events;    /* names of events that have attachments */
    struct wsig_sessions *sessions;
    struct wsig_media *media;
    int64_t now;
};

static void free_record(void *data)
{
    struct wsig_record *record = data;
    for (unsigned i = 0; !record->borrows && i < record->item_count; i++)
        wsig_findings_free(&record->items[i].findings);
    if (!record->borrows)
        g_free(record->items);
    g_free((void *)record->hint.packets.p);
    g_free(record);
}

struct wsig_capture *wsig_capture_new(const struct wsig_policy *policy)
{
    struct wsig_capture *capture = g_new0(struct wsig_capture, 1);
    capture->policy = *policy;
    capture->tcp_begins = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    capture->shared = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    capture->sharing = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
    capture->streams = g_hash_table_new(NULL, NULL);
    capture->connections = g_ptr_array_new_with_free_func((GDestroyNotify)wsig_connection_free);
    capture->records = g_ptr_array_new_with_free_func(free_record);
    capture->storms = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    capture->sessions = wsig_sessions_new();
    capture->media = wsig_media_new(capture->sessions);
    capture->open_offers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    capture->recall = g_hash_table_new(g_int64_hash, g_int64_equal);
    capture->requests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    capture->notes = g_ptr_array_new_with_free_func((GDestroyNotify)wsig_note_free);
    capture->events = g_string_chunk_new(256);
    return capture;
}

void wsig_capture_free(struct wsig_capture *capture)
{
    if (!capture)
        return;
    g_hash_table_destroy(capture->storms);
    wsig_media_free(capture->media);
    wsig_sessions_free(capture->sessions);
    g_string_chunk_free(capture->events);
    g_hash_table_destroy(capture->requests);
    g_hash_table_destroy(capture->recall);
    g_hash_table_destroy(capture->open_offers);
    g_ptr_array_free(capture->notes, TRUE);
    g_ptr_array_free(capture->records, TRUE);
    g_ptr_array_free(capture->connections, TRUE);
    g_hash_table_destroy(capture->streams);
    g_hash_table_destroy(capture->sharing);
    g_hash_table_destroy(capture->shared);
    g_hash_table_destroy(capture->tcp_begins);
    g_free(capture);
}

const struct wsig_sessions *wsig_capture_sessions(const struct wsig_capture *capture)
{
    return capture->sessions;
}

struct wsig_media *wsig_capture_media(const struct wsig_capture *capture)
{
    return capture->media;
}

void wsig_capture_tick(struct wsig_capture *capture, int64_t time)
{
    capture->now = MAX(capture->now, time);
}

int64_t wsig_capture_now(const struct wsig_capture *capture)
{
    return capture->now;
}

void wsig_capture_syn(struct wsig_capture *capture, uint32_t stream, const struct wsig_moment *at,
                      bool ack)
{
    enum wsig_side client = ack ? wsig_other_side(at->side) : at->side;
    struct wsig_tcp_begin *begin =
        g_hash_table_lookup(capture->tcp_begins, GUINT_TO_POINTER(stream));
    if (!begin) {
        begin = g_new0(struct wsig_tcp_begin, 1);
        g_hash_table_insert(capture->tcp_begins, GUINT_TO_POINTER(stream), begin);
    }
    begin->client = client;
    uint32_t *frame = ack ? &begin->syn_ack_frame : &begin->syn_frame;
    if (*frame)
        return;
    *frame = at->frame;
    *(ack ? &begin->syn_ack_time : &begin->syn_time) = at->time;
}

void wsig_capture_lose(struct wsig_capture *capture, uint32_t stream, const struct wsig_moment *at)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    if (c)
        wsig_connection_lose(c, at->side);
}

static struct wsig_connection *begin(struct wsig_capture *capture, uint32_t stream)
{
    struct wsig_connection *c = g_new0(struct wsig_connection, 1);
    c->index = capture->connections->len;
    c->tcp_begin = g_hash_table_lookup(capture->tcp_begins, GUINT_TO_POINTER(stream));
    c->client = c->tcp_begin ? c->tcp_begin->client : WSIG_SIDE_UNKNOWN;
    g_ptr_array_add(capture->connections, c);
    g_hash_table_insert(capture->streams, GUINT_TO_POINTER(stream), c);
    return c;
}

static const struct wsig_note *keep(struct wsig_capture *capture, struct wsig_note *note)
{
    if (note)
        g_ptr_array_add(capture->notes, note);
    return note;
}

const struct wsig_note *wsig_capture_upgrade_request(struct wsig_capture *capture, uint32_t stream,
                                                     const struct wsig_moment *at,
                                                     const struct wsig_upgrade_request *request)
{
    return keep(capture, wsig_connection_request(begin(capture, stream), at, request));
}

bool wsig_capture_has_connections(const struct wsig_capture *capture)
{
    return capture->connections->len > 0;
}

bool wsig_capture_has_context(struct wsig_capture *capture, uint32_t stream,
                              const struct wsig_hint *hint)
{
    const struct wsig_connection *c = wsig_capture_find(capture, stream);
    return hint->dialect || hint->suspect || hint->forced || hint->carriers || hint->attachment ||
           hint->packets.p || (c && (c->signaling || c->dialect || c->suspect));
}

struct wsig_connection *wsig_capture_find(struct wsig_capture *capture, uint32_t stream)
{
    return g_hash_table_lookup(capture->streams, GUINT_TO_POINTER(stream));
}

struct wsig_connection *wsig_capture_get(struct wsig_capture *capture, uint32_t stream)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    return c ? c : begin(capture, stream);
}

/* The upgrade is in HTTP/2's headers, which are not read: what it agreed to is unknown. */
static void begin_shared(struct wsig_capture *capture, uint32_t stream, uint32_t number)
{
    struct wsig_connection *c = begin(capture, number);
    c->answered = true;
    c->tcp_begin = g_hash_table_lookup(capture->tcp_begins, GUINT_TO_POINTER(stream));
    c->client = c->tcp_begin ? c->tcp_begin->client : WSIG_SIDE_UNKNOWN;
    GArray *sharing = g_hash_table_lookup(capture->sharing, GUINT_TO_POINTER(stream));
    if (!sharing) {
        sharing = g_array_new(FALSE, FALSE, sizeof number);
        g_hash_table_insert(capture->sharing, GUINT_TO_POINTER(stream), sharing);
    }
    g_array_append_val(sharing, number);
}

uint32_t wsig_capture_shared(struct wsig_capture *capture, uint32_t stream, uint32_t http2_stream)
{
    uint64_t key = (uint64_t)stream << 32 | http2_stream;
    uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(capture->shared, &key));
    if (number)
        return number;
    number = SHARED_STREAMS + g_hash_table_size(capture->shared);
    g_hash_table_insert(capture->shared, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(number));
    begin_shared(capture, stream, number);
    return number;
}

bool wsig_capture_shared_at(struct wsig_capture *capture, uint32_t stream, unsigned i,
                            uint32_t *shared)
{
    const GArray *sharing = g_hash_table_lookup(capture->sharing, GUINT_TO_POINTER(stream));
    if (!sharing || i >= sharing->len)
        return false;
    *shared = g_array_index(sharing, uint32_t, i);
    return true;
}

struct wsig_hint wsig_capture_hint(struct wsig_capture *capture, uint32_t stream,
                                   enum wsig_side sender)
{
    const struct wsig_connection *c = wsig_capture_find(capture, stream);
    if (!c)
        return (struct wsig_hint){.from_client = 2};
    return (struct wsig_hint){
        .dialect = c->dialect,
        /* The second message may be one that alone could be anybody's: a refusal. */
        .suspect = c->dialect ? NULL : c->suspect,
        .from_client = wsig_connection_from_client(c, sender),
        .forced = c->chosen_by == WSIG_CHOSEN_BY_PREFERENCE,
        .agreed =
            c->chosen_by == WSIG_CHOSEN_BY_PREFERENCE || c->chosen_by == WSIG_CHOSEN_BY_SUBPROTOCOL,
        .url = c->url ? wsig_slice_str(c->url) : wsig_slice(NULL, 0),
        .carriers = wsig_connection_carriers(c),
    };
}

/* Words that anyone could say are signaling when the whole conversation is. */
static void listen(struct wsig_connection *c, struct wsig_slice payload, struct wsig_hint *hint)
{
    if (c->dialect || !c->upgrade || c->words == WSIG_HEARD_OTHER || hint->from_client > 1 ||
        payload.n == 0)
        return;
    const struct wsig_dialect *listener = wsig_dialect_listener();
    bool suspected = c->words >= WSIG_HEARD_SUSPECT;
    c->words = listener->listen(c->words, hint->from_client == 1, hint->url, payload);
    if (c->words == WSIG_HEARD_ENOUGH)
        wsig_connection_choose(c, listener, WSIG_CHOSEN_BY_MESSAGES);
    else if (c->words == WSIG_HEARD_OTHER)
        c->suspect = suspected && c->suspect == listener ? NULL : c->suspect;
    else if (c->words >= WSIG_HEARD_SUSPECT)
        c->suspect = listener;
    hint->dialect = c->dialect;
    hint->suspect = c->dialect ? NULL : c->suspect;
}

void wsig_capture_expect(struct wsig_capture *capture, uint32_t stream, enum wsig_side sender,
                         struct wsig_slice payload, struct wsig_hint *hint)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    struct wsig_slice event;
    unsigned count;
    if (!c || sender == WSIG_SIDE_UNKNOWN)
        return;
    listen(c, payload, hint);
    if (c->packets) {
        hint->packets = wsig_mqtt_stream_add(&c->packets[sender], payload);
        return;
    }
    struct wsig_attachments *a = &c->attachments[sender];
    if (wsig_envelope_attachments(payload, &count, &event)) {
        *a = (struct wsig_attachments){.count = count};
        if (event.n > 0)
            a->event = g_string_chunk_insert_len(capture->events, (const char *)event.p,
                                                 (gssize)MIN(event.n, EVENT_MAX));
    } else if (a->seen < a->count && payload.n > 1) { /* a ping may come between */
        hint->attachment = ++a->seen;
        hint->event = a->event;
    }
}

/* Two messages that agree choose the connection's dialect; a single one never does. */
static void learn_dialect(struct wsig_connection *c, const struct wsig_head *head)
{
    const struct wsig_dialect *dialect = head->known;
    for (unsigned i = 0; i < head->carrier_count; i++) {
        uint32_t carrier = wsig_carrier_bit(head->carriers[i]);
        if (c->suspect_carriers & carrier)
            wsig_connection_choose(c, head->carriers[i], WSIG_CHOSEN_BY_MESSAGES);
        c->suspect_carriers |= carrier;
    }
    if (!dialect || dialect->carrier)
        return;
    if (dialect == c->suspect)
        wsig_connection_choose(c, dialect, WSIG_CHOSEN_BY_MESSAGES);
    c->suspect = dialect;
}

static enum wsig_chosen_by chosen_by(const struct wsig_connection *c,
                                     const struct wsig_dialect *dialect)
{
    if (dialect && dialect == c->dialect)
        return c->chosen_by;
    return wsig_connection_carrier_by(c, wsig_carrier_bit(dialect));
}

/* Requests wait under "<connection> <sender> <transaction>", SIP's with their Call-ID. */
static char *request_key(const struct wsig_connection *c, uint8_t from_client,
                         struct wsig_slice transaction, const struct wsig_head *head)
{
    const struct wsig_slice session =
        head->known && head->known->offers_by_place ? head->app_session.text : wsig_slice("", 0);
    return g_strdup_printf("%u %u %.*s %.*s", c->index, from_client, (int)MIN(transaction.n, 64),
                           (const char *)transaction.p, (int)MIN(session.n, 64),
                           (const char *)session.p);
}

static void link_request(struct wsig_capture *capture, struct wsig_record *record,
                         const struct wsig_head *head)
{
    uint8_t sender = record->hint.from_client;
    struct wsig_record *request = NULL;
    if (head->transaction.text.n == 0 || sender > 1)
        return;
    if (head->turn != WSIG_TURN_REQUEST && !head->is_request) {
        char *key = request_key(record->connection, !sender, head->transaction.text, head);
        request = g_hash_table_lookup(capture->requests, key);
        g_free(key);
    }
    if (request) {
        record->request = request;
        if (!request->response)
            request->response = record;
        return;
    }
    if (head->turn == WSIG_TURN_REPLY)
        return;
    if (g_hash_table_size(capture->requests) >= WSIG_REQUESTS_MAX)
        g_hash_table_remove_all(capture->requests);
    g_hash_table_insert(capture->requests,
                        request_key(record->connection, sender, head->transaction.text, head),
                        record);
}

/* A message that takes something back is signaling when that was a description of its sender. */
static bool takes_back_other(struct wsig_capture *capture, const struct wsig_connection *c,
                             const struct wsig_hint *hint, const struct wsig_head *head)
{
    if (head->ends.text.n == 0)
        return false;
    if (!c || hint->from_client > 1)
        return true;
    char *key = request_key(c, hint->from_client, head->ends.text, head);
    const struct wsig_record *request = g_hash_table_lookup(capture->requests, key);
    g_free(key);
    return !request || !request->described;
}

/* Not by the message's place among the packet's layers: TLS makes other layers on a later pass. Two
 * equal messages of one packet are read in the same way. FNV-1a. */
static uint64_t recall_key(uint32_t frame, uint32_t stream, struct wsig_slice payload)
{
    /* Over HTTP/2 two equal messages may belong to two connections. */
    uint32_t hash = 2166136261u ^ (stream >= SHARED_STREAMS ? stream : 0);
    for (size_t i = 0; i < payload.n; i++)
        hash = (hash ^ payload.p[i]) * 16777619u;
    return (uint64_t)frame << 32 | hash;
}

const struct wsig_record *wsig_capture_recall(struct wsig_capture *capture, uint32_t stream,
                                              uint32_t frame, struct wsig_slice payload)
{
    const uint64_t key = recall_key(frame, stream, payload);
    return g_hash_table_lookup(capture->recall, &key);
}

/* A response to a request without a description brings the offer; the PRACK that follows answers it
 * (RFC 3261 section 13.2.1, RFC 3262 section 5). */
static void judge_description(struct wsig_capture *capture, struct wsig_record *record,
                              const struct wsig_msg *msg)
{
    for (unsigned i = 0; i < msg->items->len; i++)
        record->described |= wsig_kind_is_description(wsig_msg_item(msg, i)->kind);
    if (!record->described || !msg->known || !msg->known->offers_by_place)
        return;
    char *dialog =
        g_strdup_printf("%u %.*s", record->connection->index, (int)MIN(msg->app_session.text.n, 64),
                        (const char *)msg->app_session.text.p);
    if (record->request && !record->request->described) {
        record->settled = true;
        record->as_kind = WSIG_KIND_OFFER;
        if (g_hash_table_size(capture->open_offers) >= WSIG_REQUESTS_MAX)
            g_hash_table_remove_all(capture->open_offers);
        g_hash_table_add(capture->open_offers, g_strdup(dialog));
    } else if (!record->request && g_hash_table_remove(capture->open_offers, dialog)) {
        record->settled = true;
        record->as_kind = WSIG_KIND_ANSWER;
    }
    g_free(dialog);
}

void wsig_capture_settle(const struct wsig_record *record, struct wsig_msg *msg)
{
    for (unsigned i = 0; record->settled && i < msg->items->len; i++)
        if (wsig_kind_is_description(wsig_msg_item(msg, i)->kind))
            wsig_msg_item(msg, i)->kind = record->as_kind;
}

static struct wsig_record *new_record(struct wsig_capture *capture, struct wsig_connection *c,
                                      const struct wsig_moment *at, const struct wsig_head *head)
{
    struct wsig_record *record = g_new0(struct wsig_record, 1);
    record->connection = c;
    record->hint.from_client = wsig_connection_from_client(c, at->side);
    record->frame = at->frame;
    record->time = at->time;
    if (!at->shared)
        learn_dialect(c, head);
    record->chosen_by = chosen_by(c, head->known);
    link_request(capture, record, head);
    g_ptr_array_add(capture->records, record);
    return record;
}

static struct wsig_fed_request requested_by(const struct wsig_record *record)
{
    return record->request
               ? (struct wsig_fed_request){record->request->items, record->request->item_count}
               : (struct wsig_fed_request){NULL, 0};
}

static void feed_sessions(struct wsig_capture *capture, struct wsig_record *record,
                          const struct wsig_moment *at, const struct wsig_msg *msg)
{
    struct wsig_fed_request *requests = g_new0(struct wsig_fed_request, MAX(msg->parts->len, 1));
    unsigned n = 0;
    record->item_count = msg->items->len;
    record->items = g_new0(struct wsig_item_record, record->item_count);
    for (const struct wsig_record *part = record; part; part = part->next)
        requests[n++] = requested_by(part);
    struct wsig_fed_message message = {
        .connection = (struct wsig_connection *)record->connection,
        .from_client = record->hint.from_client == 1,
        .at = *at,
        .msg = msg,
        .settled = record->settled,
        .as_kind = record->as_kind,
        .requests = requests,
        .items = record->items,
    };
    wsig_sessions_feed(capture->sessions, &message);
    g_free(requests);
}

/* Records of the further messages in the payload. */
static void add_parts(struct wsig_capture *capture, struct wsig_record *record,
                      const struct wsig_moment *at, const struct wsig_msg *msg)
{
    struct wsig_connection *c = (struct wsig_connection *)record->connection;
    struct wsig_record *last = record;
    for (unsigned i = 1; i < msg->parts->len; i++) {
        const struct wsig_part *part = &g_array_index(msg->parts, struct wsig_part, i);
        last = last->next = new_record(capture, c, at, part->head);
        last->borrows = true;
    }
}

static void lend_items(struct wsig_record *record, const struct wsig_msg *msg)
{
    unsigned i = 1;
    for (struct wsig_record *part = record->next; part; part = part->next, i++) {
        part->items = record->items + g_array_index(msg->parts, struct wsig_part, i).first;
        part->item_count = g_array_index(msg->parts, struct wsig_part, i).count;
    }
}

const struct wsig_record *wsig_capture_message(struct wsig_capture *capture, uint32_t stream,
                                               const struct wsig_moment *at,
                                               const struct wsig_hint *hint,
                                               const struct wsig_msg *msg)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    if (!wsig_evidence_claims(msg, c && !at->shared && wsig_connection_is_signaling(c)) ||
        takes_back_other(capture, c, hint, &msg->head))
        return NULL;
    c = wsig_capture_get(capture, stream);
    c->signaling |= wsig_evidence_establishes(msg);
    struct wsig_record *record = new_record(capture, c, at, &msg->head);
    const uint8_t from_client = record->hint.from_client; /* the response may have told it since */
    /* A message in the packet of the 101 is read before that is: the next one then. */
    record->introduces =
        !c->introduced && c->chosen_by != WSIG_CHOSEN_BY_URL && (c->answered || !c->upgrade);
    c->introduced |= record->introduces;
    record->hint = *hint;
    record->hint.from_client = from_client;
    record->hint.packets.p = g_memdup2(hint->packets.p, hint->packets.n); /* NULL for none */
    record->key = recall_key(at->frame, stream, wsig_msg_buffer(msg, 0)->bytes);
    g_hash_table_insert(capture->recall, &record->key, record);
    judge_description(capture, record, msg);
    add_parts(capture, record, at, msg);
    feed_sessions(capture, record, at, msg);
    lend_items(record, msg);
    return record;
}

const struct wsig_note *wsig_capture_upgrade_response(struct wsig_capture *capture, uint32_t stream,
                                                      const struct wsig_moment *at,
                                                      const struct wsig_upgrade_response *response)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    if (response->status == 101)
        c = wsig_capture_get(capture, stream);
    else if (c && !c->open && response->status >= 400)
        wsig_sessions_refuse(capture->sessions, c);
    return c && !c->open ? keep(capture, wsig_connection_response(c, at, response)) : NULL;
}

const struct wsig_note *wsig_capture_frame(struct wsig_capture *capture, uint32_t stream,
                                           const struct wsig_moment *at,
                                           const struct wsig_frame *frame, unsigned ordinal)
{
    return keep(capture, wsig_connection_frame(wsig_capture_get(capture, stream), &capture->policy,
                                               at, frame, ordinal));
}

/* Signaling connections to one place that lived only for a moment, and that nobody wanted to end.
 */
struct storm {
    uint32_t count;
    int64_t since;
};

static bool is_storm(struct wsig_capture *capture, const struct wsig_connection *c, int64_t now)
{
    bool wanted =
        c->close.first_frame > 0 &&
        (!c->close.first_has_code || capture->policy.is_normal_close(c->close.first_code));
    if (wanted || c->place == 0 || now - c->opened >= WSIG_STORM_LIFE ||
        !wsig_connection_is_signaling(c))
        return false;
    struct storm *storm = g_hash_table_lookup(capture->storms, GUINT_TO_POINTER(c->place));
    if (!storm) {
        storm = g_new0(struct storm, 1);
        g_hash_table_insert(capture->storms, GUINT_TO_POINTER(c->place), storm);
    }
    if (storm->count == 0 || now - storm->since > WSIG_STORM_TIME)
        *storm = (struct storm){0, now};
    return ++storm->count == WSIG_STORM_CONNECTIONS;
}

const struct wsig_note *wsig_capture_tcp_end(struct wsig_capture *capture, uint32_t stream,
                                             const struct wsig_moment *at, bool reset)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    bool first = c && !c->reset && !c->fin_sent[0] && !c->fin_sent[1];
    struct wsig_note *note = c ? wsig_connection_tcp_end(c, &capture->policy, at, reset) : NULL;
    if (!note)
        return NULL;
    if (wsig_findings_has(note->findings, WSIG_RULE_CLOSE_NO_HANDSHAKE) &&
        wsig_sessions_wait_on(capture->sessions, c))
        wsig_findings_add(&note->findings, WSIG_RULE_CONNECTION_LOST, NULL);
    if (first && is_storm(capture, c, at->time))
        wsig_findings_add(&note->findings, WSIG_RULE_CONNECTION_STORM, NULL);
    return keep(capture, note);
}
