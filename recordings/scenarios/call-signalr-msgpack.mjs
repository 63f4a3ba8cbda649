// SPDX-License-Identifier: GPL-2.0-or-later
// A call over SignalR in MessagePack: JSON in a string argument of hub invocations.
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack'
import { decodeSignalrPacked } from '../decode/signalr.mjs'
import { envelopedCall } from '../lib/envelopedcall.mjs'
import { PORT, startSignalR } from '../lib/hubs.mjs'
import { version } from '../lib/truth.mjs'

const hub = new MessagePackHubProtocol()

await envelopedCall({
  dialect: 'signalr', decode: decodeSignalrPacked(hub), start: () => startSignalR(hub), peer: 'SignalRPeer', media: null,
  script: 'node_modules/@microsoft/signalr/dist/browser/signalr.js',
  more: ['node_modules/@microsoft/signalr-protocol-msgpack/dist/browser/signalr-protocol-msgpack.js'],
  url: `http://127.0.0.1:${PORT}/hub`,
  origin: `@microsoft/signalr ${version('@microsoft/signalr')} in MessagePack (@microsoft/signalr-protocol-msgpack ` +
    `${version('@microsoft/signalr-protocol-msgpack')}) over a stub of a hub that writes with the same libraries`
})
