// SPDX-License-Identifier: GPL-2.0-or-later
// A call over a STOMP topic.
import { decodeStomp } from '../decode/stomp.mjs'
import { envelopedCall } from '../lib/envelopedcall.mjs'
import { PORT, startStomp } from '../lib/hubs.mjs'
import { version } from '../lib/truth.mjs'

await envelopedCall({
  dialect: 'stomp', decode: decodeStomp, start: startStomp, peer: 'StompPeer',
  script: 'node_modules/@stomp/stompjs/bundles/stomp.umd.js', url: `ws://127.0.0.1:${PORT}`,
  origin: `@stomp/stompjs ${version('@stomp/stompjs')} over stomp-broker-js ${version('stomp-broker-js')}`
})
