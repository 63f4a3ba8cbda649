// SPDX-License-Identifier: GPL-2.0-or-later
// Calls over a relay that are about their media: the pages say what they sent and received.
import { execFileSync, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { PORT, startRelay } from './relay.mjs'
import { session } from './session.mjs'
import { version } from './truth.mjs'

const scripts = ['page/statistics.js', 'page/log.js', 'page/formats.js', 'page/peer.js']

export async function mediaSession(pages) {
  const s = await session(scripts)
  const relay = await startRelay(s.truth)
  const all = []
  for (let i = 0; i < pages; i++) all.push(await s.page())
  s.truth.more.statistics = []
  return {
    ...s,
    pages: all,
    // of all pages, by the number of their connection
    async tell() {
      for (const [connection, page] of all.entries()) {
        for (const one of await page.evaluate(() => statistics())) s.truth.more.statistics.push({ connection, ...one })
      }
    },
    async end(what) {
      for (const page of all) await page.evaluate(() => peer.close(1000, 'done'))
      for (const page of all) await page.evaluate(() => { for (const pc of peerConnections) pc.close() })
      await sleep(200)
      await relay.close()
      await s.end(`${s.browser.name} to ${s.browser.name} ${what} (ws ${version('ws')})`, ...all)
    }
  }
}

// The pages of one call, each with its WebSocket and its devices.
export async function prepare(pages, names, { media = { audio: true }, configuration = {} } = {}) {
  for (const [i, page] of pages.entries()) {
    await page.evaluate(async ({ url, media, configuration }) => {
      window.rtcConfiguration = configuration
      window.peer = new PeerKind('plain')
      if (media) await peer.addMedia(media)
      await peer.open(url)
    }, { url: `ws://127.0.0.1:${PORT}/ws?peer=${names[i]}`, media, configuration })
  }
}

export async function callUp(a, b, duration = 1000) {
  await a.evaluate(() => peer.offer())
  for (const page of [a, b]) await page.evaluate(() => peer.settled())
  await sleep(duration)
}

// Debian's coturn, on the loopback interface.
export async function startTurn() {
  const coturn = spawn('turnserver', ['-n', '--no-cli', '--lt-cred-mech', '--user', 'someone:something', '--realm', 'test',
    '--listening-ip', '127.0.0.1', '--relay-ip', '127.0.0.1', '--allow-loopback-peers', '--no-tls', '--no-dtls',
    '--log-file', 'stdout', '--pidfile', `${process.env.WORK}/turn.pid`, '--userdb', `${process.env.WORK}/turn.db`],
  { stdio: ['ignore', process.env.VERBOSE ? 'inherit' : 'ignore', 'inherit'] })
  await sleep(1500)
  return {
    name: `coturn ${execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'coturn'], { encoding: 'utf8' })}`,
    servers: transport => [{ urls: `turn:127.0.0.1:3478?transport=${transport}`, username: 'someone', credential: 'something' }],
    close: () => coturn.kill()
  }
}

export async function turnCall(transport) {
  const turn = await startTurn()
  const s = await mediaSession(2)
  const configuration = { iceTransportPolicy: 'relay', iceServers: turn.servers(transport) }
  await prepare(s.pages, ['a', 'b'], { configuration })
  await callUp(...s.pages)
  await s.tell()
  await s.end(`through ${turn.name} over ${transport.toUpperCase()}, over a relay`)
  turn.close()
}
