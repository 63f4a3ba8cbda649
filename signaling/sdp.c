/* sdp.c: see sdp.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sdp.h"

struct name_row {
    const char *text;
    enum wsig_sdp_name name;
};

static const struct name_row types[] = {
    {"v=", WSIG_SDP_VERSION}, {"o=", WSIG_SDP_ORIGIN}, {"s=", WSIG_SDP_SESSION},
    {"t=", WSIG_SDP_TIME},    {"m=", WSIG_SDP_MEDIA},
};

/* Attributes with a value; what follows the colon is the value. */
static const struct name_row attributes[] = {
    {"a=group:", WSIG_SDP_GROUP},
    {"a=mid:", WSIG_SDP_MID},
    {"a=rtpmap:", WSIG_SDP_RTPMAP},
    {"a=setup:", WSIG_SDP_SETUP},
    {"a=fingerprint:", WSIG_SDP_FINGERPRINT},
    {"a=ice-ufrag:", WSIG_SDP_ICE_UFRAG},
    {"a=ice-pwd:", WSIG_SDP_ICE_PWD},
    {"a=ice-options:", WSIG_SDP_ICE_OPTIONS},
    {"a=fmtp:", WSIG_SDP_FMTP},
    {"a=extmap:", WSIG_SDP_EXTMAP},
    {"a=rid:", WSIG_SDP_RID},
    {"a=simulcast:", WSIG_SDP_SIMULCAST},
    {"a=ssrc:", WSIG_SDP_SSRC},
    {"a=ssrc-group:", WSIG_SDP_SSRC_GROUP},
    {"a=msid:", WSIG_SDP_MSID},
    {"a=crypto:", WSIG_SDP_CRYPTO},
    {"a=sctp-port:", WSIG_SDP_SCTP_PORT},
    {"a=sctpmap:", WSIG_SDP_SCTPMAP},
    {"a=tls-id:", WSIG_SDP_TLS_ID},
};

/* Attributes that are their own value. */
static const struct name_row flags[] = {
    {"a=sendrecv", WSIG_SDP_DIRECTION},
    {"a=sendonly", WSIG_SDP_DIRECTION},
    {"a=recvonly", WSIG_SDP_DIRECTION},
    {"a=inactive", WSIG_SDP_DIRECTION},
    {"a=end-of-candidates", WSIG_SDP_END_OF_CANDIDATES},
    {"a=rtcp-mux", WSIG_SDP_RTCP_MUX},
    {"a=bundle-only", WSIG_SDP_BUNDLE_ONLY},
    {"a=ice-lite", WSIG_SDP_ICE_LITE},
    {"a=ice-mismatch", WSIG_SDP_ICE_MISMATCH},
    {"a=extmap-allow-mixed", WSIG_SDP_EXTMAP_ALLOW_MIXED},
};

static struct wsig_sdp_line classify(struct wsig_slice text)
{
    struct wsig_sdp_line line = {WSIG_SDP_OTHER, -1, text, wsig_slice_from(text, 2)};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (wsig_slice_starts(text, types[i].text)) {
            line.name = types[i].name;
            return line;
        }
    if (wsig_slice_starts(text, "a=candidate:")) {
        line.name = WSIG_SDP_CANDIDATE;
        return line;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++)
        if (wsig_slice_starts(text, attributes[i].text)) {
            line.name = attributes[i].name;
            line.value = wsig_slice_from(text, strlen(attributes[i].text));
            return line;
        }
    for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
        if (wsig_slice_eq(text, flags[i].text))
            line.name = flags[i].name;
    return line;
}

static enum wsig_result malformed(struct wsig_sdp *sdp, struct wsig_slice at, const char *why)
{
    if (!sdp->error) {
        sdp->error = why;
        sdp->error_at = at;
    }
    return WSIG_MALFORMED;
}

