// SPDX-License-Identifier: GPL-2.0-or-later
// XMPP over WebSocket (RFC 7395) with Jingle: no SDP. The XML is read with stanza's parser.
import { JXT } from 'stanza'

const ACTIONS = { 'session-terminate': 'bye' }
const DESCRIPTIONS = { 'session-initiate': 'offer', 'session-accept': 'answer' }

const elements = parent => parent.children.filter(c => typeof c !== 'string')
const children = (parent, name) => elements(parent).filter(c => localName(c) === name)
const child = (parent, name) => parent && children(parent, name)[0]
const localName = element => element.name.replace(/^.*:/, '')

export function decodeJingle({ text }) {
  const stanza = JXT.parse(text)
  const { id, from, to, type } = stanza.attributes
  const jingle = child(stanza, 'jingle')
  const action = jingle?.attributes.action
  const payload = elements(stanza)[0]
  const name = localName(stanza)
  return [{
    kind: type === 'error' ? 'error' : ACTIONS[action] ?? other(name, type, payload),
    method: action ?? (name === 'iq' && payload ? localName(payload) : name),
    transaction: id,
    peer_from: from,
    peer_to: to,
    app_session: jingle?.attributes.sid,
    items: jingle ? itemsOf(jingle, action) : []
  }]
}

function other(name, type, payload) {
  const inner = payload && localName(payload)
  if (inner === 'ping') return 'keepalive'
  if (name === 'close') return 'bye'
  if (inner === 'services' && type === 'result') return 'ice-servers'
  return 'control'
}

function itemsOf(jingle, action) {
  const contents = children(jingle, 'content').map(contentOf)
  if (DESCRIPTIONS[action]) {
    return [{ kind: DESCRIPTIONS[action], more: { media: contents.map(c => c.media), contents } }]
  }
  if (action !== 'transport-info') return []
  const items = contents.flatMap(c => c.candidates.map(candidate => ({ kind: 'candidate', candidate, mid: c.mid })))
  if (contents.some(c => c.pwd)) items.unshift({ kind: 'transport-parameters', more: { contents } })
  for (const c of contents) if (c.complete) items.push({ kind: 'end-of-candidates', mid: c.mid })
  return items
}

function contentOf(content) {
  const description = child(content, 'description'), transport = child(content, 'transport')
  const fingerprint = transport && child(transport, 'fingerprint')
  return {
    mid: content.attributes.name,
    media: description && (description.attributes.media ?? 'application'),
    ufrag: transport?.attributes.ufrag,
    pwd: transport?.attributes.pwd,
    fingerprint: fingerprint && `${fingerprint.attributes.hash} ${fingerprint.getText()}`,
    setup: fingerprint?.attributes.setup,
    candidates: transport ? children(transport, 'candidate').map(lineOf) : [],
    complete: transport && child(transport, 'gathering-complete') ? true : undefined
  }
}

// The candidate as SDP writes it, of its attributes.
function lineOf({ attributes: a }) {
  return `candidate:${a.foundation} ${a.component} ${a.protocol} ${a.priority} ${a.ip} ${a.port} typ ${a.type}` +
    (a['rel-addr'] ? ` raddr ${a['rel-addr']} rport ${a['rel-port']}` : '') +
    (a.tcptype ? ` tcptype ${a.tcptype}` : '') +
    (a.generation ? ` generation ${a.generation}` : '')
}
