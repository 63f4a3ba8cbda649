// SPDX-License-Identifier: GPL-2.0-or-later
// For check.mjs: the texts in data messages that are no text, by the libraries of their formats.
import { decode } from '@msgpack/msgpack'
import { parser } from 'mqtt-packet'

const ENGINE_IO_3_MESSAGE = 4

// undefined: none of them is of such a format
export function textsOf(payloads, dialect) {
  if (dialect === 'mqtt') return published(Buffer.concat(payloads))
  const texts = payloads.map(payload => payload[0] === ENGINE_IO_3_MESSAGE
    ? [String(payload.subarray(1))]
    : packed(payload)?.flatMap(strings))
  return texts.some(Boolean) ? texts.flatMap((found, i) => found ?? [String(payloads[i])]) : undefined
}

function published(stream) {
  const texts = []
  parser({ protocolVersion: 4 })
    .on('packet', ({ cmd, payload }) => cmd === 'publish' && texts.push(String(payload)))
    .parse(stream)
  return texts
}

// MessagePack: one value, or SignalR's with a length before each.
function packed(bytes) {
  try {
    const value = decode(bytes)
    if (value && typeof value === 'object') return [value]
  } catch {}
  const values = []
  try {
    for (let at = 0; at < bytes.length;) {
      let length = 0, shift = 0, byte
      do { byte = bytes[at++]; length += (byte & 127) * 2 ** shift; shift += 7 } while (byte & 128)
      const value = decode(bytes.subarray(at, at += length))
      if (!Array.isArray(value)) return undefined
      values.push(value)
    }
    return values
  } catch {}
}

function strings(value) {
  if (typeof value === 'string') return [value]
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : []
}
