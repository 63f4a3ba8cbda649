// SPDX-License-Identifier: GPL-2.0-or-later
// Chromium and werift, which is the server as well: first bare SDP and candidate lines, the page
// offering; then messages as libdatachannel's examples have them, werift offering.
// needs: interface
import { setTimeout as sleep } from 'node:timers/promises'
import { RTCPeerConnection } from 'werift'
import { WebSocketServer } from 'ws'
import { peerScripts } from '../lib/relaycall.mjs'
import { PORT } from '../lib/relay.mjs'
import { session } from '../lib/session.mjs'
import { version } from '../lib/truth.mjs'

const s = await session(peerScripts)
const server = s.truth.watch(new WebSocketServer({ host: '127.0.0.1', port: PORT, perMessageDeflate: false }))
server.on('connection', (ws, { url }) => (url === '/raw' ? answerer : offerer)(ws))

// Candidates are held until the description has gone.
function start(sendCandidate) {
  const pc = new RTCPeerConnection({ iceServers: [] })
  const held = []
  let gone = false
  pc.onIceCandidate.subscribe(c => {
    if (!c?.candidate) return
    if (gone) sendCandidate(c)
    else held.push(c)
  })
  return { pc, descriptionSent() { gone = true; held.forEach(sendCandidate) } }
}

function answerer(ws) {
  const { pc, descriptionSent } = start(c => ws.send('a=' + c.candidate))
  pc.onDataChannel.subscribe(channel => channel.onMessage.subscribe(() => channel.send('hello')))
  let ready
  const offered = new Promise(resolve => { ready = resolve })
  ws.on('message', async data => {
    const text = String(data)
    if (text.startsWith('v=0')) {
      await pc.setRemoteDescription({ type: 'offer', sdp: text })
      ready()
      const answer = await pc.createAnswer()
      ws.send(answer.sdp)
      descriptionSent()
      await pc.setLocalDescription(answer)
    } else {
      await offered
      await pc.addIceCandidate({ candidate: text, sdpMid: '0', sdpMLineIndex: 0 })
    }
  })
  ws.on('close', () => pc.close())
}

async function offerer(ws) {
  const send = m => ws.send(JSON.stringify({ id: 'a', ...m }))
  const { pc, descriptionSent } = start(c => send({ type: 'candidate', candidate: 'a=' + c.candidate, mid: c.sdpMid }))
  const channel = pc.createDataChannel('chat')
  channel.onMessage.subscribe(() => channel.send('hello'))
  let ready
  const answered = new Promise(resolve => { ready = resolve })
  ws.on('message', async data => {
    const { type, description, candidate, mid } = JSON.parse(data)
    if (type === 'candidate') {
      await answered
      await pc.addIceCandidate({ candidate: candidate.slice(2), sdpMid: mid, sdpMLineIndex: 0 })
    } else {
      await pc.setRemoteDescription({ type, sdp: description })
      ready()
    }
  })
  ws.on('close', () => pc.close())
  const offer = await pc.createOffer()
  send({ type: 'offer', description: offer.sdp })
  descriptionSent()
  await pc.setLocalDescription(offer)
}

const pages = [await s.page(), await s.page()]
for (const [page, format, path] of [[pages[0], 'raw', '/raw'], [pages[1], 'libdatachannel', '/b']]) {
  await page.evaluate(async ({ format, url }) => {
    window.peer = new Peer(format)
    await peer.open(url)
    if (format === 'raw') {
      peer.addChannel()
      await peer.offer()
    }
    await peer.settled()
    await peer.chat()
  }, { format, url: `ws://127.0.0.1:${PORT}${path}` })
  await sleep(300)
  await page.evaluate(() => peer.close(1000, 'bye'))
}
server.close()
await s.end(`${s.browser.name} and werift ${version('werift')} (ws ${version('ws')})`, ...pages)
process.exit()
