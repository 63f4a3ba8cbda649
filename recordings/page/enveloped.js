// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after peer.js: peers whose messages travel in the envelopes of SignalR, Phoenix, MQTT and
// STOMP.
const flat = m => 'type' in m ? m : { type: 'candidate', ...m }
const bare = url => url.replace(/\/ws\?peer=.*/, '')
const unflat = m => m.type === 'candidate' ? { candidate: m.candidate } : m

class SignalRPeer extends Peer {
  async open(url) {
    const builder = new signalR.HubConnectionBuilder().withUrl(bare(url)).configureLogging(signalR.LogLevel.Warning)
    if (signalR.protocols) builder.withHubProtocol(new signalR.protocols.msgpack.MessagePackHubProtocol())
    this.connection = builder.build()
    this.connection.keepAliveIntervalInMilliseconds = 1000
    this.connection.on('Signal', (room, text) => this.receive(unflat(JSON.parse(text))))
    await this.connection.start()
    await this.connection.invoke('Join', 'kitchen')
  }
  transmit(m) { this.connection.invoke('Signal', 'kitchen', JSON.stringify(flat(m))) }
  async close() {
    await this.connection.invoke('Leave', 'kitchen')
    await this.connection.invoke('Applaud', 'kitchen').catch(() => {})
    await this.connection.stop()
  }
}

class PhoenixPeer extends Peer {
  async open(url) {
    this.socket = new Phoenix.Socket(bare(url), { heartbeatIntervalMs: 1000 })
    this.socket.connect()
    this.channel_ = this.socket.channel('peer:signalling', { token: 'secret' })
    for (const type of ['offer', 'answer']) {
      this.channel_.on(`sdp_${type}`, ({ body }) => this.receive({ type, sdp: body }))
    }
    this.channel_.on('ice_candidate', ({ body }) => this.receive({ candidate: JSON.parse(body) }))
    await this.#done(this.socket.channel('peer:locked', {}).join(), 'error')
    await this.#done(this.channel_.join(), 'ok')
  }
  #done(push, status) { return new Promise(resolve => push.receive(status, resolve)) }
  transmit(m) {
    if ('type' in m) this.channel_.push(`sdp_${m.type}`, { body: m.sdp })
    else this.channel_.push('ice_candidate', { body: JSON.stringify(m.candidate) })
  }
  async close() {
    await this.#done(this.channel_.leave(), 'ok')
    await new Promise(resolve => this.socket.disconnect(resolve, 1000, 'done'))
  }
}

class MqttPeer extends Peer {
  async open(url) {
    this.name = new URL(url).searchParams.get('peer')
    this.client = mqtt.connect(bare(url), { reconnectPeriod: 0, keepalive: 1 })
    await new Promise(resolve => this.client.once('connect', resolve))
    this.client.on('message', (topic, bytes) => this.receive(unflat(JSON.parse(new TextDecoder().decode(bytes)))))
    await this.client.subscribeAsync(`kitchen/${this.name}/+`)
  }
  transmit(m) {
    const to = this.name === 'a' ? 'b' : 'a'
    this.client.publish(`kitchen/${to}/${'type' in m ? m.type : 'candidate'}`, JSON.stringify(flat(m)), { qos: 1 })
  }
  async close() {
    await this.client.endAsync()
  }
}

class StompPeer extends Peer {
  async open(brokerURL) {
    this.name = new URL(brokerURL).searchParams.get('peer')
    this.client = new StompJs.Client({ brokerURL, heartbeatIncoming: 1000, heartbeatOutgoing: 1000, reconnectDelay: 0 })
    await new Promise(resolve => { this.client.onConnect = resolve; this.client.activate() })
    this.client.subscribe('/topic/kitchen', ({ body }) => {
      const { from, signal } = JSON.parse(body)
      if (from !== this.name) this.receive(unflat(signal))
    })
  }
  transmit(m) { this.client.publish({ destination: '/topic/kitchen', body: JSON.stringify({ from: this.name, signal: flat(m) }) }) }
  async close() {
    await this.client.deactivate()
  }
}
