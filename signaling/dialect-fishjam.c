/* dialect-fishjam.c: media events of Membrane RTC Engine and Fishjam
 *
 *     {"type": "custom", "data": {"type": "sdpOffer", "data": {"sdpOffer": {...}, ...}}}
 *
 * Fishjam has them as a string in protobuf, PeerMessage { 1 authenticated, 2 auth_request { 1 token
 * }, 3 media_event { 1 data } }. LiveKit's trickle is a string of JSON in the same members: what
 * the JSON says tells them apart, so this dialect is asked first.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"
#include "find.h"
#include "protobuf.h"

extern const struct wsig_dialect wsig_dialect_fishjam;

enum { AUTHENTICATED = 1, AUTH_REQUEST = 2, MEDIA_EVENT = 3 };

/* A message whose only field is `field`. */
static bool read_only_field(struct wsig_slice bytes, struct wsig_protobuf_field *field)
{
    return wsig_protobuf_next(&bytes, field) == WSIG_OK && bytes.n == 0 &&
           field->wire == WSIG_PROTOBUF_LENGTH;
}

/* Is it one of these JSON messages? A verb alone says enough within the members that it is in. */
static bool is_media_event(struct wsig_slice text)
{
    struct wsig_document_view doc = {.path = "$"};
    if (text.n == 0 || text.p[0] != '{')
        return false;
    wsig_json_parse(text, &doc.json);
    bool is_ours = wsig_dialect_evidence(&wsig_dialect_fishjam, &doc, false) != WSIG_EVIDENCE_NONE;
    wsig_json_clear(&doc.json);
    return is_ours;
}

/* On a connection that is known to be Fishjam's. */
static bool read_authentication(struct wsig_finder *f, const struct wsig_protobuf_field *field,
                                struct wsig_slice payload)
{
    struct wsig_msg *msg = wsig_finder_msg(f);
    if (wsig_finder_hint(f)->dialect != &wsig_dialect_fishjam ||
        (field->number != AUTHENTICATED && field->number != AUTH_REQUEST))
        return false;
    bool request = field->number == AUTH_REQUEST;
    msg->method = wsig_msg_value(msg, 0, wsig_slice(payload.p, 1));
    msg->method.text = wsig_slice_str(request ? "auth_request" : "authenticated");
    wsig_find_item(f, request ? WSIG_KIND_JOIN : WSIG_KIND_CONTROL, WSIG_EVIDENCE_STRONG,
                   request ? "PeerMessage.auth_request" : "PeerMessage.authenticated", payload);
    return true;
}

static bool read_message(struct wsig_finder *f, struct wsig_slice payload)
{
    struct wsig_protobuf_field field, data;
    if (payload.p[0] > (MEDIA_EVENT << 3 | WSIG_PROTOBUF_LENGTH) ||
        !read_only_field(payload, &field))
        return false;
    if (field.number != MEDIA_EVENT)
        return read_authentication(f, &field, payload);
    if (!read_only_field(field.bytes, &data) || data.number != 1 || !is_media_event(data.bytes))
        return false;
    wsig_find_text(f, data.bytes, "PeerMessage.media_event.data");
    return wsig_finder_msg(f)->items->len > 0;
}

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
    .reads = "protobuf, and the JSON in it",
    .read = read_message,
    .values = values,
    .verbs = verbs,
    .conditional_values = conditional_values,
    .kinds = kinds,
};
