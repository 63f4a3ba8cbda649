// SPDX-License-Identifier: GPL-2.0-or-later
// unshare -n node calls/make.mjs: writes calls/calls.json, the descriptions and candidates of calls
// between two pages of Chromium, for captures whose messages are written by hand. Wants ../node_modules.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { startChromium, servePages } from '../../lib/browser.mjs'

for (const command of ['link set lo up', 'link add test0 type veth peer name test1', 'address add 192.0.2.10/24 dev test0',
  'link set test0 up', 'link set test1 up', 'route add default dev test0']) execFileSync('ip', command.split(' '))

async function negotiate() {
  const peers = ['caller', 'callee'].map(() => new RTCPeerConnection({ bundlePolicy: 'max-bundle' }))
  const [caller, callee] = peers
  const settled = pc => new Promise(done => {
    if (pc.iceGatheringState === 'complete') done()
    pc.addEventListener('icegatheringstatechange', () => pc.iceGatheringState === 'complete' && done())
  })
  let candidates
  peers.forEach((pc, i) => pc.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate?.candidate) candidates[i].push(candidate.toJSON())
  }))
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  stream.getTracks().forEach(track => caller.addTrack(track, stream))
  caller.createDataChannel('chat')
  async function round(options) {
    candidates = [[], []]
    const side = {}
    await caller.setLocalDescription(await caller.createOffer(options))
    const first = caller.localDescription.sdp
    await callee.setRemoteDescription({ type: 'offer', sdp: first })
    if (!options) stream.getTracks().forEach(track => callee.addTrack(track.clone(), stream))
    await callee.setLocalDescription(await callee.createAnswer())
    const second = callee.localDescription.sdp
    await caller.setRemoteDescription({ type: 'answer', sdp: second })
    await new Promise(done => setTimeout(done, 300))
    await Promise.all(peers.map(settled))
    side.offer = first
    side.answer = second
    side.offerComplete = caller.localDescription.sdp
    side.answerComplete = callee.localDescription.sdp
    side.candidates = { caller: candidates[0], callee: candidates[1] }
    return side
  }
  const rounds = [await round(), await round({ iceRestart: true })]
  peers.forEach(pc => pc.close())
  return rounds
}

const pages = await servePages([])
const browser = await startChromium()
const page = await browser.page(pages.url)
const calls = []
for (let i = 0; i < 3; i++) calls.push(await page.evaluate(negotiate))
await browser.close()
pages.close()
writeFileSync(new URL('calls.json', import.meta.url), JSON.stringify({ browser: browser.name, calls }, null, 1) + '\n')
