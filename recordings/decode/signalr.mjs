// SPDX-License-Identifier: GPL-2.0-or-later
// ASP.NET Core SignalR, JSON: messages that end with 0x1e. Our signals are JSON in a string argument;
// the argument before it is a room to our page only, the wire does not call it so.
import { innerItems } from './inner.mjs'

const KINDS = { Join: 'join', Leave: 'leave' }
const PING = 6
const CLOSE = 7

export function decodeSignalr({ text }) {
  return text.split('\x1e').slice(0, -1).map(part => decoded(JSON.parse(part)))
}

// After a handshake in text, each message is a series of arrays with their lengths.
export const decodeSignalrPacked = hub => ({ text, bytes }) =>
  bytes ? hub.parseMessages(arrayBuffer(bytes), { log() {} }).map(decoded) : decodeSignalr({ text })

export const arrayBuffer = bytes => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)

function decoded(m) {
  const [, signal] = m.arguments ?? []
  return {
    kind: m.error ? 'error' : m.type === PING ? 'keepalive' : m.type === CLOSE ? 'bye' : KINDS[m.target] ?? 'control',
    method: m.target,
    transaction: m.invocationId,
    type: m.type,
    items: signal ? innerItems(JSON.parse(signal)) : []
  }
}
