// SPDX-License-Identifier: GPL-2.0-or-later
// Red5 Pro: the verb is the first member's name; the server's messages have none but a status code.
const KINDS = { publish: 'join', subscribe: 'join', requestOffer: 'join', unpublish: 'leave' }
const CODES = {
  'NetConnection.ICE.TricleCompleted': 'end-of-candidates', 'NetConnection.ICE.TrickleCompleted': 'end-of-candidates',
  'NetStream.Play.StreamNotFound': 'error', 'NetStream.Unpublish.Success': 'leave', 'NetStream.Play.UnpublishNotify': 'leave'
}

export function decodeRed5({ fromClient, text }, state) {
  const message = JSON.parse(text), { data, requestId } = message
  // one message that only Red5 has is not enough to tell, and this one others could have
  const unproven = 'isAvailable' in message && (state.told ?? 0) < 2 || undefined
  if (!unproven) state.told = (state.told ?? 0) + 1
  const items = data?.sdp ? [{ kind: data.sdp.type, sdp: data.sdp.sdp }]
    : data?.candidate ? [candidate(data.candidate)] : []
  if (fromClient) {
    const verb = Object.keys(message)[0]
    return [{ kind: KINDS[verb] ?? 'control', method: verb, room: message[verb], app_session: requestId, unproven, items }]
  }
  const kind = CODES[data?.code] ?? 'control'
  if (kind === 'end-of-candidates') items.push({ kind })
  // "isAvailable" comes back as the first member, too
  return [{ kind, method: data?.code ?? ('isAvailable' in message ? 'isAvailable' : undefined), unproven, items }]
}

const candidate = ({ candidate, sdpMid }) => candidate
  ? { kind: 'candidate', candidate, mid: sdpMid } : { kind: 'end-of-candidates', mid: sdpMid }
