// SPDX-License-Identifier: GPL-2.0-or-later
// A firewall drops all UDP where it arrives: connectivity checks are sent, and none is answered.
// needs: packages nftables
// needs: all media
import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { mediaSession, prepare } from '../lib/mediacall.mjs'

execFileSync('nft', ['add table inet wall; add chain inet wall input { type filter hook input priority 0; }; ' +
  'add rule inet wall input meta l4proto udp drop'])
const s = await mediaSession(2)
await prepare(s.pages, ['a', 'b'])
await s.pages[0].evaluate(() => peer.offer())
await sleep(8000)
await s.tell()
s.truth.more.findings = { 'media.never_connected': 1 }
await s.end('behind a firewall that drops UDP, over a relay')
