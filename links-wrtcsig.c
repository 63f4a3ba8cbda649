/* links-wrtcsig.c: generated items: the connection, the session, and the frames that belong
 * together
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include "compat.h"

void wrtcsig_add_text(proto_tree *tree, enum wsig_field field, tvbuff_t *tvb, const char *text)
{
    proto_item_set_generated(proto_tree_add_string(tree, wrtcsig_hf(field), tvb, 0, 0, text));
}

void wrtcsig_add_number(proto_tree *tree, enum wsig_field field, tvbuff_t *tvb, uint32_t number)
{
    proto_item_set_generated(proto_tree_add_uint(tree, wrtcsig_hf(field), tvb, 0, 0, number));
}

void wrtcsig_add_frame(proto_tree *tree, enum wsig_field field, tvbuff_t *tvb, uint32_t frame)
{
    if (frame)
        wrtcsig_add_number(tree, field, tvb, frame);
}

void wrtcsig_add_time(proto_tree *tree, enum wsig_field field, tvbuff_t *tvb, int64_t nanoseconds)
{
    nstime_t duration = {nanoseconds / 1000000000, (int)(nanoseconds % 1000000000)};
    proto_item_set_generated(proto_tree_add_time(tree, wrtcsig_hf(field), tvb, 0, 0, &duration));
}

void wrtcsig_add_findings(packet_info *pinfo, proto_item *item, const GArray *findings)
{
    for (unsigned i = 0; i < wsig_findings_count(findings); i++) {
        const struct wsig_kept_finding *finding = wsig_findings_at(findings, i);
        wrtcsig_report(pinfo, item, finding->rule, finding->detail);
    }
}

void wrtcsig_add_connection(proto_tree *tree, tvbuff_t *tvb, const struct wsig_connection *c,
                            uint8_t from_client)
{
    if (from_client <= 1)
        proto_item_set_generated(proto_tree_add_boolean(tree, wrtcsig_hf(WSIG_FIELD_FROM_CLIENT),
                                                        tvb, 0, 0, from_client));
    wrtcsig_add_number(tree, WSIG_FIELD_CONNECTION, tvb, c->index);
}

static void add_state(proto_tree *tree, tvbuff_t *tvb, const struct wsig_item_record *item)
{
    if (item->state != WSIG_STATE_NONE)
        wrtcsig_add_text(tree, WSIG_FIELD_STATE, tvb, wsig_state_text(item->state));
}

/* Is the whole message about one peer connection? NULL: of none, or of several. */
static const struct wsig_session *only_session(const struct wsig_record *record)
{
    const struct wsig_session *only = NULL;
    for (unsigned i = 0; i < record->item_count; i++) {
        const struct wsig_session *session = wsig_session_of(&record->items[i]);
        if (session && only && session != only)
            return NULL;
        only = session ? session : only;
    }
    return only;
}

/* The state after the message is that of its last item with a session. */
static const struct wsig_item_record *last_of_session(const struct wsig_record *record)
{
    unsigned last = record->item_count - 1;
    while (last > 0 && !wsig_session_of(&record->items[last]))
        last--;
    return &record->items[last];
}

void wrtcsig_add_links(proto_tree *tree, tvbuff_t *tvb, const struct wsig_record *record)
{
    const struct wsig_session *session = only_session(record);
    if (session) {
        wrtcsig_add_number(tree, WSIG_FIELD_SESSION, tvb, session->index);
        add_state(tree, tvb, last_of_session(record));
    }
    if (record->chosen_by != WSIG_CHOSEN_BY_NOTHING)
        wrtcsig_add_text(tree, WSIG_FIELD_DIALECT_EVIDENCE, tvb,
                         wsig_chosen_by_text(record->chosen_by));
    if (record->request) {
        wrtcsig_add_frame(tree, WSIG_FIELD_REQUEST_IN, tvb, record->request->frame);
        wrtcsig_add_time(tree, WSIG_FIELD_RESPONSE_TIME, tvb, record->time - record->request->time);
    }
    if (record->response)
        wrtcsig_add_frame(tree, WSIG_FIELD_RESPONSE_IN, tvb, record->response->frame);
}

/* --- one item -------------------------------------------------------------------------------- */

/* The other half of the exchange, as this connection has seen it. An offer that is sent once more
 * after its answer has none. */
static const struct wsig_sighting *other_half(const struct wsig_record *record,
                                              const struct wsig_item_record *item)
{
    if (!item->exchange)
        return NULL;
    const struct wsig_sighting *other =
        item->is_answer ? wsig_exchange_offer(item->exchange, record->connection)
                        : wsig_exchange_answer(item->exchange, record->connection);
    if (!other)
        return NULL;
    return item->is_answer && other->frame > record->frame ? NULL : other;
}

