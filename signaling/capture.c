/* capture.c: see capture.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "capture.h"

#include "evidence.h"

/* As capture.h promises. */
G_STATIC_ASSERT(sizeof(struct wsig_connection) <= 128);
G_STATIC_ASSERT(sizeof(struct wsig_record) <= 96);
G_STATIC_ASSERT(sizeof(struct wsig_item_record) <= 32);
G_STATIC_ASSERT(sizeof(struct wsig_note) <= 64);

struct wsig_capture {
    struct wsig_policy policy;
    GHashTable *clients;     /* stream -> client's side + 1, by SYN */
    GHashTable *streams;     /* stream -> its latest struct wsig_connection */
    GPtrArray *connections;  /* all, by index; owned */
    GPtrArray *records;      /* struct wsig_record; owned */
    GHashTable *open_offers; /* "<connection> <Call-ID>" of offers that came in a response */
    GHashTable *recall;      /* struct wsig_record.key -> it */
    GHashTable *requests;    /* waiting for their replies: key -> struct wsig_record */
    GPtrArray *notes;        /* struct wsig_note; owned */
    struct wsig_sessions *sessions;
    struct wsig_media *media;
    int64_t now;
    bool any_context; /* there is a connection on which what is weak by itself counts */
};

static void free_record(void *data)
{
    struct wsig_record *record = data;
    for (unsigned i = 0; i < record->item_count; i++)
        wsig_findings_free(&record->items[i].findings);
    g_free(record->items);
    g_free(record);
}

struct wsig_capture *wsig_capture_new(const struct wsig_policy *policy)
{
    struct wsig_capture *capture = g_new0(struct wsig_capture, 1);
    capture->policy = *policy;
    capture->clients = g_hash_table_new(NULL, NULL);
    capture->streams = g_hash_table_new(NULL, NULL);
    capture->connections = g_ptr_array_new_with_free_func(g_free);
    capture->records = g_ptr_array_new_with_free_func(free_record);
    capture->sessions = wsig_sessions_new();
    capture->media = wsig_media_new(capture->sessions);
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
    wsig_media_free(capture->media);
    wsig_sessions_free(capture->sessions);
    g_hash_table_destroy(capture->requests);
    g_hash_table_destroy(capture->recall);
    g_hash_table_destroy(capture->open_offers);
    g_ptr_array_free(capture->notes, TRUE);
    g_ptr_array_free(capture->records, TRUE);
    g_ptr_array_free(capture->connections, TRUE);
    g_hash_table_destroy(capture->streams);
    g_hash_table_destroy(capture->clients);
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

void wsig_capture_syn(struct wsig_capture *capture, uint32_t stream, enum wsig_side sender,
                      bool ack)
{
    enum wsig_side client = ack ? wsig_other_side(sender) : sender;
    if (client != WSIG_SIDE_UNKNOWN)
        g_hash_table_insert(capture->clients, GUINT_TO_POINTER(stream),
                            GINT_TO_POINTER((int)client + 1));
}

static bool has_context(const struct wsig_connection *c)
{
    return c->signaling || c->dialect;
}

static struct wsig_connection *begin(struct wsig_capture *capture, uint32_t stream)
{
    struct wsig_connection *c = g_new0(struct wsig_connection, 1);
    c->index = capture->connections->len;
    c->client = (enum wsig_side)(
        GPOINTER_TO_INT(g_hash_table_lookup(capture->clients, GUINT_TO_POINTER(stream))) - 1);
    g_ptr_array_add(capture->connections, c);
    g_hash_table_insert(capture->streams, GUINT_TO_POINTER(stream), c);
    return c;
}

void wsig_capture_upgrade_request(struct wsig_capture *capture, uint32_t stream,
                                  enum wsig_side sender, const struct wsig_upgrade_request *request)
{
    struct wsig_connection *c = begin(capture, stream);
    wsig_connection_request(c, sender, request);
    capture->any_context |= has_context(c);
}

bool wsig_capture_has_connections(const struct wsig_capture *capture)
{
    return capture->connections->len > 0;
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

bool wsig_capture_has_context(const struct wsig_capture *capture)
{
    return capture->any_context;
}

bool wsig_capture_is_context(struct wsig_capture *capture, uint32_t stream)
{
    const struct wsig_connection *c = wsig_capture_find(capture, stream);
    return c && has_context(c);
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
    struct wsig_record *request =
        msg->is_request ? NULL : g_hash_table_lookup(capture->requests, key);
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
static uint64_t recall_key(uint32_t frame, struct wsig_slice payload)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < payload.n; i++)
        hash = (hash ^ payload.p[i]) * 16777619u;
    return (uint64_t)frame << 32 | hash;
}

const struct wsig_record *wsig_capture_recall(struct wsig_capture *capture, uint32_t frame,
                                              struct wsig_slice payload)
{
    const uint64_t key = recall_key(frame, payload);
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

static void feed_sessions(struct wsig_capture *capture, struct wsig_record *record,
                          const struct wsig_moment *at, const struct wsig_msg *msg)
{
    record->item_count = msg->items->len;
    record->items = g_new0(struct wsig_item_record, record->item_count);
    struct wsig_fed_message message = {
        .connection = record->connection,
        .at = *at,
        .msg = msg,
        .settled = record->settled,
        .as_kind = record->as_kind,
        .request = record->request ? record->request->items : NULL,
        .request_count = record->request ? record->request->item_count : 0,
        .items = record->items,
    };
    wsig_sessions_feed(capture->sessions, &message);
}

const struct wsig_record *wsig_capture_message(struct wsig_capture *capture, uint32_t stream,
                                               const struct wsig_moment *at,
                                               const struct wsig_hint *hint,
                                               const struct wsig_msg *msg)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    if (!wsig_evidence_claims(msg, c && !at->shared && has_context(c)))
        return NULL;
    c = wsig_capture_get(capture, stream);
    c->signaling |= wsig_evidence_establishes(msg);
    struct wsig_record *record = g_new0(struct wsig_record, 1);
    record->connection = c;
    record->hint = *hint;
    record->hint.from_client = wsig_connection_from_client(c, at->side);
    record->frame = at->frame;
    record->time = at->time;
    record->key = recall_key(at->frame, wsig_msg_buffer(msg, 0)->bytes);
    g_hash_table_insert(capture->recall, &record->key, record);
    if (!at->shared)
        learn_dialect(c, msg->known);
    capture->any_context |= has_context(c);
    record->chosen_by = c->dialect && c->dialect == msg->known ? c->chosen_by : 0;
    link_request(capture, record, msg);
    judge_description(capture, record, msg);
    feed_sessions(capture, record, at, msg);
    g_ptr_array_add(capture->records, record);
    return record;
}

static const struct wsig_note *keep(struct wsig_capture *capture, struct wsig_note *note)
{
    if (note)
        g_ptr_array_add(capture->notes, note);
    return note;
}

const struct wsig_note *wsig_capture_upgrade_response(struct wsig_capture *capture, uint32_t stream,
                                                      const struct wsig_moment *at,
                                                      const struct wsig_upgrade_response *response)
{
    struct wsig_connection *c = wsig_capture_find(capture, stream);
    if (response->status == 101)
        c = wsig_capture_get(capture, stream);
    if (!c || c->open)
        return NULL;
    struct wsig_note *note = wsig_connection_response(c, at, response);
    capture->any_context |= has_context(c);
    return keep(capture, note);
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
