/* report-wrtcsig.c: -z wrtcsig,...: keeps what the tap queues until the report is drawn
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-wrtcsig.h"

#include <stdio.h>

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>
#include <wsutil/report_message.h>

#include "compat.h"

const struct wsig_session *wrtcsig_entry_session(const struct wrtcsig_tap_record *entry)
{
    const struct wsig_session *session =
        entry->item ? wsig_session_of(entry->item) : entry->session;
    while (session && session->merged_into)
        session = session->merged_into;
    return session;
}

/* --- the listener ---------------------------------------------------------------------------- */

static void reset(void *data)
{
    struct wrtcsig_report *report = data;
    g_array_set_size(report->entries, 0);
    g_string_chunk_clear(report->texts);
}

static void keep_text(struct wrtcsig_report *report, const char **text)
{
    if (*text)
        *text = g_string_chunk_insert_const(report->texts, *text);
}

static tap_packet_status packet(void *data, packet_info *pinfo, epan_dissect_t *edt _U_,
                                const void *tapped, tap_flags_t flags _U_)
{
    struct wrtcsig_report *report = data;
    struct wrtcsig_tap_record entry = *(const struct wrtcsig_tap_record *)tapped;
    if (report->capture != wrtcsig_capture_number())
        reset(report); /* another capture: what the entries point to is gone */
    report->capture = wrtcsig_capture_number();
    const char **texts[] = {&entry.dialect,   &entry.method,      &entry.room,
                            &entry.peer_from, &entry.peer_to,     &entry.candidate_type,
                            &entry.source,    &entry.destination, &entry.text};
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++)
        keep_text(report, texts[i]);
    if (report->entries->len == 0)
        report->start =
            entry.time - ((int64_t)pinfo->rel_ts.secs * INT64_C(1000000000) + pinfo->rel_ts.nsecs);
    g_array_append_val(report->entries, entry);
    return TAP_PACKET_REDRAW;
}

static void draw(void *data)
{
    const struct wrtcsig_report *report = data;
    if (report->entries->len > 0 && report->capture != wrtcsig_capture_number())
        return;
    report->draw(report);
    fflush(stdout);
}

static void finish(void *data)
{
    struct wrtcsig_report *report = data;
    g_array_free(report->entries, TRUE);
    g_string_chunk_free(report->texts);
    g_free(report->filter);
    g_free(report);
}

void wrtcsig_draw_stories(const struct wrtcsig_report *report,
                          void (*print)(const struct wrtcsig_report *,
                                        const struct wrtcsig_story *))
{
    struct wrtcsig_telling *telling = wrtcsig_telling_new(report);
    unsigned printed = 0;
    for (unsigned i = 0; i < telling->stories->len; i++) {
        const struct wrtcsig_story *story = g_ptr_array_index(telling->stories, i);
        if (report->session >= 0 && (uint32_t)report->session != story->session->index)
            continue;
        print(report, story);
        printed++;
    }
    if (printed == 0)
        printf("no session\n");
    wrtcsig_telling_free(telling);
}

/* --- lint ------------------------------------------------------------------------------------ */

void wrtcsig_draw_lint(const struct wrtcsig_report *report)
{
    struct wrtcsig_telling *telling = wrtcsig_telling_new(report);
    for (unsigned i = 0; i < telling->verdicts->len; i++) {
        const struct wrtcsig_verdict *verdict = g_ptr_array_index(telling->verdicts, i);
        const struct wsig_rule_info *info = wsig_rule_info(verdict->rule);
        char *text = wrtcsig_plain(verdict->text, 0);
        printf("%u: %s: %s: %s\n", verdict->frame, wrtcsig_severity_text(info->severity),
               info->name, text);
        g_free(text);
    }
    printf("%u errors, %u warnings, %u notes, %u chats\n", telling->counts[WSIG_SEVERITY_ERROR],
           telling->counts[WSIG_SEVERITY_WARN], telling->counts[WSIG_SEVERITY_NOTE],
           telling->counts[WSIG_SEVERITY_CHAT]);
    wrtcsig_telling_free(telling);
}

/* --- registration ---------------------------------------------------------------------------- */

static const struct report_row {
    const char *name;
    void (*draw)(const struct wrtcsig_report *report);
    bool takes_session;
} rows[] = {
    {"wrtcsig,lint", wrtcsig_draw_lint, false},
    {"wrtcsig,sessions", wrtcsig_draw_sessions, true},
    {"wrtcsig,ladder", wrtcsig_draw_ladder, true},
    {"wrtcsig,json", wrtcsig_draw_json, false},
    {"wrtcsig,junit", wrtcsig_draw_junit, false},
    {"wrtcsig,records", wrtcsig_draw_records, false},
};

/* "NAME[,SESSION][,FILTER]": what follows the name. */
static void take_argument(struct wrtcsig_report *report, const struct report_row *row,
                          const char *argument)
{
    const size_t n = strlen(row->name);
    const char *rest =
        strncmp(argument, row->name, n) == 0 && argument[n] == ',' ? argument + n + 1 : "";
    const size_t digits = strspn(rest, "0123456789");
    if (row->takes_session && digits > 0 && (rest[digits] == '\0' || rest[digits] == ',')) {
        report->session = (int)MIN(g_ascii_strtoull(rest, NULL, 10), (uint64_t)INT32_MAX);
        rest += digits + (rest[digits] == ',');
    }
    if (*rest)
        report->filter = g_strdup(rest);
}

static WRTCSIG_STAT_RESULT listen_for(const char *argument, void *data)
{
    const struct report_row *row = data;
    struct wrtcsig_report *report = g_new0(struct wrtcsig_report, 1);
    report->session = -1;
    report->entries = g_array_new(FALSE, FALSE, sizeof(struct wrtcsig_tap_record));
    report->texts = g_string_chunk_new(4096);
    report->draw = row->draw;
    take_argument(report, row, argument);
    GString *error = register_tap_listener("wrtcsig", report, report->filter, TL_REQUIRES_NOTHING,
                                           reset, packet, draw, finish);
    if (!error)
        WRTCSIG_STAT_RETURN;
    /* As tshark's own reports do: a report that cannot be made is no empty report. */
    fprintf(stderr, "tshark: Couldn't register %s: %s\n", row->name, error->str);
    exit(1);
}

void wrtcsig_reports_handoff(void)
{
    static stat_tap_ui reports[G_N_ELEMENTS(rows)];
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        reports[i] =
            (stat_tap_ui){REGISTER_STAT_GROUP_GENERIC, NULL, rows[i].name, listen_for, 0, NULL};
        register_stat_tap_ui(&reports[i], (void *)&rows[i]);
    }
}
