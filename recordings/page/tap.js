// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, before a library that does its own signaling: keeps all that goes through its
// WebSockets, and the descriptions that its peer connections take or make.
window.taps = [] // one for each WebSocket, in the order in which they are opened
window.descriptions = []

{
  const base64 = bytes => {
    let text = ''
    for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte)
    return btoa(text)
  }

  window.WebSocket = class extends WebSocket {
    #tap = { started: performance.timeOrigin + performance.now(), sent: [], closes: [] }
    #initiator

    constructor(...how) {
      super(...how)
      const { pathname, search } = new URL(this.url)
      this.#tap.path = pathname + search
      taps.push(this.#tap)
      this.addEventListener('message', ({ data }) => this.#keep(false, data))
      this.addEventListener('close', ({ code, reason }) => {
        this.#initiator ??= 'server'
        if (code === 1006) return // no Close frame came
        this.#closes(false, code, reason)
        if (this.#initiator === 'server') this.#closes(true, code, reason) // the browser's own reply
      })
    }

    #closes(fromClient, code, reason) {
      this.#tap.closes.push({ fromClient, code, reason, initiator: this.#initiator })
    }

    #keep(fromClient, data) {
      const message = { fromClient }
      this.#tap.sent.push(message)
      if (typeof data === 'string') message.text = data
      else if (data instanceof Blob) data.arrayBuffer().then(bytes => { message.base64 = base64(bytes) })
      else message.base64 = base64(data.buffer ? data.slice().buffer : data)
    }

    send(data) {
      if (this.readyState === WebSocket.OPEN) this.#keep(true, data)
      super.send(data)
    }

    close(...how) {
      if (this.readyState === WebSocket.OPEN) {
        this.#initiator ??= 'client'
        this.#closes(true, how[0] ?? 1005, how[1] ?? '')
      }
      super.close(...how)
    }
  }

  for (const name of ['setLocalDescription', 'setRemoteDescription']) {
    const original = RTCPeerConnection.prototype[name]
    RTCPeerConnection.prototype[name] = async function (...how) {
      await original.apply(this, how)
      descriptions.push(how[0]?.sdp, this.localDescription?.sdp, this.remoteDescription?.sdp)
    }
  }
  const addEventListener = RTCPeerConnection.prototype.addEventListener
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...how) {
      super(...how)
      addEventListener.call(this, 'icegatheringstatechange', () => descriptions.push(this.localDescription?.sdp))
      addEventListener.call(this, 'icecandidate', () => descriptions.push(this.localDescription?.sdp))
    }
  }
}
