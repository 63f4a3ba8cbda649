// SPDX-License-Identifier: GPL-2.0-or-later
// Kinesis Video Streams: "action" to the service, "messageType" from it; the payload is base64 of
// the JSON of a description or candidate.
const KINDS = { GO_AWAY: 'leave', STATUS_RESPONSE: 'error' }

export function decodeKinesis({ text }) {
  const { action, messageType, messagePayload, recipientClientId, senderClientId, correlationId, statusResponse } = JSON.parse(text)
  const verb = action ?? messageType
  const { type, sdp, candidate, sdpMid: mid } = messagePayload ? JSON.parse(Buffer.from(messagePayload, 'base64')) : {}
  const items = []
  if (sdp) items.push({ kind: type, sdp })
  if (candidate !== undefined) items.push(candidate ? { kind: 'candidate', candidate, mid } : { kind: 'end-of-candidates', mid })
  return [{
    kind: KINDS[verb] ?? 'control', method: verb, transaction: correlationId ?? statusResponse?.correlationId,
    peer_from: senderClientId, peer_to: recipientClientId, items
  }]
}
