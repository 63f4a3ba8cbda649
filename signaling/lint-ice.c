/* lint-ice.c: what is wrong with one candidate
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <gio/gio.h>

#include "lint-internal.h"

/* Type preferences: RFC 8445 section 5.1.2.2 recommends 126 for host candidates, 100 for server
 * reflexive ones and 0 for relays. Stacks halve that of a host for TCP, and have relays at up to
 * 30; beyond these it is no matter of taste. */
#define HOST_PREFERENCE_MIN  64
#define RELAY_PREFERENCE_MAX 99

/* The longest text of an address: IPv6 with an IPv4 tail. */
#define ADDRESS_TEXT_MAX 46

#define UUID_LENGTH 36

/* a=candidate lines of one m-section that are compared with each other. */
#define COMPARED_MAX 1024

#define DISCARD_PORT "9"

static bool is_type(const struct wsig_candidate *c, const char *type)
{
    return wsig_slice_eq_ci(c->type, type);
}

static bool is_tcp(const struct wsig_candidate *c)
{
    return wsig_slice_eq_ci(c->transport, "tcp");
}

static GInetAddress *address_of(const struct wsig_candidate *c)
{
    char text[ADDRESS_TEXT_MAX + 1];
    if (c->address_kind == WSIG_ADDRESS_HOSTNAME || c->address.n > ADDRESS_TEXT_MAX)
        return NULL;
    memcpy(text, c->address.p, c->address.n);
    text[c->address.n] = '\0';
    return g_inet_address_new_from_string(text);
}

static void check_mline(struct wsig_lint *l, const struct wsig_candidate *c)
{
    if (!l->sdp && l->item->without_mline)
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_NO_MLINE, c->text, "both are null or missing");
}

/* Within sdpMLineIndex's object: in SDP and its fragments the "a=" belongs there. */
static void check_prefix(struct wsig_lint *l, const struct wsig_candidate *c)
{
    const struct wsig_slice bytes = wsig_msg_buffer(l->msg, l->buffer)->bytes;
    if (l->sdp || l->fixed || !l->item->mline_index.text.p || c->text.p < bytes.p + 2)
        return;
    struct wsig_slice before = wsig_slice(c->text.p - 2, 2);
    if (wsig_slice_eq(before, "a="))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_PREFIX_A, before, "\"a=candidate:\"");
}

static void check_priority_range(struct wsig_lint *l, const struct wsig_candidate *c)
{
    if (c->priority_value == 0 || c->priority_value > INT32_MAX)
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_PRIORITY_RANGE, c->priority, "%u",
                        c->priority_value);
}

static void check_priority_type(struct wsig_lint *l, const struct wsig_candidate *c)
{
    unsigned preference = wsig_priority_type(c->priority_value);
    if (c->priority_value == 0 || c->priority_value > INT32_MAX)
        return;
    if ((is_type(c, "host") && !is_tcp(c) && preference < HOST_PREFERENCE_MIN) ||
        (is_type(c, "relay") && preference > RELAY_PREFERENCE_MAX))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_PRIORITY_TYPE, c->priority,
                        "type preference %u for \"%s\"", preference, wsig_lint_text(l, c->type));
}

/* RFC 5761 section 5.1.3: an offer may still have component 2, for an answerer without rtcp-mux. */
static void check_component(struct wsig_lint *l, const struct wsig_candidate *c)
{
    bool muxed = l->sdp && l->is_answer && l->place.media >= 0 &&
                 l->place.media < l->index.media_count &&
                 wsig_sdp_index_has(&l->index, l->place.media, WSIG_SDP_RTCP_MUX);
    if (c->component_value > 2)
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_COMPONENT, c->component, "component %u",
                        c->component_value);
    else if (c->component_value == 2 && muxed)
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_COMPONENT, c->component,
                        "component 2 in an answer with rtcp-mux");
}

static void check_transport(struct wsig_lint *l, const struct wsig_candidate *c)
{
    if (!is_tcp(c) && !wsig_slice_eq_ci(c->transport, "udp"))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_TRANSPORT, c->transport, "\"%s\"",
                        wsig_lint_text(l, c->transport));
}

static void check_type_of(struct wsig_lint *l, const struct wsig_candidate *c)
{
    if (is_type(c, "prflx"))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_PRFLX, c->type, "typ prflx");
    for (size_t i = 0; i < WSIG_CANDIDATE_TYPES; i++)
        if (is_type(c, wsig_candidate_types[i]))
            return;
    wsig_lint_fault(l, WSIG_RULE_CANDIDATE_TYPE_UNKNOWN, c->type, "\"%s\"",
                    wsig_lint_text(l, c->type));
}

/* An IPv6 address that stands for an IPv4 one (RFC 4291 section 2.5.5) or is site-local. */
static bool is_deprecated(GInetAddress *address)
{
    static const uint8_t zeros[10] = {0};
    const uint8_t *b = g_inet_address_to_bytes(address);
    if (g_inet_address_get_family(address) != G_SOCKET_FAMILY_IPV6)
        return false;
    bool zero_prefix = memcmp(b, zeros, sizeof zeros) == 0;
    bool compatible = zero_prefix && b[10] == 0 && b[11] == 0 &&
                      !g_inet_address_get_is_any(address) &&
                      !g_inet_address_get_is_loopback(address);
    return compatible || (zero_prefix && b[10] == 0xff && b[11] == 0xff) ||
           g_inet_address_get_is_site_local(address);
}

