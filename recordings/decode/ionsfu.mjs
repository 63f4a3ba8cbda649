// SPDX-License-Identifier: GPL-2.0-or-later
// ion-sfu: JSON-RPC, whose client leaves "jsonrpc" out.
export function decodeIonSfu({ text, fromClient }, state) {
  const { id, method, params, result, error } = JSON.parse(text)
  const requests = (state.requests ??= new Map())
  if (method && id) requests.set(`${fromClient} ${id}`, method)
  const items = []
  const described = params?.offer ?? params?.desc ?? (method === 'offer' ? params : undefined) ?? result
  if (described?.sdp) items.push({ kind: described.type, sdp: described.sdp })
  if (params?.candidate) items.push({ kind: 'candidate', candidate: params.candidate.candidate, mid: params.candidate.sdpMid })
  return [{
    kind: error ? 'error' : method === 'join' ? 'join' : 'control',
    method, transaction: id, room: params?.sid, peer_from: params?.uid,
    response_to: method ? undefined : requests.get(`${!fromClient} ${id}`),
    items
  }]
}
