/* cpu.h: what a test of cost measures
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WRTCSIG_TESTS_CPU_H
#define WRTCSIG_TESTS_CPU_H

#include <glib.h>
#include <time.h>

/* Microseconds of this process's own: what else runs on the machine does not count. */
static inline gint64 cpu_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

#endif
