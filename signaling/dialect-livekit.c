/* dialect-livekit.c: LiveKit: protobuf in binary messages, the same as JSON in text ones
 *
 * A message is a oneof: a single member of SignalRequest (from the client) or SignalResponse (from
 * the server). The two use the same small numbers with other meanings, so the direction decides.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-livekit-url.h"
#include "dialect-table.h"
#include "find.h"
#include "livekit.h"
#include "protobuf.h"

extern const struct wsig_dialect wsig_dialect_livekit;

/* Deeper than the protocol's messages nest. */
#define DEPTH_MAX 8

/* Values in one message that are shown; a large room has some thousand. */
#define DETAILS_MAX 8192

struct reader {
    struct wsig_finder *f;
    struct wsig_msg *msg;
    bool proof; /* something that is no chance: an SDP, a candidate, an id with its prefix */
    bool broken;
};

/* What is needed of the message at hand, by the path of its members. */
struct needed {
    struct wsig_slice type, sdp, id, candidate_init, target, final, room, identity, sid;
    struct wsig_slice reason, message, ice_servers;
};

static bool is_text(struct wsig_slice s)
{
    return s.n == 0 ||
           (g_utf8_validate((const char *)s.p, (gssize)s.n, NULL) && !memchr(s.p, 0, s.n));
}

static const struct wsig_livekit_member *find_member(const struct wsig_livekit_member *members,
                                                     uint32_t number)
{
    for (; members->number; members++)
        if (members->number == number)
            return members;
    return NULL;
}

static bool wire_fits(const struct wsig_livekit_member *member,
                      const struct wsig_protobuf_field *field)
{
    switch (member->type) {
    case WSIG_LIVEKIT_STRING:
        return field->wire == WSIG_PROTOBUF_LENGTH && is_text(field->bytes);
    case WSIG_LIVEKIT_BYTES:
    case WSIG_LIVEKIT_MESSAGE:
        return field->wire == WSIG_PROTOBUF_LENGTH;
    case WSIG_LIVEKIT_NUMBER: /* packed ones and enumerations too */
        return true;
    case WSIG_LIVEKIT_FLOAT:
        return field->wire == WSIG_PROTOBUF_FIXED32;
    case WSIG_LIVEKIT_BOOL:
    case WSIG_LIVEKIT_ENUM:
        return field->wire == WSIG_PROTOBUF_VARINT;
    }
    return false;
}

static const char *enum_name(const struct wsig_livekit_member *member, uint64_t value)
{
    for (uint64_t i = 0; member->values[i]; i++)
        if (i == value)
            return member->values[i];
    return NULL;
}

static const char *float_text(struct wsig_arena *arena, uint64_t bits)
{
    const uint32_t word = (uint32_t)bits;
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    float value;
    memcpy(&value, &word, sizeof value);
    g_ascii_formatd(text, sizeof text, "%g", value);
    return wsig_arena_strndup(arena, text, strlen(text));
}

static const char *value_text(struct wsig_arena *arena, const struct wsig_livekit_member *member,
                              const struct wsig_protobuf_field *field)
{
    const char *name;
    switch (member ? member->type : WSIG_LIVEKIT_BYTES) {
    case WSIG_LIVEKIT_STRING:
        return wsig_arena_utf8(arena, field->bytes);
    case WSIG_LIVEKIT_BOOL:
        return field->value ? "true" : "false";
    case WSIG_LIVEKIT_ENUM:
        if ((name = enum_name(member, field->value)))
            return name;
        break;
    case WSIG_LIVEKIT_FLOAT:
        return float_text(arena, field->value);
    default:
        break;
    }
    if (field->wire == WSIG_PROTOBUF_LENGTH)
        return wsig_arena_printf(arena, "(%zu bytes)", field->bytes.n);
    return wsig_arena_printf(arena, "%" G_GUINT64_FORMAT, field->value);
}

