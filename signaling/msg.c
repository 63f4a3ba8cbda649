/* msg.c: see msg.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "msg.h"

#include <stdarg.h>

#include "fact.h"

static const struct {
    const char *text, *title;
} kinds[WSIG_KIND_COUNT] = {
#define KIND(id, text, title) {text, title},
#include "kinds.def"
#undef KIND
};

const char *wsig_kind_text(enum wsig_kind kind)
{
    return kinds[kind].text;
}

const char *wsig_kind_title(enum wsig_kind kind)
{
    return kinds[kind].title;
}

struct wsig_msg *wsig_msg_new(void)
{
    struct wsig_msg *msg = g_new0(struct wsig_msg, 1);
    msg->arena = wsig_arena_new();
    msg->buffers = g_array_new(FALSE, TRUE, sizeof(struct wsig_buffer));
    msg->rebuilt = g_array_new(FALSE, TRUE, sizeof(struct wsig_rebuilt));
    msg->items = g_array_new(FALSE, TRUE, sizeof(struct wsig_item));
    msg->parts = g_array_new(FALSE, TRUE, sizeof(struct wsig_part));
    msg->documents = g_array_new(FALSE, TRUE, sizeof(struct wsig_document));
    msg->findings = g_array_new(FALSE, TRUE, sizeof(struct wsig_finding));
    msg->details = g_array_new(FALSE, TRUE, sizeof(struct wsig_detail));
    msg->facts = g_array_new(FALSE, TRUE, sizeof(struct wsig_fact));
    return msg;
}

void wsig_msg_free(struct wsig_msg *msg)
{
    if (!msg)
        return;
    g_array_free(msg->facts, TRUE);
    g_array_free(msg->details, TRUE);
    g_array_free(msg->findings, TRUE);
    g_array_free(msg->documents, TRUE);
    g_array_free(msg->parts, TRUE);
    g_array_free(msg->items, TRUE);
    g_array_free(msg->rebuilt, TRUE);
    g_array_free(msg->buffers, TRUE);
    wsig_arena_free(msg->arena);
    g_free(msg);
}

void wsig_msg_forget(struct wsig_msg *msg)
{
    memset(&msg->head, 0, sizeof msg->head);
    if (msg->buffers->len > 1)
        g_array_set_size(msg->buffers, 1);
    g_array_set_size(msg->rebuilt, 0);
    g_array_set_size(msg->items, 0);
    g_array_set_size(msg->parts, 0);
    g_array_set_size(msg->documents, 0);
    g_array_set_size(msg->findings, 0);
    g_array_set_size(msg->details, 0);
    g_array_set_size(msg->facts, 0);
}

void wsig_msg_reset(struct wsig_msg *msg, struct wsig_slice payload, bool truncated)
{
    wsig_arena_reset(msg->arena);
    wsig_msg_forget(msg);
    msg->truncated = truncated;
    g_array_set_size(msg->buffers, 0);
    wsig_msg_add_buffer(msg, payload, NULL);
}

uint32_t wsig_msg_add_buffer(struct wsig_msg *msg, struct wsig_slice bytes, const char *title)
{
    struct wsig_buffer buffer = {bytes, title};
    g_array_append_val(msg->buffers, buffer);
    return msg->buffers->len - 1;
}

void wsig_msg_add_rebuilt(struct wsig_msg *msg, struct wsig_slice text,
                          const struct wsig_piece *pieces, unsigned piece_count)
{
    struct wsig_piece *copy = wsig_arena_alloc(msg->arena, piece_count * sizeof *copy);
    memcpy(copy, pieces, piece_count * sizeof *copy);
    struct wsig_rebuilt rebuilt = {text, copy, piece_count};
    g_array_append_val(msg->rebuilt, rebuilt);
}

static bool is_within(struct wsig_slice s, struct wsig_slice bytes)
{
    return s.p >= bytes.p && s.p + s.n <= bytes.p + bytes.n;
}

/* The piece that the slice begins in. */
static struct wsig_span span_of_piece(const struct wsig_rebuilt *rebuilt, size_t offset)
{
    unsigned low = 0, high = rebuilt->piece_count;
    while (high - low > 1) {
        unsigned middle = low + (high - low) / 2;
        if (rebuilt->pieces[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return rebuilt->pieces[low].span;
}

struct wsig_span wsig_msg_span(const struct wsig_msg *msg, uint32_t buffer, struct wsig_slice s)
{
    const struct wsig_slice bytes = wsig_msg_buffer(msg, buffer)->bytes;
    for (unsigned i = 0; i < msg->rebuilt->len && !is_within(s, bytes); i++) {
        const struct wsig_rebuilt *rebuilt = &g_array_index(msg->rebuilt, struct wsig_rebuilt, i);
        if (is_within(s, rebuilt->text))
            return span_of_piece(rebuilt, (size_t)(s.p - rebuilt->text.p));
    }
    g_assert(is_within(s, bytes));
    return (struct wsig_span){buffer, (uint32_t)(s.p - bytes.p), (uint32_t)s.n};
}

struct wsig_value wsig_msg_value(const struct wsig_msg *msg, uint32_t buffer, struct wsig_slice s)
{
    struct wsig_value value = {s, {0, 0, 0}};
    if (s.p)
        value.span = wsig_msg_span(msg, buffer, s);
    return value;
}

void wsig_msg_find_fault(struct wsig_msg *msg, enum wsig_rule rule, struct wsig_span span,
                         const char *text, ...)
{
    if (msg->truncated)
        return;
    va_list args;
    va_start(args, text);
    char *formatted = g_strdup_vprintf(text, args);
    va_end(args);
    struct wsig_finding finding = {
        rule, span, wsig_arena_strndup(msg->arena, formatted, strlen(formatted)), {-1, -1, -1}};
    g_free(formatted);
    g_array_append_val(msg->findings, finding);
}
