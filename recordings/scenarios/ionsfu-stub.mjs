// SPDX-License-Identifier: GPL-2.0-or-later
// ion-sfu: a client publishes and gets something; ICE restart; a second join is refused.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeIonSfu } from '../decode/ionsfu.mjs'
import { PORT, startIonSfu } from '../lib/ionsfu.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const s = await tappedSession({ dialect: 'ionsfu', decode: decodeIonSfu, scripts: ['page/sfu.js', 'page/ionsfu.mjs'] })
const media = await s.page(), alice = await s.page()
const server = await startIonSfu(media)
await alice.evaluate(how => start(...how), [`ws://127.0.0.1:${PORT}/ws`, 'kitchen', 'alice'])
await alice.evaluate(() => connected())
await sleep(1000)
await alice.evaluate(() => restart())
await sleep(1000)
await alice.evaluate(() => joinAgain())
await alice.evaluate(() => stop())
await sleep(500)
s.truth.more.decode = ['-d', 'tcp.port==7000,http'] // Wireshark has another protocol there
s.truth.more.findings = { 'error.reported': 1 }
await s.end(`${s.browser.name} with ion-sdk-js ${version('ion-sdk-js')} and a stub of ion-sfu, whose media end is ${s.browser.name}`, { alice, media })
server.close()
process.exit()
