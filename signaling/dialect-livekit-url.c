/* dialect-livekit-url.c: see dialect-livekit-url.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-livekit-url.h"

#include "inflate.h"
#include "protobuf.h"
#include "text.h"

static const char parameter[] = "join_request=";

/* The parameter's value, to be freed; NULL when the URL does not have it. */
static char *value_of_parameter(struct wsig_slice url)
{
    struct wsig_slice part, rest = url;
    if (!wsig_slice_cut(&rest, '?', &part))
        return NULL;
    while (wsig_slice_cut(&rest, '&', &part))
        if (wsig_slice_starts(part, parameter)) {
            part = wsig_slice_from(part, strlen(parameter));
            return g_uri_unescape_segment((const char *)part.p, (const char *)part.p + part.n,
                                          NULL);
        }
    return NULL;
}

GByteArray *wsig_livekit_join_request_of(struct wsig_slice url)
{
    char *value = value_of_parameter(url);
    struct wsig_arena *arena = wsig_arena_new();
    struct wsig_slice wrapped, content = {NULL, 0};
    struct wsig_protobuf_field field;
    bool gzip = false;
    GByteArray *request = NULL;
    if (value && wsig_text_base64(arena, wsig_slice_str(value), &wrapped))
        while (wsig_protobuf_next(&wrapped, &field) == WSIG_OK) {
            if (field.number == 1)
                gzip = field.value == 1;
            else if (field.number == 2 && field.wire == WSIG_PROTOBUF_LENGTH)
                content = field.bytes;
        }
    if (content.n > 0)
        request = gzip ? wsig_inflate(content, WSIG_JOIN_REQUEST_MAX)
                       : g_byte_array_append(g_byte_array_new(), content.p, (guint)content.n);
    wsig_arena_free(arena);
    g_free(value);
    return request;
}
