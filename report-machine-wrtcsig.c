/* report-machine-wrtcsig.c: -z wrtcsig,json (doc/report.schema.json) and -z wrtcsig,junit
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-wrtcsig.h"

#include <stdio.h>

#include <wsutil/json_dumper.h>

#include "compat.h"

/* Of doc/report.schema.json; a new number when something that was there changes its meaning. */
#define REPORT_SCHEMA 1

/* --- JSON ------------------------------------------------------------------------------------ */

static void put_text(json_dumper *json, const char *name, const char *text)
{
    if (name)
        json_dumper_set_member_name(json, name);
    char *valid = text ? g_utf8_make_valid(text, -1) : NULL;
    if (valid)
        json_dumper_value_string(json, valid);
    else
        json_dumper_value_anyf(json, "null");
    g_free(valid);
}

static void put_number(json_dumper *json, const char *name, uint64_t number)
{
    if (name)
        json_dumper_set_member_name(json, name);
    json_dumper_value_anyf(json, "%" PRIu64, number);
}

/* Seconds with nine digits. Not %f: its point is the locale's. */
static void put_seconds(json_dumper *json, const char *name, int64_t nanoseconds)
{
    const int64_t size = nanoseconds < 0 ? -nanoseconds : nanoseconds;
    json_dumper_set_member_name(json, name);
    json_dumper_value_anyf(json, "%s%" PRId64 ".%09" PRId64, nanoseconds < 0 ? "-" : "",
                           size / INT64_C(1000000000), size % INT64_C(1000000000));
}

static void begin_list(json_dumper *json, const char *name)
{
    json_dumper_set_member_name(json, name);
    json_dumper_begin_array(json);
}

static void put_texts(json_dumper *json, const char *name, const GPtrArray *texts)
{
    begin_list(json, name);
    for (unsigned i = 0; texts && i < texts->len; i++)
        put_text(json, NULL, g_ptr_array_index(texts, i));
    json_dumper_end_array(json);
}

static void put_event(json_dumper *json, const char *name, const struct wsig_event *event,
                      int64_t start)
{
    json_dumper_set_member_name(json, name);
    if (event->frame == 0) {
        json_dumper_value_anyf(json, "null");
        return;
    }
    json_dumper_begin_object(json);
    put_number(json, "frame", event->frame);
    put_seconds(json, "time", event->time - start);
    json_dumper_end_object(json);
}

static void put_sighting(json_dumper *json, const char *name, const struct wsig_sighting *sighting,
                         int64_t start)
{
    const struct wsig_event event = {sighting ? sighting->frame : 0, sighting ? sighting->time : 0};
    put_event(json, name, &event, start);
}

static const char *outcome_text(enum wsig_outcome outcome)
{
    static const char *const texts[] = {"open", "answered", "replaced", "lost", "refused"};
    return texts[outcome];
}

static void put_negotiations(json_dumper *json, const struct wsig_session *session, int64_t start)
{
    begin_list(json, "negotiations");
    for (const struct wsig_exchange *e = session->first; e; e = e->next) {
        json_dumper_begin_object(json);
        put_number(json, "number", e->number);
        put_text(json, "outcome", outcome_text(e->outcome));
        put_sighting(json, "offer", wsig_exchange_offer(e, NULL), start);
        put_sighting(json, "answer", wsig_exchange_answer(e, NULL), start);
        put_texts(json, "changes", e->changes);
        put_texts(json, "negotiated", wsig_exchange_outcome(e));
        json_dumper_end_object(json);
    }
    json_dumper_end_array(json);
}

static void put_candidates(json_dumper *json, const struct wsig_session *session)
{
    static const char *const agents[] = {"offerer", "answerer"};
    json_dumper_set_member_name(json, "candidates");
    json_dumper_begin_object(json);
    for (unsigned agent = 0; agent < 2; agent++) {
        json_dumper_set_member_name(json, agents[agent]);
        json_dumper_begin_object(json);
        for (unsigned i = 0; i < WSIG_CANDIDATE_TYPES; i++)
            put_number(json, wsig_candidate_types[i], session->agents[agent].candidates[i]);
        json_dumper_end_object(json);
    }
    json_dumper_end_object(json);
}