/* A copy of an offer may come when its answer has gone: sent again, or delivered late. */
static bool comes_late(const struct wsig_record *record, const struct wsig_item_record *item,
                       const struct wsig_sighting *other)
{
    return !item->is_answer && other->frame < record->frame;
}

static void add_exchange(proto_tree *tree, tvbuff_t *tvb, const struct wsig_record *record,
                         const struct wsig_item_record *item)
{
    const struct wsig_exchange *exchange = item->exchange;
    const struct wsig_sighting *other = other_half(record, item);
    wrtcsig_add_number(tree, WSIG_FIELD_NEGOTIATION, tvb, exchange->number);
    if (other) {
        int64_t time = record->time - other->time;
        wrtcsig_add_frame(tree, item->is_answer ? WSIG_FIELD_OFFER_IN : WSIG_FIELD_ANSWER_IN, tvb,
                          other->frame);
        if (!comes_late(record, item, other))
            wrtcsig_add_time(tree, WSIG_FIELD_ANSWER_TIME, tvb, item->is_answer ? time : -time);
    }
    if (item->restart <= 1)
        proto_item_set_generated(proto_tree_add_boolean(tree, wrtcsig_hf(WSIG_FIELD_ICE_RESTART),
                                                        tvb, 0, 0, item->restart));
    for (unsigned i = 0; !item->is_answer && exchange->changes && i < exchange->changes->len; i++)
        wrtcsig_add_text(tree, WSIG_FIELD_NEGOTIATION_CHANGE, tvb,
                         g_ptr_array_index(exchange->changes, i));
    const GPtrArray *outcome = item->is_answer ? wsig_item_outcome(item) : NULL;
    if (!outcome)
        return;
    proto_tree *lines =
        proto_tree_add_subtree(tree, tvb, 0, 0, wrtcsig_ett(WRTCSIG_ETT_FACT), NULL, "Negotiated");
    for (unsigned i = 0; i < outcome->len; i++)
        wrtcsig_add_text(lines, WSIG_FIELD_NEGOTIATED, tvb, g_ptr_array_index(outcome, i));
}

static void add_stream(proto_tree *tree, tvbuff_t *tvb, const struct wsig_media_stream *stream)
{
    char *text = g_strdup_printf(
        "mid %s %s from %s: %" PRIu64 " packets, %" PRIu64 " bytes",
        stream->mid ? stream->mid : "?", stream->codec ? stream->codec : "(not negotiated)",
        stream->agent == 0 ? "offerer" : "answerer", stream->packets, stream->bytes);
    wrtcsig_add_text(tree, WSIG_FIELD_MEDIA_STREAM, tvb, text);
    g_free(text);
}

/* Where the media of the session went, as the whole capture tells. */
static void add_media(const struct wrtcsig_scene *scene, proto_tree *tree,
                      const struct wsig_session *session)
{
    const struct wsig_session_media *m = &session->media;
    tvbuff_t *tvb = scene->tvb;
    if (m->checks == 0)
        return;
    proto_tree *media = proto_tree_add_subtree_format(
        tree, tvb, 0, 0, wrtcsig_ett(WRTCSIG_ETT_FACT), NULL, "Media: %s",
        m->packets[0] + m->packets[1] > 0 ? "RTP seen"
        : m->dtls.frame                   ? "DTLS seen"
        : m->answers                      ? "checks answered"
                                          : "checks, and no answer");
    wrtcsig_add_frame(media, WSIG_FIELD_MEDIA_FIRST_CHECK_IN, tvb, m->first_check.frame);
    wrtcsig_add_frame(media, WSIG_FIELD_MEDIA_PAIR_IN, tvb, m->pair.frame);
    if (m->pair_text)
        wrtcsig_add_text(media, WSIG_FIELD_MEDIA_PAIR, tvb, m->pair_text);
    wrtcsig_add_frame(media, WSIG_FIELD_MEDIA_DTLS_IN, tvb, m->dtls.frame);
    wrtcsig_add_frame(media, WSIG_FIELD_MEDIA_DTLS_DONE_IN, tvb, m->dtls_done.frame);
    for (unsigned agent = 0; agent < 2; agent++) {
        wrtcsig_add_frame(media, WSIG_FIELD_MEDIA_FIRST_RTP_IN, tvb, m->first_rtp[agent].frame);
        if (m->packets[agent] > 0)
            wrtcsig_add_number(media, WSIG_FIELD_MEDIA_PACKETS, tvb, (uint32_t)m->packets[agent]);
    }
    for (unsigned i = 0; m->streams && i < m->streams->len; i++)
        add_stream(media, tvb, g_ptr_array_index(m->streams, i));
}

static const struct wsig_event *first_of(const struct wsig_event *a, const struct wsig_event *b)
{
    if (a->frame == 0 || b->frame == 0)
        return a->frame ? a : b;
    return a->frame < b->frame ? a : b;
}

static bool is_first_answer(const struct wsig_item_record *item)
{
    return item->exchange && item->exchange->items[1] == item && item->exchange->number == 1;
}

