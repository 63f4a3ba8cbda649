// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after ovenplayer.js: one plays with OvenPlayer, one sends with OvenLiveKit.
import OvenLiveKit from 'ovenlivekit'

const element = document.documentElement.appendChild(document.createElement('div'))
element.id = 'player'
const until = async condition => { while (!condition()) await new Promise(resolve => setTimeout(resolve, 50)) }

window.play = file => {
  window.player = OvenPlayer.create('player', { autoStart: true, mute: true, sources: [{ type: 'webrtc', file }] })
  window.failed = new Promise(resolve => player.once('error', resolve))
  window.peerConnection = undefined
  player.on('peerConnectionPrepared', pc => { window.peerConnection = pc })
  window.remove = () => player.remove()
}
window.send = async url => {
  window.live = OvenLiveKit.create({ callbacks: { error: console.error } })
  await live.getUserMedia({ audio: true, video: { width: 320, height: 240 } })
  live.startStreaming(url)
  window.remove = () => live.remove()
}
window.connected = () => until(() => (window.peerConnection ?? window.live?.peerConnection)?.connectionState === 'connected')
