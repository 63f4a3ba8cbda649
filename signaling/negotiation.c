/* negotiation.c: see negotiation.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "negotiation.h"
