// SPDX-License-Identifier: GPL-2.0-or-later
// socket.io 4: it begins with polling and moves to a WebSocket (2probe, 3probe, 5).
import { Server } from 'socket.io'
import { socketCall } from '../lib/socketcall.mjs'

await socketCall(http => new Server(http, { cors: { origin: '*' } }),
  'socket.io', 'socket.io-client', 'socket.io-client/dist/socket.io.js')
