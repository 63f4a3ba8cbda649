// SPDX-License-Identifier: GPL-2.0-or-later
// Kinesis Video Streams: "action" to the service, "messageType" from it; the payload is base64 of
// the JSON of a description or candidate. The URL has the channel, and who the viewer is.
const KINDS = { GO_AWAY: 'leave', STATUS_RESPONSE: 'error' }

export function decodeKinesis({ text, fromClient, path }) {
  const { action, messageType, messagePayload, recipientClientId, senderClientId, correlationId, statusResponse } = JSON.parse(text)
  const verb = action ?? messageType
  const { type, sdp, candidate, sdpMid: mid } = messagePayload ? JSON.parse(Buffer.from(messagePayload, 'base64')) : {}
  const query = new URL(path, 'http://x').searchParams, client = query.get('X-Amz-ClientId')
  const items = []
  if (sdp) items.push({ kind: type, sdp })
  if (candidate !== undefined) items.push(candidate ? { kind: 'candidate', candidate, mid } : { kind: 'end-of-candidates', mid })
  return [{
    kind: KINDS[verb] ?? 'control', method: verb, transaction: correlationId ?? statusResponse?.correlationId,
    room: query.get('X-Amz-ChannelARN'), peer_from: senderClientId ?? (fromClient ? client : undefined),
    peer_to: recipientClientId ?? (fromClient ? undefined : client), items
  }]
}
