/* dialect-homeassistant.c: Home Assistant
 *
 *     {"id": <number>, "type": "camera/webrtc/offer", "entity_id": "camera....", "offer": "..."}
 *     {"id": <number>, "type": "event", "event": {"type": "answer", "answer": "..."}}
 *
 * The rest of what a home says on this connection is no signaling, so nothing else counts, not even
 * the end of a subscription, which has no other name than its number.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_VERB, NULL}, {"id", WSIG_NUMBER, NULL}, {"entity_id", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "event"},
      {"id", WSIG_NUMBER, NULL},
      {"event.type", WSIG_EQUALS, "session"},
      {"event.session_id", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "result"},
      {"id", WSIG_NUMBER, NULL},
      {"result.configuration.iceServers", WSIG_ARRAY, NULL}}},
    {{{"type", WSIG_EQUALS, "result"},
      {"id", WSIG_NUMBER, NULL},
      {"error.code", WSIG_EQUALS, "webrtc_offer_failed"}}},
    {{{"type", WSIG_EQUALS, "result"},
      {"id", WSIG_NUMBER, NULL},
      {"error.code", WSIG_EQUALS, "webrtc_candidate_failed"}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"type", WSIG_EQUALS, "event"},
      {"id", WSIG_NUMBER, NULL},
      {"event.type", WSIG_EQUALS, "answer"}}},
    {{{"type", WSIG_EQUALS, "event"},
      {"id", WSIG_NUMBER, NULL},
      {"event.type", WSIG_EQUALS, "candidate"}}},
    {{{"type", WSIG_EQUALS, "result"},
      {"id", WSIG_NUMBER, NULL},
      {"result.answer", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_EQUALS, "event"},
      {"id", WSIG_NUMBER, NULL},
      {"event.type", WSIG_EQUALS, "error"},
      {"event.code", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "result"},
      {"id", WSIG_NUMBER, NULL},
      {"success", WSIG_IS, "false"},
      {"error.code", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"event.message", WSIG_ROLE_ERROR}, {"event.type", WSIG_EQUALS, "error"}},
    {{"event.code", WSIG_ROLE_ERROR_CODE}, {"event.type", WSIG_EQUALS, "error"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"id", WSIG_ROLE_TRANSACTION},
    {"entity_id", WSIG_ROLE_ROOM},
    {"session_id", WSIG_ROLE_APP_SESSION},
    {"event.session_id", WSIG_ROLE_APP_SESSION},
    {"error.message", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"session_id", WSIG_ROLE_PC},
    {"event.session_id", WSIG_ROLE_PC},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"camera/webrtc/offer", WSIG_KIND_OFFER},
    {"camera/web_rtc_offer", WSIG_KIND_OFFER},
    {"camera/webrtc/*", WSIG_KIND_CONTROL},
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"type", WSIG_EQUALS, "event"}, {"event.type", WSIG_EQUALS, "error"}}}, WSIG_KIND_ERROR},
    {{{{"type", WSIG_EQUALS, "result"}, {"result.configuration.iceServers", WSIG_ARRAY, NULL}}},
     WSIG_KIND_ICE_SERVERS},
    {{{{NULL, 0, NULL}}}, 0},
};

const struct wsig_dialect wsig_dialect_homeassistant = {
    .name = "homeassistant",
    .mixed = true,
    .title = "Home Assistant",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
