/* session-reach.c: see session.h; from where an agent can be reached, by what it has told
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <gio/gio.h>

#include "session.h"

/* Each says more than those before. */
enum reach { REACH_UNTOLD, REACH_MDNS, REACH_PRIVATE, REACH_ANYWHERE };

/* fc00::/7, RFC 4193. */
static bool is_unique_local(GInetAddress *address)
{
    return g_inet_address_get_family(address) == G_SOCKET_FAMILY_IPV6 &&
           (g_inet_address_to_bytes(address)[0] & 0xFE) == 0xFC;
}

static enum reach reach_of_address(const char *text)
{
    GInetAddress *address = g_inet_address_new_from_string(text);
    enum reach reach = REACH_ANYWHERE;
    if (!address)
        return reach;
    if (g_inet_address_get_is_loopback(address))
        reach = REACH_UNTOLD; /* a call within one machine is no mistake */
    else if (g_inet_address_get_is_site_local(address) ||
             g_inet_address_get_is_link_local(address) || is_unique_local(address))
        reach = REACH_PRIVATE;
    g_object_unref(address);
    return reach;
}

static enum reach reach_of(const struct wsig_agent *agent)
{
    enum reach widest = REACH_UNTOLD;
    for (unsigned i = 0; agent->endpoints && i < agent->endpoints->len; i++) {
        const struct wsig_endpoint *e = &g_array_index(agent->endpoints, struct wsig_endpoint, i);
        enum reach reach = REACH_MDNS;
        if (strcmp(e->type, "host") != 0 || e->fqdn)
            reach = REACH_ANYWHERE;
        else if (e->address[0])
            reach = reach_of_address(e->address);
        widest = MAX(widest, reach);
    }
    return widest;
}

enum wsig_rule wsig_session_is_confined(const struct wsig_session *session, int64_t now)
{
    const struct wsig_exchange *agreed = session->agreed;
    if (!agreed || agreed->answers->len == 0 || session->media.answers > 0)
        return WSIG_RULE_COUNT;
    const struct wsig_sighting *answer = &g_array_index(agreed->answers, struct wsig_sighting, 0);
    if (now - answer->time < WSIG_ANSWER_WAIT)
        return WSIG_RULE_COUNT;
    const enum reach first = reach_of(&session->agents[0]), second = reach_of(&session->agents[1]);
    const enum reach widest = MAX(first, second);
    if (MIN(first, second) == REACH_UNTOLD || widest == REACH_ANYWHERE)
        return WSIG_RULE_COUNT;
    return widest == REACH_MDNS ? WSIG_RULE_CANDIDATE_ONLY_MDNS : WSIG_RULE_CANDIDATE_ONLY_PRIVATE;
}
