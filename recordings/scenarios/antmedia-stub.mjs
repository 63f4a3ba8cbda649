// SPDX-License-Identifier: GPL-2.0-or-later
// Ant Media Server: one publishes, one plays; a stream that is not there.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeAntMedia } from '../decode/antmedia.mjs'
import { PORT, startAntMedia } from '../lib/antmedia.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const s = await tappedSession({ dialect: 'antmedia', decode: decodeAntMedia, scripts: ['page/sfu.js', 'page/antmedia.mjs'] })
const media = await s.page(), publisher = await s.page(), player = await s.page()
const server = await startAntMedia(media)
const start = (page, plays) => page.evaluate(how => start(...how), [`ws://127.0.0.1:${PORT}/live/websocket`, plays])
await start(publisher, false)
await publisher.evaluate(() => { adaptor.publish('kitchen', 'only-for-this-recording') })
await publisher.evaluate(() => connected('kitchen'))
await start(player, true)
await player.evaluate(() => { adaptor.play('garden') })
await player.evaluate(() => hears('no_stream_exist'))
await player.evaluate(() => { adaptor.stop('garden') })
await player.evaluate(() => { adaptor.play('kitchen') })
await player.evaluate(() => connected('kitchen'))
await player.evaluate(() => { adaptor.getStreamInfo('kitchen') })
await sleep(3000) // for a ping
for (const page of [player, publisher]) {
  await page.evaluate(() => { adaptor.stop('kitchen') })
  await sleep(300)
  await page.evaluate(() => { adaptor.closeWebSocket() })
}
await sleep(500)
s.truth.more.findings = { 'error.reported': 1 }
await s.end(`${s.browser.name} with @antmedia/webrtc_adaptor ${version('@antmedia/webrtc_adaptor')} and a stub of Ant Media Server, ` +
  `whose media end is ${s.browser.name}`, { publisher, player, media })
server.close()
process.exit()