static size_t count_lines(struct wsig_slice text, size_t *media_count)
{
    struct wsig_slice line;
    size_t n = 0;
    *media_count = 0;
    for (; n < WSIG_SDP_LINES_MAX && wsig_slice_line(&text, &line); n++)
        *media_count += wsig_slice_starts(line, "m=");
    return n;
}

static enum wsig_result read_media_line(struct wsig_sdp *sdp, const struct wsig_sdp_line *line,
                                        struct wsig_sdp_media *media)
{
    struct wsig_slice rest = line->value, port;
    uint64_t number;
    wsig_slice_cut(&rest, ' ', &media->kind);
    if (wsig_slice_cut(&rest, ' ', &media->port) && wsig_slice_cut(&rest, ' ', &media->proto))
        media->formats = rest;
    port = media->port;
    if (port.p) /* "<port>/<number of ports>" */
        wsig_slice_cut(&port, '/', &media->port);
    media->rejected = wsig_slice_eq(media->port, "0");
    if (media->kind.n == 0 || media->proto.n == 0 || media->formats.n == 0)
        return malformed(sdp, line->text, "m-line has fewer than four parts");
    if (!wsig_slice_uint(media->port, 65535, &number))
        return malformed(sdp, line->text, "port of an m-line is not a number from 0 to 65535");
    return WSIG_OK;
}

static void note_attribute(struct wsig_sdp *sdp, const struct wsig_sdp_line *line)
{
    struct wsig_sdp_media *media = line->media >= 0 ? &sdp->media[line->media] : NULL;
    switch (line->name) {
    case WSIG_SDP_CANDIDATE:
        sdp->candidate_count++;
        sdp->webrtc = true;
        break;
    case WSIG_SDP_ICE_UFRAG:
    case WSIG_SDP_FINGERPRINT:
        sdp->webrtc = true;
        break;
    case WSIG_SDP_SETUP:
        if (!sdp->setup.p)
            sdp->setup = line->value;
        break;
    case WSIG_SDP_MID:
        if (media && !media->mid.p)
            media->mid = line->value;
        break;
    case WSIG_SDP_BUNDLE_ONLY:
        if (media)
            media->rejected = false; /* its port 0 means something else, RFC 9143 section 6 */
        break;
    default:
        break;
    }
}

static enum wsig_result read_lines(struct wsig_arena *arena, struct wsig_sdp *sdp)
{
    enum wsig_result result = WSIG_OK;
    struct wsig_slice rest = sdp->text, text;
    size_t media_max, max = count_lines(rest, &media_max);
    sdp->lines = wsig_arena_alloc(arena, (max + 1) * sizeof *sdp->lines);
    sdp->media = wsig_arena_alloc(arena, (media_max + 1) * sizeof *sdp->media);
    for (size_t n = 0; n < max && wsig_slice_line(&rest, &text); n++) {
        if (text.n < 2 || text.p[1] != '=' || !g_ascii_isalpha(text.p[0])) {
            result = malformed(sdp, text, "line is not <letter>=<value>");
            continue;
        }
        struct wsig_sdp_line *line = &sdp->lines[sdp->line_count];
        *line = classify(text);
        if (line->name == WSIG_SDP_MEDIA) {
            struct wsig_sdp_media *media = &sdp->media[sdp->media_count++];
            media->first_line = sdp->line_count;
            if (read_media_line(sdp, line, media) != WSIG_OK)
                result = WSIG_MALFORMED;
            if (wsig_slice_has_ci(media->proto, "tls") || wsig_slice_has_ci(media->proto, "dtls"))
                sdp->webrtc = true;
        }
        line->media = (int)sdp->media_count - 1;
        sdp->line_count++;
        if (line->media >= 0)
            sdp->media[line->media].end_line = sdp->line_count;
        note_attribute(sdp, line);
    }
    sdp->limited = rest.n > 0;
    return result;
}

