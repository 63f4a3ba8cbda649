// SPDX-License-Identifier: GPL-2.0-or-later
// Ayame: a call of two; a third is rejected; one goes, and the other is told.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeAyame } from '../decode/ayame.mjs'
import { PORT, startAyame } from '../lib/ayame.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const server = startAyame()
const s = await tappedSession({ dialect: 'ayame', decode: decodeAyame, scripts: ['page/ayame.mjs'] })
const alice = await s.page(), bob = await s.page(), carol = await s.page()
const join = (page, name) => page.evaluate(how => join(...how), [`ws://127.0.0.1:${PORT}/signaling`, 'kitchen', name, 'only-for-this-recording'])
await join(alice, 'alice')
await join(bob, 'bob')
for (const page of [alice, bob]) await page.evaluate(() => connected)
await sleep(2500) // for a ping
await join(carol, 'carol')
await sleep(300)
await bob.evaluate(() => leave())
await alice.evaluate(() => over)
await alice.evaluate(() => leave())
await sleep(500)
s.truth.more.findings = { 'error.reported': 1 }
await s.end(`${s.browser.name} to ${s.browser.name} with @open-ayame/ayame-web-sdk ${version('@open-ayame/ayame-web-sdk')} and a stub of Ayame`,
  { alice, bob, carol })
server.close()
process.exit()
