/* dialect-millicast.c: Millicast (Dolby.io Streaming)
 *
 *     {"type": "cmd", "transId": <number>, "name": "publish", "data": {"sdp": "...", ...}}
 *     {"type": "response", "transId": <number>, "data": {"sdp": "...", ...}}
 *     {"type": "event", "name": "active", "data": {...}}
 *
 * A command offers, its response answers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "cmd"), NUMBER("transId"), VERB("name"), STRING("data.sdp")),
    SHAPE(EQUALS("type", "cmd"), NUMBER("transId"),
          AMONG("name", "select project unproject record unrecord"), OBJECT("data")),
    SHAPE(EQUALS("type", "response"), NUMBER("transId"), STRING("data.sdp")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"name", WSIG_ROLE_METHOD},
    {"type", WSIG_ROLE_METHOD},
    {"transId", WSIG_ROLE_TRANSACTION},
    {"data.streamId", WSIG_ROLE_ROOM},
    {"data.name", WSIG_ROLE_ROOM},
    {"data.code", WSIG_ROLE_ERROR_CODE},
    END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"data", WSIG_ROLE_ERROR}, EQUALS("type", "error")},
    {{"data.message", WSIG_ROLE_ERROR}, EQUALS("type", "error")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"publish", WSIG_KIND_OFFER},       {"view", WSIG_KIND_OFFER},
    {"response", WSIG_KIND_ANSWER},     {"error", WSIG_KIND_ERROR},
    {"stopped", WSIG_KIND_LEAVE},       {"cmd", WSIG_KIND_CONTROL},
    {"event", WSIG_KIND_CONTROL},       {"select", WSIG_KIND_CONTROL},
    {"project", WSIG_KIND_CONTROL},     {"unproject", WSIG_KIND_CONTROL},
    {"record", WSIG_KIND_CONTROL},      {"unrecord", WSIG_KIND_CONTROL},
    {"active", WSIG_KIND_CONTROL},      {"inactive", WSIG_KIND_CONTROL},
    {"layers", WSIG_KIND_CONTROL},      {"migrate", WSIG_KIND_CONTROL},
    {"viewercount", WSIG_KIND_CONTROL}, {"vad", WSIG_KIND_CONTROL},
    {"updated", WSIG_KIND_CONTROL},     END,
};

const struct wsig_dialect wsig_dialect_millicast = {
    .name = "millicast",
    .title = "Millicast, Dolby.io Streaming",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
};
