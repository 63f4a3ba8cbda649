// SPDX-License-Identifier: GPL-2.0-or-later
// Janus, EchoTest plugin: audio, video and a data channel that come back.
// needs: interface
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
  const jsep = await createOffer(handle, [...CAMERA, { type: 'data' }])
  handle.send({ message: { audio: true, video: true }, jsep })
  await up
}, ADDRESS)
await page.waitForTimeout(2000)
await page.evaluate(() => leave(janus))
await page.waitForTimeout(500)
await s.end(page)
