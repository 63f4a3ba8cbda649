/* session.c: see session.h; the tables
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <gio/gio.h>

#include "session-internal.h"

const char *wsig_state_text(enum wsig_state state)
{
    static const char *const texts[] = {
        [WSIG_STATE_NONE] = "",
        [WSIG_STATE_STABLE] = "stable",
        [WSIG_STATE_HAVE_OFFER] = "have-offer",
        [WSIG_STATE_HAVE_PRANSWER] = "have-pranswer",
        [WSIG_STATE_CLOSED] = "closed",
    };
    return texts[state];
}

/* --- memory ---------------------------------------------------------------------------------- */

static void free_agent(struct wsig_agent *agent)
{
    g_free(agent->ufrag);
    g_free(agent->pwd);
    g_free(agent->text);
    if (agent->fingerprints)
        g_ptr_array_free(agent->fingerprints, TRUE);
    if (agent->endpoints)
        g_array_free(agent->endpoints, TRUE);
    if (agent->trickled)
        g_hash_table_destroy(agent->trickled);
}

static void free_session(void *data)
{
    struct wsig_session *session = data;
    free_agent(&session->agents[0]);
    free_agent(&session->agents[1]);
    wsig_session_media_clear(&session->media);
    if (session->mids)
        g_array_free(session->mids, TRUE);
    g_free(session);
}

static void free_exchange(void *data)
{
    struct wsig_exchange *exchange = data;
    g_array_free(exchange->offers, TRUE);
    g_array_free(exchange->answers, TRUE);
    g_free(exchange->text);
    if (exchange->changes)
        g_ptr_array_free(exchange->changes, TRUE);
    if (exchange->outcomes)
        g_array_free(exchange->outcomes, TRUE);
    g_free(exchange);
}

static void free_credentials(void *data)
{
    struct wsig_credential *credential = data;
    while (credential) {
        struct wsig_credential *next = credential->next;
        g_free(credential);
        credential = next;
    }
}

static void free_leg(void *data)
{
    struct wsig_leg *leg = data;
    if (leg->ended_mids)
        g_array_free(leg->ended_mids, TRUE);
    g_free(leg);
}

static void free_lane(void *data)
{
    g_ptr_array_free(data, TRUE);
}

struct wsig_sessions *wsig_sessions_new(void)
{
    struct wsig_sessions *s = g_new0(struct wsig_sessions, 1);
    s->all = g_ptr_array_new_with_free_func(free_session);
    s->exchanges = g_ptr_array_new_with_free_func(free_exchange);
    s->ufrags = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_credentials);
    s->origins = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    s->descriptions = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    s->lanes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_lane);
    s->legs = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, free_leg);
    s->arena = wsig_arena_new();
    s->pcs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    return s;
}

void wsig_sessions_free(struct wsig_sessions *s)
{
    if (!s)
        return;
    wsig_arena_free(s->arena);
    g_hash_table_destroy(s->pcs);
    g_hash_table_destroy(s->lanes);
    g_hash_table_destroy(s->legs);
    g_hash_table_destroy(s->descriptions);
    g_hash_table_destroy(s->origins);
    g_hash_table_destroy(s->ufrags);
    g_ptr_array_free(s->exchanges, TRUE);
    g_ptr_array_free(s->all, TRUE);
    g_free(s);
}

uint32_t wsig_sessions_count(const struct wsig_sessions *s)
{
    return s->all->len;
}

struct wsig_session *wsig_sessions_at(const struct wsig_sessions *s, uint32_t index)
{
    return g_ptr_array_index(s->all, index);
}

struct wsig_session *wsig_session_new(struct wsig_sessions *s)
{
    struct wsig_session *session = g_new0(struct wsig_session, 1);
    session->index = s->all->len;
    g_ptr_array_add(s->all, session);
    return session;
}

