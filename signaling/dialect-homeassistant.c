/* dialect-homeassistant.c: Home Assistant
 *
 *     {"id": <number>, "type": "camera/webrtc/offer", "entity_id": "camera....", "offer": "..."}
 *     {"id": <number>, "type": "event", "event": {"type": "answer", "answer": "..."}}
 *
 *     {"id": <number>, "type": "unsubscribe_events", "subscription": <id of the offer>}
 *
 * The rest of what a home says on this connection is no signaling, so nothing else counts; the end
 * of a subscription only when it is that of an offer.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("type"), NUMBER("id"), STRING("entity_id")),
    SHAPE(EQUALS("type", "event"), NUMBER("id"), EQUALS("event.type", "session"),
          STRING("event.session_id")),
    SHAPE(EQUALS("type", "result"), NUMBER("id"), ARRAY("result.configuration.iceServers")),
    SHAPE(EQUALS("type", "result"), NUMBER("id"), EQUALS("error.code", "webrtc_offer_failed")),
    SHAPE(EQUALS("type", "result"), NUMBER("id"), EQUALS("error.code", "webrtc_candidate_failed")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(EQUALS("type", "event"), NUMBER("id"), EQUALS("event.type", "answer")),
    SHAPE(EQUALS("type", "event"), NUMBER("id"), EQUALS("event.type", "candidate")),
    SHAPE(EQUALS("type", "result"), NUMBER("id"), STRING("result.answer")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(EQUALS("type", "event"), NUMBER("id"), EQUALS("event.type", "error"),
          STRING("event.code")),
    SHAPE(EQUALS("type", "result"), NUMBER("id"), IS("success", "false"), STRING("error.code")),
    SHAPE(EQUALS("type", "unsubscribe_events"), NUMBER("id"), NUMBER("subscription")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"event.message", WSIG_ROLE_ERROR}, EQUALS("event.type", "error")},
    {{"event.code", WSIG_ROLE_ERROR_CODE}, EQUALS("event.type", "error")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"type", WSIG_ROLE_METHOD},
    {"event.type", WSIG_ROLE_INNER},
    {"subscription", WSIG_ROLE_ENDS},
    {"id", WSIG_ROLE_TRANSACTION},
    {"entity_id", WSIG_ROLE_ROOM},
    {"session_id", WSIG_ROLE_APP_SESSION},
    {"event.session_id", WSIG_ROLE_APP_SESSION},
    {"error.message", WSIG_ROLE_ERROR},
    {"error.code", WSIG_ROLE_ERROR_CODE},
    {"session_id", WSIG_ROLE_PC},
    {"event.session_id", WSIG_ROLE_PC},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"camera/webrtc/offer", WSIG_KIND_OFFER},
    {"camera/web_rtc_offer", WSIG_KIND_OFFER},
    {"camera/webrtc/*", WSIG_KIND_CONTROL},
    {"unsubscribe_events", WSIG_KIND_BYE},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("type", "event"), EQUALS("event.type", "error")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("type", "result"), ARRAY("result.configuration.iceServers")),
     WSIG_KIND_ICE_SERVERS},
    END_OF_KINDS,
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
