// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: the client of Kurento's tutorial hello-world, with kurento-utils.
import kurentoUtils from 'kurento-utils'

const { WebRtcPeerSendrecv } = kurentoUtils.WebRtcPeer
let ws, peer
const send = m => ws.send(JSON.stringify(m))

window.start = async url => {
  ws = new WebSocket(url)
  await new Promise(resolve => { ws.onopen = resolve })
  ws.onmessage = ({ data }) => {
    const { id, sdpAnswer, candidate } = JSON.parse(data)
    if (id === 'startResponse') peer.processAnswer(sdpAnswer)
    else if (id === 'iceCandidate') peer.addIceCandidate(candidate)
  }
  const [localVideo, remoteVideo] = [1, 2].map(() => document.documentElement.appendChild(document.createElement('video')))
  peer = WebRtcPeerSendrecv({
    localVideo, remoteVideo, configuration: { iceServers: [] },
    mediaConstraints: { audio: true, video: { width: 320, framerate: 15 } },
    onicecandidate: candidate => send({ id: 'onIceCandidate', candidate })
  }, error => {
    if (error) throw error
    peer.generateOffer((failed, sdpOffer) => { if (failed) throw failed; send({ id: 'start', sdpOffer }) })
  })
}
window.connected = async () => {
  while (peer?.peerConnection.connectionState !== 'connected') await new Promise(r => setTimeout(r, 50))
}
window.stop = () => {
  peer.dispose()
  send({ id: 'stop' })
  send({ id: 'nonsense' })
}
window.close = () => new Promise(resolve => { ws.onclose = resolve; ws.close() })
