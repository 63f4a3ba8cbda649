// SPDX-License-Identifier: GPL-2.0-or-later
// As page/tap.js, for clients that are not pages: keeps what goes through the sockets of a server of
// the package ws, before the server itself sees it. Its clients are those that begin to close.
export function tapServer(server, label) {
  const taps = []
  server.prependListener('connection', (socket, { url }) => {
    const tap = { label, path: url, started: Date.now(), sent: [], closes: [] }
    taps.push(tap)
    const keep = (fromClient, data, binary) =>
      tap.sent.push({ fromClient, ...binary ? { base64: Buffer.from(data).toString('base64') } : { text: String(data) } })
    socket.on('message', (data, binary) => keep(true, data, binary))
    socket.on('close', (code, reason) => {
      if (code !== 1006) tap.closes = [true, false].map(fromClient => ({ fromClient, code, reason: String(reason), initiator: 'client' }))
    })
    const send = socket.send
    socket.send = (data, ...how) => {
      keep(false, data, typeof data !== 'string')
      send.call(socket, data, ...how)
    }
  })
  return taps
}
