/* dialect-fishjam.c: media events of Membrane RTC Engine and Fishjam
 *
 *     {"type": "custom", "data": {"type": "sdpOffer", "data": {"sdpOffer": {...}, ...}}}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(EQUALS("type", "custom"), EQUALS("data.type", "sdpOffer"), OBJECT("data.data")),
    SHAPE(EQUALS("type", "custom"), EQUALS("data.type", "sdpAnswer"), OBJECT("data.data")),
    SHAPE(EQUALS("type", "custom"), EQUALS("data.type", "candidate"),
          STRING("data.data.candidate")),
    SHAPE(EQUALS("type", "custom"), EQUALS("data.type", "offerData"),
          OBJECT("data.data.tracksTypes")),
    SHAPE(EQUALS("type", "offerData"), OBJECT("data.tracksTypes")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("type")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"data.type", WSIG_ROLE_METHOD},
    {"type", WSIG_ROLE_METHOD},
    END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"data.message", WSIG_ROLE_ERROR}, EQUALS("type", "error")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"connect", WSIG_KIND_JOIN},
    {"disconnect", WSIG_KIND_LEAVE},
    {"sdpOffer", WSIG_KIND_OFFER},
    {"sdpAnswer", WSIG_KIND_ANSWER},
    {"error", WSIG_KIND_ERROR},
    {"connected", WSIG_KIND_CONTROL},
    {"custom", WSIG_KIND_CONTROL},
    {"candidate", WSIG_KIND_CONTROL},
    {"offerData", WSIG_KIND_CONTROL},
    {"renegotiateTracks", WSIG_KIND_CONTROL},
    {"tracksAdded", WSIG_KIND_CONTROL},
    {"tracksRemoved", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("type", "offerData"), ARRAY("data.turnServers")), WSIG_KIND_ICE_SERVERS},
    {SHAPE(EQUALS("data.type", "offerData"), ARRAY("data.data.turnServers")),
     WSIG_KIND_ICE_SERVERS},
    END_OF_KINDS,
};

const struct wsig_dialect wsig_dialect_fishjam = {
    .name = "fishjam",
    .title = "Fishjam, Membrane RTC Engine",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
