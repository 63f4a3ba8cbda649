/* ice.c: see ice.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "ice.h"

const char *const wsig_candidate_types[WSIG_CANDIDATE_TYPES] = {"host", "srflx", "prflx", "relay"};

#define FIXED_TOKENS   8 /* foundation component transport priority address port "typ" type */
#define FOUNDATION_MAX 32

/* Longest textual address that g_hostname_is_ip_address() is asked about. */
#define ADDRESS_TEXT_MAX 64

enum wsig_address_kind wsig_address_kind(struct wsig_slice address)
{
    char text[ADDRESS_TEXT_MAX];
    if (address.n == 0 || address.n >= sizeof text || memchr(address.p, '%', address.n))
        return WSIG_ADDRESS_HOSTNAME;
    memcpy(text, address.p, address.n);
    text[address.n] = '\0';
    if (!g_hostname_is_ip_address(text))
        return WSIG_ADDRESS_HOSTNAME;
    return strchr(text, ':') ? WSIG_ADDRESS_IPV6 : WSIG_ADDRESS_IPV4;
}

static enum wsig_result malformed(struct wsig_candidate *c, struct wsig_slice at, const char *why)
{
    if (!c->error) {
        c->error = why;
        c->error_at = at;
    }
    return WSIG_MALFORMED;
}

static bool is_foundation(struct wsig_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!g_ascii_isalnum(s.p[i]) && s.p[i] != '+' && s.p[i] != '/')
            return false;
    return s.n >= 1 && s.n <= FOUNDATION_MAX;
}

static bool is_hostname(struct wsig_slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!g_ascii_isalnum(s.p[i]) && !strchr("-._", s.p[i]))
            return false;
    return s.n > 0;
}

static bool read_uint16(struct wsig_slice s, uint64_t max, uint16_t *value)
{
    uint64_t v;
    if (!wsig_slice_uint(s, max, &v))
        return false;
    *value = (uint16_t)v;
    return true;
}

static enum wsig_result check_fixed(struct wsig_candidate *c)
{
    enum wsig_result result = WSIG_OK;
    uint64_t priority = 0;
    if (!is_foundation(c->foundation))
        result = malformed(c, c->foundation, "foundation is not 1 to 32 ice-chars");
    if (!read_uint16(c->component, 256, &c->component_value) || c->component_value == 0)
        result = malformed(c, c->component, "component is not a number from 1 to 256");
    if (!wsig_slice_uint(c->priority, UINT32_MAX, &priority))
        result = malformed(c, c->priority, "priority is not a 32 bit number");
    c->priority_value = (uint32_t)priority;
    c->address_kind = wsig_address_kind(c->address);
    if (c->address_kind == WSIG_ADDRESS_HOSTNAME && !is_hostname(c->address))
        result = malformed(c, c->address,
                           memchr(c->address.p, '%', c->address.n)
                               ? "address has a zone id, which means nothing to the other side"
                               : "address is neither IPv4, IPv6 nor a host name");
    if (!read_uint16(c->port, 65535, &c->port_value))
        result = malformed(c, c->port, "port is not a number from 0 to 65535");
    if (c->type.n == 0)
        result = malformed(c, c->type, "candidate type is missing");
    return result;
}

/* raddr, rport and the extension attributes: pairs of a name and a value. RFC 8839 wants raddr
 * and rport first; stacks that put them elsewhere are understood all the same. */
static enum wsig_result read_pairs(struct wsig_slice rest, struct wsig_candidate *c)
{
    enum wsig_result result = WSIG_OK;
    struct wsig_slice name, value;
    while (wsig_slice_cut(&rest, ' ', &name)) {
        if (name.n == 0) {
            result = malformed(c, name, "more than one space between two parts");
            continue;
        }
        if (!wsig_slice_cut(&rest, ' ', &value))
            return malformed(c, name, "extension attribute without a value");
        if (wsig_slice_eq_ci(name, "raddr") && !c->related_address.p) {
            c->related_address = value;
        } else if (wsig_slice_eq_ci(name, "rport") && !c->related_port.p) {
            c->related_port = value;
            if (!read_uint16(value, 65535, &c->related_port_value))
                result = malformed(c, value, "rport is not a number from 0 to 65535");
        } else if (c->extension_count < WSIG_CANDIDATE_EXTENSIONS_MAX) {
            c->extensions[c->extension_count++] = (struct wsig_extension){name, value};
        }
    }
    return result;
}

/* Removes "candidate:"; false when there is none. */
static bool cut_prefix(struct wsig_slice *text)
{
    static const char word[] = "candidate:";
    if (text->n < strlen(word) || g_ascii_strncasecmp((const char *)text->p, word, strlen(word)))
        return false;
    *text = wsig_slice_from(*text, strlen(word));
    return true;
}

enum wsig_result wsig_candidate_parse(struct wsig_slice text, struct wsig_candidate *candidate)
{
    struct wsig_candidate *c = candidate;
    struct wsig_slice typ = {NULL, 0};
    struct wsig_slice *fixed[FIXED_TOKENS] = {&c->foundation, &c->component, &c->transport,
                                              &c->priority,   &c->address,   &c->port,
                                              &typ,           &c->type};
    memset(c, 0, sizeof *c);
    text = wsig_slice_trim(text);
    if (wsig_slice_starts(text, "a="))
        text = wsig_slice_from(text, 2); /* the line's type, not the attribute's name */
    c->text = text;
    struct wsig_slice rest = text;
    c->prefixed = cut_prefix(&rest);
    if (text.n == 0 || memchr(text.p, '\n', text.n))
        return WSIG_NOT;

    unsigned found = 0;
    while (found < FIXED_TOKENS && wsig_slice_cut(&rest, ' ', fixed[found]))
        found++;
    bool in_place = found == FIXED_TOKENS && wsig_slice_eq_ci(typ, "typ");
    if (!in_place)
        return c->prefixed ? malformed(c, text, "\"typ\" is not the seventh part") : WSIG_NOT;

    enum wsig_result result = check_fixed(c);
    if (result != WSIG_OK && !c->prefixed)
        return WSIG_NOT; /* some prose with a "typ" in it */
    if (read_pairs(rest, c) != WSIG_OK)
        result = WSIG_MALFORMED;
    return result;
}

struct wsig_slice wsig_candidate_extension(const struct wsig_candidate *candidate, const char *name)
{
    for (unsigned i = 0; i < candidate->extension_count; i++)
        if (wsig_slice_eq_ci(candidate->extensions[i].name, name))
            return candidate->extensions[i].value;
    return wsig_slice(NULL, 0);
}

char *wsig_candidate_summary(struct wsig_arena *arena, const struct wsig_candidate *c)
{
    if (!c->address.p)
        return wsig_arena_strndup(arena, "", 0);
    bool ipv6 = c->address_kind == WSIG_ADDRESS_IPV6;
    char *transport = wsig_arena_utf8(arena, c->transport);
    for (char *p = transport; *p; p++)
        *p = g_ascii_tolower(*p);
    return wsig_arena_printf(arena, "%s %s %s%s%s:%s", wsig_arena_utf8(arena, c->type), transport,
                             ipv6 ? "[" : "", wsig_arena_utf8(arena, c->address), ipv6 ? "]" : "",
                             wsig_arena_utf8(arena, c->port));
}
