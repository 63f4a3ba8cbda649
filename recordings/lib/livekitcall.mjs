// SPDX-License-Identifier: GPL-2.0-or-later
// The life of a LiveKit client: join, publish, subscribe, mute, reconnect, leave.
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeLivekit } from '../decode/livekit.mjs'
import { joinRequestOf, PORT, startLivekit, token } from './livekit.mjs'
import { tappedSession } from './tapped.mjs'
import { version } from './truth.mjs'

// old: the server does not know the newer path, and ends the call itself
export async function livekitCall(library, { single, json = false, deflate, old }) {
  const s = await tappedSession({ dialect: 'livekit', decode: decodeLivekit, inUrl: offerOfUrl,
    scripts: ['page/sfu.js', `node_modules/${library}/dist/livekit-client.umd.js`, 'page/livekit.js'] })
  const media = await s.page(), alice = await s.page()
  const server = await startLivekit(media, { single, deflate, old })
  await alice.evaluate(how => join(how), { url: `ws://127.0.0.1:${PORT}`, token: token('alice'), json })
  await sleep(500)
  if (single) await server.publishBob()
  await alice.evaluate(() => heard())
  await alice.evaluate(() => publish())
  server.chatter()
  await sleep(1000)
  await alice.evaluate(() => room.localParticipant.setMicrophoneEnabled(false))
  await alice.evaluate(() => room.localParticipant.setMetadata('{"hand":"up"}'))
  await sleep(1500)
  await alice.evaluate(async () => {
    const done = once(RoomEvent.Reconnected)
    await room.simulateScenario('signal-reconnect')
    await done
  })
  await sleep(2500)
  if (old) {
    const gone = alice.evaluate(() => once(RoomEvent.Disconnected))
    server.shutDown()
    await gone
  } else {
    await alice.evaluate(() => room.disconnect())
  }
  await sleep(500)
  if (old) s.truth.more.findings = { 'upgrade.refused': 1 }
  await s.end(`${s.browser.name}, livekit-client ${version(library)} and a server written with @livekit/protocol ` +
    `${version('@livekit/protocol')}, whose media end is ${s.browser.name}`, { alice, media })
  server.close()
}

// The first offer of the newer client is in the URL.
function offerOfUrl(path) {
  const offer = joinRequestOf(path)?.publisherOffer
  return offer && { url_offer: { id: offer.id, sdp_sha256: createHash('sha256').update(offer.sdp).digest('hex') } }
}
