/* identity.c: see identity.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "identity.h"

/* A session id that is shorter was not drawn at random (RFC 8829 section 5.2.1 wants 62 bits). */
#define ORIGIN_ID_MIN 8

static void add_credentials(struct wsig_identity *identity, struct wsig_slice ufrag,
                            struct wsig_slice pwd)
{
    unsigned n = identity->credential_count;
    if (!ufrag.p || n >= WSIG_IDENTITY_CREDENTIALS_MAX)
        return;
    if (!pwd.p)
        pwd = wsig_slice("", 0);
    for (unsigned i = 0; i < n; i++)
        if (wsig_slice_same(identity->credentials[i].ufrag, ufrag))
            return;
    identity->credentials[n] = (struct wsig_credentials){ufrag, pwd};
    identity->credential_count++;
}

static uint64_t hash_on(uint64_t seed, struct wsig_slice s)
{
    return wsig_slice_hash(wsig_slice("", 1), wsig_slice_hash(s, seed)); /* and a border */
}

/* o=<user name> <session id> <version> ...: the first two; the version changes. */
static void read_origin(const struct wsig_sdp *sdp, struct wsig_identity *identity)
{
    struct wsig_slice rest = wsig_sdp_value(sdp, -1, WSIG_SDP_ORIGIN), user, id, version;
    if (!rest.p || !wsig_slice_cut(&rest, ' ', &user) || !wsig_slice_cut(&rest, ' ', &id))
        return;
    if (id.n >= ORIGIN_ID_MIN)
        identity->origin = hash_on(hash_on(WSIG_HASH_SEED, user), id);
    identity->key = hash_on(hash_on(identity->key, user), id);
    if (wsig_slice_cut(&rest, ' ', &version))
        identity->key = hash_on(identity->key, version);
}

static struct wsig_slice value_of(const struct wsig_sdp *sdp, int media, enum wsig_sdp_name name)
{
    struct wsig_slice value = wsig_sdp_value(sdp, media, name);
    return value.p ? value : wsig_sdp_value(sdp, -1, name);
}

static void read_sdp(const struct wsig_sdp *sdp, struct wsig_identity *identity)
{
    identity->text = sdp->text;
    read_origin(sdp, identity);
    for (size_t i = 0; i < sdp->media_count; i++) {
        const struct wsig_sdp_media *media = &sdp->media[i];
        struct wsig_slice ufrag = value_of(sdp, (int)i, WSIG_SDP_ICE_UFRAG);
        struct wsig_slice fingerprint = value_of(sdp, (int)i, WSIG_SDP_FINGERPRINT);
        add_credentials(identity, ufrag, value_of(sdp, (int)i, WSIG_SDP_ICE_PWD));
        if (!identity->fingerprint && fingerprint.p)
            identity->fingerprint = hash_on(WSIG_HASH_SEED, fingerprint);
        identity->key = hash_on(identity->key, media->kind);
        identity->key = hash_on(identity->key, media->mid);
        identity->key = hash_on(identity->key, ufrag);
        identity->key = hash_on(identity->key, value_of(sdp, (int)i, WSIG_SDP_DIRECTION));
        identity->key = hash_on(identity->key, wsig_slice_str(media->rejected ? "0" : "1"));
    }
}

void wsig_identity_read(const struct wsig_item *item, enum wsig_kind kind,
                        struct wsig_identity *identity)
{
    memset(identity, 0, sizeof *identity);
    identity->key = hash_on(WSIG_HASH_SEED, wsig_slice_str(wsig_kind_text(kind)));
    identity->partial = item->partial;
    if (item->sdp) {
        read_sdp(item->sdp, identity);
        return;
    }
    add_credentials(identity, item->ufrag.text, item->pwd.text);
    identity->key = hash_on(hash_on(identity->key, item->ufrag.text), item->pwd.text);
    for (unsigned i = 0; i < item->fingerprint_count; i++) {
        const uint64_t one = hash_on(WSIG_HASH_SEED, item->fingerprints[i].text);
        identity->fingerprint = identity->fingerprint ? identity->fingerprint : one;
        identity->key = hash_on(identity->key, item->fingerprints[i].text);
    }
}
