// SPDX-License-Identifier: GPL-2.0-or-later
// libp2p webrtc-star: one page dials another, then one that is not there.
import { setTimeout as sleep } from 'node:timers/promises'
import { sigServer } from '@libp2p/webrtc-star-signalling-server'
import { decodeWebrtcstar } from '../decode/webrtcstar.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const PORT = 9090
await sigServer({ port: PORT, host: '127.0.0.1' })
const s = await tappedSession({ dialect: 'webrtcstar', decode: decodeWebrtcstar, scripts: ['page/webrtcstar.mjs'] })
const alice = await s.page(), bob = await s.page()
const address = await bob.evaluate(port => listen(port), PORT)
await alice.evaluate(port => listen(port), PORT)
await sleep(500)
console.log(await Promise.race([alice.evaluate(address => dial(address), address), sleep(15000, 'nothing')]))
await sleep(1000)
await alice.evaluate(() => hangup())
await sleep(1000)
await bob.evaluate(() => stop())
await sleep(500)
console.log(await Promise.race([alice.evaluate(address => dial(address), address), sleep(5000, 'nothing')]))
await sleep(500)
await alice.evaluate(() => stop())
await sleep(800)
s.truth.more.findings = { 'error.reported': 1, 'candidate.early': 4 }
await s.end(`${s.browser.name} to ${s.browser.name}, @libp2p/webrtc-star ${version('@libp2p/webrtc-star')} over @libp2p/webrtc-star-signalling-server ${version('@libp2p/webrtc-star-signalling-server')}`,
  { alice, bob })
process.exit()
