// SPDX-License-Identifier: GPL-2.0-or-later
// A LiveKit signaling server for one client, written with LiveKit's own protocol library. The media
// end is a page (page/sfu.js), in whose name another participant, bob, publishes his camera.
import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'
import {
  ConnectionQuality, DisconnectReason, JoinRequest, LeaveRequest_Action, ParticipantInfo_State, SignalRequest,
  SignalResponse, SignalTarget, TrackSource, TrackType, WrappedJoinRequest, WrappedJoinRequest_Compression
} from '@livekit/protocol'
import { WebSocketServer } from 'ws'

export const PORT = 7880
const { PUBLISHER, SUBSCRIBER } = SignalTarget

export function joinRequestOf(url) {
  const wrapped = new URL(url, 'http://x').searchParams.get('join_request')
  if (!wrapped) return null
  const { compression, joinRequest } = WrappedJoinRequest.fromBinary(Buffer.from(wrapped, 'base64url'))
  return JoinRequest.fromBinary(compression === WrappedJoinRequest_Compression.GZIP ? gunzipSync(joinRequest) : joinRequest)
}

const permission = { canSubscribe: true, canPublish: true, canPublishData: true, canUpdateMetadata: true }
const room = { sid: 'RM_4nJx9yTqWmZc', name: 'kitchen', emptyTimeout: 300, creationTime: 1700000000n }
const alice = { sid: 'PA_8hQwErTyUiOp', identity: 'alice', name: 'Alice', state: ParticipantInfo_State.ACTIVE,
  joinedAt: 1700000100n, permission, tracks: [], version: 1 }
const BOB = { audio: 'TR_AMbobMicroph', video: 'TR_VCbobsCamera' }
const bob = { sid: 'PA_bZxCvBnMaSdF', identity: 'bob', name: 'Bob', state: ParticipantInfo_State.ACTIVE,
  joinedAt: 1700000050n, permission, isPublisher: true, version: 1, tracks: [
    { sid: BOB.audio, type: TrackType.AUDIO, source: TrackSource.MICROPHONE, mimeType: 'audio/opus', name: 'mic' },
    { sid: BOB.video, type: TrackType.VIDEO, source: TrackSource.CAMERA, mimeType: 'video/VP8', name: 'camera', width: 320, height: 240 }
  ] }

