// SPDX-License-Identifier: GPL-2.0-or-later
// Sora: redirected to another server; the server offers, and offers again; another comes and goes.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeSora } from '../decode/sora.mjs'
import { FIRST_PORT, startSora } from '../lib/sora.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const s = await tappedSession({ dialect: 'sora', decode: decodeSora, scripts: ['page/sfu.js', 'page/sora.mjs'] })
const media = await s.page(), alice = await s.page()
const server = await startSora(media)
await alice.evaluate(how => join(...how), [`ws://127.0.0.1:${FIRST_PORT}/signaling`, 'kitchen', 'alice'])
await alice.evaluate(() => connected)
await sleep(1000)
server.ping()
server.push()
await server.renegotiate()
await sleep(1000)
server.otherLeaves()
await sleep(200)
await alice.evaluate(() => leave())
await sleep(500)
await s.end(`${s.browser.name} with sora-js-sdk ${version('sora-js-sdk')} and a stub of Sora, whose media end is ${s.browser.name}`, { alice, media })
server.close()
process.exit()
