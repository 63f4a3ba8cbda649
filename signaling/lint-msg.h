/* lint-msg.h: judges one message by itself
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_LINT_MSG_H
#define WSIG_LINT_MSG_H

#include "msg.h"

/* Findings of one message; more say nothing new. */
#define WSIG_LINT_FAULTS_MAX 256
/* A larger message is worth knowing of. */
#define WSIG_LINT_MESSAGE_BIG (64 * 1024)
/* Fixed buffers of SDP parsers are of that size or larger. */
#define WSIG_LINT_LINE_MAX 4096

/* Adds to msg->findings what the rules of lint.def find in its descriptions and candidates. Once,
 * for a message that is signaling, when all that wsig_capture_settle() puts right is right, and
 * before wsig_describe(). A truncated message is not judged, nor one that does not parse. */
void wsig_lint(struct wsig_msg *msg);

#endif
