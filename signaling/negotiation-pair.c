/* negotiation-pair.c: see negotiation-internal.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdarg.h>

#include "negotiation-internal.h"

/* Bytes of a value that a finding repeats. */
#define QUOTE_MAX 80

void wsig_pair_open(struct wsig_pair *p, const struct wsig_sdp *a, const struct wsig_sdp *b,
                    GArray **findings)
{
    memset(p, 0, sizeof *p);
    p->arena = wsig_arena_new();
    p->a = a;
    p->b = b;
    p->findings = findings;
    wsig_sdp_index(p->arena, a, &p->index_a);
    wsig_sdp_index(p->arena, b, &p->index_b);
    p->media_count = MIN(p->index_a.media_count, p->index_b.media_count);
}

void wsig_pair_close(struct wsig_pair *p)
{
    wsig_sdp_index_clear(&p->index_a);
    wsig_sdp_index_clear(&p->index_b);
    wsig_arena_free(p->arena);
}

const char *wsig_pair_text(struct wsig_pair *p, struct wsig_slice s)
{
    s.n = MIN(s.n, QUOTE_MAX);
    return wsig_arena_utf8(p->arena, s);
}

void wsig_pair_fault(struct wsig_pair *p, enum wsig_rule rule, const char *format, ...)
{
    if (p->faults++ >= WSIG_PAIR_FAULTS_MAX)
        return;
    va_list args;
    va_start(args, format);
    char *detail = g_strdup_vprintf(format, args);
    va_end(args);
    wsig_findings_add(p->findings, rule, "%s", detail);
    g_free(detail);
}

void wsig_pair_media_fault(struct wsig_pair *p, enum wsig_rule rule, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *detail = g_strdup_vprintf(format, args);
    va_end(args);
    wsig_pair_fault(p, rule, "m-line %d (%s): %s", p->media,
                    wsig_pair_text(p, p->b->media[p->media].kind), detail);
    g_free(detail);
}

struct wsig_slice wsig_pair_value_a(const struct wsig_pair *p, enum wsig_sdp_name name)
{
    return wsig_sdp_index_value(&p->index_a, p->media, name);
}

struct wsig_slice wsig_pair_value_b(const struct wsig_pair *p, enum wsig_sdp_name name)
{
    return wsig_sdp_index_value(&p->index_b, p->media, name);
}

bool wsig_pair_has_transport(const struct wsig_pair *p)
{
    int group = p->index_b.media[p->media].group;
    return group < 0 || p->index_b.groups[group].first == p->media;
}

struct wsig_slice wsig_sdp_direction(const struct wsig_sdp *sdp, int media)
{
    struct wsig_slice direction = wsig_sdp_value(sdp, media, WSIG_SDP_DIRECTION);
    if (!direction.p)
        direction = wsig_sdp_value(sdp, -1, WSIG_SDP_DIRECTION);
    return direction.p ? direction : wsig_slice_str("sendrecv");
}

void wsig_pair_listed_codecs(const struct wsig_sdp *sdp, int media,
                             struct wsig_codec codecs[static WSIG_PAYLOAD_TYPES])
{
    struct wsig_types types;
    wsig_sdp_formats(&sdp->media[media], &types);
    wsig_sdp_codecs(sdp, &sdp->media[media], codecs);
    for (unsigned i = 0; i < WSIG_PAYLOAD_TYPES; i++)
        if (!types.has[i])
            codecs[i].name = wsig_slice(NULL, 0);
}
