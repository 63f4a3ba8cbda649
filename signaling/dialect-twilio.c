/* dialect-twilio.c: Twilio Voice (PStream) and Twilio Video (TCMP)
 *
 *     Voice  {"type": "invite", "version": "1.6", "payload": {"callsid": <call>, "sdp": "..."}}
 *     Video  {"type": "msg", "body": {"type": "update", "peer_connections": [{"id": "...",
 *             "description": {...}, "ice": {"candidates": [...], "ufrag": "...", "revision": 1}}]}}
 *
 * In Voice, the caller names its call before the gateway gives it the callsid of the answer, so
 * that tells no peer connection. In Video, each message repeats all candidates so far.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"
#include "find.h"

extern const struct wsig_dialect wsig_dialect_twilio;

static const struct wsig_shape strong[] = {
    SHAPE(VERB("type"), STRING("version"), STRING("payload.callsid")),
    SHAPE(EQUALS("type", "msg"), VERB("body.type"), ARRAY("body.peer_connections")),
    SHAPE(EQUALS("type", "msg"), EQUALS("body.type", "iced"), ARRAY("body.ice_servers")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(VERB("type"), STRING("version"), STRING("payload.sdp")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type"), STRING("version")),
    SHAPE(VERB("type"), OBJECT("payload")),
    SHAPE(EQUALS("type", "msg"), VERB("body.type")),
    SHAPE(EQUALS("type", "hello"), STRING("id"), NUMBER("timeout"), IS("version", "2")),
    SHAPE(EQUALS("type", "welcome")),
    SHAPE(EQUALS("type", "heartbeat")),
    SHAPE(EQUALS("type", "busy")),
    SHAPE(EQUALS("type", "bad")),
    SHAPE(EQUALS("type", "bye")),
    END_OF_SHAPES,
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
    END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"payload.message", WSIG_ROLE_ERROR}, EQUALS("type", "error")},
    {{"reason", WSIG_ROLE_ERROR}, AMONG("type", "bad busy")},
    {{"payload.message", WSIG_ROLE_REASON}, AMONG("type", "hangup cancel reject")},
    {{"reason", WSIG_ROLE_REASON}, AMONG("type", "bye disconnect")},
    {{"payload.code", WSIG_ROLE_ERROR_CODE}, EQUALS("type", "error")},
    END_OF_CONDITIONALS,
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
    {"ice", WSIG_KIND_CONTROL},         END,
};

/* Voice: a line feed each way keeps the connection alive. */
static bool read_heartbeat(struct wsig_finder *f, struct wsig_slice payload)
{
    if (wsig_finder_hint(f)->dialect != &wsig_dialect_twilio || !wsig_slice_eq(payload, "\n"))
        return false;
    wsig_find_item(f, WSIG_KIND_KEEPALIVE, WSIG_EVIDENCE_WEAK, "$", payload);
    return true;
}

/* Video's; IANA has other meanings for some. */
static const struct wsig_close_row closes[] = {
    {3000, "no welcome in time"},
    {3001, "heartbeats missed"},
    {3002, "hello failed"},
    {3003, "message could not be sent"},
    {3004, "network changed"},
    {3005, "waiting for a busy server"},
    {3006, "server busy"},
    {3007, "connection did not open in time"},
    END_OF_CLOSES,
};

const struct wsig_dialect wsig_dialect_twilio = {
    .name = "twilio",
    .title = "Twilio Voice and Video",
    .pcs = {"body.peer_connections", "id"},
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .read = read_heartbeat,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .closes = closes,
};
