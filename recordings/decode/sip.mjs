// SPDX-License-Identifier: GPL-2.0-or-later
// SIP over WebSocket (RFC 7118): one SIP message in each WebSocket message. What a description is
// follows from its place in the transaction (RFC 3261, 13.2.1).
const KINDS = { REGISTER: 'join', BYE: 'bye', CANCEL: 'bye' }

export function decodeSip({ text }, { all }) {
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
  if (header('content-type') === 'application/sdp' && body) {
    message.items = [{ kind: role(all, message, status, cseq), sdp: body }]
  }
  return [message]
}

function kind(method, status, lines, cseq) {
  if (status) return Number(status) >= 400 ? 'error' : 'control'
  if (method === 'REGISTER' && lines.some(l => /^(expires: *0|contact:.*expires=0)$/i.test(l))) return 'leave'
  return KINDS[method] ?? 'control'
}

// INVITE with a body offers; then a final answer answers, what comes before is a preview.
function role(all, { app_session }, status, cseq) {
  const transaction = `${app_session} ${cseq.split(' ')[0]}`
  const offered = (all.sipOffers ??= new Set())
  if (!status && !offered.has(transaction)) {
    offered.add(transaction)
    return 'offer'
  }
  if (!status) return cseq.endsWith('ACK') || cseq.endsWith('PRACK') ? 'answer' : 'offer'
  return Number(status) < 200 ? 'pranswer' : 'answer'
}
