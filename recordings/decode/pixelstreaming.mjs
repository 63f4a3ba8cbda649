// SPDX-License-Identifier: GPL-2.0-or-later
// Unreal Pixel Streaming: the verb is in "type"; playerId is there on the streamer's connection.
const KINDS = { endpointId: 'join', subscribe: 'join', playerConnected: 'join', unsubscribe: 'leave', playerDisconnected: 'leave',
  streamerDisconnected: 'leave', disconnectPlayer: 'bye', subscribeFailed: 'error', ping: 'keepalive', pong: 'keepalive' }

export function decodePixelStreaming({ text }, state) {
  const { type, sdp, candidate, playerId, id, streamerId, committedId, peerConnectionOptions } = JSON.parse(text)
  // a player's first message could be anybody's before the server's config
  state.config ||= type === 'config'
  const unproven = type === 'listStreamers' && !state.config || undefined
  const items = []
  if (sdp) items.push({ kind: type, sdp })
  if (candidate) items.push({ kind: 'candidate', candidate: candidate.candidate, mid: candidate.sdpMid })
  return [{
    kind: peerConnectionOptions?.iceServers ? 'ice-servers' : KINDS[type] ?? 'control',
    method: type, room: id ?? streamerId ?? committedId, app_session: playerId || undefined, unproven, items
  }]
}
