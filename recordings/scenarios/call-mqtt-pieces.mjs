// SPDX-License-Identifier: GPL-2.0-or-later
// A call over MQTT whose broker writes the parts of a packet each in a WebSocket message of its own.
import { Aedes } from 'aedes'
import { createServer } from 'node:http'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { decodeMqtt } from '../decode/mqtt.mjs'
import { envelopedCall } from '../lib/envelopedcall.mjs'
import { PORT } from '../lib/mosquitto.mjs'
import { version } from '../lib/truth.mjs'

async function startAedes() {
  const broker = await Aedes.createBroker(), http = createServer()
  const wss = new WebSocketServer({ server: http, perMessageDeflate: false })
  wss.on('connection', (ws, request) => {
    const stream = createWebSocketStream(ws)
    stream.on('error', () => {}) // the client is gone
    broker.handle(stream, request)
  })
  await new Promise(resolve => http.listen(PORT, '127.0.0.1', resolve))
  return () => { broker.close(); wss.close(); http.close(); http.closeAllConnections() }
}

await envelopedCall({
  dialect: 'mqtt', decode: decodeMqtt, start: startAedes, peer: 'MqttPeer', media: null,
  script: 'node_modules/mqtt/dist/mqtt.js', url: `ws://127.0.0.1:${PORT}/mqtt`,
  origin: `mqtt.js ${version('mqtt')} over aedes ${version('aedes')}`
})
