// SPDX-License-Identifier: GPL-2.0-or-later
// trystero's torrent strategy: announcements as of WebTorrent, but with ciphertext for descriptions and
// identifiers that are printable.
import { decodeWebtorrent } from './webtorrent.mjs'

const text = hex => hex && Buffer.from(hex, 'hex').toString('latin1')

export const decodeTrystero = message => decodeWebtorrent(message).map(({ items, transaction, room, peer_from, peer_to, ...more }) =>
  ({ ...more, transaction: text(transaction), room: text(room), peer_from: text(peer_from), peer_to: text(peer_to) }))
