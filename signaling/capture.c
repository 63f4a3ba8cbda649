/* capture.c: see capture.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "capture.h"

#include "evidence.h"

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
};

struct wsig_capture *wsig_capture_new(const struct wsig_policy *policy)
{
    struct wsig_capture *capture = g_new0(struct wsig_capture, 1);
    capture->policy = *policy;
    capture->tcp_begins = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    capture->shared = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    capture->sharing = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
    capture->streams = g_hash_table_new(NULL, NULL);
    capture->connections = g_ptr_array_new_with_free_func((GDestroyNotify)wsig_connection_free);
    capture->records = g_ptr_array_new_with_free_func(g_free);
    capture->open_offers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    capture->recall = g_hash_table_new(g_int64_hash, g_int64_equal);
    capture->requests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    capture->notes = g_ptr_array_new_with_free_func((GDestroyNotify)wsig_note_free);
    return capture;
}

void wsig_capture_free(struct wsig_capture *capture)
{
    if (!capture)
        return;
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
        return (struct wsig_hint){NULL, 2};
    return (struct wsig_hint){c->dialect, wsig_connection_from_client(c, sender)};
}

/* Two messages that agree choose the connection's dialect; a single one never does. */
static void learn_dialect(struct wsig_connection *c, const struct wsig_dialect *dialect)
{
    if (dialect && dialect == c->suspect)
        wsig_connection_choose(c, dialect, WSIG_CHOSEN_BY_MESSAGES);
    if (dialect)
        c->suspect = dialect;
}

/* Requests wait under "<connection> <sender> <transaction>", SIP's with their Call-ID. */
static char *request_key(const struct wsig_record *record, uint8_t from_client,
                         const struct wsig_msg *msg)
{
    const struct wsig_slice transaction = msg->transaction.text;
    const struct wsig_slice session =
        msg->known && msg->known->offers_by_place ? msg->app_session.text : wsig_slice("", 0);
    return g_strdup_printf("%u %u %.*s %.*s", record->connection->index, from_client,
                           (int)MIN(transaction.n, 64), (const char *)transaction.p,
                           (int)MIN(session.n, 64), (const char *)session.p);
}

static void link_request(struct wsig_capture *capture, struct wsig_record *record,
                         const struct wsig_msg *msg)
{
    uint8_t sender = record->hint.from_client;
    if (msg->transaction.text.n == 0 || sender > 1)
        return;
    char *key = request_key(record, !sender, msg);
    struct wsig_record *request = g_hash_table_lookup(capture->requests, key);
    g_free(key);
    if (request) {
        record->request = request;
        if (!request->response)
            request->response = record;
        return;
    }
    if (g_hash_table_size(capture->requests) >= WSIG_REQUESTS_MAX)
        g_hash_table_remove_all(capture->requests);
    g_hash_table_insert(capture->requests, request_key(record, sender, msg), record);
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

const struct wsig_record *wsig_capture_message(struct wsig_capture *capture, uint32_t stream,
                                               const struct wsig_moment *at,
                                               const struct wsig_hint *hint,
                                               const struct wsig_msg *msg)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    if (!wsig_evidence_claims(msg, c && !at->shared && (c->signaling || c->dialect)))
        return NULL;
    c = wsig_capture_get(capture, stream);
    c->signaling |= wsig_evidence_establishes(msg);
    struct wsig_record *record = g_new0(struct wsig_record, 1);
    /* A message in the packet of the 101 is read before that is: the next one then. */
    record->introduces =
        !c->introduced && c->chosen_by != WSIG_CHOSEN_BY_URL && (c->answered || !c->upgrade);
    c->introduced |= record->introduces;
    record->connection = c;
    record->hint = *hint;
    record->hint.from_client = wsig_connection_from_client(c, at->side);
    record->frame = at->frame;
    record->time = at->time;
    record->key = recall_key(at->frame, stream, wsig_msg_buffer(msg, 0)->bytes);
    g_hash_table_insert(capture->recall, &record->key, record);
    if (!at->shared)
        learn_dialect(c, msg->known);
    record->chosen_by = c->dialect && c->dialect == msg->known ? c->chosen_by : 0;
    link_request(capture, record, msg);
    judge_description(capture, record, msg);
    g_ptr_array_add(capture->records, record);
    return record;
}

const struct wsig_note *wsig_capture_upgrade_response(struct wsig_capture *capture, uint32_t stream,
                                                      const struct wsig_moment *at,
                                                      const struct wsig_upgrade_response *response)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    if (response->status == 101)
        c = wsig_capture_get(capture, stream);
    return c && !c->open ? keep(capture, wsig_connection_response(c, at, response)) : NULL;
}

const struct wsig_note *wsig_capture_frame(struct wsig_capture *capture, uint32_t stream,
                                           const struct wsig_moment *at,
                                           const struct wsig_frame *frame, unsigned ordinal)
{
    return keep(capture, wsig_connection_frame(wsig_capture_get(capture, stream), &capture->policy,
                                               at, frame, ordinal));
}

const struct wsig_note *wsig_capture_tcp_end(struct wsig_capture *capture, uint32_t stream,
                                             const struct wsig_moment *at, bool reset)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    return c ? keep(capture, wsig_connection_tcp_end(c, &capture->policy, at, reset)) : NULL;
}
