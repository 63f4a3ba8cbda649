// SPDX-License-Identifier: GPL-2.0-or-later
// Home Assistant: numbered commands; the events of a subscription have its number. What is not about a
// camera's call is none of the system's signaling.
export function decodeHomeassistant({ fromClient, text }, state) {
  const m = JSON.parse(text), calls = (state.calls ??= new Map())
  const base = { method: m.type, transaction: String(m.id) }
  if (m.type?.startsWith('camera/webrtc/')) {
    calls.set(m.id, m.type)
    const here = { ...base, room: m.entity_id, app_session: m.session_id }
    if (m.offer) return [{ ...here, items: [{ kind: 'offer', sdp: m.offer }] }]
    if (m.candidate) return [{ ...here, items: [candidate(m.candidate)] }]
    return [{ ...here, kind: 'control' }]
  }
  if (m.type === 'unsubscribe_events' && calls.get(m.subscription) === 'camera/webrtc/offer') return [{ ...base, kind: 'bye' }]
  if (m.type === 'event' && calls.has(m.id)) {
    const { type, answer, candidate: init, session_id } = m.event
    const items = answer ? [{ kind: 'answer', sdp: answer }] : init ? [candidate(init)] : []
    return [{ ...base, app_session: session_id, kind: type === 'error' ? 'error' : 'control', items }]
  }
  if (m.type === 'result' && m.error && calls.has(m.id)) return [{ ...base, kind: 'error' }]
  if (m.type === 'result' && m.result?.configuration) return [{ ...base, kind: 'ice-servers' }]
  return [] // "result": null says no more than that the number was heard
}

const candidate = ({ candidate, sdpMid }) => candidate
  ? { kind: 'candidate', candidate, mid: sdpMid } : { kind: 'end-of-candidates', mid: sdpMid }
