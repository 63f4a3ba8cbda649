// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as Ayame does: rooms of two, messages go to the other as they are.
import { randomUUID } from 'node:crypto'
import { jsonServer } from './jsonserver.mjs'

export const PORT = 8000
const PING_INTERVAL = 2000

export function startAyame() {
  const rooms = new Map()
  return jsonServer(PORT, client => {
    let others = () => []
    const ping = setInterval(() => client.send({ type: 'ping' }), PING_INTERVAL)
    client.closed = () => {
      clearInterval(ping)
      others().forEach(other => other.send({ type: 'bye' }))
      for (const room of rooms.values()) room.delete(client)
    }
    return message => {
      if (message.type === 'register') {
        const room = rooms.get(message.roomId) ?? rooms.set(message.roomId, new Set()).get(message.roomId)
        if (room.size === 2) {
          client.send({ type: 'reject', reason: 'full' })
          return setTimeout(client.close, 1000) // the SDK closes before that
        }
        client.send({
          type: 'accept', connectionId: randomUUID(), isExistClient: room.size > 0, isExistUser: room.size > 0, authzMetadata: {},
          iceServers: [{ urls: ['turn:127.0.0.1:3478?transport=udp'], username: 'ayame', credential: 'only-for-this-recording' }]
        })
        room.add(client)
        others = () => [...room].filter(other => other !== client)
      } else if (message.type !== 'pong') {
        others().forEach(other => other.send(message))
      }
    }
  }, { path: '/signaling' })
}