struct wsig_exchange *wsig_exchange_new(struct wsig_sessions *s, struct wsig_session *session,
                                        uint8_t offerer)
{
    struct wsig_exchange *exchange = g_new0(struct wsig_exchange, 1);
    exchange->session = session;
    exchange->number = ++session->exchanges;
    exchange->offerer = offerer;
    exchange->offers = g_array_new(FALSE, FALSE, sizeof(struct wsig_sighting));
    exchange->answers = g_array_new(FALSE, FALSE, sizeof(struct wsig_sighting));
    if (session->latest)
        session->latest->next = exchange;
    else
        session->first = exchange;
    session->latest = exchange;
    g_ptr_array_add(s->exchanges, exchange);
    return exchange;
}

void wsig_exchange_end(struct wsig_exchange *exchange, enum wsig_outcome outcome)
{
    if (!exchange)
        return;
    exchange->outcome = outcome;
    g_free(exchange->text);
    exchange->text = NULL;
}

/* --- what a session is by now ---------------------------------------------------------------- */

struct wsig_end wsig_end_of(struct wsig_session *session, uint8_t agent)
{
    while (session && session->merged_into) {
        agent ^= session->merged_flip;
        session = session->merged_into;
    }
    return (struct wsig_end){session, agent};
}

const struct wsig_session *wsig_session_of(const struct wsig_item_record *item)
{
    return wsig_end_of(item->session, 0).session;
}

void wsig_session_merge(struct wsig_session *from, struct wsig_session *into, bool flip)
{
    from->merged_into = into;
    from->merged_flip = flip;
    wsig_session_media_merge(from, into, flip);
}

static const struct wsig_sighting *sighting_on(const GArray *sightings,
                                               const struct wsig_connection *connection)
{
    for (unsigned i = 0; i < sightings->len; i++) {
        const struct wsig_sighting *sighting = &g_array_index(sightings, struct wsig_sighting, i);
        if (sighting->connection == connection)
            return sighting;
    }
    return sightings->len > 0 ? &g_array_index(sightings, struct wsig_sighting, 0) : NULL;
}

const struct wsig_sighting *wsig_exchange_offer(const struct wsig_exchange *exchange,
                                                const struct wsig_connection *connection)
{
    return sighting_on(exchange->offers, connection);
}

const struct wsig_sighting *wsig_exchange_answer(const struct wsig_exchange *exchange,
                                                 const struct wsig_connection *connection)
{
    return sighting_on(exchange->answers, connection);
}

const GPtrArray *wsig_item_outcome(const struct wsig_item_record *item)
{
    const GArray *all = item->exchange ? item->exchange->outcomes : NULL;
    return all && item->outcome > 0 && item->outcome <= all->len
               ? g_array_index(all, struct wsig_outcome_lines, item->outcome - 1).lines
               : NULL;
}

const GPtrArray *wsig_exchange_outcome(const struct wsig_exchange *exchange)
{
    const GArray *all = exchange->outcomes;
    return exchange->chosen > 0
               ? g_array_index(all, struct wsig_outcome_lines, exchange->chosen - 1).lines
               : NULL;
}

bool wsig_session_has_mid(const struct wsig_session *session, uint32_t token)
{
    for (unsigned i = 0; session->mids && i < session->mids->len; i++)
        if (g_array_index(session->mids, uint32_t, i) == token)
            return true;
    return false;
}

static bool lane_waits(const struct wsig_sessions *s, uint64_t lane)
{
    GPtrArray *legs = wsig_lane_legs(s, lane);
    for (unsigned n = 0; legs && n < legs->len && n < WSIG_LEGS_SEARCHED_MAX; n++) {
        const struct wsig_leg *leg = g_ptr_array_index(legs, legs->len - 1 - n);
        struct wsig_end end = wsig_end_of(leg->session, leg->agent);
        if (end.session->open[end.agent])
            return true;
    }
    return false;
}

