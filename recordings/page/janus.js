// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after janus.js: its callbacks as promises, and what to log of its messages.
spyOnWebSocket(text => {
  const { jsep, janus, candidate, candidates } = JSON.parse(text)
  if (jsep) return [jsep]
  if (janus !== 'trickle') return []
  return (candidates ?? [candidate]).map(c => c.completed ? null : c)
})

const promised = run => new Promise((success, error) => run({ success, error: e => error(new Error(e)) }))

async function connect(server) {
  await new Promise(callback => Janus.init({ debug: false, callback }))
  let session
  await promised(how => { session = new Janus({ server, iceServers: [], ...how }) })
  return session
}

// callbacks: those of the plugin's handle
const attach = (session, plugin, callbacks) => promised(how => session.attach({ plugin, ...callbacks, ...how }))
const createOffer = (handle, tracks) => promised(how => handle.createOffer({ tracks, ...how }))
const createAnswer = (handle, jsep, tracks) => promised(how => handle.createAnswer({ jsep, tracks, ...how }))
const handleAnswer = (handle, jsep) => promised(how => handle.handleRemoteJsep({ jsep, ...how }))
const leave = session => promised(how => session.destroy({ ...how }))

const CAMERA = [
  { type: 'audio', capture: true, recv: true },
  { type: 'video', capture: { width: { ideal: 320 }, height: { ideal: 240 } }, recv: true }
]
