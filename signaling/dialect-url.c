/* dialect-url.c: see dialect-url.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-url.h"

/* What applications without a table of ours call it. */
static const struct wsig_url_value usual_values[] = {
    {"?room", WSIG_ROLE_ROOM},
    {"?roomId", WSIG_ROLE_ROOM},
    {"?roomid", WSIG_ROLE_ROOM},
    {"?room_id", WSIG_ROLE_ROOM},
    {NULL, 0},
};

static struct wsig_slice parameter(struct wsig_slice query, const char *name)
{
    struct wsig_slice part, key;
    while (wsig_slice_cut(&query, '&', &part))
        if (wsig_slice_cut(&part, '=', &key) && wsig_slice_eq(key, name))
            return part;
    return wsig_slice(NULL, 0);
}

/* "*" is the whole path. */
static struct wsig_slice segment(struct wsig_slice path, const char *which)
{
    struct wsig_slice part;
    uint64_t number;
    if (strcmp(which, "*") == 0)
        return path;
    if (!wsig_slice_uint(wsig_slice_str(which), UINT8_MAX, &number))
        return wsig_slice(NULL, 0);
    while (wsig_slice_cut(&path, '/', &part))
        if (number-- == 0)
            return part;
    return wsig_slice(NULL, 0);
}

static struct wsig_slice at_place(struct wsig_slice url, const char *place)
{
    struct wsig_slice path, query = url;
    if (!wsig_slice_cut(&query, '?', &path) || !wsig_slice_starts(path, "/"))
        return wsig_slice(NULL, 0); /* an absolute URL is for a proxy, and not seen here */
    return *place == '?' ? parameter(query, place + 1)
                         : segment(wsig_slice_from(path, 1), place + 1);
}

/* Percent-decoded; absent when it is not there, too long, or no text. */
static struct wsig_slice read_place(struct wsig_arena *arena, struct wsig_slice url,
                                    const char *place)
{
    struct wsig_slice raw = at_place(url, place);
    if (raw.n == 0 || raw.n > WSIG_URL_VALUE_MAX)
        return wsig_slice(NULL, 0);
    char *text = g_uri_unescape_segment((const char *)raw.p, (const char *)raw.p + raw.n, NULL);
    bool usable = text && *text && g_utf8_validate(text, -1, NULL);
    struct wsig_slice copy = usable ? wsig_slice_str(wsig_arena_strndup(arena, text, strlen(text)))
                                    : wsig_slice(NULL, 0);
    g_free(text);
    return copy;
}

static struct wsig_value *slot(struct wsig_msg *msg, enum wsig_role role, uint8_t from_client)
{
    if (role == WSIG_ROLE_ROOM)
        return &msg->room;
    return from_client == 1 ? &msg->peer_from : from_client == 0 ? &msg->peer_to : NULL;
}

void wsig_dialect_take_url(struct wsig_msg *msg, const struct wsig_hint *hint)
{
    const struct wsig_url_value *row =
        msg->known && msg->known->url_values ? msg->known->url_values : usual_values;
    for (; hint->url.n > 0 && row->place; row++) {
        struct wsig_value *value = slot(msg, row->role, hint->from_client);
        if (value && value->text.n == 0)
            value->text = read_place(msg->arena, hint->url, row->place);
    }
}
