/* dialect-colibri.c: Jitsi Videobridge's channel to an endpoint: no description, no candidate
 *
 *     {"colibriClass": "EndpointMessage", "from": <endpoint>, "to": <endpoint>, ...}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape strong[] = {
    SHAPE(VERB("colibriClass")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(STRING("colibriClass")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"colibriClass", WSIG_ROLE_METHOD},
    {"from", WSIG_ROLE_PEER_FROM},
    {"to", WSIG_ROLE_PEER_TO},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"ClientHello", WSIG_KIND_JOIN},
    {"ServerHello", WSIG_KIND_CONTROL},
    {"EndpointMessage", WSIG_KIND_CONTROL},
    {"EndpointStats", WSIG_KIND_CONTROL},
    {"LastNChangedEvent", WSIG_KIND_CONTROL},
    {"DominantSpeakerEndpointChangeEvent", WSIG_KIND_CONTROL},
    {"EndpointConnectivityStatusChangeEvent", WSIG_KIND_CONTROL},
    {"ForwardedSources", WSIG_KIND_CONTROL},
    {"VideoSourcesMap", WSIG_KIND_CONTROL},
    {"AudioSourcesMap", WSIG_KIND_CONTROL},
    {"SyntheticSourceSendingChangeEvent", WSIG_KIND_CONTROL},
    {"SenderSourceConstraints", WSIG_KIND_CONTROL},
    {"ReceiverVideoConstraints", WSIG_KIND_CONTROL},
    {"ReceiverAudioSubscription", WSIG_KIND_CONTROL},
    {"SourceVideoTypeMessage", WSIG_KIND_CONTROL},
    {"VideoTypeMessage", WSIG_KIND_CONTROL},
    {"ConnectionStats", WSIG_KIND_CONTROL},
    {"AddReceiver", WSIG_KIND_CONTROL},
    {"RemoveReceiver", WSIG_KIND_CONTROL},
    END,
};

static const struct wsig_url_value url_values[] = {
    {"/2", WSIG_ROLE_ROOM},
    {"/3", WSIG_ROLE_PEER_FROM},
    END,
};

const struct wsig_dialect wsig_dialect_colibri = {
    .name = "colibri",
    .title = "Jitsi Videobridge (colibri)",
    .url = "/colibri- -ws/", /* /colibri-ws/ of end points, /colibri-relay-ws/ between bridges */
    .strong = strong,
    .weak = weak,
    .values = values,
    .verbs = verbs,
    .url_values = url_values,
};
