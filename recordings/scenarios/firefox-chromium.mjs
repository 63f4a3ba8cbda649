// SPDX-License-Identifier: GPL-2.0-or-later
// Firefox calls Chromium. Firefox ends its candidates with an empty one, and then null.
import { startFirefox } from '../lib/browser.mjs'
import { call, peerScripts } from '../lib/relaycall.mjs'
import { startRelay } from '../lib/relay.mjs'
import { session } from '../lib/session.mjs'
import { version } from '../lib/truth.mjs'

const s = await session(peerScripts)
const relay = await startRelay(s.truth)
const firefox = await startFirefox()
const a = await firefox.page(s.url), b = await s.page()
await call(a, b)
await relay.close()
await s.end(`${firefox.name} to ${s.browser.name} over a relay (ws ${version('ws')})`, a, b)
await firefox.close()
