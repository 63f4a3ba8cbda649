// SPDX-License-Identifier: GPL-2.0-or-later
// Kurento: a stub of its media server, whose media end is a page (page/sfu.js), and an application
// server as of the tutorial hello-world, which uses the official kurento-client.
import { randomUUID } from 'node:crypto'
import kurento from 'kurento-client'
import { WebSocketServer } from 'ws'

export const SERVER_PORT = 8888, APPLICATION_PORT = 8443

export async function startMediaServer(media) {
  const wss = new WebSocketServer({ host: '127.0.0.1', port: SERVER_PORT, path: '/kurento', perMessageDeflate: false })
  const endpoints = new Map() // of the peer connections of the page
  const inPage = (name, ...how) => media.evaluate(([name, how]) => globalThis.eval(name)(...how), [name, how])
  const now = () => Math.floor(Date.now() / 1000)

  function event(id, type, data = {}) {
    const { send, subscribed, gathering } = endpoints.get(id)
    const value = { data: { source: id, tags: [], timestamp: String(now()), timestampMillis: String(Date.now()), type, ...data }, object: id, type }
    if (subscribed.has(type)) gathering.then(() => send({ jsonrpc: '2.0', method: 'onEvent', params: { value } }))
  }
  await media.exposeFunction('gathered', (id, candidate) => candidate
    ? event(id, 'IceCandidateFound', { candidate: { __module__: 'kurento', __type__: 'IceCandidate', candidate: candidate.candidate,
      sdpMLineIndex: candidate.sdpMLineIndex, sdpMid: candidate.sdpMid } })
    : event(id, 'IceGatheringDone'))

  const operations = {
    async processOffer(id, { offer }) {
      await inPage('sendCamera', id)
      const { sdp } = await inPage('answer', id, offer)
      endpoints.get(id).takeCandidates()
      return sdp
    },
    gatherCandidates: id => endpoints.get(id).gather(),
    getInfo: () => ({ version: '7.3.0', type: 'KMS', capabilities: ['transactions'],
      modules: ['core', 'elements', 'filters'].map(name => ({ name, version: '7.3.0', factories: [] })) }),
    addIceCandidate(id, { candidate: { candidate, sdpMid, sdpMLineIndex } }) {
      endpoints.get(id).described.then(() => inPage('candidate', id, { candidate, sdpMid, sdpMLineIndex }))
    },
    connect: () => {}
  }
  const methods = {
    ping: () => ({ value: 'pong' }),
    connect: () => ({ serverId: randomUUID() }),
    describe: () => ({ type: 'ServerManager', qualifiedType: 'kurento.ServerManager', hierarchy: ['kurento.MediaObject'] }),
    create({ type, constructorParams }, send) {
      const own = `${randomUUID()}_kurento.${type}`
      if (type === 'MediaPipeline') return { value: own }
      const id = `${constructorParams.mediaPipeline}/${own}`
      const endpoint = { send, subscribed: new Set() }
      endpoint.gathering = new Promise(resolve => { endpoint.gather = resolve })
      endpoint.described = new Promise(resolve => { endpoint.takeCandidates = resolve })
      endpoints.set(id, endpoint)
      return { value: id }
    },
    async invoke({ object, operation, operationParams }) {
      if (!operations[operation]) throw { code: 40105, message: `Method '${operation}' not found`, data: { type: 'MEDIA_OBJECT_METHOD_NOT_FOUND' } }
      return { value: await operations[operation](object, operationParams) }
    },
    subscribe({ object, type }) {
      endpoints.get(object).subscribed.add(type)
      return { value: randomUUID() }
    },
    release({ object }) {
      for (const id of endpoints.keys()) if (id.startsWith(object)) inPage('hangUp', id)
      return {}
    }
  }
  wss.on('connection', ws => {
    const session = randomUUID()
    const send = m => ws.send(JSON.stringify(m))
    ws.on('message', async data => {
      const { id, method, params } = JSON.parse(data)
      try {
        const result = await methods[method](params, send)
        send({ id, jsonrpc: '2.0', result: { sessionId: session, ...result } })
      } catch (error) {
        send({ id, jsonrpc: '2.0', error })
      }
    })
  })
  return wss
}

export async function startApplication() {
  const wss = new WebSocketServer({ host: '127.0.0.1', port: APPLICATION_PORT, path: '/helloworld', perMessageDeflate: false })
  const client = await kurento(`ws://127.0.0.1:${SERVER_PORT}/kurento`)
  wss.on('connection', ws => {
    const send = m => ws.send(JSON.stringify(m))
    const candidates = []
    let pipeline, endpoint
    const handlers = {
      async start({ sdpOffer }) {
        pipeline = await client.create('MediaPipeline')
        const created = await pipeline.create('WebRtcEndpoint')
        created.on('IceCandidateFound', ({ candidate }) => send({ id: 'iceCandidate', candidate: kurento.getComplexType('IceCandidate')(candidate) }))
        created.on('IceGatheringDone', () => {})
        for (const candidate of candidates) await created.addIceCandidate(candidate)
        endpoint = created
        await endpoint.connect(endpoint)
        send({ id: 'startResponse', sdpAnswer: await endpoint.processOffer(sdpOffer) })
        await endpoint.gatherCandidates()
      },
      onIceCandidate({ candidate }) {
        const value = kurento.getComplexType('IceCandidate')(candidate)
        if (endpoint) endpoint.addIceCandidate(value)
        else candidates.push(value)
      },
      stop: () => pipeline.release()
    }
    ws.on('message', data => {
      const message = JSON.parse(data)
      if (handlers[message.id]) handlers[message.id](message)
      else send({ id: 'error', message: `Invalid message ${data}` })
    })
  })
  return { close() { wss.close(); client.close() } }
}
