// SPDX-License-Identifier: GPL-2.0-or-later
// Firefox without permission for devices calls Chromium: its candidates are mDNS names.
// needs: interface
import { firefoxCall } from '../lib/firefoxcall.mjs'

await firefoxCall({ devices: false, media: null })
