// SPDX-License-Identifier: GPL-2.0-or-later
// Twilio Voice: a call with early media, one to nobody, an incoming one, one that is rejected.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeTwilioVoice } from '../decode/twiliovoice.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'
import { PORT, startTwilioVoice } from '../lib/twiliovoice.mjs'

const s = await tappedSession({ dialect: 'twilio', decode: decodeTwilioVoice, scripts: ['page/sfu.js', 'page/twiliovoice.js', 'node_modules/@twilio/voice-sdk/dist/twilio.js'] })
const media = await s.page(), alice = await s.page()
const server = await startTwilioVoice(media)
const inAlice = (what, ...how) => alice.evaluate(([what, how]) =>
  Promise.race([globalThis.eval(what)(...how), new Promise((_, bad) => setTimeout(() => bad(new Error(`${what}: waited in vain`)), 15000))]), [what, how])
await inAlice('login', `127.0.0.1:${PORT}`)
server.heartbeat()
await inAlice('dial', '+15005550006')
await sleep(1000)
await inAlice('dtmf', '1')
await sleep(500)
server.heartbeat()
await inAlice('hangup')
await sleep(500)
await inAlice('dial', 'nobody')
await sleep(500)
const answered = inAlice('answerNext')
await sleep(200)
const callsid = await server.call()
await answered
await sleep(1000)
server.hangup(callsid)
await sleep(500)
const rejected = inAlice('rejectNext')
await sleep(200)
await server.call()
await rejected
await sleep(500)
await inAlice('logout')
await sleep(800)
s.truth.more.findings = { 'error.reported': 1 }
await s.end(`${s.browser.name}, @twilio/voice-sdk ${version('@twilio/voice-sdk')} (its wss made ws) and a stub for Twilio's gateway, whose media end is ${s.browser.name}`,
  { alice, media })
server.close()
