/* screen.c: see screen.h
 *
 * Every quote counts as the beginning of a string, also the one that ends it: that costs nothing,
 * and what is odd in the text cannot lead astray.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "screen.h"

#define BUCKETS   256
#define WORDS_MAX (3 * WSIG_CONDITIONS_MAX) /* of a shape */

/* Base64 that is shorter holds nothing; see text.c. */
#define BASE64_MIN 24

/* How a string is compared with a word. */
enum match {
    MATCH_WHOLE,     /* it is the word; keys and verbs count as they stand */
    MATCH_MEMBER,    /* the same, ASCII case does not count */
    MATCH_BEGINNING, /* it begins so, ASCII case does not count; an escape may be anything */
    MATCH_BASE64,    /* the same, and it is long enough */
};

static const struct {
    const char *text;
    enum match match;
} fixed_words[] = {
    {"v=0", MATCH_BEGINNING},
    {"a=", MATCH_BEGINNING},
    {"m=", MATCH_BEGINNING},
    {"candidate:", MATCH_BEGINNING},
    {"stun:", MATCH_BEGINNING},
    {"stuns:", MATCH_BEGINNING},
    {"turn:", MATCH_BEGINNING},
    {"turns:", MATCH_BEGINNING},
    {"candidate", MATCH_MEMBER},
    {"foundation", MATCH_MEMBER},
    {"iceParameters", MATCH_MEMBER},
    {"dtlsParameters", MATCH_MEMBER},
    {"rollback", MATCH_MEMBER},
    /* As wsig_text_maybe_base64() has them. */
    {"ey", MATCH_BASE64},
    {"ew", MATCH_BASE64},
    {"e3", MATCH_BASE64},
    {"W3", MATCH_BASE64},
    {"W1s", MATCH_BASE64},
    {"Wy", MATCH_BASE64},
    {"Ww", MATCH_BASE64},
    {"dj0w", MATCH_BASE64},
    {"Y2FuZGlk", MATCH_BASE64},
    {"YT1", MATCH_BASE64},
    {"bT1", MATCH_BASE64},
};

/* Words that much JSON has. A shape is looked for by another of its words, where it has one. */
static const char *const common_words[] = {
    "type",    "id",         "data",      "event",     "method",     "message",    "msg",
    "payload", "params",     "result",    "error",     "status",     "statusCode", "content",
    "topic",   "signal",     "peer",      "request",   "response",   "direction",  "audio",
    "video",   "jsonrpc",    "2.0",       "seq",       "send",       "timeout",    "version",
    "user",    "username",   "session",   "sessionid", "session_id", "screen",     "recipient",
    "auth",    "features",   "subscribe", "release",   "change",     "leave",      "join",
    "fail",    "protocol",   "modes",     "mode",      "token",      "operation",  "notification",
    "object",  "definition", "sid",       "role",      "connect",    "ice",        "command",
};

struct word {
    struct wsig_slice text;
    enum match match;
    const struct wsig_shape *shape; /* that it stands for; NULL: it is enough by itself */
    unsigned index;                 /* of the shape */
    struct word *next;
};

/* Shapes that are given up for a message once one of their words is missing. */
#define SHAPES_MAX 512

struct pass {
    struct wsig_slice json;
    uint64_t missing[SHAPES_MAX / 64]; /* bit: the shape at that index */
};

/* Made once from the tables, and never changed. */
static struct {
    uint8_t pairs[65536 / 8]; /* bit: a string that begins with these two bytes is worth a look */
    struct word *buckets[BUCKETS];
    unsigned shapes;
    bool all; /* a shape has no word that could be looked for */
} table;

/* --- the table ------------------------------------------------------------------------------- */

static unsigned pair_of(uint8_t first, uint8_t second)
{
    return (unsigned)first << 8 | second;
}

static void mark_pair(uint8_t first, uint8_t second)
{
    const unsigned pair = pair_of(first, second);
    table.pairs[pair / 8] |= (uint8_t)(1u << pair % 8);
}

static struct word **bucket_of(const uint8_t *p)
{
    const unsigned first = (uint8_t)g_ascii_tolower((char)p[0]);
    const unsigned second = (uint8_t)g_ascii_tolower((char)p[1]);
    return &table.buckets[(first * 31 + second) % BUCKETS];
}

static void mark_word(struct wsig_slice text, bool escapes)
{
    const char first = (char)text.p[0], second = (char)text.p[1];
    for (unsigned i = 0; i < 4; i++) {
        uint8_t a = (uint8_t)(i & 1 ? g_ascii_toupper(first) : g_ascii_tolower(first));
        uint8_t b = (uint8_t)(i & 2 ? g_ascii_toupper(second) : g_ascii_tolower(second));
        mark_pair(a, b);
        if (escapes)
            mark_pair(a, '\\');
    }
}

static void add_word(struct wsig_slice text, enum match match, const struct wsig_shape *shape)
{
    struct word **bucket = bucket_of(text.p);
    struct word *word = g_new(struct word, 1);
    *word = (struct word){text, match, shape, table.shapes, *bucket};
    *bucket = word;
    mark_word(text, match == MATCH_BEGINNING || match == MATCH_BASE64);
}

