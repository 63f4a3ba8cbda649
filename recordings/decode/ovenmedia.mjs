// SPDX-License-Identifier: GPL-2.0-or-later
// OvenMediaEngine: the verb is in "command"; an error has none. The stream is in the URL.
const KINDS = { request_offer: 'join', stop: 'bye', ping: 'keepalive', pong: 'keepalive' }

export function decodeOvenMedia({ text, path }) {
  const { command, id, sdp, candidates = [], ice_servers, iceServers, error } = JSON.parse(text)
  const items = candidates.map(({ candidate, sdpMid: mid }) => ({ kind: 'candidate', candidate, mid }))
  for (const servers of [ice_servers, iceServers]) if (servers) items.push({ kind: 'ice-servers' })
  if (sdp) items.push({ kind: sdp.type, sdp: sdp.sdp })
  return [{ kind: error ? 'error' : KINDS[command] ?? 'control', method: command,
    room: path.replace(/^\/|\?.*$/g, ''), app_session: id === undefined ? undefined : String(id), items }]
}
