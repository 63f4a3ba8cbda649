/* media-codecs.c: see media.h; what the payload types of a session mean
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "media-internal.h"
#include "negotiation.h"

static const char mid_uri[] = "urn:ietf:params:rtp-hdrext:sdes:mid"; /* RFC 9143 section 15.1 */

static void set(char **place, struct wsig_slice text)
{
    g_free(*place);
    *place = g_strndup((const char *)text.p, text.n);
}

/* "a=extmap:4 urn:...", "a=extmap:4/sendonly urn:..." (RFC 8285 section 5). */
static void read_extmap(struct wsig_slice line, struct wsig_codec_map *map)
{
    struct wsig_slice rest = wsig_slice_from(line, strlen("a=extmap:")), id, word;
    uint64_t number;
    if (!wsig_slice_cut(&rest, ' ', &id) || !wsig_slice_cut(&rest, ' ', &word) ||
        !wsig_slice_eq(word, mid_uri))
        return;
    wsig_slice_cut(&id, '/', &word);
    if (wsig_slice_uint(word, 255, &number))
        map->mid_extension = (uint8_t)number;
}

static void read_ssrc(struct wsig_slice line, struct wsig_slice mid, struct wsig_codec_map *map)
{
    struct wsig_slice rest = wsig_slice_from(line, strlen("a=ssrc:")), word;
    uint64_t ssrc;
    if (mid.n > 0 && wsig_slice_cut(&rest, ' ', &word) &&
        wsig_slice_uint(word, UINT32_MAX, &ssrc) &&
        g_hash_table_size(map->sources) < WSIG_SOURCES_MAX)
        g_hash_table_insert(map->sources, GUINT_TO_POINTER((unsigned)ssrc),
                            g_strndup((const char *)mid.p, mid.n));
}

/* Of the sender's description: SSRCs and the mid's header extension. */
static void read_sender(const struct wsig_sdp *sdp, struct wsig_codec_map *map)
{
    for (size_t i = 0; i < sdp->line_count; i++) {
        const struct wsig_sdp_line *line = &sdp->lines[i];
        if (wsig_slice_starts(line->text, "a=extmap:"))
            read_extmap(line->text, map);
        else if (wsig_slice_starts(line->text, "a=ssrc:") && line->media >= 0)
            read_ssrc(line->text, sdp->media[line->media].mid, map);
    }
}

/* A payload type of several m-sections names none of them. */
static void note_mid(struct wsig_codec_map *map, unsigned type, struct wsig_slice mid, bool again)
{
    bool other = again && !(map->mid[type] && wsig_slice_eq(mid, map->mid[type]));
    if (other || mid.n == 0) {
        g_free(map->mid[type]);
        map->mid[type] = NULL;
    } else {
        set(&map->mid[type], mid);
    }
}

static void read_media(const struct wsig_sdp *sdp, const struct wsig_sdp_media *media,
                       struct wsig_codec_map *map, bool seen[static WSIG_PAYLOAD_TYPES])
{
    struct wsig_codec codecs[WSIG_PAYLOAD_TYPES];
    struct wsig_slice rest = media->formats, format;
    wsig_sdp_codecs(sdp, media, codecs);
    while (wsig_slice_cut(&rest, ' ', &format)) {
        uint64_t type;
        if (!wsig_slice_uint(format, WSIG_PAYLOAD_TYPES - 1, &type) || !codecs[type].name.p)
            continue;
        set(&map->codec[type], codecs[type].name);
        note_mid(map, (unsigned)type, media->mid, seen[type]);
        seen[type] = true;
    }
}

/* The sender uses the payload types of the receiver's description (RFC 3264 section 5.1). Those of
 * its own, which a careless sender uses, only where the receiver's says nothing of them. */
static void read_payload_types(const struct wsig_sdp *sdp, struct wsig_codec_map *map)
{
    struct wsig_codec_map one = {.mid_extension = 0};
    bool seen[WSIG_PAYLOAD_TYPES] = {false};
    for (size_t i = 0; i < sdp->media_count; i++)
        if (!sdp->media[i].rejected && !wsig_slice_eq(sdp->media[i].kind, "application"))
            read_media(sdp, &sdp->media[i], &one, seen);
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++) {
        if (map->codec[i] || !one.codec[i]) {
            g_free(one.codec[i]);
            g_free(one.mid[i]);
            continue;
        }
        map->codec[i] = one.codec[i];
        map->mid[i] = one.mid[i];
    }
}

void wsig_codec_map_clear(struct wsig_codec_map *map)
{
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++) {
        g_free(map->codec[i]);
        g_free(map->mid[i]);
    }
    if (map->sources)
        g_hash_table_destroy(map->sources);
    memset(map, 0, sizeof *map);
}

/* What the agent has said: of its description that came into force, else of its open offer. */
static bool read_agent(struct wsig_arena *arena, const struct wsig_session *session, uint8_t agent,
                       struct wsig_sdp *sdp)
{
    const char *text = session->agents[agent].text;
    if (!text && session->open[agent])
        text = session->open[agent]->text;
    return text && wsig_sdp_parse(arena, wsig_slice_str(text), sdp) != WSIG_NOT;
}

void wsig_codec_map_read(struct wsig_codec_map *map, struct wsig_arena *arena,
                         const struct wsig_session *session, uint8_t sender)
{
    struct wsig_sdp sdp;
    wsig_codec_map_clear(map);
    map->sources = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    wsig_arena_reset(arena);
    if (read_agent(arena, session, !sender, &sdp))
        read_payload_types(&sdp, map);
    if (read_agent(arena, session, sender, &sdp)) {
        read_payload_types(&sdp, map);
        read_sender(&sdp, map);
    }
}

static bool sends(const struct wsig_sdp *by, const struct wsig_sdp *to, size_t i)
{
    const struct wsig_slice mine = wsig_sdp_direction(by, (int)i);
    const struct wsig_slice other = wsig_sdp_direction(to, (int)i);
    bool i_send = wsig_slice_eq(mine, "sendrecv") || wsig_slice_eq(mine, "sendonly");
    return i_send && (wsig_slice_eq(other, "sendrecv") || wsig_slice_eq(other, "recvonly"));
}

void wsig_media_read_directions(struct wsig_arena *arena, struct wsig_session *session)
{
    struct wsig_sdp sdp[2];
    wsig_arena_reset(arena);
    session->media.may_send[0] = session->media.may_send[1] = false;
    if (!session->agreed || !read_agent(arena, session, 0, &sdp[0]) ||
        !read_agent(arena, session, 1, &sdp[1]))
        return;
    for (size_t i = 0; i < MIN(sdp[0].media_count, sdp[1].media_count); i++) {
        if (sdp[0].media[i].rejected || sdp[1].media[i].rejected ||
            wsig_slice_eq(sdp[0].media[i].kind, "application"))
            continue;
        session->media.may_send[0] |= sends(&sdp[0], &sdp[1], i);
        session->media.may_send[1] |= sends(&sdp[1], &sdp[0], i);
    }
}
