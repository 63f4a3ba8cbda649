/* document.c: see document.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "document.h"

#include "text.h"

#define ELEMENTS_MAX  5  /* elements of an array: [join_ref, ref, topic, event, payload] */
#define WORD_MAX      64 /* longer strings are no verbs */
#define SPELLINGS_MAX 6
#define KEY_SHOWN_MAX 40

static const char *const spellings[][SPELLINGS_MAX] = {
#define MEMBER(id, ...) {__VA_ARGS__},
#include "members.def"
#undef MEMBER
};

/* Members whose value is the message's verb. */
static const char *const verb_keys[] = {
    "type", "event", "method",  "action",      "command",  "cmd",     "id",          "kind",
    "op",   "janus", "msgType", "messageType", "msg_type", "request", "message_type"};

/* Under these keys, or beside these verbs, a text is shown to people. */
static const char *const prose_words[] = {
    "text",           "chat",          "code",       "log",         "logs",        "logger",
    "line",           "html",          "markdown",   "comment",     "stdout",      "stderr",
    "caption",        "quote",         "snippet",    "text/plain",  "posted",      "text/html",
    "msgtype",        "textDocument",  "languageId", "payloadData", "chatMessage", "chat-message",
    "m.room.message", "documentation", "example",
};

static bool is_one_of(struct wsig_slice s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wsig_slice_eq_ci(s, words[i]))
            return true;
    return false;
}

bool wsig_document_is_string(const struct wsig_document_view *doc, int node)
{
    return node >= 0 && doc->json.nodes[node].type == WSIG_JSON_STRING;
}

struct wsig_value wsig_document_value(const struct wsig_document_view *doc, struct wsig_msg *msg,
                                      int node)
{
    struct wsig_value value = {{NULL, 0}, {0, 0, 0}};
    if (node < 0 || wsig_json_is(&doc->json, node, "null") ||
        doc->json.nodes[node].type <= WSIG_JSON_ARRAY)
        return value;
    struct wsig_slice raw = wsig_json_text(&doc->json, (size_t)node);
    value.span = wsig_msg_span(msg, doc->buffer, raw);
    value.text = wsig_text_unescape(msg->arena, raw);
    return value;
}

static int role_of(struct wsig_slice key)
{
    for (size_t role = 0; role < G_N_ELEMENTS(spellings); role++)
        for (size_t i = 0; i < SPELLINGS_MAX && spellings[role][i]; i++)
            if (wsig_slice_eq_ci(key, spellings[role][i]))
                return (int)role;
    return -1;
}

bool wsig_document_members(const struct wsig_document_view *doc, int object,
                           struct wsig_members *members)
{
    int *values = (int *)members; /* members.def makes nothing but ints */
    bool any = false;
    for (size_t i = 0; i < G_N_ELEMENTS(spellings); i++)
        values[i] = -1;
    for (int key = wsig_json_first(&doc->json, (size_t)object); key >= 0;
         key = wsig_json_after(&doc->json, (size_t)key)) {
        int role = role_of(wsig_json_text(&doc->json, (size_t)key));
        if (role < 0 || values[role] >= 0)
            continue;
        values[role] = wsig_json_value(&doc->json, (size_t)key);
        any |= values[role] >= 0;
    }
    return any;
}

/* offer, answer, pranswer: what RTCSdpType has besides rollback. */
static bool read_type(struct wsig_slice s, enum wsig_kind *kind)
{
    static const enum wsig_kind kinds[] = {WSIG_KIND_OFFER, WSIG_KIND_ANSWER, WSIG_KIND_PRANSWER};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (wsig_slice_eq_ci(s, wsig_kind_text(kinds[i]))) {
            *kind = kinds[i];
            return true;
        }
    return false;
}

bool wsig_document_has_description(const struct wsig_document_view *doc,
                                   const struct wsig_members *m)
{
    enum wsig_kind kind;
    int nodes[] = {m->sdp, m->description};
    for (size_t i = 0; i < G_N_ELEMENTS(nodes); i++)
        if (nodes[i] >= 0 && !wsig_json_is(&doc->json, nodes[i], "null") &&
            wsig_json_text(&doc->json, (size_t)nodes[i]).n > 0)
            return true;
    return wsig_document_is_string(doc, m->type) &&
           read_type(wsig_json_text(&doc->json, (size_t)m->type), &kind);
}

