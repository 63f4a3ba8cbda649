// SPDX-License-Identifier: GPL-2.0-or-later
// OvenMediaEngine: one sends a stream, one plays one, one asks for a stream that is not there.
// needs: port 3333
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeOvenMedia } from '../decode/ovenmedia.mjs'
import { PORT, startOvenMedia } from '../lib/ovenmedia.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const s = await tappedSession({ dialect: 'ovenmedia', decode: decodeOvenMedia,
  scripts: ['page/sfu.js', 'node_modules/ovenplayer/dist/ovenplayer.js', 'page/ovenmedia.mjs'] })
const media = await s.page(), sender = await s.page(), player = await s.page(), other = await s.page()
const server = await startOvenMedia(media)
const url = `ws://127.0.0.1:${PORT}/app`
await sender.evaluate(url => send(url), `${url}/kitchen?direction=send`)
await sender.evaluate(() => connected())
await player.evaluate(url => play(url), `${url}/kitchen?transport=all`)
await player.evaluate(() => connected())
await player.evaluate(() => { player.setCurrentQuality(1) })
await other.evaluate(async url => { play(url); await failed }, `${url}/missing`)
await sleep(2000)
for (const page of [player, sender]) {
  await page.evaluate(() => remove())
  await sleep(300)
}
s.truth.more.decode = ['-d', `tcp.port==${PORT},http`] // Wireshark has another protocol there
s.truth.more.findings = { 'error.reported': 1 }
await s.end(`${s.browser.name} with ovenplayer ${version('ovenplayer')} and ovenlivekit ${version('ovenlivekit')}; ` +
  `a stub of OvenMediaEngine, whose media end is ${s.browser.name}`, { sender, player, other, media })
server.close()
process.exit()
