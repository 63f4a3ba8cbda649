// SPDX-License-Identifier: GPL-2.0-or-later
// check.mjs NAME: holds a capture against its truth file. Plain tshark reassembles the TCP streams;
// the WebSocket frames in them are read here.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { constants, inflateRawSync } from 'node:zlib'
import { textsOf } from './packed.mjs'

const name = process.argv[2]
const folder = `${process.env.WRTCSIG_CAPTURES ?? new URL('../../test-captures', import.meta.url).pathname}/`
const file = `${folder}${name}.pcapng`
const truth = JSON.parse(readFileSync(`${folder}${name}.truth.json`))

const tshark = (...options) => execFileSync('tshark', ['-r', file, ...(truth.decode ?? []), ...options],
  { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')

const problems = []
function same(what, capture, wanted) {
  if (JSON.stringify(capture) !== JSON.stringify(wanted)) {
    problems.push(`${what}: capture ${JSON.stringify(capture)}, truth ${JSON.stringify(wanted)}`)
  }
}

const upgrades = tshark('-Y', 'http.upgrade && http.request', '-T', 'fields', '-e', 'tcp.stream',
  '-e', 'http.request.uri', '-e', 'tls.record.length').filter(Boolean).map(line => line.split('\t'))
same('upgrades', upgrades.map(u => u[1]), truth.connections.map(c => c.path))

upgrades.forEach(([stream, , tls], connection) => {
  const [fromClient, fromServer] = followed(tls ? 'tls' : 'tcp', stream)
  checkDirection(connection, true, fromClient)
  checkDirection(connection, false, fromServer)
})

// The bytes of both directions.
function followed(protocol, stream) {
  const sides = [[], []]
  for (const line of tshark('-q', '-z', `follow,${protocol},raw,${stream}`)) {
    if (/^\t?[0-9a-f]+$/.test(line)) sides[line[0] === '\t' ? 1 : 0].push(line.trim())
  }
  // tshark may take the side that spoke first within TLS for the client
  return sides.map(lines => Buffer.from(lines.join(''), 'hex'))
    .sort((a, b) => (b.indexOf('GET ') === 0) - (a.indexOf('GET ') === 0))
}

function checkDirection(connection, fromClient, bytes) {
  const here = x => x.connection === connection && x.from_client === fromClient
  const label = `connection ${connection} from ${fromClient ? 'client' : 'server'}`
  const { payloads, closes } = messages(bytes)
  same(`${label}: closes`, closes, truth.closes.filter(here).map(({ code, reason }) => code === undefined ? {} : { code, reason }))
  const { data } = truth.connections[connection]
  if (data) { // the page kept all that it sent and received
    const sha256 = createHash('sha256').update(Buffer.concat(payloads)).digest('hex')
    same(`${label}: data messages`, { messages: payloads.length, sha256 }, data[fromClient ? 'client' : 'server'])
  }
  const found = textsOf(payloads, truth.dialect)?.flatMap(signaling) ??
    payloads.flatMap(payload => utf8(payload) ? signaling(String(payload)) : fields(payload))
  const wanted = truth.items.filter(here).flatMap(i => i.sdp_sha256 ?? i.candidate ?? [])
  const repeated = (truth.messages ?? []).filter(here).flatMap(m => m.state ?? []).map(d => d.sdp_sha256)
  if (repeated.length) same(`${label}: descriptions and candidates`, found.sort(), [...wanted, ...repeated].sort())
  else same(`${label}: descriptions and candidates`, found, wanted)
}

// The data messages and the Close frames after the HTTP header.
function messages(bytes) {
  const header = bytes.indexOf('\r\n\r\n', bytes.indexOf('Sec-WebSocket-'))
  const payloads = [], closes = []
  let deflated = Buffer.alloc(0), inflated = 0, parts = [], compressed = false
  for (let at = header + 4; at + 2 <= bytes.length;) {
    const opcode = bytes[at] & 15, final = bytes[at] & 128, masked = bytes[at + 1] & 128
    if (opcode) compressed = Boolean(bytes[at] & 64)
    let length = bytes[at + 1] & 127
    at += 2
    if (length === 126) { length = bytes.readUInt16BE(at); at += 2 }
    else if (length === 127) { length = Number(bytes.readBigUInt64BE(at)); at += 8 }
    const mask = masked ? bytes.subarray(at, at += 4) : null
    const payload = Buffer.from(bytes.subarray(at, at += length)).map((c, i) => mask ? c ^ mask[i & 3] : c)
    if (opcode === 8) {
      closes.push(length ? { code: payload.readUInt16BE(0), reason: payload.toString('utf8', 2) } : {})
    }
    if (opcode > 2) continue
    if (opcode) parts = []
    parts.push(payload)
    if (!final) continue
    let whole = Buffer.concat(parts)
    if (compressed) { // all of it from the start again: the window is kept between messages
      deflated = Buffer.concat([deflated, whole, Buffer.from([0, 0, 255, 255])])
      const all = inflateRawSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH })
      whole = all.subarray(inflated)
      inflated = all.length
    }
    payloads.push(whole)
  }
  return { payloads, closes }
}

