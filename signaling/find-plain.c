/* find-plain.c: what an envelope of no known system says of its verb, peers and room
 *
 *     {"type": "signal", "to": "bob", "room": "kitchen", "data": {"sdp": {...}}}
 *
 * Most applications write their own, and most of those name these things alike. It only adds to
 * items that were found, it never makes one. What could be either side's name ("id", "name") is
 * left alone: a wrong name is worse than none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "find-internal.h"

/* Members that are looked at in one object, and objects around an item. */
#define PLAIN_MEMBERS_MAX 32
#define PLAIN_DEPTH_MAX   8

#define PLAIN_VERB_MAX 64
#define PLAIN_NAME_MAX 128

/* Keys in lower case, without "_" and "-"; of several in an object, the first row counts. */
static const struct plain_key {
    const char *key;
    enum wsig_role role;
    bool from_server; /* only what the server says of another */
} keys[] = {
    {"type", WSIG_ROLE_METHOD, false},
    {"event", WSIG_ROLE_METHOD, false},
    {"method", WSIG_ROLE_METHOD, false},
    {"action", WSIG_ROLE_METHOD, false},
    {"cmd", WSIG_ROLE_METHOD, false},
    {"command", WSIG_ROLE_METHOD, false},
    {"msgtype", WSIG_ROLE_METHOD, false},
    {"messagetype", WSIG_ROLE_METHOD, false},
    {"eventtype", WSIG_ROLE_METHOD, false},
    {"op", WSIG_ROLE_METHOD, false},
    {"from", WSIG_ROLE_PEER_FROM, false},
    {"fromid", WSIG_ROLE_PEER_FROM, false},
    {"frompeer", WSIG_ROLE_PEER_FROM, false},
    {"frompeerid", WSIG_ROLE_PEER_FROM, false},
    {"fromuser", WSIG_ROLE_PEER_FROM, false},
    {"fromuserid", WSIG_ROLE_PEER_FROM, false},
    {"fromclientid", WSIG_ROLE_PEER_FROM, false},
    {"src", WSIG_ROLE_PEER_FROM, false},
    {"sender", WSIG_ROLE_PEER_FROM, false},
    {"senderid", WSIG_ROLE_PEER_FROM, false},
    {"to", WSIG_ROLE_PEER_TO, false},
    {"toid", WSIG_ROLE_PEER_TO, false},
    {"topeer", WSIG_ROLE_PEER_TO, false},
    {"topeerid", WSIG_ROLE_PEER_TO, false},
    {"touser", WSIG_ROLE_PEER_TO, false},
    {"touserid", WSIG_ROLE_PEER_TO, false},
    {"toclientid", WSIG_ROLE_PEER_TO, false},
    {"dst", WSIG_ROLE_PEER_TO, false},
    {"dest", WSIG_ROLE_PEER_TO, false},
    {"destination", WSIG_ROLE_PEER_TO, false},
    {"target", WSIG_ROLE_PEER_TO, false},
    {"targetid", WSIG_ROLE_PEER_TO, false},
    {"targetpeerid", WSIG_ROLE_PEER_TO, false},
    {"targetuserid", WSIG_ROLE_PEER_TO, false},
    {"receiver", WSIG_ROLE_PEER_TO, false},
    {"receiverid", WSIG_ROLE_PEER_TO, false},
    {"recipient", WSIG_ROLE_PEER_TO, false},
    {"recipientid", WSIG_ROLE_PEER_TO, false},
    {"peerid", WSIG_ROLE_PEER_FROM, true},
    {"userid", WSIG_ROLE_PEER_FROM, true},
    {"clientid", WSIG_ROLE_PEER_FROM, true},
    {"socketid", WSIG_ROLE_PEER_FROM, true},
    {"room", WSIG_ROLE_ROOM, false},
    {"roomid", WSIG_ROLE_ROOM, false},
    {"roomname", WSIG_ROLE_ROOM, false},
    {"channel", WSIG_ROLE_ROOM, false},
    {"channelid", WSIG_ROLE_ROOM, false},
    {"channelname", WSIG_ROLE_ROOM, false},
    {"meetingid", WSIG_ROLE_ROOM, false},
    {"conferenceid", WSIG_ROLE_ROOM, false},
};

static size_t find_key(struct wsig_slice key)
{
    char letters[16];
    if (!wsig_slice_fold(key, letters, sizeof letters))
        return G_N_ELEMENTS(keys);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (strcmp(letters, keys[i].key) == 0)
            return i;
    return G_N_ELEMENTS(keys);
}

/* A word. What the item itself is called says nothing that its kind does not: {"type": "offer",
 * "sdp": ...}, {"type": "host", "candidate": ...}. */
static bool is_word(struct wsig_slice text, bool holder)
{
    static const char *const own[] = {"offer", "answer", "pranswer", "rollback", "candidate",
                                      "host",  "srflx",  "prflx",    "relay"};
    for (size_t i = 0; i < text.n; i++)
        if (!g_ascii_isgraph(text.p[i]))
            return false;
    for (size_t i = 0; holder && i < G_N_ELEMENTS(own); i++)
        if (wsig_slice_eq_ci(text, own[i]))
            return false;
    return text.n <= PLAIN_VERB_MAX && text.n > 0 && g_ascii_isalpha(text.p[0]);
}

