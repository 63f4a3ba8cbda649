// SPDX-License-Identifier: GPL-2.0-or-later
// What a page of ours (page/peer.js) puts into another system's envelope: {type, sdp} or
// {type: 'candidate', candidate}, where null is the end.
export function innerItems(m) {
  if (m?.sdp) return [{ kind: m.type, sdp: m.sdp }]
  if (m?.type !== 'candidate') return []
  const { candidate, sdpMid: mid } = m.candidate ?? {}
  return [candidate ? { kind: 'candidate', candidate, mid } : { kind: 'end-of-candidates', mid }]
}