bool wsig_sessions_wait_on(const struct wsig_sessions *s, const struct wsig_connection *connection)
{
    return lane_waits(s, wsig_lane(connection, WSIG_SIDE_A)) ||
           lane_waits(s, wsig_lane(connection, WSIG_SIDE_B));
}

static void refuse_lane(const struct wsig_sessions *s, uint64_t lane)
{
    GPtrArray *legs = wsig_lane_legs(s, lane);
    for (unsigned n = 0; legs && n < legs->len && n < WSIG_LEGS_SEARCHED_MAX; n++) {
        const struct wsig_leg *leg = g_ptr_array_index(legs, legs->len - 1 - n);
        struct wsig_end end = wsig_end_of(leg->session, leg->agent);
        wsig_exchange_end(end.session->open[end.agent], WSIG_OUTCOME_REFUSED);
        end.session->open[end.agent] = NULL;
    }
}

void wsig_sessions_refuse(struct wsig_sessions *s, const struct wsig_connection *connection)
{
    refuse_lane(s, wsig_lane(connection, WSIG_SIDE_A));
    refuse_lane(s, wsig_lane(connection, WSIG_SIDE_B));
}

/* --- candidates ------------------------------------------------------------------------------ */

/* RFC 5952: an IPv6 address may be written in many ways; packets show it in this one. */
static void unify_address(struct wsig_endpoint *endpoint)
{
    GInetAddress *parsed = g_inet_address_new_from_string(endpoint->address);
    if (!parsed)
        return;
    char *text = g_inet_address_to_string(parsed);
    memset(endpoint->address, 0, sizeof endpoint->address);
    g_strlcpy(endpoint->address, text, sizeof endpoint->address);
    g_free(text);
    g_object_unref(parsed);
}

static struct wsig_endpoint endpoint_of(const struct wsig_candidate *c)
{
    struct wsig_endpoint endpoint;
    memset(&endpoint, 0, sizeof endpoint); /* they are compared with memcmp() */
    endpoint.port = c->port_value;
    endpoint.tcp = wsig_slice_eq_ci(c->transport, "tcp");
    if (c->address_kind != WSIG_ADDRESS_HOSTNAME && c->address.n < sizeof endpoint.address)
        memcpy(endpoint.address, c->address.p, c->address.n);
    if (c->address_kind == WSIG_ADDRESS_IPV6)
        unify_address(&endpoint);
    endpoint.fqdn =
        c->address_kind == WSIG_ADDRESS_HOSTNAME && !wsig_slice_ends(c->address, ".local");
    if (c->type.n < sizeof endpoint.type)
        memcpy(endpoint.type, c->type.p, c->type.n);
    return endpoint;
}

static void add_endpoint(struct wsig_agent *agent, const struct wsig_endpoint *endpoint)
{
    if (!agent->endpoints)
        agent->endpoints = g_array_new(FALSE, FALSE, sizeof *endpoint);
    if (agent->endpoints->len >= WSIG_ENDPOINTS_MAX)
        return;
    for (unsigned i = 0; i < agent->endpoints->len; i++)
        if (memcmp(&g_array_index(agent->endpoints, struct wsig_endpoint, i), endpoint,
                   sizeof *endpoint) == 0)
            return;
    g_array_append_vals(agent->endpoints, endpoint, 1);
}

void wsig_agent_add_candidate(struct wsig_agent *agent, const struct wsig_candidate *c)
{
    const struct wsig_endpoint endpoint = endpoint_of(c);
    if (!c->error)
        add_endpoint(agent, &endpoint);
}

struct wsig_trickled wsig_trickled_read(const struct wsig_item *item, struct wsig_slice ufrag)
{
    const struct wsig_candidate *c = item->candidate;
    struct wsig_trickled trickled = {.token = 0};
    if (!c || c->error)
        return trickled;
    const struct wsig_slice parts[] = {
        c->transport, c->address, c->port,        c->component,
        c->type,      ufrag,      item->mid.text, item->mline_index.text};
    uint64_t hash = WSIG_HASH_SEED;
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        hash = wsig_slice_hash(parts[i], hash + i);
    trickled.endpoint = endpoint_of(c);
    trickled.token = (uint32_t)(hash ^ hash >> 32) | 1;
    return trickled;
}

