/* report-records-wrtcsig.c: -z wrtcsig,records: what the tap queues, one line each
 *
 * For who writes a report: frame, type, connection, session, and what is set of the rest.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-wrtcsig.h"

#include <stdio.h>

static void print_text(const char *name, const char *text)
{
    if (!text)
        return;
    char *plain = wrtcsig_plain(text, WRTCSIG_REPORT_COLUMNS);
    printf(" %s=\"%s\"", name, plain);
    g_free(plain);
}

static void print_record(const struct wrtcsig_tap_record *record)
{
    static const char *const types[] = {
        [WRTCSIG_TAP_CONNECTION] = "connection",
        [WRTCSIG_TAP_MESSAGE] = "message",
        [WRTCSIG_TAP_ITEM] = "item",
        [WRTCSIG_TAP_CLOSE] = "close",
        [WRTCSIG_TAP_NOTE] = "note",
        [WRTCSIG_TAP_MEDIA] = "media",
        [WRTCSIG_TAP_FINDING] = "finding",
    };
    const struct wsig_session *session = wrtcsig_entry_session(record);
    printf("%u %s", record->frame, types[record->type]);
    if (record->about)
        printf(" connection=%u", record->connection);
    if (session)
        printf(" session=%u", session->index);
    if (record->type == WRTCSIG_TAP_MESSAGE)
        printf(" items=%u", record->items);
    if (record->type == WRTCSIG_TAP_FINDING)
        print_text("rule", wsig_rule_info(record->rule)->name);
    print_text("dialect", record->dialect);
    print_text("kind", record->kind);
    print_text("method", record->method);
    print_text("text", record->text);
    printf("\n");
}

void wrtcsig_draw_records(const struct wrtcsig_report *report)
{
    for (unsigned i = 0; i < report->entries->len; i++)
        print_record(wrtcsig_report_at(report, i));
}
