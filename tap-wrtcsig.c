/* tap-wrtcsig.c: the tap "wrtcsig", and the reports that `-z wrtcsig,...` makes of it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <stdio.h>

#include <epan/stat_tap_ui.h>
#include <epan/stats_tree.h>
#include <epan/tap.h>
#include <wsutil/report_message.h>

#include "compat.h"

static int tap = -1;

void wrtcsig_tap_register(void)
{
    tap = register_tap("wrtcsig");
}

static void queue(packet_info *pinfo, const struct wrtcsig_tap_record *record)
{
    struct wrtcsig_tap_record *copy = wmem_memdup(pinfo->pool, record, sizeof *record);
    copy->frame = pinfo->num;
    tap_queue_packet(tap, pinfo, copy);
}

void wrtcsig_tap_message(packet_info *pinfo, const struct wsig_msg *msg,
                         const struct wsig_record *record)
{
    if (!have_tap_listener(tap))
        return;
    for (unsigned i = 0; i < msg->items->len; i++) {
        const struct wsig_item *item = wsig_msg_item(msg, i);
        const struct wsig_slice type =
            item->candidate ? item->candidate->type : wsig_slice(NULL, 0);
        const struct wrtcsig_tap_record tapped = {
            .type = WRTCSIG_TAP_ITEM,
            .connection = record->connection->index,
            .dialect = msg->dialect,
            .kind = wsig_kind_text(item->kind),
            .candidate_type =
                type.n > 0 ? wmem_strndup(pinfo->pool, (const char *)type.p, type.n) : NULL,
        };
        queue(pinfo, &tapped);
    }
}

void wrtcsig_tap_close(packet_info *pinfo, const struct wsig_note *note)
{
    const struct wrtcsig_tap_record tapped = {
        .type = WRTCSIG_TAP_CLOSE,
        .connection = note->connection->index,
        .kind = wsig_kind_text(WSIG_KIND_CLOSE),
        .has_code = note->has_code,
        .code = note->code,
    };
    queue(pinfo, &tapped);
}

void wrtcsig_tap_finding(packet_info *pinfo, enum wsig_rule rule, const char *text)
{
    const struct wrtcsig_tap_record tapped = {
        .type = WRTCSIG_TAP_FINDING, .rule = rule, .text = text};
    queue(pinfo, &tapped);
}

const char *wrtcsig_report_text(packet_info *pinfo, enum wsig_rule rule, const char *detail)
{
    const struct wsig_rule_info *info = wsig_rule_info(rule);
    return detail ? wmem_strdup_printf(pinfo->pool, "%s: %s", info->text, detail) : info->text;
}

void wrtcsig_report(packet_info *pinfo, proto_item *item, enum wsig_rule rule, const char *detail)
{
    const char *text = wrtcsig_report_text(pinfo, rule, detail);
    expert_add_info_format(pinfo, item, wrtcsig_ei(rule), "%s", text);
    wrtcsig_tap_finding(pinfo, rule, text);
}

/* --- -z wrtcsig,tree, and the Statistics menu ------------------------------------------------- */

static int node_dialects, node_kinds, node_candidates, node_closes, node_findings;

static void tree_init(stats_tree *st)
{
    node_dialects = stats_tree_create_node(st, "Dialects", 0, STAT_DT_INT, true);
    node_kinds = stats_tree_create_node(st, "Kinds", 0, STAT_DT_INT, true);
    node_candidates = stats_tree_create_node(st, "Candidate types", 0, STAT_DT_INT, true);
    node_closes = stats_tree_create_node(st, "Close codes", 0, STAT_DT_INT, true);
    node_findings = stats_tree_create_node(st, "Findings", 0, STAT_DT_INT, true);
}

static void count(stats_tree *st, const char *parent, int node, const char *name)
{
    tick_stat_node(st, parent, 0, true);
    tick_stat_node(st, name, node, false);
}

static tap_packet_status tree_packet(stats_tree *st, packet_info *pinfo, epan_dissect_t *edt _U_,
                                     const void *data, tap_flags_t flags _U_)
{
    const struct wrtcsig_tap_record *record = data;
    if (record->type == WRTCSIG_TAP_FINDING) {
        count(st, "Findings", node_findings, wsig_rule_info(record->rule)->name);
        return TAP_PACKET_REDRAW;
    }
    count(st, "Kinds", node_kinds, record->kind);
    if (record->dialect)
        count(st, "Dialects", node_dialects, record->dialect);
    if (record->candidate_type)
        count(st, "Candidate types", node_candidates, record->candidate_type);
    if (record->type == WRTCSIG_TAP_CLOSE)
        count(st, "Close codes", node_closes,
              record->has_code ? wmem_strdup_printf(pinfo->pool, "%u %s", record->code,
                                                    wsig_close_name(record->code))
                               : "none");
    return TAP_PACKET_REDRAW;
}

/* --- -z wrtcsig,lint ---------------------------------------------------------------------------
 */

struct report {
    char *filter;
    GString *lines;
    unsigned counts[WSIG_SEVERITY_ERROR + 1];
};

static const char *severity_text(enum wsig_severity severity)
{
    static const char *const texts[] = {"chat", "note", "warn", "error"};
    return texts[severity];
}

static void add_line(struct report *report, uint32_t frame, enum wsig_rule rule, const char *text)
{
    const struct wsig_rule_info *info = wsig_rule_info(rule);
    report->counts[info->severity]++;
    g_string_append_printf(report->lines, "%u: %s: %s: %s\n", frame, severity_text(info->severity),
                           info->name, text);
}

static void reset(void *data)
{
    struct report *report = data;
    g_string_truncate(report->lines, 0);
    memset(report->counts, 0, sizeof report->counts);
}

