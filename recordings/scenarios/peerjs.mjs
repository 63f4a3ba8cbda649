// SPDX-License-Identifier: GPL-2.0-or-later
// PeerJS: a media call and a data connection, each a peer connection of its own.
import { PeerServer } from 'peer'
import { WebSocketServer } from 'ws'
import { MEDIA } from '../lib/relaycall.mjs'
import { session } from '../lib/session.mjs'
import { version } from '../lib/truth.mjs'

const s = await session(['page/log.js', 'page/spy.js', 'page/peerjs.js', 'node_modules/peerjs/dist/peerjs.js'])
s.truth.more.dialect = 'peerjs'
let server
await new Promise(resolve => {
  PeerServer({
    host: '127.0.0.1', port: 9000, path: '/',
    createWebSocketServer: options => s.truth.watch(new WebSocketServer(options), ['bob', 'alice'])
  }, started => { server = started; resolve() })
})

const bob = await s.page(), alice = await s.page()
for (const [page, id] of [[bob, 'bob'], [alice, 'alice']]) {
  await page.evaluate(async ({ id, media }) => {
    window.stream = await navigator.mediaDevices.getUserMedia(media)
    window.peer = new Peer(id, { host: '127.0.0.1', port: 9000, path: '/', config: { iceServers: [] } })
    window.data = new Promise(resolve => peer.on('connection', c => c.on('data', resolve)))
    peer.on('call', call => call.answer(stream))
    await new Promise(resolve => peer.on('open', resolve))
  }, { id, media: MEDIA })
}
await alice.evaluate(() => new Promise(resolve => peer.call('bob', stream).on('stream', resolve)))
await alice.waitForTimeout(1500)
await alice.evaluate(() => new Promise(resolve => {
  const connection = peer.connect('bob')
  connection.on('open', () => { connection.send('hello'); resolve() })
}))
await bob.evaluate(() => data)
await bob.waitForTimeout(1000)
for (const page of [alice, bob]) {
  await page.evaluate(() => peer.destroy())
  await page.waitForTimeout(300)
}
await s.end(`${s.browser.name} to ${s.browser.name}, PeerJS ${version('peerjs')} and PeerServer ${version('peer')}`, bob, alice)
server.close?.()
process.exit()
