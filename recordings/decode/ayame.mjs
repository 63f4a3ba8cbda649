// SPDX-License-Identifier: GPL-2.0-or-later
// Ayame: the verb is in "type"; a candidate is in "ice".
const KINDS = { register: 'join', bye: 'bye', reject: 'error', ping: 'keepalive', pong: 'keepalive' }

export function decodeAyame({ text }) {
  const { type, sdp, ice, iceServers, roomId, clientId, connectionId } = JSON.parse(text)
  const items = []
  if (sdp) items.push({ kind: type, sdp })
  if (ice) items.push({ kind: 'candidate', candidate: ice.candidate, mid: ice.sdpMid })
  return [{
    kind: iceServers?.length ? 'ice-servers' : KINDS[type] ?? 'control',
    method: type, room: roomId, peer_from: clientId, app_session: connectionId, items
  }]
}
