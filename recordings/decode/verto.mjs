// SPDX-License-Identifier: GPL-2.0-or-later
// FreeSWITCH's Verto: JSON-RPC 2.0, SDP without a type; the method says what it is.
const KINDS = { login: 'join', 'verto.bye': 'bye', 'verto.ping': 'keepalive' }
const ROLES = { 'verto.invite': 'offer', 'verto.attach': 'offer', 'verto.answer': 'answer', 'verto.media': 'pranswer' }

export function decodeVerto({ fromClient, text }, state) {
  const { id, method, params, result, error } = JSON.parse(text)
  const requests = (state.requests ??= new Map())
  if (method) requests.set(`${fromClient} ${id}`, method)
  const call = params?.dialogParams ?? params ?? result
  const sdp = params?.sdp ?? result?.sdp
  return [{
    kind: error ? 'error' : KINDS[method] ?? 'control',
    method,
    transaction: String(id),
    peer_from: params?.dialogParams?.caller_id_number,
    peer_to: params?.dialogParams?.destination_number,
    app_session: call?.callID,
    response_to: method ? undefined : requests.get(`${!fromClient} ${id}`),
    items: sdp ? [{ kind: ROLES[method] ?? 'answer', sdp }] : []
  }]
}
