// SPDX-License-Identifier: GPL-2.0-or-later
// permessage-deflate: all to page a is compressed, to page b only what is long. Nothing but a data
// channel. Page b has no permission for devices, so its candidates are mDNS names; nobody can look
// them up in this namespace, and the pair is found by its checks (prflx).
// needs: interface
import { relayCall } from '../lib/relaycall.mjs'

await relayCall({
  devices: false,
  media: null,
  relay: { deflate: { threshold: 0 }, deflates: (to, data) => to === 0 || data.length > 1000 },
  what: 'a relay with permessage-deflate'
})
