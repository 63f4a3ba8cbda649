// SPDX-License-Identifier: GPL-2.0-or-later
// simple-peer over the relay, candidates trickled.
import { setTimeout as sleep } from 'node:timers/promises'
import { MEDIA } from '../lib/relaycall.mjs'
import { PORT, startRelay } from '../lib/relay.mjs'
import { session } from '../lib/session.mjs'
import { version } from '../lib/truth.mjs'

const s = await session(['page/log.js', 'node_modules/simple-peer/simplepeer.min.js', 'page/simplepeer.js'])
const relay = await startRelay(s.truth)
const a = await s.page(), b = await s.page()
for (const [page, from, to] of [[a, 'alice', 'bob'], [b, 'bob', 'alice']]) {
  await page.evaluate(how => start(how),
    { url: `ws://127.0.0.1:${PORT}/signal?user=${from}`, from, to, initiator: page === a, media: MEDIA })
}
await a.evaluate(() => begin())
for (const page of [a, b]) await page.evaluate(async () => { await heard })
await sleep(1500)
for (const page of [a, b]) await page.evaluate(() => stop())
await relay.close()
await s.end(`${s.browser.name} to ${s.browser.name}, simple-peer ${version('simple-peer')} over a relay (ws ${version('ws')})`, a, b)
