/* xmpp.h: what one XMPP stanza says, beside the Jingle in it
 *
 * RFC 6120 (stanzas, SASL, streams), RFC 7395 (framing), and the extensions that surround a call:
 * XEP-0045 (rooms), 0198 (stream management), 0199 (ping), 0215 (ICE servers), 0353 (call
 * messages), Jitsi's conference request.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_XMPP_H
#define WSIG_XMPP_H

#include "find.h"
#include "jingle.h"

#define WSIG_NS_STREAM "http://etherx.jabber.org/streams"

struct wsig_stanza {
    struct wsig_finder *f;
    struct wsig_msg *msg;
    struct wsig_xml xml;
    enum wsig_xml_result result;
};

static inline const struct wsig_xml_node *wsig_stanza_node(const struct wsig_stanza *s, int i)
{
    return &s->xml.nodes[i];
}

/* An attribute of a node, by its bytes. */
struct wsig_value wsig_stanza_value(const struct wsig_stanza *s, int node, const char *name);

/* The type attribute of the stanza. */
bool wsig_stanza_type_is(const struct wsig_stanza *s, const char *type);

/* iq, message or presence? */
bool wsig_xmpp_is_stanza_name(struct wsig_slice name);

/* Could a text whose first tag has this name be XMPP? */
bool wsig_xmpp_is_root_name(struct wsig_slice name);

/* On a connection of which nothing is known. */
bool wsig_stanza_is_xmpp(const struct wsig_stanza *s);

/* On one that speaks XMPP. */
bool wsig_stanza_may_be_xmpp(const struct wsig_stanza *s);

/* Is it about Jingle, beyond doubt? */
bool wsig_stanza_has_jingle(const struct wsig_stanza *s);

/* What makes a stanza more than a control message. A namespace that ends in ":" is the beginning of
 * one, with any version. */
struct wsig_stanza_rule {
    const char *root;
    const char *type;       /* NULL: any; "": none */
    const char *child, *ns; /* no child: the namespace is the root's */
    enum wsig_kind kind;
    enum wsig_evidence evidence;
};

/* The rule that fits, and the child that it is about (0: the root). NULL: none. */
const struct wsig_stanza_rule *wsig_stanza_rule(const struct wsig_stanza *s, int *about);

/* Fills in the message's values where it has none yet. */
void wsig_stanza_take_envelope(struct wsig_stanza *s, int jingle, int about);

/* "item-not-found, unknown-session: no such call": the names of the conditions within an element
 * and its text, of <error/>, <reason/> and <failure/>. */
struct wsig_value wsig_stanza_conditions(const struct wsig_stanza *s, int parent);

/* The <reason/> below an element; why somebody has left. */
void wsig_stanza_take_reason(struct wsig_stanza *s, int parent);
void wsig_stanza_take_leave_reason(struct wsig_stanza *s);

#endif
