// SPDX-License-Identifier: GPL-2.0-or-later
// WebTorrent: one page seeds a file, another fetches it; offers by way of the tracker.
import { setTimeout as sleep } from 'node:timers/promises'
import Server from 'bittorrent-tracker/server'
import { decodeWebtorrent } from '../decode/webtorrent.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const PORT = 8000
const tracker = new Server({ udp: false, http: false, ws: true, stats: false, interval: 4000 })
await new Promise(resolve => tracker.listen(PORT, '127.0.0.1', resolve))
const s = await tappedSession({ dialect: 'webtorrent', decode: decodeWebtorrent, scripts: ['page/webtorrent.mjs'] })
const alice = await s.page(), bob = await s.page()
const announce = [`ws://127.0.0.1:${PORT}/announce`]
const magnet = await alice.evaluate(announce => seed(announce), announce)
await sleep(1000)
if (!await bob.evaluate(([magnet, announce]) => fetchAll(magnet, announce), [magnet, announce])) throw new Error('other contents')
await sleep(5000) // for the next announcements
for (const page of [bob, alice]) {
  await page.evaluate(() => stop())
  await sleep(500)
}
await s.end(`${s.browser.name} to ${s.browser.name}, webtorrent ${version('webtorrent')} over bittorrent-tracker ${version('bittorrent-tracker')}`,
  { alice, bob })
process.exit()
