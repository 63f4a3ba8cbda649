// SPDX-License-Identifier: GPL-2.0-or-later
// Debian's Prosody with its WebSocket module and a small configuration of our own.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { listening } from './listening.mjs'

export const PORT = 5280
export const ADDRESS = `ws://127.0.0.1:${PORT}/xmpp-websocket`
export const DOMAIN = 'example.test'
export const PASSWORD = 'secret' // of everybody

export async function startProsody(...users) {
  const folder = `${process.env.WORK}/prosody`
  mkdirSync(folder)
  writeFileSync(`${folder}/prosody.cfg.lua`, `
run_as_root = true
pidfile = "${folder}/prosody.pid"
data_path = "${folder}"
certificates = "${folder}"
log = { { levels = { min = "${process.env.VERBOSE ? 'info' : 'error'}" }, to = "console" } }
modules_enabled = { "roster", "saslauth", "disco", "ping", "websocket", "external_services" }
modules_disabled = { "s2s", "tls" }
authentication = "internal_plain"
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
consider_websocket_secure = true
cross_domain_websocket = true
c2s_ports = { }
http_ports = { ${PORT} }
http_interfaces = { "127.0.0.1" }
http_default_host = "${DOMAIN}"
https_ports = { }
external_services = {
  { type = "turn", transport = "udp", host = "127.0.0.1", port = 3478, secret = "turn-secret", ttl = 3600, algorithm = "turn" }
}
VirtualHost "${DOMAIN}"
`)
  const config = ['--config', `${folder}/prosody.cfg.lua`]
  for (const user of users) execFileSync('prosodyctl', [...config, 'register', user, DOMAIN, PASSWORD], { stdio: ['ignore', 'ignore', 'inherit'] })
  const prosody = spawn('prosody', [...config, '-F'], { stdio: ['ignore', process.env.VERBOSE ? 'inherit' : 'ignore', 'inherit'] })
  const name = `Prosody ${execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'prosody'], { encoding: 'utf8' })}`
  await listening(PORT)
  return { name, stop: () => prosody.kill() }
}
