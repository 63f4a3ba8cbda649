// SPDX-License-Identifier: GPL-2.0-or-later
// The WebSocket trackers of WebTorrent. Identifiers are 20 bytes as that many characters; the truth
// has them in hexadecimal.
const hex = id => id && Buffer.from(id, 'latin1').toString('hex')

export function decodeWebtorrent({ fromClient, text }) {
  const m = JSON.parse(text)
  const items = m.offers
    ? m.offers.map(({ offer, offer_id }) => ({ kind: offer.type, sdp: offer.sdp, more: { transaction: hex(offer_id) } }))
    : [m.offer, m.answer].filter(Boolean).map(({ type, sdp }) => ({ kind: type, sdp }))
  return [{
    kind: kind(m, fromClient),
    method: m.action,
    transaction: hex(m.offer_id),
    room: hex(m.info_hash),
    [fromClient || items.length ? 'peer_from' : 'peer_to']: hex(m.peer_id),
    ...m.to_peer_id && { peer_to: hex(m.to_peer_id) },
    event: m.event,
    items
  }]
}

function kind(m, fromClient) {
  if (m['failure reason']) return 'error'
  if (!fromClient || m.action !== 'announce') return 'control'
  return m.event === 'stopped' ? 'leave' : m.event === 'started' ? 'join' : 'control'
}
