/* dialect-janus.c: Janus WebRTC server
 *
 *     {"janus": <verb>, "transaction": "...", "session_id": <number>,
 *      "handle_id" (to a plugin) or "sender" (from it): <number>, "jsep": {...}, "body": {...}}
 *
 * An "ack" is no success; the answer comes in a later "event". Plugins report errors in events.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("janus"), STRING("transaction")),
    SHAPE(VERB("janus"), NUMBER("session_id")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(STRING("janus")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"janus", WSIG_ROLE_METHOD},
    {"transaction", WSIG_ROLE_TRANSACTION},
    {"body.room", WSIG_ROLE_ROOM},
    {"plugindata.data.room", WSIG_ROLE_ROOM},
    {"session_id", WSIG_ROLE_APP_SESSION},
    {"handle_id", WSIG_ROLE_PEER_TO},
    {"sender", WSIG_ROLE_PEER_FROM},
    {"body.request", WSIG_ROLE_INNER},
    {"plugindata.data.videoroom", WSIG_ROLE_INNER},
    {"plugindata.data.audiobridge", WSIG_ROLE_INNER},
    {"plugindata.data.textroom", WSIG_ROLE_INNER},
    {"plugindata.data.result.event", WSIG_ROLE_INNER},
    {"error.reason", WSIG_ROLE_ERROR},
    {"plugindata.data.error", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"plugindata.data.error_code", WSIG_ROLE_ERROR_CODE},
    {"reason", WSIG_ROLE_REASON},
    {"plugindata.data.reason", WSIG_ROLE_REASON},
    {"plugindata.data.result.reason", WSIG_ROLE_REASON},
    {"handle_id", WSIG_ROLE_PC},
    {"sender", WSIG_ROLE_PC},
    END,
};

/* The SIP plugin's registrar says no. */
static const struct wsig_conditional_value conditional_values[] = {
    {{"plugindata.data.result.reason", WSIG_ROLE_ERROR},
     EQUALS("plugindata.data.result.event", "registration_failed")},
    {{"plugindata.data.result.code", WSIG_ROLE_ERROR_CODE},
     EQUALS("plugindata.data.result.event", "registration_failed")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"create", WSIG_KIND_JOIN},      {"claim", WSIG_KIND_JOIN},
    {"attach", WSIG_KIND_CONTROL},   {"message", WSIG_KIND_CONTROL},
    {"trickle", WSIG_KIND_CONTROL},  {"event", WSIG_KIND_CONTROL},
    {"success", WSIG_KIND_CONTROL},  {"ack", WSIG_KIND_CONTROL},
    {"info", WSIG_KIND_CONTROL},     {"server_info", WSIG_KIND_CONTROL},
    {"webrtcup", WSIG_KIND_CONTROL}, {"media", WSIG_KIND_CONTROL},
    {"slowlink", WSIG_KIND_CONTROL}, {"keepalive", WSIG_KIND_KEEPALIVE},
    {"ping", WSIG_KIND_KEEPALIVE},   {"pong", WSIG_KIND_KEEPALIVE},
    {"hangup", WSIG_KIND_BYE},       {"detach", WSIG_KIND_LEAVE},
    {"detached", WSIG_KIND_LEAVE},   {"destroy", WSIG_KIND_LEAVE},
    {"timeout", WSIG_KIND_ERROR},    {"ice-failed", WSIG_KIND_ERROR},
    {"error", WSIG_KIND_ERROR},      END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(VERB("janus"), AMONG("body.request", "join joinandconfigure")), WSIG_KIND_JOIN},
    {SHAPE(VERB("janus"), EQUALS("body.request", "leave")), WSIG_KIND_LEAVE},
    {SHAPE(VERB("janus"), EQUALS("body.request", "hangup")), WSIG_KIND_BYE},
    {SHAPE(EQUALS("janus", "event"), EQUALS("plugindata.data.videoroom", "joined")),
     WSIG_KIND_JOIN},
    {SHAPE(EQUALS("janus", "event"), EQUALS("plugindata.data.audiobridge", "joined")),
     WSIG_KIND_JOIN},
    {SHAPE(EQUALS("janus", "event"), EQUALS("plugindata.data.result.event", "registration_failed")),
     WSIG_KIND_ERROR},
    {SHAPE(EQUALS("janus", "event"), HAS("plugindata.data.leaving")), WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("janus", "event"), HAS("plugindata.data.kicked")), WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("janus", "event"), EQUALS("plugindata.data.videoroom", "destroyed")),
     WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("janus", "event"), EQUALS("plugindata.data.result.event", "hangup")),
     WSIG_KIND_BYE},
    END_OF_KINDS,
};

const struct wsig_dialect wsig_dialect_janus = {
    .name = "janus",
    .title = "Janus WebRTC server",
    .subprotocol = "janus-protocol",
    .verbs_in_any_case = true,
    .strong = strong,
    .weak = weak,
    .values = values,
    .conditional_values = conditional_values,
    .verbs = verbs,
    .kinds = kinds,
};