// media: the page; single: one peer connection for both directions; old: does not know /rtc/v1
export async function startLivekit(media, { single, deflate = false, old = false }) {
  const http = createServer(({ url }, response) => {
    response.writeHead(old && url.startsWith('/rtc/v1') ? 404 : 200, { 'access-control-allow-origin': '*' }).end('success')
  })
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: deflate })
  http.on('upgrade', (request, socket, head) => {
    if (old && request.url.startsWith('/rtc/v1')) socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
    else wss.handleUpgrade(request, socket, head, ws => wss.emit('connection', ws, request))
  })
  let client, streams
  const held = {} // of each target, the candidate that waits to be known as the last
  await media.exposeFunction('gathered', (id, candidate) => {
    const target = id === 'pub' ? PUBLISHER : SUBSCRIBER
    if (held[id]) client.say('trickle', { candidateInit: JSON.stringify(held[id]), target, final: !candidate })
    held[id] = candidate
  })
  const inPage = (name, ...how) => media.evaluate(([name, how]) => globalThis.eval(name)(...how), [name, how])
  const naming = sdp => Object.entries(streams ?? {}).reduce((text, [kind, { stream, track }]) =>
    text.replaceAll(stream, `${bob.sid}|${BOB[kind]}`).replaceAll(track, BOB[kind]), sdp)

  async function answerOffer({ sdp, id }) {
    const { sdp: own, sending } = await inPage('answer', 'pub', sdp)
    const midToTrackId = Object.fromEntries(sending.filter(([, kind]) => kind).map(([mid, kind]) => [mid, BOB[kind]]))
    client.say('answer', { type: 'answer', sdp: naming(own), id, midToTrackId })
  }
  let offers = 0
  const offerBob = async options =>
    client.say('offer', { type: 'offer', sdp: naming(await inPage('offer', 'sub', options)), id: ++offers,
      midToTrackId: { 0: BOB.audio, 1: BOB.video } })

  // bob begins to publish; the client is offered his tracks, or asked to make room for them
  async function publishBob() {
    client.say('update', { participants: [bob] })
    streams = await inPage('sendCamera', single ? 'pub' : 'sub')
    if (single) client.say('mediaSectionsRequirement', { numAudios: 1, numVideos: 1 })
    else await offerBob()
  }

  let tracks = 0
  const handlers = {
    offer: answerOffer,
    answer: ({ sdp }) => inPage('accept', 'sub', sdp),
    trickle: ({ candidateInit, target }) =>
      inPage('candidate', target === PUBLISHER ? 'pub' : 'sub', JSON.parse(candidateInit)).catch(() => {}),
    addTrack: ({ cid, type, source, name, width, height }) => {
      const track = { sid: `TR_${type === TrackType.AUDIO ? 'AM' : 'VC'}alices000${++tracks}`, type, source, name, width, height }
      alice.tracks.push(track)
      client.say('trackPublished', { cid, track })
      client.say('update', { participants: [{ ...alice, version: ++alice.version }] })
      client.say('trackSubscribed', { trackSid: track.sid })
    },
    mute: ({ sid, muted }) => {
      alice.tracks.find(t => t.sid === sid).muted = muted
      client.say('update', { participants: [{ ...alice, version: ++alice.version }] })
    },
    updateMetadata: ({ requestId, metadata }) => {
      client.say('requestResponse', { requestId })
      client.say('update', { participants: [{ ...alice, metadata, version: ++alice.version }] })
    },
    ping: at => client.say('pong', at),
    pingReq: ({ timestamp }) => client.say('pongResp', { lastPingTimestamp: timestamp, timestamp: BigInt(Date.now()) }),
    syncState: () => { if (!single) offerBob({ iceRestart: true }) }
  }

  wss.on('connection', (ws, { url }) => {
    let text = false
    client = {
      ws,
      say(what, value) {
        const message = new SignalResponse({ message: { case: what, value } })
        ws.send(text ? message.toJsonString() : message.toBinary())
      }
    }
    const request = joinRequestOf(url)
    if (request?.reconnect || new URL(url, 'http://x').searchParams.get('reconnect')) {
      client.say('reconnect', { iceServers, serverInfo, lastMessageSeq: 20 })
    } else {
      client.say('join', { room, participant: alice, otherParticipants: [{ ...bob, tracks: [], isPublisher: false }],
        serverVersion: serverInfo.version, serverInfo, iceServers, subscriberPrimary: !single, pingTimeout: 15,
        pingInterval: 2, fastPublish: true, enabledPublishCodecs: [{ mime: 'video/VP8' }, { mime: 'audio/opus' }] })
      if (request?.publisherOffer) answerOffer(request.publisherOffer)
      if (!single) publishBob()
    }
    ws.on('message', (data, binary) => {
      text = !binary
      const { message } = binary ? SignalRequest.fromBinary(data) : SignalRequest.fromJsonString(String(data))
      handlers[message.case]?.(message.value)
    })
  })
  await new Promise(resolve => http.listen(PORT, '127.0.0.1', resolve))

  return {
    publishBob,
    // the server's own end of it all
    shutDown: () => client.say('leave', { reason: DisconnectReason.SERVER_SHUTDOWN, action: LeaveRequest_Action.DISCONNECT }),
    // what a server says now and then
    chatter() {
      client.say('speakersChanged', { speakers: [{ sid: bob.sid, level: 0.5, active: true }] })
      client.say('connectionQuality', { updates: [{ participantSid: alice.sid, quality: ConnectionQuality.EXCELLENT, score: 4.5 }] })
      client.say('roomUpdate', { room: { ...room, metadata: 'dinner', numParticipants: 2 } })
      client.say('refreshToken', token('alice'))
    },
    close: () => { wss.close(); http.close(); http.closeAllConnections() }
  }
}

const serverInfo = { version: '1.9.0', protocol: 16, region: 'test', nodeId: 'ND_test' }
const iceServers = [{ urls: ['turn:127.0.0.1:3478?transport=udp'], username: 'alice', credential: 'turn-secret' }]

// Nobody checks its signature.
export function token(identity) {
  const part = value => Buffer.from(value).toString('base64url')
  return [part('{"alg":"HS256","typ":"JWT"}'),
    part(JSON.stringify({ exp: 4102444800, iss: 'key', sub: identity, video: { room: room.name, roomJoin: true } })),
    part('no signature')].join('.')
}
