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
