// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as Ant Media Server does. It answers who publishes, and offers to who plays.
// Its media end is a page (page/sfu.js).
import { jsonServer, mediaEnd } from './jsonserver.mjs'

export const PORT = 8080

export async function startAntMedia(page) {
  const clients = {}
  const pc = await mediaEnd(page, (id, candidate) => {
    const [role, streamId] = id.split(' ')
    if (candidate) {
      clients[id].send({ command: 'takeCandidate', streamId, label: candidate.sdpMLineIndex, id: candidate.sdpMid, candidate: candidate.candidate })
    } else {
      clients[id].send({ command: 'notification', definition: `${role}_started`, streamId })
    }
  })
  const take = (client, streamId, type, sdp) => client.send({ command: 'takeConfiguration', streamId, type, sdp })
  return jsonServer(PORT, client => {
    let id
    const handlers = {
      ping: () => client.send({ command: 'pong' }),
      getIceServerConfig: () => client.send({ command: 'iceServerConfig', stunServerUri: 'turn:127.0.0.1:3478',
        turnServerUsername: 'antmedia', turnServerCredential: 'only-for-this-recording' }),
      publish({ streamId }) {
        clients[id = `publish ${streamId}`] = client
        client.send({ command: 'start', streamId })
      },
      async play({ streamId }) {
        if (!clients[`publish ${streamId}`]) return client.send({ command: 'error', definition: 'no_stream_exist', streamId })
        clients[id = `play ${streamId}`] = client
        await pc('sendCamera', id)
        take(client, streamId, 'offer', await pc('offer', id))
      },
      async takeConfiguration({ streamId, type, sdp }) {
        if (type === 'answer') return pc('accept', id, sdp)
        take(client, streamId, 'answer', (await pc('answer', id, sdp)).sdp)
      },
      takeCandidate: ({ label, id: mid, candidate }) => pc('candidate', id, { candidate, sdpMid: mid, sdpMLineIndex: label }),
      stop({ streamId }) {
        if (!id) return
        pc('hangUp', id)
        client.send({ command: 'notification', definition: `${id.split(' ')[0]}_finished`, streamId })
      },
      getStreamInfo: ({ streamId }) => client.send({ command: 'streamInformation', streamId,
        streamInfo: [{ streamWidth: 320, streamHeight: 240, videoBitrate: 500000, audioBitrate: 32000, videoCodec: 'vp8' }] })
    }
    return message => handlers[message.command](message)
  })
}
