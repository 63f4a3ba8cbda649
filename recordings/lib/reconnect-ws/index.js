// SPDX-License-Identifier: GPL-2.0-or-later
// kurento-client wants reconnect-ws of a repository at GitHub. This has what it uses of it, without
// connecting again.
const { EventEmitter } = require('events')
const WebSocket = require('ws')

module.exports = (options, connected) => {
  const self = new EventEmitter()
  let socket
  self.reconnect = true
  self.connected = false
  self.connect = (uri, how) => {
    socket = new WebSocket(uri, { perMessageDeflate: false, ...how })
    socket.on('open', () => {
      self.connected = true
      self.emit('connection', socket)
      connected(socket)
    })
    socket.on('error', error => self.emit('fail', error))
    return self
  }
  self.disconnect = () => socket.close()
  return self
}
