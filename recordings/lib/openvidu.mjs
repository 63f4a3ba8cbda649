// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as OpenVidu 2 does to openvidu-browser, for one client and a participant who is
// not there. Its media end is a page (page/sfu.js).
import { WebSocketServer } from 'ws'

export const PORT = 8443
const SELF = 'con_Alice1', OTHER = 'con_Bob2', STREAM = 'str_MIC_Own1_con_Alice1', REMOTE = 'str_MIC_Far2_con_Bob2'
const NOW = 1764036000000
const MEDIA = { hasAudio: true, hasVideo: false, audioActive: true, videoActive: false, typeOfVideo: 'CAMERA', frameRate: -1, videoDimensions: '{"width":0,"height":0}' }

export async function startOpenvidu(media) {
  const wss = new WebSocketServer({ host: '127.0.0.1', port: PORT, path: '/openvidu', perMessageDeflate: false })
  const inPage = (name, ...how) => media.evaluate(([name, how]) => globalThis.eval(name)(...how), [name, how])
  let client, mediaServer = 'kurento', refused
  const ready = {}
  const send = message => client.send(JSON.stringify({ ...message, jsonrpc: '2.0' }))
  const notify = (method, params) => send({ method, params })
  const owner = { own: SELF, far: OTHER }
  await media.exposeFunction('gathered', async (id, init) => {
    await ready[id] // candidates follow the description
    if (init?.candidate) notify('iceCandidate', { senderConnectionId: owner[id], endpointName: id === 'own' ? STREAM : REMOTE, ...init, usernameFragment: undefined })
  })
  const after = (id, promise) => { ready[id] = promise.then(() => new Promise(resolve => setTimeout(resolve, 200))); return promise }

  const handlers = {
    ping: () => ({ value: 'pong' }),
    joinRoom({ session }) {
      return {
        id: SELF, finalUserId: 'F1', createdAt: NOW, metadata: '{"clientData":"alice"}', value: [], session, version: '2.32.1', mediaServer,
        record: true, role: 'PUBLISHER', coturnIp: '192.0.2.10', coturnPort: 3478, turnUsername: 'OV1', turnCredential: 'not-a-real-one', videoSimulcast: false, life: 1
      }
    },
    async publishVideo({ sdpOffer }) {
      if (!refused) {
        refused = true
        throw { code: 401, message: 'Client does not have permission to publish', data: 'USER_UNAUTHORIZED' }
      }
      const { sdp } = await after('own', inPage('answer', 'own', sdpOffer))
      return { id: STREAM, sdpAnswer: sdp, createdAt: NOW }
    },
    async prepareReceiveVideoFrom() {
      await inPage('hangUp', 'far') // the one before
      await inPage('id => { delete pcs[id] }', 'far')
      await inPage('sendCamera', 'far')
      return { sdpOffer: await after('far', inPage('offer', 'far')) }
    },
    async receiveVideoFrom({ sdpOffer, sdpAnswer }) {
      if (sdpAnswer) return void await inPage('accept', 'far', sdpAnswer)
      await inPage('sendCamera', 'far')
      return { sdpAnswer: (await after('far', inPage('answer', 'far', sdpOffer))).sdp }
    },
    async onIceCandidate({ endpointName, candidate, sdpMid, sdpMLineIndex }) {
      const id = endpointName === SELF ? 'own' : 'far'
      await ready[id]
      await inPage('candidate', id, { candidate, sdpMid, sdpMLineIndex }).catch(() => {})
    },
    sendMessage: ({ message }) => void setImmediate(() => notify('sendMessage', { ...JSON.parse(message), from: SELF })),
    unpublishVideo: () => undefined,
    videoData: () => undefined,
    leaveRoom: () => undefined
  }
  wss.on('connection', ws => {
    client = ws
    ws.on('message', async data => {
      const { id, method, params = {} } = JSON.parse(data)
      let reply
      try {
        reply = { result: { ...await handlers[method](params), sessionId: 'rpc-5d1f' } }
      } catch (error) {
        reply = { error: error.code ? error : { code: -32603, message: String(error) } }
        if (!error.code) console.error(method, error)
      }
      ws.send(JSON.stringify({ id, ...reply, jsonrpc: '2.0' }))
    })
  })
  return {
    // With mediasoup it is the server that offers what it sends.
    useMediasoup() { mediaServer = 'mediasoup' },
    joined: () => notify('participantJoined', { id: OTHER, createdAt: NOW, metadata: '{"clientData":"bob"}' }),
    published: () => notify('participantPublished', { id: OTHER, streams: [{ id: REMOTE, createdAt: NOW, ...MEDIA }] }),
    unpublished: () => notify('participantUnpublished', { connectionId: OTHER, streamId: REMOTE, reason: 'unpublish' }),
    left: () => notify('participantLeft', { connectionId: OTHER, reason: 'disconnect' }),
    close: () => wss.close()
  }
}
