/* msg.h: the neutral message that every payload is read into
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_MSG_H
#define WSIG_MSG_H

#include "arena.h"
#include "ice.h"
#include "lint.h"
#include "sdp.h"

struct wsig_dialect;

/* What one message may hold; what is beyond is left out and reported. */
#define WSIG_ITEMS_MAX 1024

/* Carriers within carriers: STOMP in SockJS. More are not named. */
#define WSIG_CARRIERS_MAX 4

/* Numeric order is that of kinds.def. */
enum wsig_kind {
#define KIND(id, text, title) WSIG_KIND_##id,
#include "kinds.def"
#undef KIND
    WSIG_KIND_COUNT
};

/* "offer"; what wrtcsig.kind shows. */
const char *wsig_kind_text(enum wsig_kind kind);
/* "Offer"; how the Info column begins. */
const char *wsig_kind_title(enum wsig_kind kind);

static inline bool wsig_kind_is_description(enum wsig_kind kind)
{
    return kind <= WSIG_KIND_ROLLBACK;
}

/* How much a thing that was found says by itself; evidence.h has the rule. */
enum wsig_evidence { WSIG_EVIDENCE_NONE, WSIG_EVIDENCE_WEAK, WSIG_EVIDENCE_STRONG };

/* The payload, or a text that was unescaped or decoded from it. */
struct wsig_buffer {
    struct wsig_slice bytes;
    const char *title; /* of the data source, NULL for the payload */
};

/* Bytes of a buffer. */
struct wsig_span {
    uint32_t buffer, offset, length;
};

/* A text that is not on the wire, put together from parts of the payload: what is in it stands
 * where those parts do. */
struct wsig_piece {
    size_t offset; /* in the text; up to the next piece */
    struct wsig_span span;
};

struct wsig_rebuilt {
    struct wsig_slice text;
    const struct wsig_piece *pieces; /* by offset, the first has 0 */
    unsigned piece_count;
};

/* A value together with where it stands. text.p == NULL: absent. One that stands nowhere in the
 * message but follows from it, or from the connection, has a span of length 0. */
struct wsig_value {
    struct wsig_slice text;
    struct wsig_span span;
};

/* Values of an envelope that are remembered to tell peer connections apart. */
#define WSIG_ITEM_TOKENS_MAX 16

/* A candidate that came as an object, within transport parameters. */
struct wsig_part_candidate {
    const struct wsig_candidate *candidate;
    struct wsig_span span;
};

/* What the envelope of an application message says. Members, so that struct wsig_msg has them by
 * themselves too. */
#define WSIG_HEAD_MEMBERS                                                                          \
    const char *dialect;                                                                           \
    const struct wsig_dialect *known; /* the dialect of that name, if it is one of the tables' */  \
    const struct wsig_dialect *carriers[WSIG_CARRIERS_MAX]; /* the outermost first */              \
    unsigned carrier_count;                                                                        \
    struct wsig_value method, transaction, room, peer_from, peer_to, app_session, error, reason;   \
    struct wsig_value error_code;                                                                  \
    struct wsig_value ends;         /* the transaction of the request that it takes back */        \
    struct wsig_value inner_method; /* the verb within the method */                               \
    struct wsig_value pc;           /* which of several peer connections, by the envelope */       \
    bool is_request; /* it asks, so it is no reply even if its transaction is known */             \
    enum wsig_turn turn;                                                                           \
    uint32_t dialog[2]; /* SIP: hashes of the tags of From and To; 0: none */                      \
    bool is_challenge;  /* an error by its form only: it asks for credentials */

/* Both sides number their requests from 0 in some systems, so a reply must be told from one. */
enum wsig_turn { WSIG_TURN_UNKNOWN, WSIG_TURN_REQUEST, WSIG_TURN_REPLY };

struct wsig_head {
    WSIG_HEAD_MEMBERS
};

struct wsig_item {
    enum wsig_kind kind;
    bool derived; /* the kind is nowhere stated: it follows from something else */
    enum wsig_evidence evidence;
    const char *path;      /* wrtcsig.path */
    struct wsig_span span; /* the value that it was recognised by */

