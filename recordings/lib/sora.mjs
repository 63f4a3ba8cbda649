// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as Sora does, for one client; a first one sends to it. Its media end is a
// page (page/sfu.js).
import { randomUUID } from 'node:crypto'
import { jsonServer, mediaEnd } from './jsonserver.mjs'

export const FIRST_PORT = 8000, PORT = 8001
const SESSION = 'J0JYWGZXBH7QX3F1XKQDK5WJ2C'

export async function startSora(page) {
  const pc = await mediaEnd(page)
  let client, created
  const firstServer = jsonServer(FIRST_PORT, first => () =>
    first.send({ type: 'redirect', location: `ws://127.0.0.1:${PORT}/signaling` }), { path: '/signaling' })
  const server = jsonServer(PORT, connected => {
    client = connected
    const connection_id = randomUUID().replaceAll('-', '').toUpperCase()
    const handlers = {
      async connect({ client_id, role, channel_id }) {
        await pc('sendCamera', 'session')
        await pc('offer', 'session')
        client.send({
          type: 'offer', sdp: await pc('complete', 'session'), version: '2025.2.0', simulcast: false, spotlight: false, channel_id,
          session_id: SESSION, client_id, bundle_id: client_id, connection_id, mid: { audio: '0', video: '1' },
          config: {
            iceServers: [{ urls: ['turn:127.0.0.1:3478?transport=udp'], username: 'sora', credential: 'only-for-this-recording' }],
            iceTransportPolicy: 'all'
          }
        })
        created = {
          type: 'notify', event_type: 'connection.created', session_id: SESSION, client_id, bundle_id: client_id, connection_id, role,
          timestamp: new Date().toISOString(), audio: true, video: true, minutes: 0, channel_connections: 1, channel_sendrecv_connections: 1
        }
      },
      async answer({ sdp }) {
        await pc('accept', 'session', sdp)
        client.send(created)
        client.send({ ...created, client_id: 'other', bundle_id: 'other', connection_id: 'SOMEONE', channel_connections: 2 })
      },
      're-answer': ({ sdp }) => pc('accept', 'session', sdp),
      candidate: ({ candidate, sdpMid, sdpMLineIndex }) => pc('candidate', 'session', { candidate, sdpMid, sdpMLineIndex }),
      pong() {},
      disconnect: () => client.close(1000)
    }
    return message => handlers[message.type](message)
  }, { path: '/signaling' })
  return {
    async renegotiate() {
      client.send({ type: 're-offer', sdp: await pc('offer', 'session', { iceRestart: true }) })
    },
    ping: () => client.send({ type: 'ping', stats: true }),
    push: () => client.send({ type: 'push', data: { text: 'hello' } }),
    otherLeaves: () => client.send({ ...created, event_type: 'connection.destroyed', client_id: 'other', bundle_id: 'other', connection_id: 'SOMEONE' }),
    close() { firstServer.close(); server.close() }
  }
}
