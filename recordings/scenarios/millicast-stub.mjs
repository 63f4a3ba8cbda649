// SPDX-License-Identifier: GPL-2.0-or-later
// Millicast: one publishes, one views and selects a layer; a refused command.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeMillicast } from '../decode/millicast.mjs'
import { DIRECTOR_PORT, startMillicast } from '../lib/millicast.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const s = await tappedSession({ dialect: 'millicast', decode: decodeMillicast, scripts: ['page/sfu.js', 'page/millicast.mjs'] })
const media = await s.page(), publisher = await s.page(), viewer = await s.page()
const server = await startMillicast(media)
for (const [page, kind] of [[publisher, 'publish'], [viewer, 'view']]) {
  await page.evaluate(how => start(...how), [`http://127.0.0.1:${DIRECTOR_PORT}`, kind])
  await page.evaluate(() => connected())
}
await viewer.evaluate(() => select())
await publisher.evaluate(() => record())
await sleep(1000)
await publisher.evaluate(() => stop())
server.stops('kitchen')
await sleep(300)
await viewer.evaluate(() => stop())
await sleep(500)
s.truth.more.findings = { 'error.reported': 1 }
await s.end(`${s.browser.name} with @millicast/sdk ${version('@millicast/sdk')}; stubs of Millicast's director and server, ` +
  `whose media end is ${s.browser.name}`, { publisher, viewer, media })
server.close()
process.exit()
