// SPDX-License-Identifier: GPL-2.0-or-later
// socket.io 2 (Engine.IO 3), as scenario socketio4.
import socketio from 'socket.io2'
import { socketCall } from '../lib/socketcall.mjs'

await socketCall(http => socketio(http),
  'socket.io2', 'socket.io-client2', 'socket.io-client2/dist/socket.io.js')
