// SPDX-License-Identifier: GPL-2.0-or-later
// SIP.js over Kamailio, where offer and answer are elsewhere: an INVITE without a description (offer in
// the 200, answer in the ACK); early media in a 183; the same with PRACK (RFC 3262), whose 200 says it
// again; an INVITE without a description, an offer in the 183 and an answer in the PRACK.
// needs: interface
// needs: packages kamailio kamailio-websocket-modules
import { setTimeout as sleep } from 'node:timers/promises'
import { answered, hungUp, sipSession } from '../lib/sipcall.mjs'

await sipSession('sip.js', 'page/sipjs.mjs', 2, async (alice, bob) => {
  await alice.evaluate(() => { call('bob', undefined, { inviteWithoutSdp: true }) })
  await bob.evaluate(() => rung())
  await sleep(300)
  await answered(alice, bob)
  await hungUp(alice, bob)

  for (const how of [{ statusCode: 183 }, { statusCode: 183, rel100: true }]) {
    await alice.evaluate(() => { call('bob', undefined, { earlyMedia: true }) })
    await bob.evaluate(how => rung(how), how)
    await sleep(1000)
    await answered(alice, bob)
    await hungUp(bob, alice)
  }

  await alice.evaluate(() => { call('bob', undefined, { earlyMedia: true, inviteWithoutSdp: true }) })
  await bob.evaluate(() => rung({ statusCode: 183, rel100: true }))
  await sleep(1000)
  await bob.evaluate(() => { end({ status_code: 480 }) })
  await alice.evaluate(() => over)
})
