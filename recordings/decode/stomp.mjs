// SPDX-License-Identifier: GPL-2.0-or-later
// STOMP: verb, headers, an empty line, a body of JSON, NUL; a line end alone keeps alive. Who sends, the
// body says in our page's own words, which are no part of STOMP.
import { innerItems } from './inner.mjs'

const KINDS = { SUBSCRIBE: 'join', UNSUBSCRIBE: 'leave', DISCONNECT: 'leave', ERROR: 'error' }

export function decodeStomp({ text, bytes }) {
  return (text ?? String(bytes)).split('\0').map(frame => frame.replace(/^\n+/, '')).flatMap((frame, i) => {
    if (!frame) return i === 0 ? [{ kind: 'keepalive', method: 'LF' }] : []
    const split = frame.indexOf('\n\n')
    const [verb, ...lines] = frame.slice(0, split).split('\n')
    const headers = Object.fromEntries(lines.map(l => [l.slice(0, l.indexOf(':')), l.slice(l.indexOf(':') + 1)]))
    const body = frame.slice(split + 2)
    const m = body.startsWith('{') ? JSON.parse(body) : undefined
    return [{
      kind: KINDS[verb] ?? 'control',
      method: verb,
      transaction: headers.receipt ?? headers['receipt-id'] ?? headers['message-id'],
      room: headers.destination,
      items: innerItems(m?.signal)
    }]
  })
}
