// SPDX-License-Identifier: GPL-2.0-or-later
// Debian's Mosquitto with WebSockets.
import { execFileSync, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { listening } from './listening.mjs'

export const PORT = 8080

export function mosquittoVersion() {
  return execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'mosquitto'], { encoding: 'utf8' })
}

export async function startMosquitto() {
  // this version starts only when it has a listener without WebSockets too
  const file = `${process.env.WORK}/mosquitto.conf`
  writeFileSync(file, `listener 1883\nlistener ${PORT}\nprotocol websockets\nallow_anonymous true\nuser root\n`)
  const mosquitto = spawn('mosquitto', ['-c', file], { stdio: ['ignore', 'inherit', process.env.VERBOSE ? 'inherit' : 'ignore'] })
  await listening(PORT)
  return () => mosquitto.kill()
}
