// SPDX-License-Identifier: GPL-2.0-or-later
// socket.io 4: descriptions and candidates as binary attachments.
import { Server } from 'socket.io'
import { socketCall } from '../lib/socketcall.mjs'

await socketCall(http => new Server(http, { cors: { origin: '*' } }),
  'socket.io', 'socket.io-client', 'socket.io-client/dist/socket.io.js',
  { pages: ['page/binarypeer.js'], media: null, what: 'socket.io, in attachments,' })
