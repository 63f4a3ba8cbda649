// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a player of Epic's frontend library; or what is in Unreal's place, a streamer written
// with Epic's common library.
import { MessageHelpers, Messages, SignallingProtocol, WebSocketTransport } from '@epicgames-ps/lib-pixelstreamingcommon-ue5.5'
import { Config, PixelStreaming } from '@epicgames-ps/lib-pixelstreamingfrontend-ue5.5'

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
const pcs = window.pcs = {}
let protocol
const send = (name, values) => protocol.sendMessage(MessageHelpers.createMessage(Messages[name], values))
const connect = url => {
  protocol = new SignallingProtocol(new WebSocketTransport())
  protocol.connect(url)
}

async function offer(playerId) {
  const pc = pcs[playerId] = new RTCPeerConnection()
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 240 } })
  for (const track of stream.getTracks()) pc.addTrack(track, stream)
  pc.createDataChannel('cirrus', { ordered: true })
  pc.onicecandidate = ({ candidate }) => { if (candidate) send('iceCandidate', { candidate: candidate.toJSON(), playerId }) }
  await pc.setLocalDescription(await pc.createOffer())
  send('offer', { sdp: pc.localDescription.sdp, playerId })
}

window.stream = (url, id) => {
  connect(url)
  protocol.on('identify', () => send('endpointId', { id, protocolVersion: SignallingProtocol.SIGNALLING_VERSION }))
  protocol.on('playerConnected', ({ playerId }) => offer(playerId))
  protocol.on('answer', ({ playerId, sdp }) => pcs[playerId].setRemoteDescription({ type: 'answer', sdp }))
  protocol.on('iceCandidate', ({ playerId, candidate }) => pcs[playerId].addIceCandidate(candidate))
  protocol.on('playerDisconnected', ({ playerId }) => pcs[playerId].close())
  setInterval(() => send('ping', { time: Math.floor(Date.now() / 1000) }), 2000)
  return new Promise(resolve => protocol.on('endpointIdConfirm', resolve))
}
window.streaming = async () => { while (Object.values(pcs).at(-1)?.connectionState !== 'connected') await sleep(50) }
window.throwOut = reason => send('disconnectPlayer', { playerId: Object.keys(pcs)[0], reason })
window.stop = () => protocol.disconnect()

window.play = url => {
  const config = new Config({ initialSettings: { ss: url, AutoConnect: true, AutoPlayVideo: true, StartVideoMuted: true, MaxReconnectAttempts: 0,
    MouseInput: false, KeyboardInput: false, TouchInput: false, GamepadInput: false, XRControllerInput: false } })
  window.player = new PixelStreaming(config, { videoElementParent: document.documentElement.appendChild(document.createElement('div')) })
}
// A player that wants a streamer that is not there.
window.subscribeTo = (url, streamerId) => {
  connect(url)
  protocol.on('config', () => send('subscribe', { streamerId }))
  return new Promise(resolve => protocol.on('subscribeFailed', resolve))
}
