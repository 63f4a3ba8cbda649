// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a SIP.js user agent and what the scenario does with it; the same functions as jssip.mjs.
import { Inviter, Registerer, RegistererState, SessionState, SIPExtension, UserAgent } from 'sip.js'

const becomes = (object, state) => new Promise(resolve => {
  if (object.state === state) resolve()
  else object.stateChange.addListener(now => { if (now === state) resolve() })
})

window.register = async ({ name, domain, address, password }) => {
  window.domain = domain
  window.incoming = []
  window.ua = new UserAgent({
    uri: UserAgent.makeURI(`sip:${name}@${domain}`),
    authorizationUsername: name,
    authorizationPassword: password,
    transportOptions: { server: address, keepAliveInterval: 2 },
    sipExtension100rel: SIPExtension.Supported,
    logLevel: 'warn',
    delegate: { onInvite: invitation => { incoming.push(invitation) } },
    sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: 1000, peerConnectionConfiguration: { iceServers: [] } }
  })
  await ua.start()
  window.registerer = new Registerer(ua)
  registerer.register()
  await becomes(registerer, RegistererState.Registered)
}

const media = { audio: true, video: { width: 320, height: 240 } }
const options = constraints => ({ sessionDescriptionHandlerOptions: { constraints } })

const use = session => {
  window.session = session
  window.over = becomes(session, SessionState.Terminated)
}
window.call = (name, constraints = media, more) => {
  use(new Inviter(ua, UserAgent.makeURI(`sip:${name}@${domain}`), { ...options(constraints), ...more }))
  session.invite()
}
window.rung = async (how = { statusCode: 180 }) => {
  while (!incoming.length) await new Promise(r => setTimeout(r, 50))
  use(incoming.shift())
  await session.progress({ ...how, ...options(media) })
}
window.answer = () => session.accept(options(media))
window.confirmed = () => becomes(session, SessionState.Established)
window.connected = async () => {
  while (session.sessionDescriptionHandler?.peerConnection?.connectionState !== 'connected') {
    await new Promise(r => setTimeout(r, 50))
  }
}
const reinvite = hold => new Promise((onAccept, onReject) => session.invite({
  requestDelegate: { onAccept, onReject },
  sessionDescriptionHandlerOptionsReInvite: { hold }
}))
window.hold = () => reinvite(true)
window.unhold = () => reinvite(false)
window.end = (how = {}) => {
  if (session.state === SessionState.Established) session.bye()
  else if (session instanceof Inviter) session.cancel()
  else session.reject({ statusCode: how.status_code })
}
window.stop = async () => {
  registerer.unregister()
  await becomes(registerer, RegistererState.Unregistered)
  await ua.stop()
}
