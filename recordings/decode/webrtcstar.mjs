// SPDX-License-Identifier: GPL-2.0-or-later
// libp2p webrtc-star: events of socket.io; signals as of simple-peer, and "goodbye".
const KINDS = { 'ss-join': 'join', 'ss-leave': 'leave' }

export function decodeWebrtcstar({ text }) {
  if (!text.startsWith('42')) return [] // engine.io's and socket.io's own
  const [method, handshake] = JSON.parse(text.slice(2))
  if (typeof handshake === 'string') return [{ kind: KINDS[method] ?? 'control', method }]
  const { intentId, srcMultiaddr, dstMultiaddr, signal = {}, err } = handshake
  const { type, sdp, candidate } = signal
  const items = sdp ? [{ kind: type, sdp }]
    : candidate?.candidate ? [{ kind: 'candidate', candidate: candidate.candidate, mid: candidate.sdpMid }]
      : candidate?.candidate === '' ? [{ kind: 'end-of-candidates', mid: candidate.sdpMid }] : []
  return [{
    kind: err ? 'error' : type === 'goodbye' ? 'bye' : 'control',
    method,
    transaction: intentId,
    peer_from: srcMultiaddr,
    peer_to: dstMultiaddr,
    items
  }]
}
