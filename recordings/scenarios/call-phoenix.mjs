// SPDX-License-Identifier: GPL-2.0-or-later
// A call over a Phoenix channel with the events of Elixir's Nexus: bare SDP, and candidates as JSON in
// a string.
import { decodePhoenix } from '../decode/phoenix.mjs'
import { envelopedCall } from '../lib/envelopedcall.mjs'
import { PORT, startPhoenix } from '../lib/hubs.mjs'
import { version } from '../lib/truth.mjs'

await envelopedCall({
  dialect: 'phoenix', decode: decodePhoenix, start: startPhoenix, peer: 'PhoenixPeer',
  script: 'node_modules/phoenix/priv/static/phoenix.js', url: `ws://127.0.0.1:${PORT}/socket`,
  findings: { 'error.reported': 2 }, // the channel that both may not join, tried once more during the call
  origin: `phoenix ${version('phoenix')} over a stub of a channel`
})
