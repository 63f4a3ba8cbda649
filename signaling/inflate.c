/* inflate.c: see inflate.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "inflate.h"

#include <gio/gio.h>

static bool is_gzip(struct wsig_slice bytes)
{
    return wsig_slice_starts(bytes, "\x1F\x8B\x08");
}

bool wsig_is_deflated(struct wsig_slice bytes)
{
    return is_gzip(bytes) || (bytes.n > 2 && (bytes.p[0] & 0x0F) == 8 && bytes.p[0] <= 0x78 &&
                              (bytes.p[0] << 8 | bytes.p[1]) % 31 == 0);
}

GByteArray *wsig_inflate(struct wsig_slice bytes, size_t max)
{
    GConverter *converter = G_CONVERTER(g_zlib_decompressor_new(
        is_gzip(bytes) ? G_ZLIB_COMPRESSOR_FORMAT_GZIP : G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
    GByteArray *out = g_byte_array_new();
    GConverterResult result = G_CONVERTER_CONVERTED;
    while (result == G_CONVERTER_CONVERTED && out->len < max) {
        uint8_t block[4096];
        gsize read = 0, written = 0;
        result = g_converter_convert(converter, bytes.p, bytes.n, block, sizeof block,
                                     G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
        if (result == G_CONVERTER_ERROR)
            break;
        g_byte_array_append(out, block, (guint)written);
        bytes = wsig_slice_from(bytes, read);
    }
    g_object_unref(converter);
    return out;
}
