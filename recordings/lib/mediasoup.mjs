// SPDX-License-Identifier: GPL-2.0-or-later
// A room server as of mediasoup-demo: protoo-server for the messages, mediasoup's own rules (ortc) for
// capabilities and RTP parameters. mediasoup's worker is a binary of its own that npm does not bring;
// in its place werift is the ICE-lite, DTLS and SRTP end that forwards the packets.
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import * as ortc from 'mediasoup/ortc'
import protoo from 'protoo-server'
import { RTCDtlsParameters, RTCDtlsTransport, RTCIceGatherer, RTCIceParameters, RTCIceTransport } from 'werift'

export const PORT = 4443

const capabilities = ortc.generateRouterRtpCapabilities([
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90000 }
])
const AES128_CM_SHA1_80 = 1

class Transport {
  id = randomUUID()

  async open() {
    this.ice = new RTCIceTransport(new RTCIceGatherer({ iceLite: true, stunServer: undefined }))
    await this.ice.gather()
    this.dtls = new RTCDtlsTransport({}, this.ice, await RTCDtlsTransport.SetupCertificate(), [AES128_CM_SHA1_80])
    this.dtls.role = 'server'
    const { usernameFragment, password } = this.ice.localParameters
    return {
      id: this.id,
      iceParameters: { usernameFragment, password, iceLite: true },
      iceCandidates: this.ice.localCandidates.filter(c => c.ip.includes('.')).map(({ foundation, priority, ip, protocol, port, type }) =>
        ({ foundation, priority, ip, address: ip, protocol, port, type })),
      dtlsParameters: { fingerprints: this.dtls.localParameters.fingerprints.map(f => ({ ...f })), role: 'auto' },
      sctpParameters: { port: 5000, OS: 1024, MIS: 1024, maxMessageSize: 262144 }
    }
  }

  // An ICE-lite end needs to know nothing of the client's ICE.
  connect({ role, fingerprints }) {
    this.ice.setRemoteParams(new RTCIceParameters({ usernameFragment: 'unknown', password: 'unknown', iceLite: false }))
    this.dtls.setRemoteParams(new RTCDtlsParameters(fingerprints, role))
    this.connected = this.ice.start().then(() => this.dtls.start())
    this.connected.catch(error => console.error('transport:', error.message))
  }

  // Old and new parameters both hold from now on.
  restartIce() {
    const usernameFragment = randomBytes(8).toString('hex'), password = randomBytes(12).toString('hex')
    this.ice.connection.userHistory[usernameFragment] = password
    return { usernameFragment, password, iceLite: true }
  }

  async close() { await this.dtls.stop(); await this.ice.stop() }
}

class Producer {
  id = randomUUID()
  consumers = new Set()

  constructor(transport, kind, rtpParameters) {
    Object.assign(this, { kind, rtpParameters })
    ortc.validateAndNormalizeRtpParameters(rtpParameters)
    const mapping = ortc.getProducerRtpParametersMapping(rtpParameters, capabilities)
    this.consumable = ortc.getConsumableRtpParameters(kind, rtpParameters, capabilities, mapping)
    const { ssrc } = rtpParameters.encodings[0]
    transport.dtls.onRtp.subscribe(({ header, payload }) => {
      if (header.ssrc === ssrc) for (const forward of this.consumers) forward(header, payload)
    })
  }

  consumeOn(transport, remoteRtpCapabilities) {
    const rtpParameters = ortc.getConsumerRtpParameters({
      consumableRtpParameters: this.consumable, remoteRtpCapabilities, pipe: false, enableRtx: true
    })
    const { ssrc } = rtpParameters.encodings[0], { payloadType } = rtpParameters.codecs[0]
    this.consumers.add((header, payload) => {
      if (transport.dtls.state !== 'connected') return
      const own = Object.assign(Object.create(Object.getPrototypeOf(header)), header, { ssrc, payloadType, extension: false, extensions: [] })
      transport.dtls.sendRtp(payload, own)
    })
    return { id: randomUUID(), rtpParameters }
  }
}

