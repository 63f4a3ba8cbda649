/* upgrade.c: see upgrade.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "upgrade.h"

#define DEFLATE "permessage-deflate"

void wsig_upgrade_free(struct wsig_upgrade *upgrade)
{
    if (!upgrade)
        return;
    g_free(upgrade->path);
    g_free(upgrade->origin);
    g_free(upgrade->protocols_asked);
    g_free(upgrade->extensions_asked);
    g_free(upgrade->protocol);
    g_free(upgrade->extensions);
    g_free(upgrade);
}

/* Headers are ASCII; of what is neither that nor UTF-8, the other bytes do not matter. */
static char *keep(struct wsig_slice text)
{
    if (!text.p)
        return NULL;
    char *kept = g_strndup((const char *)text.p, MIN(text.n, WSIG_HEADER_MAX));
    if (!g_utf8_validate(kept, -1, NULL))
        for (char *c = kept; *c; c++)
            if (!g_ascii_isprint(*c))
                *c = '?';
    return kept;
}

/* A proxy gets an absolute URL, which may hold a password: scheme and host are left out too. */
static struct wsig_slice path_of(struct wsig_slice url)
{
    struct wsig_slice path = url;
    for (size_t i = 0; i + 3 <= url.n && url.p[i] != '/' && url.p[i] != '?'; i++)
        if (memcmp(url.p + i, "://", 3) == 0) {
            path = wsig_slice_from(url, i + 3);
            while (path.n > 0 && path.p[0] != '/')
                path = wsig_slice_from(path, 1);
            break;
        }
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '?' || path.p[i] == '#')
            path.n = i;
    return path;
}

void wsig_upgrade_take_request(struct wsig_upgrade *upgrade,
                               const struct wsig_upgrade_request *request)
{
    upgrade->cut = !request->whole || request->protocols.n > WSIG_HEADER_MAX ||
                   request->extensions.n > WSIG_HEADER_MAX;
    upgrade->path = keep(path_of(request->url));
    upgrade->origin = keep(request->origin);
    upgrade->protocols_asked = keep(request->protocols);
    upgrade->extensions_asked = keep(request->extensions);
}

void wsig_upgrade_take_response(struct wsig_upgrade *upgrade,
                                const struct wsig_upgrade_response *response)
{
    upgrade->status = response->status;
    upgrade->cut |= !response->whole || response->extensions.n > WSIG_HEADER_MAX;
    upgrade->protocol = keep(response->protocol);
    upgrade->extensions = keep(response->extensions);
}

/* 22 characters of base64 and "==" are 16 bytes. */
static bool is_key(struct wsig_slice key)
{
    if (key.n != WSIG_KEY_LENGTH || !wsig_slice_ends(key, "=="))
        return false;
    for (size_t i = 0; i < key.n - 2; i++)
        if (!g_ascii_isalnum(key.p[i]) && key.p[i] != '+' && key.p[i] != '/')
            return false;
    return true;
}

void wsig_upgrade_judge_request(const struct wsig_upgrade_request *request, GArray **findings)
{
    struct wsig_slice version = wsig_slice_trim(request->version);
    if (request->key.p && !is_key(wsig_slice_trim(request->key)))
        wsig_findings_add(findings, WSIG_RULE_UPGRADE_BAD_KEY, NULL);
    if (!version.p && request->whole)
        wsig_findings_add(findings, WSIG_RULE_UPGRADE_BAD_VERSION, "the header is missing");
    if (version.p && !wsig_slice_eq(version, "13"))
        wsig_findings_add(findings, WSIG_RULE_UPGRADE_BAD_VERSION, "%.*s", (int)MIN(version.n, 16),
                          (const char *)version.p);
}

/* --- lists ----------------------------------------------------------------------------------- */

static struct wsig_slice list_of(const char *text)
{
    return text ? wsig_slice_str(text) : wsig_slice(NULL, 0);
}

/* Subprotocols are compared as they are (RFC 6455 section 4.1), so case counts. */
static bool offers_subprotocol(const char *asked, const char *chosen)
{
    struct wsig_slice part, rest = list_of(asked);
    struct wsig_slice wanted = wsig_slice_trim(list_of(chosen));
    while (wsig_slice_cut(&rest, ',', &part))
        if (wsig_slice_same(wsig_slice_trim(part), wanted))
            return true;
    return false;
}

static struct wsig_slice name_of(struct wsig_slice extension)
{
    struct wsig_slice name;
    wsig_slice_cut(&extension, ';', &name);
    return wsig_slice_trim(name);
}

static bool offers_extension(const char *asked, struct wsig_slice extension)
{
    struct wsig_slice part, rest = list_of(asked);
    while (wsig_slice_cut(&rest, ',', &part))
        if (wsig_slice_same(name_of(part), name_of(extension)))
            return true;
    return false;
}

/* --- permessage-deflate, RFC 7692 section 7.1 ------------------------------------------------- */

enum parameter { SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT, SERVER_BITS, CLIENT_BITS, PARAMETERS };

struct deflate {
    bool has[PARAMETERS];
    uint64_t bits[PARAMETERS]; /* 0: without a value */
};

