// SPDX-License-Identifier: GPL-2.0-or-later
// A relay that passes all on but the answer. The callee checks the caller's candidates, and is answered.
import { setTimeout as sleep } from 'node:timers/promises'
import { MEDIA, peerScripts } from '../lib/relaycall.mjs'
import { PORT, startRelay } from '../lib/relay.mjs'
import { session } from '../lib/session.mjs'
import { version } from '../lib/truth.mjs'

const s = await session(peerScripts)
const relay = await startRelay(s.truth, { passes: data => JSON.parse(data).type !== 'answer' })
const a = await s.page(), b = await s.page()
for (const [page, name] of [[a, 'a'], [b, 'b']]) {
  await page.evaluate(async ({ url, media }) => {
    window.peer = new PeerKind()
    await peer.addMedia(media)
    await peer.open(url)
  }, { url: `ws://127.0.0.1:${PORT}/ws?peer=${name}`, media: MEDIA })
}
await a.evaluate(() => peer.offer())
await sleep(7000)
for (const page of [a, b]) await page.evaluate(() => peer.close(1000, 'gave up'))
await relay.close()
s.truth.more.findings = { 'answer.undelivered': 1, 'media.dtls_unfinished': 1 }
await s.end(`${s.browser.name} to ${s.browser.name} over a relay (ws ${version('ws')}) that drops the answer`, a, b)