static void add_detail(struct reader *r, const char *path, const char *name, const char *text,
                       struct wsig_slice bytes, uint8_t depth)
{
    struct wsig_arena *arena = r->msg->arena;
    if (r->msg->details->len >= DETAILS_MAX)
        return;
    struct wsig_detail detail = {
        .depth = depth,
        .label = text ? wsig_arena_printf(arena, "%s: %s", name, text) : name,
        .text = text ? wsig_arena_printf(arena, "%s = %s", path, text) : path,
        .span = wsig_msg_span(r->msg, 0, bytes),
    };
    g_array_append_val(r->msg->details, detail);
}

static void take(struct needed *needed, const char *path, struct wsig_slice bytes)
{
    const struct {
        const char *path;
        struct wsig_slice *into;
    } rows[] = {
        {"offer.type", &needed->type},
        {"answer.type", &needed->type},
        {"publisher_offer.type", &needed->type},
        {"offer.sdp", &needed->sdp},
        {"answer.sdp", &needed->sdp},
        {"publisher_offer.sdp", &needed->sdp},
        {"offer.id", &needed->id},
        {"answer.id", &needed->id},
        {"publisher_offer.id", &needed->id},
        {"update_metadata.request_id", &needed->id},
        {"request_response.request_id", &needed->id},
        {"store_data_blob_request.request_id", &needed->id},
        {"store_data_blob_response.request_id", &needed->id},
        {"get_data_blob_request.request_id", &needed->id},
        {"get_data_blob_response.request_id", &needed->id},
        {"trickle.target", &needed->target},
        {"join.ice_servers", &needed->ice_servers},
        {"trickle.candidateInit", &needed->candidate_init},
        {"trickle.final", &needed->final},
        {"join.room.name", &needed->room},
        {"room_update.room.name", &needed->room},
        {"room_moved.room.name", &needed->room},
        {"join.participant.identity", &needed->identity},
        {"join.participant.sid", &needed->sid},
        {"participant_sid", &needed->sid},
        {"leave.reason", &needed->reason},
        {"request_response.reason", &needed->reason},
        {"subscription_response.err", &needed->reason},
        {"request_response.message", &needed->message},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(path, rows[i].path) == 0 &&
            !(rows[i].into == &needed->ice_servers && needed->ice_servers.p))
            *rows[i].into = bytes;
}

/* "PA_", "TR_", "RM_" ... and an id: LiveKit's own. */
static bool is_livekit_id(struct wsig_slice s)
{
    static const char *const prefixes[] = {"RM_", "PA_", "TR_", "ND_"};
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes) && s.n >= 8 && s.n <= 40; i++)
        if (wsig_slice_starts(s, prefixes[i]))
            return true;
    return false;
}

static void read_members(struct reader *r, struct wsig_slice bytes,
                         const struct wsig_livekit_member *members, const char *prefix,
                         uint8_t depth, struct needed *needed)
{
    struct wsig_protobuf_field field;
    enum wsig_result result;
    while ((result = wsig_protobuf_next(&bytes, &field)) == WSIG_OK) {
        const struct wsig_livekit_member *member = find_member(members, field.number);
        struct wsig_arena *arena = r->msg->arena;
        const char *name = member ? member->name : wsig_arena_printf(arena, "#%u", field.number);
        const char *path = *prefix ? wsig_arena_printf(arena, "%s.%s", prefix, name) : name;
        if (member && !wire_fits(member, &field)) {
            r->broken = true;
            continue;
        }
        bool nested = member && member->type == WSIG_LIVEKIT_MESSAGE;
        add_detail(r, path, name, nested ? NULL : value_text(arena, member, &field), field.bytes,
                   depth);
        take(needed, path, field.bytes);
        r->proof |= member && member->type == WSIG_LIVEKIT_STRING && is_livekit_id(field.bytes);
        if (nested && depth < DEPTH_MAX)
            read_members(r, field.bytes, member->message, path, depth + 1, needed);
    }
    r->broken |= result == WSIG_MALFORMED;
}

