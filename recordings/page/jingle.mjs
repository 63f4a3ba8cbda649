// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: an XMPP client of stanza that makes and takes Jingle calls.
import * as XMPP from 'stanza'

const once = (emitter, event) => new Promise(resolve => emitter.once(event, resolve))
const camera = () => navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 240 } })

window.login = async ({ jid, resource, password, address }) => {
  window.client = XMPP.createClient({ jid, resource, password, allowResumption: false,
    transports: { websocket: address, bosh: false }, jingle: { iceServers: [] } })
  window.incoming = []
  client.on('jingle:incoming', session => incoming.push(session))
  client.connect()
  await once(client, 'session:started')
  client.sendPresence()
  await client.getRoster()
  await client.discoverICEServers()
  client.jingle.iceServers = [] // asked for, but there is no such server
  return client.jid
}
window.call = async jid => {
  const stream = await camera()
  window.session = client.jingle.createMediaSession(jid, undefined, stream)
  window.over = once(client, 'jingle:terminated')
  await session.start()
}
window.ring = async () => {
  while (!incoming.length) await new Promise(r => setTimeout(r, 50))
  window.session = incoming.shift()
  window.over = once(client, 'jingle:terminated')
  await session.ring()
}
window.accept = async () => {
  const stream = await camera()
  for (const track of stream.getTracks()) session.addTrack(track, stream)
  await session.accept()
}
window.connected = async () => {
  while (session.pc.connectionState !== 'connected') await new Promise(r => setTimeout(r, 50))
}
window.logout = async () => {
  const gone = once(client, 'disconnected')
  client.disconnect()
  await gone
}