bool wsig_document_is_candidate(const struct wsig_document_view *doc, int value)
{
    int key;
    wsig_json_container(&doc->json, (size_t)value, &key);
    return key >= 0 && wsig_slice_eq_ci(wsig_json_text(&doc->json, (size_t)key), "candidate");
}

bool wsig_document_is_ice_server(const struct wsig_document_view *doc, const struct wsig_members *m)
{
    static const char *const schemes[] = {
        "stun:", "stuns:", "turn:", "turns:"}; /* RFC 7064, 7065 */
    int url = m->urls;
    if (url >= 0 && doc->json.nodes[url].type == WSIG_JSON_ARRAY)
        url = wsig_json_first(&doc->json, (size_t)url);
    if (!wsig_document_is_string(doc, url))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (wsig_slice_starts(wsig_json_text(&doc->json, (size_t)url), schemes[i]))
            return true;
    return false;
}

static bool inner_members(const struct wsig_document_view *doc, int node, struct wsig_members *m)
{
    return node >= 0 && doc->json.nodes[node].type == WSIG_JSON_OBJECT &&
           wsig_document_members(doc, node, m);
}

bool wsig_document_is_transport(const struct wsig_document_view *doc, const struct wsig_members *m,
                                struct wsig_transport_members *transport)
{
    struct wsig_members inner;
    *transport = (struct wsig_transport_members){-1, -1, -1, -1};
    if (m->ice_lite >= 0 && wsig_document_is_string(doc, m->password)) {
        transport->ufrag = m->ufrag;
        transport->password = m->password;
    }
    if (inner_members(doc, m->ice_parameters, &inner)) {
        transport->ufrag = inner.ufrag;
        transport->password = inner.password;
    }
    if (inner_members(doc, m->dtls_parameters, &inner) && inner.fingerprints >= 0 &&
        doc->json.nodes[inner.fingerprints].type == WSIG_JSON_ARRAY)
        transport->fingerprints = inner.fingerprints;
    if (m->ice_candidates >= 0 && doc->json.nodes[m->ice_candidates].type == WSIG_JSON_ARRAY)
        transport->candidates = m->ice_candidates;
    return wsig_document_is_string(doc, transport->ufrag) || transport->fingerprints >= 0;
}

/* "offer", "sdpOffer", "SDP_OFFER", "webrtc/offer": says offer. Both words, or none, say nothing.
 */
static void hear_description(struct wsig_slice word, struct wsig_setting *setting)
{
    bool offer = wsig_slice_has_ci(word, "offer"), answer = wsig_slice_has_ci(word, "answer");
    if (setting->named || offer == answer)
        return;
    setting->named = true;
    setting->kind = offer                                 ? WSIG_KIND_OFFER
                    : wsig_slice_has_ci(word, "pranswer") ? WSIG_KIND_PRANSWER
                                                          : WSIG_KIND_ANSWER;
}

/* The word "ice" by itself or as a part: "ice", "onIce", "ICE_CANDIDATE"; not "service". */
static bool says_ice(struct wsig_slice word)
{
    for (size_t i = 0; i + 3 <= word.n; i++) {
        if (g_ascii_strncasecmp((const char *)word.p + i, "ice", 3) != 0)
            continue;
        bool begins = i == 0 || !g_ascii_isalpha(word.p[i - 1]) ||
                      (g_ascii_isupper(word.p[i]) && g_ascii_islower(word.p[i - 1]));
        bool ends = i + 3 == word.n || !g_ascii_islower(word.p[i + 3]);
        if (begins && ends)
            return true;
    }
    return false;
}