static tap_packet_status lint_packet(void *data, packet_info *pinfo _U_, epan_dissect_t *edt _U_,
                                     const void *tapped, tap_flags_t flags _U_)
{
    const struct wrtcsig_tap_record *record = tapped;
    if (record->type == WRTCSIG_TAP_FINDING)
        add_line(data, record->frame, record->rule, record->text);
    return TAP_PACKET_REDRAW;
}

static void lint_draw(void *data)
{
    struct report *report = data;
    fputs(report->lines->str, stdout);
    printf("%u errors, %u warnings, %u notes, %u chats\n", report->counts[WSIG_SEVERITY_ERROR],
           report->counts[WSIG_SEVERITY_WARN], report->counts[WSIG_SEVERITY_NOTE],
           report->counts[WSIG_SEVERITY_CHAT]);
}

/* --- -z wrtcsig,sessions -----------------------------------------------------------------------
 */

static void print_event(const char *name, const struct wsig_event *event, int64_t since)
{
    if (event->frame)
        printf("  %-16s #%-7u %+10.3f ms\n", name, event->frame,
               (double)(event->time - since) / 1e6);
}

static void print_exchange(const struct wsig_exchange *exchange, int64_t since)
{
    const struct wsig_sighting *offer = wsig_exchange_offer(exchange, NULL);
    const struct wsig_sighting *answer = wsig_exchange_answer(exchange, NULL);
    if (offer)
        print_event(exchange->number == 1 ? "offer" : "offer again",
                    &(struct wsig_event){offer->frame, offer->time}, since);
    for (unsigned i = 0; exchange->changes && i < exchange->changes->len; i++)
        printf("    %s\n", (const char *)g_ptr_array_index(exchange->changes, i));
    if (answer)
        print_event("answer", &(struct wsig_event){answer->frame, answer->time}, since);
    for (unsigned i = 0; exchange->negotiated && i < exchange->negotiated->len; i++)
        printf("    %s\n", (const char *)g_ptr_array_index(exchange->negotiated, i));
}

static void print_media(const struct wsig_session *session, int64_t since)
{
    const struct wsig_session_media *media = &session->media;
    print_event("first check", &media->first_check, since);
    print_event("pair", &media->pair, since);
    if (media->pair_text)
        printf("    %s\n", media->pair_text);
    print_event("DTLS", &media->dtls, since);
    for (unsigned agent = 0; agent < 2; agent++) {
        print_event(agent ? "RTP to offerer" : "RTP from offerer", &media->first_rtp[agent], since);
        if (media->packets[agent] > 0)
            printf("    %" PRIu64 " packets, %" PRIu64 " bytes\n", media->packets[agent],
                   media->bytes[agent]);
    }
}

static int64_t begin_of(const struct wsig_session *session)
{
    const struct wsig_sighting *offer =
        session->first ? wsig_exchange_offer(session->first, NULL) : NULL;
    return offer ? offer->time : session->media.first_check.time;
}

static void sessions_draw(void *data _U_)
{
    const struct wsig_sessions *sessions = wrtcsig_sessions();
    for (uint32_t i = 0; sessions && i < wsig_sessions_count(sessions); i++) {
        const struct wsig_session *session = wsig_sessions_at(sessions, i);
        if (session->merged_into)
            continue;
        const int64_t since = begin_of(session);
        printf("session %u: %s\n", session->index, wsig_state_text(session->state));
        for (const struct wsig_exchange *e = session->first; e; e = e->next)
            print_exchange(e, since);
        print_media(session, since);
        printf("\n");
    }
}

static tap_packet_status sessions_packet(void *data _U_, packet_info *pinfo _U_,
                                         epan_dissect_t *edt _U_, const void *tapped _U_,
                                         tap_flags_t flags _U_)
{
    return TAP_PACKET_DONT_REDRAW; /* the sessions know it all */
}

/* --- registration ------------------------------------------------------------------------------
 */

static void finish(void *data)
{
    struct report *report = data;
    g_string_free(report->lines, TRUE);
    g_free(report->filter);
    g_free(report);
}

static void listen_with(const char *argument, const char *name, tap_packet_cb packet,
                        tap_draw_cb draw)
{
    struct report *report = g_new0(struct report, 1);
    const size_t n = strlen(name);
    report->lines = g_string_new(NULL);
    if (strncmp(argument, name, n) == 0 && argument[n] == ',')
        report->filter = g_strdup(argument + n + 1);
    GString *error = register_tap_listener("wrtcsig", report, report->filter, TL_REQUIRES_NOTHING,
                                           reset, packet, draw, finish);
    if (!error)
        return;
    report_failure("wrtcsig: %s", error->str);
    g_string_free(error, TRUE);
    finish(report);
}

static void lint_init(const char *argument, void *data _U_)
{
    listen_with(argument, "wrtcsig,lint", lint_packet, lint_draw);
}

static void sessions_init(const char *argument, void *data _U_)
{
    listen_with(argument, "wrtcsig,sessions", sessions_packet, sessions_draw);
}

void wrtcsig_tap_handoff(void)
{
    static stat_tap_ui reports[] = {
        {REGISTER_STAT_GROUP_GENERIC, NULL, "wrtcsig,lint", lint_init, 0, NULL},
        {REGISTER_STAT_GROUP_GENERIC, NULL, "wrtcsig,sessions", sessions_init, 0, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(reports); i++)
        register_stat_tap_ui(&reports[i], NULL);
    stats_tree_register_plugin("wrtcsig", "wrtcsig", "WebRTC Signaling", 0, tree_packet, tree_init,
                               NULL);
}
