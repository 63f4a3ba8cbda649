// SPDX-License-Identifier: GPL-2.0-or-later
// Janus, EchoTest plugin, over ICE-TCP (RFC 6544): a firewall drops all UDP. Janus is ICE-lite.
// needs: interface
// needs: packages nftables
import { execFileSync } from 'node:child_process'
import { ADDRESS, janusSessionWith } from '../lib/janus.mjs'

execFileSync('nft', ['add table inet wall; add chain inet wall input { type filter hook input priority 0; }; ' +
  'add rule inet wall input meta l4proto udp drop'])
const s = await janusSessionWith({ tcp: true }, 'page')
const page = await s.page()
await page.evaluate(async address => {
  window.janus = await connect(address)
  let connected
  const up = new Promise(resolve => { connected = resolve })
  const handle = await attach(janus, 'janus.plugin.echotest', {
    onmessage: (message, jsep) => { if (jsep) handleAnswer(handle, jsep) },
    webrtcState: on => { if (on) connected() }
  })
  const jsep = await createOffer(handle, [{ type: 'audio', capture: true, recv: true }, { type: 'data' }])
  handle.send({ message: { audio: true, video: false }, jsep })
  await up
}, ADDRESS)
await page.waitForTimeout(1500)
await page.evaluate(() => leave(janus))
await page.waitForTimeout(500)
s.truth.more.findings = { 'candidate.tcp_active_port': 2 } // libnice has other ports than 9
await s.end(page)
