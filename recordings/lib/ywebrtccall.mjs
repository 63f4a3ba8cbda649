// SPDX-License-Identifier: GPL-2.0-or-later
// Two pages share a document by y-webrtc and its own signaling server.
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeYwebrtc } from '../decode/ywebrtc.mjs'
import { listening } from './listening.mjs'
import { tappedSession } from './tapped.mjs'
import { version } from './truth.mjs'

const PORT = 4444

export async function ywebrtcCall(password) {
  const server = spawn('node', ['node_modules/y-webrtc/bin/server.js'], { env: { ...process.env, PORT }, stdio: ['ignore', 'ignore', 'inherit'] })
  await listening(PORT)
  const s = await tappedSession({ dialect: 'ywebrtc', decode: decodeYwebrtc, scripts: ['page/ywebrtc.mjs'] })
  const alice = await s.page(), bob = await s.page()
  for (const page of [alice, bob]) {
    await page.evaluate(([url, password]) => open(url, password), [`ws://127.0.0.1:${PORT}/`, password])
    await sleep(1000)
  }
  await alice.evaluate(() => write())
  await bob.evaluate(() => read())
  await sleep(1000)
  for (const page of [alice, bob]) {
    await page.evaluate(() => stop())
    await sleep(500)
  }
  await s.end(`${s.browser.name} to ${s.browser.name}, y-webrtc ${version('y-webrtc')} and its server`, { alice, bob })
  server.kill()
}
