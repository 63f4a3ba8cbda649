// SPDX-License-Identifier: GPL-2.0-or-later
// Recordings of signaling systems with a library of their own in the page: page/tap.js keeps what
// goes through its WebSockets, and the scenario's decoder says what each message is.
import { createHash } from 'node:crypto'
import { servePages, startChromium } from './browser.mjs'
import { Truth } from './truth.mjs'

// decode(message, state): message is {fromClient, text or bytes, path}; state is an object of the
// connection's own for the decoder, state.all one of the whole recording. It gives the system's
// messages: {kind, method, transaction, ..., items: [{kind, sdp, candidate, mid, ...}]}; a message
// with items takes its kind from them.
// serverCloses: it sends its Close as soon as it has said goodbye; that the page calls close() is late.
// inUrl(path): what the upgrade request itself carries, for the truth of the connection.
export async function tappedSession({ dialect, decode, scripts, flags, serverCloses = false, inUrl = () => undefined }) {
  const truth = new Truth()
  truth.more.dialect = dialect
  truth.messages = []
  const pages = await servePages(['page/tap.js', ...scripts])
  const browser = await startChromium(flags)
  return {
    truth,
    taps: [], // lists of more of them, of lib/tapserver.mjs
    browser,
    url: pages.url,
    page: options => browser.page(pages.url, options),
    // pages: { label: page }
    async end(origin, pages_) {
      const taps = this.taps.flat(), descriptions = new Set()
      for (const [label, page] of Object.entries(pages_)) {
        for (const tap of await page.evaluate(() => taps)) taps.push({ label, ...tap })
        for (const sdp of await page.evaluate(() => descriptions.filter(Boolean))) descriptions.add(sdp)
      }
      await browser.close()
      pages.close()
      taps.sort((a, b) => a.started - b.started)
      const all = {}
      for (const tap of taps) {
        if (serverCloses) tap.closes = closedByServer(tap.closes)
        addTap(truth, tap, decode, all)
        Object.assign(truth.connections.at(-1), inUrl(tap.path))
      }
      tellUnknown(truth, descriptions)
      truth.write(origin)
    }
  }
}

function addTap(truth, { label, path, sent, closes }, decode, all) {
  const connection = truth.connection(label, path)
  truth.connections[connection].data = { client: summary(sent, true), server: summary(sent, false) }
  const state = { all, connection }
  for (const { fromClient, text, base64 } of sent) {
    const bytes = base64 === undefined ? undefined : Buffer.from(base64, 'base64')
    for (const message of decode({ fromClient, text, bytes, path }, state)) {
      const { items = [], kind, ...more } = message
      const here = { connection, from_client: fromClient }
      truth.messages.push(clean({ ...here, kind: items.map(i => i.kind).join() || kind, ...more }))
      for (const item of items.filter(i => i.kind !== 'ice-servers')) truth.items.push(clean({ ...here, ...described(item), ...more, ...item.more }))
    }
  }
  truth.addCloses(connection, closes)
}

function closedByServer(closes) {
  return closes.filter(c => !c.fromClient).flatMap(c => [false, true].map(fromClient => ({ ...c, fromClient, initiator: 'server' })))
}

function described({ kind, sdp, candidate, mid, more, ...rest }) {
  return {
    kind,
    ...sdp && { sdp_sha256: hash(sdp), media: [...sdp.matchAll(/^m=(\w+)/gm)].map(m => m[1]), sdp },
    candidate,
    mid,
    ...rest
  }
}

const clean = object => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null))
const hash = (...parts) => parts.reduce((h, part) => h.update(part), createHash('sha256')).digest('hex')

// Number of data messages of a direction, and the digest of all their payloads one after the other.
function summary(sent, client) {
  const own = sent.filter(m => m.fromClient === client)
  return { messages: own.length, sha256: hash(...own.map(m => m.text ?? Buffer.from(m.base64, 'base64'))) }
}

// The descriptions are those that some peer connection had; a library may have changed them.
function tellUnknown(truth, descriptions) {
  for (const item of truth.items) {
    if (item.sdp && !descriptions.has(item.sdp)) {
      console.log(`  note: the ${item.kind} of connection ${item.connection} from ` +
        `${item.from_client ? 'client' : 'server'} is not a description that a page had as it is`)
    }
    delete item.sdp
  }
}
