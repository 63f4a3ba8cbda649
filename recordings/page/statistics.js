// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, before its own script: a configuration for its peer connections, and what they say of
// themselves (getStats) for the truth.
window.rtcConfiguration = {}
window.peerConnections = []

window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration, ...more) {
    super({ ...configuration, ...window.rtcConfiguration }, ...more)
    peerConnections.push(this)
  }
}

async function statisticsOf(pc) {
  const all = [...(await pc.getStats()).values()]
  const by = id => all.find(s => s.id === id)
  const end = c => c && { type: c.candidateType, address: c.address, port: c.port, protocol: c.protocol, relay: c.relayProtocol }
  const transport = all.find(s => s.type === 'transport')
  const pair = by(transport?.selectedCandidatePairId)
  const stream = (s, packets) => ({
    ssrc: s.ssrc, mid: s.mid, kind: s.kind, rid: s.rid, codec: by(s.codecId)?.mimeType.split('/')[1], payload_type: by(s.codecId)?.payloadType, packets
  })
  return {
    ice: pc.iceConnectionState,
    dtls: transport?.dtlsState,
    pair: pair && { local: end(by(pair.localCandidateId)), remote: end(by(pair.remoteCandidateId)) },
    sent: all.filter(s => s.type === 'outbound-rtp').map(s => stream(s, s.packetsSent)),
    received: all.filter(s => s.type === 'inbound-rtp').map(s => stream(s, s.packetsReceived))
  }
}

window.statistics = () => Promise.all(peerConnections.filter(pc => pc.connectionState !== 'closed').map(statisticsOf))
