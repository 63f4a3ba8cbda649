// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a room of trystero's torrent strategy.
import { joinRoom } from '@trystero-p2p/torrent'

let room
window.enter = (url, name) => {
  room = joinRoom({ appId: 'recording', password: 'not-a-real-one', relayConfig: { urls: [url] }, rtcConfig: { iceServers: [] } }, name)
  window.met = new Promise(resolve => { room.onPeerJoin = resolve })
}
window.leave = () => room.leave()
