/* carrier-wamp.c: WAMP v2 in JSON
 *
 *     [<type>, ...]: [48, <request>, {...}, "<procedure>", [<arguments>], {<named ones>}]
 *
 * Messages of the batched form end with 0x1E. The method of a call is its procedure, of other
 * messages the name of their type.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

/* [type, id, {}, "..."], [type, id, id], [type, id, id, {}] */
#define NAMED(type)                                                                                \
    {                                                                                              \
        {                                                                                          \
            {"0", WSIG_IS, type}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL},              \
            {                                                                                      \
                "3", WSIG_STRING, NULL                                                             \
            }                                                                                      \
        }                                                                                          \
    }
#define CONFIRMED(type)                                                                            \
    {                                                                                              \
        {                                                                                          \
            {"0", WSIG_IS, type}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_NUMBER, NULL},              \
            {                                                                                      \
                "3", WSIG_ABSENT, NULL                                                             \
            }                                                                                      \
        }                                                                                          \
    }
#define DELIVERED(type)                                                                            \
    {                                                                                              \
        {                                                                                          \
            {"0", WSIG_IS, type}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_NUMBER, NULL},              \
            {                                                                                      \
                "3", WSIG_OBJECT, NULL                                                             \
            }                                                                                      \
        }                                                                                          \
    }

static const struct wsig_shape strong[] = {
    NAMED("16"),     /* PUBLISH */
    NAMED("32"),     /* SUBSCRIBE */
    NAMED("48"),     /* CALL */
    NAMED("64"),     /* REGISTER */
    DELIVERED("36"), /* EVENT */
    DELIVERED("68"), /* INVOCATION */
    {{{"0", WSIG_IS, "1"},
      {"1", WSIG_STRING, NULL},
      {"2.roles", WSIG_OBJECT, NULL},
      {"3", WSIG_ABSENT, NULL}}},
    {{{"0", WSIG_IS, "2"},
      {"1", WSIG_NUMBER, NULL},
      {"2.roles", WSIG_OBJECT, NULL},
      {"3", WSIG_ABSENT, NULL}}},
    {{{"0", WSIG_IS, "8"},
      {"1", WSIG_NUMBER, NULL},
      {"2", WSIG_NUMBER, NULL},
      {"3", WSIG_OBJECT, NULL},
      {"4", WSIG_STRING, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape with_item[] = {
    {{{"0", WSIG_IS, "50"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}}, /* RESULT */
    {{{"0", WSIG_IS, "70"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}}, /* YIELD */
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"0", WSIG_IS, "50"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}},
    {{{"0", WSIG_IS, "70"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}},
    {{{"0", WSIG_IS, "3"}, {"1", WSIG_OBJECT, NULL}, {"2", WSIG_STRING, NULL}}}, /* ABORT */
    {{{"0", WSIG_IS, "4"}, {"1", WSIG_STRING, NULL}, {"2", WSIG_OBJECT, NULL}}}, /* CHALLENGE */
    {{{"0", WSIG_IS, "5"}, {"1", WSIG_STRING, NULL}, {"2", WSIG_OBJECT, NULL}}}, /* AUTHENTICATE */
    {{{"0", WSIG_IS, "6"}, {"1", WSIG_OBJECT, NULL}, {"2", WSIG_STRING, NULL}}}, /* GOODBYE */
    CONFIRMED("17"),                                                             /* PUBLISHED */
    CONFIRMED("33"),                                                             /* SUBSCRIBED */
    CONFIRMED("34"),                                                             /* UNSUBSCRIBE */
    CONFIRMED("65"),                                                             /* REGISTERED */
    CONFIRMED("66"),                                                             /* UNREGISTER */
    {{{"0", WSIG_IS, "35"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_ABSENT, NULL}}},
    {{{"0", WSIG_IS, "67"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_ABSENT, NULL}}},
    {{{"0", WSIG_IS, "49"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}}, /* CANCEL */
    {{{"0", WSIG_IS, "69"}, {"1", WSIG_NUMBER, NULL}, {"2", WSIG_OBJECT, NULL}}}, /* INTERRUPT */
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape replies[] = {
    {{{"0", WSIG_IS, "8"}}},  {{{"0", WSIG_IS, "17"}}}, {{{"0", WSIG_IS, "33"}}},
    {{{"0", WSIG_IS, "35"}}}, {{{"0", WSIG_IS, "50"}}}, {{{"0", WSIG_IS, "65"}}},
    {{{"0", WSIG_IS, "67"}}}, {{{"0", WSIG_IS, "70"}}}, {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"3", WSIG_ROLE_METHOD}, {"0", WSIG_IS, "48"}},
    {{"3", WSIG_ROLE_ROOM}, {"0", WSIG_IS, "16"}},
    {{"3", WSIG_ROLE_ROOM}, {"0", WSIG_IS, "32"}},
    {{"3", WSIG_ROLE_ROOM}, {"0", WSIG_IS, "64"}},
    {{"1", WSIG_ROLE_ROOM}, {"0", WSIG_IS, "36"}}, /* a number that SUBSCRIBED told */
    {{"1", WSIG_ROLE_ROOM}, {"0", WSIG_IS, "1"}},
    {{"1", WSIG_ROLE_APP_SESSION}, {"0", WSIG_IS, "2"}},
    {{"2", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "8"}},
    {{"2", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "36"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "16"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "17"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "32"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "33"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "34"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "35"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "48"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "49"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "50"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "64"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "65"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "66"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "67"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "68"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "69"}},
    {{"1", WSIG_ROLE_TRANSACTION}, {"0", WSIG_IS, "70"}},
    {{"4", WSIG_ROLE_ERROR}, {"0", WSIG_IS, "8"}},
    {{"2", WSIG_ROLE_ERROR}, {"0", WSIG_IS, "3"}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"0", WSIG_ROLE_METHOD},
    {NULL, 0},
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
    {"UNSUBSCRIBE", WSIG_KIND_LEAVE}, {NULL, 0},
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
