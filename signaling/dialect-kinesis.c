/* dialect-kinesis.c: Amazon Kinesis Video Streams
 *
 *     {"action": "SDP_OFFER", "recipientClientId": "...", "messagePayload": <base64 of JSON>}
 *     {"messageType": "SDP_OFFER", "senderClientId": "...", "messagePayload": <base64 of JSON>}
 *
 * The first is what clients send, the second what they get.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

static const struct wsig_shape strong[] = {
    {{{"action", WSIG_VERB, NULL}, {"messagePayload", WSIG_STRING, NULL}}},
    {{{"messageType", WSIG_VERB, NULL}, {"messagePayload", WSIG_HAS, NULL}}},
    {{{"messageType", WSIG_EQUALS, "STATUS_RESPONSE"}, {"statusResponse", WSIG_OBJECT, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_shape weak[] = {
    {{{"action", WSIG_VERB, NULL}}},
    {{{"messageType", WSIG_VERB, NULL}}},
    {{{NULL, 0, NULL}}},
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"statusResponse.description", WSIG_ROLE_ERROR},
     {"statusResponse.errorType", WSIG_STRING, NULL}},
    {{"statusResponse.errorType", WSIG_ROLE_ERROR},
     {"statusResponse.errorType", WSIG_STRING, NULL}},
    {{NULL, 0}, {NULL, 0, NULL}},
};

static const struct wsig_dialect_value values[] = {
    {"action", WSIG_ROLE_METHOD},
    {"messageType", WSIG_ROLE_METHOD},
    {"correlationId", WSIG_ROLE_TRANSACTION},
    {"statusResponse.correlationId", WSIG_ROLE_TRANSACTION},
    {"recipientClientId", WSIG_ROLE_PEER_TO},
    {"senderClientId", WSIG_ROLE_PEER_FROM},
    {"statusResponse.statusCode", WSIG_ROLE_ERROR_CODE},
    {NULL, 0},
};

static const struct wsig_verb_row verbs[] = {
    {"SDP_OFFER", WSIG_KIND_OFFER},
    {"SDP_ANSWER", WSIG_KIND_ANSWER},
    {"ICE_CANDIDATE", WSIG_KIND_CONTROL},
    {"STATUS_RESPONSE", WSIG_KIND_CONTROL},
    {"RECONNECT_ICE_SERVER", WSIG_KIND_CONTROL},
    {"GO_AWAY", WSIG_KIND_LEAVE},
    {NULL, 0},
};

static const struct wsig_kind_row kinds[] = {
    {{{{"messageType", WSIG_EQUALS, "STATUS_RESPONSE"},
       {"statusResponse.errorType", WSIG_STRING, NULL}}},
     WSIG_KIND_ERROR},
    {{{{NULL, 0, NULL}}}, 0},
};

static const struct wsig_url_value url_values[] = {
    {"?X-Amz-ChannelARN", WSIG_ROLE_ROOM},
    {"?X-Amz-ClientId", WSIG_ROLE_PEER_FROM},
    {NULL, 0},
};

const struct wsig_dialect wsig_dialect_kinesis = {
    .name = "kinesis",
    .title = "Amazon Kinesis Video Streams",
    .url = "X-Amz-ChannelARN=",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
    .url_values = url_values,
};
