/* identity.h: what a description says of the agent that made it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_IDENTITY_H
#define WSIG_IDENTITY_H

#include "msg.h"

/* Credentials of m-sections that are not bundled; a description with more has the first ones. */
#define WSIG_IDENTITY_CREDENTIALS_MAX 8

struct wsig_credentials {
    struct wsig_slice ufrag, pwd;
};

struct wsig_identity {
    uint64_t key;    /* of the whole: equal for the same description on another hop */
    uint64_t origin; /* of the o= line's user name and session id; 0: none that could be unique */
    uint64_t fingerprint; /* of the first; 0: none */
    struct wsig_credentials credentials[WSIG_IDENTITY_CREDENTIALS_MAX];
    unsigned credential_count;
    struct wsig_slice text; /* of an SDP */
    bool partial;           /* which adds to those before */
};

/* Of an item that is a description or has transport parameters. A hop may have changed line ends,
 * candidates or bandwidths: none of them count. `kind`: offer and answer are never the same. */
void wsig_identity_read(const struct wsig_item *item, enum wsig_kind kind,
                        struct wsig_identity *identity);

#endif
