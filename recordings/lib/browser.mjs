// SPDX-License-Identifier: GPL-2.0-or-later
// Browsers, and the pages that they show. Pages come from a port that is not captured.
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import puppeteer from 'puppeteer-core'
import { build } from 'esbuild'

const root = new URL('../', import.meta.url)
const PAGE_PORT = 5080

// A module with all that it imports, as one script. Some libraries expect Node's names.
async function bundle(script) {
  const { outputFiles } = await build({
    entryPoints: [new URL(script, root).pathname], bundle: true, write: false, format: 'iife',
    platform: 'browser', define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' }, logLevel: 'error'
  })
  return outputFiles[0].contents
}

// scripts: paths below recordings/, run in this order; the modules (.mjs) are bundled
export async function servePages(scripts) {
  const bundles = {}
  for (const script of scripts.filter(s => s.endsWith('.mjs'))) bundles[script] = await bundle(script)
  const html = '<!doctype html><meta charset="utf-8"><title>call</title>' +
    scripts.map(s => `<script src="/${s}"></script>`).join('')
  const server = createServer(({ url }, response) => {
    if (url === '/') {
      response.setHeader('content-type', 'text/html').end(html)
    } else if (scripts.includes(url.slice(1))) {
      response.setHeader('content-type', 'text/javascript; charset=utf-8')
      response.end(bundles[url.slice(1)] ?? readFileSync(new URL('.' + url, root)))
    } else {
      response.writeHead(404).end()
    }
  })
  await new Promise(resolve => server.listen(PAGE_PORT, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${PAGE_PORT}/`, close: () => { server.closeAllConnections(); server.close() } }
}

export async function startChromium(flags = []) {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: false, // the flag below asks for the new headless mode
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
      '--allow-loopback-in-peer-connection', ...flags]
  })
  return {
    name: `Chromium ${browser.version()}`,
    // Each page has a context (cookies, permissions) of its own. Without the permission for
    // devices Chromium hides addresses behind mDNS names.
    async page(url, { devices = true } = {}) {
      const permissions = devices ? ['microphone', 'camera'] : []
      const page = await (await browser.newContext({ permissions })).newPage()
      page.on('pageerror', error => console.error('page:', error))
      page.on('console', message => process.env.VERBOSE && console.error('page:', message.text()))
      await page.goto(url)
      return page
    },
    close: () => browser.close()
  }
}

// devices: as for Chromium
export async function startFirefox({ devices = true } = {}) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    debuggingPort: 5090, // not captured
    extraPrefsFirefox: {
      'media.navigator.permission.disabled': true,
      'media.navigator.streams.fake': true,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': !devices,
      'network.manage-offline-status': false
    }
  })
  return {
    name: (await browser.version()).replace('firefox/', 'Firefox '),
    async page(url) {
      const page = await browser.newPage()
      page.on('pageerror', error => console.error('page:', error))
      await page.goto(url)
      return page
    },
    close: () => browser.close()
  }
}
