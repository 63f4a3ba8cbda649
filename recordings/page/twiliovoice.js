// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after Twilio's Voice SDK: it knows wss only, and the recording is without TLS.
window.WebSocket = class extends WebSocket {
  constructor(url, ...how) { super(url.replace(/^wss:/, 'ws:'), ...how) }
}
let device, call
const wait = (what, name) => new Promise(done => what.once(name, done))
async function login(chunderw) {
  const part = object => btoa(JSON.stringify(object)).replace(/=+$/, '')
  const token = `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ grants: { identity: 'alice' }, exp: 4102444800 })}.bm90LXJlYWw`
  device = new Twilio.Device(token, { chunderw, disableAudioContextSounds: true, logLevel: 'silent', appName: 'recording' })
  device.on('error', error => console.log('device', error.code, error.message))
  const registered = wait(device, 'registered')
  await device.register()
  await registered
}
async function dial(To) {
  call = await device.connect({ params: { To }, rtcConfiguration: { iceServers: [] } })
  call.on('error', error => console.log('call', error.code, error.message))
  const accepted = wait(call, 'accept'), over = Promise.race([wait(call, 'error'), wait(call, 'disconnect')])
  await Promise.race([accepted, over])
}
async function answerNext() {
  call = await wait(device, 'incoming')
  const accepted = wait(call, 'accept')
  call.accept({ rtcConfiguration: { iceServers: [] } })
  await accepted
}
async function rejectNext() {
  (await wait(device, 'incoming')).reject()
}
const dtmf = digits => call.sendDigits(digits)
const hangup = () => call.disconnect()
const logout = () => device.destroy()