static void hear(struct wsig_slice word, enum wsig_words words, struct wsig_setting *setting)
{
    if (word.n == 0 || word.n > WORD_MAX)
        return;
    if (is_one_of(word, prose_words, G_N_ELEMENTS(prose_words)))
        setting->prose = true;
    if (words == WSIG_WORDS_PROSE)
        return;
    if (wsig_slice_has_ci(word, "trickle"))
        setting->trickle = true;
    if (words == WSIG_WORDS_DESCRIPTION)
        hear_description(word, setting);
    else if (wsig_slice_has_ci(word, "candidate") || says_ice(word))
        setting->named = true;
}

/* `but`: the node that the words are about; it does not speak for itself. */
static void hear_object(const struct wsig_document_view *doc, int object, int but,
                        enum wsig_words words, struct wsig_setting *setting)
{
    unsigned n = 0;
    for (int key = wsig_json_first(&doc->json, (size_t)object); key >= 0 && n < WSIG_NEIGHBOURS_MAX;
         key = wsig_json_after(&doc->json, (size_t)key), n++) {
        int value = wsig_json_value(&doc->json, (size_t)key);
        if (value != but && wsig_document_is_string(doc, value) &&
            is_one_of(wsig_json_text(&doc->json, (size_t)key), verb_keys, G_N_ELEMENTS(verb_keys)))
            hear(wsig_json_text(&doc->json, (size_t)value), words, setting);
    }
}

static void hear_array(const struct wsig_document_view *doc, int array, int but,
                       enum wsig_words words, struct wsig_setting *setting)
{
    unsigned n = 0;
    for (int value = wsig_json_first(&doc->json, (size_t)array); value >= 0 && n < ELEMENTS_MAX;
         value = wsig_json_after(&doc->json, (size_t)value), n++)
        if (value != but && wsig_document_is_string(doc, value))
            hear(wsig_json_text(&doc->json, (size_t)value), words, setting);
}

static void read_typed(const struct wsig_document_view *doc, int object,
                       struct wsig_setting *setting)
{
    unsigned n = 0;
    for (int key = wsig_json_first(&doc->json, (size_t)object); key >= 0 && n < WSIG_NEIGHBOURS_MAX;
         key = wsig_json_after(&doc->json, (size_t)key), n++) {
        int value = wsig_json_value(&doc->json, (size_t)key);
        if (wsig_slice_eq_ci(wsig_json_text(&doc->json, (size_t)key), "type") &&
            wsig_document_is_string(doc, value) &&
            read_type(wsig_json_text(&doc->json, (size_t)value), &setting->kind))
            setting->typed = true;
    }
}

void wsig_document_setting(const struct wsig_document_view *doc, int node, struct wsig_slice verb,
                           enum wsig_words words, struct wsig_setting *setting)
{
    memset(setting, 0, sizeof *setting);
    bool innermost = true;
    while (doc) {
        int key, container = wsig_json_container(&doc->json, (size_t)node, &key);
        if (container < 0) {
            node = doc->outer_node;
            doc = doc->outer;
            continue;
        }
        bool is_object = doc->json.nodes[container].type == WSIG_JSON_OBJECT;
        if (innermost && is_object && words == WSIG_WORDS_DESCRIPTION)
            read_typed(doc, container, setting);
        if (setting->typed)
            words = WSIG_WORDS_PROSE;
        innermost = false;
        if (key >= 0)
            hear(wsig_json_text(&doc->json, (size_t)key), words, setting);
        if (is_object)
            hear_object(doc, container, node, words, setting);
        else
            hear_array(doc, container, node, words, setting);
        node = container;
        /* A person who is a candidate has members too, so only the nearest object names one. */
        if (is_object && words == WSIG_WORDS_CANDIDATE)
            words = WSIG_WORDS_PROSE;
    }
    hear(verb, words, setting);
}

/* The letters of a word in lower case: "ice-candidate" and "iceCandidate" are the same. */
static void letters_of(struct wsig_slice word, char letters[static WORD_MAX + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < word.n && n < WORD_MAX; i++)
        if (g_ascii_isalpha(word.p[i]))
            letters[n++] = g_ascii_tolower((char)word.p[i]);
    letters[n] = '\0';
}

