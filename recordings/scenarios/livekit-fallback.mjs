// SPDX-License-Identifier: GPL-2.0-or-later
// LiveKit's newer client at a server that does not know /rtc/v1: it is refused and falls back to /rtc
// with two peer connections; the server ends the call.
import { livekitCall } from '../lib/livekitcall.mjs'

await livekitCall('livekit-client', { single: false, old: true })
