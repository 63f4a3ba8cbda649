// SPDX-License-Identifier: GPL-2.0-or-later
// Phoenix channels, version 2: [join_ref, ref, topic, event, payload], with the events of Elixir's
// Nexus, whose bodies are strings.
const KINDS = { phx_join: 'join', phx_leave: 'leave', phx_close: 'leave', phx_error: 'error', heartbeat: 'keepalive' }
const ROLES = { sdp_offer: 'offer', sdp_answer: 'answer' }

export function decodePhoenix({ text }) {
  const [joinRef, ref, topic, event, payload] = JSON.parse(text)
  return [{
    kind: event === 'phx_reply' && payload.status === 'error' ? 'error'
      : event === 'phx_reply' && topic === 'phoenix' ? 'keepalive' : KINDS[event] ?? 'control',
    method: event,
    transaction: ref,
    room: topic,
    app_session: joinRef,
    items: itemsOf(event, payload)
  }]
}

function itemsOf(event, { body }) {
  if (ROLES[event]) return [{ kind: ROLES[event], sdp: body }]
  if (event !== 'ice_candidate') return []
  const { candidate, sdpMid: mid } = JSON.parse(body) ?? {}
  return [candidate ? { kind: 'candidate', candidate, mid } : { kind: 'end-of-candidates', mid }]
}
