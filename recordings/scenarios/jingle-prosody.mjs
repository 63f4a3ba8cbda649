// SPDX-License-Identifier: GPL-2.0-or-later
// Jingle over Prosody: ringing, a call with an ICE restart, a second one that is declined.
// needs: interface
// needs: port 5280
// needs: packages prosody
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJingle } from '../decode/jingle.mjs'
import { ADDRESS, DOMAIN, PASSWORD, startProsody } from '../lib/prosody.mjs'
import { tappedSession } from '../lib/tapped.mjs'
import { version } from '../lib/truth.mjs'

/** Candidates, and ends of them, before their side's first description. */
function early(items) {
  const described = new Set()
  return items.filter(item => {
    const lane = `${item.connection} ${item.from_client}`
    if (/offer|answer/.test(item.kind)) described.add(lane)
    return /candidate/.test(item.kind) && !described.has(lane)
  }).length
}

const prosody = await startProsody('alice', 'bob')
const s = await tappedSession({ dialect: 'jingle', decode: decodeJingle, scripts: ['page/jingle.mjs'],
  serverCloses: true })
// The answers to what was still on its way when the second call was declined; stanza trickles before it
// accepts, on both hops.
Object.defineProperty(s.truth.more, 'findings', { enumerable: true,
  get: () => ({ 'error.reported': s.truth.messages.filter(m => m.kind === 'error').length,
    'candidate.early': early(s.truth.items) }) })
const alice = await s.page(), bob = await s.page()
const login = (page, name) => page.evaluate(how => login(how),
  { jid: `${name}@${DOMAIN}`, resource: 'browser', password: PASSWORD, address: ADDRESS })
await login(alice, 'alice')
const bobsId = await login(bob, 'bob')

await alice.evaluate(id => call(id), bobsId)
await bob.evaluate(() => ring())
await sleep(300)
await bob.evaluate(() => accept())
for (const page of [alice, bob]) await page.evaluate(() => connected())
await sleep(1000)
await alice.evaluate(() => session.restartIce())
await sleep(1500)
await alice.evaluate(() => session.hold())
await alice.evaluate(() => session.resume())
await alice.evaluate(() => { session.end('success') })
await bob.evaluate(() => over)

await alice.evaluate(id => call(id), bobsId)
await bob.evaluate(() => ring())
await bob.evaluate(() => { session.end('decline') })
await alice.evaluate(() => over)

await alice.evaluate(() => client.ping('example.test'))
for (const page of [alice, bob]) await page.evaluate(() => logout())
await sleep(500)
await s.end(`${s.browser.name} to ${s.browser.name}, stanza ${version('stanza')} over ${prosody.name}`, { alice, bob })
prosody.stop()
process.exit()
