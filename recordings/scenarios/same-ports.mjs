// SPDX-License-Identifier: GPL-2.0-or-later
// A second call of the same pages, on the UDP ports of the first: the kernel has no others to give.
// needs: all media
import { readFileSync, writeFileSync } from 'node:fs'
import { callUp, mediaSession, prepare } from '../lib/mediacall.mjs'

const RANGE = '/proc/sys/net/ipv4/ip_local_port_range'
const s = await mediaSession(2)
const [a, b] = s.pages
await prepare(s.pages, ['a', 'b'])
const range = readFileSync(RANGE, 'utf8')
writeFileSync(RANGE, '40000 40001')
await callUp(a, b, 500)
await s.tell()
for (const page of s.pages) {
  await page.evaluate(async () => {
    const before = peer
    before.pc.close()
    window.peer = new PeerKind('plain')
    peer.ws = before.ws
    peer.ws.onmessage = ({ data }) => peer.receive(peer.format.unwrap(data))
    await peer.addMedia({ video: { width: 160, height: 120 } })
  })
}
await callUp(b, a, 500)
await s.tell()
writeFileSync(RANGE, range)
await s.end('twice on the same ports, over a relay')
