/* media-internal.h: what media.c (flows and packets) and media-codecs.c know of each other
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_MEDIA_INTERNAL_H
#define WSIG_MEDIA_INTERNAL_H

#include "media.h"
#include "session-internal.h"

void wsig_codec_map_clear(struct wsig_codec_map *map);

/* What `sender` may send, by both agents' descriptions. */
void wsig_codec_map_read(struct wsig_codec_map *map, struct wsig_arena *arena,
                         const struct wsig_session *session, uint8_t sender);

#endif
