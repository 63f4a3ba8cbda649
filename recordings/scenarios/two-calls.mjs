// SPDX-License-Identifier: GPL-2.0-or-later
// Two calls at once.
// needs: all media
import { callUp, mediaSession, prepare } from '../lib/mediacall.mjs'

const s = await mediaSession(4)
const [a, b, c, d] = s.pages
await prepare([a, b], ['a', 'b'])
await prepare([c, d], ['c', 'd'], { media: { video: { width: 160, height: 120 } } })
await Promise.all([callUp(a, b), callUp(c, d)])
await s.tell()
await s.end('twice at once, over a relay')
