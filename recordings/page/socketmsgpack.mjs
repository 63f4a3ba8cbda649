// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: socket.io 4 whose packets are MessagePack, each in one binary message.
import { io } from 'socket.io-client'
import * as parser from 'socket.io-msgpack-parser'

window.io = (url, options) => io(url, { ...options, parser })
