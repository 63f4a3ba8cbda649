// SPDX-License-Identifier: GPL-2.0-or-later
// OpenVidu 2: JSON-RPC 2.0; the answers, and with prepareReceiveVideoFrom the offer, are in the replies.
const KINDS = {
  joinRoom: 'join', participantJoined: 'join', leaveRoom: 'leave', participantLeft: 'leave', participantEvicted: 'leave',
  unpublishVideo: 'bye', participantUnpublished: 'bye', mediaError: 'error', ping: 'keepalive'
}

export function decodeOpenvidu({ fromClient, text }, state) {
  const { id, method, params, result, error } = JSON.parse(text)
  const requests = (state.requests ??= new Map())
  if (fromClient) requests.set(id, method)
  const message = { method, transaction: id === undefined ? undefined : String(id) }
  if (error) return [{ ...message, kind: 'error' }]
  if (!method) {
    const { sdpAnswer, sdpOffer, coturnIp, session, sessionId } = result
    const items = sdpAnswer ? [{ kind: 'answer', sdp: sdpAnswer }] : sdpOffer ? [{ kind: 'offer', sdp: sdpOffer }] : []
    const kind = coturnIp ? 'ice-servers' : requests.get(id) === 'ping' ? 'keepalive' : 'control'
    return [{ ...message, kind, room: session, app_session: sessionId, items }]
  }
  const { sdpOffer, sdpAnswer, candidate, sdpMid, session, sessionId, endpointName, senderConnectionId } = params ?? {}
  const items = sdpOffer ? [{ kind: 'offer', sdp: sdpOffer }] : sdpAnswer ? [{ kind: 'answer', sdp: sdpAnswer }]
    : candidate ? [{ kind: 'candidate', candidate, mid: sdpMid }] : []
  return [{
    ...message,
    kind: KINDS[method] ?? 'control',
    room: session,
    app_session: sessionId,
    peer_from: senderConnectionId,
    peer_to: method === 'onIceCandidate' ? endpointName : undefined,
    items
  }]
}
