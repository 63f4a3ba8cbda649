// SPDX-License-Identifier: GPL-2.0-or-later
// Janus, VideoRoom plugin: one page publishes, another subscribes (Janus offers there).
// needs: interface
import { ADDRESS, janusSession } from '../lib/janus.mjs'

const s = await janusSession('publisher', 'subscriber')
const publisher = await s.page(), subscriber = await s.page()

const feed = await publisher.evaluate(async address => {
  window.janus = await connect(address)
  let joined, connected
  const id = new Promise(resolve => { joined = resolve })
  const up = new Promise(resolve => { connected = resolve })
  const handle = await attach(janus, 'janus.plugin.videoroom', {
    onmessage: (message, jsep) => {
      if (message.videoroom === 'joined') joined(message.id)
      if (jsep) handleAnswer(handle, jsep)
    },
    webrtcState: on => { if (on) connected() }
  })
  handle.send({ message: { request: 'join', room: 1234, ptype: 'publisher', display: 'publisher' } })
  await id
  const jsep = await createOffer(handle, CAMERA.map(track => ({ ...track, recv: false })))
  handle.send({ message: { request: 'publish', audio: true, video: true }, jsep })
  await up
  return id
}, ADDRESS)

await subscriber.evaluate(async ({ address, feed }) => {
  window.janus = await connect(address)
  let connected
  const up = new Promise(resolve => { connected = resolve })
  const handle = await attach(janus, 'janus.plugin.videoroom', {
    onmessage: async (message, jsep) => {
      if (!jsep) return
      const answer = await createAnswer(handle, jsep, [{ type: 'audio', recv: true }, { type: 'video', recv: true }])
      handle.send({ message: { request: 'start', room: 1234 }, jsep: answer })
    },
    webrtcState: on => { if (on) connected() }
  })
  handle.send({ message: { request: 'join', room: 1234, ptype: 'subscriber', streams: [{ feed }] } })
  await up
}, { address: ADDRESS, feed })

await subscriber.waitForTimeout(2000)
for (const page of [subscriber, publisher]) {
  await page.evaluate(() => leave(janus))
  await page.waitForTimeout(500)
}
await s.end(publisher, subscriber)
