/* dialect-gstreamer.c: the lines of GStreamer's example server, which Selkies speaks too
 *
 *     HELLO 1234            registers, with an id and perhaps more; the server repeats the word
 *     SESSION 5678          asks for a peer; SESSION_OK
 *     ROOM kitchen          joins a room; ROOM_OK 1 2 3, ROOM_PEER_JOINED 4, ROOM_PEER_LEFT 4
 *     ROOM_PEER_MSG 4 ...   what follows is for the peer, or from it
 *     ERROR ...             in the server's words
 *
 * In a session the peers then exchange JSON: {"sdp": {...}} and {"ice": {...}}. The lines are
 * ordinary words, so they count on a connection that has carried signaling or is known for them;
 * two different ones with an id make it known (capture.c).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"
#include "find.h"

extern const struct wsig_dialect wsig_dialect_gstreamer;

/* A longer line is none of these; ROOM_PEER_MSG carries more. */
#define LINE_MAX_BYTES 4096

/* Ids are random numbers, user names, hashes. */
#define ID_MAX 256

enum rest {
    NOTHING,
    ID,    /* one word, and what the program adds */
    ID_OR, /* the same, or nothing */
    TEXT,
};

static const struct line {
    const char *verb;
    enum wsig_kind kind;
    enum rest rest;
    enum wsig_role role; /* of the id */
    bool known_only;     /* says too little by itself */
} lines[] = {
    {"HELLO", WSIG_KIND_JOIN, ID_OR, WSIG_ROLE_PEER_FROM, false},
    {"SESSION", WSIG_KIND_CONTROL, ID, WSIG_ROLE_PEER_TO, false},
    {"SESSION_OK", WSIG_KIND_CONTROL, ID_OR, WSIG_ROLE_METHOD, false},
    {"ROOM", WSIG_KIND_JOIN, ID, WSIG_ROLE_ROOM, false},
    {"ROOM_OK", WSIG_KIND_CONTROL, ID_OR, WSIG_ROLE_METHOD, false},
    {"ROOM_PEER_JOINED", WSIG_KIND_JOIN, ID, WSIG_ROLE_PEER_FROM, false},
    {"ROOM_PEER_LEFT", WSIG_KIND_LEAVE, ID, WSIG_ROLE_PEER_FROM, false},
    {"ROOM_PEER_LIST", WSIG_KIND_CONTROL, ID_OR, WSIG_ROLE_METHOD, false},
    {"ROOM_PEER_MSG", WSIG_KIND_CONTROL, TEXT, WSIG_ROLE_PEER_TO, false},
    {"OFFER_REQUEST", WSIG_KIND_CONTROL, NOTHING, WSIG_ROLE_METHOD, true},
    {"ERROR", WSIG_KIND_ERROR, TEXT, WSIG_ROLE_ERROR, true},
};

static const struct line *find_line(struct wsig_slice verb)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (wsig_slice_eq(verb, lines[i].verb))
            return &lines[i];
    return NULL;
}

/* One line of text, without its end. */
static bool is_line(struct wsig_slice text)
{
    for (size_t i = 0; i < text.n && i < LINE_MAX_BYTES; i++)
        if (text.p[i] < ' ' && text.p[i] != '\t')
            return false;
    return text.n < LINE_MAX_BYTES;
}

static bool fits(const struct line *line, struct wsig_slice id, struct wsig_slice rest, bool known)
{
    bool has_id = id.n > 0 && id.n <= ID_MAX;
    if (!known && (line->known_only || !has_id))
        return false;
    switch (line->rest) {
    case NOTHING:
        return id.n == 0;
    case ID:
        return has_id && is_line(rest);
    case ID_OR:
        return id.n <= ID_MAX && is_line(rest);
    case TEXT:
        return id.n > 0;
    }
    return false;
}

static struct wsig_value *slot(struct wsig_msg *msg, enum wsig_role role, uint8_t from_client)
{
    switch (role) {
    case WSIG_ROLE_PEER_FROM:
        return &msg->peer_from;
    case WSIG_ROLE_PEER_TO: /* the server puts in its place who sends */
        return from_client == 0 ? &msg->peer_from : &msg->peer_to;
    case WSIG_ROLE_ROOM:
        return &msg->room;
    default:
        return NULL;
    }
}

static void take_values(struct wsig_finder *f, const struct line *line, struct wsig_slice verb,
                        struct wsig_slice id, struct wsig_slice all)
{
    struct wsig_msg *msg = wsig_finder_msg(f);
    struct wsig_value *value = slot(msg, line->role, wsig_finder_hint(f)->from_client);
    msg->method = wsig_msg_value(msg, 0, verb);
    if (value && id.n > 0)
        *value = wsig_msg_value(msg, 0, id);
    if (line->role == WSIG_ROLE_ERROR)
        msg->error = wsig_msg_value(msg, 0, all);
    if (line->role == WSIG_ROLE_PEER_TO && line->rest == TEXT)
        msg->pc = wsig_msg_value(msg, 0, id); /* in a room, there is one for each */
}

static bool read_line(struct wsig_finder *f, struct wsig_slice payload)
{
    bool known = wsig_finder_hint(f)->dialect == &wsig_dialect_gstreamer;
    struct wsig_slice rest = wsig_slice_trim(payload), verb, id = {NULL, 0};
    if (!wsig_slice_cut(&rest, ' ', &verb))
        return false;
    const struct line *line = find_line(verb);
    const struct wsig_slice all = rest.p ? wsig_slice_trim(rest) : rest;
    if (rest.p)
        wsig_slice_cut(&rest, ' ', &id);
    bool fit = line && fits(line, id, rest, known);
    if (!line || (!fit && !known))
        return false;
    take_values(f, line, verb, id, all);
    if (line->rest == TEXT && line->role == WSIG_ROLE_PEER_TO && rest.n > 0)
        wsig_find_text(f, rest, "message");
    if (wsig_finder_msg(f)->items->len == 0)
        wsig_find_item(f, line->kind, WSIG_EVIDENCE_WEAK, "$", verb);
    if (!fit)
        wsig_msg_find_fault(wsig_finder_msg(f), WSIG_RULE_MALFORMED,
                            wsig_msg_span(wsig_finder_msg(f), 0, payload),
                            "%s has more or less than it should", line->verb);
    return true;
}

static const struct wsig_shape weak[] = {
    SHAPE(OBJECT("sdp")),
    SHAPE(OBJECT("ice")),
    END_OF_SHAPES,
};

const struct wsig_dialect wsig_dialect_gstreamer = {
    .name = "gstreamer",
    .title = "GStreamer's example server, Selkies",
    .weak = weak,
    .by_words = true,
    .read = read_line,
};
