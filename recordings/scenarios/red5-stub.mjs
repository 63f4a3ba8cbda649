// SPDX-License-Identifier: GPL-2.0-or-later
// Red5 Pro: a publisher, a subscriber to a stream that does not exist, then to one that does.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeRed5 } from '../decode/red5.mjs'
import { PORT, startRed5 } from '../lib/red5.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const s = await tappedSession({ dialect: 'red5', decode: decodeRed5, scripts: ['page/sfu.js', 'node_modules/red5pro-webrtc-sdk/red5pro-sdk.min.js', 'page/red5.js'] })
const media = await s.page(), alice = await s.page(), bob = await s.page()
const server = await startRed5(media)
// what the library promises is not always kept
const atMost = (page, what, ...how) => page.evaluate(([what, how]) =>
  Promise.race([globalThis.eval(what)(...how).catch(error => console.log(String(error))), new Promise(done => setTimeout(done, 4000))]), [what, how])
await atMost(alice, 'publish', PORT, 'kitchen')
await sleep(1000)
await atMost(bob, 'subscribe', PORT, 'cellar')
await sleep(500)
await atMost(bob, 'subscribe', PORT, 'kitchen')
await sleep(1500)
await atMost(alice, 'unpublish')
await sleep(500)
await atMost(bob, 'unsubscribe')
await sleep(1000)
await s.end(`${s.browser.name}, red5pro-webrtc-sdk ${version('red5pro-webrtc-sdk')} and a stub for Red5 Pro, whose media end is ${s.browser.name}`,
  { alice, bob, media })
server.close()
