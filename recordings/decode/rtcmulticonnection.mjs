// SPDX-License-Identifier: GPL-2.0-or-later
// RTCMultiConnection: events of socket.io (42, with an id when an acknowledgement, 43, is wanted).
// The URL has who the client is and the room that it begins with.
const KINDS = { 'open-room': 'join', 'join-room': 'join', 'user-connected': 'join', 'disconnect-with': 'leave', 'user-disconnected': 'leave',
  'close-entire-session': 'bye', 'userid-already-taken': 'error', 'user-not-found': 'error' }

export function decodeRtcMultiConnection({ text, fromClient, path }, state) {
  const [, kind, id, json] = text.match(/^4([23])(\d*)(\[.*)$/) ?? []
  if (!kind) return [] // of Engine.IO and socket.io themselves
  const transaction = id || undefined
  const query = new URL(path, 'http://x').searchParams, own = query.get('userid')
  const place = { room: query.get('sessionid'), peer_from: fromClient ? own : undefined, peer_to: fromClient ? undefined : own }
  const requests = (state.requests ??= new Map())
  const values = JSON.parse(json)
  if (!values.length) return [] // socket.io's own: an event has come
  if (kind === '3') {
    const error = values[0] === false && typeof values[1] === 'string' && values.length === 2
    return [{ kind: error ? 'error' : 'control', ...place, transaction, response_to: requests.get(`${!fromClient} ${id}`) }]
  }
  const [method, argument] = values
  if (id) requests.set(`${fromClient} ${id}`, method)
  const { sender, remoteUserId, message, sessionid } = argument ?? {}
  return [{
    kind: message?.newParticipationRequest ? 'join' : message?.userLeft ? 'leave' : message === 'dropPeerConnection' ? 'bye' : KINDS[method] ?? 'control',
    method, transaction, peer_from: sender ?? place.peer_from, peer_to: remoteUserId ?? place.peer_to, room: sessionid ?? place.room, items: itemsOf(message)
  }]
}

function itemsOf(message) {
  if (message?.sdp) return [{ kind: message.type, sdp: message.sdp }]
  return message?.candidate ? [{ kind: 'candidate', candidate: message.candidate, mid: message.sdpMid }] : []
}
