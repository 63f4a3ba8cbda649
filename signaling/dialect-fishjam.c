/* dialect-fishjam.c: media events of Membrane RTC Engine and Fishjam
 *
 *     {"type": "custom", "data": {"type": "sdpOffer", "data": {"sdpOffer": {...}, ...}}}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"type", WSIG_EQUALS, "custom"},
      {"data.type", WSIG_EQUALS, "sdpOffer"},
      {"data.data", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "custom"},
      {"data.type", WSIG_EQUALS, "sdpAnswer"},
      {"data.data", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "custom"},
      {"data.type", WSIG_EQUALS, "candidate"},
      {"data.data.candidate", WSIG_STRING, NULL}}},
    {{{"type", WSIG_EQUALS, "custom"},
      {"data.type", WSIG_EQUALS, "offerData"},
      {"data.data.tracksTypes", WSIG_OBJECT, NULL}}},
    {{{"type", WSIG_EQUALS, "offerData"}, {"data.tracksTypes", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"type", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_dialect_value values[] = {
    {"data.type", WSIG_ROLE_METHOD},
    {"type", WSIG_ROLE_METHOD},
    {NULL, 0},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"data.message", WSIG_ROLE_ERROR}, {"type", WSIG_EQUALS, "error"}},
    {{NULL, 0}, {NULL, 0, NULL}},
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
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"type", WSIG_EQUALS, "offerData"}, {"data.turnServers", WSIG_ARRAY, NULL}}},
     WSIG_KIND_ICE_SERVERS},
    {{{{"data.type", WSIG_EQUALS, "offerData"}, {"data.data.turnServers", WSIG_ARRAY, NULL}}},
     WSIG_KIND_ICE_SERVERS},
    {{{{NULL, 0, NULL}}}, 0},
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
