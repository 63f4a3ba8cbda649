// SPDX-License-Identifier: GPL-2.0-or-later
// RTCMultiConnection: a room of two; a room that is not there; its own server on socket.io.
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import rtcServer from 'rtcmulticonnection-server'
import { Server } from 'socket.io'
import { decodeRtcMultiConnection } from '../decode/rtcmulticonnection.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

const PORT = 9001
const http = createServer()
new Server(http, { cors: { origin: '*' }, perMessageDeflate: false }).on('connection', socket => rtcServer.addSocket(socket, {}))
await new Promise(resolve => http.listen(PORT, '127.0.0.1', resolve))
const s = await tappedSession({ dialect: 'rtcmulticonnection', decode: decodeRtcMultiConnection,
  scripts: ['node_modules/socket.io-client/dist/socket.io.js', 'node_modules/rtcmulticonnection/dist/RTCMultiConnection.js', 'page/rtcmulticonnection.js'] })
const alice = await s.page(), bob = await s.page()
for (const [page, name] of [[alice, 'alice'], [bob, 'bob']]) await page.evaluate(how => start(...how), [`http://127.0.0.1:${PORT}/`, name, 'kitchen'])
await alice.evaluate(() => open('kitchen'))
await bob.evaluate(() => presence('kitchen'))
await bob.evaluate(() => join('cellar'))
await bob.evaluate(() => join('kitchen'))
for (const page of [alice, bob]) await page.evaluate(() => connected())
await sleep(2000)
for (const page of [bob, alice]) {
  await page.evaluate(() => leave())
  await sleep(500)
}
s.truth.more.findings = { 'error.reported': 1, 'sdp.line_ends': 2 } // of a line that it writes into its offers
await s.end(`${s.browser.name} to ${s.browser.name}, rtcmulticonnection ${version('rtcmulticonnection')} over ` +
  `rtcmulticonnection-server ${version('rtcmulticonnection-server')} with socket.io ${version('socket.io')}`, { alice, bob })
process.exit()
