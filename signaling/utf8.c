/* utf8.c: see utf8.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "utf8.h"

#include <string.h>

/* The table of RFC 3629 section 4: how many bytes follow, and which the first of them may be.
 * Neither overlong forms nor surrogates nor anything above U+10FFFF pass. */
static const struct {
    uint8_t from, to, wanted, low, high;
} leads[] = {
    {0x00, 0x7F, 0, 0, 0},       {0xC2, 0xDF, 1, 0x80, 0xBF}, {0xE0, 0xE0, 2, 0xA0, 0xBF},
    {0xE1, 0xEC, 2, 0x80, 0xBF}, {0xED, 0xED, 2, 0x80, 0x9F}, {0xEE, 0xEF, 2, 0x80, 0xBF},
    {0xF0, 0xF0, 3, 0x90, 0xBF}, {0xF1, 0xF3, 3, 0x80, 0xBF}, {0xF4, 0xF4, 3, 0x80, 0x8F},
};

static void begin_character(struct wsig_utf8 *text, uint8_t byte)
{
    for (size_t i = 0; i < G_N_ELEMENTS(leads); i++)
        if (byte >= leads[i].from && byte <= leads[i].to) {
            text->wanted = leads[i].wanted;
            text->low = leads[i].low;
            text->high = leads[i].high;
            return;
        }
    text->bad = true;
}

/* Where ASCII ends from position i (a multiple of four) on, to eight bytes: most text is nothing
 * else, and every text message comes through here. */
static size_t skip_ascii(struct wsig_slice bytes, size_t i, const uint8_t mask[4])
{
    const uint8_t twice[8] = {mask[0], mask[1], mask[2], mask[3],
                              mask[0], mask[1], mask[2], mask[3]};
    uint64_t masks, eight;
    memcpy(&masks, twice, sizeof masks);
    for (; bytes.n - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, bytes.p + i, sizeof eight);
        if ((eight ^ masks) & G_GUINT64_CONSTANT(0x8080808080808080))
            break;
    }
    return i;
}

void wsig_utf8_feed(struct wsig_utf8 *text, struct wsig_slice bytes, const uint8_t mask[4])
{
    for (size_t i = 0; i < bytes.n && !text->bad; i++) {
        if (text->wanted == 0 && i % 4 == 0) {
            i = skip_ascii(bytes, i, mask);
            if (i == bytes.n)
                return;
        }
        uint8_t byte = bytes.p[i] ^ mask[i % 4];
        if (text->wanted == 0) {
            if (byte >= 0x80)
                begin_character(text, byte);
            continue;
        }
        text->bad = byte < text->low || byte > text->high;
        text->wanted--;
        text->low = 0x80;
        text->high = 0xBF;
    }
}
