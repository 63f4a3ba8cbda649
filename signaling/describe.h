/* describe.h: from items to facts and to the words of the Info column
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_DESCRIBE_H
#define WSIG_DESCRIBE_H

#include "fact.h"

/* Fills msg->facts from msg->items and msg->findings. The items are at depth 0. */
void wsig_describe(struct wsig_msg *msg);

/* "Offer: audio, video; BUNDLE 0 1; 4 candidates", "Candidate host udp 192.0.2.1:50000 (mid 0)".
 * Several items are joined by "; ". In the arena. */
const char *wsig_describe_info(struct wsig_msg *msg);

/* The same of one item. */
const char *wsig_describe_item(struct wsig_msg *msg, unsigned index);

#endif
