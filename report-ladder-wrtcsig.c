/* report-ladder-wrtcsig.c: -z wrtcsig,ladder: who sent what to whom, in order
 *
 *     A  127.0.0.1:40002   client of connection 0
 *     B  127.0.0.1:8080    server
 *        #15     0.0 ms  |------------>|  Offer: audio, video
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-wrtcsig.h"

#include <stdio.h>

#include "compat.h"

/* More ends than that get no lane of their own: their letters are written. */
#define LANES_MAX 6

struct ladder {
    const struct wrtcsig_story *story;
    GPtrArray *ends; /* const char *, the report's: equal texts are the same pointer */
};

static char letter(unsigned i)
{
    return (char)(i < 26 ? 'A' + i : '?');
}

static unsigned lane_of(const struct ladder *ladder, const char *end)
{
    unsigned i = 0;
    return g_ptr_array_find(ladder->ends, end, &i) ? i : ladder->ends->len;
}

static void add_end(struct ladder *ladder, const char *end)
{
    if (end && ladder->ends->len < WRTCSIG_STORY_NAMES_MAX &&
        !g_ptr_array_find(ladder->ends, end, NULL))
        g_ptr_array_add(ladder->ends, (void *)end);
}

static void print_legend(const struct ladder *ladder)
{
    for (unsigned i = 0; i < ladder->ends->len; i++) {
        const char *end = g_ptr_array_index(ladder->ends, i);
        const struct wrtcsig_tap_record *seen = NULL;
        for (unsigned j = 0; j < ladder->story->entries->len && !seen; j++) {
            const struct wrtcsig_tap_record *entry = g_ptr_array_index(ladder->story->entries, j);
            seen = entry->source == end || entry->destination == end ? entry : NULL;
        }
        if (!seen || seen->from_client > 1)
            printf("  %c  %s\n", letter(i), end);
        else if ((seen->source == end) == (seen->from_client == 1))
            printf("  %c  %-24s client of connection %u\n", letter(i), end, seen->connection);
        else
            printf("  %c  %-24s server\n", letter(i), end);
    }
}

static unsigned spacing(const struct ladder *ladder)
{
    static const unsigned spacings[LANES_MAX + 1] = {0, 12, 12, 9, 7, 6, 5};
    return spacings[MIN(ladder->ends->len, LANES_MAX)];
}

/* "|---->|     |", or "|~~~~~~~~~~~|" for media, which goes past the servers. */
static char *picture_of(const struct ladder *ladder, const char *source, const char *destination)
{
    const unsigned from = lane_of(ladder, source), to = lane_of(ladder, destination),
                   count = ladder->ends->len, gap = spacing(ladder);
    if (count > LANES_MAX)
        return source ? g_strdup_printf("%c -> %c", letter(from), letter(to)) : g_strdup("~~~~~~");
    const unsigned left = MIN(from, to) * gap, right = MIN(MAX(from, to), count - 1) * gap;
    GString *picture = g_string_new(NULL);
    for (unsigned i = 0; i <= (count - 1) * gap; i++) {
        const bool inside = source && from != to && i > left && i < right;
        g_string_append_c(picture, i % gap == 0 ? (inside   ? '-'
                                                   : source ? '|'
                                                            : '~')
                                   : !source    ? '~'
                                   : inside     ? '-'
                                                : ' ');
    }
    if (source && from < to)
        picture->str[right - 1] = '>';
    else if (source && from > to)
        picture->str[left + 1] = '<';
    return g_string_free(picture, FALSE);
}

struct rung {
    uint32_t frame;
    int64_t time;
    const char *source, *destination; /* NULL: media */
    const char *text, *detail;
    unsigned more; /* items of the same message that have no rung of their own */
};

static void print_rung(const struct ladder *ladder, const struct rung *rung)
{
    char *picture = picture_of(ladder, rung->source, rung->destination);
    char *text = rung->more     ? g_strdup_printf("%s (+%u)", rung->text, rung->more)
                 : rung->detail ? g_strdup_printf("%s: %s", rung->text, rung->detail)
                                : g_strdup(rung->text);
    const unsigned used = 23 + (unsigned)strlen(picture);
    char *plain = wrtcsig_plain(text, WRTCSIG_REPORT_COLUMNS - used);
    char frame[16];
    snprintf(frame, sizeof frame, "#%u", rung->frame);
    printf(" %7s %8.1f ms %s  %s\n", frame, (double)(rung->time - ladder->story->begin) / 1e6,
           picture, plain);
    g_free(plain);
    g_free(text);
    g_free(picture);
}

static int by_frame(const void *a, const void *b)
{
    const struct rung *x = a, *y = b;
    return x->frame < y->frame ? -1 : x->frame > y->frame;
}

static void add_entries(GArray *rungs, const GPtrArray *entries)
{
    for (unsigned i = 0; i < entries->len; i++) {
        const struct wrtcsig_tap_record *entry = g_ptr_array_index(entries, i);
        struct rung *last =
            rungs->len > 0 ? &g_array_index(rungs, struct rung, rungs->len - 1) : NULL;
        const struct rung rung = {
            entry->frame, entry->time, entry->source, entry->destination, entry->text, NULL, 0};
        if (last && last->frame == rung.frame && last->source == rung.source)
            last->more++;
        else
            g_array_append_val(rungs, rung);
    }
}

static void print_ladder(const struct wrtcsig_report *report _U_, const struct wrtcsig_story *story)
{
    struct ladder ladder = {story, g_ptr_array_new()};
    GArray *rungs = g_array_new(FALSE, FALSE, sizeof(struct rung));
    GArray *steps = wrtcsig_media_steps(story->session);
    for (unsigned i = 0; i < story->entries->len; i++) {
        const struct wrtcsig_tap_record *entry = g_ptr_array_index(story->entries, i);
        add_end(&ladder, entry->source);
        add_end(&ladder, entry->destination);
    }
    add_entries(rungs, story->entries);
    add_entries(rungs, story->ends);
    for (unsigned i = 0; i < steps->len; i++) {
        const struct wrtcsig_step *step = &g_array_index(steps, struct wrtcsig_step, i);
        const struct rung rung = {step->frame, step->time, NULL, NULL, step->name, step->text, 0};
        g_array_append_val(rungs, rung);
    }
    g_array_sort(rungs, by_frame);
    printf("session %u\n", story->session->index);
    print_legend(&ladder);
    for (unsigned i = 0; i < rungs->len && ladder.ends->len > 0; i++)
        print_rung(&ladder, &g_array_index(rungs, struct rung, i));
    printf("\n");
    g_array_free(steps, TRUE);
    g_array_free(rungs, TRUE);
    g_ptr_array_free(ladder.ends, TRUE);
}

void wrtcsig_draw_ladder(const struct wrtcsig_report *report)
{
    wrtcsig_draw_stories(report, print_ladder);
}