bool wsig_agent_take_trickled(struct wsig_agent *agent, const struct wsig_trickled *trickled)
{
    if (trickled->token == 0)
        return false;
    if (!agent->trickled)
        agent->trickled = g_hash_table_new(g_direct_hash, g_direct_equal);
    if (!g_hash_table_add(agent->trickled, GUINT_TO_POINTER(trickled->token)))
        return true;
    for (unsigned i = 0; i < WSIG_CANDIDATE_TYPES; i++)
        if (strcmp(trickled->endpoint.type, wsig_candidate_types[i]) == 0)
            agent->candidates[i]++;
    add_endpoint(agent, &trickled->endpoint);
    return false;
}

const char *wsig_agent_candidate_type(const struct wsig_agent *agent, const char *address,
                                      uint16_t port)
{
    const char *by_port = NULL;
    for (unsigned i = 0; agent->endpoints && i < agent->endpoints->len; i++) {
        const struct wsig_endpoint *e = &g_array_index(agent->endpoints, struct wsig_endpoint, i);
        if (e->port == port && g_ascii_strcasecmp(e->address, address) == 0)
            return e->type;
        if (e->port == port && !e->address[0])
            by_port = e->type;
    }
    return by_port;
}

/* --- lanes and legs -------------------------------------------------------------------------- */

uint64_t wsig_lane(const struct wsig_connection *connection, enum wsig_side side)
{
    return (uint64_t)connection->index << 1 | (side == WSIG_SIDE_B);
}

static uint64_t *copy_key(uint64_t key)
{
    uint64_t *copy = g_new(uint64_t, 1);
    *copy = key;
    return copy;
}

GPtrArray *wsig_lane_legs(const struct wsig_sessions *s, uint64_t lane)
{
    return g_hash_table_lookup(s->lanes, &lane);
}

static uint64_t leg_key(uint64_t lane, struct wsig_end end)
{
    return lane << 33 | (uint64_t)end.session->index << 1 | end.agent;
}

struct wsig_leg *wsig_leg_find(const struct wsig_sessions *s, uint64_t lane, struct wsig_end end)
{
    const uint64_t key = leg_key(lane, end);
    return g_hash_table_lookup(s->legs, &key);
}

struct wsig_leg *wsig_leg_get(struct wsig_sessions *s, uint64_t lane, struct wsig_end end)
{
    struct wsig_leg *leg = wsig_leg_find(s, lane, end);
    if (leg)
        return leg;
    GPtrArray *legs = wsig_lane_legs(s, lane);
    if (!legs) {
        legs = g_ptr_array_new();
        g_hash_table_insert(s->lanes, copy_key(lane), legs);
    }
    leg = g_new0(struct wsig_leg, 1);
    leg->key = leg_key(lane, end);
    leg->session = end.session;
    leg->agent = end.agent;
    g_ptr_array_add(legs, leg);
    g_hash_table_insert(s->legs, &leg->key, leg);
    return leg;
}

/* --- credentials and origins ----------------------------------------------------------------- */

const struct wsig_credential *wsig_sessions_by_ufrag(const struct wsig_sessions *s,
                                                     struct wsig_slice ufrag)
{
    char *text = g_strndup((const char *)ufrag.p, ufrag.n);
    const struct wsig_credential *found = g_hash_table_lookup(s->ufrags, text);
    g_free(text);
    return found;
}

