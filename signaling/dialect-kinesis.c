/* dialect-kinesis.c: Amazon Kinesis Video Streams
 *
 *     {"action": "SDP_OFFER", "recipientClientId": "...", "messagePayload": <base64 of JSON>}
 *     {"messageType": "SDP_OFFER", "senderClientId": "...", "messagePayload": <base64 of JSON>}
 *
 * The first is what clients send, the second what they get.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("action"), STRING("messagePayload")),
    SHAPE(VERB("messageType"), HAS("messagePayload")),
    SHAPE(EQUALS("messageType", "STATUS_RESPONSE"), OBJECT("statusResponse")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("action")),
    SHAPE(VERB("messageType")),
    END_OF_SHAPES,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"statusResponse.description", WSIG_ROLE_ERROR}, STRING("statusResponse.errorType")},
    {{"statusResponse.errorType", WSIG_ROLE_ERROR}, STRING("statusResponse.errorType")},
    END_OF_CONDITIONALS,
};

static const struct wsig_dialect_value values[] = {
    {"action", WSIG_ROLE_METHOD},
    {"messageType", WSIG_ROLE_METHOD},
    {"correlationId", WSIG_ROLE_TRANSACTION},
    {"statusResponse.correlationId", WSIG_ROLE_TRANSACTION},
    {"recipientClientId", WSIG_ROLE_PEER_TO},
    {"senderClientId", WSIG_ROLE_PEER_FROM},
    {"statusResponse.statusCode", WSIG_ROLE_ERROR_CODE},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"SDP_OFFER", WSIG_KIND_OFFER},
    {"SDP_ANSWER", WSIG_KIND_ANSWER},
    {"ICE_CANDIDATE", WSIG_KIND_CONTROL},
    {"STATUS_RESPONSE", WSIG_KIND_CONTROL},
    {"RECONNECT_ICE_SERVER", WSIG_KIND_CONTROL},
    {"GO_AWAY", WSIG_KIND_LEAVE},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("messageType", "STATUS_RESPONSE"), STRING("statusResponse.errorType")),
     WSIG_KIND_ERROR},
    END_OF_KINDS,
};

static const struct wsig_url_value url_values[] = {
    {"?X-Amz-ChannelARN", WSIG_ROLE_ROOM},
    {"?X-Amz-ClientId", WSIG_ROLE_PEER_FROM},
    END,
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