export async function startMediasoup() {
  const http = createServer()
  const room = new protoo.Room()
  new protoo.WebSocketServer(http).on('connectionrequest', ({ request }, accept) => {
    const peer = room.createPeer(new URL(request.url, 'http://x').searchParams.get('peerId'), accept())
    Object.assign(peer.data, { transports: new Map(), producers: new Map() })
    peer.on('request', async ({ method, data }, accept, reject) => {
      try {
        accept(await handlers[method](peer, data))
      } catch (error) {
        reject(error)
      }
    })
    peer.on('close', () => {
      for (const other of others(peer)) other.notify('peerClosed', { peerId: peer.id })
      for (const transport of peer.data.transports.values()) transport.close()
    })
    peer.notify('mediasoup-version', { version: '3.27.1' })
  })
  const others = peer => room.peers.filter(p => p !== peer && p.data.joined)

  async function consume(peer, owner, producer) {
    const transport = [...peer.data.transports.values()].find(t => t.consuming)
    const { id, rtpParameters } = producer.consumeOn(transport, peer.data.rtpCapabilities)
    await peer.request('newConsumer', { peerId: owner.id, producerId: producer.id, id, kind: producer.kind,
      rtpParameters, type: 'simple', appData: { peerId: owner.id }, producerPaused: false })
    peer.notify('consumerScore', { consumerId: id, score: { score: 10, producerScore: 10, producerScores: [10] } })
  }

  const find = (peer, id) => {
    const transport = peer.data.transports.get(id)
    if (!transport) throw new Error(`transport with id "${id}" not found`)
    return transport
  }

  const handlers = {
    getRouterRtpCapabilities: () => capabilities,
    async createWebRtcTransport(peer, { consuming }) {
      const transport = Object.assign(new Transport(), { consuming })
      peer.data.transports.set(transport.id, transport)
      return transport.open()
    },
    connectWebRtcTransport: (peer, { transportId, dtlsParameters }) => find(peer, transportId).connect(dtlsParameters),
    restartIce: (peer, { transportId }) => find(peer, transportId).restartIce(),
    join(peer, { displayName, device, rtpCapabilities }) {
      Object.assign(peer.data, { joined: true, displayName, device, rtpCapabilities })
      const peers = others(peer)
      for (const other of peers) {
        other.notify('newPeer', { id: peer.id, displayName, device })
        for (const producer of other.data.producers.values()) setImmediate(() => consume(peer, other, producer))
      }
      return { peers: peers.map(({ id, data }) => ({ id, displayName: data.displayName, device: data.device })) }
    },
    produce(peer, { transportId, kind, rtpParameters }) {
      const producer = new Producer(find(peer, transportId), kind, rtpParameters)
      peer.data.producers.set(producer.id, producer)
      for (const other of others(peer)) setImmediate(() => consume(other, peer, producer))
      setImmediate(() => peer.notify('producerScore', { producerId: producer.id, score: [{ ssrc: rtpParameters.encodings[0].ssrc, score: 10 }] }))
      return { id: producer.id }
    },
    pauseProducer: () => {},
    resumeProducer: () => {},
    closeProducer(peer, { producerId }) {
      if (!peer.data.producers.delete(producerId)) throw new Error(`producer with id "${producerId}" not found`)
    },
    changeDisplayName(peer, { displayName }) {
      for (const other of others(peer)) other.notify('peerDisplayNameChanged', { peerId: peer.id, displayName, oldDisplayName: peer.data.displayName })
    },
    async getTransportStats(peer, { transportId }) {
      const { bytesReceived, bytesSent } = find(peer, transportId).dtls
      return [{ type: 'webrtc-transport', transportId, bytesReceived, bytesSent }]
    }
  }
  await new Promise(resolve => http.listen(PORT, '127.0.0.1', resolve))
  return {
    room,
    speaks: id => { for (const peer of room.peers) peer.notify('activeSpeaker', { peerId: id, volume: -randomInt(20, 60) }) },
    close: () => { http.close(); http.closeAllConnections() }
  }
}
