// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a JsSIP user agent and what the scenario does with it.
import JsSIP from 'jssip'

const happens = (emitter, event) => new Promise(resolve => emitter.once(event, resolve))

window.register = async ({ name, domain, address, password }) => {
  window.domain = domain
  window.ua = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(address)], uri: `sip:${name}@${domain}`, password, register: true
  })
  window.incoming = []
  ua.on('newRTCSession', ({ originator, session }) => { if (originator === 'remote') incoming.push(session) })
  ua.start()
  await happens(ua, 'registered')
}

const media = { audio: true, video: { width: 320, height: 240 } }
window.pcConfig = { iceServers: [] }

window.call = (name, constraints = media) => {
  window.session = ua.call(`sip:${name}@${domain}`, { mediaConstraints: constraints, pcConfig })
  window.over = new Promise(resolve => { session.once('ended', resolve); session.once('failed', resolve) })
    .then(({ cause }) => cause)
}
const first = async () => { while (!incoming.length) await new Promise(r => setTimeout(r, 50)); return incoming.shift() }
window.rung = async () => { window.session = await first() }
window.answer = () => { session.answer({ mediaConstraints: media, pcConfig }); return happens(session, 'confirmed') }
window.confirmed = () => happens(session, 'confirmed')
window.connected = async () => {
  while (session.connection.connectionState !== 'connected') await new Promise(r => setTimeout(r, 50))
}
window.hold = () => new Promise(resolve => session.hold({}, resolve))
window.unhold = () => new Promise(resolve => session.unhold({}, resolve))
window.end = options => { session.terminate(options) }
window.stop = async () => {
  ua.unregister({ all: false })
  await happens(ua, 'unregistered')
  ua.stop()
}
