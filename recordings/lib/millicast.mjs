// SPDX-License-Identifier: GPL-2.0-or-later
// A director (HTTP) and a server (WebSocket) that speak as Millicast's do, for one stream. The media
// end is a page (page/sfu.js).
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import { jsonServer, mediaEnd } from './jsonserver.mjs'

export const DIRECTOR_PORT = 8000
const PORT = 8001
const ACCOUNT = 'acc'

const base64url = value => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = streamName => `${base64url({ alg: 'none' })}.${base64url({ millicast: { streamName, record: false } })}.only-for-this-recording`

function startDirector() {
  const director = createServer((request, response) => {
    for (const name of ['origin', 'headers', 'methods']) response.setHeader(`access-control-allow-${name}`, '*')
    response.setHeader('access-control-allow-headers', 'authorization, content-type')
    if (request.method === 'OPTIONS') return response.end()
    let body = ''
    request.on('data', part => { body += part })
    request.on('end', () => {
      const path = request.url.endsWith('publish') ? 'pub' : 'sub'
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ status: 'success', data: {
        jwt: token(JSON.parse(body).streamName), urls: [`ws://127.0.0.1:${PORT}/ws/v2/${path}/${randomUUID()}`], streamAccountId: ACCOUNT, iceServers: []
      } }))
    })
  })
  director.listen(DIRECTOR_PORT, '127.0.0.1')
  return director
}

export async function startMillicast(page) {
  const pc = await mediaEnd(page)
  const director = startDirector()
  const clients = {}
  const event = (to, name, data) => clients[to].send({ type: 'event', name, data })
  async function answer(id, sdp) {
    await pc('answer', id, sdp)
    return pc('complete', id)
  }
  const server = jsonServer(PORT, client => {
    const commands = {
      async publish({ name, sdp }) {
        clients.publisher = client
        return { sdp: await answer('publisher', sdp), publisherId: randomUUID(), feedId: randomUUID(), clusterId: 'local', streamId: `${ACCOUNT}/${name}` }
      },
      async view({ streamId, sdp }) {
        clients.viewer = client
        await pc('sendCamera', 'viewer')
        const tracks = ['audio', 'video'].map(media => ({ media, trackId: media }))
        setTimeout(() => {
          event('viewer', 'active', { streamId: `${ACCOUNT}/${streamId}`, sourceId: null, tracks })
          event('viewer', 'layers', { medias: { 1: { active: [{ id: '0', simulcastIdx: 0, bitrate: 500000, layers: [] }], inactive: [] } } })
          event('publisher', 'viewercount', { viewercount: 1 })
        }, 300)
        return { sdp: await answer('viewer', sdp), subscriberId: randomUUID(), streamViewId: randomUUID(), clusterId: 'local', streamId: `${ACCOUNT}/${streamId}` }
      },
      select: () => ({}),
      record() { throw 'recording is not allowed' }
    }
    return async ({ transId, name, data }) => {
      try {
        client.send({ type: 'response', transId, data: await commands[name](data) })
      } catch (error) {
        client.send({ type: 'error', transId, data: error })
      }
    }
  })
  return {
    stops(streamId) {
      event('viewer', 'inactive', { streamId: `${ACCOUNT}/${streamId}`, sourceId: null })
      event('viewer', 'stopped', { streamId: `${ACCOUNT}/${streamId}` })
    },
    close() { director.close(); server.close() }
  }
}
