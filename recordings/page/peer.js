// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: one side of a call over a relay. It logs each item as it sends or receives it.
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

async function until(condition, what) {
  for (let i = 0; i < 400; i++) {
    if (condition()) return
    await sleep(50)
  }
  throw new Error(`waited in vain for ${what}`)
}

class Peer {
  #work = Promise.resolve()
  messages = []
  onNews = m => this.apply(m)

  constructor(format = 'plain') {
    this.format = formats[format]
    this.pc = new RTCPeerConnection()
    this.pc.onicecandidate = ({ candidate }) => {
      if (candidate || !this.format.silentEnd) this.send({ candidate: candidate && candidate.toJSON() })
    }
    this.pc.ondatachannel = ({ channel }) => this.#useChannel(channel)
  }

  open(url) {
    this.ws = new WebSocket(url)
    this.ws.onmessage = ({ data }) => this.receive(this.format.unwrap(data))
    return new Promise((resolve, reject) => { this.ws.onopen = resolve; this.ws.onerror = reject })
  }

  // m: {type, sdp} or {candidate}
  send(m) {
    if ('type' in m) m = { type: m.type, sdp: m.sdp }
    this.#note(true, m)
    this.transmit(m)
  }

  #note(fromClient, m) {
    if (!('candidate' in m)) note(fromClient, m)
    else if (this.format.noMid) note(fromClient, { candidate: m.candidate.candidate })
    else note(fromClient, m.candidate)
  }

  transmit(m) { this.ws.send(this.format.wrap(m)) }

  receive(m) {
    this.#note(false, m)
    this.#work = this.#work.then(() => this.onNews(m))
  }

  async addMedia(constraints) {
    const stream = await navigator.mediaDevices.getUserMedia(constraints)
    for (const track of stream.getTracks()) this.pc.addTrack(track, stream)
  }

  addChannel() { this.#useChannel(this.pc.createDataChannel('chat')) }

  #useChannel(channel) {
    this.channel = channel
    channel.onmessage = ({ data }) => this.messages.push(data)
  }

  async offer(options) {
    await this.pc.setLocalDescription(await this.pc.createOffer(options))
    this.send(this.pc.localDescription)
  }

  async apply(m) {
    if ('candidate' in m) return this.pc.addIceCandidate(m.candidate)
    await this.pc.setRemoteDescription(m)
    if (m.type === 'offer') {
      await this.pc.setLocalDescription(await this.pc.createAnswer())
      this.send(this.pc.localDescription)
    }
  }

  // Connected, stable, and all candidates known.
  async settled() {
    const pc = this.pc
    await until(() => pc.connectionState === 'connected', 'connection')
    await until(() => pc.signalingState === 'stable' && pc.iceGatheringState === 'complete', 'stable')
    await sleep(300)
    await this.#work
  }

  async chat() {
    await until(() => this.channel?.readyState === 'open', 'data channel')
    this.channel.send('hello')
    await until(() => this.messages.length, 'a message')
  }

  close(...how) {
    return new Promise(resolve => { this.ws.onclose = resolve; this.ws.close(...how) })
  }
}

window.PeerKind = Peer // a script after this one may put its own here
