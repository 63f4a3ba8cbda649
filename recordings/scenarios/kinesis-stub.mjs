// SPDX-License-Identifier: GPL-2.0-or-later
// Kinesis Video Streams: a viewer calls the master; an answer to nobody is refused.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeKinesis } from '../decode/kinesis.mjs'
import { PORT, startKinesis } from '../lib/kinesis.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const library = 'amazon-kinesis-video-streams-webrtc'
const server = startKinesis()
const s = await tappedSession({ dialect: 'kinesis', decode: decodeKinesis, scripts: [`node_modules/${library}/dist/kvs-webrtc.js`, 'page/kinesis.js'] })
const master = await s.page(), viewer = await s.page()
await master.evaluate(port => startMaster(port), PORT)
await viewer.evaluate(port => startViewer(port, 'viewer-7'), PORT)
for (const page of [master, viewer]) await page.evaluate(() => connected())
await sleep(1000)
await master.evaluate(() => answerNobody())
await viewer.evaluate(() => close())
server.goAway()
await sleep(300)
await master.evaluate(() => close())
await sleep(500)
s.truth.more.findings = { 'error.reported': 1 }
await s.end(`${s.browser.name} to ${s.browser.name} with ${library} ${version(library)} and a stub of its signaling channel`, { master, viewer })
server.close()
process.exit()
