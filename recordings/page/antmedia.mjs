// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a client of Ant Media Server's webrtc_adaptor, which publishes or plays.
import { WebRTCAdaptor } from '@antmedia/webrtc_adaptor'

for (const id of ['localVideo', 'remoteVideo']) document.documentElement.appendChild(document.createElement('video')).id = id
const heard = []
window.hears = async what => { while (!heard.includes(what)) await new Promise(resolve => setTimeout(resolve, 50)) }

window.start = (url, isPlayMode) => {
  window.adaptor = new WebRTCAdaptor({
    websocket_url: url, isPlayMode, mediaConstraints: { audio: true, video: { width: 320, height: 240 } },
    localVideoId: 'localVideo', remoteVideoId: 'remoteVideo',
    callback: info => heard.push(info), callbackError: error => heard.push(error)
  })
  return hears('initialized')
}
window.connected = async stream => {
  while (adaptor.remotePeerConnection[stream]?.connectionState !== 'connected') await new Promise(resolve => setTimeout(resolve, 50))
}
