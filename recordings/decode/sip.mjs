// SPDX-License-Identifier: GPL-2.0-or-later
// SIP over WebSocket (RFC 7118): one SIP message in each WebSocket message. What a description is
// follows from its place in the transaction (RFC 3261, 13.2.1).
const KINDS = { REGISTER: 'join', BYE: 'bye', CANCEL: 'bye' }

export function decodeSip({ fromClient, text }, state) {
  if (!text.trim()) return [{ kind: 'keepalive', method: 'CRLF' }]
  const split = text.indexOf('\r\n\r\n')
  const [first, ...lines] = text.slice(0, split).split('\r\n')
  const body = text.slice(split + 4)
  const header = name => lines.find(l => l.toLowerCase().startsWith(name + ':'))?.slice(name.length + 1).trim()
  const uri = name => header(name).match(/<([^>]*)>/)?.[1] ?? header(name)
  const status = first.match(/^SIP\/2\.0 (\d+)/)?.[1]
  const method = status ?? first.split(' ')[0]
  const cseq = header('cseq')
  const message = {
    kind: kind(method, status, lines, cseq),
    method,
    transaction: cseq,
    peer_from: uri('from'),
    peer_to: uri('to'),
    app_session: header('call-id'),
    branch: header('via').match(/branch=([^;,\s]+)/)?.[1]
  }
  const dialogs = (state.dialogs ??= new Map())
  if (!dialogs.has(message.app_session)) dialogs.set(message.app_session, {})
  const dialog = dialogs.get(message.app_session)
  if (Number(status) >= 300 && /INVITE|UPDATE/.test(cseq)) dialog.asked = undefined
  if (header('content-type') === 'application/sdp' && body) {
    message.items = [{ ...role(dialog, fromClient, status, cseq, /100rel/.test(header('require'))), sdp: body }]
  }
  return [message]
}

function kind(method, status, lines, cseq) {
  if (status) return Number(status) >= 400 ? 'error' : 'control'
  if (method === 'REGISTER' && lines.some(l => /^(expires: *0|contact:.*expires=0)$/i.test(l))) return 'leave'
  return KINDS[method] ?? 'control'
}

// The first description of a dialog offers, unless one of the other side waits for its answer; then it
// answers, or is a preview in an unreliable provisional response (RFC 3261, 13.2.1; RFC 3262, 5). A
// response to an INVITE that has had its answer says the same again.
// dialog: {asked: the side whose offer waits, transaction: that of its INVITE, done: side: kind}
function role(dialog, fromClient, status, cseq, reliable) {
  if (status && dialog.done && dialog.transaction === cseq) return { kind: dialog.done[fromClient], repeats: true }
  if (dialog.asked === undefined || dialog.asked === fromClient) {
    Object.assign(dialog, { asked: fromClient, transaction: cseq, done: undefined })
    return { kind: 'offer' }
  }
  if (Number(status) < 200 && !reliable) return { kind: 'pranswer' }
  Object.assign(dialog, { asked: undefined, done: { [!fromClient]: 'offer', [fromClient]: 'answer' } })
  return { kind: 'answer' }
}
