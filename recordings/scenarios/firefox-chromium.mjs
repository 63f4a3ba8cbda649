// SPDX-License-Identifier: GPL-2.0-or-later
// Firefox calls Chromium. Firefox ends its candidates with an empty one for each m-line, then null.
// needs: interface
import { firefoxCall } from '../lib/firefoxcall.mjs'

await firefoxCall()
