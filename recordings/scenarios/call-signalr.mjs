// SPDX-License-Identifier: GPL-2.0-or-later
// A call over SignalR: JSON in a string argument of hub invocations.
import { decodeSignalr } from '../decode/signalr.mjs'
import { envelopedCall } from '../lib/envelopedcall.mjs'
import { PORT, startSignalR } from '../lib/hubs.mjs'
import { version } from '../lib/truth.mjs'

await envelopedCall({
  dialect: 'signalr', decode: decodeSignalr, start: startSignalR, peer: 'SignalRPeer',
  script: 'node_modules/@microsoft/signalr/dist/browser/signalr.js', url: `http://127.0.0.1:${PORT}/hub`,
  findings: { 'error.reported': 2 }, // the method that the hub does not have
  origin: `@microsoft/signalr ${version('@microsoft/signalr')} over a stub of a hub that writes with the same library`
})
