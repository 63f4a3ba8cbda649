/* dialect-gstreamer.c: the lines of GStreamer's example server, which Selkies speaks too
 *
 *     HELLO 1234            registers, with an id and perhaps more; the server repeats the word
 *     SESSION 5678          asks for a peer; SESSION_OK
 *     ROOM kitchen          joins a room; ROOM_OK 1 2 3, ROOM_PEER_JOINED 4, ROOM_PEER_LEFT 4
 *     ROOM_PEER_MSG 4 ...   what follows is for the peer, or from it
 *     ERROR ...             in the server's words
 *
 * In a session the peers then exchange JSON: {"sdp": {...}} and {"ice": {...}}, or what they like.
 *
 * HELLO, SESSION, ROOM and ERROR are what people write in chats, so they count only on a connection
 * that is known. The words with an underscore are nobody's language: they count where signaling has
 * been. A connection becomes known by its registration, in the order and the exact form in which
 * the server demands it, see listen(); or by a registration and the JSON of a session. Until then
 * nothing is shown, at the second look neither: it has to say what the first said.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"
#include "find.h"
#include "text.h"

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
    {"HELLO", WSIG_KIND_JOIN, ID_OR, WSIG_ROLE_PEER_FROM, true},
    {"SESSION", WSIG_KIND_CONTROL, ID, WSIG_ROLE_PEER_TO, true},
    {"SESSION_OK", WSIG_KIND_CONTROL, ID_OR, WSIG_ROLE_METHOD, false},
    {"ROOM", WSIG_KIND_JOIN, ID, WSIG_ROLE_ROOM, true},
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
    if (!known && line->known_only)
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

/* The server passes on whatever one peer sends to the other. */
static bool read_relayed(struct wsig_finder *f, struct wsig_slice payload)
{
    struct wsig_msg *msg = wsig_finder_msg(f);
    wsig_find_text(f, payload, "$");
    if (msg->items->len == 0 && g_utf8_validate((const char *)payload.p, (gssize)payload.n, NULL))
        wsig_find_item(f, WSIG_KIND_CONTROL, WSIG_EVIDENCE_WEAK, "$", payload);
    return msg->items->len > 0;
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
    if (!line && known)
        return read_relayed(f, payload);
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

/* --- the registration ------------------------------------------------------------------------ */

/* What was heard from the connection's first message on. */
enum heard {
    SILENCE,
    GREETED,                                 /* the client's HELLO 1234 */
    GREETED_BY_NAME,                         /* HELLO anna */
    REGISTERED_BY_NAME = WSIG_HEARD_SUSPECT, /* the server's HELLO */
    REGISTERED,
    ASKED_FOR_PEER,
    ASKED_FOR_ROOM,
};

/* "VERB" or "VERB rest", as programs write it: one blank, none at the ends. */
static bool says(struct wsig_slice text, const char *verb, struct wsig_slice *rest)
{
    size_t n = strlen(verb);
    *rest = wsig_slice(NULL, 0);
    if (!wsig_slice_starts(text, verb) || !is_line(text) || text.p[text.n - 1] == ' ')
        return false;
    if (text.n > n + 1 && text.p[n] == ' ' && text.p[n + 1] != ' ')
        *rest = wsig_slice_from(text, n + 1);
    return text.n == n || rest->p;
}

/* One word of printable ASCII, as the server demands it. */
static bool is_id(struct wsig_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!g_ascii_isgraph(s.p[i]))
            return false;
    return s.n > 0 && s.n <= ID_MAX;
}

/* The example programs draw lots for their numbers, Selkies has 0 and 1. */
static bool is_number(struct wsig_slice s)
{
    uint64_t number;
    return wsig_slice_uint(s, UINT32_MAX, &number);
}

/* HELLO and an id, and what Selkies adds to it: JSON in base64. */
static uint8_t hear_hello(struct wsig_slice text)
{
    struct wsig_slice rest, id;
    if (!says(text, "HELLO", &rest) || !wsig_slice_cut(&rest, ' ', &id) || !is_id(id))
        return WSIG_HEARD_OTHER;
    if (rest.p && (memchr(rest.p, ' ', rest.n) || !wsig_text_maybe_base64(rest)))
        return WSIG_HEARD_OTHER;
    return is_number(id) ? GREETED : GREETED_BY_NAME;
}

/* The registered client asks; one that was called gets the peer's JSON, and answers. */
static uint8_t hear_request(uint8_t heard, bool from_client, struct wsig_slice text)
{
    struct wsig_slice rest;
    if (text.p[0] == '{')
        return heard;
    if (!from_client)
        return wsig_slice_eq(text, "OFFER_REQUEST") ? WSIG_HEARD_ENOUGH : WSIG_HEARD_OTHER;
    bool peer = says(text, "SESSION", &rest) && is_id(rest);
    bool room = says(text, "ROOM", &rest) && is_id(rest);
    if (peer || room)
        return heard == REGISTERED ? WSIG_HEARD_ENOUGH : peer ? ASKED_FOR_PEER : ASKED_FOR_ROOM;
    return WSIG_HEARD_OTHER;
}

static uint8_t hear_reply(uint8_t heard, struct wsig_slice text)
{
    struct wsig_slice rest;
    bool is_peer = heard == ASKED_FOR_PEER;
    bool agreed = says(text, is_peer ? "SESSION_OK" : "ROOM_OK", &rest) ||
                  (!is_peer && wsig_slice_eq(text, "ROOM_OK ")); /* nobody is there */
    bool refused = is_peer
                       ? wsig_slice_starts(text, "ERROR peer ") &&
                             (wsig_slice_ends(text, " not found") || wsig_slice_ends(text, " busy"))
                       : wsig_slice_starts(text, "ERROR invalid room id ");
    return agreed || refused ? WSIG_HEARD_ENOUGH : WSIG_HEARD_OTHER;
}

/* Selkies' "/desktop/signalling/", and where the example server stands behind another. */
static bool is_signalling(struct wsig_slice url)
{
    struct wsig_slice path;
    wsig_slice_cut(&url, '?', &path);
    if (wsig_slice_ends(path, "/"))
        path.n--;
    return wsig_slice_ends(path, "/signalling") || wsig_slice_ends(path, "/signaling");
}

/* Whoever registers with a number and then asks for a peer or room is no person; with a name, the
 * server has to say a word that people do not use. Whatever else is said ends it: what people write
 * may begin in the same way. At a URL for signaling the number is enough: both say the same. */
static uint8_t listen(uint8_t heard, bool from_client, struct wsig_slice url,
                      struct wsig_slice text)
{
    switch (heard) {
    case SILENCE:
        heard = from_client ? hear_hello(text) : WSIG_HEARD_OTHER;
        return heard == GREETED && is_signalling(url) ? WSIG_HEARD_ENOUGH : heard;
    case GREETED:
    case GREETED_BY_NAME:
        if (from_client || !wsig_slice_eq(text, "HELLO"))
            return WSIG_HEARD_OTHER;
        return heard == GREETED ? REGISTERED : REGISTERED_BY_NAME;
    case REGISTERED:
    case REGISTERED_BY_NAME:
        return hear_request(heard, from_client, text);
    case ASKED_FOR_PEER:
    case ASKED_FOR_ROOM:
        return from_client ? WSIG_HEARD_OTHER : hear_reply(heard, text);
    default:
        return WSIG_HEARD_OTHER;
    }
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
    .listen = listen,
    .reads = "lines of text; ids, rooms, errors",
    .read = read_line,
};
