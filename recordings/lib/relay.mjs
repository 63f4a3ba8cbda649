// SPDX-License-Identifier: GPL-2.0-or-later
// A relay for two: what one sends goes to the other as it is, or not at all.
import { WebSocketServer } from 'ws'

export const PORT = 8080

export async function startRelay(truth, options = {}) {
  const { server, deflate = false, deflates = () => true, passes = () => true, host = '127.0.0.1' } = options
  const sockets = []
  const wss = truth.watch(new WebSocketServer(server
    ? { server, perMessageDeflate: deflate }
    : { host, port: PORT, perMessageDeflate: deflate }))
  wss.on('connection', socket => {
    const own = sockets.push(socket) - 1
    socket.on('message', (data, isBinary) => {
      if (!passes(data)) return
      sockets[own ^ 1]?.send(data, { binary: isBinary, compress: deflates(own ^ 1, data) })
    })
  })
  if (!server) await new Promise(resolve => wss.on('listening', resolve))
  return { close: () => new Promise(resolve => wss.close(resolve)) }
}