static uint64_t number_of(struct wsig_slice varint)
{
    uint64_t value = 0;
    for (size_t i = 0; i < varint.n && i < 10; i++)
        value |= (uint64_t)(varint.p[i] & 0x7F) << (7 * i);
    return value;
}

/* A number of the message as the text of a value. */
static struct wsig_value number_value(struct reader *r, struct wsig_slice varint)
{
    struct wsig_value value = wsig_msg_value(r->msg, 0, varint);
    if (varint.p)
        value.text = wsig_slice_str(
            wsig_arena_printf(r->msg->arena, "%" G_GUINT64_FORMAT, number_of(varint)));
    return value;
}

static const struct {
    const char *member;
    enum wsig_kind kind;
} kinds[] = {
    {"join", WSIG_KIND_JOIN},
    {"leave", WSIG_KIND_LEAVE},
    {"ping", WSIG_KIND_KEEPALIVE},
    {"ping_req", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    {"pong_resp", WSIG_KIND_KEEPALIVE},
    {"reconnect", WSIG_KIND_ICE_SERVERS},
};

static enum wsig_kind kind_of(const char *member)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].member, member) == 0)
            return kinds[i].kind;
    return WSIG_KIND_CONTROL;
}

static enum wsig_kind description_kind(const char *member, struct wsig_slice type)
{
    static const enum wsig_kind types[] = {WSIG_KIND_OFFER, WSIG_KIND_ANSWER, WSIG_KIND_PRANSWER};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (wsig_slice_eq(type, wsig_kind_text(types[i])))
            return types[i];
    return strcmp(member, "answer") == 0 ? WSIG_KIND_ANSWER : WSIG_KIND_OFFER;
}

/* The server says "this was the last one" by a flag on the last candidate. */
static void read_trickle(struct reader *r, const struct needed *needed, const char *root)
{
    const char *path = wsig_arena_printf(r->msg->arena, "%s.trickle.candidateInit", root);
    wsig_find_text(r->f, needed->candidate_init, path);
    if (needed->final.p && number_of(needed->final)) {
        struct wsig_item *item = wsig_find_item(
            r->f, WSIG_KIND_END_OF_CANDIDATES, WSIG_EVIDENCE_STRONG,
            wsig_arena_printf(r->msg->arena, "%s.trickle.final", root), needed->final);
        if (item && r->msg->items->len > 1)
            item->mid = wsig_msg_item(r->msg, 0)->mid;
    }
}

/* Reasons of a leave that nobody wanted: all but a client's own wish, a room that is over and a
 * move to another server. */
static bool is_trouble(uint64_t reason)
{
    return reason != 0 && reason != 1 && reason != 5 && reason != 8 && reason != 10;
}

/* Members of the server's messages that say how something ended, and where. A subscription_response
 * is sent only when there is no subscription. */
enum outcome { LEAVE = 8, SUBSCRIPTION_RESPONSE = 21, REQUEST_RESPONSE = 22 };

static bool is_failure(enum outcome outcome, uint64_t reason)
{
    return outcome == LEAVE                   ? is_trouble(reason)
           : outcome == SUBSCRIPTION_RESPONSE ? true
                                              : reason != 0 && reason != 4; /* OK, QUEUED */
}

static void read_outcome(struct reader *r, const struct needed *needed, const char *member)
{
    static const enum outcome outcomes[] = {LEAVE, SUBSCRIPTION_RESPONSE, REQUEST_RESPONSE};
    for (size_t i = 0; i < G_N_ELEMENTS(outcomes); i++) {
        const struct wsig_livekit_member *response =
            find_member(wsig_livekit_response, outcomes[i]);
        if (strcmp(response->name, member) != 0)
            continue;
        const uint64_t number = number_of(needed->reason);
        const char *name = enum_name(find_member(response->message, 2), number);
        struct wsig_value reason = wsig_msg_value(r->msg, 0, needed->reason);
        reason.text = name ? wsig_slice_str(name) : number_value(r, needed->reason).text;
        if (outcomes[i] == LEAVE && needed->reason.p)
            r->msg->reason = reason;
        if (!is_failure(outcomes[i], number))
            continue;
        r->msg->error = r->msg->error_code = reason;
        if (needed->message.n > 0)
            r->msg->error = wsig_msg_value(r->msg, 0, needed->message);
    }
}

