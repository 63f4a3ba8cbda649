/* report-wrtcsig.h: what the reports of the tap know of each other
 *
 *     report-wrtcsig.c           -z wrtcsig,...: what the tap queues is kept; lint
 *     story-wrtcsig.c            what was kept -> findings in order; one story a peer connection
 *     report-sessions-wrtcsig.c  -z wrtcsig,sessions
 *     report-ladder-wrtcsig.c    -z wrtcsig,ladder
 *     report-machine-wrtcsig.c   -z wrtcsig,json and -z wrtcsig,junit
 *     report-records-wrtcsig.c   -z wrtcsig,records: the tap itself, for contributors
 *
 * A report is drawn when the capture has ended: then all is known, after one pass as after two.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef REPORT_WRTCSIG_H
#define REPORT_WRTCSIG_H

#include "packet-wrtcsig.h"

/* The longest line of the reports for people, but for what has to stand in full (findings). */
#define WRTCSIG_REPORT_COLUMNS 80

/* Connections, rooms, peers of one session that are told apart; further ones are left out. */
#define WRTCSIG_STORY_NAMES_MAX 64

struct wrtcsig_report {
    char *filter;    /* display filter; NULL: none */
    int session;     /* of a ladder; -1: all */
    GArray *entries; /* struct wrtcsig_tap_record, their texts in `texts` */
    GStringChunk *texts;
    int64_t start;    /* of the capture, nanoseconds since the epoch */
    uint32_t capture; /* wrtcsig_capture_number() of the entries */
    void (*draw)(const struct wrtcsig_report *report);
};

static inline const struct wrtcsig_tap_record *
wrtcsig_report_at(const struct wrtcsig_report *report, unsigned i)
{
    return &g_array_index(report->entries, struct wrtcsig_tap_record, i);
}

/* The peer connection of an entry as it is known by now; NULL: of none. */
const struct wsig_session *wrtcsig_entry_session(const struct wrtcsig_tap_record *entry);

/* --- story --- */

/* A finding, and which peer connections it is about. */
struct wrtcsig_verdict {
    uint32_t frame;
    int64_t time; /* nanoseconds since the epoch */
    enum wsig_rule rule;
    const char *text;    /* owned by the report, or by the story */
    GPtrArray *sessions; /* const struct wsig_session *; owned; NULL: none */
};

/* One life of a peer connection. */
struct wrtcsig_story {
    const struct wsig_session *session;
    int64_t begin;          /* nanoseconds since the epoch */
    GPtrArray *entries;     /* const struct wrtcsig_tap_record *: its items, in order */
    GPtrArray *ends;        /* the same: Close frames and ends of TCP of its connections */
    GPtrArray *connections; /* const struct wsig_connection * */
    GPtrArray *dialects, *rooms, *peers;  /* const char *, of the report, each once */
    GPtrArray *verdicts;                  /* const struct wrtcsig_verdict *, by frame */
    const struct wrtcsig_tap_record *bye; /* the last bye, leave or error; NULL: none */
};

struct wrtcsig_telling {
    GPtrArray *verdicts; /* struct wrtcsig_verdict *, by frame */
    GPtrArray *stories;  /* struct wrtcsig_story *, by index */
    unsigned counts[WSIG_SEVERITY_ERROR + 1];
};

/* All findings and stories of what the report has kept. */
struct wrtcsig_telling *wrtcsig_telling_new(const struct wrtcsig_report *report);
void wrtcsig_telling_free(struct wrtcsig_telling *telling);

/* wrtcsig.state, or "none". */
const char *wrtcsig_story_state(const struct wrtcsig_story *story);

/* "error", "warn", "note", "chat". */
const char *wrtcsig_severity_text(enum wsig_severity severity);

/* A text of the capture for a terminal: control characters and what is no UTF-8 are made harmless,
 * and it is cut to so many columns (0: not). Free with g_free(). */
char *wrtcsig_plain(const char *text, unsigned columns);

/* --- one moment of a session, for the waterfall, the ladder and the machines --- */

struct wrtcsig_step {
    uint32_t frame;
    int64_t time;
    const char *name;
    const char *text; /* NULL: none */
};

/* The steps of its media, by time: first check, pair, DTLS, RTP. An array of struct wrtcsig_step;
 * texts are the session's. */
GArray *wrtcsig_media_steps(const struct wsig_session *session);

/* --- drawing --- */

/* Calls `print` for each session that is asked for, and says so when there is none. */
void wrtcsig_draw_stories(const struct wrtcsig_report *report,
                          void (*draw)(const struct wrtcsig_report *,
                                       const struct wrtcsig_story *));

void wrtcsig_draw_lint(const struct wrtcsig_report *report);
void wrtcsig_draw_sessions(const struct wrtcsig_report *report);
void wrtcsig_draw_ladder(const struct wrtcsig_report *report);
void wrtcsig_draw_json(const struct wrtcsig_report *report);
void wrtcsig_draw_junit(const struct wrtcsig_report *report);
void wrtcsig_draw_records(const struct wrtcsig_report *report);

#endif
