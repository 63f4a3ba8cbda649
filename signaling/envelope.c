/* envelope.c: see envelope.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "envelope.h"

#define RECORD_SEPARATOR 0x1E
#define WORDS_MAX        64 /* bytes before JSON or SDP that are taken for words */

static bool begins_json(struct wsig_slice s)
{
    return s.n > 0 && (s.p[0] == '{' || s.p[0] == '[');
}

static struct wsig_slice skip_digits(struct wsig_slice s)
{
    while (s.n > 0 && g_ascii_isdigit(s.p[0]))
        s = wsig_slice_from(s, 1);
    return s;
}

/* What follows the attachments' number in socket.io's packet: [<namespace>,][<ack id>]<JSON>. */
static bool skip_to_json(struct wsig_slice *s)
{
    struct wsig_slice name;
    if (s->n > 0 && s->p[0] == '/' && (!wsig_slice_cut(s, ',', &name) || !s->p))
        return false;
    *s = skip_digits(*s);
    return begins_json(*s);
}

/* Types 5 and 6: an event and an acknowledgement with attachments. The event's name is a plain
 * string, as it stands. */
bool wsig_envelope_attachments(struct wsig_slice payload, unsigned *count, struct wsig_slice *event)
{
    struct wsig_slice digits, rest = wsig_slice_from(payload, 2), part;
    uint64_t number;
    if (payload.n < 5 || payload.p[0] != '4' || (payload.p[1] != '5' && payload.p[1] != '6') ||
        !g_ascii_isdigit(payload.p[2]) || !memchr(payload.p, '-', MIN(payload.n, 8)))
        return false;
    if (!wsig_slice_cut(&rest, '-', &digits) ||
        !wsig_slice_uint(digits, WSIG_ATTACHMENTS_MAX, &number) || !skip_to_json(&rest))
        return false;
    *count = (unsigned)number;
    *event = wsig_slice(NULL, 0);
    if (payload.p[1] == '5' && wsig_slice_starts(rest, "[\"") && wsig_slice_cut(&rest, '"', &part))
        wsig_slice_cut(&rest, '"', event);
    return true;
}

static bool is_word_byte(uint8_t c)
{
    return g_ascii_isalnum(c) || (c && strchr("-_./:,|#=@", c)) || wsig_is_space(c);
}

/* At most two words of printable characters, then JSON; or one word, then SDP. */
static bool open_words(struct wsig_slice s, struct wsig_envelope *e)
{
    unsigned words = 0;
    for (size_t i = 0; i < s.n && i < WORDS_MAX; i++) {
        struct wsig_slice tail = wsig_slice_from(s, i);
        bool boundary = i > 0 && !g_ascii_isalnum(s.p[i - 1]);
        if (i > 0 &&
            (begins_json(tail) || (words == 1 && boundary && wsig_slice_starts(tail, "v=0") &&
                                   tail.n > 3 && (tail.p[3] == '\r' || tail.p[3] == '\n')))) {
            struct wsig_slice words_before = {s.p, i};
            wsig_slice_cut(&words_before, ' ', &e->verb);
            e->verb = wsig_slice_trim(e->verb);
            e->rest = tail;
            return true;
        }
        if (!is_word_byte(s.p[i]))
            return false;
        if (!wsig_is_space(s.p[i]) && (i == 0 || wsig_is_space(s.p[i - 1])) && ++words > 2)
            return false;
    }
    return false;
}

/* A length of 2, 4 or 8 bytes, either byte order, that fits what follows. */
static bool open_binary_length(struct wsig_slice s, struct wsig_envelope *e)
{
    for (size_t size = 2; size <= 8 && size < s.n; size *= 2) {
        uint64_t big = 0, little = 0;
        for (size_t i = 0; i < size; i++) {
            big = big << 8 | s.p[i];
            little |= (uint64_t)s.p[i] << (8 * i);
        }
        struct wsig_slice tail = wsig_slice_from(s, size);
        if ((big == tail.n || little == tail.n) && begins_json(tail)) {
            e->rest = tail;
            return true;
        }
    }
    return false;
}

void wsig_envelope_open(struct wsig_slice payload, struct wsig_envelope *e)
{
    memset(e, 0, sizeof *e);
    if (wsig_slice_starts(payload, "\xEF\xBB\xBF"))
        payload = wsig_slice_from(payload, 3);
    while (payload.n > 0 && payload.p[payload.n - 1] == 0)
        payload.n--; /* strlen() + 1 */
    struct wsig_slice s = wsig_slice_trim(payload);
    e->rest = begins_json(s) ? s : payload; /* an SDP's last line end belongs to it */
    if (s.n == 0 || s.p[0] == '"' || wsig_slice_starts(s, "v=0"))
        return;
    if (begins_json(s)) {
        const uint8_t *at = memchr(s.p, RECORD_SEPARATOR, s.n);
        e->separator = s.p[s.n - 1] == RECORD_SEPARATOR ? RECORD_SEPARATOR : 0;
        e->several = at && at + 1 < s.p + s.n;
        return;
    }
    if (!open_binary_length(payload, e))
        open_words(s, e);
}

bool wsig_envelope_next(struct wsig_envelope *e, struct wsig_slice *record)
{
    while (e->rest.n > 0) {
        if (begins_json(wsig_slice_trim(e->rest))) {
            wsig_slice_cut(&e->rest, RECORD_SEPARATOR, record);
        } else {
            *record = e->rest;
            e->rest = wsig_slice(NULL, 0);
        }
        struct wsig_slice trimmed = wsig_slice_trim(*record);
        if (begins_json(trimmed))
            *record = trimmed;
        if (trimmed.n > 0)
            return true;
    }
    return false;
}
