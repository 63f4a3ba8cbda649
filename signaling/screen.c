/* screen.c: see screen.h
 *
 * Every quote counts as the beginning of a string, also the one that ends it: that costs nothing,
 * and what is odd in the text cannot lead astray.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "screen.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
    {"iceLite", MATCH_MEMBER},
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
    {"eA", MATCH_BASE64},
    {"eF", MATCH_BASE64},
    {"eJ", MATCH_BASE64},
    {"eN", MATCH_BASE64},
    {"H4sI", MATCH_BASE64},
};

/* Words that much JSON has. A shape is looked for by another of its words, where it has one. */
static const char *const common_words[] = {
    "type",    "id",          "data",      "event",     "method",     "message",    "msg",
    "payload", "params",      "result",    "error",     "status",     "statusCode", "content",
    "topic",   "signal",      "peer",      "request",   "response",   "direction",  "audio",
    "video",   "jsonrpc",     "2.0",       "seq",       "send",       "timeout",    "version",
    "user",    "username",    "session",   "sessionid", "session_id", "screen",     "recipient",
    "auth",    "features",    "subscribe", "release",   "change",     "leave",      "join",
    "fail",    "protocol",    "modes",     "mode",      "token",      "operation",  "notification",
    "object",  "definition",  "sid",       "role",      "connect",    "ice",        "command",
    "from",    "to",          "action",    "code",      "hello",      "welcome",    "group",
    "sender",  "participant", "cmd",       "room",
};

/* All words of a shape. */
struct words {
    unsigned index; /* of the shape */
    unsigned n;
    struct wsig_slice list[WORDS_MAX];
};

