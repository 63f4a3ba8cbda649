/* dialect.h: what a known system's envelope says around the items
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DIALECT_H
#define WSIG_DIALECT_H

#include "document.h"

/* What a value of the envelope is for; the fields of the same names in fields.def. */
enum wsig_role {
    WSIG_ROLE_METHOD,
    WSIG_ROLE_TRANSACTION,
    WSIG_ROLE_ROOM,
    WSIG_ROLE_PEER_FROM,
    WSIG_ROLE_PEER_TO,
    WSIG_ROLE_APP_SESSION,
};

/* Where it stands: members from the root, "payload.connectionId". */
struct wsig_dialect_value {
    const char *path;
    enum wsig_role role;
};

struct wsig_dialect {
    const char *name; /* wrtcsig.dialect */
    /* Is the document one of its messages? Never by one key alone. */
    bool (*recognises)(const struct wsig_document_view *doc);
    const struct wsig_dialect_value *values; /* ends with path == NULL */
};

/* The value at such a path from the first root, -1 when it is not there. Keys as they stand. */
int wsig_dialect_find(const struct wsig_document_view *doc, const char *path);

/* The text of a string at the path; absent when there is none. */
struct wsig_slice wsig_dialect_string(const struct wsig_document_view *doc, const char *path);

/* Names the dialect of a message that holds items, and takes the values of its envelope. */
void wsig_dialect_read(struct wsig_msg *msg, const struct wsig_document_view *doc);

#endif
