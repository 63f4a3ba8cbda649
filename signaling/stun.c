/* stun.c: see stun.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "stun.h"

#define MAGIC_COOKIE "\x21\x12\xA4\x42"

/* Attribute types, RFC 8489 section 18.3, RFC 8445 section 16.1, RFC 8656 section 18. */
enum {
    ATTRIBUTE_USERNAME = 0x0006,
    ATTRIBUTE_ERROR_CODE = 0x0009,
    ATTRIBUTE_CHANNEL_NUMBER = 0x000C,
    ATTRIBUTE_PEER_ADDRESS = 0x0012,
    ATTRIBUTE_DATA = 0x0013,
    ATTRIBUTE_RELAYED_ADDRESS = 0x0016,
    ATTRIBUTE_USE_CANDIDATE = 0x0025,
    ATTRIBUTE_CONTROLLED = 0x8029,
    ATTRIBUTE_CONTROLLING = 0x802A,
};

/* The class sits between the method's bits: 0b00MMMMMCMMMCMMMM, RFC 8489 section 5. */
static void read_type(uint16_t type, struct wsig_stun *stun)
{
    stun->class = (enum wsig_stun_class)((type >> 4 & 1) | (type >> 7 & 2));
    stun->method = (uint16_t)((type & 0x000F) | (type >> 1 & 0x0070) | (type >> 2 & 0x0F80));
}

/* Reserved, family, port, address; XORed with the cookie and, for IPv6, the transaction. */
static void read_address(struct wsig_slice value, const struct wsig_stun *stun,
                         struct wsig_stun_address *address)
{
    uint8_t mask[16];
    const unsigned length = value.n == 8 ? 4 : value.n == 20 ? 16 : 0;
    memcpy(mask, MAGIC_COOKIE, 4);
    memcpy(mask + 4, stun->id, sizeof stun->id);
    if (length == 0 || value.p[1] != (length == 4 ? 1 : 2))
        return;
    address->length = (uint8_t)length;
    address->port = (uint16_t)(wsig_u16(value.p + 2) ^ wsig_u16(mask));
    for (unsigned i = 0; i < length; i++)
        address->bytes[i] = value.p[4 + i] ^ mask[i];
}

static void read_attribute(uint16_t type, struct wsig_slice value, struct wsig_stun *stun)
{
    switch (type) {
    case ATTRIBUTE_USERNAME:
        stun->username = value;
        break;
    case ATTRIBUTE_ERROR_CODE:
        if (value.n >= 4)
            stun->error = (uint16_t)((value.p[2] & 7) * 100 + value.p[3]);
        break;
    case ATTRIBUTE_CHANNEL_NUMBER:
        stun->channel = value.n >= 2 ? wsig_u16(value.p) : 0;
        break;
    case ATTRIBUTE_PEER_ADDRESS:
        read_address(value, stun, &stun->peer);
        break;
    case ATTRIBUTE_RELAYED_ADDRESS:
        read_address(value, stun, &stun->relayed);
        break;
    case ATTRIBUTE_DATA:
        stun->data = value;
        break;
    case ATTRIBUTE_USE_CANDIDATE:
        stun->use_candidate = true;
        break;
    case ATTRIBUTE_CONTROLLED:
        stun->controlled = true;
        break;
    case ATTRIBUTE_CONTROLLING:
        stun->controlling = true;
        break;
    default:
        break;
    }
}

bool wsig_stun_parse(struct wsig_slice bytes, struct wsig_stun *stun)
{
    memset(stun, 0, sizeof *stun);
    if (bytes.n < WSIG_STUN_HEADER || bytes.p[0] > 0x3F ||
        memcmp(bytes.p + 4, MAGIC_COOKIE, 4) != 0)
        return false;
    size_t length = wsig_u16(bytes.p + 2);
    if (length % 4 != 0)
        return false;
    read_type(wsig_u16(bytes.p), stun);
    memcpy(stun->id, bytes.p + 8, sizeof stun->id);
    struct wsig_slice rest = wsig_slice_from(bytes, WSIG_STUN_HEADER);
    rest.n = MIN(rest.n, length);
    while (rest.n >= 4) {
        uint16_t type = wsig_u16(rest.p);
        size_t n = wsig_u16(rest.p + 2);
        rest = wsig_slice_from(rest, 4);
        if (n > rest.n)
            break; /* cut off, or broken: what was read stays */
        read_attribute(type, wsig_slice(rest.p, n), stun);
        rest = wsig_slice_from(rest, (n + 3) & ~(size_t)3);
    }
    return true;
}
