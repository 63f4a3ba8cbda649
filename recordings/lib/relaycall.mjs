// SPDX-License-Identifier: GPL-2.0-or-later
// A whole call of two pages over a relay; the scenarios say what differs.
import { setTimeout as sleep } from 'node:timers/promises'
import { PORT, startRelay } from './relay.mjs'
import { session } from './session.mjs'
import { version } from './truth.mjs'

export const peerScripts = ['page/log.js', 'page/formats.js', 'page/peer.js']
export const MEDIA = { audio: true, video: { width: 320, height: 240 } }

// One call over connections that are not open yet.
export async function call(a, b, { url = `ws://127.0.0.1:${PORT}`, format = 'plain', media = MEDIA,
  channel = true, closing = [1000, 'done'] } = {}) {
  for (const [page, name] of [[a, 'a'], [b, 'b']]) {
    await page.evaluate(async ({ url, format, media }) => {
      window.peer = new PeerKind(format)
      if (media) await peer.addMedia(media)
      await peer.open(url)
    }, { url: `${url}/ws?peer=${name}`, format, media })
  }
  await a.evaluate(async channel => {
    if (channel) peer.addChannel()
    await peer.offer()
  }, channel)
  await Promise.all([a, b].map(page => page.evaluate(async channel => {
    await peer.settled()
    if (channel) await peer.chat()
  }, channel)))
  await sleep(media ? 1500 : 200)
  for (const page of [a, b]) await page.evaluate(how => peer.close(...how), closing)
  for (const page of [a, b]) await page.evaluate(() => peer.pc.close())
}

export async function relayCall({ relay: relayOptions, flags, devices, what = 'a relay', ...rest } = {}) {
  const s = await session(peerScripts, flags)
  const relay = await startRelay(s.truth, relayOptions)
  const a = await s.page({ devices }), b = await s.page({ devices })
  await call(a, b, rest)
  await relay.close()
  await s.end(`${s.browser.name} to ${s.browser.name} over ${what} (ws ${version('ws')})`, a, b)
}