struct wsig_end wsig_credential_find(const struct wsig_sessions *s, struct wsig_slice ufrag,
                                     struct wsig_slice pwd)
{
    const uint64_t hash = wsig_slice_hash(pwd, WSIG_HASH_SEED);
    const struct wsig_credential *c = wsig_sessions_by_ufrag(s, ufrag);
    for (; c; c = c->next)
        if (c->pwd == hash)
            return wsig_end_of(c->session, c->agent);
    return (struct wsig_end){NULL, 0};
}

static void adopt_orphans(struct wsig_sessions *s, struct wsig_end end, uint64_t ufrag)
{
    for (unsigned i = 0; i < WSIG_ORPHANS_MAX; i++) {
        struct wsig_orphan *orphan = &s->orphans[i];
        if (!orphan->item || orphan->ufrag != ufrag)
            continue;
        orphan->item->session = end.session;
        orphan->item->agent = end.agent;
        wsig_findings_free(&orphan->item->findings);
        orphan->item->again =
            wsig_agent_take_trickled(&end.session->agents[end.agent], &orphan->trickled);
        if (orphan->early_on != UINT64_MAX)
            wsig_findings_add(&orphan->item->findings, WSIG_RULE_CANDIDATE_EARLY, NULL);
        orphan->item = NULL;
    }
}

void wsig_credential_add(struct wsig_sessions *s, struct wsig_end end, struct wsig_slice ufrag,
                         struct wsig_slice pwd)
{
    if (wsig_credential_find(s, ufrag, pwd).session)
        return;
    struct wsig_credential *c = g_malloc0(sizeof *c + ufrag.n + 1);
    memcpy(c->ufrag, ufrag.p, ufrag.n);
    c->session = end.session;
    c->agent = end.agent;
    c->generation = end.session->agents[end.agent].generation;
    c->pwd = wsig_slice_hash(pwd, WSIG_HASH_SEED);
    struct wsig_credential *same = g_hash_table_lookup(s->ufrags, c->ufrag);
    unsigned n = 0;
    for (const struct wsig_credential *other = same; other; other = other->next)
        n++;
    if (n >= WSIG_SAME_UFRAG_MAX) {
        g_free(c);
        return;
    }
    if (same) {
        c->next = same->next;
        same->next = c;
    } else {
        g_hash_table_insert(s->ufrags, c->ufrag, c);
    }
    adopt_orphans(s, end, wsig_slice_hash(ufrag, WSIG_HASH_SEED));
}

struct wsig_session *wsig_origin_find(const struct wsig_sessions *s, uint64_t origin)
{
    return wsig_end_of(g_hash_table_lookup(s->origins, &origin), 0).session;
}

void wsig_origin_add(struct wsig_sessions *s, uint64_t origin, struct wsig_session *session)
{
    void *known;
    if (!g_hash_table_lookup_extended(s->origins, &origin, NULL, &known))
        g_hash_table_insert(s->origins, copy_key(origin), session);
    else if (known && wsig_end_of(known, 0).session != session)
        g_hash_table_insert(s->origins, copy_key(origin), NULL);
}

void wsig_orphan_add(struct wsig_sessions *s, const struct wsig_orphan *orphan)
{
    s->orphans[s->next_orphan++ % WSIG_ORPHANS_MAX] = *orphan;
}

/* --- by other names -------------------------------------------------------------------------- */

struct wsig_exchange *wsig_description_find(const struct wsig_sessions *s, uint64_t key)
{
    return g_hash_table_lookup(s->descriptions, &key);
}

void wsig_description_add(struct wsig_sessions *s, uint64_t key, struct wsig_exchange *exchange)
{
    g_hash_table_insert(s->descriptions, copy_key(key), exchange);
}

struct wsig_end wsig_pc_find(const struct wsig_sessions *s, uint64_t pc)
{
    return wsig_end_of(g_hash_table_lookup(s->pcs, &pc), 0);
}

void wsig_pc_add(struct wsig_sessions *s, uint64_t pc, struct wsig_session *session)
{
    g_hash_table_insert(s->pcs, copy_key(pc), session);
}
