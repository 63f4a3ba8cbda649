// SPDX-License-Identifier: GPL-2.0-or-later
// The relay over TLS; the capture carries the server's keys.
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { relayCall } from '../lib/relaycall.mjs'

const PORT = 8443
const work = process.env.WORK
execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
  '-subj', '/CN=localhost', '-days', '30', '-keyout', `${work}/key.pem`, '-out', `${work}/cert.pem`], { stdio: 'ignore' })
const server = createServer({ key: readFileSync(`${work}/key.pem`), cert: readFileSync(`${work}/cert.pem`) })
server.on('keylog', line => appendFileSync(`${work}/keys.log`, line))
await new Promise(resolve => server.listen(PORT, '127.0.0.1', resolve))

await relayCall({
  relay: { server },
  url: `wss://127.0.0.1:${PORT}`,
  flags: ['--ignore-certificate-errors'],
  what: 'a relay with TLS'
})
server.close()
