// SPDX-License-Identifier: GPL-2.0-or-later
// LiveKit: one SignalRequest or SignalResponse in each WebSocket message, read with LiveKit's own
// library. Binary messages have no names for their members; then those of the schema are given.
import { RequestResponse_Reason, SignalRequest, SignalResponse, SignalTarget } from '@livekit/protocol'
import { createHash } from 'node:crypto'

const KINDS = { join: 'join', reconnect: 'ice-servers', leave: 'leave', ping: 'keepalive', pingReq: 'keepalive',
  pong: 'keepalive', pongResp: 'keepalive' }

export function decodeLivekit({ fromClient, text, bytes }) {
  const type = fromClient ? SignalRequest : SignalResponse
  const { message } = bytes ? type.fromBinary(bytes) : type.fromJsonString(text)
  const { case: name, value } = message
  const field = type.fields.list().find(f => f.localName === name)
  return [{
    kind: kindOf(name, value),
    method: bytes ? field.name : name,
    transaction: value.id && ['offer', 'answer'].includes(name) ? String(value.id)
      : value.requestId ? String(value.requestId) : undefined,
    room: value.room?.name,
    app_session: name === 'join' ? value.participant.sid : undefined,
    target: name === 'trickle' ? SignalTarget[value.target] : undefined,
    state: name === 'syncState' ? stateOf(value) : undefined,
    items: itemsOf(name, value)
  }]
}

function kindOf(name, value) {
  if (name === 'requestResponse' && value.reason !== RequestResponse_Reason.OK) return 'error'
  if (name === 'join' && value.iceServers.length) return 'join,ice-servers'
  return KINDS[name] ?? 'control'
}

function itemsOf(name, value) {
  if (name === 'offer' || name === 'answer') return [{ kind: value.type, sdp: value.sdp }]
  if (name !== 'trickle') return []
  const { candidate, sdpMid: mid } = JSON.parse(value.candidateInit)
  const items = candidate ? [{ kind: 'candidate', candidate, mid }] : []
  if (value.final || !candidate) items.push({ kind: 'end-of-candidates', mid })
  return items
}

// Descriptions that the client repeats after a reconnect; they negotiate nothing.
function stateOf({ offer, answer }) {
  const entry = d => d && { sdp_sha256: createHash('sha256').update(d.sdp).digest('hex'), type: d.type }
  return [entry(offer), entry(answer)].filter(Boolean)
}
