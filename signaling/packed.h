/* packed.h: MessagePack and CBOR as JSON text, which the search and the dialects' tables then read
 *
 * Keys become strings, as JSON has no others. Bytes become a string when they are UTF-8 text, else
 * base64. What a limit or the end of the bytes leaves out is left out of well-formed JSON.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_PACKED_H
#define WSIG_PACKED_H

#include "slice.h"

/* Less than json.h reads. */
#define WSIG_PACKED_DEPTH_MAX 48

/* Values, keys and tags of one message. */
#define WSIG_PACKED_VALUES_MAX (128 * 1024)

/* Bytes of JSON that one message may become, beside its last string. */
#define WSIG_PACKED_JSON_MAX (4 * 1024 * 1024)

enum wsig_packed_end {
    WSIG_PACKED_COMPLETE,
    WSIG_PACKED_NOT,     /* no such value can begin so, or something in it cannot be JSON */
    WSIG_PACKED_CUT,     /* the bytes end within the value */
    WSIG_PACKED_LIMITED, /* one of the limits above ended the reading */
};

/* Cuts one value off `rest` and appends it to `json`. `partial`: the bytes are known to be only the
 * beginning, so what is there is read; otherwise a count that cannot be ends it at once. */
enum wsig_packed_end wsig_msgpack_read(struct wsig_slice *rest, bool partial, GString *json);
enum wsig_packed_end wsig_cbor_read(struct wsig_slice *rest, bool partial, GString *json);

#endif
