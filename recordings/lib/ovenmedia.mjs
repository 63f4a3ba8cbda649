// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as OvenMediaEngine does. It offers, with its candidates in the same message.
// Its media end is a page (page/sfu.js).
import { jsonServer, mediaEnd } from './jsonserver.mjs'

export const PORT = 3333
const PING_INTERVAL = 1500
const PLAYLIST = {
  auto: true, name: 'abr',
  renditions: ['360p', '180p'].map((name, i) => ({ name, video_track: { name, video: { bitrate: '500000', framerate: 15, height: 360 >> i, width: 640 >> i } } }))
}

export async function startOvenMedia(page) {
  const candidates = {}
  const pc = await mediaEnd(page, (id, candidate) => { if (candidate) candidates[id].push(candidate) })
  let sessions = 506764800
  return jsonServer(PORT, (client, { pathname, searchParams }) => {
    const id = ++sessions
    const ping = setInterval(() => client.send({ command: 'ping' }), PING_INTERVAL)
    client.closed = () => { clearInterval(ping); if (candidates[id]) pc('hangUp', id) }
    const handlers = {
      async request_offer() {
        if (pathname === '/app/missing') return client.send({ code: 404, error: 'Cannot find stream' })
        candidates[id] = []
        const publishes = searchParams.get('direction') === 'send'
        await pc(publishes ? 'receive' : 'sendCamera', id)
        const sdp = await pc('offer', id)
        await pc('complete', id)
        client.send({
          candidates: candidates[id].map(({ candidate, sdpMLineIndex }) => ({ candidate, sdpMLineIndex })),
          code: 200, command: 'offer',
          ...searchParams.has('transport') && {
            ice_servers: [{ credential: 'only-for-this-recording', urls: ['turn:127.0.0.1:3478?transport=tcp'], user_name: 'ome' }],
            iceServers: [{ credential: 'only-for-this-recording', urls: ['turn:127.0.0.1:3478?transport=tcp'], username: 'ome' }]
          },
          id, peer_id: 0, sdp: { sdp, type: 'offer' }
        })
        if (!publishes) client.send({ command: 'notification', message: PLAYLIST, type: 'playlist' })
      },
      answer: ({ sdp }) => pc('accept', id, sdp.sdp),
      async candidate({ candidates }) {
        for (const candidate of candidates) await pc('candidate', id, candidate)
      },
      change_rendition: ({ rendition_name, auto }) =>
        client.send({ command: 'notification', message: { auto: Boolean(auto), rendition_name }, type: 'rendition_changed' }),
      pong() {}, stop() {}
    }
    return message => handlers[message.command](message)
  })
}
