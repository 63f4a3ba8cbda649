/* upgrade.h: what an HTTP upgrade asked for and was given, and the rules for it
 *
 * RFC 6455 section 4 and 9, RFC 7692 section 7.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_UPGRADE_H
#define WSIG_UPGRADE_H

#include "lint.h"
#include "slice.h"

/* Base64 of 16 bytes, RFC 6455 section 4.1; a longer one is not kept. */
#define WSIG_KEY_LENGTH 24

/* Kept of a header; what is longer is cut, and then not judged. */
#define WSIG_HEADER_MAX 72

/* The upgrade request; absent slices for what it does not have. */
struct wsig_upgrade_request {
    struct wsig_slice key, url; /* Sec-WebSocket-Key, the request line's target */
    struct wsig_slice version, origin, protocols, extensions;
    bool whole; /* all of its head was captured: what is absent was not sent */
};

/* The response to it. */
struct wsig_upgrade_response {
    unsigned status;
    struct wsig_slice accept, extensions, protocol; /* Sec-WebSocket-Accept and so on */
    bool whole;                                     /* as above */
};

/* Both, as far as they are shown; lives as long as its connection. */
struct wsig_upgrade {
    uint32_t request_frame, response_frame; /* 0: not captured */
    int64_t request_time, response_time;    /* nanoseconds */
    unsigned status;
    bool cut;   /* of what was asked or given, not all is known */
    char *path; /* without the query, which has secrets */
    char *origin, *protocols_asked, *extensions_asked; /* NULL: none */
    char *protocol, *extensions;
};

void wsig_upgrade_free(struct wsig_upgrade *upgrade);

void wsig_upgrade_take_request(struct wsig_upgrade *upgrade,
                               const struct wsig_upgrade_request *request);
void wsig_upgrade_take_response(struct wsig_upgrade *upgrade,
                                const struct wsig_upgrade_response *response);

void wsig_upgrade_judge_request(const struct wsig_upgrade_request *request, GArray **findings);

/* The 101 response against its request; also taken. */
void wsig_upgrade_judge_response(const struct wsig_upgrade *upgrade, GArray **findings);

/* The client offered subprotocols and the server chose none: legal, and often a wrong path. */
bool wsig_upgrade_lacks_subprotocol(const struct wsig_upgrade *upgrade);

/* What usually is behind a refusal. */
const char *wsig_upgrade_cause(unsigned status);

#endif
