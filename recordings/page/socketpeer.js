// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a Peer over socket.io (client 4 or 2) with an event for each kind of message.
class SocketPeer extends Peer {
  async open(url) {
    const { origin, search } = new URL(url.replace(/^ws/, 'http'))
    const socket = this.socket = io(origin, { forceNew: true, query: Object.fromEntries(new URLSearchParams(search)) })
    socket.on('offer', m => this.receive(m))
    socket.on('answer', m => this.receive(m))
    socket.on('ice-candidate', candidate => this.receive({ candidate }))
    await new Promise(resolve => socket.on('connect', resolve))
    await until(() => socket.io.engine.transport.name === 'websocket' && !socket.io.engine.upgrading, 'upgrade')
  }

  transmit(m) {
    if ('type' in m) this.socket.emit(m.type, m)
    else this.socket.emit('ice-candidate', m.candidate)
  }

  async close() {
    this.socket.disconnect()
    await sleep(300)
  }
}

window.PeerKind = SocketPeer
