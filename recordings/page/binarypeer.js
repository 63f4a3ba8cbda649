// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after socketpeer.js: descriptions and candidates travel as attachments. A description is
// the bare SDP, its kind the event's name; a candidate is JSON.
class BinaryPeer extends SocketPeer {
  async open(url) {
    await super.open(url)
    const text = bytes => new TextDecoder().decode(bytes)
    for (const event of ['offer', 'answer', 'ice-candidate']) this.socket.off(event)
    for (const type of ['offer', 'answer']) this.socket.on(type, bytes => this.receive({ type, sdp: text(bytes) }))
    this.socket.on('ice-candidate', bytes => this.receive({ candidate: JSON.parse(text(bytes)).candidate }))
  }

  transmit(m) {
    const bytes = new TextEncoder().encode('type' in m ? m.sdp : this.format.wrap(m)).buffer
    this.socket.emit('type' in m ? m.type : 'ice-candidate', bytes)
  }
}

window.PeerKind = BinaryPeer
