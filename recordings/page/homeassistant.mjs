// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: what Home Assistant's frontend does to show a camera, with its own WebSocket library.
import { createConnection, createLongLivedTokenAuth } from 'home-assistant-js-websocket'

let connection, pc, unsubscribe
window.login = async url => {
  connection = await createConnection({ auth: createLongLivedTokenAuth(url, 'not-a-real-token') })
}

window.watch = async entity_id => {
  const { configuration } = await connection.sendMessagePromise({ type: 'camera/webrtc/get_client_config', entity_id })
  pc = new RTCPeerConnection({ ...configuration, iceServers: [] })
  let session, early = []
  const tell = candidate => connection.sendMessagePromise({ type: 'camera/webrtc/candidate', entity_id, session_id: session, candidate })
  pc.onicecandidate = ({ candidate }) => {
    if (!candidate?.candidate) return
    if (session) tell(candidate.toJSON())
    else early.push(candidate.toJSON())
  }
  pc.addTransceiver('audio', { direction: 'recvonly' })
  pc.addTransceiver('video', { direction: 'recvonly' })
  await pc.setLocalDescription(await pc.createOffer())
  const connected = new Promise((resolve, reject) => {
    pc.onconnectionstatechange = () => pc.connectionState === 'connected' && resolve()
    connection.subscribeMessage(async event => {
      if (event.type === 'session') {
        session = event.session_id
        early.forEach(tell)
      }
      if (event.type === 'answer') await pc.setRemoteDescription({ type: 'answer', sdp: event.answer })
      if (event.type === 'candidate') await pc.addIceCandidate(event.candidate)
      if (event.type === 'error') reject(new Error(event.message))
    }, { type: 'camera/webrtc/offer', entity_id, offer: pc.localDescription.sdp }).then(stop => { unsubscribe = stop }, reject)
  })
  await connected
}
window.ping = () => connection.ping()
window.stop = async () => { await unsubscribe(); pc.close() }
window.logout = () => connection.close()