/* The publisher's peer connection is offered by the client, the subscriber's by the server. A
 * protobuf leaves out a target of 0. */
static void read_pc(struct reader *r, const char *member, const struct needed *needed,
                    const char *root)
{
    bool trickle = strcmp(member, "trickle") == 0, answer = strcmp(member, "answer") == 0;
    bool server = strcmp(root, "SignalResponse") == 0;
    if (!trickle && !answer && needed->sdp.n == 0)
        return;
    bool subscriber =
        trickle ? needed->target.p && number_of(needed->target) == 1 : server != answer;
    if (needed->target.p)
        r->msg->pc = wsig_msg_value(r->msg, 0, needed->target);
    r->msg->pc.text = wsig_slice_str(subscriber ? "subscriber" : "publisher");
}

static void read_items(struct reader *r, const struct wsig_livekit_member *member,
                       const struct needed *needed, const char *root, struct wsig_slice bytes)
{
    struct wsig_msg *msg = r->msg;
    const char *path = wsig_arena_printf(msg->arena, "%s.%s", root, member->name);
    msg->transaction = number_value(r, needed->id);
    msg->room = wsig_msg_value(r->msg, 0, needed->room);
    msg->peer_to = wsig_msg_value(r->msg, 0, needed->identity);
    msg->app_session = wsig_msg_value(r->msg, 0, needed->sid);
    read_outcome(r, needed, member->name);
    read_pc(r, member->name, needed, root);
    if (needed->sdp.n > 0)
        wsig_find_description(r->f, needed->sdp, description_kind(member->name, needed->type),
                              wsig_arena_printf(msg->arena, "%s.sdp", path));
    if (needed->candidate_init.n > 0)
        read_trickle(r, needed, root);
    r->proof |= msg->items->len > 0;
    if (msg->items->len > 0)
        return;
    const enum wsig_kind kind = kind_of(member->name);
    const enum wsig_evidence evidence = r->proof ? WSIG_EVIDENCE_STRONG : WSIG_EVIDENCE_WEAK;
    bool failed = msg->error.text.n > 0 && kind == WSIG_KIND_CONTROL;
    wsig_find_item(r->f, failed ? WSIG_KIND_ERROR : kind, evidence, path, bytes);
    if (needed->ice_servers.p)
        wsig_find_item(r->f, WSIG_KIND_ICE_SERVERS, evidence,
                       wsig_arena_printf(msg->arena, "%s.ice_servers", path), needed->ice_servers);
}

/* Nothing of a message that turned out to be something else may stay. */
static bool forget(struct reader *r)
{
    wsig_msg_forget(r->msg);
    return false;
}

/* The member that the message is: the first that is known, for a newer client may say more; else
 * one that is named by its number. */
static struct wsig_livekit_member main_member(struct reader *r, struct wsig_slice bytes,
                                              const struct wsig_livekit_member *members)
{
    struct wsig_livekit_member other = {0, "unknown", WSIG_LIVEKIT_BYTES, NULL, NULL};
    struct wsig_protobuf_field field;
    while (wsig_protobuf_next(&bytes, &field) == WSIG_OK) {
        const struct wsig_livekit_member *member = find_member(members, field.number);
        if (member)
            return *member;
        if (strcmp(other.name, "unknown") == 0)
            other.name = wsig_arena_printf(r->msg->arena, "#%u", field.number);
    }
    return other;
}

