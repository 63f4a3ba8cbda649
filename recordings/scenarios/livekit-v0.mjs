// SPDX-License-Identifier: GPL-2.0-or-later
// An older LiveKit client: /rtc, a peer connection for each direction; the server offers one of them.
import { livekitCall } from '../lib/livekitcall.mjs'

await livekitCall('livekit-client-v0', { single: false })
