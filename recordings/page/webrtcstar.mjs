// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: libp2p's webrtc-star transport by itself. What libp2p does above it (encryption,
// multiplexing) is left out: the connection is only opened and closed.
import { webRTCStar } from '@libp2p/webrtc-star'
import { peerIdFromBytes } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'

const upgrader = { upgradeInbound: async connection => keep(connection), upgradeOutbound: async connection => keep(connection) }
let connection, listener, transport
const keep = raw => {
  connection = raw
  return { remoteAddr: raw.remoteAddr, remotePeer: 'somebody' }
}

window.listen = async port => {
  const id = peerIdFromBytes(Uint8Array.of(0x12, 0x20, ...crypto.getRandomValues(new Uint8Array(32))))
  transport = webRTCStar({}).transport({ peerId: id })
  transport.peerId ??= id
  listener = transport.createListener({ upgrader })
  const address = `/ip4/127.0.0.1/tcp/${port}/ws/p2p-webrtc-star/p2p/${id}`
  await listener.listen(multiaddr(address))
  return address
}
window.dial = address => transport.dial(multiaddr(address), { upgrader }).then(() => 'connected', error => String(error))
window.hangup = () => connection.close()
window.stop = () => listener.close()