function utf8(payload) {
  return Buffer.from(String(payload)).equals(payload) && !/[\x01-\x08]/.test(payload)
}

// Descriptions and candidates in a protobuf message of which no schema is known.
function fields(bytes) {
  const found = []
  let at = 0
  const varint = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      value += (byte & 127) * 2 ** shift
      if (!(byte & 128)) return value
    }
  }
  while (at < bytes.length) {
    const type = varint() & 7
    if (type === 0) varint()
    else if (type === 1 || type === 5) at += type === 1 ? 8 : 4
    else if (type === 2) {
      const length = varint()
      const part = bytes.subarray(at, at += length)
      found.push(...utf8(part) && /^(v=0|\{)/.test(part) ? signaling(String(part)) : fields(part))
    } else return []
  }
  return at === bytes.length ? found : []
}

// Descriptions (their digests) and candidates in a text, however deep.
function signaling(text) {
  if (text.startsWith('<')) return [...text.matchAll(/<candidate [^>]*>/g)].map(([element]) => line(element)) // Jingle
  const body = text.search(/\r?\n\r?\n(v=0|\{)/) // of SIP and STOMP
  if (body > 0 && !text.startsWith('v=0')) return signaling(text.slice(body).trimStart().replace(/\0$/, ''))
  if (text.includes('\x1e')) return text.split('\x1e').flatMap(signaling) // SignalR
  if (text.startsWith('v=0')) return [createHash('sha256').update(text).digest('hex')]
  if (/^(a=)?candidate:./.test(text)) return [text.replace(/^a=/, '')]
  if (/^[A-Za-z0-9+/]{24,}=*$/.test(text)) return signaling(Buffer.from(text, 'base64').toString())
  const json = text.match(/^\d*([[{][^]*)$/) // socket.io puts digits first
  if (!json) return []
  try { return strings(JSON.parse(json[1])).flatMap(signaling) } catch { return [] }
}

// A candidate that is an XML element, as SDP writes it.
function line(element) {
  const a = Object.fromEntries([...element.matchAll(/([\w-]+)=['"]([^'"]*)['"]/g)].map(([, name, value]) => [name, value]))
  const maybe = (word, value) => value === undefined ? '' : ` ${word} ${value}`
  return `candidate:${a.foundation} ${a.component} ${a.protocol} ${a.priority} ${a.ip} ${a.port} typ ${a.type}` +
    maybe('raddr', a['rel-addr']) + maybe('rport', a['rel-port']) + maybe('tcptype', a.tcptype) + maybe('generation', a.generation)
}

function strings(value) {
  if (typeof value === 'string') return [value]
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : []
}

const counts = {}
for (const item of truth.items) counts[item.kind] = (counts[item.kind] ?? 0) + 1
console.log(`${name}: ${statSync(file).size} bytes, ${truth.connections.length} connections, ` +
  `${truth.closes.length} closes, ${JSON.stringify(counts)}`)
for (const problem of problems) console.log('  PROBLEM', problem)
process.exitCode = problems.length ? 1 : 0
