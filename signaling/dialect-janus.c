/* dialect-janus.c: Janus WebRTC server
 *
 *     {"janus": <verb>, "transaction": "...", "session_id": <number>,
 *      "handle_id" (to a plugin) or "sender" (from it): <number>, "jsep": {...}, "body": {...}}
 *
 * An "ack" is no success; the answer comes in a later "event". Plugins report errors in events.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"janus", WSIG_VERB, NULL}, {"transaction", WSIG_STRING, NULL}}},
    {{{"janus", WSIG_VERB, NULL}, {"session_id", WSIG_NUMBER, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"janus", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"janus", WSIG_ROLE_METHOD},
    {"transaction", WSIG_ROLE_TRANSACTION},
    {"body.room", WSIG_ROLE_ROOM},
    {"plugindata.data.room", WSIG_ROLE_ROOM},
    {"session_id", WSIG_ROLE_APP_SESSION},
    {"handle_id", WSIG_ROLE_PEER_TO},
    {"sender", WSIG_ROLE_PEER_FROM},
    {"error.reason", WSIG_ROLE_ERROR},
    {"plugindata.data.error", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"plugindata.data.error_code", WSIG_ROLE_ERROR_CODE},
    {"reason", WSIG_ROLE_REASON},
    {"plugindata.data.reason", WSIG_ROLE_REASON},
    {"plugindata.data.result.reason", WSIG_ROLE_REASON},
    {"handle_id", WSIG_ROLE_PC},
    {"sender", WSIG_ROLE_PC},
    {NULL, 0},
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
    {"error", WSIG_KIND_ERROR},      {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"janus", WSIG_EQUALS, "message"}, {"body.request", WSIG_AMONG, "join joinandconfigure"}}},
     WSIG_KIND_JOIN},
    {{{{"janus", WSIG_EQUALS, "message"}, {"body.request", WSIG_EQUALS, "leave"}}},
     WSIG_KIND_LEAVE},
    {{{{"janus", WSIG_EQUALS, "message"}, {"body.request", WSIG_EQUALS, "hangup"}}}, WSIG_KIND_BYE},
    {{{{"janus", WSIG_EQUALS, "event"}, {"plugindata.data.videoroom", WSIG_EQUALS, "joined"}}},
     WSIG_KIND_JOIN},
    {{{{"janus", WSIG_EQUALS, "event"}, {"plugindata.data.leaving", WSIG_HAS, NULL}}},
     WSIG_KIND_LEAVE},
    {{{{"janus", WSIG_EQUALS, "event"}, {"plugindata.data.result.event", WSIG_EQUALS, "hangup"}}},
     WSIG_KIND_BYE},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_janus = {
    .name = "janus",
    .title = "Janus WebRTC server",
    .subprotocol = "janus-protocol",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .kinds = kinds,
};
