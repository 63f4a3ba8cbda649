// SPDX-License-Identifier: GPL-2.0-or-later
// Servers for the calls in generic envelopes. SignalR's and Phoenix's own are not Node's, so these are
// stubs; SignalR's writes and parses with the official library.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import signalR from '@microsoft/signalr'
import StompServer from 'stomp-broker-js'
import { WebSocketServer } from 'ws'
import { arrayBuffer } from '../decode/signalr.mjs'

export const PORT = 8080

function listen(http) {
  return new Promise(resolve => http.listen(PORT, '127.0.0.1', resolve))
}

// hub: the protocol; its messages are text, or bytes
export async function startSignalR(hub = new signalR.JsonHubProtocol()) {
  const http = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-credentials', 'true')
    response.setHeader('access-control-allow-headers', 'x-requested-with,x-signalr-user-agent')
    response.end(request.method === 'OPTIONS' ? '' : JSON.stringify({
      negotiateVersion: 1, connectionId: randomUUID(), connectionToken: randomUUID(),
      availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }]
    }))
  })
  const wss = new WebSocketServer({ server: http, perMessageDeflate: false })
  const { MessageType: { Invocation, Completion, Ping } } = signalR
  wss.on('connection', ws => {
    const send = m => ws.send(hub.writeMessage(m))
    ws.once('message', () => {
      ws.send('{}\x1e')
      const pings = setInterval(() => send({ type: Ping }), 1500)
      ws.on('close', () => clearInterval(pings))
      ws.on('message', (data, binary) => {
        for (const { type, target, arguments: list, invocationId } of hub.parseMessages(binary ? arrayBuffer(data) : String(data), { log() {} })) {
          if (type !== Invocation) continue
          if (target === 'Signal') {
            for (const other of wss.clients) if (other !== ws) other.send(hub.writeMessage({ type: Invocation, target, arguments: list }))
          }
          send({ type: Completion, invocationId, ...['Join', 'Signal', 'Leave'].includes(target) ? { result: null } : { error: 'Unknown hub method' } })
        }
      })
    })
  })
  await listen(http)
  return () => { wss.close(); http.close(); http.closeAllConnections() }
}

export async function startPhoenix() {
  const http = createServer()
  const wss = new WebSocketServer({ server: http, perMessageDeflate: false })
  wss.on('connection', ws => ws.on('message', data => {
    const [joinRef, ref, topic, event, payload] = JSON.parse(data)
    const send = (...m) => ws.send(JSON.stringify(m))
    const reply = (status, response = {}) => send(joinRef, ref, topic, 'phx_reply', { status, response })
    if (event === 'phx_join' && topic === 'peer:locked') return reply('error', { reason: 'unauthorized' })
    if (event.startsWith('sdp_') || event === 'ice_candidate') {
      for (const other of wss.clients) if (other !== ws) other.send(JSON.stringify([null, null, topic, event, payload]))
      return
    }
    reply('ok')
    if (event === 'phx_leave') send(joinRef, null, topic, 'phx_close', {})
  }))
  await listen(http)
  return () => { wss.close(); http.close(); http.closeAllConnections() }
}

export async function startStomp() {
  const http = createServer()
  new StompServer({ server: http, path: '/ws', heartbeat: [1000, 1000], debug: () => {} })
  await listen(http)
  return () => { http.close(); http.closeAllConnections() }
}
