// SPDX-License-Identifier: GPL-2.0-or-later
// One call that goes on: video is added, ICE restarts, an offer is withdrawn (rollback sent), and
// two offers cross (the polite page rolls its own back). The WebSocket goes over IPv6.
import { setTimeout as sleep } from 'node:timers/promises'
import { peerScripts } from '../lib/relaycall.mjs'
import { PORT, startRelay } from '../lib/relay.mjs'
import { session } from '../lib/session.mjs'
import { version } from '../lib/truth.mjs'

const s = await session(peerScripts)
const relay = await startRelay(s.truth, { host: '::1' })
const a = await s.page(), b = await s.page()
const both = async work => Promise.all([a.evaluate(work), b.evaluate(work)])
async function settled() {
  await sleep(500)
  await both(() => peer.settled())
}

for (const [page, name] of [[a, 'a'], [b, 'b']]) {
  await page.evaluate(async url => {
    window.peer = new Peer()
    await peer.addMedia({ audio: true })
    await peer.open(url)
  }, `ws://[::1]:${PORT}/ws?peer=${name}`)
}
await a.evaluate(() => peer.offer())
await settled()

// page a adds video
await a.evaluate(async () => {
  await peer.addMedia({ video: { width: 320, height: 240 } })
  await peer.offer()
})
await settled()

// ICE restart
await a.evaluate(() => peer.offer({ iceRestart: true }))
await settled()

// page a offers and takes it back before page b answers
await b.evaluate(() => { peer.onNews = m => peer.pc.setRemoteDescription(m) })
await a.evaluate(() => peer.offer())
await b.evaluate(() => until(() => peer.pc.signalingState === 'have-remote-offer', 'the offer'))
await a.evaluate(async () => {
  await peer.pc.setLocalDescription({ type: 'rollback' })
  peer.send({ type: 'rollback', sdp: '' })
})
await b.evaluate(async () => {
  await until(() => peer.pc.signalingState === 'stable', 'the rollback')
  peer.onNews = m => peer.apply(m)
})
await settled()

// both offer at the same time; page b is the polite one
for (const [page, polite] of [[a, false], [b, true]]) {
  await page.evaluate(polite => {
    window.crossed = false
    peer.onNews = async m => {
      const crossing = m.type === 'offer' && peer.pc.signalingState === 'have-local-offer'
      crossed ||= crossing
      if (crossing && !polite) return
      if (crossing) await peer.pc.setLocalDescription({ type: 'rollback' })
      await peer.apply(m)
    }
  }, polite)
}
await both(async () => peer.pc.setLocalDescription(await peer.pc.createOffer()))
await both(() => peer.send(peer.pc.localDescription))
await settled()
if (!(await both(() => crossed)).every(Boolean)) throw new Error('the offers did not cross')

for (const page of [a, b]) await page.evaluate(() => peer.close(1000, 'done'))
await relay.close()
await s.end(`${s.browser.name} to ${s.browser.name} over a relay (ws ${version('ws')}) on IPv6`, a, b)
