// SPDX-License-Identifier: GPL-2.0-or-later
// socket.io 4 with its MessagePack parser: each packet is one binary message.
import { Server } from 'socket.io'
import parser from 'socket.io-msgpack-parser'
import { socketCall } from '../lib/socketcall.mjs'
import { version } from '../lib/truth.mjs'

await socketCall(http => new Server(http, { cors: { origin: '*' }, parser }),
  'socket.io', 'socket.io-client', 'page/socketmsgpack.mjs',
  { media: null, what: `socket.io with socket.io-msgpack-parser ${version('socket.io-msgpack-parser')}` })
