// SPDX-License-Identifier: GPL-2.0-or-later
// Two short calls: JSON within a JSON string, then base64 of JSON within JSON.
import { call, peerScripts } from '../lib/relaycall.mjs'
import { startRelay } from '../lib/relay.mjs'
import { session } from '../lib/session.mjs'
import { version } from '../lib/truth.mjs'

const s = await session(peerScripts)
const relay = await startRelay(s.truth)
const pages = [await s.page(), await s.page(), await s.page(), await s.page()]
await call(pages[0], pages[1], { format: 'nested', media: { audio: true }, channel: false })
await call(pages[2], pages[3], { format: 'base64', media: null, closing: [] })
await relay.close()
await s.end(`${s.browser.name} to ${s.browser.name} over a relay (ws ${version('ws')}), messages with strings of JSON and of base64`, ...pages)
