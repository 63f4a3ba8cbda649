/* ice.h: the candidate attribute
 *
 *     candidate:<foundation> <component> <transport> <priority> <address> <port> typ <type>
 *         [raddr <address>] [rport <port>] *(<name> <value>)
 *
 * RFC 8839 section 5.1; tcptype: RFC 6544 section 4.5. This file knows nothing of messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_ICE_H
#define WSIG_ICE_H

#include "arena.h"
#include "result.h"
#include "slice.h"

/* Extension attributes beyond this number are left out of `extensions`. */
#define WSIG_CANDIDATE_EXTENSIONS_MAX 16

enum wsig_address_kind { WSIG_ADDRESS_HOSTNAME, WSIG_ADDRESS_IPV4, WSIG_ADDRESS_IPV6 };

struct wsig_extension {
    struct wsig_slice name, value;
};

/* Slices point into the text that was parsed; absent parts have p == NULL. */
struct wsig_candidate {
    struct wsig_slice text; /* the attribute as found, without "a=" and line end */
    bool prefixed;          /* began with "candidate:" */
    struct wsig_slice foundation;
    struct wsig_slice component, transport, priority, address, port, type;
    uint16_t component_value, port_value;
    uint32_t priority_value;
    enum wsig_address_kind address_kind;
    struct wsig_slice related_address, related_port;
    uint16_t related_port_value;
    struct wsig_extension extensions[WSIG_CANDIDATE_EXTENSIONS_MAX];
    unsigned extension_count;
    struct wsig_slice error_at; /* what is wrong in a malformed one ... */
    const char *error;          /* ... and why, for a person */
};

/* Priority taken apart, RFC 8445 section 5.1.2.1. */
static inline uint8_t wsig_priority_type(uint32_t priority)
{
    return (uint8_t)(priority >> 24);
}

static inline uint16_t wsig_priority_local(uint32_t priority)
{
    return (uint16_t)(priority >> 8);
}

/* WSIG_NOT: no candidate by any reading. WSIG_MALFORMED: it begins with "candidate:", or has a
 * "typ" in its place, but breaks the grammar; error and error_at say where. White space and a line
 * end around it are tolerated. */
enum wsig_result wsig_candidate_parse(struct wsig_slice text, struct wsig_candidate *candidate);

/* The value of an extension attribute; p == NULL when it is not there. */
struct wsig_slice wsig_candidate_extension(const struct wsig_candidate *candidate,
                                           const char *name);

/* "host" and so on (RFC 8445 section 5.1.1), in the order in which candidates are counted. */
#define WSIG_CANDIDATE_TYPES 4
extern const char *const wsig_candidate_types[WSIG_CANDIDATE_TYPES];

enum wsig_address_kind wsig_address_kind(struct wsig_slice address);

/* "host udp 192.0.2.1:50000", as the Info column shows it; an IPv6 address goes into brackets. */
char *wsig_candidate_summary(struct wsig_arena *arena, const struct wsig_candidate *candidate);

#endif
