// SPDX-License-Identifier: GPL-2.0-or-later
// Chromium calls Chromium: audio, video and a data channel.
import { relayCall } from '../lib/relaycall.mjs'

await relayCall()
