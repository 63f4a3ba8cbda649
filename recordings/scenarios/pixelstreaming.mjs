// SPDX-License-Identifier: GPL-2.0-or-later
// Unreal Pixel Streaming: a player subscribes to a streamer, which offers and later throws it out;
// another wants a streamer that is not there.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodePixelStreaming } from '../decode/pixelstreaming.mjs'
import { PLAYER_PORT, startPixelStreaming, STREAMER_PORT } from '../lib/pixelstreaming.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const server = startPixelStreaming()
const s = await tappedSession({ dialect: 'pixelstreaming', decode: decodePixelStreaming, scripts: ['page/pixelstreaming.mjs'] })
const streamer = await s.page(), player = await s.page(), other = await s.page()
await streamer.evaluate(how => stream(...how), [`ws://127.0.0.1:${STREAMER_PORT}/`, 'DefaultStreamer'])
await player.evaluate(url => play(url), `ws://127.0.0.1:${PLAYER_PORT}/`)
await streamer.evaluate(() => streaming())
await other.evaluate(how => subscribeTo(...how), [`ws://127.0.0.1:${PLAYER_PORT}/`, 'nobody'])
await sleep(2500) // for pings
await streamer.evaluate(() => throwOut('idle'))
await sleep(500)
await streamer.evaluate(() => stop())
await sleep(300)
await other.evaluate(() => stop())
await sleep(500)
s.truth.more.findings = { 'error.reported': 1, 'close.abnormal': 2 } // 1011, and its reply
const libraries = ['frontend', 'common'].map(name => `@epicgames-ps/lib-pixelstreaming${name}-ue5.5`)
await s.end(`${s.browser.name} with ${libraries[0]} ${version(libraries[0])}; in place of Unreal a page of ${s.browser.name}, it and the signalling server ` +
  `written with ${libraries[1]} ${version(libraries[1])}`, { streamer, player, other })
server.close()
process.exit()
