/* fact.h: what is shown of a message, as a list of fields with values and bytes
 *
 * One list, several readers: the packet tree, the golden files, the fuzzer.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_FACT_H
#define WSIG_FACT_H

#include "msg.h"

/* Facts of one message; a description with 50 m-lines has some 5,000. */
#define WSIG_FACTS_MAX 65536

enum wsig_field {
#define FIELD(id, name, title, type, base, description) WSIG_FIELD_##id,
#include "fields.def"
#undef FIELD
    WSIG_FIELD_COUNT
};

/* "sdp.mid": without "wrtcsig." */
const char *wsig_field_name(enum wsig_field field);

enum wsig_fact_type {
    WSIG_FACT_TEXT,
    WSIG_FACT_NUMBER, /* any integer type, or a frame */
    WSIG_FACT_BOOL,
    WSIG_FACT_IPV4,    /* text of an address */
    WSIG_FACT_IPV6,    /* text of an address */
    WSIG_FACT_TIME,    /* number: nanoseconds */
    WSIG_FACT_FINDING, /* number: enum wsig_rule; text: what exactly is wrong */
};

struct wsig_fact {
    enum wsig_fact_type type;
    enum wsig_field field; /* unused by a finding */
    uint8_t depth;         /* 0 at the top; a fact belongs to the last one of a smaller depth */
    bool generated;        /* not on the wire: derived */
    bool has_children;     /* the title of a subtree; then label is its text */
    struct wsig_span span; /* length 0: no bytes of its own */
    const char *text;
    uint64_t number;
    const char *label; /* instead of title and value, or NULL */
};

/* Appends one line per fact, "  sdp.mid = 0 @0+12:1", for golden files and people. */
void wsig_facts_print(const GArray *facts, GString *out);

#endif
