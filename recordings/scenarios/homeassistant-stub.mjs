// SPDX-License-Identifier: GPL-2.0-or-later
// Home Assistant: a camera that has no WebRTC, one that has, and what the server says when it fails.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeHomeassistant } from '../decode/homeassistant.mjs'
import { PORT, startHomeassistant } from '../lib/homeassistant.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const s = await tappedSession({ dialect: 'homeassistant', decode: decodeHomeassistant, scripts: ['page/sfu.js', 'page/homeassistant.mjs'] })
const media = await s.page(), alice = await s.page()
const server = await startHomeassistant(media)
await alice.evaluate(url => login(url), `http://127.0.0.1:${PORT}`)
await alice.evaluate(() => watch('camera.cellar').catch(() => {}))
await alice.evaluate(() => watch('camera.door'))
await sleep(800)
await alice.evaluate(() => ping())
server.event({ type: 'error', code: 'webrtc_offer_failed', message: 'Timeout handling WebRTC offer' })
await sleep(200)
await alice.evaluate(() => stop())
await alice.evaluate(() => logout())
await sleep(300)
s.truth.more.findings = { 'error.reported': 2 }
await s.end(`${s.browser.name}, home-assistant-js-websocket ${version('home-assistant-js-websocket')} and a stub for Home Assistant, whose media end is ${s.browser.name}`,
  { alice, media })
server.close()
