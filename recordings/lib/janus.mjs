// SPDX-License-Identifier: GPL-2.0-or-later
// Debian's Janus with a small configuration of our own.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { version } from './truth.mjs'
import { session } from './session.mjs'

export const ADDRESS = 'ws://127.0.0.1:8188'
const folder = `${process.env.WORK}/janus`

const sockets = () => readFileSync('/proc/net/tcp', 'utf8') + readFileSync('/proc/net/tcp6', 'utf8')

async function start({ tcp = false }) {
  mkdirSync(folder)
  const files = {
    'janus.jcfg': `general: { configs_folder = "${folder}" debug_level = 3 }\nnat: { ice_enforce_list = "test0" ${tcp ? 'ice_tcp = true ice_lite = true' : ''} }\n` +
      'media: { rtp_port_range = "9000-9400" }\n',
    'janus.transport.websockets.jcfg': 'general: { ws = true ws_port = 8188 ws_ip = "127.0.0.1" json = "indented" }\n',
    'janus.plugin.videoroom.jcfg': 'room-1234: { description = "test" publishers = 6 audiocodec = "opus" videocodec = "vp8" }\n'
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text)
  const janus = spawn('janus', ['-C', `${folder}/janus.jcfg`, '--disable-colors'],
    { stdio: ['ignore', process.env.VERBOSE ? 'inherit' : 'ignore', 'inherit'] })
  for (let i = 0; i < 100; i++) {
    if (/:1FFC 0+:0000 0A/.test(sockets())) return janus // listens on 8188
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('janus does not open its port')
}

// labels: of the pages, in the order in which they connect
export const janusSession = (...labels) => janusSessionWith({}, ...labels)

// tcp: Janus is ICE-lite then, and offers ICE-TCP too
export async function janusSessionWith(options, ...labels) {
  const janus = await start(options)
  const s = await session(['page/log.js', 'page/spy.js', 'node_modules/webrtc-adapter/out/adapter.js',
    'node_modules/janus-gateway/npm/src/janus.js', 'page/janus.js'])
  s.truth.more.dialect = 'janus'
  const software = execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'janus'], { encoding: 'utf8' })
  return {
    ...s,
    // The pages log the paths and the Close frames, as Janus cannot be asked.
    async end(...pages) {
      for (const [connection, page] of pages.entries()) {
        const spied = await page.evaluate(() => window.spied)
        s.truth.connection(labels[connection], spied.paths[0])
        s.truth.addCloses(connection, spied.closes)
      }
      await s.end(`${s.browser.name} and Janus ${software} with janus.js ${version('janus-gateway')}`, ...pages)
      janus.kill()
    }
  }
}
