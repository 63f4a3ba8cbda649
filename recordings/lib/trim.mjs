// SPDX-License-Identifier: GPL-2.0-or-later
// trim.mjs IN OUT: keeps of a pcapng all TCP, and of the UDP flows that carry STUN all STUN and
// DTLS and the first packets of media in each direction. Drops what dumpcap says of this machine.
import { readFileSync, writeFileSync } from 'node:fs'

const RTP_KEPT = Number(process.env.RTP_KEPT ?? 60)
const RTCP_KEPT = Number(process.env.RTCP_KEPT ?? 12)
const SECTION = 0x0a0d0d0a, INTERFACE = 1, PACKET = 6

const [input, output] = process.argv.slice(2)
const file = readFileSync(input)

function blocks() {
  const found = []
  for (let at = 0; at + 12 <= file.length;) {
    const length = file.readUInt32LE(at + 4)
    found.push({ type: file.readUInt32LE(at), body: file.subarray(at + 8, at + length - 4) })
    at += length
  }
  return found
}

function block(type, body) {
  const padded = Buffer.alloc(12 + ((body.length + 3) & ~3))
  padded.writeUInt32LE(type, 0)
  padded.writeUInt32LE(padded.length, 4)
  body.copy(padded, 8)
  padded.writeUInt32LE(padded.length, padded.length - 4)
  return padded
}

// The UDP datagram of an Ethernet frame, or null.
function datagram(frame) {
  const type = frame.readUInt16BE(12)
  let ip, udp, addresses
  if (type === 0x0800) {
    ip = frame.subarray(14)
    if (ip[9] !== 17) return null
    udp = ip.subarray((ip[0] & 15) * 4)
    addresses = [ip.subarray(12, 16), ip.subarray(16, 20)]
  } else if (type === 0x86dd) {
    ip = frame.subarray(14)
    if (ip[6] !== 17) return null
    udp = ip.subarray(40)
    addresses = [ip.subarray(8, 24), ip.subarray(24, 40)]
  } else {
    return null
  }
  const from = addresses[0].toString('hex') + ':' + udp.readUInt16BE(0)
  const to = addresses[1].toString('hex') + ':' + udp.readUInt16BE(2)
  return { direction: `${from}>${to}`, flow: [from, to].sort().join(), payload: udp.subarray(8) }
}

// RFC 7983
function contents(payload) {
  if (payload.length < 2) return 'other'
  if (payload[0] < 4 && payload.length >= 20 && payload.readUInt32BE(4) === 0x2112a442) return 'stun'
  if (payload[0] >= 20 && payload[0] < 64) return 'dtls'
  if (payload[0] >= 64 && payload[0] < 80) return contents(payload.subarray(4)) // a channel of TURN
  if (payload[0] >= 128 && payload[0] < 192) {
    return payload[1] >= 192 && payload[1] < 224 ? 'rtcp' : 'rtp'
  }
  return 'other'
}

const packets = blocks().map(({ type, body }) => {
  if (type !== PACKET) return { type, body }
  const frame = body.subarray(20, 20 + body.readUInt32LE(12))
  return { type, body, udp: datagram(frame) }
})
const callFlows = new Set(packets
  .filter(p => p.udp && contents(p.udp.payload) === 'stun').map(p => p.udp.flow))

const limits = { rtp: RTP_KEPT, rtcp: RTCP_KEPT }
const seen = {}
function keep({ udp }) {
  if (!udp) return true
  if (!callFlows.has(udp.flow)) return false
  const what = contents(udp.payload)
  if (!(what in limits)) return true
  const key = what + udp.direction
  seen[key] = (seen[key] ?? 0) + 1
  return seen[key] <= limits[what]
}

const result = []
for (const packet of packets) {
  if (packet.type === SECTION) result.push(block(SECTION, packet.body.subarray(0, 16)))
  else if (packet.type === INTERFACE) result.push(block(INTERFACE, interfaceOf(packet.body)))
  else if (packet.type === PACKET && keep(packet)) result.push(block(PACKET, packet.body))
}
writeFileSync(output, Buffer.concat(result))

// Link type and snap length, and of the options only the time resolution.
function interfaceOf(body) {
  for (let at = 8; at + 4 <= body.length;) {
    const code = body.readUInt16LE(at), length = body.readUInt16LE(at + 2)
    if (code === 9) {
      return Buffer.concat([body.subarray(0, 8), body.subarray(at, at + 8), Buffer.alloc(4)])
    }
    at += 4 + ((length + 3) & ~3)
  }
  return body.subarray(0, 8)
}
