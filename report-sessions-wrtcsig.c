/* report-sessions-wrtcsig.c: -z wrtcsig,sessions: one block per peer connection
 *
 * The waterfall's scale is the set-up, from the first offer to the first media; what comes later
 * would squeeze it, and stands at the right edge.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-wrtcsig.h"

#include <stdio.h>

#include "compat.h"

#define BAR_WIDTH          20
#define LABEL_WIDTH        (WRTCSIG_REPORT_COLUMNS - BAR_WIDTH - 24)
#define VALUE_WIDTH        (WRTCSIG_REPORT_COLUMNS - 15)
#define WATERFALL_ROWS_MAX 100

static void print_value(const char *title, const char *value)
{
    char *plain = wrtcsig_plain(value, VALUE_WIDTH);
    printf("  %-12s %s\n", title, plain);
    g_free(plain);
}

static char *joined(const GPtrArray *texts, const char *separator)
{
    GString *all = g_string_new(NULL);
    for (unsigned i = 0; i < texts->len; i++)
        g_string_append_printf(all, "%s%s", i ? separator : "",
                               (const char *)g_ptr_array_index(texts, i));
    return g_string_free(all, FALSE);
}

static void print_list(const char *title, const GPtrArray *texts)
{
    char *all = joined(texts, ", ");
    if (texts->len > 0)
        print_value(title, all);
    g_free(all);
}

/* --- who, and over what ---------------------------------------------------------------------- */

static void print_connections(const struct wrtcsig_story *story)
{
    for (unsigned i = 0; i < story->connections->len; i++) {
        const struct wsig_connection *c = g_ptr_array_index(story->connections, i);
        const struct wrtcsig_tap_record *first = NULL;
        for (unsigned j = 0; j < story->entries->len && !first; j++) {
            const struct wrtcsig_tap_record *entry = g_ptr_array_index(story->entries, j);
            first = entry->about == c ? entry : NULL;
        }
        const bool swap = first && first->from_client == 0;
        char *text = g_strdup_printf("connection %u: %s -> %s", c->index,
                                     !first ? "?"
                                     : swap ? first->destination
                                            : first->source,
                                     !first ? "?"
                                     : swap ? first->source
                                            : first->destination);
        print_value(i == 0 ? "over" : "", text);
        g_free(text);
    }
}

/* "0 audio: opus/48000/2, red/48000/2, ...; sendrecv; ..." -> "0 audio: opus/48000/2 +1; sendrecv"
 */
static char *compact(const char *negotiated)
{
    char **parts = g_strsplit(negotiated, "; ", 3);
    char **codecs = g_strsplit(parts[0] ? parts[0] : "", ", ", -1);
    const unsigned count = g_strv_length(codecs);
    const bool more = count > 0 && g_str_equal(codecs[count - 1], "...");
    GString *text = g_string_new(count > 0 ? codecs[0] : "");
    if (count > 1)
        g_string_append_printf(text, " +%u%s", count - 1 - more, more ? " or more" : "");
    if (parts[0] && parts[1] && !g_str_has_prefix(parts[1], "DTLS"))
        g_string_append_printf(text, "; %s", parts[1]);
    g_strfreev(codecs);
    g_strfreev(parts);
    return g_string_free(text, FALSE);
}

static void print_negotiated(const struct wsig_session *session)
{
    const GPtrArray *lines = session->agreed ? wsig_exchange_outcome(session->agreed) : NULL;
    for (unsigned i = 0; lines && i < lines->len; i++) {
        char *text = compact(g_ptr_array_index(lines, i));
        print_value(i == 0 ? "media" : "", text);
        g_free(text);
    }
}

static void add_candidates(GString *text, const struct wsig_agent *agent)
{
    bool any = false;
    for (unsigned i = 0; i < WSIG_CANDIDATE_TYPES; i++) {
        if (agent->candidates[i] > 0)
            g_string_append_printf(text, "%s %u %s", any ? "," : "", agent->candidates[i],
                                   wsig_candidate_types[i]);
        any |= agent->candidates[i] > 0;
    }
    if (!any)
        g_string_append(text, " none");
}

static void print_candidates(const struct wsig_session *session)
{
    GString *text = g_string_new("offerer");
    add_candidates(text, &session->agents[0]);
    g_string_append(text, "; answerer");
    add_candidates(text, &session->agents[1]);
    print_value("candidates", text->str);
    g_string_free(text, TRUE);
}

