// SPDX-License-Identifier: GPL-2.0-or-later
// Collects what the applications say that they sent and received; see ../TRUTH.md.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)

export function version(library) {
  return JSON.parse(readFileSync(new URL(`node_modules/${library}/package.json`, root))).version
}

export class Truth {
  connections = []
  items = []
  closes = []
  more = {}

  // To be called in the order of the upgrade requests.
  connection(label, path) {
    const index = this.connections.length
    this.connections.push({ index, label, path })
    return index
  }

  // What a page logged with note() of page/log.js.
  add(connection, log) {
    for (const { fromClient, kind, sdp, candidate, mid } of log) {
      const item = { connection, from_client: fromClient, kind }
      if (sdp) {
        item.sdp_sha256 = createHash('sha256').update(sdp).digest('hex')
        item.media = [...sdp.matchAll(/^m=(\w+)/gm)].map(m => m[1])
      }
      if (candidate) item.candidate = candidate
      if (mid != null) item.mid = mid
      this.items.push(item)
    }
  }

  // Has a WebSocketServer of the package ws (any version) tell of its connections, and of the
  // Close frames that it receives and sends.
  watch(server, labels = ['page a', 'page b', 'page c', 'page d']) {
    const handleUpgrade = server.handleUpgrade
    server.handleUpgrade = (request, tcp, head, done) =>
      handleUpgrade.call(server, request, tcp, head, (socket, ...more) => {
        const index = this.connection(labels[this.connections.length], request.originalUrl ?? request.url)
        this.#watchCloses(index, socket)
        done(socket, ...more)
      })
    return server
  }

  #watchCloses(connection, socket) {
    let initiator, answered = false
    const add = (fromClient, code, reason) => this.addCloses(connection, [{ fromClient, code, reason, initiator }])
    // ws answers a Close in its own listener, which runs before this one
    socket._receiver.on('conclude', (code, reason) => {
      initiator ??= 'client'
      add(true, code, reason)
      if (answered) add(false, ...answered)
    })
    const close = socket.close
    socket.close = (...how) => {
      if (socket.readyState === socket.OPEN) {
        if (socket._closeFrameReceived) {
          answered = how
        } else {
          initiator = 'server'
          add(false, ...how)
        }
      }
      return close.apply(socket, how)
    }
  }

  addCloses(connection, closes) {
    for (const { fromClient, code, reason, initiator } of closes) {
      const close = { connection, from_client: fromClient }
      if (code !== undefined && code !== 1005) Object.assign(close, { code, reason: String(reason ?? '') })
      this.closes.push({ ...close, initiator })
    }
  }

  write(origin) {
    const name = process.env.NAME
    const day = new Date().toISOString().slice(0, 10)
    const document = {
      capture: `${name}.pcapng`,
      origin: `${origin}, ${day}; recorded`,
      again: `recordings/record.sh ${name}`,
      ...this.more,
      connections: this.connections,
      messages: this.messages,
      items: this.items,
      closes: this.closes
    }
    // one line for each connection, message, item and close
    const text = JSON.stringify(document, (key, value) =>
      ['connections', 'messages', 'items', 'closes', 'statistics'].includes(key) && value ? value.map(v => '\u0001' + JSON.stringify(v)) : value, 2)
      .replace(/"\\u0001((?:[^"\\]|\\.)*)"/g, (_, line) => JSON.parse(`"${line}"`))
    writeFileSync(`${process.env.WORK}/truth.json`, text + '\n')
  }
}
