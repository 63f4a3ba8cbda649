/* json.h: a JSON text as a flat array of nodes with byte offsets
 *
 * The tokens are jsmn's (build-time dependency, one header). What jsmn read before an error stays
 * usable, and a string that is cut off counts as far as it goes: a truncated offer is an offer.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_JSON_H
#define WSIG_JSON_H

#include "slice.h"

/* Nesting beyond this is not read. jsmn walks up through closed containers at every closing
 * bracket, so without a limit "[[[...]]]" takes quadratic time. */
#define WSIG_JSON_DEPTH_MAX 64

/* Nodes beyond this number are not read: some 50 bytes of scratch memory each. */
#define WSIG_JSON_NODES_MAX (256 * 1024)

enum wsig_json_type {
    WSIG_JSON_OBJECT,
    WSIG_JSON_ARRAY,
    WSIG_JSON_STRING,    /* start and end without the quotes, escapes as they stand */
    WSIG_JSON_PRIMITIVE, /* number, true, false, null; its spelling is not checked */
};

/* Nodes are in text order. A member is a string node (the key) with the value as its only child. */
struct wsig_json_node {
    enum wsig_json_type type;
    uint32_t start, end; /* offsets in the text */
    int32_t parent;      /* -1 for a top-level value */
    uint32_t next;       /* the first node after this one's descendants */
    uint32_t index;      /* position among the parent's children */
    bool taken;          /* for the user of the nodes: dealt with */
};

struct wsig_json {
    struct wsig_slice text;
    struct wsig_json_node *nodes;
    size_t count;
    unsigned roots;  /* top-level values (newline-delimited JSON has several) */
    bool complete;   /* the text is JSON to its end */
    bool limited;    /* one of the limits above ended the reading */
    size_t error_at; /* where the reading ended, when it is not complete */
};

/* Reads until the first error. A text without any node gives count 0. Free with wsig_json_clear. */
void wsig_json_parse(struct wsig_slice text, struct wsig_json *json);
void wsig_json_clear(struct wsig_json *json);

struct wsig_slice wsig_json_text(const struct wsig_json *json, size_t node);

bool wsig_json_is_key(const struct wsig_json *json, size_t node);

/* Is the node a primitive that reads like this ("null", "true", "0")? */
bool wsig_json_is(const struct wsig_json *json, int node, const char *primitive);

/* First child of a container, then the next one: keys in an object, values in an array; -1 after
 * the last. */
int wsig_json_first(const struct wsig_json *json, size_t container);
int wsig_json_after(const struct wsig_json *json, size_t child);

/* The value of a member, -1 when the text ends before it. */
int wsig_json_value(const struct wsig_json *json, size_t key);

/* The object or array that holds a value; -1 for a top-level one. *key: its key there, or -1. */
int wsig_json_container(const struct wsig_json *json, size_t value, int *key);

#endif
