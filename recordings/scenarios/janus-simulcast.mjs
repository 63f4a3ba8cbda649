// SPDX-License-Identifier: GPL-2.0-or-later
// Janus, EchoTest plugin: video in three layers.
// needs: interface
// needs: all media
import { ADDRESS, janusSession } from '../lib/janus.mjs'

const s = await janusSession('page')
const page = await s.page()
await page.evaluate(async address => {
  window.janus = await connect(address)
  let connected
  const up = new Promise(resolve => { connected = resolve })
  const handle = await attach(janus, 'janus.plugin.echotest', {
    onmessage: (message, jsep) => { if (jsep) handleAnswer(handle, jsep) },
    webrtcState: on => { if (on) connected() }
  })
  const jsep = await createOffer(handle, [{ type: 'video', capture: { width: 640, height: 480 }, recv: true, simulcast: true }])
  handle.send({ message: { audio: false, video: true }, jsep })
  await up
}, ADDRESS)
await page.waitForTimeout(2500)
await page.evaluate(() => leave(janus))
await page.waitForTimeout(500)
await s.end(page)
