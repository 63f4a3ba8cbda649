/* http.c: see http.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "http.h"

static bool begins_head(struct wsig_slice rest)
{
    return wsig_slice_starts(rest, "HTTP/1.") || wsig_slice_starts(rest, "GET ");
}

static struct wsig_slice head_from(struct wsig_slice rest)
{
    struct wsig_slice line;
    const uint8_t *begin = rest.p, *end = begin;
    while (wsig_slice_line(&rest, &line) && line.n > 0)
        end = rest.p ? rest.p : line.p + line.n;
    return wsig_slice(begin, (size_t)(end - begin));
}

bool wsig_http_next(struct wsig_slice bytes, size_t *at, struct wsig_slice *head)
{
    struct wsig_slice line, rest = wsig_slice_from(bytes, *at);
    while (rest.p && !begins_head(rest))
        if (!wsig_slice_line(&rest, &line))
            return false;
    if (!rest.p || rest.n == 0)
        return false;
    *head = head_from(rest);
    *at = (size_t)(head->p + head->n - bytes.p);
    return true;
}

/* RFC 9112 section 4: version, a space, three digits. */
unsigned wsig_http_status(struct wsig_slice head)
{
    const size_t at = strlen("HTTP/1.1 ");
    unsigned status = 0;
    if (!wsig_slice_starts(head, "HTTP/1.") || head.n < at + 3 || head.p[at - 1] != ' ')
        return 0;
    for (size_t i = at; i < at + 3; i++) {
        if (!g_ascii_isdigit(head.p[i]))
            return 0;
        status = 10 * status + (head.p[i] - '0');
    }
    return status;
}

bool wsig_http_is_whole(struct wsig_slice bytes, struct wsig_slice head)
{
    if (!head.p)
        return false;
    struct wsig_slice rest = wsig_slice_from(bytes, (size_t)(head.p + head.n - bytes.p));
    return wsig_slice_ends(head, "\n") &&
           (wsig_slice_starts(rest, "\n") || wsig_slice_starts(rest, "\r\n"));
}

struct wsig_slice wsig_http_target(struct wsig_slice head)
{
    struct wsig_slice line, rest = head;
    while (wsig_slice_line(&rest, &line)) {
        struct wsig_slice word, last = {NULL, 0}, target = {NULL, 0};
        while (wsig_slice_cut(&line, ' ', &word)) {
            target = last;
            last = word;
        }
        if (wsig_slice_starts(last, "HTTP/"))
            return target;
    }
    return wsig_slice(NULL, 0);
}

bool wsig_http_header(struct wsig_slice head, const char *name, GString *value)
{
    struct wsig_slice line, key, rest = head;
    bool found = false;
    wsig_slice_line(&rest, &line);
    while (wsig_slice_line(&rest, &line)) {
        if (!rest.p || !memchr(line.p, ':', line.n) || !wsig_slice_cut(&line, ':', &key) ||
            !wsig_slice_eq_ci(key, name))
            continue;
        line = wsig_slice_trim(line);
        g_string_append_printf(value, "%s%.*s", found ? ", " : "", (int)MIN(line.n, G_MAXINT),
                               (const char *)line.p);
        found = true;
    }
    return found;
}