static void put_media(json_dumper *json, const struct wsig_session *session, int64_t start)
{
    const struct wsig_session_media *m = &session->media;
    json_dumper_set_member_name(json, "media");
    json_dumper_begin_object(json);
    put_number(json, "checks", m->checks);
    put_number(json, "answers", m->answers);
    put_event(json, "first_check", &m->first_check, start);
    put_event(json, "pair", &m->pair, start);
    put_text(json, "pair_text", m->pair_text);
    put_event(json, "dtls", &m->dtls, start);
    begin_list(json, "rtp");
    for (unsigned agent = 0; agent < 2; agent++) {
        if (m->packets[agent] == 0)
            continue;
        json_dumper_begin_object(json);
        put_text(json, "from", agent == 0 ? "offerer" : "answerer");
        put_event(json, "first", &m->first_rtp[agent], start);
        put_number(json, "packets", m->packets[agent]);
        put_number(json, "bytes", m->bytes[agent]);
        json_dumper_end_object(json);
    }
    json_dumper_end_array(json);
    json_dumper_end_object(json);
}

static void put_ends(json_dumper *json, const struct wrtcsig_story *story, int64_t start)
{
    begin_list(json, "ends");
    for (unsigned i = 0; i < story->ends->len; i++) {
        const struct wrtcsig_tap_record *end = g_ptr_array_index(story->ends, i);
        json_dumper_begin_object(json);
        put_number(json, "frame", end->frame);
        put_seconds(json, "time", end->time - start);
        put_number(json, "connection", end->connection);
        put_text(json, "by",
                 end->from_client == 1   ? "client"
                 : end->from_client == 0 ? "server"
                                         : NULL);
        put_text(json, "text", end->text);
        json_dumper_end_object(json);
    }
    json_dumper_end_array(json);
}

static void put_story(json_dumper *json, const struct wrtcsig_story *story, int64_t start)
{
    json_dumper_begin_object(json);
    put_number(json, "session", story->session->index);
    put_text(json, "state", wrtcsig_story_state(story));
    put_seconds(json, "begin", story->begin - start);
    put_texts(json, "dialects", story->dialects);
    put_texts(json, "rooms", story->rooms);
    put_texts(json, "peers", story->peers);
    begin_list(json, "connections");
    for (unsigned i = 0; i < story->connections->len; i++)
        put_number(
            json, NULL,
            ((const struct wsig_connection *)g_ptr_array_index(story->connections, i))->index);
    json_dumper_end_array(json);
    put_negotiations(json, story->session, start);
    put_candidates(json, story->session);
    put_media(json, story->session, start);
    put_ends(json, story, start);
    put_number(json, "findings", story->verdicts->len);
    json_dumper_end_object(json);
}

static void put_verdict(json_dumper *json, const struct wrtcsig_verdict *verdict, int64_t start)
{
    const struct wsig_rule_info *info = wsig_rule_info(verdict->rule);
    json_dumper_begin_object(json);
    put_number(json, "frame", verdict->frame);
    put_seconds(json, "time", verdict->time - start);
    put_text(json, "severity", wrtcsig_severity_text(info->severity));
    put_text(json, "rule", info->name);
    put_text(json, "text", verdict->text);
    put_text(json, "meaning", info->meaning);
    put_text(json, "source", info->source);
    begin_list(json, "sessions");
    for (unsigned i = 0; verdict->sessions && i < verdict->sessions->len; i++)
        put_number(json, NULL,
                   ((const struct wsig_session *)g_ptr_array_index(verdict->sessions, i))->index);
    json_dumper_end_array(json);
    json_dumper_end_object(json);
}

