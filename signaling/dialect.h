/* dialect.h: what a known system's envelope says around the items
 *
 * A dialect is a file of rows: shapes that give its messages away, where the envelope keeps its
 * verb, ids and names, and what each verb means. dialects.def lists them in probing order.
 *
 * A carrier is a dialect that other systems travel in: socket.io, STOMP, JSON-RPC. It has the same
 * rows, and says where its payloads are, in which any dialect may be found; carriers.def lists
 * them. Nothing that a carrier says by itself is WebRTC signaling: chats and stock tickers use it
 * too.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DIALECT_H
#define WSIG_DIALECT_H

#include "document.h"

/* One thing that must hold of a message. Paths are members from the root, "payload.connectionId",
 * and elements of arrays by number, "1.sender"; keys count as they stand. The paths "*" and "*2"
 * are the keys of the first and of the second member. */
enum wsig_condition_type {
    WSIG_HAS,    /* anything but null */
    WSIG_STRING, /* a string that is not empty */
    WSIG_NUMBER,
    WSIG_OBJECT,
    WSIG_ARRAY,
    WSIG_TRUE,
    WSIG_IS,          /* the number, true, false or null that reads `value` */
    WSIG_IS_NOT,      /* a number that does not read `value` */
    WSIG_EQUALS,      /* the string `value` */
    WSIG_ENDS,        /* a string that ends in `value` */
    WSIG_BEGINS,      /* a string that begins with `value` */
    WSIG_AMONG,       /* a string that is one of the words of `value` */
    WSIG_VERB,        /* a string that is in `verbs` */
    WSIG_FROM_CLIENT, /* anything, in a message from the client */
    WSIG_FROM_SERVER,
    WSIG_ABSENT, /* nothing is there */
    WSIG_EMPTY,  /* an object or array with nothing in it; the path "" is the message itself */
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
    WSIG_ROLE_ERROR,      /* what the system says of a failure */
    WSIG_ROLE_ERROR_CODE, /* counts in a message that is an error */
    WSIG_ROLE_REASON,     /* why a bye or leave happened */
    WSIG_ROLE_ENDS,  /* the transaction of a description that it takes back: without that, it is
                      * about something else */
    WSIG_ROLE_INNER, /* the verb within the method: Janus's request in a "message" */
    WSIG_ROLE_PC,    /* which of several peer connections of the connection */
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

/* A value that no member has: what the message's shape says. It beats those that are read. */
struct wsig_implied_value {
    enum wsig_role role;
    const char *text;
    struct wsig_shape when;
};

/* What the URL of the upgrade says: "?roomId" is a parameter, "/1" the path's second segment.
 * PEER_FROM is the client, so in a message from the server it is who shall receive. */
struct wsig_url_value {
    const char *place;
    enum wsig_role role;
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

/* What a close code of its own means in the system's documents. */
struct wsig_close_row {
    uint16_t code;
    const char *meaning;
};

/* What a number that stands for a verb is called in the system's documents. */
struct wsig_name_row {
    const char *number, *name;
};

/* One message in a carrier's own framing. */
struct wsig_parcel {
    /* Of the one who asks. */
    struct wsig_arena *arena;
    bool known;             /* the connection is known to use the carrier */
    struct wsig_slice rest; /* what has not been read; what was read is taken off */

    /* Of the one who answers, empty before. */
    struct wsig_slice bytes;   /* all of it */
    struct wsig_slice payload; /* what it carries; absent: nothing */
    const char *path;          /* of the payload; NULL: it is the message, "$" */
    bool each;                 /* the payload is an array, and each string in it a message */
    enum wsig_kind kind;       /* of the message itself */
    bool is_reply;
    const char *name; /* its method, where the wire has a number or letter for it */
    struct wsig_slice method, transaction, room, error;
    struct wsig_slice code, reason; /* of a carrier's own end */
};

/* All that is left is one message of the carrier's own. True, for the caller to return. */
static inline bool wsig_parcel_take(struct wsig_parcel *p, const char *name, enum wsig_kind kind)
{
    p->bytes = p->rest;
    p->rest = wsig_slice(NULL, 0);
    p->name = name;
    p->kind = kind;
    return true;
}

/* Where several peer connections are in one message: the array, and the member of its elements that
 * tells them apart. */
struct wsig_pc_list {
    const char *array, *member;
};

struct wsig_finder;

/* What a dialect's listen() says of a connection. */
#define WSIG_HEARD_SUSPECT 0x80 /* and above: the next message may be one that alone is nothing */
#define WSIG_HEARD_OTHER   0xFE /* it is not the system's */
#define WSIG_HEARD_ENOUGH  0xFF /* it is */

struct wsig_dialect {
    const char *name;        /* wrtcsig.dialect */
    const char *title;       /* for the reference */
    const char *subprotocol; /* Sec-WebSocket-Protocol of the response; NULL: none of its own. Of a
                              * carrier: several, with spaces between */
    const char *url; /* words, all of which only this system has in the request's URL; or NULL */