struct word {
    struct wsig_slice text;
    enum match match;
    uint8_t third;             /* byte, in lower case; 0: there is none */
    const struct words *shape; /* that it stands for; NULL: it is enough by itself */
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
    uint8_t pairs[65536 / 8];   /* bit: a string that begins with these two bytes is worth a look */
    uint8_t triples[65536 / 8]; /* the same of three bytes, by a hash */
    struct word *buckets[BUCKETS];
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

static inline uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

static struct word **bucket_of(const uint8_t *p)
{
    return &table.buckets[(lower(p[0]) * 31 + lower(p[1])) % BUCKETS];
}

static inline unsigned triple_of(const uint8_t *p)
{
    return ((unsigned)p[0] << 16 | (unsigned)p[1] << 8 | p[2]) * 0x9E3779B1u >> 16;
}

static void mark_triple(uint8_t first, uint8_t second, uint8_t third)
{
    const uint8_t bytes[] = {first, second, third};
    const unsigned triple = triple_of(bytes);
    table.triples[triple / 8] |= (uint8_t)(1u << triple % 8);
}

/* All spellings of the first letters. */
static void mark_word(struct wsig_slice text, bool escapes)
{
    for (unsigned i = 0; i < 8; i++) {
        uint8_t at[3] = {0};
        for (unsigned k = 0; k < 3 && k < text.n; k++)
            at[k] = i >> k & 1 ? (uint8_t)g_ascii_toupper((char)text.p[k]) : lower(text.p[k]);
        mark_pair(at[0], at[1]);
        for (unsigned third = 0; text.n == 2 && third < 256; third++)
            mark_triple(at[0], at[1], (uint8_t)third);
        mark_triple(at[0], at[1], at[2]);
        if (escapes)
            mark_triple(at[0], at[1], '\\');
        if (escapes)
            mark_pair(at[0], '\\');
    }
}

static void add_word(struct wsig_slice text, enum match match, const struct words *shape)
{
    struct word **bucket = bucket_of(text.p);
    struct word *word = g_new(struct word, 1);
    *word = (struct word){text, match, text.n > 2 ? lower(text.p[2]) : 0, shape, *bucket};
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

static void note_word(struct words *words, struct wsig_slice word)
{
    if (usable(word) && !wsig_slice_eq(word, "*") && !wsig_slice_eq(word, "*2") &&
        words->n < WORDS_MAX)
        words->list[words->n++] = word;
}

/* Names of the paths, and values. */
static struct words *words_of(const struct wsig_shape *shape, unsigned index)
{
    struct words *words = g_new0(struct words, 1);
    words->index = index;
    for (unsigned i = 0; i < WSIG_CONDITIONS_MAX && shape->all[i].path; i++) {
        const struct wsig_condition *condition = &shape->all[i];
        if (condition->type == WSIG_ABSENT)
            continue;
        struct wsig_slice rest = wsig_slice_str(condition->path), name;
        while (wsig_slice_cut(&rest, '.', &name))
            note_word(words, name);
        if (condition->type == WSIG_EQUALS)
            note_word(words, wsig_slice_str(condition->value));
    }
    return words;
}

/* How many shapes have each word; the more, the more common it is elsewhere too. */
static GHashTable *count_uses(struct words *const *shapes, unsigned n)
{
    GHashTable *uses = g_hash_table_new(wsig_slice_key_hash, wsig_slice_key_equal);
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < shapes[i]->n; k++) {
            struct wsig_slice *word = &shapes[i]->list[k];
            unsigned more = GPOINTER_TO_UINT(g_hash_table_lookup(uses, word)) + 1;
            g_hash_table_insert(uses, word, GUINT_TO_POINTER(more));
        }
    return uses;
}

static struct wsig_slice rarest_of(const struct words *words, GHashTable *uses)
{
    struct wsig_slice best = {NULL, 0};
    unsigned fewest = 0;
    for (unsigned i = 0; i < words->n; i++) {
        unsigned used = GPOINTER_TO_UINT(g_hash_table_lookup(uses, &words->list[i]));
        used += is_common(words->list[i]) ? SHAPES_MAX : 0;
        if (best.n > 0 && (used > fewest || (used == fewest && words->list[i].n <= best.n)))
            continue;
        best = words->list[i];
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
static bool add_verbs(const struct wsig_dialect *dialect, const struct words *shape)
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
        add_word(verb,
                 all_that_begin_so            ? MATCH_BEGINNING
                 : dialect->verbs_in_any_case ? MATCH_MEMBER
                                              : MATCH_WHOLE,
                 shape);
    }
    return true;
}

static void add_shape(const struct wsig_dialect *dialect, const struct wsig_shape *shape,
                      const struct words *words, GHashTable *uses)
{
    struct wsig_slice word = rarest_of(words, uses);
    bool by_verbs =
        (word.n == 0 || is_common(word)) && asks_for_verb(shape) && add_verbs(dialect, words);
    if (!by_verbs && word.n > 0)
        add_word(word, MATCH_WHOLE, words);
    table.all |= !by_verbs && word.n == 0;
}

/* Those that give a message away by themselves, and around an item: with two of these whose items
 * are weak, a connection is known. */
static const struct wsig_shape *shapes_of(const struct wsig_dialect *dialect, unsigned which)
{
    return which == 0 ? dialect->strong : dialect->with_item;
}

static void add_shapes(void)
{
    struct words *shapes[SHAPES_MAX];
    unsigned n = 0, at = 0;
    const struct wsig_dialect *dialect;
    for (unsigned i = 0; (dialect = wsig_dialect_at(i)); i++)
        for (unsigned k = 0; k < 2; k++)
            for (const struct wsig_shape *s = shapes_of(dialect, k); s && s->all[0].path; s++) {
                g_assert(n < SHAPES_MAX);
                shapes[n] = words_of(s, n);
                n++;
            }
    GHashTable *uses = count_uses(shapes, n);
    for (unsigned i = 0; (dialect = wsig_dialect_at(i)); i++)
        for (unsigned k = 0; k < 2; k++)
            for (const struct wsig_shape *s = shapes_of(dialect, k); s && s->all[0].path; s++)
                add_shape(dialect, s, shapes[at++], uses);
    g_hash_table_destroy(uses);
}

static void make_table(void)
{
    static const char *const openings = "{[\\ \t\r\n"; /* JSON, an escape, a space before it */
    for (size_t i = 0; i < G_N_ELEMENTS(fixed_words); i++)
        add_word(wsig_slice_str(fixed_words[i].text), fixed_words[i].match, NULL);
    add_shapes();
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
        if (lower(s.p[i]) != lower(word.p[i]))
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

/* Of BLOCK + 1 bytes: which of the first BLOCK are a quote before `first`; or, when that is 0,
 * before a letter, a brace, a backslash (bit 6 is set), or white space? All else, figures above
 * all, begins nothing. A bit for each byte, or the highest of eight bits. */
#ifdef __SSE2__
#define BLOCK         16
#define BITS_PER_BYTE 1
static inline uint64_t beginnings_of(const uint8_t *p, uint8_t first)
{
    const __m128i here = _mm_loadu_si128((const void *)p);
    const __m128i next = _mm_loadu_si128((const void *)(p + 1));
    const __m128i is_quote = _mm_cmpeq_epi8(here, _mm_set1_epi8('"'));
    const __m128i is_space = _mm_cmplt_epi8(next, _mm_set1_epi8(0x21));
    const __m128i begins = first ? _mm_cmpeq_epi8(next, _mm_set1_epi8((char)first))
                                 : _mm_or_si128(_mm_slli_epi16(next, 1), is_space);
    return (unsigned)_mm_movemask_epi8(_mm_and_si128(is_quote, begins));
}
#else
#define BLOCK         8
#define BITS_PER_BYTE 8
#define EACH          UINT64_C(0x0101010101010101)

static uint64_t load(const uint8_t *p)
{
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    return GUINT64_FROM_LE(eight);
}

static uint64_t zeros_of(uint64_t eight)
{
    return ~(((eight & EACH * 0x7F) + EACH * 0x7F) | eight | EACH * 0x7F);
}

static inline uint64_t beginnings_of(const uint8_t *p, uint8_t first)
{
    const uint64_t next = load(p + 1);
    const uint64_t is_space = ~(((next & EACH * 0x7F) + EACH * (0x80 - 0x21)) | next);
    const uint64_t begins = first ? zeros_of(next ^ EACH * first) : is_space | next << 1;
    return zeros_of(load(p) ^ EACH * '"') & begins & EACH * 0x80;
}
#endif

/* Walks over the beginnings of strings. */
struct walk {
    struct wsig_slice json;
    size_t at;     /* of the block that is next */
    uint64_t bits; /* what is left of the last block */
    uint8_t first; /* their first byte; 0: any that is_marked() is asked about */
};

/* Goes to the next one: the offset after the quote, with two bytes at least; 0 after the last. */
static inline size_t walk_on(struct walk *walk)
{
    while (!walk->bits && walk->at + BLOCK < walk->json.n) {
        walk->bits = beginnings_of(walk->json.p + walk->at, walk->first);
        walk->at += BLOCK;
    }
    if (walk->bits) {
        const unsigned bit = (unsigned)__builtin_ctzll(walk->bits);
        const size_t found = walk->at - BLOCK + bit / BITS_PER_BYTE + 1;
        walk->bits &= walk->bits - 1;
        if (found + 2 <= walk->json.n)
            return found;
    }
    for (; walk->at + 2 < walk->json.n; walk->at++)
        if (walk->json.p[walk->at] == '"')
            return ++walk->at;
    return 0;
}

static bool has_string(struct wsig_slice json, struct wsig_slice text)
{
    const struct word word = {.text = text, .match = MATCH_WHOLE};
    struct walk walk = {.json = json, .first = text.p[0]};
    for (size_t at; (at = walk_on(&walk)) > 0;)
        if (json.p[at] == text.p[0] && json.p[at + 1] == text.p[1] &&
            is_word(wsig_slice_from(json, at), &word))
            return true;
    return false;
}

/* The one word is there; are the shape's others? Asked once for a message. */
static bool has_others(struct pass *pass, const struct word *word)
{
    const struct words *shape = word->shape;
    if (!shape)
        return true;
    const uint64_t bit = UINT64_C(1) << shape->index % 64;
    if (pass->missing[shape->index / 64] & bit)
        return false;
    for (unsigned i = shape->n; i-- > 0;)
        if (!wsig_slice_same(shape->list[i], word->text) &&
            !has_string(pass->json, shape->list[i])) {
            pass->missing[shape->index / 64] |= bit;
            return false;
        }
    return true;
}

static inline bool is_opening(uint8_t c)
{
    return c == '{' || c == '[' || c == '\\';
}

/* `s` begins after a quote, with bytes that are marked. */
static bool is_worth_it(struct pass *pass, struct wsig_slice s)
{
    while (s.n > 0 && wsig_is_space(s.p[0]))
        s = wsig_slice_from(s, 1);
    if (s.n < 2)
        return false;
    if (is_opening(s.p[0]) || s.p[1] == '\\')
        return true;
    const uint8_t third = s.n > 2 ? lower(s.p[2]) : '\\';
    for (const struct word *word = *bucket_of(s.p); word; word = word->next)
        if ((word->third == third || word->third == 0 || third == '\\') && matches(s, word) &&
            has_others(pass, word))
            return true;
    return false;
}

/* By the first bytes; nearly all strings end here. */
static inline bool is_marked(const uint8_t *p, size_t n)
{
    const unsigned pair = pair_of(p[0], p[1]);
    if (!(table.pairs[pair / 8] & 1u << pair % 8))
        return false;
    if (n < 3 || is_opening(p[0]) || p[1] == '\\' || wsig_is_space(p[0]))
        return true;
    const unsigned triple = triple_of(p);
    return table.triples[triple / 8] & 1u << triple % 8;
}

bool wsig_screen(struct wsig_slice json)
{
    struct pass pass = {.json = json};
    struct walk walk = {.json = json};
    ready_table();
    if (table.all)
        return true;
    for (size_t at; (at = walk_on(&walk)) > 0;)
        if (is_marked(json.p + at, json.n - at) && is_worth_it(&pass, wsig_slice_from(json, at)))
            return true;
    return false;
}