static void print_media(const struct wsig_session *session)
{
    const struct wsig_session_media *m = &session->media;
    if (m->checks > 0) {
        char *checks = g_strdup_printf("%u sent, %u answered", m->checks, m->answers);
        print_value("ICE checks", checks);
        g_free(checks);
    }
    if (m->pair_text)
        print_value("pair", m->pair_text);
    for (unsigned agent = 0; agent < 2; agent++) {
        if (m->packets[agent] == 0)
            continue;
        char *text =
            g_strdup_printf("%" PRIu64 " packets, %" PRIu64 " bytes from the %s", m->packets[agent],
                            m->bytes[agent], agent == 0 ? "offerer" : "answerer");
        print_value("RTP", text);
        g_free(text);
    }
}

/* --- the waterfall --------------------------------------------------------------------------- */

struct bar {
    uint32_t frame;
    int64_t begin, end;
    bool is_later; /* not part of the set-up: it does not make the scale */
    char *label;
};

static void add_bar(GArray *bars, struct bar bar)
{
    g_array_append_val(bars, bar);
}

static const char *outcome_text(enum wsig_outcome outcome)
{
    switch (outcome) {
    case WSIG_OUTCOME_REPLACED:
        return ", taken back";
    case WSIG_OUTCOME_LOST:
        return ", lost to the other side's";
    case WSIG_OUTCOME_REFUSED:
        return ", refused";
    case WSIG_OUTCOME_OPEN:
        return ", no answer";
    case WSIG_OUTCOME_ANSWERED:
        break;
    }
    return "";
}

static void add_exchange(GArray *bars, const struct wsig_exchange *e)
{
    const struct wsig_sighting *offer = wsig_exchange_offer(e, NULL),
                               *answer = wsig_exchange_answer(e, NULL);
    GString *label = g_string_new(NULL);
    if (!offer && !answer)
        g_string_free(label, TRUE);
    if (!offer && !answer)
        return;
    if (!offer)
        g_string_append(label, "answer; its offer was not captured");
    else
        g_string_append_printf(label, e->number == 1 ? "offer" : "offer %u", e->number);
    if (offer && answer)
        g_string_append_printf(label, " -> %sanswer #%u in %.1f ms",
                               e->provisional ? "provisional " : "", answer->frame,
                               (double)(answer->time - offer->time) / 1e6);
    else if (offer)
        g_string_append(label, outcome_text(e->outcome));
    for (unsigned i = 0; e->changes && i < e->changes->len; i++)
        g_string_append_printf(label, "; %s", (const char *)g_ptr_array_index(e->changes, i));
    const struct wsig_sighting *first = offer ? offer : answer;
    add_bar(bars, (struct bar){first->frame, first->time, answer ? answer->time : first->time,
                               e->number > 1, g_string_free(label, FALSE)});
}

static void add_trickle(GArray *bars, const struct wrtcsig_story *story, uint8_t agent)
{
    const struct wrtcsig_tap_record *first = NULL, *last = NULL;
    unsigned count = 0;
    for (unsigned i = 0; i < story->entries->len; i++) {
        const struct wrtcsig_tap_record *entry = g_ptr_array_index(story->entries, i);
        if (!entry->item || entry->item->agent != agent || entry->item->again ||
            !g_str_equal(entry->kind, "candidate"))
            continue;
        first = first ? first : entry;
        last = entry;
        count++;
    }
    if (first)
        add_bar(bars, (struct bar){first->frame, first->time, last->time,
                                   first->time - story->begin > WSIG_ANSWER_WAIT,
                                   g_strdup_printf("%u candidate%s of the %s", count,
                                                   count == 1 ? "" : "s",
                                                   agent == 0 ? "offerer" : "answerer")});
}

/* Of each connection the first word of its end: a Close, or TCP's where there was none. */
static void add_ends(GArray *bars, const struct wrtcsig_story *story)
{
    for (unsigned i = 0; i < story->connections->len; i++) {
        const struct wrtcsig_tap_record *first = NULL;
        for (unsigned j = 0; j < story->ends->len && !first; j++) {
            const struct wrtcsig_tap_record *end = g_ptr_array_index(story->ends, j);
            first = end->about == g_ptr_array_index(story->connections, i) ? end : NULL;
        }
        if (!first)
            continue;
        char *which = story->connections->len > 1
                          ? g_strdup_printf("connection %u: ", first->connection)
                          : g_strdup("");
        add_bar(bars, (struct bar){first->frame, first->time, first->time, true,
                                   g_strconcat(which, first->text, NULL)});
        g_free(which);
    }
}

static void add_moments(GArray *bars, const struct wrtcsig_story *story)
{
    GArray *steps = wrtcsig_media_steps(story->session);
    for (unsigned i = 0; i < steps->len; i++) {
        const struct wrtcsig_step *step = &g_array_index(steps, struct wrtcsig_step, i);
        add_bar(bars,
                (struct bar){step->frame, step->time, step->time, false, g_strdup(step->name)});
    }
    g_array_free(steps, TRUE);
    add_ends(bars, story);
    if (story->bye)
        add_bar(bars, (struct bar){story->bye->frame, story->bye->time, story->bye->time, true,
                                   g_strdup(story->bye->text)});
}

