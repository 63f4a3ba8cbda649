// SPDX-License-Identifier: GPL-2.0-or-later
// A room of mediasoup clients: two peers that send and receive, an ICE restart, a refused request;
// one leaves, the other's connection is closed by the server.
// needs: interface
// needs: port 4443
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeProtoo } from '../decode/protoo.mjs'
import { PORT, startMediasoup } from '../lib/mediasoup.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const server = await startMediasoup()
const s = await tappedSession({ dialect: 'protoo', decode: decodeProtoo, scripts: ['page/protoo.mjs'] })
const alice = await s.page(), bob = await s.page()
for (const [page, name] of [[alice, 'alice'], [bob, 'bob']]) {
  await page.evaluate(how => join(how), { url: `ws://127.0.0.1:${PORT}/?roomId=kitchen&peerId=${name}`, name })
  await page.evaluate(() => produce())
}
for (const page of [alice, bob]) await page.evaluate(() => connected())
server.speaks('alice')
await sleep(1500)
await alice.evaluate(() => restartIce())
await bob.evaluate(async () => {
  await peer.request('changeDisplayName', { displayName: 'Bobby' })
  await peer.request('closeProducer', { producerId: 'no such producer' }).catch(() => {})
  producers[0].close()
  await peer.request('closeProducer', { producerId: producers[0].id })
})
await sleep(1500)
await alice.evaluate(() => { peer.close(); sending.close(); receiving.close() })
await sleep(500)
server.room.close()
await sleep(500)
s.truth.more.findings = { 'close.abnormal': 2 } // 4000, and its reply
await s.end(`${s.browser.name} with mediasoup-client ${version('mediasoup-client')} and protoo-client ${version('protoo-client')}; ` +
  `protoo-server ${version('protoo-server')} with rules of mediasoup ${version('mediasoup')} and werift ${version('werift')} in place of its worker`,
{ alice, bob })
server.close()
process.exit()
