// SPDX-License-Identifier: GPL-2.0-or-later
// trystero: two pages meet by way of a tracker that sees ciphertext only.
import { setTimeout as sleep } from 'node:timers/promises'
import Server from 'bittorrent-tracker/server'
import { decodeTrystero } from '../decode/trystero.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const PORT = 8000
const tracker = new Server({ udp: false, http: false, ws: true, stats: false, interval: 4000 })
await new Promise(resolve => tracker.listen(PORT, '127.0.0.1', resolve))
const sockets = []
tracker.ws.on('connection', socket => sockets.push(socket))
const s = await tappedSession({ dialect: 'webtorrent', decode: decodeTrystero, scripts: ['page/trystero.mjs'] })
const alice = await s.page(), bob = await s.page()
for (const page of [alice, bob]) {
  await page.evaluate(url => enter(url, 'kitchen'), `ws://127.0.0.1:${PORT}`)
  await sleep(1000)
}
await Promise.race([Promise.all([alice, bob].map(page => page.evaluate(() => met.then(() => true)))), sleep(15000)])
await sleep(1000)
for (const page of [bob, alice]) {
  await page.evaluate(() => leave())
  await sleep(1000)
}
for (const socket of sockets) socket.close(1000) // the pages keep theirs open
await sleep(200)
await s.end(`${s.browser.name} to ${s.browser.name}, @trystero-p2p/torrent ${version('@trystero-p2p/torrent')} over bittorrent-tracker ${version('bittorrent-tracker')}`, { alice, bob })
process.exit()
