// SPDX-License-Identifier: GPL-2.0-or-later
// Calls of two SIP pages over Kamailio. The pages' scripts have the same functions for each library.
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeSip } from '../decode/sip.mjs'
import { ADDRESS, DOMAIN, PASSWORD, startKamailio } from './kamailio.mjs'
import { tappedSession } from './tapped.mjs'
import { version } from './truth.mjs'

// calls(alice, bob): what the two registered pages do
// `refused`: how many 4xx and 5xx responses, on both hops, are no request for credentials.
export async function sipSession(library, script, refused, calls) {
  const kamailio = await startKamailio()
  const s = await tappedSession({ dialect: 'sip', decode: decodeSip, scripts: [script] })
  s.truth.more.findings = { 'error.reported': refused }
  const alice = await s.page(), bob = await s.page()
  for (const [page, name] of [[alice, 'alice'], [bob, 'bob']]) {
    await page.evaluate(how => register(how), { name, domain: DOMAIN, address: ADDRESS, password: PASSWORD })
  }
  await calls(alice, bob)
  for (const page of [alice, bob]) await page.evaluate(() => stop())
  for (const page of [alice, bob]) { // JsSIP first waits for its transactions, which is over 30 s
    while (!await page.evaluate(() => taps[0].closes.some(c => !c.fromClient))) await sleep(500)
  }
  await s.end(`${s.browser.name} to ${s.browser.name}, ${library} ${version(library)} over ${kamailio.name}`,
    { alice, bob })
  kamailio.stop()
}

// One that is held and resumed, one that is cancelled while it rings, one that is refused as busy.
export async function threeCalls(alice, bob) {
  await alice.evaluate(() => { call('bob') })
  await bob.evaluate(() => rung())
  await sleep(300)
  await answered(alice, bob)
  await alice.evaluate(() => hold())
  await sleep(500)
  await alice.evaluate(() => unhold())
  await sleep(1000)
  await hungUp(bob, alice)

  await alice.evaluate(() => { call('bob', { audio: true, video: false }) })
  await bob.evaluate(() => rung())
  await sleep(300)
  await hungUp(alice, alice)

  await bob.evaluate(() => { call('alice', { audio: true, video: false }) })
  await alice.evaluate(() => rung())
  await sleep(300)
  await alice.evaluate(() => { end({ status_code: 486 }) })
  await bob.evaluate(() => over)
}

export async function answered(caller, called) {
  await Promise.all([caller.evaluate(() => confirmed()), called.evaluate(() => answer())])
  await Promise.all([caller, called].map(page => page.evaluate(() => connected())))
  await sleep(1000)
}

export async function hungUp(one, other) {
  await one.evaluate(() => { end() })
  await other.evaluate(() => over)
}