/* `known`: the connection speaks LiveKit, so even what does not parse is shown. */
static bool read_as(struct wsig_finder *f, struct wsig_slice payload,
                    const struct wsig_livekit_member *members, const char *root, bool known)
{
    struct wsig_protobuf_field field;
    struct wsig_slice rest = payload;
    struct needed needed = {.type = {NULL, 0}};
    struct reader r = {.f = f, .msg = wsig_finder_msg(f)};
    bool readable = wsig_protobuf_next(&rest, &field) == WSIG_OK;
    if (!known && !(readable && find_member(members, field.number)))
        return false;
    const struct wsig_livekit_member member = main_member(&r, payload, members);
    read_members(&r, payload, members, "", 0, &needed);
    if (r.broken && !known)
        return forget(&r);
    r.msg->method = wsig_msg_value(r.msg, 0, wsig_slice(payload.p, 1));
    r.msg->method.text = wsig_slice_str(member.name);
    read_items(&r, &member, &needed, root, payload);
    if (!r.proof && !known)
        return forget(&r);
    if (r.broken)
        wsig_msg_find_fault(r.msg, WSIG_RULE_MALFORMED, wsig_msg_span(r.msg, 0, payload),
                            "a member does not fit LiveKit's protocol");
    return true;
}

static bool read_message(struct wsig_finder *f, struct wsig_slice payload)
{
    const struct wsig_hint *hint = wsig_finder_hint(f);
    bool known = hint->dialect == &wsig_dialect_livekit;
    if (hint->from_client == 1)
        return read_as(f, payload, wsig_livekit_request, "SignalRequest", known);
    if (hint->from_client == 0)
        return read_as(f, payload, wsig_livekit_response, "SignalResponse", known);
    return read_as(f, payload, wsig_livekit_response, "SignalResponse", false) ||
           read_as(f, payload, wsig_livekit_request, "SignalRequest", false);
}

static bool read_join_request(struct wsig_finder *f, struct wsig_slice payload)
{
    struct needed needed = {.type = {NULL, 0}};
    struct reader r = {.f = f, .msg = wsig_finder_msg(f), .proof = true};
    static const struct wsig_livekit_member self = {0, "publisher_offer", WSIG_LIVEKIT_MESSAGE,
                                                    NULL, NULL};
    read_members(&r, payload, wsig_livekit_join_request, "", 0, &needed);
    r.msg->method = wsig_msg_value(r.msg, 0, payload);
    r.msg->method.text = wsig_slice_str("join_request");
    read_items(&r, &self, &needed, "JoinRequest", payload);
    if (needed.sdp.n == 0 && r.msg->items->len > 0)
        wsig_msg_item(r.msg, 0)->kind = WSIG_KIND_JOIN;
    if (r.broken)
        wsig_msg_find_fault(r.msg, WSIG_RULE_MALFORMED, wsig_msg_span(r.msg, 0, payload),
                            "a member does not fit LiveKit's protocol");
    return true;
}

void wsig_livekit_find_join_request(struct wsig_msg *msg)
{
    const struct wsig_hint hint = {.dialect = &wsig_dialect_livekit, .from_client = 1};
    wsig_find_with(msg, &hint, read_join_request);
}

/* --- JSON: a single member, named in lower camel case ------------------------------------------
 */

