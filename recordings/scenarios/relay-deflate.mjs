// SPDX-License-Identifier: GPL-2.0-or-later
// permessage-deflate: all to page a is compressed, to page b only what is long. Nothing but a data
// channel. The pages have no permission for devices, so their candidates are mDNS names.
// needs: interface
import { relayCall } from '../lib/relaycall.mjs'

await relayCall({
  devices: false,
  media: null,
  relay: { deflate: { threshold: 0 }, deflates: (to, data) => to === 0 || data.length > 1000 },
  what: 'a relay with permessage-deflate'
})
