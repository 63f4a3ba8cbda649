/* jingle.h: a Jingle session (XEP-0166) written as the session description that it stands for
 *
 * XEP-0167 (RTP), XEP-0176 (ICE), XEP-0320 (DTLS), XEP-0343 (data channels), XEP-0338 (BUNDLE),
 * XEP-0293, 0294, 0339 (feedback, header extensions, sources). The text that is made is not on the
 * wire; each piece of it knows the element that it was made from.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_JINGLE_H
#define WSIG_JINGLE_H

#include "msg.h"
#include "xml.h"

#define WSIG_NS_JINGLE "urn:xmpp:jingle:1"
#define WSIG_NS_RTP    "urn:xmpp:jingle:apps:rtp:1"
#define WSIG_NS_DTLS   "urn:xmpp:jingle:apps:dtls:"
#define WSIG_NS_ICE    "urn:xmpp:jingle:transports:ice" /* ice-udp:1, ice:0 */
#define WSIG_NS_SCTP   "urn:xmpp:jingle:transports:dtls-sctp:"

/* Who has sent the element: `senders` is seen from the initiator's and the responder's side. */
enum wsig_jingle_sender {
    WSIG_JINGLE_UNKNOWN,
    WSIG_JINGLE_INITIATOR,
    WSIG_JINGLE_RESPONDER,
};

/* The contents of <jingle/> as a description. The XML must be of the payload. */
struct wsig_sdp *wsig_jingle_sdp(struct wsig_msg *msg, const struct wsig_xml *xml, int jingle,
                                 enum wsig_jingle_sender sender);

/* <candidate/> as the candidate attribute. */
struct wsig_candidate *wsig_jingle_candidate(struct wsig_arena *arena,
                                             const struct wsig_xml_node *node,
                                             enum wsig_result *result);

/* "sha-256 AB:CD:..." of <fingerprint/>. */
struct wsig_slice wsig_jingle_fingerprint(struct wsig_arena *arena,
                                          const struct wsig_xml_node *node);

/* The content's <transport/> for ICE, -1: it has none. */
int wsig_jingle_transport(const struct wsig_xml *xml, int content);

/* Does a content have something of WebRTC in it: RTP, ICE, DTLS, data channels? */
bool wsig_jingle_is_webrtc(const struct wsig_xml *xml, int jingle);

#endif
