// SPDX-License-Identifier: GPL-2.0-or-later
// LiveKit's client as it is by default: the join request, with its first offer, is in the URL.
import { livekitCall } from '../lib/livekitcall.mjs'

await livekitCall('livekit-client', { single: true })
