// SPDX-License-Identifier: GPL-2.0-or-later
// Kurento's hello-world: the page speaks to the application, the application to the media server.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeKurento } from '../decode/kurento.mjs'
import { APPLICATION_PORT, startApplication, startMediaServer } from '../lib/kurento.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { tapServer } from '../lib/tapserver.mjs'
import { version } from '../lib/truth.mjs'

const s = await tappedSession({ dialect: 'kurento', decode: decodeKurento, scripts: ['page/sfu.js', 'page/kurento.mjs'] })
const media = await s.page(), page = await s.page()
s.taps.push(tapServer(await startMediaServer(media), 'application to media server'))
const application = await startApplication()
await sleep(200)
await page.evaluate(url => start(url), `ws://127.0.0.1:${APPLICATION_PORT}/helloworld`)
await page.evaluate(() => connected())
await sleep(1500)
await page.evaluate(() => stop())
await sleep(300)
await page.evaluate(() => window.close())
application.close()
await sleep(500)
await s.end(`${s.browser.name} with kurento-utils ${version('kurento-utils')}; an application with kurento-client ${version('kurento-client')}; ` +
  `a stub of Kurento's media server, whose media end is ${s.browser.name}`, { page, media })
process.exit()
