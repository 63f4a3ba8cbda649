// SPDX-License-Identifier: GPL-2.0-or-later
// socket.io 2, that is Engine.IO 3, whose binary messages begin with the byte 4.
import socketio from 'socket.io2'
import { socketCall } from '../lib/socketcall.mjs'

await socketCall(http => socketio(http),
  'socket.io2', 'socket.io-client2', 'socket.io-client2/dist/socket.io.js',
  { pages: ['page/binarypeer.js'], media: null, what: 'socket.io 2, in attachments,' })
