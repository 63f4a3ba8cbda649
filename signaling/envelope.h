/* envelope.h: nameless framings around the text that matters, which cost nothing to see through
 *
 *     {...}<1E>{...}<1E>           records ended by 0x1E: SignalR, WAMP
 *     OFFER {...}   123:{...}      one or two words, or a length, before JSON or SDP
 *     <binary length>{...}
 *
 * Framings that have a name are carriers (dialect.h). Newline-delimited JSON needs nothing here:
 * json.h reads several top-level values.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_ENVELOPE_H
#define WSIG_ENVELOPE_H

#include "slice.h"

struct wsig_envelope {
    struct wsig_slice verb; /* the word before the text */
    struct wsig_slice rest; /* records not yet read */
    uint8_t separator;      /* what ends the records, 0: nothing */
    bool several;           /* more than one record */
};

void wsig_envelope_open(struct wsig_slice payload, struct wsig_envelope *envelope);

/* A socket.io packet that announces binary attachments, at most WSIG_ATTACHMENTS_MAX of them, which
 * come in the next messages: 451-["event",{"_placeholder":true,"num":0}] */
#define WSIG_ATTACHMENTS_MAX 256
bool wsig_envelope_attachments(struct wsig_slice payload, unsigned *count,
                               struct wsig_slice *event);

/* The next record; JSON comes without white space around it. False after the last. */
bool wsig_envelope_next(struct wsig_envelope *envelope, struct wsig_slice *record);

#endif