/* Can it be looked for? "1" is an element's number in a path; and see beginnings_of(). */
static bool usable(struct wsig_slice word)
{
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] == '"' || word.p[i] == '\\')
            return false;
    return word.n >= 2 && word.p[0] & 0x40;
}

static bool is_common(struct wsig_slice word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(common_words); i++)
        if (wsig_slice_eq(word, common_words[i]))
            return true;
    return false;
}

/* All words of a shape: names of its paths, and values. */
static unsigned words_of(const struct wsig_shape *shape, struct wsig_slice words[static WORDS_MAX])
{
    unsigned n = 0;
    for (unsigned i = 0; i < WSIG_CONDITIONS_MAX && shape->all[i].path; i++) {
        const struct wsig_condition *condition = &shape->all[i];
        struct wsig_slice rest = wsig_slice_str(condition->path), name;
        while (wsig_slice_cut(&rest, '.', &name))
            if (usable(name) && !wsig_slice_eq(name, "*") && n < WORDS_MAX)
                words[n++] = name;
        if (condition->type == WSIG_EQUALS && usable(wsig_slice_str(condition->value)) &&
            n < WORDS_MAX)
            words[n++] = wsig_slice_str(condition->value);
    }
    return n;
}

/* How many shapes have each word; the more, the more common it is elsewhere too. Keys: the words.
 */
static GHashTable *count_uses(void)
{
    GHashTable *uses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const struct wsig_dialect *dialect;
    struct wsig_slice words[WORDS_MAX];
    for (unsigned i = 0; (dialect = wsig_dialect_at(i)); i++)
        for (const struct wsig_shape *s = dialect->strong; s && s->all[0].path; s++)
            for (unsigned n = words_of(s, words); n-- > 0;) {
                char *word = g_strndup((const char *)words[n].p, words[n].n);
                unsigned more = GPOINTER_TO_UINT(g_hash_table_lookup(uses, word)) + 1;
                g_hash_table_insert(uses, word, GUINT_TO_POINTER(more));
            }
    return uses;
}

static struct wsig_slice word_of(const struct wsig_shape *shape, GHashTable *uses)
{
    struct wsig_slice words[WORDS_MAX], best = {NULL, 0};
    unsigned n = words_of(shape, words), fewest = 0;
    for (unsigned i = 0; i < n; i++) {
        char *word = g_strndup((const char *)words[i].p, words[i].n);
        unsigned used = GPOINTER_TO_UINT(g_hash_table_lookup(uses, word));
        g_free(word);
        used += is_common(words[i]) ? SHAPES_MAX : 0;
        if (best.n > 0 && (used > fewest || (used == fewest && words[i].n <= best.n)))
            continue;
        best = words[i];
        fewest = used;
    }
    return best;
}

static bool asks_for_verb(const struct wsig_shape *shape)
{
    for (unsigned i = 0; i < WSIG_CONDITIONS_MAX && shape->all[i].path; i++)
        if (shape->all[i].type == WSIG_VERB)
            return true;
    return false;
}

/* The verbs tell more than the shape's words, unless one of them is common itself. */
static bool add_verbs(const struct wsig_dialect *dialect, const struct wsig_shape *shape)
{
    const struct wsig_verb_row *row = dialect->verbs;
    for (; row && row->verb; row++)
        if (!usable(wsig_slice_str(row->verb)) || is_common(wsig_slice_str(row->verb)))
            return false;
    for (row = dialect->verbs; row && row->verb; row++) {
        struct wsig_slice verb = wsig_slice_str(row->verb);
        bool all_that_begin_so = verb.p[verb.n - 1] == '*';
        if (all_that_begin_so)
            verb.n--;
        add_word(verb, all_that_begin_so ? MATCH_BEGINNING : MATCH_WHOLE, shape);
    }
    return true;
}

static void add_shape(const struct wsig_dialect *dialect, const struct wsig_shape *shape,
                      GHashTable *uses)
{
    struct wsig_slice word = word_of(shape, uses);
    bool by_verbs =
        (word.n == 0 || is_common(word)) && asks_for_verb(shape) && add_verbs(dialect, shape);
    if (!by_verbs && word.n > 0)
        add_word(word, MATCH_WHOLE, shape);
    table.all |= (!by_verbs && word.n == 0) || table.shapes >= SHAPES_MAX - 1;
    table.shapes++;
}

static void make_table(void)
{
    const struct wsig_dialect *dialect;
    GHashTable *uses = count_uses();
    for (size_t i = 0; i < G_N_ELEMENTS(fixed_words); i++)
        add_word(wsig_slice_str(fixed_words[i].text), fixed_words[i].match, NULL);
    for (unsigned i = 0; (dialect = wsig_dialect_at(i)); i++)
        for (const struct wsig_shape *s = dialect->strong; s && s->all[0].path; s++)
            add_shape(dialect, s, uses);
    g_hash_table_destroy(uses);
    static const char *const openings = "{[\\ \t\r\n"; /* JSON, an escape, a space before it */
    for (const char *at = openings; *at; at++)
        for (unsigned second = 0; second < 256; second++)
            mark_pair((uint8_t)*at, (uint8_t)second);
}

