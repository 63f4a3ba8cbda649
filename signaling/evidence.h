/* evidence.h: the one rule that decides what is signaling
 *
 * A false "offer" in someone's chat costs more trust than a miss, so:
 *
 *   STRONG  The value is by itself what WebRTC applications exchange. One such item makes the
 *           message signaling, and its connection a signaling connection.
 *   WEAK    It fits, and other traffic could look the same. It counts on a connection that has
 *           already carried signaling, or beside a strong item in the same message.
 *   NONE    No item. So is everything that is quoted to be read by people: in a chat, a log, a page
 *           of documentation, however complete.
 *
 * What a value *is* decides. Its key and the words around it can lend weight to a value that
 * already reads like SDP or a candidate; they never make one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_EVIDENCE_H
#define WSIG_EVIDENCE_H

#include "msg.h"

/* What stands around a value. */
struct wsig_setting {
    bool typed;          /* the object that holds it says "type": offer, answer or pranswer */
    bool named;          /* a key or verb around it says offer or answer (or candidate, ICE) */
    bool trickle;        /* a verb around it says trickle */
    bool member;         /* it is the member "candidate" of an object */
    bool beside_indexes; /* members sdpMid, sdpMLineIndex or usernameFragment stand beside it */
    bool prose;          /* a key or verb around it says chat, text, log ...: it is quoted */
    enum wsig_kind kind; /* that the words give, when typed or (for descriptions) named */
};

/* A text that parses as SDP. STRONG when a type or a name says what it is for, or when it has ICE
 * or DTLS in it (no camera's RTSP description has). Lines quoted from one are NONE. */
enum wsig_evidence wsig_evidence_description(const struct wsig_sdp *sdp,
                                             const struct wsig_setting *setting);

/* {"type": "rollback"}: a word of databases too, so it wants its sdp member beside it
 * (RFC 8829 section 4.1.10; browsers write "sdp": ""). */
enum wsig_evidence wsig_evidence_rollback(bool has_sdp_member, const struct wsig_setting *setting);

/* A candidate attribute in a string. */
enum wsig_evidence wsig_evidence_candidate(const struct wsig_candidate *candidate,
                                           const struct wsig_setting *setting);

/* An object that is a candidate, member by member. */
enum wsig_evidence wsig_evidence_candidate_members(const struct wsig_setting *setting);

/* "candidate": "" or null. HR systems have candidates that are null. */
enum wsig_evidence wsig_evidence_empty_candidate(const struct wsig_setting *setting);

/* "candidate": {"completed": true}. */
enum wsig_evidence wsig_evidence_completed(const struct wsig_setting *setting);

/* A list of STUN and TURN URLs, strong under a name like "iceServers". */
enum wsig_evidence wsig_evidence_ice_servers(bool named, const struct wsig_setting *setting);

/* mediasoup's ICE or DTLS parameters; `bare`: those of ICE without a name that says so. */
enum wsig_evidence wsig_evidence_transport(bool bare, const struct wsig_setting *setting);

/* SDP attributes without a session part. Candidates alone may be quoted; with credentials it is an
 * application/trickle-ice-sdpfrag (RFC 8840). */
enum wsig_evidence wsig_evidence_fragment(const struct wsig_sdp *sdp,
                                          const struct wsig_setting *setting);

/* An item in a message of a known system; `certain`: the message's shape alone gives the system
 * away, so an item that fits is no chance there: an empty candidate in an envelope of Janus. */
enum wsig_evidence wsig_evidence_in_system(enum wsig_evidence evidence, bool certain);

/* A message of a known system with no item in it. A carrier's own messages are never more than
 * weak: what travels in it may be anything. */
enum wsig_evidence wsig_evidence_of_system(bool certain, bool carrier);

/* Is the message signaling? `context`: its connection has carried signaling before. */
bool wsig_evidence_claims(const struct wsig_msg *msg, bool context);

/* Does it make its connection a signaling connection? */
bool wsig_evidence_establishes(const struct wsig_msg *msg);

#endif
