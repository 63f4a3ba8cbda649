// SPDX-License-Identifier: GPL-2.0-or-later
// The page's fingerprint is changed in its offer: what a man in the middle looks like. Janus speaks
// DTLS 1.2, so the certificate can be read.
// needs: interface
import { ADDRESS, janusSession } from '../lib/janus.mjs'

const s = await janusSession('page')
const page = await s.page()
await page.evaluate(async address => {
  window.janus = await connect(address)
  const handle = await attach(janus, 'janus.plugin.echotest', {
    onmessage: (message, jsep) => { if (jsep) handleAnswer(handle, jsep) }
  })
  const jsep = await createOffer(handle, CAMERA)
  const swapped = jsep.sdp.replace(/(a=fingerprint:sha-256 )(..):(..)/g, (all, begin, one, two) => `${begin}${two}:${one}`)
  handle.send({ message: { audio: true, video: true }, jsep: { type: jsep.type, sdp: swapped } })
}, ADDRESS)
await page.waitForTimeout(2500)
await page.evaluate(() => leave(janus))
await page.waitForTimeout(500)
s.truth.more.findings = { 'media.fingerprint_mismatch': 1 }
await s.end(page)