/* An SFU's "target" is one of two peer connections, and a "src" may be where media comes from. A
 * figure of one digit may be an enum. */
static bool is_no_name(struct wsig_slice text)
{
    return wsig_slice_eq_ci(text, "publisher") || wsig_slice_eq_ci(text, "subscriber") ||
           g_strstr_len((const char *)text.p, (gssize)text.n, "://");
}

static bool fits(const struct wsig_json *json, int value, enum wsig_role role, bool holder)
{
    if (value < 0 || json->nodes[value].type <= WSIG_JSON_ARRAY)
        return false;
    struct wsig_slice text = wsig_json_text(json, (size_t)value);
    bool is_string = json->nodes[value].type == WSIG_JSON_STRING;
    if (role == WSIG_ROLE_METHOD)
        return is_string && is_word(text, holder);
    return text.n > 0 && text.n <= PLAIN_NAME_MAX &&
           (is_string ? !is_no_name(text) : text.n > 1 && g_ascii_isdigit(text.p[0]));
}

/* The values of one object that are absent so far. */
static void read_object(const struct wsig_finder *f, const struct wsig_document_view *doc,
                        int object, bool holder, struct wsig_head *head)
{
    const struct wsig_json *json = &doc->json;
    size_t best[WSIG_ROLE_PEER_TO + 1];
    struct wsig_head own = {0};
    int key = wsig_json_first(json, (size_t)object);
    for (size_t i = 0; i < G_N_ELEMENTS(best); i++)
        best[i] = G_N_ELEMENTS(keys);
    for (unsigned i = 0; key >= 0 && i < PLAIN_MEMBERS_MAX; i++) {
        size_t row = find_key(wsig_json_text(json, (size_t)key));
        int value = wsig_json_value(json, (size_t)key);
        key = wsig_json_after(json, (size_t)key);
        if (row == G_N_ELEMENTS(keys) || row >= best[keys[row].role] ||
            wsig_head_value(head, keys[row].role)->text.p ||
            !fits(json, value, keys[row].role, holder) ||
            (keys[row].from_server && f->hint->from_client != 0))
            continue;
        best[keys[row].role] = row;
        *wsig_head_value(&own, keys[row].role) = wsig_document_value(doc, f->msg, value);
    }
    wsig_head_fill(head, &own);
}

/* {"Signal": {...}}: the verb is the only key, as serde writes Rust's enums. */
static void read_tag(const struct wsig_finder *f, const struct wsig_document_view *doc, int object,
                     struct wsig_head *head)
{
    const struct wsig_json *json = &doc->json;
    int key = wsig_json_first(json, (size_t)object);
    int value = key >= 0 ? wsig_json_value(json, (size_t)key) : -1;
    if (value < 0 || wsig_json_after(json, (size_t)key) >= 0 ||
        json->nodes[value].type != WSIG_JSON_OBJECT)
        return;
    struct wsig_slice name = wsig_json_text(json, (size_t)key);
    if (is_word(name, false) && g_ascii_isupper(name.p[0]))
        head->method = wsig_document_value(doc, f->msg, key);
}

/* The outermost object that has a value gives it: there stands the message's verb. */
static struct wsig_head *read_around(const struct wsig_finder *f,
                                     const struct wsig_document_view *doc, int node, int root)
{
    struct wsig_head *head = wsig_arena_alloc(f->msg->arena, sizeof *head);
    const struct wsig_json *json = &doc->json;
    int around[PLAIN_DEPTH_MAX], at = node, key;
    unsigned n = 0;
    if (json->nodes[at].type > WSIG_JSON_ARRAY)
        at = wsig_json_container(json, (size_t)at, &key);
    for (; at >= root && n < PLAIN_DEPTH_MAX; at = wsig_json_container(json, (size_t)at, &key))
        if (json->nodes[at].type == WSIG_JSON_OBJECT)
            around[n++] = at;
    if (n > 1)
        read_tag(f, doc, around[n - 1], head);
    while (n-- > 0)
        read_object(f, doc, around[n], n == 0, head);
    head->dialect = "w3c";
    return head;
}

/* Elements of an array, as of a queue, have envelopes of their own. */
static int element_of(const struct wsig_document_view *doc, int node, int root)
{
    int key, parent = node;
    while (parent > root) {
        node = parent;
        parent = wsig_json_container(&doc->json, (size_t)node, &key);
    }
    return node;
}

void wsig_find_plain(struct wsig_finder *f, const struct wsig_document_view *doc, unsigned first,
                     unsigned end, int root, bool carried)
{
    bool queue = doc->json.nodes[root].type == WSIG_JSON_ARRAY;
    struct wsig_head *head = NULL;
    int message = -1;
    for (unsigned i = first; i < end; i++) {
        struct wsig_item *item = wsig_msg_item(f->msg, i);
        if (item->head && item->head->known)
            continue;
        int own = queue ? element_of(doc, item->node, root) : root;
        if (!head || own != message)
            head = read_around(f, doc, item->node, root);
        message = own;
        /* A carrier's verb, or the words before, or elements that would be one message without. */
        if (carried || queue || wsig_find_is_verb(f->envelope->verb))
            head->method = (struct wsig_value){{NULL, 0}, {0, 0, 0}};
        if (head->method.text.p || head->peer_from.text.p || head->peer_to.text.p ||
            head->room.text.p)
            wsig_find_wrap(f, i, i + 1, head);
    }
}