    /* Shapes that no other traffic has: one such message is enough. NULL: none. */
    const struct wsig_shape *strong;
    /* Shapes that no other traffic has with a description or candidate in it. NULL: none. */
    const struct wsig_shape *with_item;
    /* Shapes that count on a connection that is known to speak the dialect. NULL: none. */
    const struct wsig_shape *weak;
    struct wsig_pc_list pcs; /* array == NULL: a message is about one */
    /* Messages whose description only shows what the sender is able to do. NULL: none. */
    const struct wsig_shape *capabilities;
    bool offers_by_place; /* what a description is depends on the request that it belongs to */
    bool verbs_in_any_case;
    const char *challenge; /* the error code that only asks for credentials; NULL: none */
    bool offers_by_http;   /* a caller's offer may go by HTTP: an answer without one is normal */
    bool offers_in_stock;  /* most offers never get an answer, by design */
    bool crlf_keepalive;   /* a message of line ends keeps the connection alive */
    /* Of a system whose messages are words that anyone could say: what a connection is heard to be,
     * with one more message that is not empty. It begins with 0 and the first message after the
     * upgrade, whose `url` may lend weight to it. One system may have it. NULL: none. */
    uint8_t (*listen)(uint8_t heard, bool from_client, struct wsig_slice url,
                      struct wsig_slice payload);
    /* Its connections carry what is no signaling, chats or calls' absence, for as long as they
     * live: one that the upgrade tells is silent until a message proves that there is signaling.
     * `proof`: words of the URL that do so too; NULL: none. */
    bool waits_for_proof;
    const char *proof;
    const char *reads; /* what that gives, for the reference; NULL: what the tables say */
    /* Reads a payload that is no JSON, as find.h's functions allow; false, and nothing has changed,
     * when it is not the dialect's. NULL: the dialect is JSON only. */
    bool (*read)(struct wsig_finder *f, struct wsig_slice payload);
    /* The tables end with a NULL path or verb, the shapes with one without conditions. */
    const struct wsig_dialect_value *values;
    const struct wsig_verb_row *verbs;
    /* Looked at before those, the first that fits counts. NULL: none. */
    const struct wsig_conditional_value *conditional_values;
    const struct wsig_kind_row *kinds;
    const struct wsig_implied_value *implied; /* ends with a NULL text. NULL: none */
    const struct wsig_url_value *url_values;  /* ends with a NULL place. NULL: the usual names */
    const struct wsig_close_row *closes;      /* ends with code 0. NULL: none of its own */
    /* Much else goes over the same connections, so nothing counts there but the shapes. */
    bool mixed;

