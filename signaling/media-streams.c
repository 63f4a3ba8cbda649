/* media-streams.c: see media.h; how much came of what
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "media-internal.h"

#define WINDOW 64

struct wsig_window {
    uint16_t highest;
    uint64_t seen; /* bit n: highest - n */
    bool begun;
};

static void free_stream(void *data)
{
    struct wsig_media_stream *stream = data;
    g_free(stream->mid);
    g_free(stream->codec);
    g_free(stream);
}

void wsig_session_media_clear(struct wsig_session_media *media)
{
    g_free(media->pair_text);
    if (media->streams)
        g_ptr_array_free(media->streams, TRUE);
    if (media->windows)
        g_hash_table_destroy(media->windows);
}

struct wsig_media_stream *wsig_stream_get(struct wsig_session *session, uint8_t agent,
                                          const char *mid, const char *codec)
{
    struct wsig_session_media *media = &session->media;
    if (!media->streams)
        media->streams = g_ptr_array_new_with_free_func(free_stream);
    for (unsigned i = 0; i < media->streams->len; i++) {
        struct wsig_media_stream *stream = g_ptr_array_index(media->streams, i);
        if (stream->agent == agent && g_strcmp0(stream->mid, mid) == 0 &&
            g_strcmp0(stream->codec, codec) == 0)
            return stream;
    }
    if (media->streams->len >= WSIG_STREAMS_MAX)
        return NULL;
    struct wsig_media_stream *stream = g_new0(struct wsig_media_stream, 1);
    stream->agent = agent;
    stream->mid = g_strdup(mid);
    stream->codec = g_strdup(codec);
    g_ptr_array_add(media->streams, stream);
    return stream;
}

/* --- two sessions that are one --------------------------------------------------------------- */

static void take_first(struct wsig_event *into, const struct wsig_event *from)
{
    if (from->frame && (!into->frame || from->frame < into->frame))
        *into = *from;
}

static void take_last(struct wsig_event *into, const struct wsig_event *from)
{
    if (from->frame > into->frame)
        *into = *from;
}

static void merge_checks(struct wsig_session_media *into, const struct wsig_session_media *from)
{
    into->checks += from->checks;
    into->answers += from->answers;
    into->role_conflicts += from->role_conflicts;
    into->unauthorized += from->unauthorized;
    for (unsigned i = 0; i < 4; i++)
        for (unsigned k = 0; k < 4; k++)
            into->tried[i][k] += from->tried[i][k];
    if (from->pair_text && (!into->pair.frame || from->pair.frame < into->pair.frame)) {
        g_free(into->pair_text);
        into->pair_text = g_strdup(from->pair_text);
    }
    take_first(&into->pair, &from->pair);
    take_first(&into->first_check, &from->first_check);
    take_first(&into->first_answer, &from->first_answer);
    take_first(&into->dtls, &from->dtls);
    take_first(&into->dtls_done, &from->dtls_done);
}

/* What has been seen of an SSRC stays seen, so that the other hop's copy does not count. */
static void merge_windows(struct wsig_session *into, const struct wsig_session_media *from,
                          bool flip)
{
    GHashTableIter iter;
    void *key, *value;
    g_hash_table_iter_init(&iter, from->windows);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const uint64_t agent_and_ssrc = *(const uint64_t *)key;
        struct wsig_window *window =
            wsig_window_get(into, (uint8_t)(agent_and_ssrc >> 32) ^ flip, (uint32_t)agent_and_ssrc);
        if (window && !window->begun)
            *window = *(const struct wsig_window *)value;
    }
}

void wsig_session_media_merge(const struct wsig_session *from, struct wsig_session *into, bool flip)
{
    const struct wsig_session_media *m = &from->media;
    merge_checks(&into->media, m);
    for (uint8_t agent = 0; agent < 2; agent++) {
        const uint8_t there = agent ^ flip;
        into->media.packets[there] += m->packets[agent];
        into->media.bytes[there] += m->bytes[agent];
        take_first(&into->media.first_rtp[there], &m->first_rtp[agent]);
        take_last(&into->media.last_rtp[there], &m->last_rtp[agent]);
    }
    for (unsigned i = 0; m->streams && i < m->streams->len; i++) {
        const struct wsig_media_stream *stream = g_ptr_array_index(m->streams, i);
        struct wsig_media_stream *same =
            wsig_stream_get(into, stream->agent ^ flip, stream->mid, stream->codec);
        if (same) {
            same->packets += stream->packets;
            same->bytes += stream->bytes;
        }
    }
    if (m->windows)
        merge_windows(into, m, flip);
}

/* --- what has been seen ---------------------------------------------------------------------- */

struct wsig_window *wsig_window_get(struct wsig_session *session, uint8_t agent, uint32_t ssrc)
{
    struct wsig_session_media *media = &session->media;
    const uint64_t key = (uint64_t)agent << 32 | ssrc;
    if (!media->windows)
        media->windows = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    struct wsig_window *window = g_hash_table_lookup(media->windows, &key);
    if (window || g_hash_table_size(media->windows) >= WSIG_SOURCES_MAX)
        return window;
    uint64_t *copy = g_new(uint64_t, 1);
    *copy = key;
    window = g_new0(struct wsig_window, 1);
    g_hash_table_insert(media->windows, copy, window);
    return window;
}

/* As SRTP's replay list (RFC 3711 section 3.3.2), but what is too old to tell counts. */
bool wsig_window_see(struct wsig_window *window, uint16_t sequence)
{
    const int16_t ahead = (int16_t)(sequence - window->highest);
    if (!window->begun || ahead > 0) {
        window->seen = ahead < WINDOW && window->begun ? window->seen << ahead : 0;
        window->seen |= 1;
        window->highest = sequence;
        window->begun = true;
        return true;
    }
    if (-ahead >= WINDOW)
        return true;
    const uint64_t bit = UINT64_C(1) << -ahead;
    const bool is_new = !(window->seen & bit);
    window->seen |= bit;
    return is_new;
}
