/* dialect-unity.c: Unity Render Streaming
 *
 *     to the server    {"type": "offer", "data": {"connectionId": <session>, "sdp": "..."}}
 *     from the server  {"type": "offer", "from": <session>, "to": "", "data": {"sdp": "...",
 *                       "datetime": <number>}}
 *
 * There is no type beside the sdp.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "connect"), STRING("connectionId"), HAS("polite")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(VERB("type"), STRING("data.connectionId")),
    SHAPE(VERB("type"), STRING("from"), HAS("data.datetime")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"connectionId", WSIG_ROLE_APP_SESSION},
    {"data.connectionId", WSIG_ROLE_APP_SESSION},
    {"from", WSIG_ROLE_APP_SESSION},
    {"connectionId", WSIG_ROLE_PC},
    {"data.connectionId", WSIG_ROLE_PC},
    {"from", WSIG_ROLE_PC},
    END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"message", WSIG_ROLE_ERROR}, EQUALS("type", "error")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"connect", WSIG_KIND_JOIN},
    {"disconnect", WSIG_KIND_LEAVE},
    {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},
    {"candidate", WSIG_KIND_CONTROL},
    {"error", WSIG_KIND_ERROR},
    END,
};

const struct wsig_dialect wsig_dialect_unity = {
    .name = "unity",
    .title = "Unity Render Streaming",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
};
