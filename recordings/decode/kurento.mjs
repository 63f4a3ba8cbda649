// SPDX-License-Identifier: GPL-2.0-or-later
// Kurento's tutorials (the verb is in "id") and the JSON-RPC of its media server (path /kurento).
export function decodeKurento({ fromClient, text, path }, state) {
  const m = JSON.parse(text)
  return [path === '/kurento' ? rpc(m, fromClient, state) : tutorial(m)]
}

const ENDS = { stop: 'bye', stopCommunication: 'bye', error: 'error' }

function tutorial({ id, sdpOffer, sdpAnswer, candidate }) {
  const items = []
  if (sdpOffer) items.push({ kind: 'offer', sdp: sdpOffer })
  if (sdpAnswer) items.push({ kind: 'answer', sdp: sdpAnswer })
  if (candidate) items.push(trickled(candidate))
  return { kind: ENDS[id] ?? 'control', method: id, items }
}

const trickled = ({ candidate, sdpMid: mid }) => candidate ? { kind: 'candidate', candidate, mid } : { kind: 'end-of-candidates', mid }

function rpc({ id, method, params, result, error }, fromClient, state) {
  const requests = (state.requests ??= new Map())
  if (method && id !== undefined) requests.set(`${fromClient} ${id}`, { method, params })
  const asked = method ? undefined : requests.get(`${!fromClient} ${id}`)
  return {
    kind: error ? 'error' : asked?.method === 'ping' || method === 'ping' ? 'keepalive' : method === 'release' ? 'bye' : 'control',
    method,
    transaction: id === undefined ? undefined : String(id),
    app_session: params?.sessionId ?? result?.sessionId,
    operation: params?.operation ?? params?.value?.type,
    response_to: asked && (asked.params.operation ?? asked.method),
    items: rpcItems(params ?? {}, asked, result)
  }
}

function rpcItems({ operation, operationParams, value }, asked, result) {
  if (operation === 'processOffer') return [{ kind: 'offer', sdp: operationParams.offer }]
  if (operation === 'addIceCandidate') return [trickled(operationParams.candidate)]
  if (asked?.params.operation === 'processOffer' && result) return [{ kind: 'answer', sdp: result.value }]
  if (value?.type === 'IceCandidateFound') return [trickled(value.data.candidate)]
  return value?.type === 'IceGatheringDone' ? [{ kind: 'end-of-candidates' }] : []
}
