// SPDX-License-Identifier: GPL-2.0-or-later
// y-webrtc: topics that one subscribes and publishes to; its data has simple-peer's signals, or is
// encrypted (then a string) where the room has a password.
const KINDS = { subscribe: 'join', unsubscribe: 'leave', ping: 'keepalive', pong: 'keepalive' }

export function decodeYwebrtc({ text }) {
  const { type, topic, topics, data } = JSON.parse(text)
  return [{
    kind: KINDS[type] ?? (data?.type === 'announce' ? 'join' : 'control'),
    method: type,
    room: topic ?? (topics?.join() || undefined),
    peer_from: data?.from,
    peer_to: data?.to,
    data: typeof data === 'string' ? 'encrypted' : data?.type,
    items: data?.signal ? itemsOf(data.signal) : []
  }]
}

function itemsOf({ type, sdp, candidate }) {
  if (type === 'candidate') return [{ kind: 'candidate', candidate: candidate.candidate, mid: candidate.sdpMid }]
  return sdp ? [{ kind: type, sdp }] : []
}
