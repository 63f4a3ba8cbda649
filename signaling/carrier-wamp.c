/* carrier-wamp.c: WAMP v2 in JSON
 *
 *     [<type>, ...]: [48, <request>, {...}, "<procedure>", [<arguments>], {<named ones>}]
 *
 * Messages of the batched form end with 0x1E. The method of a call is its procedure, of other
 * messages the name of their type.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

/* [type, id, {}, "..."], [type, id, id], [type, id, id, {}] */
#define NAMED(type)     SHAPE(IS("0", type), NUMBER("1"), OBJECT("2"), STRING("3"))
#define CONFIRMED(type) SHAPE(IS("0", type), NUMBER("1"), NUMBER("2"), ABSENT("3"))
#define DELIVERED(type) SHAPE(IS("0", type), NUMBER("1"), NUMBER("2"), OBJECT("3"))

static const struct wsig_shape strong[] = {
    NAMED("16"),     /* PUBLISH */
    NAMED("32"),     /* SUBSCRIBE */
    NAMED("48"),     /* CALL */
    NAMED("64"),     /* REGISTER */
    DELIVERED("36"), /* EVENT */
    DELIVERED("68"), /* INVOCATION */
    SHAPE(IS("0", "1"), STRING("1"), OBJECT("2.roles"), ABSENT("3")),
    SHAPE(IS("0", "2"), NUMBER("1"), OBJECT("2.roles"), ABSENT("3")),
    SHAPE(IS("0", "8"), NUMBER("1"), NUMBER("2"), OBJECT("3"), STRING("4")),
    END_OF_SHAPES,
};

static const struct wsig_shape with_item[] = {
    SHAPE(IS("0", "50"), NUMBER("1"), OBJECT("2")), /* RESULT */
    SHAPE(IS("0", "70"), NUMBER("1"), OBJECT("2")), /* YIELD */
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(IS("0", "50"), NUMBER("1"), OBJECT("2")),
    SHAPE(IS("0", "70"), NUMBER("1"), OBJECT("2")),
    SHAPE(IS("0", "3"), OBJECT("1"), STRING("2")), /* ABORT */
    SHAPE(IS("0", "4"), STRING("1"), OBJECT("2")), /* CHALLENGE */
    SHAPE(IS("0", "5"), STRING("1"), OBJECT("2")), /* AUTHENTICATE */
    SHAPE(IS("0", "6"), OBJECT("1"), STRING("2")), /* GOODBYE */
    CONFIRMED("17"),                               /* PUBLISHED */
    CONFIRMED("33"),                               /* SUBSCRIBED */
    CONFIRMED("34"),                               /* UNSUBSCRIBE */
    CONFIRMED("65"),                               /* REGISTERED */
    CONFIRMED("66"),                               /* UNREGISTER */
    SHAPE(IS("0", "35"), NUMBER("1"), ABSENT("2")),
    SHAPE(IS("0", "67"), NUMBER("1"), ABSENT("2")),
    SHAPE(IS("0", "49"), NUMBER("1"), OBJECT("2")), /* CANCEL */
    SHAPE(IS("0", "69"), NUMBER("1"), OBJECT("2")), /* INTERRUPT */
    END_OF_SHAPES,
};

static const struct wsig_shape replies[] = {
    SHAPE(IS("0", "8")),  SHAPE(IS("0", "17")), SHAPE(IS("0", "33")),
    SHAPE(IS("0", "35")), SHAPE(IS("0", "50")), SHAPE(IS("0", "65")),
    SHAPE(IS("0", "67")), SHAPE(IS("0", "70")), END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"3", WSIG_ROLE_METHOD}, IS("0", "48")},
    {{"3", WSIG_ROLE_ROOM}, IS("0", "16")},
    {{"3", WSIG_ROLE_ROOM}, IS("0", "32")},
    {{"3", WSIG_ROLE_ROOM}, IS("0", "64")},
    {{"1", WSIG_ROLE_ROOM}, IS("0", "36")}, /* a number that SUBSCRIBED told */
    {{"1", WSIG_ROLE_ROOM}, IS("0", "1")},
    {{"1", WSIG_ROLE_APP_SESSION}, IS("0", "2")},
    {{"2", WSIG_ROLE_TRANSACTION}, IS("0", "8")},
    {{"2", WSIG_ROLE_TRANSACTION}, IS("0", "36")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "16")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "17")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "32")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "33")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "34")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "35")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "48")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "49")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "50")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "64")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "65")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "66")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "67")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "68")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "69")},
    {{"1", WSIG_ROLE_TRANSACTION}, IS("0", "70")},
    {{"4", WSIG_ROLE_ERROR}, IS("0", "8")},
    {{"2", WSIG_ROLE_ERROR}, IS("0", "3")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"0", WSIG_ROLE_METHOD},
    END,
};

static const struct wsig_name_row names[] = {
    {"1", "HELLO"},         {"2", "WELCOME"},     {"3", "ABORT"},       {"4", "CHALLENGE"},
    {"5", "AUTHENTICATE"},  {"6", "GOODBYE"},     {"8", "ERROR"},       {"16", "PUBLISH"},
    {"17", "PUBLISHED"},    {"32", "SUBSCRIBE"},  {"33", "SUBSCRIBED"}, {"34", "UNSUBSCRIBE"},
    {"35", "UNSUBSCRIBED"}, {"36", "EVENT"},      {"49", "CANCEL"},     {"50", "RESULT"},
    {"64", "REGISTER"},     {"65", "REGISTERED"}, {"66", "UNREGISTER"}, {"67", "UNREGISTERED"},
    {"68", "INVOCATION"},   {"69", "INTERRUPT"},  {"70", "YIELD"},      {NULL, NULL},
};

static const struct wsig_verb_row verbs[] = {
    {"HELLO", WSIG_KIND_JOIN},        {"WELCOME", WSIG_KIND_CONTROL},
    {"ABORT", WSIG_KIND_ERROR},       {"GOODBYE", WSIG_KIND_BYE},
    {"ERROR", WSIG_KIND_ERROR},       {"SUBSCRIBE", WSIG_KIND_JOIN},
    {"UNSUBSCRIBE", WSIG_KIND_LEAVE}, END,
};

static const char *const payloads[] = {"3", "4", "5", "6", NULL};

const struct wsig_dialect wsig_carrier_wamp = {
    .name = "wamp",
    .title = "WAMP v2 (JSON)",
    .carrier = true,
    .subprotocol = "wamp.2.json wamp.2.json.batched",
    .strong = strong,
    .with_item = with_item,
    .weak = weak,
    .replies = replies,
    .values = values,
    .conditional_values = conditional_values,
    .names = names,
    .verbs = verbs,
    .payloads = payloads,
};
