// SPDX-License-Identifier: GPL-2.0-or-later
// protoo with mediasoup's data: transports are described without SDP. A response has no method of
// its own; what it answers is told by the request with its id, of the other side.
const KINDS = { join: 'join', newPeer: 'join', peerClosed: 'leave' }

export function decodeProtoo({ fromClient, text, path }, state) {
  const { request, response, notification, id, method, ok, data } = JSON.parse(text)
  const query = new URL(path, 'http://x').searchParams
  const requests = (state.requests ??= new Map())
  if (request) requests.set(`${fromClient} ${id}`, { method, data })
  const asked = response ? requests.get(`${!fromClient} ${id}`) : undefined
  return [{
    kind: response && !ok ? 'error' : request || notification ? KINDS[method] ?? 'control' : 'control',
    method,
    transaction: notification ? undefined : String(id),
    room: query.get('roomId'),
    [fromClient ? 'peer_from' : 'peer_to']: query.get('peerId'),
    response_to: asked?.method,
    items: parameters(request ? { method, data } : {}, asked, data)
  }]
}

function parameters(request, asked, data) {
  if (request.method === 'connectWebRtcTransport') {
    return [item(request.data.transportId, undefined, request.data.dtlsParameters)]
  }
  if (asked?.method === 'createWebRtcTransport' && data?.iceParameters) {
    return [item(data.id, data.iceParameters, data.dtlsParameters, data.iceCandidates)]
  }
  return asked?.method === 'restartIce' && data ? [item(asked.data.transportId, data)] : []
}

const item = (transport, ice, dtls, candidates) => ({
  kind: 'transport-parameters',
  more: {
    transport,
    ufrag: ice?.usernameFragment,
    pwd: ice?.password,
    ice_lite: ice?.iceLite,
    dtls_role: dtls?.role,
    fingerprints: dtls?.fingerprints.map(({ algorithm, value }) => `${algorithm} ${value}`),
    candidates
  }
})
