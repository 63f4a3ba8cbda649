// SPDX-License-Identifier: GPL-2.0-or-later
// A call of two pages in a generic envelope.
import { call, peerScripts } from './relaycall.mjs'
import { tappedSession } from './tapped.mjs'

export async function envelopedCall({ dialect, decode, start, script, more = [], peer, url, origin, media, closing, findings }) {
  const stop = await start()
  const s = await tappedSession({ dialect, decode, scripts: [script, ...more, ...peerScripts, 'page/enveloped.js'] })
  if (findings) s.truth.more.findings = findings
  const a = await s.page(), b = await s.page()
  for (const page of [a, b]) await page.evaluate(kind => { window.PeerKind = globalThis.eval(kind) }, peer)
  await call(a, b, { url, closing, ...media !== undefined && { media } })
  await new Promise(resolve => setTimeout(resolve, 500))
  await s.end(`${s.browser.name} to ${s.browser.name}, ${origin}`, { 'page a': a, 'page b': b })
  stop()
  process.exit()
}
