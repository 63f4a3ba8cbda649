// SPDX-License-Identifier: GPL-2.0-or-later
// Ant Media Server: the verb is in "command"; "label" and "id" are a candidate's m-line and mid.
const KINDS = { publish: 'join', play: 'join', stop: 'bye', error: 'error', ping: 'keepalive', pong: 'keepalive', iceServerConfig: 'ice-servers' }

export function decodeAntMedia({ text }) {
  const { command, streamId, type, sdp, id: mid, candidate, definition } = JSON.parse(text)
  const finished = definition === 'publish_finished' || definition === 'play_finished'
  const items = []
  if (command === 'takeConfiguration') items.push({ kind: type, sdp })
  if (command === 'takeCandidate') items.push(candidate ? { kind: 'candidate', candidate, mid } : { kind: 'end-of-candidates', mid })
  return [{ kind: finished ? 'bye' : KINDS[command] ?? 'control', method: command, room: streamId, items }]
}
