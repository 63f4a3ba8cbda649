// SPDX-License-Identifier: GPL-2.0-or-later
// A WebSocket server of JSON messages, for the stubs of signaling systems.
import { WebSocketServer } from 'ws'

// connected(client, url) gives the function that takes each message; client.send(m), client.close()
export function jsonServer(port, connected, options = {}) {
  const wss = new WebSocketServer({ host: '127.0.0.1', port, perMessageDeflate: false, ...options })
  wss.on('connection', (ws, { url }) => {
    const client = {
      send: m => { if (ws.readyState === ws.OPEN) ws.send(JSON.stringify(m)) },
      close: (...how) => ws.close(...how),
      closed: () => {}
    }
    const take = connected(client, new URL(url, 'http://x'))
    ws.on('message', data => take(JSON.parse(data)))
    ws.on('close', () => client.closed())
  })
  return wss
}

// The media end of a stub is a page with page/sfu.js: gives the function that calls one of its
// functions. gathered(id, candidate): its candidates, null for the last.
export async function mediaEnd(page, gathered = () => {}) {
  await page.exposeFunction('gathered', gathered)
  return (name, ...how) => page.evaluate(([name, how]) => globalThis.eval(name)(...how), [name, how])
}
