// SPDX-License-Identifier: GPL-2.0-or-later
// Waits until some process listens on a TCP port, without connecting to it.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

export async function listening(port) {
  const entry = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, '0')} 0+:0000 0A`)
  for (let i = 0; i < 100; i++) {
    if (entry.test(readFileSync('/proc/net/tcp', 'utf8') + readFileSync('/proc/net/tcp6', 'utf8'))) return
    await sleep(100)
  }
  throw new Error(`nobody listens on port ${port}`)
}
