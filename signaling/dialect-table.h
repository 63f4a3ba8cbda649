/* dialect-table.h: short names for the rows of the files dialect-*.c and carrier-*.c; nothing else
 * includes it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DIALECT_TABLE_H
#define WSIG_DIALECT_TABLE_H

#include "dialect.h"

/* The formatter takes the braces for code. */
/* clang-format off */

/* After the last row: of values, verbs and URL values; of shapes, kinds and so on. */
#define END                 {NULL, 0}
#define END_OF_SHAPES       {{{NULL, 0, NULL}}}
#define END_OF_KINDS        {END_OF_SHAPES, 0}
#define END_OF_CONDITIONALS {{NULL, 0}, {NULL, 0, NULL}}
#define END_OF_CLOSES       {0, NULL}
#define END_OF_IMPLIED      {0, NULL, END_OF_SHAPES}

#define SHAPE(...)                   {{__VA_ARGS__}}
#define CONDITION(path, type, value) {path, type, value}

/* clang-format on */

/* The conditions, as enum wsig_condition_type explains them. */
#define HAS(path)           CONDITION(path, WSIG_HAS, NULL)
#define ABSENT(path)        CONDITION(path, WSIG_ABSENT, NULL)
#define STRING(path)        CONDITION(path, WSIG_STRING, NULL)
#define NUMBER(path)        CONDITION(path, WSIG_NUMBER, NULL)
#define OBJECT(path)        CONDITION(path, WSIG_OBJECT, NULL)
#define ARRAY(path)         CONDITION(path, WSIG_ARRAY, NULL)
#define IS_TRUE(path)       CONDITION(path, WSIG_TRUE, NULL)
#define IS(path, value)     CONDITION(path, WSIG_IS, value)
#define IS_NOT(path, value) CONDITION(path, WSIG_IS_NOT, value)
#define EQUALS(path, value) CONDITION(path, WSIG_EQUALS, value)
#define ENDS(path, value)   CONDITION(path, WSIG_ENDS, value)
#define BEGINS(path, value) CONDITION(path, WSIG_BEGINS, value)
#define AMONG(path, value)  CONDITION(path, WSIG_AMONG, value)
#define VERB(path)          CONDITION(path, WSIG_VERB, NULL)
#define FROM_CLIENT(path)   CONDITION(path, WSIG_FROM_CLIENT, NULL)
#define FROM_SERVER(path)   CONDITION(path, WSIG_FROM_SERVER, NULL)

#endif