static bool is_candidate_key(struct wsig_slice key)
{
    char letters[WORD_MAX + 1];
    letters_of(key, letters);
    return strcmp(letters, "ice") == 0 || strcmp(letters, "icecandidate") == 0 ||
           strcmp(letters, "newicecandidate") == 0;
}

static bool is_candidate_verb(struct wsig_slice verb)
{
    char letters[WORD_MAX + 1];
    letters_of(verb, letters);
    return says_ice(verb) || strcmp(letters, "trickle") == 0 ||
           strcmp(letters, "candidates") == 0 || strcmp(letters, "icecandidates") == 0 ||
           g_str_has_suffix(letters, "candidate");
}

/* Verbs that say nothing of what they carry. */
static bool is_neutral_verb(struct wsig_slice verb)
{
    static const char *const neutral[] = {"signal", "signaling", "message", "msg",
                                          "data",   "webrtc",    "rtc",     "relay"};
    return is_one_of(verb, neutral, G_N_ELEMENTS(neutral));
}

/* What the verbs of an object say of an empty candidate in it. */
static enum wsig_verb verb_of(const struct wsig_document_view *doc, int object)
{
    static const char *const keys[] = {"type", "event", "method", "action",  "command",    "cmd",
                                       "op",   "kind",  "janus",  "msgType", "messageType"};
    enum wsig_verb found = WSIG_VERB_NONE;
    unsigned n = 0;
    for (int key = wsig_json_first(&doc->json, (size_t)object); key >= 0 && n < WSIG_NEIGHBOURS_MAX;
         key = wsig_json_after(&doc->json, (size_t)key), n++) {
        int value = wsig_json_value(&doc->json, (size_t)key);
        struct wsig_slice name = wsig_json_text(&doc->json, (size_t)key);
        if (!wsig_document_is_string(doc, value) || !is_one_of(name, keys, G_N_ELEMENTS(keys)))
            continue;
        struct wsig_slice verb = wsig_json_text(&doc->json, (size_t)value);
        if (is_candidate_verb(verb))
            return WSIG_VERB_CANDIDATE;
        if (!is_neutral_verb(verb))
            found = WSIG_VERB_OTHER;
    }
    return found;
}

enum wsig_verb wsig_document_verb(const struct wsig_document_view *doc, int value)
{
    int key, container = wsig_json_container(&doc->json, (size_t)value, &key);
    bool in_object = container >= 0 && doc->json.nodes[container].type == WSIG_JSON_OBJECT;
    return in_object ? verb_of(doc, container) : WSIG_VERB_NONE;
}

/* [..., "ice_candidate", {...}]: an event's name among the first elements. */
static bool has_candidate_verb(const struct wsig_document_view *doc, int array)
{
    unsigned n = 0;
    for (int value = wsig_json_first(&doc->json, (size_t)array); value >= 0 && n < ELEMENTS_MAX;
         value = wsig_json_after(&doc->json, (size_t)value), n++)
        if (wsig_document_is_string(doc, value) &&
            is_candidate_verb(wsig_json_text(&doc->json, (size_t)value)))
            return true;
    return false;
}

bool wsig_document_is_candidate_event(const struct wsig_document_view *doc, int value)
{
    static const char *const payload_keys[] = {"data",    "payload", "value",
                                               "message", "body",    "content"};
    int key, container = wsig_json_container(&doc->json, (size_t)value, &key);
    if (container < 0)
        return false;
    if (key >= 0) {
        struct wsig_slice name = wsig_json_text(&doc->json, (size_t)key);
        enum wsig_verb verb = verb_of(doc, container);
        bool is_payload = is_one_of(name, payload_keys, G_N_ELEMENTS(payload_keys));
        int outer_key, outer = wsig_json_container(&doc->json, (size_t)container, &outer_key);
        bool near_root = outer < 0 || outer_key < 0 ||
                         is_neutral_verb(wsig_json_text(&doc->json, (size_t)outer_key));
        bool in_event = outer >= 0 && outer_key < 0 && has_candidate_verb(doc, outer);
        return (is_candidate_key(name) && verb != WSIG_VERB_OTHER && near_root) ||
               (is_payload &&
                (verb == WSIG_VERB_CANDIDATE || (verb == WSIG_VERB_NONE && in_event)));
    }
    int first = wsig_json_first(&doc->json, (size_t)container); /* ["ice-candidate", null] */
    return first != value && wsig_document_is_string(doc, first) &&
           is_candidate_verb(wsig_json_text(&doc->json, (size_t)first));
}

