// SPDX-License-Identifier: GPL-2.0-or-later
// ASP.NET Core SignalR, JSON: messages that end with 0x1e. Our signals are JSON in a string argument.
import { innerItems } from './inner.mjs'

const KINDS = { Join: 'join', Leave: 'leave' }
const PING = 6

export function decodeSignalr({ text }) {
  return text.split('\x1e').slice(0, -1).map(part => decoded(JSON.parse(part)))
}

// After a handshake in text, each message is a series of arrays with their lengths.
export const decodeSignalrPacked = hub => ({ text, bytes }) =>
  bytes ? hub.parseMessages(arrayBuffer(bytes), { log() {} }).map(decoded) : decodeSignalr({ text })

export const arrayBuffer = bytes => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)

function decoded(m) {
  const [room, signal] = m.arguments ?? []
  return {
    kind: m.error ? 'error' : m.type === PING ? 'keepalive' : KINDS[m.target] ?? 'control',
    method: m.target,
    transaction: m.invocationId,
    room,
    type: m.type,
    items: signal ? innerItems(JSON.parse(signal)) : []
  }
}
