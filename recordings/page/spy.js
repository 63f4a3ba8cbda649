// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, before a library that does its own signaling: logs what goes through its WebSocket.
// decode(text) gives the descriptions and candidates of a message of that library's protocol.
window.spied = { paths: [], closes: [] }

function spyOnWebSocket(decode) {
  const log = (fromClient, data) => { for (const value of decode(data)) note(fromClient, value) }
  window.WebSocket = class extends WebSocket {
    #initiator
    constructor(...how) {
      super(...how)
      const { pathname, search } = new URL(this.url)
      spied.paths.push(pathname + search)
      this.addEventListener('message', ({ data }) => log(false, data))
      this.addEventListener('close', ({ code, reason }) => {
        this.#initiator ??= 'server'
        if (code !== 1006) spied.closes.push({ fromClient: false, code, reason, initiator: this.#initiator })
      })
    }
    send(data) {
      log(true, data)
      super.send(data)
    }
    close(...how) {
      if (this.readyState === WebSocket.OPEN) {
        this.#initiator ??= 'client'
        spied.closes.push({ fromClient: true, code: how[0] ?? 1005, reason: how[1] ?? '', initiator: this.#initiator })
      }
      super.close(...how)
    }
  }
}