static void ready_table(void)
{
    static gsize ready;
    if (g_once_init_enter(&ready)) {
        make_table();
        g_once_init_leave(&ready, 1);
    }
}

/* --- the pass -------------------------------------------------------------------------------- */

static bool begins_with(struct wsig_slice s, struct wsig_slice word)
{
    for (size_t i = 0; i < word.n && i < s.n; i++) {
        if (s.p[i] == '\\')
            return true;
        if (g_ascii_tolower((char)s.p[i]) != g_ascii_tolower((char)word.p[i]))
            return false;
    }
    return s.n >= word.n;
}

/* The last string of a text that is cut off may lack its closing quote. */
static bool is_word(struct wsig_slice s, const struct word *word)
{
    const size_t n = word->text.n;
    if (s.n < n || (s.n > n && s.p[n] != '"'))
        return false;
    return word->match == MATCH_MEMBER
               ? g_ascii_strncasecmp((const char *)s.p, (const char *)word->text.p, n) == 0
               : memcmp(s.p, word->text.p, n) == 0;
}

static bool matches(struct wsig_slice s, const struct word *word)
{
    switch (word->match) {
    case MATCH_WHOLE:
    case MATCH_MEMBER:
        return is_word(s, word);
    case MATCH_BEGINNING:
        return begins_with(s, word->text);
    case MATCH_BASE64:
        return begins_with(s, word->text) && s.n >= BASE64_MIN && !memchr(s.p, '"', BASE64_MIN);
    }
    return true;
}

static bool has_string(struct wsig_slice json, struct wsig_slice text)
{
    const struct word word = {.text = text, .match = MATCH_WHOLE};
    const uint8_t *quote;
    while (json.n > 0 && (quote = memchr(json.p, '"', json.n))) {
        json = wsig_slice_from(json, (size_t)(quote - json.p) + 1);
        if (is_word(json, &word))
            return true;
    }
    return false;
}

/* The one word is there; are the shape's others? Asked once for a message. */
static bool has_others(struct pass *pass, const struct word *word)
{
    struct wsig_slice words[WORDS_MAX];
    const uint64_t bit = UINT64_C(1) << word->index % 64;
    if (!word->shape)
        return true;
    if (pass->missing[word->index / 64] & bit)
        return false;
    for (unsigned i = words_of(word->shape, words); i-- > 0;)
        if (!has_string(pass->json, words[i])) {
            pass->missing[word->index / 64] |= bit;
            return false;
        }
    return true;
}

/* `s` begins after a quote, with bytes that are marked. */
static bool is_worth_it(struct pass *pass, struct wsig_slice s)
{
    while (s.n > 0 && wsig_is_space(s.p[0]))
        s = wsig_slice_from(s, 1);
    if (s.n < 2)
        return false;
    if (s.p[0] == '{' || s.p[0] == '[' || s.p[0] == '\\' || s.p[1] == '\\')
        return true;
    for (const struct word *word = *bucket_of(s.p); word; word = word->next)
        if (matches(s, word) && has_others(pass, word))
            return true;
    return false;
}

/* The string that begins at `at`, after a quote: nearly all are done with here. */
static inline bool look_at(struct pass *pass, size_t at)
{
    if (at + 2 > pass->json.n)
        return false;
    const unsigned pair = pair_of(pass->json.p[at], pass->json.p[at + 1]);
    return table.pairs[pair / 8] & 1u << pair % 8 &&
           is_worth_it(pass, wsig_slice_from(pass->json, at));
}

static uint64_t load(const uint8_t *p)
{
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    return GUINT64_FROM_LE(eight);
}

/* Nine bytes: the highest bit of each of the first eight that is a quote before a letter, a brace,
 * a backslash (bit 6 is set), or white space. All else, figures above all, begins nothing. */
static uint64_t beginnings_of(const uint8_t *p)
{
    const uint64_t each = UINT64_C(0x0101010101010101), low = each * 0x7F, high = each * 0x80;
    const uint64_t quote = load(p) ^ each * '"', next = load(p + 1);
    const uint64_t is_quote = ~(((quote & low) + low) | quote | low);
    const uint64_t is_space = ~(((next & low) + each * (0x80 - 0x21)) | next);
    return is_quote & (is_space | next << 1) & high;
}

bool wsig_screen(struct wsig_slice json)
{
    struct pass pass = {.json = json};
    size_t at = 0;
    ready_table();
    if (table.all)
        return true;
    for (; at + sizeof(uint64_t) < json.n; at += sizeof(uint64_t))
        for (uint64_t quotes = beginnings_of(json.p + at); quotes; quotes &= quotes - 1)
            if (look_at(&pass, at + (unsigned)__builtin_ctzll(quotes) / 8 + 1))
                return true;
    for (; at < json.n; at++)
        if (json.p[at] == '"' && look_at(&pass, at + 1))
            return true;
    return false;
}
