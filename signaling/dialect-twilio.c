/* dialect-twilio.c: Twilio Voice (PStream) and Twilio Video (TCMP)
 *
 *     Voice  {"type": "invite", "version": "1.6", "payload": {"callsid": <call>, "sdp": "..."}}
 *     Video  {"type": "msg", "body": {"type": "update", "peer_connections": [{"id": "...",
 *             "description": {...}, "ice": {"candidates": [...], "ufrag": "...", "revision": 1}}]}}
 *
 * In Video, each message repeats all candidates so far.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_VERB, NULL},
      {"version", WSIG_STRING, NULL},
      {"payload.callsid", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "msg"},
      {"body.type", WSIG_VERB, NULL},
      {"body.peer_connections", WSIG_ARRAY, NULL}}},
    {{{"type", WSIG_EQUALS, "msg"},
      {"body.type", WSIG_EQUALS, "iced"},
      {"body.ice_servers", WSIG_ARRAY, NULL}}},
    {{{"type", WSIG_EQUALS, "hello"},
      {"id", WSIG_STRING, NULL},
      {"timeout", WSIG_NUMBER, NULL},
      {"version", WSIG_NUMBER, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"type", WSIG_VERB, NULL},
      {"version", WSIG_STRING, NULL},
      {"payload.sdp", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_VERB, NULL}, {"version", WSIG_STRING, NULL}}},
    {{{"type", WSIG_VERB, NULL}, {"payload", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "msg"}, {"body.type", WSIG_VERB, NULL}}},
    {{{"type", WSIG_EQUALS, "welcome"}}},
    {{{"type", WSIG_EQUALS, "heartbeat"}}},
    {{{"type", WSIG_EQUALS, "busy"}}},
    {{{"type", WSIG_EQUALS, "bad"}}},
    {{{"type", WSIG_EQUALS, "bye"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"body.type", WSIG_ROLE_METHOD},
    {"type", WSIG_ROLE_METHOD},
    {"payload.callsid", WSIG_ROLE_APP_SESSION},
    {"payload.error.message", WSIG_ROLE_ERROR},
    {"body.name", WSIG_ROLE_ROOM},
    {"session", WSIG_ROLE_APP_SESSION},
    {"body.session", WSIG_ROLE_APP_SESSION},
    {"payload.error.code", WSIG_ROLE_ERROR_CODE},
    {"payload.callsid", WSIG_ROLE_PC},
    {"body.peer_connections.0.id", WSIG_ROLE_PC},
    {NULL, 0},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"payload.message", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "error"}},
    {{"reason", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "bad"}},
    {{"payload.message", WSIG_ROLE_REASON}, {"type", WSIG_AMONG, "hangup cancel reject"}},
    {{"reason", WSIG_ROLE_REASON}, {"type", WSIG_AMONG, "bye disconnect"}},
    {{"payload.code", WSIG_ROLE_ERROR_CODE}, {"type", WSIG_EQUALS, "error"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_verb_row verbs[] = {
    {"listen", WSIG_KIND_JOIN},         {"register", WSIG_KIND_JOIN},
    {"hello", WSIG_KIND_JOIN},          {"connect", WSIG_KIND_JOIN},
    {"invite", WSIG_KIND_OFFER},        {"reinvite", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},       {"ringing", WSIG_KIND_ANSWER},
    {"hangup", WSIG_KIND_BYE},          {"cancel", WSIG_KIND_BYE},
    {"reject", WSIG_KIND_BYE},          {"disconnect", WSIG_KIND_LEAVE},
    {"bye", WSIG_KIND_LEAVE},           {"error", WSIG_KIND_ERROR},
    {"bad", WSIG_KIND_ERROR},           {"busy", WSIG_KIND_ERROR},
    {"heartbeat", WSIG_KIND_KEEPALIVE}, {"iced", WSIG_KIND_ICE_SERVERS},
    {"dtmf", WSIG_KIND_CONTROL},        {"message", WSIG_KIND_CONTROL},
    {"connected", WSIG_KIND_CONTROL},   {"ready", WSIG_KIND_CONTROL},
    {"roger", WSIG_KIND_CONTROL},       {"welcome", WSIG_KIND_CONTROL},
    {"msg", WSIG_KIND_CONTROL},         {"sync", WSIG_KIND_CONTROL},
    {"synced", WSIG_KIND_CONTROL},      {"update", WSIG_KIND_CONTROL},
    {"ice", WSIG_KIND_CONTROL},         {NULL, 0},
};

const struct wsig_dialect wsig_dialect_twilio = {
    .name = "twilio",
    .title = "Twilio Voice and Video",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
};
