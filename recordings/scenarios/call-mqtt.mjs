// SPDX-License-Identifier: GPL-2.0-or-later
// A call over MQTT: JSON in the payload of PUBLISH.
// needs: packages mosquitto
import { decodeMqtt } from '../decode/mqtt.mjs'
import { envelopedCall } from '../lib/envelopedcall.mjs'
import { mosquittoVersion, PORT, startMosquitto } from '../lib/mosquitto.mjs'
import { version } from '../lib/truth.mjs'

await envelopedCall({
  dialect: 'mqtt', decode: decodeMqtt, start: startMosquitto, peer: 'MqttPeer', media: null,
  script: 'node_modules/mqtt/dist/mqtt.js', url: `ws://127.0.0.1:${PORT}/mqtt`,
  origin: `mqtt.js ${version('mqtt')} over Debian's Mosquitto ${mosquittoVersion()}`
})