/* --- tokens ---------------------------------------------------------------------------------- */

struct tokens {
    uint32_t *list;
    unsigned n;
};

/* A value that may tell one peer connection from another: no text for people, no flag, no index. */
static void add_token(struct tokens *tokens, const struct wsig_document_view *doc, int value)
{
    const struct wsig_json_node *node = &doc->json.nodes[value];
    struct wsig_slice text = wsig_json_text(&doc->json, (size_t)value);
    bool is_string = node->type == WSIG_JSON_STRING;
    bool is_number = node->type == WSIG_JSON_PRIMITIVE && text.n > 1 && g_ascii_isdigit(text.p[0]);
    if ((!is_string && !is_number) || text.n == 0 || text.n > WORD_MAX ||
        tokens->n >= WSIG_ITEM_TOKENS_MAX)
        return;
    tokens->list[tokens->n++] = wsig_slice_token(text);
}

/* Members that describe the item itself say nothing of whose it is. */
static bool is_of_item(struct wsig_slice key)
{
    const int role = role_of(key);
    static const size_t id = offsetof(struct wsig_members, id) / sizeof(int);
    return role >= 0 && (size_t)role != id;
}

static void add_object_tokens(struct tokens *tokens, const struct wsig_document_view *doc,
                              int object, bool nested)
{
    unsigned n = 0;
    for (int key = wsig_json_first(&doc->json, (size_t)object); key >= 0 && n < WSIG_NEIGHBOURS_MAX;
         key = wsig_json_after(&doc->json, (size_t)key), n++) {
        int value = wsig_json_value(&doc->json, (size_t)key);
        if (value < 0 || is_of_item(wsig_json_text(&doc->json, (size_t)key)))
            continue;
        if (doc->json.nodes[value].type == WSIG_JSON_OBJECT && nested)
            add_object_tokens(tokens, doc, value, false); /* {"sender": {"id": "..."}} */
        else
            add_token(tokens, doc, value);
    }
}

static void add_array_tokens(struct tokens *tokens, const struct wsig_document_view *doc, int array)
{
    unsigned n = 0;
    for (int value = wsig_json_first(&doc->json, (size_t)array); value >= 0 && n < ELEMENTS_MAX;
         value = wsig_json_after(&doc->json, (size_t)value), n++)
        add_token(tokens, doc, value);
}

unsigned wsig_document_tokens(const struct wsig_document_view *doc, int node,
                              uint32_t list[static WSIG_ITEM_TOKENS_MAX])
{
    struct tokens tokens = {list, 0};
    while (doc) {
        int key, container = wsig_json_container(&doc->json, (size_t)node, &key);
        if (container < 0) {
            node = doc->outer_node;
            doc = doc->outer;
            continue;
        }
        if (doc->json.nodes[container].type == WSIG_JSON_OBJECT)
            add_object_tokens(&tokens, doc, container, true);
        else
            add_array_tokens(&tokens, doc, container);
        node = container;
    }
    return tokens.n;
}

/* --- paths ----------------------------------------------------------------------------------- */

int wsig_document_duplicate(const struct wsig_document_view *doc, int object)
{
    struct wsig_slice seen[WSIG_NEIGHBOURS_MAX];
    unsigned n = 0;
    for (int key = wsig_json_first(&doc->json, (size_t)object); key >= 0 && n < WSIG_NEIGHBOURS_MAX;
         key = wsig_json_after(&doc->json, (size_t)key)) {
        struct wsig_slice name = wsig_json_text(&doc->json, (size_t)key);
        for (unsigned i = 0; i < n; i++)
            if (wsig_slice_same(seen[i], name))
                return key;
        seen[n++] = name;
    }
    return -1;
}