static bool take_parameter(struct deflate *deflate, struct wsig_slice text, bool is_response)
{
    static const char *const names[PARAMETERS] = {
        [SERVER_NO_CONTEXT] = "server_no_context_takeover",
        [CLIENT_NO_CONTEXT] = "client_no_context_takeover",
        [SERVER_BITS] = "server_max_window_bits",
        [CLIENT_BITS] = "client_max_window_bits",
    };
    struct wsig_slice name, value = text;
    wsig_slice_cut(&value, '=', &name);
    name = wsig_slice_trim(name);
    value = wsig_slice_trim(value);
    if (value.n >= 2 && value.p[0] == '"')
        value = wsig_slice(value.p + 1, value.n - 2);
    for (unsigned i = 0; i < PARAMETERS; i++) {
        if (!wsig_slice_eq(name, names[i]))
            continue;
        if (deflate->has[i])
            return false;
        deflate->has[i] = true;
        if (i < SERVER_BITS)
            return !value.p;
        if (!value.p) /* only the client may say "as you like" of its own window */
            return i == CLIENT_BITS && !is_response;
        return wsig_slice_uint(value, 15, &deflate->bits[i]) && deflate->bits[i] >= 8;
    }
    return false;
}

static bool read_deflate(struct wsig_slice extension, bool is_response, struct deflate *deflate)
{
    struct wsig_slice part, rest = extension;
    memset(deflate, 0, sizeof *deflate);
    wsig_slice_cut(&rest, ';', &part);
    while (wsig_slice_cut(&rest, ';', &part))
        if (!take_parameter(deflate, part, is_response))
            return false;
    return true;
}

/* Does the response grant what this offer demanded, and nothing that it did not know of? */
static bool grants(const struct deflate *offer, const struct deflate *given)
{
    if (given->has[CLIENT_BITS] && !offer->has[CLIENT_BITS])
        return false;
    if (offer->has[SERVER_NO_CONTEXT] && !given->has[SERVER_NO_CONTEXT])
        return false;
    return !offer->has[SERVER_BITS] ||
           (given->has[SERVER_BITS] && given->bits[SERVER_BITS] <= offer->bits[SERVER_BITS]);
}

static bool deflate_fits(const char *asked, struct wsig_slice extension)
{
    struct deflate given, offer;
    struct wsig_slice part, rest = list_of(asked);
    if (!read_deflate(extension, true, &given))
        return false;
    while (wsig_slice_cut(&rest, ',', &part))
        if (wsig_slice_eq(name_of(part), DEFLATE) && read_deflate(part, false, &offer) &&
            grants(&offer, &given))
            return true;
    return false;
}

/* --- the response ---------------------------------------------------------------------------- */

static void judge_extensions(const struct wsig_upgrade *upgrade, GArray **findings)
{
    struct wsig_slice part, rest = list_of(upgrade->extensions);
    while (wsig_slice_cut(&rest, ',', &part)) {
        part = wsig_slice_trim(part);
        if (part.n == 0)
            continue;
        if (!offers_extension(upgrade->extensions_asked, part))
            wsig_findings_add(findings, WSIG_RULE_UPGRADE_EXTENSION_NOT_OFFERED, "%.*s",
                              (int)part.n, (const char *)part.p);
        else if (wsig_slice_eq(name_of(part), DEFLATE) &&
                 !deflate_fits(upgrade->extensions_asked, part))
            wsig_findings_add(findings, WSIG_RULE_UPGRADE_EXTENSION_PARAMETER, "%.*s", (int)part.n,
                              (const char *)part.p);
    }
}

void wsig_upgrade_judge_response(const struct wsig_upgrade *upgrade, GArray **findings)
{
    if (upgrade->request_frame == 0 || upgrade->cut)
        return;
    if (upgrade->protocol && !offers_subprotocol(upgrade->protocols_asked, upgrade->protocol))
        wsig_findings_add(findings, WSIG_RULE_UPGRADE_SUBPROTOCOL_NOT_OFFERED, "%s",
                          upgrade->protocol);
    judge_extensions(upgrade, findings);
}

bool wsig_upgrade_lacks_subprotocol(const struct wsig_upgrade *upgrade)
{
    return upgrade->status == 101 && !upgrade->cut && upgrade->protocols_asked &&
           !upgrade->protocol;
}

const char *wsig_upgrade_cause(unsigned status)
{
    static const struct {
        unsigned from, to;
        const char *cause;
    } causes[] = {
        {200, 299, "answered as an ordinary page, no WebSocket is there"},
        {300, 399, "a redirect, which browsers do not follow here"},
        {400, 400, "the server misses something in the request; often a proxy took Upgrade out"},
        {401, 401, "no token, or one that has run out"},
        {403, 403, "the token or the page's origin is not allowed"},
        {404, 404, "the server does not know the path"},
        {407, 407, "the proxy wants a login"},
        {426, 426, "the server wants another WebSocket version"},
        {429, 429, "too many attempts"},
        {500, 500, "the server failed"},
        {502, 504, "a proxy did not reach the server, or not in time"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(causes); i++)
        if (status >= causes[i].from && status <= causes[i].to)
            return causes[i].cause;
    return "see the response";
}
