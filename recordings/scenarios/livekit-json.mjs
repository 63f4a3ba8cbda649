// SPDX-License-Identifier: GPL-2.0-or-later
// The older LiveKit client with JSON in text messages instead of binary messages.
import { livekitCall } from '../lib/livekitcall.mjs'

await livekitCall('livekit-client-v0', { single: false, json: true })
