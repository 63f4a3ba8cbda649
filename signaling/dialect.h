/* dialect.h: what a known system's envelope says around the items
 *
 * A dialect is a file of rows: shapes that give its messages away, where the envelope keeps its
 * verb, ids and names, and what each verb means. dialects.def lists them in probing order.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DIALECT_H
#define WSIG_DIALECT_H

#include "document.h"

/* One thing that must hold of a message. Paths are members from the root, "payload.connectionId",
 * and elements of arrays by number, "1.sender"; keys count as they stand. The path "*" is the first
 * member's key. */
enum wsig_condition_type {
    WSIG_HAS,    /* anything but null */
    WSIG_STRING, /* a string that is not empty */
    WSIG_NUMBER,
    WSIG_OBJECT,
    WSIG_ARRAY,
    WSIG_TRUE,
    WSIG_IS,     /* the number, true or false that reads `value` */
    WSIG_IS_NOT, /* a number that does not read `value` */
    WSIG_EQUALS, /* the string `value` */
    WSIG_ENDS,   /* a string that ends in `value` */
    WSIG_VERB,   /* a string that is in `verbs` */
};

struct wsig_condition {
    const char *path;
    enum wsig_condition_type type;
    const char *value;
};

#define WSIG_CONDITIONS_MAX 5

/* All conditions, up to the first without a path, must hold. */
struct wsig_shape {
    struct wsig_condition all[WSIG_CONDITIONS_MAX];
};

/* What a value of the envelope is for; the fields of the same names in fields.def. */
enum wsig_role {
    WSIG_ROLE_METHOD,
    WSIG_ROLE_TRANSACTION,
    WSIG_ROLE_ROOM,
    WSIG_ROLE_PEER_FROM,
    WSIG_ROLE_PEER_TO,
    WSIG_ROLE_APP_SESSION,
    WSIG_ROLE_ERROR, /* what the system says of a failure */
};

/* Of several rows with the same role, the first whose path is there, and not empty, counts. */
struct wsig_dialect_value {
    const char *path;
    enum wsig_role role;
};

/* A value whose path means something else in other messages: Kurento's "id" is a number in one half
 * of its protocol and the verb in the other. */
struct wsig_conditional_value {
    struct wsig_dialect_value value;
    struct wsig_condition when;
};

/* A verb, "verto.*" for all that begin so, and the kind of message it makes. For a description it
 * says which one, where the message itself does not. */
struct wsig_verb_row {
    const char *verb;
    enum wsig_kind kind;
};

/* A message whose kind the verb alone does not tell: {"type": "join", "kind": "leave"}. */
struct wsig_kind_row {
    struct wsig_shape shape;
    enum wsig_kind kind;
};

struct wsig_finder;

struct wsig_dialect {
    const char *name;        /* wrtcsig.dialect */
    const char *title;       /* for the reference */
    const char *subprotocol; /* Sec-WebSocket-Protocol of the response; NULL: none of its own */
    const char *url; /* words, all of which only this system has in the request's URL; or NULL */

    /* Shapes that no other traffic has: one such message is enough. NULL: none. */
    const struct wsig_shape *strong;
    /* Shapes that no other traffic has with a description or candidate in it. NULL: none. */
    const struct wsig_shape *with_item;
    /* Shapes that count on a connection that is known to speak the dialect. NULL: none. */
    const struct wsig_shape *weak;
    bool offers_by_place; /* what a description is depends on the request that it belongs to */
    bool offers_by_http;  /* a caller's offer may go by HTTP: an answer without one is normal */
    bool offers_in_stock; /* most offers never get an answer, by design */
    bool crlf_keepalive;  /* a message of line ends keeps the connection alive */
    /* Reads a payload that is no JSON, as find.h's functions allow; false, and nothing has changed,
     * when it is not the dialect's. NULL: the dialect is JSON only. */
    bool (*read)(struct wsig_finder *f, struct wsig_slice payload);
    /* The tables end with a NULL path or verb, the shapes with one without conditions. */
    const struct wsig_dialect_value *values;
    const struct wsig_verb_row *verbs;
    /* Looked at before those, the first that fits counts. NULL: none. */
    const struct wsig_conditional_value *conditional_values;
    const struct wsig_kind_row *kinds;
};

/* What is known of a message's connection before the message is read. */
struct wsig_hint {
    const struct wsig_dialect *dialect; /* NULL: none chosen */
    uint8_t from_client;                /* 0, 1, or 2: not known */
};

/* By subprotocol, by URL, by name; NULL when no dialect has it. */
const struct wsig_dialect *wsig_dialect_by_subprotocol(struct wsig_slice subprotocol);
const struct wsig_dialect *wsig_dialect_by_url(struct wsig_slice url);
const struct wsig_dialect *wsig_dialect_by_name(const char *name);

/* All of them, in probing order; NULL after the last. */
const struct wsig_dialect *wsig_dialect_at(unsigned index);

/* The value at such a path from the first root, -1 when it is not there. */
int wsig_dialect_find(const struct wsig_document_view *doc, const char *path);

/* Is the document a message of the dialect, and how sure is that? `has_item`: there is a
 * description or candidate in it. */
enum wsig_evidence wsig_dialect_evidence(const struct wsig_dialect *dialect,
                                         const struct wsig_document_view *doc, bool has_item);

/* The kind that a message's shape or verb makes; CONTROL when the dialect has no row for it. */
enum wsig_kind wsig_dialect_kind(const struct wsig_dialect *dialect,
                                 const struct wsig_document_view *doc, struct wsig_slice verb);

/* Names the dialect of a message and takes the values of its envelope. Sets *evidence to how sure
 * it is; NULL when no dialect knows the message. Items beyond the first `items` are the document's;
 * nothing of them is touched. */
const struct wsig_dialect *wsig_dialect_read(struct wsig_msg *msg,
                                             const struct wsig_document_view *doc,
                                             const struct wsig_hint *hint, unsigned items,
                                             enum wsig_evidence *evidence);

#endif
