// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as Home Assistant's core does to its frontend, for cameras only. Its media end
// is a page (page/sfu.js).
import { WebSocketServer } from 'ws'

export const PORT = 8123

export async function startHomeassistant(media) {
  const wss = new WebSocketServer({ host: '127.0.0.1', port: PORT, path: '/api/websocket', perMessageDeflate: false })
  const inPage = (name, ...how) => media.evaluate(([name, how]) => globalThis.eval(name)(...how), [name, how])
  let client, offerId, answered
  const send = message => client.send(JSON.stringify(message))
  const result = (id, result = null) => send({ id, type: 'result', success: true, result })
  const fail = (id, code, message) => send({ id, type: 'result', success: false, error: { code, message } })
  const event = (id, event) => send({ id, type: 'event', event })
  await media.exposeFunction('gathered', (_, init) => { if (init?.candidate) event(offerId, { type: 'candidate', candidate: init }) })

  const handlers = {
    auth: () => send({ type: 'auth_ok', ha_version: '2026.11.1' }),
    supported_features: ({ id }) => result(id),
    ping: ({ id }) => send({ id, type: 'pong' }),
    unsubscribe_events: ({ id }) => { result(id); inPage('hangUp', 'camera') },
    'camera/webrtc/get_client_config': ({ id }) => result(id, {
      configuration: { iceServers: [{ urls: ['stun:stun.example.test:3478'] }, { urls: 'turn:turn.example.test:3478', username: 'home', credential: 'not-a-real-one' }] },
      getCandidatesUpfront: false
    }),
    async 'camera/webrtc/offer'({ id, entity_id, offer }) {
      if (entity_id === 'camera.cellar') return fail(id, 'webrtc_offer_failed', 'Camera does not support WebRTC, frontend_stream_types={hls}')
      offerId = id
      result(id)
      event(id, { type: 'session', session_id: '01JDX0S3ZV8M5X2Q9E4K7B6C1A' })
      answered = inPage('sendCamera', 'camera').then(() => inPage('answer', 'camera', offer))
      const { sdp } = await answered
      event(id, { type: 'answer', answer: sdp })
    },
    async 'camera/webrtc/candidate'({ id, candidate }) {
      await answered
      await inPage('candidate', 'camera', candidate)
      result(id)
    }
  }
  wss.on('connection', ws => {
    client = ws
    ws.on('message', data => {
      const message = JSON.parse(data)
      handlers[message.type](message)
    })
    send({ type: 'auth_required', ha_version: '2026.11.1' })
  })
  return {
    event: details => event(offerId, details),
    close: () => wss.close()
  }
}
