/* media-turn.c: see media.h; what goes through a TURN server (RFC 8656)
 *
 * A client speaks with many peers on one 5-tuple: by Send and Data indications, which name the
 * peer, or on a channel that it has bound to one. Each peer is a flow of its own.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <gio/gio.h>

#include "media-internal.h"

/* Flows within others have numbers that no conversation has. */
#define INNER_FLOWS UINT32_C(0x80000000)

/* A client's side of a TURN server. */
struct relay {
    enum wsig_side client;
    struct wsig_stun_address relayed; /* length 0: the allocation is not in the capture */
    GHashTable *channels;             /* number -> struct wsig_stun_address; owned */
    GHashTable *peers;                /* text of the address -> flow number; owned */
};

static void free_relay(void *data)
{
    struct relay *relay = data;
    g_hash_table_destroy(relay->channels);
    g_hash_table_destroy(relay->peers);
    g_free(relay);
}

void wsig_media_free_relays(struct wsig_media *media)
{
    if (media->relays)
        g_hash_table_destroy(media->relays);
}

static struct relay *relay_find(const struct wsig_media *media, uint32_t outer)
{
    return media->relays ? g_hash_table_lookup(media->relays, GUINT_TO_POINTER(outer)) : NULL;
}

static struct relay *relay_get(struct wsig_media *media, uint32_t outer, enum wsig_side client)
{
    struct relay *relay = relay_find(media, outer);
    if (relay)
        return relay;
    if (!media->relays)
        media->relays = g_hash_table_new_full(NULL, NULL, NULL, free_relay);
    relay = g_new0(struct relay, 1);
    relay->client = client;
    relay->channels = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    relay->peers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert(media->relays, GUINT_TO_POINTER(outer), relay);
    return relay;
}

/* A channel stays with its peer, and may be bound anew after it has expired. */
static void bind_channel(struct relay *relay, const struct wsig_stun *stun)
{
    if (stun->channel == 0 || stun->peer.length == 0 ||
        g_hash_table_size(relay->channels) >= WSIG_PEERS_MAX)
        return;
    struct wsig_stun_address *copy = g_new(struct wsig_stun_address, 1);
    *copy = stun->peer;
    g_hash_table_insert(relay->channels, GUINT_TO_POINTER((unsigned)stun->channel), copy);
}

void wsig_media_turn(struct wsig_media *media, const struct wsig_packet_place *place,
                     const struct wsig_stun *stun)
{
    if (stun->method == WSIG_STUN_CHANNEL_BIND && stun->class == WSIG_STUN_REQUEST)
        bind_channel(relay_get(media, place->flow, place->side), stun);
    if (stun->method == WSIG_STUN_ALLOCATE && stun->class == WSIG_STUN_SUCCESS &&
        stun->relayed.length > 0)
        relay_get(media, place->flow, wsig_other_side(place->side))->relayed = stun->relayed;
}

/* --- the flow of a peer ---------------------------------------------------------------------- */

static char *text_of(const struct wsig_stun_address *address)
{
    GInetAddress *inet = g_inet_address_new_from_bytes(
        address->bytes, address->length == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);
    char *text = g_inet_address_to_string(inet);
    g_object_unref(inet);
    return text;
}

/* 0: there are too many. */
static uint32_t number_of(struct wsig_media *media, struct relay *relay, const char *peer)
{
    void *known = g_hash_table_lookup(relay->peers, peer);
    if (known)
        return GPOINTER_TO_UINT(known);
    if (g_hash_table_size(relay->peers) >= WSIG_PEERS_MAX)
        return 0;
    const uint32_t number = INNER_FLOWS + ++media->inner_flows;
    g_hash_table_insert(relay->peers, g_strdup(peer), GUINT_TO_POINTER(number));
    return number;
}

static void set_end(struct wsig_inner_end *end, const struct wsig_stun_address *address)
{
    char *text = text_of(address);
    g_strlcpy(end->address, text, sizeof end->address);
    end->port = address->port;
    g_free(text);
}

/* The ends are those of the relayed pair: the allocated address is the client's there. */
static bool enter(struct wsig_media *media, struct relay *relay, struct wsig_packet_place *place,
                  const struct wsig_stun_address *peer, struct wsig_inner *inner)
{
    const bool by_client = place->side == relay->client;
    struct wsig_inner_end *mine = &inner->ends[!by_client], *other = &inner->ends[by_client];
    set_end(other, peer);
    if (relay->relayed.length > 0) {
        set_end(mine, &relay->relayed);
    } else {
        g_strlcpy(mine->address, by_client ? place->source : place->destination,
                  sizeof mine->address);
        mine->port = by_client ? place->source_port : place->destination_port;
    }
    char *key = g_strdup_printf("%s %u", other->address, other->port);
    place->flow = number_of(media, relay, key);
    g_free(key);
    place->source = inner->ends[0].address;
    place->source_port = inner->ends[0].port;
    place->destination = inner->ends[1].address;
    place->destination_port = inner->ends[1].port;
    place->tcp = false;
    return place->flow != 0;
}

bool wsig_media_enter_channel(struct wsig_media *media, struct wsig_packet_place *place,
                              uint16_t channel, struct wsig_inner *inner)
{
    struct relay *relay = relay_find(media, place->flow);
    const struct wsig_stun_address *peer =
        relay ? g_hash_table_lookup(relay->channels, GUINT_TO_POINTER((unsigned)channel)) : NULL;
    return peer && enter(media, relay, place, peer, inner);
}

bool wsig_media_enter_indication(struct wsig_media *media, struct wsig_packet_place *place,
                                 const struct wsig_stun *stun, struct wsig_inner *inner)
{
    const bool send = stun->method == WSIG_STUN_SEND;
    if (stun->class != WSIG_STUN_INDICATION || stun->peer.length == 0 ||
        (!send && stun->method != WSIG_STUN_DATA))
        return false;
    return enter(media,
                 relay_get(media, place->flow, send ? place->side : wsig_other_side(place->side)),
                 place, &stun->peer, inner);
}