    /* Of carriers. Their shapes say only whose message it is: `strong` on any connection but one
     * that is known to speak a system without the carrier, `with_item` around an item, `weak` on a
     * connection that is known to use the carrier. */
    bool carrier;
    const char *const *payloads;           /* paths of what is carried, up to NULL */
    const struct wsig_name_row *names;     /* of numbers that are methods; ends with NULL */
    const struct wsig_shape *replies;      /* all others are requests. NULL: nothing tells */
    uint8_t separator;                     /* its messages end with it, which is evidence */
    bool (*is_url)(struct wsig_slice url); /* where words do not say it */
    /* Takes one message off the parcel's rest when the carrier has a framing of its own. False, and
     * the rest is as before, when it is not the carrier's. */
    bool (*unwrap)(struct wsig_parcel *parcel);
};

/* What is known of a message's connection before the message is read. */
struct wsig_hint {
    const struct wsig_dialect *dialect; /* NULL: none chosen */
    const struct wsig_dialect *suspect; /* that of the last message, where none is chosen */
    uint8_t from_client;                /* 0, 1, or 2: not known */
    bool forced;                        /* the user chose the dialect */
    bool agreed;                        /* or the upgrade's subprotocol: nothing else may be said */
    struct wsig_slice url;              /* of the upgrade; p == NULL: not known */
    uint32_t carriers;                  /* that it is known to use, by wsig_carrier_bit() */
    unsigned attachment; /* which one, from 1, of the socket.io packet before; 0: it is none */
    const char *event;   /* that packet's; NULL when it has none */
    struct wsig_slice packets; /* MQTT: complete with this message, begun in earlier ones */
};

/* By subprotocol and by URL a system, by name also a carrier; NULL when none has it. */
const struct wsig_dialect *wsig_dialect_by_subprotocol(struct wsig_slice subprotocol);
const struct wsig_dialect *wsig_dialect_by_url(struct wsig_slice url);
const struct wsig_dialect *wsig_dialect_by_name(const char *name);

/* All of the words are in the URL. */
bool wsig_dialect_url_has(struct wsig_slice url, const char *words);

/* The system that listens; NULL: none. */
const struct wsig_dialect *wsig_dialect_listener(void);

/* The systems in probing order, and the carriers; NULL after the last. */
const struct wsig_dialect *wsig_dialect_at(unsigned index);
const struct wsig_dialect *wsig_carrier_at(unsigned index);

/* A carrier's place in a set of them; 0 for what is none. */
uint32_t wsig_carrier_bit(const struct wsig_dialect *carrier);

/* The carriers that a subprotocol or URL says. */
uint32_t wsig_carriers_by_subprotocol(struct wsig_slice subprotocol);
uint32_t wsig_carriers_by_url(struct wsig_slice url);

/* Makes a value the document's root at hand. Hundreds of paths are looked for in each message, so
 * it also makes a filter that most of those that are not there do not pass. */
void wsig_dialect_set_root(struct wsig_document_view *doc, int root);

/* The value at such a path from the document's root at hand, -1 when it is not there. */
int wsig_dialect_find(const struct wsig_document_view *doc, const char *path);

/* Is the document a message of the dialect, and how sure is that? `has_item`: there is a
 * description or candidate in it. */
enum wsig_evidence wsig_dialect_evidence(const struct wsig_dialect *dialect,
                                         const struct wsig_document_view *doc, bool has_item);

bool wsig_dialect_shows_capabilities(const struct wsig_dialect *dialect,
                                     const struct wsig_document_view *doc);

/* The kind that a message's shape or verb makes; CONTROL when the dialect has no row for it. */
enum wsig_kind wsig_dialect_kind(const struct wsig_dialect *dialect,
                                 const struct wsig_document_view *doc, struct wsig_slice verb);

/* Whose message it is; dialect == NULL: nobody's. */
struct wsig_match {
    const struct wsig_dialect *dialect;
    bool certain; /* by its shape alone */
};

/* The system whose message the document is, and the carrier. */
struct wsig_match wsig_dialect_match(const struct wsig_document_view *doc,
                                     const struct wsig_hint *hint, bool has_item);
struct wsig_match wsig_carrier_match(const struct wsig_document_view *doc,
                                     const struct wsig_hint *hint, bool has_item);

/* A connection that was recognised stays so: what else goes over it belongs to its system, unless
 * the system shares its connections. */
bool wsig_dialect_owns(const struct wsig_document_view *doc, const struct wsig_hint *hint);

/* Names the head after the dialect and takes the values of the envelope. */
void wsig_dialect_take(const struct wsig_dialect *dialect, const struct wsig_document_view *doc,
                       struct wsig_msg *msg, struct wsig_head *head);

/* What is absent in an inner envelope, an outer one says; and an outer system's name is worth more
 * than that of a carrier in it. */
void wsig_head_fill(struct wsig_head *inner, const struct wsig_head *outer);

/* Where a head has the value of that role. */
struct wsig_value *wsig_head_value(struct wsig_head *head, enum wsig_role role);

/* "join", "leaveRoom", "ping": what an application's verb means in any carrier. */
enum wsig_kind wsig_carrier_kind(struct wsig_slice verb);

#endif
