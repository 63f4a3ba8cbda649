/* result.h: the three ways in which reading a text can end
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_RESULT_H
#define WSIG_RESULT_H

enum wsig_result {
    WSIG_OK,
    WSIG_NOT,       /* this is something else: leave no trace */
    WSIG_MALFORMED, /* it is what we look for, and broken; what could be read is filled in */
};

#endif
