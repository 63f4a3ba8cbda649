// SPDX-License-Identifier: GPL-2.0-or-later
// A call over socket.io, of either major version that has its own protocol.
import { createServer } from 'node:http'
import { call, peerScripts } from './relaycall.mjs'
import { PORT } from './relay.mjs'
import { session } from './session.mjs'
import { version } from './truth.mjs'

const EVENTS = ['offer', 'answer', 'ice-candidate']

// start(http) gives a socket.io server. more: {pages} scripts after page/socketpeer.js, {media}, {what}
export async function socketCall(start, server, client, script, { pages = [], media, what = 'socket.io' } = {}) {
  const s = await session([script.endsWith('.mjs') ? script : `node_modules/${script}`, ...peerScripts,
    'page/socketpeer.js', ...pages])
  const http = createServer()
  const io = start(http)
  io.on('connection', socket => {
    for (const event of EVENTS) socket.on(event, m => socket.broadcast.emit(event, m))
  })
  await new Promise(resolve => http.listen(PORT, '127.0.0.1', resolve))
  s.truth.watch(io.engine.ws) // made when the port is opened
  const a = await s.page(), b = await s.page()
  await call(a, b, { url: `http://127.0.0.1:${PORT}`, ...media !== undefined && { media } })
  await s.end(`${s.browser.name} to ${s.browser.name} over ${what} (server ${version(server)}, client ${version(client)})`, a, b)
  io.close()
}
