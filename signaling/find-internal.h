/* find-internal.h: what find.c (texts) and find-json.c (JSON documents) know of each other
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_FIND_INTERNAL_H
#define WSIG_FIND_INTERNAL_H

#include "document.h"
#include "envelope.h"
#include "find.h"

struct wsig_finder {
    struct wsig_msg *msg;
    const struct wsig_envelope *envelope;
    const struct wsig_hint *hint;
    const struct wsig_document_view *at; /* the value that is looked at; NULL: the payload */
    int at_node;
    unsigned level;
    unsigned overflow; /* items beyond the limit */
    unsigned messages; /* values that were looked at as messages */
    size_t inflated;   /* bytes that compressed texts have become */
    size_t transcoded; /* bytes of JSON that MessagePack and CBOR have become */
    bool limited;      /* MessagePack or CBOR beyond a limit */
    bool packed;       /* in such: any bytes may look like a carrier's numbers */
};

/* So many values of a payload are looked at as messages of a system; in the others, items are found
 * all the same. */
#define WSIG_MESSAGES_MAX 256

/* Where a text comes from: a value of a JSON document, or the payload itself (outer == NULL). */
struct wsig_place {
    uint32_t buffer;
    const char *path; /* of the payload's record; what was undone ("{base64}") for a value */
    const struct wsig_document_view *outer;
    int node;
    bool record;  /* a record of the payload: JSON in it needs no "{json}" in the path */
    bool message; /* an application message by its place: the payload, or what a carrier says */
    bool each;    /* an array, in which each string is an application message */
};

/* The readable path of a place; made only when something was found there. */
const char *wsig_find_path(const struct wsig_finder *f, const struct wsig_place *place);

struct wsig_item *wsig_find_add(struct wsig_finder *f, enum wsig_kind kind,
                                enum wsig_evidence evidence, const char *path,
                                struct wsig_span span);

/* Tries a text as all that it can be. */
void wsig_find_in_text(struct wsig_finder *f, struct wsig_slice text,
                       const struct wsig_place *place);

/* The same for a text that was decoded from another: it gets a buffer of its own, which is taken
 * back when nothing was found in it. */
void wsig_find_in_decoded(struct wsig_finder *f, struct wsig_slice decoded, const char *title,
                          const struct wsig_place *place, const char *path);

/* A single candidate attribute; its setting is looked up when `known` is NULL. NULL: it is none. */
struct wsig_item *wsig_find_candidate(struct wsig_finder *f, struct wsig_slice text,
                                      const struct wsig_place *place,
                                      const struct wsig_setting *known);

/* The messages in a text that has a carrier's own framing. False when it has none. */
bool wsig_find_in_carrier(struct wsig_finder *f, struct wsig_slice text,
                          const struct wsig_place *place);

/* Takes a JSON text of the payload down, for Wireshark's JSON dissector. */
void wsig_find_note_document(struct wsig_msg *msg, struct wsig_slice record);

/* Finds out whose messages a document's values are, once its items are found. Those from `items`
 * on are the document's. `message`: it is an application message by its place. */
void wsig_find_messages(struct wsig_finder *f, struct wsig_document_view *doc, unsigned items,
                        bool message);

/* Gives a head to the items that have none from `first` to before `end`; to the others, what is
 * absent in theirs. */
void wsig_find_wrap(struct wsig_finder *f, unsigned first, unsigned end, struct wsig_head *head);

/* A word that says something: not a length. */
bool wsig_find_is_verb(struct wsig_slice word);

/* What an envelope of no known system says, for those items from `first` to before `end` that are
 * in the value `root`. `carried`: a carrier around it has the verb. */
void wsig_find_plain(struct wsig_finder *f, const struct wsig_document_view *doc, unsigned first,
                     unsigned end, int root, bool carried);

/* False when the text begins like no JSON. */
bool wsig_find_in_json(struct wsig_finder *f, struct wsig_slice text,
                       const struct wsig_place *place);

#endif
