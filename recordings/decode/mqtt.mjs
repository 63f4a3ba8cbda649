// SPDX-License-Identifier: GPL-2.0-or-later
// MQTT: a stream of packets in binary messages, whose borders need not be those of the packets. The
// payload of PUBLISH is a signal in JSON.
import { parser } from 'mqtt-packet'
import { innerItems } from './inner.mjs'

export function decodeMqtt({ fromClient, bytes }, state) {
  const side = fromClient ? 'client' : 'server', packets = []
  const stream = state[side] ??= parser({ protocolVersion: 4 })
  stream.removeAllListeners('packet')
  stream.on('packet', packet => packets.push(packet))
  stream.parse(bytes)
  return packets.map(({ cmd, topic, payload, messageId }) => ({
    kind: cmd.startsWith('ping') ? 'keepalive' : cmd === 'disconnect' ? 'leave' : cmd === 'connect' ? 'join' : 'control',
    method: cmd.toUpperCase(),
    room: topic,
    transaction: messageId,
    items: cmd === 'publish' ? innerItems(JSON.parse(payload)) : []
  }))
}