static int by_begin(const void *a, const void *b)
{
    const struct bar *x = a, *y = b;
    return x->frame < y->frame ? -1 : x->frame > y->frame;
}

static int64_t scale_of(const GArray *bars, int64_t begin)
{
    int64_t end = begin;
    for (unsigned i = 0; i < bars->len; i++) {
        const struct bar *bar = &g_array_index(bars, struct bar, i);
        end = bar->is_later ? end : MAX(end, bar->end);
    }
    return MAX(end - begin, 1);
}

static int column_of(int64_t time, int64_t begin, int64_t scale)
{
    if (time - begin > scale)
        return BAR_WIDTH;
    return (int)((double)MAX(time - begin, 0) / (double)scale * (BAR_WIDTH - 1));
}

static void print_bar(const struct bar *bar, int64_t begin, int64_t scale)
{
    char picture[BAR_WIDTH + 1] = {0};
    const int from = column_of(bar->begin, begin, scale), to = column_of(bar->end, begin, scale);
    for (int i = 0; i < BAR_WIDTH; i++)
        picture[i] = i < from || i > to ? ' ' : from == to ? '*' : '=';
    if (to >= BAR_WIDTH)
        picture[BAR_WIDTH - 1] = '>';
    char *label = wrtcsig_plain(bar->label, LABEL_WIDTH);
    char frame[16];
    snprintf(frame, sizeof frame, "#%u", bar->frame);
    printf(" %7s %8.1f ms |%s| %s\n", frame, (double)(bar->begin - begin) / 1e6, picture, label);
    g_free(label);
}

static void print_waterfall(const struct wrtcsig_story *story)
{
    GArray *bars = g_array_new(FALSE, FALSE, sizeof(struct bar));
    for (const struct wsig_exchange *e = story->session->first; e; e = e->next)
        add_exchange(bars, e);
    add_trickle(bars, story, 0);
    add_trickle(bars, story, 1);
    add_moments(bars, story);
    g_array_sort(bars, by_begin);
    const int64_t scale = scale_of(bars, story->begin);
    for (unsigned i = 0; i < bars->len; i++) {
        struct bar *bar = &g_array_index(bars, struct bar, i);
        if (i < WATERFALL_ROWS_MAX)
            print_bar(bar, story->begin, scale);
        g_free(bar->label);
    }
    if (bars->len > WATERFALL_ROWS_MAX)
        printf("  ... and %u more\n", bars->len - WATERFALL_ROWS_MAX);
    g_array_free(bars, TRUE);
}

/* --- the block ------------------------------------------------------------------------------- */

static char *end_of(const struct wrtcsig_story *story)
{
    if (story->bye)
        return g_strdup_printf("#%u %s", story->bye->frame, story->bye->text);
    if (story->ends->len == 0)
        return g_strdup("the capture ends before the call");
    const struct wrtcsig_tap_record *end = g_ptr_array_index(story->ends, 0);
    const char *const who[] = {", by the server", ", by the client", ""};
    return g_strdup_printf("#%u %s%s", end->frame, end->text, who[MIN(end->from_client, 2)]);
}

static void print_verdicts(const struct wrtcsig_story *story)
{
    for (unsigned i = 0; i < story->verdicts->len; i++) {
        const struct wrtcsig_verdict *verdict = g_ptr_array_index(story->verdicts, i);
        const struct wsig_rule_info *info = wsig_rule_info(verdict->rule);
        char *plain = wrtcsig_plain(verdict->text, 0);
        printf("  %-12s #%u %s: %s\n", wrtcsig_severity_text(info->severity), verdict->frame,
               info->name, plain);
        g_free(plain);
    }
}

static void print_story(const struct wrtcsig_report *report, const struct wrtcsig_story *story)
{
    char *end = end_of(story);
    printf("session %u: %s, begins at %.3f s\n", story->session->index, wrtcsig_story_state(story),
           (double)(story->begin - report->start) / 1e9);
    print_list("dialect", story->dialects);
    print_list("room", story->rooms);
    print_list("peers", story->peers);
    print_connections(story);
    print_negotiated(story->session);
    print_candidates(story->session);
    print_media(story->session);
    print_value("ended", end);
    print_verdicts(story);
    print_waterfall(story);
    printf("\n");
    g_free(end);
}

void wrtcsig_draw_sessions(const struct wrtcsig_report *report)
{
    wrtcsig_draw_stories(report, print_story);
}
