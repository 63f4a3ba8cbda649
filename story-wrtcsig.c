/* story-wrtcsig.c: from what a report has kept to findings in order and one story a peer connection
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-wrtcsig.h"

#include "compat.h"

const char *wrtcsig_severity_text(enum wsig_severity severity)
{
    static const char *const texts[] = {"chat", "note", "warn", "error"};
    return texts[severity];
}

/* Characters that move the cursor, or turn the direction of what follows. */
static bool is_harmful(gunichar c)
{
    return g_unichar_iscntrl(c) || c == 0x061C || (c >= 0x200E && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

char *wrtcsig_plain(const char *text, unsigned columns)
{
    char *valid = g_utf8_make_valid(text, -1);
    GString *plain = g_string_new(NULL);
    const glong length = g_utf8_strlen(valid, -1);
    const bool cut = columns > 0 && length > (glong)columns;
    unsigned n = 0;
    for (const char *p = valid; *p && !(cut && n + 3 >= columns); p = g_utf8_next_char(p), n++) {
        const gunichar c = g_utf8_get_char(p);
        if (is_harmful(c))
            g_string_append_c(plain, c == '\t' || c == '\n' ? ' ' : '?');
        else
            g_string_append_unichar(plain, c);
    }
    if (cut)
        g_string_append(plain, "...");
    g_free(valid);
    return g_string_free(plain, FALSE);
}

/* --- findings -------------------------------------------------------------------------------- */

struct teller {
    const struct wrtcsig_report *report;
    struct wrtcsig_telling *telling;
    GHashTable *sessions_of; /* frame -> GPtrArray of sessions */
    GHashTable *stories;     /* session -> story */
};

static void add_verdict(struct teller *t, const struct wrtcsig_tap_record *entry,
                        enum wsig_rule rule, char *text)
{
    struct wrtcsig_verdict *verdict = g_new0(struct wrtcsig_verdict, 1);
    verdict->frame = entry->frame;
    verdict->time = entry->time;
    verdict->rule = rule;
    verdict->text = text;
    g_ptr_array_add(t->telling->verdicts, verdict);
    t->telling->counts[wsig_rule_info(rule)->severity]++;
}

static void add_detailed(struct teller *t, const struct wrtcsig_tap_record *entry,
                         enum wsig_rule rule, const char *detail)
{
    const char *text = wsig_rule_info(rule)->text;
    add_verdict(t, entry, rule, detail ? g_strdup_printf("%s: %s", text, detail) : g_strdup(text));
}

struct late {
    struct teller *teller;
    const struct wrtcsig_tap_record *entry;
};

static void add_late(void *data, enum wsig_rule rule, const char *detail)
{
    const struct late *late = data;
    add_detailed(late->teller, late->entry, rule, detail);
}

/* What has become known since the item was dissected on the first pass; a later pass has it in the
 * tap. */
static void add_late_verdicts(struct teller *t, const struct wrtcsig_tap_record *entry)
{
    const struct wsig_item_record *item = entry->item;
    if (!item || entry->later_pass)
        return;
    for (unsigned i = entry->reported; i < wsig_findings_count(item->findings); i++) {
        const struct wsig_kept_finding *finding = wsig_findings_at(item->findings, i);
        add_detailed(t, entry, finding->rule, finding->detail);
    }
    struct late late = {t, entry};
    wrtcsig_future(item, wrtcsig_now(), add_late, &late);
}

static int by_frame(const void *a, const void *b)
{
    const struct wrtcsig_verdict *x = *(const struct wrtcsig_verdict *const *)a,
                                 *y = *(const struct wrtcsig_verdict *const *)b;
    if (x->frame != y->frame)
        return x->frame < y->frame ? -1 : 1;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    return strcmp(x->text, y->text);
}

static void free_verdict(void *data)
{
    struct wrtcsig_verdict *verdict = data;
    if (verdict->sessions)
        g_ptr_array_free(verdict->sessions, TRUE);
    g_free((char *)verdict->text);
    g_free(verdict);
}

/* --- stories --------------------------------------------------------------------------------- */

static void add_once(GPtrArray *array, const void *pointer)
{
    if (pointer && array->len < WRTCSIG_STORY_NAMES_MAX && !g_ptr_array_find(array, pointer, NULL))
        g_ptr_array_add(array, (void *)pointer);
}

static int64_t begin_of(const struct wsig_session *session, int64_t otherwise)
{
    const struct wsig_sighting *offer =
        session->first ? wsig_exchange_offer(session->first, NULL) : NULL;
    return offer ? offer->time : otherwise;
}

static struct wrtcsig_story *story_of(struct teller *t, const struct wsig_session *session,
                                      int64_t time)
{
    struct wrtcsig_story *story = g_hash_table_lookup(t->stories, session);
    if (story)
        return story;
    story = g_new0(struct wrtcsig_story, 1);
    story->session = session;
    story->begin = begin_of(session, time);
    GPtrArray **lists[] = {&story->entries, &story->ends,  &story->connections, &story->dialects,
                           &story->rooms,   &story->peers, &story->verdicts};
    for (unsigned i = 0; i < G_N_ELEMENTS(lists); i++)
        *lists[i] = g_ptr_array_new();
    g_hash_table_insert(t->stories, (void *)session, story);
    g_ptr_array_add(t->telling->stories, story);
    return story;
}

static void free_story(void *data)
{
    struct wrtcsig_story *story = data;
    GPtrArray *lists[] = {story->entries, story->ends,  story->connections, story->dialects,
                          story->rooms,   story->peers, story->verdicts};
    for (unsigned i = 0; i < G_N_ELEMENTS(lists); i++)
        g_ptr_array_free(lists[i], TRUE);
    g_free(story);
}

static void tell_item(struct teller *t, const struct wrtcsig_tap_record *entry,
                      const struct wsig_session *session)
{
    struct wrtcsig_story *story = story_of(t, session, entry->time);
    if (entry->type != WRTCSIG_TAP_ITEM)
        return;
    g_ptr_array_add(story->entries, (void *)entry);
    add_once(story->connections, entry->about);
    add_once(story->dialects, entry->dialect);
    add_once(story->rooms, entry->room);
    add_once(story->peers, entry->peer_from);
    add_once(story->peers, entry->peer_to);
    if (g_str_equal(entry->kind, "bye") || g_str_equal(entry->kind, "leave") ||
        g_str_equal(entry->kind, "error"))
        story->bye = entry;
}

static void note_frame(struct teller *t, uint32_t frame, const struct wsig_session *session)
{
    GPtrArray *sessions = g_hash_table_lookup(t->sessions_of, GUINT_TO_POINTER(frame));
    if (!sessions) {
        sessions = g_ptr_array_new();
        g_hash_table_insert(t->sessions_of, GUINT_TO_POINTER(frame), sessions);
    }
    if (!g_ptr_array_find(sessions, session, NULL))
        g_ptr_array_add(sessions, (void *)session);
}

static void read_entries(struct teller *t)
{
    for (unsigned i = 0; i < t->report->entries->len; i++) {
        const struct wrtcsig_tap_record *entry = wrtcsig_report_at(t->report, i);
        const struct wsig_session *session = wrtcsig_entry_session(entry);
        if (entry->type == WRTCSIG_TAP_FINDING)
            add_verdict(t, entry, entry->rule, g_strdup(entry->text));
        if (session) {
            tell_item(t, entry, session);
            note_frame(t, entry->frame, session);
        }
        if (entry->type == WRTCSIG_TAP_ITEM)
            add_late_verdicts(t, entry);
    }
}

/* Connection -> GPtrArray of the stories on it. */
static GHashTable *users_of_connections(const struct teller *t)
{
    GHashTable *users = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    for (unsigned i = 0; i < t->telling->stories->len; i++) {
        struct wrtcsig_story *story = g_ptr_array_index(t->telling->stories, i);
        for (unsigned j = 0; j < story->connections->len; j++) {
            void *connection = g_ptr_array_index(story->connections, j);
            GPtrArray *stories = g_hash_table_lookup(users, connection);
            if (!stories)
                g_hash_table_insert(users, connection, stories = g_ptr_array_new());
            g_ptr_array_add(stories, story);
        }
    }
    return users;
}

/* What is said of a connection, and how it ended, belongs to the story of every session on it. */
static void add_ends(struct teller *t)
{
    GHashTable *users = users_of_connections(t);
    for (unsigned i = 0; i < t->report->entries->len; i++) {
        const struct wrtcsig_tap_record *entry = wrtcsig_report_at(t->report, i);
        const GPtrArray *stories =
            entry->type == WRTCSIG_TAP_CLOSE || entry->type == WRTCSIG_TAP_NOTE
                ? g_hash_table_lookup(users, entry->about)
                : NULL;
        for (unsigned j = 0; stories && j < stories->len; j++) {
            struct wrtcsig_story *story = g_ptr_array_index(stories, j);
            if (entry->type == WRTCSIG_TAP_CLOSE || entry->tcp_end)
                g_ptr_array_add(story->ends, (void *)entry);
            note_frame(t, entry->frame, story->session);
        }
    }
    g_hash_table_destroy(users);
}

static void tie_verdicts(struct teller *t)
{
    for (unsigned i = 0; i < t->telling->verdicts->len; i++) {
        struct wrtcsig_verdict *verdict = g_ptr_array_index(t->telling->verdicts, i);
        const GPtrArray *sessions =
            g_hash_table_lookup(t->sessions_of, GUINT_TO_POINTER(verdict->frame));
        for (unsigned j = 0; sessions && j < sessions->len; j++) {
            void *session = g_ptr_array_index(sessions, j);
            struct wrtcsig_story *story = g_hash_table_lookup(t->stories, session);
            if (!verdict->sessions)
                verdict->sessions = g_ptr_array_new();
            g_ptr_array_add(verdict->sessions, session);
            if (story)
                g_ptr_array_add(story->verdicts, verdict);
        }
    }
}

static int by_index(const void *a, const void *b)
{
    const struct wrtcsig_story *x = *(const struct wrtcsig_story *const *)a,
                               *y = *(const struct wrtcsig_story *const *)b;
    return x->session->index < y->session->index ? -1 : x->session->index > y->session->index;
}

struct wrtcsig_telling *wrtcsig_telling_new(const struct wrtcsig_report *report)
{
    struct teller t = {.report = report};
    t.telling = g_new0(struct wrtcsig_telling, 1);
    t.telling->verdicts = g_ptr_array_new_with_free_func(free_verdict);
    t.telling->stories = g_ptr_array_new_with_free_func(free_story);
    t.sessions_of = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    t.stories = g_hash_table_new(NULL, NULL);
    read_entries(&t);
    add_ends(&t);
    g_ptr_array_sort(t.telling->verdicts, by_frame);
    g_ptr_array_sort(t.telling->stories, by_index);
    tie_verdicts(&t);
    g_hash_table_destroy(t.sessions_of);
    g_hash_table_destroy(t.stories);
    return t.telling;
}

void wrtcsig_telling_free(struct wrtcsig_telling *telling)
{
    g_ptr_array_free(telling->verdicts, TRUE);
    g_ptr_array_free(telling->stories, TRUE);
    g_free(telling);
}

const char *wrtcsig_story_state(const struct wrtcsig_story *story)
{
    return story->session->state == WSIG_STATE_NONE ? "none"
                                                    : wsig_state_text(story->session->state);
}

/* --- steps ----------------------------------------------------------------------------------- */

static void add_step(GArray *steps, const struct wsig_event *event, const char *name,
                     const char *text)
{
    const struct wrtcsig_step step = {event->frame, event->time, name, text};
    if (event->frame)
        g_array_append_val(steps, step);
}

static int by_time(const void *a, const void *b)
{
    const struct wrtcsig_step *x = a, *y = b;
    if (x->frame != y->frame)
        return x->frame < y->frame ? -1 : 1;
    return 0;
}

GArray *wrtcsig_media_steps(const struct wsig_session *session)
{
    const struct wsig_session_media *m = &session->media;
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(struct wrtcsig_step));
    add_step(steps, &m->first_check, "first check", NULL);
    add_step(steps, &m->first_answer, "check answered", NULL);
    add_step(steps, &m->pair, "pair", m->pair_text);
    add_step(steps, &m->dtls, "DTLS", NULL);
    add_step(steps, &m->first_rtp[0], "RTP from offerer", NULL);
    add_step(steps, &m->first_rtp[1], "RTP from answerer", NULL);
    g_array_sort(steps, by_time);
    return steps;
}