    struct wsig_sdp *sdp;             /* of a description */
    struct wsig_candidate *candidate; /* of a candidate */
    bool rebuilt;                     /* the description is no text on the wire: Jingle's */
    bool partial;                     /* it adds m-lines to those that were there before */
    bool refuses;                     /* the error is the other side's to the open offer */
    bool from_members;                /* the candidate came as an object without the string */
    bool lacks_sdp;                   /* says that it is a description, and has none */
    bool without_mline;               /* an RTCIceCandidateInit with neither sdpMid nor index */
    struct wsig_value odd_type;       /* "type" beside a description that is no type of one */
    enum wsig_result result;          /* of reading the two */
    struct wsig_value mid, ufrag, pwd, setup;
    struct wsig_value pc;              /* where one message has items of several peer connections */
    struct wsig_value mline_index;     /* text of a number */
    struct wsig_part_candidate *parts; /* of transport parameters */
    unsigned part_count;
    uint32_t *tokens; /* hashes of ids and names that stand around the item */
    unsigned token_count;
    struct wsig_value *fingerprints; /* of transport parameters, "sha-256 AB:CD..." */
    unsigned fingerprint_count;

    struct wsig_head *head; /* of the message that it belongs to; NULL: the payload's */
    int node;               /* while the search is at work: the value of the document at hand */
};

/* One of several application messages in a payload: consecutive items with the same head. */
struct wsig_part {
    struct wsig_head *head;
    unsigned first, count;
};

/* A JSON or XML text in the payload itself, for Wireshark's dissector of such. */
struct wsig_document {
    uint32_t offset, length;
    bool is_xml;
};

/* A member of a message that has no text of its own to show, as in protobuf. */
struct wsig_detail {
    uint8_t depth;     /* 0 for the members of the message itself */
    const char *label; /* "name: demo" */
    const char *text;  /* "room.name = demo", to filter for */
    struct wsig_span span;
};

/* Where a finding is shown; -1 where it does not apply. */
struct wsig_finding_place {
    int item;  /* of the message */
    int media; /* m-section of the item's description */
    int line;  /* of the description: that candidate */
};

struct wsig_finding {
    enum wsig_rule rule;
    struct wsig_span span;
    const char *text;
    struct wsig_finding_place place;
};

/* One message. Everything lives in the arena, until its next reset. */
struct wsig_msg {
    struct wsig_arena *arena;
    union { /* of the payload's only message, or of the first of several */
        struct wsig_head head;
        struct {
            WSIG_HEAD_MEMBERS
        };
    };
    bool truncated;    /* the capture has only the beginning: shown, never judged */
    GArray *buffers;   /* struct wsig_buffer; [0] is the payload */
    GArray *rebuilt;   /* struct wsig_rebuilt */
    GArray *items;     /* struct wsig_item */
    GArray *parts;     /* struct wsig_part, when the payload has several messages, else empty */
    GArray *documents; /* struct wsig_document */
    GArray *findings;  /* struct wsig_finding */
    GArray *details;   /* struct wsig_detail */
    GArray *facts;     /* struct wsig_fact, see fact.h */
};

/* For one user at a time: wsig_msg_reset() before each message. */
struct wsig_msg *wsig_msg_new(void);
void wsig_msg_free(struct wsig_msg *msg);
void wsig_msg_reset(struct wsig_msg *msg, struct wsig_slice payload, bool truncated);

/* What was read turned out to be something else: nothing of it stays but the payload. */
void wsig_msg_forget(struct wsig_msg *msg);

static inline struct wsig_item *wsig_msg_item(const struct wsig_msg *msg, unsigned i)
{
    return &g_array_index(msg->items, struct wsig_item, i);
}

static inline struct wsig_buffer *wsig_msg_buffer(const struct wsig_msg *msg, uint32_t i)
{
    return &g_array_index(msg->buffers, struct wsig_buffer, i);
}

uint32_t wsig_msg_add_buffer(struct wsig_msg *msg, struct wsig_slice bytes, const char *title);

/* Takes a copy of the pieces; the text lives in the arena. */
void wsig_msg_add_rebuilt(struct wsig_msg *msg, struct wsig_slice text,
                          const struct wsig_piece *pieces, unsigned piece_count);

/* Where a slice of a buffer, or of a rebuilt text, stands. */
struct wsig_span wsig_msg_span(const struct wsig_msg *msg, uint32_t buffer, struct wsig_slice s);

/* A slice of a buffer as a value; an absent slice gives an absent value. */
struct wsig_value wsig_msg_value(const struct wsig_msg *msg, uint32_t buffer, struct wsig_slice s);

/* The arguments after `text` are those of printf. A truncated message is not judged. */
void wsig_msg_find_fault(struct wsig_msg *msg, enum wsig_rule rule, struct wsig_span span,
                         const char *text, ...) G_GNUC_PRINTF(4, 5);

#endif