static const struct wsig_shape strong[] = {
    SHAPE(STRING("trickle.candidateInit")),
    SHAPE(OBJECT("join.room"), OBJECT("join.participant")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(STRING("*")),
    END_OF_SHAPES,
};

#define REFUSALS                                                                                   \
    "NOT_FOUND NOT_ALLOWED LIMIT_EXCEEDED UNSUPPORTED_TYPE UNCLASSIFIED_ERROR INVALID_HANDLE "     \
    "INVALID_NAME DUPLICATE_HANDLE DUPLICATE_NAME INVALID_REQUEST"
#define TROUBLES                                                                                   \
    "DUPLICATE_IDENTITY SERVER_SHUTDOWN PARTICIPANT_REMOVED STATE_MISMATCH JOIN_FAILURE "          \
    "SIGNAL_CLOSE USER_UNAVAILABLE USER_REJECTED SIP_TRUNK_FAILURE CONNECTION_TIMEOUT "            \
    "MEDIA_FAILURE AGENT_ERROR"

static const struct wsig_conditional_value conditional_values[] = {
    {{"requestResponse.message", WSIG_ROLE_ERROR}, AMONG("requestResponse.reason", REFUSALS)},
    {{"requestResponse.reason", WSIG_ROLE_ERROR}, AMONG("requestResponse.reason", REFUSALS)},
    {{"leave.reason", WSIG_ROLE_ERROR}, AMONG("leave.reason", TROUBLES)},
    END_OF_CONDITIONALS,
};

/* As in protobuf, what is 0 is left out. */
static const struct wsig_implied_value implied[] = {
    {WSIG_ROLE_PC, "subscriber", SHAPE(EQUALS("trickle.target", "SUBSCRIBER"))},
    {WSIG_ROLE_PC, "publisher", SHAPE(OBJECT("trickle"))},
    {WSIG_ROLE_PC, "publisher", SHAPE(FROM_CLIENT("offer"))},
    {WSIG_ROLE_PC, "publisher", SHAPE(FROM_SERVER("answer"))},
    {WSIG_ROLE_PC, "subscriber", SHAPE(FROM_SERVER("offer"))},
    {WSIG_ROLE_PC, "subscriber", SHAPE(FROM_CLIENT("answer"))},
    END_OF_IMPLIED,
};

static const struct wsig_kind_row kind_rows[] = {
    {SHAPE(OBJECT("subscriptionResponse")), WSIG_KIND_ERROR},
    END_OF_KINDS,
};

static const struct wsig_dialect_value values[] = {
    {"*", WSIG_ROLE_METHOD},
    {"offer.id", WSIG_ROLE_TRANSACTION},
    {"answer.id", WSIG_ROLE_TRANSACTION},
    {"requestResponse.requestId", WSIG_ROLE_TRANSACTION},
    {"updateMetadata.requestId", WSIG_ROLE_TRANSACTION},
    {"join.room.name", WSIG_ROLE_ROOM},
    {"roomUpdate.room.name", WSIG_ROLE_ROOM},
    {"join.participant.identity", WSIG_ROLE_PEER_TO},
    {"join.participant.sid", WSIG_ROLE_APP_SESSION},
    {"roomMoved.room.name", WSIG_ROLE_ROOM},
    {"storeDataBlobRequest.requestId", WSIG_ROLE_TRANSACTION},
    {"storeDataBlobResponse.requestId", WSIG_ROLE_TRANSACTION},
    {"getDataBlobRequest.requestId", WSIG_ROLE_TRANSACTION},
    {"getDataBlobResponse.requestId", WSIG_ROLE_TRANSACTION},
    {"subscriptionResponse.err", WSIG_ROLE_ERROR},
    {"subscriptionResponse.err", WSIG_ROLE_ERROR_CODE},
    {"requestResponse.reason", WSIG_ROLE_ERROR_CODE},
    {"leave.reason", WSIG_ROLE_REASON},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},
    {"join", WSIG_KIND_JOIN},
    {"leave", WSIG_KIND_LEAVE},
    {"ping", WSIG_KIND_KEEPALIVE},
    {"pingReq", WSIG_KIND_KEEPALIVE},
    {"pong", WSIG_KIND_KEEPALIVE},
    {"pongResp", WSIG_KIND_KEEPALIVE},
    {"reconnect", WSIG_KIND_ICE_SERVERS},
    END,
};

const struct wsig_dialect wsig_dialect_livekit = {
    .name = "livekit",
    .title = "LiveKit",
    .url = "/rtc access_token=",
    .strong = strong,
    .weak = weak,
    .reads = "protobuf and JSON, every member by name; the join request in the URL",
    .read = read_message,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .implied = implied,
    .kinds = kind_rows,
};