static void check_address(struct wsig_lint *l, const struct wsig_candidate *c)
{
    GInetAddress *address = address_of(c);
    if (!address)
        return;
    if (g_inet_address_get_is_any(address) || g_inet_address_get_is_multicast(address) ||
        wsig_slice_eq(c->address, "255.255.255.255"))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_ADDRESS, c->address, "%s",
                        wsig_lint_text(l, c->address));
    else if (g_inet_address_get_is_link_local(address))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_LINK_LOCAL, c->address, "%s",
                        wsig_lint_text(l, c->address));
    else if (is_deprecated(address))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_IPV6_FORM, c->address, "%s",
                        wsig_lint_text(l, c->address));
    g_object_unref(address);
}

static bool is_uuid(struct wsig_slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s.p[i] != '-' : !g_ascii_isxdigit(s.p[i]))
            return false;
    }
    return s.n == UUID_LENGTH;
}

static void check_hostname(struct wsig_lint *l, const struct wsig_candidate *c)
{
    static const char suffix[] = ".local";
    struct wsig_slice label = c->address;
    if (c->address_kind != WSIG_ADDRESS_HOSTNAME)
        return;
    if (!wsig_slice_ends(c->address, suffix)) {
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_FQDN, c->address, "%s",
                        wsig_lint_text(l, c->address));
        return;
    }
    label.n -= strlen(suffix);
    if (!is_type(c, "host"))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_MDNS, c->address, "a %s candidate",
                        wsig_lint_text(l, c->type));
    else if (!is_uuid(label))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_MDNS, c->address, "%s",
                        wsig_lint_text(l, c->address));
}

static void check_related(struct wsig_lint *l, const struct wsig_candidate *c)
{
    bool derived = is_type(c, "srflx") || is_type(c, "prflx") || is_type(c, "relay");
    if (derived && (!c->related_address.p || !c->related_port.p))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_RELATED, c->type, "%s without %s",
                        wsig_lint_text(l, c->type),
                        c->related_address.p ? "rport"
                        : c->related_port.p  ? "raddr"
                                             : "raddr and rport");
}

static void check_tcp(struct wsig_lint *l, const struct wsig_candidate *c)
{
    struct wsig_slice type = wsig_candidate_extension(c, "tcptype");
    if (!is_tcp(c))
        return;
    if (!type.p)
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_TCPTYPE, c->transport, "no tcptype");
    else if (!wsig_slice_eq(type, "active") && !wsig_slice_eq(type, "passive") &&
             !wsig_slice_eq(type, "so"))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_TCPTYPE, type, "\"%s\"", wsig_lint_text(l, type));
    else if (wsig_slice_eq(type, "active") && !wsig_slice_eq(c->port, DISCARD_PORT))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_TCP_PORT, c->port, "port %u", c->port_value);
}

static void check_port(struct wsig_lint *l, const struct wsig_candidate *c)
{
    bool active = wsig_slice_eq(wsig_candidate_extension(c, "tcptype"), "active");
    if (c->port_value == 0 && !active)
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_PORT_ZERO, c->port, "port 0");
}

static void check_lite(struct wsig_lint *l, const struct wsig_candidate *c)
{
    if (l->sdp && l->index.session & wsig_sdp_bit(WSIG_SDP_ICE_LITE) && !is_type(c, "host"))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_LITE, c->type, "typ %s", wsig_lint_text(l, c->type));
}

/* RFC 8445 section 5.1.3 compares address and base; the base is not told, so only what is the same
 * to the last letter is taken for redundant. */
static void check_duplicate(struct wsig_lint *l, const struct wsig_candidate *c)
{
    if (!l->seen || g_hash_table_size(l->seen) >= COMPARED_MAX)
        return;
    struct wsig_slice *key = wsig_arena_alloc(l->msg->arena, sizeof *key);
    *key = c->text;
    if (!g_hash_table_add(l->seen, key))
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_DUPLICATE, c->text, "the same line stands above");
}

/* The rest of RFC 8445's rule, about bases and servers, cannot be seen from here. */
static void check_foundation(struct wsig_lint *l, const struct wsig_candidate *c)
{
    if (!l->foundations || g_hash_table_size(l->foundations) >= COMPARED_MAX)
        return;
    const struct wsig_candidate *first = g_hash_table_lookup(l->foundations, &c->foundation);
    if (!first) {
        struct wsig_candidate *copy = wsig_arena_alloc(l->msg->arena, sizeof *copy);
        *copy = *c;
        g_hash_table_insert(l->foundations, &copy->foundation, copy);
    } else if (!wsig_slice_same(first->type, c->type) ||
               !wsig_slice_same(first->transport, c->transport)) {
        wsig_lint_fault(l, WSIG_RULE_CANDIDATE_FOUNDATION, c->foundation,
                        "%s is of %s %s and of %s %s", wsig_lint_text(l, c->foundation),
                        wsig_lint_text(l, first->type), wsig_lint_text(l, first->transport),
                        wsig_lint_text(l, c->type), wsig_lint_text(l, c->transport));
    }
}

void wsig_lint_candidate(struct wsig_lint *l, const struct wsig_candidate *candidate)
{
    static void (*const rules[])(struct wsig_lint * l, const struct wsig_candidate *c) = {
        check_mline,     check_prefix,  check_priority_range, check_priority_type, check_component,
        check_transport, check_type_of, check_address,        check_hostname,      check_related,
        check_tcp,       check_port,    check_lite,           check_duplicate,     check_foundation,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        rules[i](l, candidate);
}
