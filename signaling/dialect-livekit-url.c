/* dialect-livekit-url.c: see dialect-livekit-url.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-livekit-url.h"

#include <gio/gio.h>

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

static GByteArray *inflate(struct wsig_slice gzip)
{
    GConverter *converter = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
    GByteArray *out = g_byte_array_sized_new(16 * 1024);
    GConverterResult result = G_CONVERTER_CONVERTED;
    while (result == G_CONVERTER_CONVERTED && out->len < WSIG_JOIN_REQUEST_MAX) {
        uint8_t block[4096];
        gsize read = 0, written = 0;
        result = g_converter_convert(converter, gzip.p, gzip.n, block, sizeof block,
                                     G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
        if (result == G_CONVERTER_ERROR)
            break;
        g_byte_array_append(out, block, (guint)written);
        gzip = wsig_slice_from(gzip, read);
    }
    g_object_unref(converter);
    return out;
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
        request = gzip ? inflate(content)
                       : g_byte_array_append(g_byte_array_new(), content.p, (guint)content.n);
    wsig_arena_free(arena);
    g_free(value);
    return request;
}