int wsig_document_odd_type(const struct wsig_document_view *doc, int value)
{
    static const char *const words[] = {"offer", "answer", "pranswer", "rollback"};
    int key, type, object = wsig_json_container(&doc->json, (size_t)value, &key);
    if (key < 0 || !wsig_slice_eq(wsig_json_text(&doc->json, (size_t)key), "sdp"))
        return -1;
    int first = wsig_json_first(&doc->json, (size_t)object),
        second = wsig_json_after(&doc->json, (size_t)first);
    if (second < 0 || wsig_json_after(&doc->json, (size_t)second) >= 0)
        return -1;
    key = first == key ? second : first;
    type = wsig_json_value(&doc->json, (size_t)key);
    if (!wsig_slice_eq(wsig_json_text(&doc->json, (size_t)key), "type") ||
        !wsig_document_is_string(doc, type))
        return -1;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (wsig_slice_eq(wsig_json_text(&doc->json, (size_t)type), words[i]))
            return -1;
    return type;
}

bool wsig_document_lacks_sdp(const struct wsig_document_view *doc, const struct wsig_members *m)
{
    enum wsig_kind kind;
    if (m->sdp < 0 || !wsig_document_is_string(doc, m->type) ||
        !read_type(wsig_json_text(&doc->json, (size_t)m->type), &kind))
        return false;
    return wsig_json_is(&doc->json, m->sdp, "null") ||
           (wsig_document_is_string(doc, m->sdp) &&
            wsig_json_text(&doc->json, (size_t)m->sdp).n == 0);
}

static bool is_plain_key(struct wsig_slice key)
{
    for (size_t i = 0; i < key.n; i++)
        if (!g_ascii_isalnum(key.p[i]) && key.p[i] != '_' && key.p[i] != '-' && key.p[i] != '$')
            return false;
    return key.n > 0 && key.n <= KEY_SHOWN_MAX;
}

static void append_key(GString *path, struct wsig_slice key, struct wsig_arena *arena)
{
    if (is_plain_key(key)) {
        g_string_append_printf(path, ".%.*s", (int)key.n, (const char *)key.p);
        return;
    }
    struct wsig_slice shown = key;
    shown.n = MIN(shown.n, KEY_SHOWN_MAX);
    g_string_append_printf(path, "[\"%s%s\"]", wsig_arena_utf8(arena, shown),
                           shown.n < key.n ? "..." : "");
}

static void append_root(GString *path, const struct wsig_document_view *doc,
                        struct wsig_arena *arena)
{
    if (doc->outer)
        g_string_append(path, wsig_document_path(doc->outer, arena, doc->outer_node));
    g_string_append(path, doc->path);
}

const char *wsig_document_path(const struct wsig_document_view *doc, struct wsig_arena *arena,
                               int node)
{
    int chain[2 * WSIG_JSON_DEPTH_MAX + 2]; /* a container and a key each */
    unsigned n = 0;
    for (int at = node; at >= 0 && n < G_N_ELEMENTS(chain); at = doc->json.nodes[at].parent)
        chain[n++] = at;
    GString *path = g_string_new(NULL);
    append_root(path, doc, arena);
    for (unsigned i = n; i-- > 0;) {
        const struct wsig_json_node *at = &doc->json.nodes[chain[i]];
        bool in_array = at->parent >= 0 && doc->json.nodes[at->parent].type == WSIG_JSON_ARRAY;
        if (at->parent < 0 && doc->json.roots > 1)
            g_string_append_printf(path, "#%u", at->index);
        else if (in_array)
            g_string_append_printf(path, "[%u]", at->index);
        else if (wsig_json_is_key(&doc->json, (size_t)chain[i]))
            append_key(path, wsig_json_text(&doc->json, (size_t)chain[i]), arena);
    }
    const char *text = wsig_arena_strndup(arena, path->str, path->len);
    g_string_free(path, TRUE);
    return text;
}