enum wsig_result wsig_sdp_parse(struct wsig_arena *arena, struct wsig_slice text,
                                struct wsig_sdp *sdp)
{
    uint64_t seen = 0;
    memset(sdp, 0, sizeof *sdp);
    text = wsig_slice_trim(text);
    if (!wsig_slice_starts(text, "v=0") || text.n < 5 || (text.p[3] != '\r' && text.p[3] != '\n'))
        return WSIG_NOT;
    sdp->text = text;
    enum wsig_result result = read_lines(arena, sdp);
    for (size_t i = 0; i < sdp->line_count; i++)
        if (sdp->lines[i].media < 0)
            seen |= wsig_sdp_bit(sdp->lines[i].name);
    bool origin = seen & wsig_sdp_bit(WSIG_SDP_ORIGIN),
         session = seen & wsig_sdp_bit(WSIG_SDP_SESSION), time = seen & wsig_sdp_bit(WSIG_SDP_TIME);
    if (!origin || !(session || time || sdp->media_count))
        return WSIG_NOT;
    if (!session)
        result = malformed(sdp, text, "the session part has no s= line");
    if (!time)
        result = malformed(sdp, text, "the session part has no t= line");
    return result;
}

enum wsig_result wsig_sdp_parse_fragment(struct wsig_arena *arena, struct wsig_slice text,
                                         struct wsig_sdp *sdp)
{
    memset(sdp, 0, sizeof *sdp);
    sdp->text = wsig_slice_trim(text);
    if (!wsig_slice_starts(sdp->text, "a=") && !wsig_slice_starts(sdp->text, "m="))
        return WSIG_NOT;
    if (read_lines(arena, sdp) != WSIG_OK)
        return WSIG_NOT;
    bool ice = false;
    for (size_t i = 0; i < sdp->line_count; i++) {
        const struct wsig_sdp_line *line = &sdp->lines[i];
        if (line->text.p[0] != 'a' && line->text.p[0] != 'm')
            return WSIG_NOT;
        ice |= line->name == WSIG_SDP_ICE_UFRAG || line->name == WSIG_SDP_CANDIDATE ||
               line->name == WSIG_SDP_END_OF_CANDIDATES;
    }
    return ice ? WSIG_OK : WSIG_NOT;
}

struct wsig_slice wsig_sdp_value(const struct wsig_sdp *sdp, int media, enum wsig_sdp_name name)
{
    size_t i = media >= 0 ? sdp->media[media].first_line : 0;
    size_t end = media >= 0 ? sdp->media[media].end_line
                            : (sdp->media_count ? sdp->media[0].first_line : sdp->line_count);
    for (; i < end; i++)
        if (sdp->lines[i].name == name)
            return sdp->lines[i].value;
    return wsig_slice(NULL, 0);
}

void wsig_sdp_codecs(const struct wsig_sdp *sdp, const struct wsig_sdp_media *media,
                     struct wsig_codec codecs[static WSIG_PAYLOAD_TYPES])
{
    /* The static types that WebRTC end points use. */
    static const struct {
        unsigned type;
        const char *name;
    } statics[] = {{0, "PCMU/8000"}, {8, "PCMA/8000"}, {9, "G722/8000"}, {13, "CN/8000"}};

    memset(codecs, 0, WSIG_PAYLOAD_TYPES * sizeof *codecs);
    for (size_t i = 0; i < G_N_ELEMENTS(statics); i++)
        codecs[statics[i].type] = (struct wsig_codec){wsig_slice_str(statics[i].name), true};
    for (size_t i = media->first_line; i < media->end_line; i++) {
        struct wsig_slice name = sdp->lines[i].value, type;
        uint64_t number;
        if (sdp->lines[i].name == WSIG_SDP_RTPMAP && wsig_slice_cut(&name, ' ', &type) &&
            wsig_slice_uint(type, WSIG_PAYLOAD_TYPES - 1, &number))
            codecs[number] = (struct wsig_codec){wsig_slice_trim(name), false};
    }
}
