// SPDX-License-Identifier: GPL-2.0-or-later
// LiveKit with permessage-deflate, as its server has it: what is longer than a kilobyte is compressed.
import { livekitCall } from '../lib/livekitcall.mjs'

await livekitCall('livekit-client', { single: true, deflate: true })
