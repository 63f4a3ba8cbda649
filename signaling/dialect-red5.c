/* dialect-red5.c: Red5 Pro: the verb is the name of the first member
 *
 *     {"handleOffer": <stream>, "requestId": <subscriber>, "data": {"sdp": {...}}}
 *     {"handleCandidate": <stream>, "requestId": <subscriber>, "data": {"candidate": {...}}}
 *     {"data": {"type": "status", "code": "NetStream.Publish.Start"}}
 *
 * The server misspells TrickleCompleted.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("*"), OBJECT("data.sdp")),
    SHAPE(STRING("handleCandidate"), OBJECT("data.candidate")),
    SHAPE(STRING("requestOffer"), STRING("requestId")),
    SHAPE(EQUALS("data.type", "status"), VERB("data.code")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("*")),
    SHAPE(OBJECT("data")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"data.code", WSIG_ROLE_METHOD},     {"requestId", WSIG_ROLE_APP_SESSION},
    {"handleOffer", WSIG_ROLE_ROOM},     {"handleAnswer", WSIG_ROLE_ROOM},
    {"handleCandidate", WSIG_ROLE_ROOM}, {"requestOffer", WSIG_ROLE_ROOM},
    {"publish", WSIG_ROLE_ROOM},         {"unpublish", WSIG_ROLE_ROOM},
    {"subscribe", WSIG_ROLE_ROOM},       {"isAvailable", WSIG_ROLE_ROOM},
    {"data.code", WSIG_ROLE_ERROR_CODE}, END,
};

static const struct wsig_conditional_value conditional_values[] = {
    {{"*", WSIG_ROLE_METHOD}, VERB("*")},
    END_OF_CONDITIONALS,
};

static const struct wsig_verb_row verbs[] = {
    {"handleOffer", WSIG_KIND_OFFER},
    {"handleAnswer", WSIG_KIND_ANSWER},
    {"handleCandidate", WSIG_KIND_CONTROL},
    {"publish", WSIG_KIND_JOIN},
    {"subscribe", WSIG_KIND_JOIN},
    {"requestOffer", WSIG_KIND_JOIN},
    {"unpublish", WSIG_KIND_LEAVE},
    {"isAvailable", WSIG_KIND_CONTROL},
    {"mute", WSIG_KIND_CONTROL},
    {"callAdapter", WSIG_KIND_CONTROL},
    {"NetConnection.ICE.TrickleCompleted", WSIG_KIND_END_OF_CANDIDATES},
    {"NetConnection.ICE.TricleCompleted", WSIG_KIND_END_OF_CANDIDATES},
    {"NetConnection.Connect.Rejected", WSIG_KIND_ERROR},
    {"NetConnection.Connect.Failed", WSIG_KIND_ERROR},
    {"NetStream.Publish.BadName", WSIG_KIND_ERROR},
    {"NetStream.Play.StreamNotFound", WSIG_KIND_ERROR},
    {"NetConnection.*", WSIG_KIND_CONTROL},
    {"NetStream.*", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_kind_row kinds[] = {
    {SHAPE(EQUALS("data.type", "status"), ENDS("data.code", ".Failed")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("data.type", "status"), ENDS("data.code", ".Rejected")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("data.type", "status"), ENDS("data.code", ".BadName")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("data.type", "status"), ENDS("data.code", "NotFound")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("data.type", "status"), ENDS("data.code", ".InvalidName")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("data.type", "status"), ENDS("data.code", ".InvalidApp")), WSIG_KIND_ERROR},
    {SHAPE(EQUALS("data.type", "status"), ENDS("data.code", "Connect.Closed")), WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("data.type", "status"), ENDS("data.code", "Unpublish.Success")), WSIG_KIND_LEAVE},
    {SHAPE(EQUALS("data.type", "status"), ENDS("data.code", "UnpublishNotify")), WSIG_KIND_LEAVE},
    END_OF_KINDS,
};

const struct wsig_dialect wsig_dialect_red5 = {
    .name = "red5",
    .title = "Red5 Pro",
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
