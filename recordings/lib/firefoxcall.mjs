// SPDX-License-Identifier: GPL-2.0-or-later
// Firefox calls Chromium over a relay.
import { startFirefox } from './browser.mjs'
import { call, peerScripts } from './relaycall.mjs'
import { startRelay } from './relay.mjs'
import { session } from './session.mjs'
import { version } from './truth.mjs'

export async function firefoxCall({ devices, ...rest } = {}) {
  const s = await session(peerScripts)
  const relay = await startRelay(s.truth)
  const firefox = await startFirefox({ devices })
  const a = await firefox.page(s.url), b = await s.page()
  await call(a, b, rest)
  await relay.close()
  await s.end(`${firefox.name} to ${s.browser.name} over a relay (ws ${version('ws')})`, a, b)
  await firefox.close()
}