void wrtcsig_draw_json(const struct wrtcsig_report *report)
{
    struct wrtcsig_telling *telling = wrtcsig_telling_new(report);
    json_dumper json = {.output_file = stdout, .flags = JSON_DUMPER_FLAGS_PRETTY_PRINT};
    json_dumper_begin_object(&json);
    put_number(&json, "schema", REPORT_SCHEMA);
    put_text(&json, "generator", "wrtcsig " PLUGIN_VERSION);
    begin_list(&json, "sessions");
    for (unsigned i = 0; i < telling->stories->len; i++)
        put_story(&json, g_ptr_array_index(telling->stories, i), report->start);
    json_dumper_end_array(&json);
    begin_list(&json, "findings");
    for (unsigned i = 0; i < telling->verdicts->len; i++)
        put_verdict(&json, g_ptr_array_index(telling->verdicts, i), report->start);
    json_dumper_end_array(&json);
    json_dumper_set_member_name(&json, "totals");
    json_dumper_begin_object(&json);
    for (unsigned i = 0; i <= WSIG_SEVERITY_ERROR; i++)
        put_number(&json, wrtcsig_severity_text(i), telling->counts[i]);
    json_dumper_end_object(&json);
    json_dumper_end_object(&json);
    json_dumper_finish(&json);
    printf("\n");
    wrtcsig_telling_free(telling);
}

/* --- JUnit ----------------------------------------------------------------------------------- */

/* XML 1.0 has no control characters, not even escaped. */
static char *xml_text(const char *text)
{
    char *plain = wrtcsig_plain(text, 0), *escaped = g_markup_escape_text(plain, -1);
    g_free(plain);
    return escaped;
}

static void print_case(const struct wrtcsig_verdict *verdict)
{
    const struct wsig_rule_info *info = wsig_rule_info(verdict->rule);
    char *text = xml_text(verdict->text), *meaning = xml_text(info->meaning);
    const char *severity = wrtcsig_severity_text(info->severity);
    printf("  <testcase classname=\"wrtcsig\" name=\"frame %u: %s\">\n", verdict->frame,
           info->name);
    if (info->severity >= WSIG_SEVERITY_WARN)
        printf("    <failure type=\"%s\" message=\"%s\">%s</failure>\n", severity, text, meaning);
    else
        printf("    <system-out>%s: %s</system-out>\n", severity, text);
    printf("  </testcase>\n");
    g_free(meaning);
    g_free(text);
}

static bool has_failed(const struct wrtcsig_story *story)
{
    for (unsigned i = 0; i < story->verdicts->len; i++) {
        const struct wrtcsig_verdict *verdict = g_ptr_array_index(story->verdicts, i);
        if (wsig_rule_info(verdict->rule)->severity >= WSIG_SEVERITY_WARN)
            return true;
    }
    return false;
}

/* A case for each finding, and one for each session that has none worth a failure. */
void wrtcsig_draw_junit(const struct wrtcsig_report *report)
{
    struct wrtcsig_telling *telling = wrtcsig_telling_new(report);
    const unsigned failures =
        telling->counts[WSIG_SEVERITY_ERROR] + telling->counts[WSIG_SEVERITY_WARN];
    unsigned good = 0;
    for (unsigned i = 0; i < telling->stories->len; i++)
        good += !has_failed(g_ptr_array_index(telling->stories, i));
    printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<testsuite name=\"wrtcsig\" tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"0\">\n",
           telling->verdicts->len + good, failures);
    for (unsigned i = 0; i < telling->verdicts->len; i++)
        print_case(g_ptr_array_index(telling->verdicts, i));
    for (unsigned i = 0; i < telling->stories->len; i++) {
        const struct wrtcsig_story *story = g_ptr_array_index(telling->stories, i);
        if (!has_failed(story))
            printf("  <testcase classname=\"wrtcsig\" name=\"session %u\"/>\n",
                   story->session->index);
    }
    printf("</testsuite>\n");
    wrtcsig_telling_free(telling);
}