/* "34 checks, host -> host 12, host -> relay 22" */
static char *tried_text(const struct wsig_session_media *m)
{
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%u checks", m->checks);
    for (unsigned from = 0; from < WSIG_CANDIDATE_TYPES; from++)
        for (unsigned to = 0; to < WSIG_CANDIDATE_TYPES; to++)
            if (m->tried[from][to] > 0)
                g_string_append_printf(text, ", %s -> %s %u", wsig_candidate_types[from],
                                       wsig_candidate_types[to], m->tried[from][to]);
    return g_string_free(text, FALSE);
}

static void future_of_media(const struct wsig_session *session, int64_t now,
                            wrtcsig_future_report report, void *data)
{
    const int silent = wsig_session_silent_agent(session);
    const enum wsig_rule confined = wsig_session_is_confined(session, now);
    if (confined != WSIG_RULE_COUNT)
        report(data, confined, NULL);
    if (wsig_session_is_unconnected(session, now)) {
        char *tried = tried_text(&session->media);
        report(data, WSIG_RULE_MEDIA_NEVER_CONNECTED, tried);
        g_free(tried);
    }
    if (wsig_session_lacks_dtls(session, now))
        report(data, WSIG_RULE_MEDIA_DTLS_UNFINISHED, NULL);
    if (silent >= 0)
        report(data, WSIG_RULE_MEDIA_ONE_WAY,
               silent == 0 ? "none from the offerer" : "none from the answerer");
}

void wrtcsig_future(const struct wsig_item_record *item, int64_t now, wrtcsig_future_report report,
                    void *data)
{
    const struct wsig_exchange *exchange = item->exchange;
    if (!exchange)
        return;
    if (exchange->items[0] == item && wsig_exchange_is_unanswered(exchange, now))
        report(data, WSIG_RULE_OFFER_UNANSWERED, NULL);
    if (exchange->items[1] == item && wsig_exchange_is_undelivered(exchange, now))
        report(data, WSIG_RULE_ANSWER_UNDELIVERED, NULL);
    if (is_first_answer(item) && wsig_session_of(item))
        future_of_media(wsig_session_of(item), now, report, data);
}

struct title {
    packet_info *pinfo;
    proto_item *item;
};

static void report_on_title(void *data, enum wsig_rule rule, const char *detail)
{
    const struct title *title = data;
    wrtcsig_report(title->pinfo, title->item, rule, detail);
}

/* What only the future tells: shown on later passes. */
static void add_future(const struct wrtcsig_scene *scene, proto_item *title, proto_tree *tree,
                       const struct wsig_item_record *item)
{
    const struct wsig_exchange *exchange = item->exchange;
    const struct wsig_session *session = wsig_session_of(item);
    struct title reported = {scene->pinfo, title};
    wrtcsig_future(item, scene->now, report_on_title, &reported);
    if (!is_first_answer(item))
        return;
    const struct wsig_event *rtp =
        first_of(&session->media.first_rtp[0], &session->media.first_rtp[1]);
    add_media(scene, tree, session);
    if (rtp->frame && exchange->offers->len > 0)
        wrtcsig_add_time(tree, WSIG_FIELD_MEDIA_TIME, scene->tvb,
                         rtp->time - wsig_exchange_offer(exchange, NULL)->time);
}

void wrtcsig_add_item_links(const struct wrtcsig_scene *scene, proto_item *title, proto_tree *tree,
                            unsigned index)
{
    const struct wsig_record *record = scene->record;
    if (index >= record->item_count)
        return;
    const struct wsig_item_record *item = &record->items[index];
    const struct wsig_session *session = wsig_session_of(item);
    if (session && !only_session(record)) {
        wrtcsig_add_number(tree, WSIG_FIELD_SESSION, scene->tvb, session->index);
        add_state(tree, scene->tvb, item);
    }
    if (item->exchange)
        add_exchange(tree, scene->tvb, record, item);
    wrtcsig_add_findings(scene->pinfo, title, item->findings);
    if (scene->later_pass && item->exchange)
        add_future(scene, title, tree, item);
}

const char *wrtcsig_link_summary(packet_info *pinfo, const struct wsig_record *record)
{
    for (unsigned i = 0; i < record->item_count; i++) {
        const struct wsig_item_record *item = &record->items[i];
        const struct wsig_sighting *other = other_half(record, item);
        if (!other)
            continue;
        int64_t time = item->is_answer ? record->time - other->time : other->time - record->time;
        if (comes_late(record, item, other))
            return wmem_strdup_printf(pinfo->pool, " -> answered in #%u before", other->frame);
        return wmem_strdup_printf(pinfo->pool, " %s #%u after %" PRId64 " ms",
                                  item->is_answer ? "<- answers" : "-> answered in", other->frame,
                                  time / 1000000);
    }
    return "";
}
