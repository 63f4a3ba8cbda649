// SPDX-License-Identifier: GPL-2.0-or-later
// Verto: an outgoing call with early media and hold, one to nobody, an incoming one.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeVerto } from '../decode/verto.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'
import { PORT, startVerto } from '../lib/verto.mjs'

const library = 'node_modules/verto/src/jquery'
const s = await tappedSession({ dialect: 'verto', decode: decodeVerto, scripts: ['page/sfu.js',
  'node_modules/jquery/dist/jquery.js', `${library}.FSRTC.js`, `${library}.jsonrpcclient.js`, `${library}.verto.js`, 'page/verto.js'] })
const media = await s.page(), alice = await s.page()
const server = await startVerto(media)
await alice.evaluate(url => login(url), `ws://127.0.0.1:${PORT}/`)
await alice.evaluate(() => { verto.subscribe('presence') })

await alice.evaluate(() => call('echo'))
await alice.evaluate(() => reaches('active'))
await sleep(1000)
await alice.evaluate(() => { dialog.hold() })
await alice.evaluate(() => reaches('held'))
await alice.evaluate(() => { dialog.unhold(); dialog.dtmf('1') })
await sleep(500)
await alice.evaluate(() => { dialog.hangup() })
await sleep(500)

await alice.evaluate(() => call('nobody'))
await alice.evaluate(() => reaches('destroy'))
await sleep(300)

const callID = await server.invite()
await alice.evaluate(() => rung())
await sleep(300)
await alice.evaluate(() => dialog.answer())
await alice.evaluate(() => reaches('active'))
await sleep(1500)
server.bye(callID, 16, 'NORMAL_CLEARING')
await alice.evaluate(() => reaches('destroy'))
await sleep(300)
await alice.evaluate(() => verto.logout())
await sleep(500)
await s.end(`${s.browser.name}, jquery.verto.js (verto ${version('verto')}) and a stub for FreeSWITCH, whose media end is ${s.browser.name}`,
  { alice, media })
server.close()
