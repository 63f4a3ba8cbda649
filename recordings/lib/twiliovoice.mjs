// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as Twilio's Voice gateway does (PStream), for one client. Its media end is a
// page (page/sfu.js).
import { randomBytes } from 'node:crypto'
import { WebSocketServer } from 'ws'

export const PORT = 8443
const sid = () => 'CA' + randomBytes(16).toString('hex')

export async function startTwilioVoice(media) {
  const wss = new WebSocketServer({ host: '127.0.0.1', port: PORT, path: '/signal', perMessageDeflate: false })
  const inPage = (name, ...how) => media.evaluate(([name, how]) => globalThis.eval(name)(...how), [name, how])
  await media.evaluate(() => { window.gathered = () => {} })
  let client
  const send = (type, payload = {}) => client.send(JSON.stringify({ payload, type, version: '1.6' }))
  const handlers = {
    listen: () => send('connected', { edge: 'ashburn', region: 'us1', home: 'us1', gateway: '192.0.2.20', token: { account_sid: 'AC0', identity: 'alice', ttl: 3600 } }),
    register: () => send('ready', { gateway: '192.0.2.20' }),
    async invite({ sdp, twilio }) {
      const callsid = sid(), number = decodeURIComponent(twilio.params)
      if (number.includes('nobody')) {
        send('ringing', { callsid })
        send('error', { callsid, error: { code: 31404, message: 'Not Found' } })
        return send('hangup', { callsid, message: 'Not Found' })
      }
      await inPage('sendCamera', callsid)
      await inPage('answer', callsid, sdp)
      send('roger', { callsid })
      send('ringing', { callsid, sdp: await inPage('complete', callsid) })
      setTimeout(() => send('answer', { callsid }), 800)
    },
    answer: ({ callsid, sdp }) => inPage('accept', callsid, sdp),
    hangup: ({ callsid }) => inPage('hangUp', callsid),
    reject: () => {},
    cancel: () => {},
    dtmf: () => {}
  }
  wss.on('connection', ws => {
    client = ws
    ws.on('message', data => {
      if (String(data) === '\n') return
      const { type, payload } = JSON.parse(data)
      if (!handlers[type]) return console.error('unknown', String(data).slice(0, 200))
      handlers[type](payload)
    })
  })
  return {
    heartbeat: () => client.send('\n'),
    async call() {
      const callsid = sid()
      await inPage('sendCamera', callsid)
      await inPage('offer', callsid)
      send('invite', { callsid, sdp: await inPage('complete', callsid), parameters: { From: 'client:bob', To: 'client:alice', CallSid: callsid } })
      return callsid
    },
    hangup: callsid => send('hangup', { callsid, message: 'Normal clearing' }),
    close: () => wss.close()
  }
}
