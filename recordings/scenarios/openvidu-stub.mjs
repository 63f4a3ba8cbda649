// SPDX-License-Identifier: GPL-2.0-or-later
// OpenVidu 2: a publisher that is refused, then a session with one stream up and one down, and one
// in which the server offers.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeOpenvidu } from '../decode/openvidu.mjs'
import { PORT, startOpenvidu } from '../lib/openvidu.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const s = await tappedSession({ dialect: 'openvidu', decode: decodeOpenvidu, scripts: ['page/sfu.js', 'page/openvidu.mjs'] })
const media = await s.page(), alice = await s.page()
const server = await startOpenvidu(media)
const join = how => alice.evaluate(token => join(token), `ws://127.0.0.1:${PORT}?sessionId=kitchen&token=tok_${how}`)
async function subscribe() {
  server.joined()
  server.published()
  await sleep(2000)
}
async function leave() {
  server.unpublished()
  server.left()
  await sleep(300)
  await alice.evaluate(() => leave())
  await sleep(800)
}
await join('one')
await alice.evaluate(() => publish())
await sleep(500)
await alice.evaluate(() => publish())
await sleep(1500)
await subscribe()
await alice.evaluate(() => chat())
await alice.evaluate(() => unpublish())
await sleep(300)
await leave()
server.useMediasoup()
await join('two')
await subscribe()
await leave()
s.truth.more.findings = { 'error.reported': 1, 'close.abnormal': 4 } // 4102, and the replies
await s.end(`${s.browser.name}, openvidu-browser ${version('openvidu-browser')} and a stub for OpenVidu 2, whose media end is ${s.browser.name}`,
  { alice, media })
server.close()
