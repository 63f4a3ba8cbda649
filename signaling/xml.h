/* xml.h: one XML element and all within it, as a list of nodes with offsets
 *
 * GLib's GMarkup reads the tags; here are the namespaces, the limits, and where in the text it all
 * stands. GMarkup knows no entities but XML's own five, and what XMPP forbids (RFC 6120 section
 * 11.1) is refused before it: a document type declaration.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_XML_H
#define WSIG_XML_H

#include "arena.h"
#include "slice.h"

/* A Jingle offer is 8 deep; one of a large conference has some 3,000 elements. */
#define WSIG_XML_DEPTH_MAX      64
#define WSIG_XML_NODES_MAX      16384
#define WSIG_XML_TAG_MAX        (64 * 1024)
#define WSIG_XML_ATTRIBUTES_MAX 64           /* of one element */
#define WSIG_XML_NAMESPACES_MAX 128          /* declared around one element */
#define WSIG_XML_TEXT_MAX       (256 * 1024) /* of one element; what is beyond is left out */

/* `raw` is what stands between the quotes; `value` has its references resolved. */
struct wsig_xml_attribute {
    struct wsig_slice name, value, raw;
};

struct wsig_xml_node {
    struct wsig_slice name;  /* without its prefix */
    struct wsig_slice ns;    /* of the prefix, or the default one; empty: none */
    int parent, first, next; /* nodes; -1: none */
    int last;                /* child */
    unsigned depth;
    struct wsig_xml_attribute *attributes; /* without the declarations of namespaces */
    unsigned attribute_count;
    struct wsig_slice tag, whole; /* the start tag; all of the element that was read */
    struct wsig_slice text;       /* its own text, references resolved; empty: none but blanks */
    struct wsig_slice text_raw;   /* from its first to its last piece, as it stands */
};

enum wsig_xml_result {
    WSIG_XML_OK,
    WSIG_XML_OPEN,   /* the text ends within the element */
    WSIG_XML_BROKEN, /* not well-formed; what is before is read */
    WSIG_XML_LIMIT,  /* larger than the limits; what is before is read */
};

struct wsig_xml {
    struct wsig_xml_node *nodes; /* [0] is the root; in the order of their start tags */
    unsigned count;
    struct wsig_slice rest;     /* after the element */
    struct wsig_slice error_at; /* unless OK: where ... */
    const char *error;          /* ... and what, for a person */
};

/* The name in the first start tag, with its prefix; absent when the text does not begin with one
 * (after white space, comments and processing instructions). Looks at the beginning only. */
struct wsig_slice wsig_xml_root_name(struct wsig_slice text);

/* Reads the first element of the text, in one pass. Everything lives in the arena. */
enum wsig_xml_result wsig_xml_parse(struct wsig_arena *arena, struct wsig_slice text,
                                    struct wsig_xml *xml);

/* The attribute without a prefix; NULL when it is not there. */
const struct wsig_xml_attribute *wsig_xml_attribute(const struct wsig_xml_node *node,
                                                    const char *name);

/* The value of an attribute, an absent slice when it is not there. */
struct wsig_slice wsig_xml_value(const struct wsig_xml_node *node, const char *name);

/* The first child of that name, from `after` on (-1: from the beginning), in a namespace that
 * begins so; -1 when there is none. */
int wsig_xml_child(const struct wsig_xml *xml, int parent, int after, const char *name,
                   const char *ns);

#endif
