/* dialect-mattermost.c: Mattermost Calls, in the chat's own connection
 *
 *     {"action": "custom_com.mattermost.calls_join", "seq": <number>, "data": {...}}
 *     {"event": "custom_com.mattermost.calls_signal", "data": {"data": "{...}"}, "seq": <number>}
 *
 * The client's descriptions come as MessagePack of the same members with data.data deflated. seq
 * counts; it ties nothing to anything.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("action"), NUMBER("seq")),
    SHAPE(VERB("event"), OBJECT("data")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"action", WSIG_ROLE_METHOD},
    {"event", WSIG_ROLE_METHOD},
    {"broadcast.channel_id", WSIG_ROLE_ROOM},
    {"data.channelID", WSIG_ROLE_ROOM},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"custom_com.mattermost.calls_join", WSIG_KIND_JOIN},
    {"custom_com.mattermost.calls_reconnect", WSIG_KIND_JOIN},
    {"custom_com.mattermost.calls_leave", WSIG_KIND_LEAVE},
    {"custom_com.mattermost.calls_error", WSIG_KIND_ERROR},
    {"custom_com.mattermost.calls_*", WSIG_KIND_CONTROL},
    END,
};

const struct wsig_dialect wsig_dialect_mattermost = {
    .name = "mattermost",
    .mixed = true,
    .title = "Mattermost Calls",
    .strong = strong,
    .values = values,
    .verbs = verbs,
};
