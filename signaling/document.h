/* document.h: a JSON document as an application message: members by role, words around a value,
 * readable paths
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DOCUMENT_H
#define WSIG_DOCUMENT_H

#include "arena.h"
#include "evidence.h"
#include "json.h"

/* Members of an object that are looked at for what they say; more are not. */
#define WSIG_NEIGHBOURS_MAX 32

struct wsig_hint;

/* A document, and the string that it was in. */
struct wsig_document_view {
    struct wsig_json json;
    uint32_t buffer;  /* of the message, where json.text lies */
    const char *path; /* of its root; "{json}" and the like where the outer string's goes before */
    const struct wsig_document_view *outer;
    int outer_node;               /* the string in `outer` */
    const struct wsig_hint *hint; /* of its connection; NULL: nothing is known */
    int root;      /* the value that is looked at as a message: the first, or one that is carried */
    uint64_t keys; /* a filter of its keys, see wsig_dialect_set_root(); 0: all pass */
};

/* The members of an object by what they are for, whatever spelling; value nodes, -1 when absent. */
struct wsig_members {
#define MEMBER(id, ...) int id;
#include "members.def"
#undef MEMBER
};

/* False when the object has none of them. */
bool wsig_document_members(const struct wsig_document_view *doc, int object,
                           struct wsig_members *members);

bool wsig_document_is_string(const struct wsig_document_view *doc, int node);

/* A string, unescaped, or a number, true or false as it stands; absent for null, objects, arrays
 * and node < 0. */
struct wsig_value wsig_document_value(const struct wsig_document_view *doc, struct wsig_msg *msg,
                                      int node);

/* Does the object carry a description, so that its empty candidate means nothing? */
bool wsig_document_has_description(const struct wsig_document_view *doc,
                                   const struct wsig_members *members);

/* Is the value's key "candidate"? */
bool wsig_document_is_candidate(const struct wsig_document_view *doc, int value);

/* One of RTCConfiguration.iceServers: its URL, or the first of them, is a STUN or TURN one. */
bool wsig_document_is_ice_server(const struct wsig_document_view *doc,
                                 const struct wsig_members *members);

/* mediasoup's ICE or DTLS parameters of a transport, which stand for a description there; value
 * nodes, -1 when absent. */
struct wsig_transport_members {
    int ufrag, password, fingerprints, candidates; /* the last two: arrays */
    bool bare; /* the ICE parameters alone, as after an ICE restart */
};
bool wsig_document_is_transport(const struct wsig_document_view *doc, int object,
                                const struct wsig_members *members,
                                struct wsig_transport_members *transport);

/* What the verbs beside a value say of a candidate. Many programs send all members of a struct with
 * every message, so {"type": "join", "candidate": null} is no end of candidates. */
enum wsig_verb { WSIG_VERB_NONE, WSIG_VERB_CANDIDATE, WSIG_VERB_OTHER };
enum wsig_verb wsig_document_verb(const struct wsig_document_view *doc, int value);

/* Is the value all that an event about candidates carries? ["ice-candidate", null],
 * {"type": "candidate", "data": null}, {"ice": null} */
bool wsig_document_is_candidate_event(const struct wsig_document_view *doc, int value);

enum wsig_words { WSIG_WORDS_DESCRIPTION, WSIG_WORDS_CANDIDATE, WSIG_WORDS_PROSE };

/* What keys and verbs around a value say, nearest first, out through the documents that enclose it,
 * and last the envelope's verb. Looks at a bounded number of neighbours. doc == NULL: only that.
 * A candidate is named by its nearest object alone. */
void wsig_document_setting(const struct wsig_document_view *doc, int node, struct wsig_slice verb,
                           enum wsig_words words, struct wsig_setting *setting);

/* Hashes of the ids, names and other short values around a node, the nearest first; returns how
 * many. What a message about the same peer connection is likely to say too. */
unsigned wsig_document_tokens(const struct wsig_document_view *doc, int node,
                              uint32_t tokens[static WSIG_ITEM_TOKENS_MAX]);

/* The key of a member that stands twice in an object, -1 when there is none; looks at a bounded
 * number of members. */
int wsig_document_duplicate(const struct wsig_document_view *doc, int object);

/* What stands as "type" beside a description in {"type": ..., "sdp": <value>}, an object like
 * RTCSessionDescriptionInit with nothing else in it, when it is none of its words; else -1. */
int wsig_document_odd_type(const struct wsig_document_view *doc, int value);

/* Is it {"type": "offer", "sdp": null}, an RTCSessionDescriptionInit without the description? */
bool wsig_document_lacks_sdp(const struct wsig_document_view *doc, const struct wsig_members *m);

/* "$.data.candidate", "$[1].signal", "$.message{json}.sdp" */
const char *wsig_document_path(const struct wsig_document_view *doc, struct wsig_arena *arena,
                               int node);

#endif
