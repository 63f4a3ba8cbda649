// SPDX-License-Identifier: GPL-2.0-or-later
// Sora: the verb is in "type". The description in "connect" says what the client is able to: its
// peer connection ends there, and nobody answers.
import { createHash } from 'node:crypto'

const KINDS = { connect: 'join', disconnect: 'leave', close: 'leave', ping: 'keepalive', pong: 'keepalive' }
const EVENTS = { 'connection.created': 'join', 'connection.destroyed': 'leave' }
const ROLES = { offer: 'offer', 're-offer': 'offer', answer: 'answer', 're-answer': 'answer' }

export function decodeSora({ text }) {
  const { type, event_type, sdp, candidate, sdpMid: mid, channel_id, client_id, connection_id, config } = JSON.parse(text)
  const items = []
  if (ROLES[type]) items.push({ kind: ROLES[type], sdp })
  if (candidate) items.push({ kind: 'candidate', candidate, mid })
  if (config?.iceServers.length) items.push({ kind: 'ice-servers' })
  return [{
    kind: EVENTS[event_type] ?? KINDS[type] ?? 'control',
    method: type, room: channel_id, app_session: connection_id,
    peer_from: type === 'connect' ? client_id : undefined, peer_to: type === 'offer' ? client_id : undefined, items,
    state: type === 'connect' ? [{ sdp_sha256: createHash('sha256').update(sdp).digest('hex') }] : undefined
  }]
}
