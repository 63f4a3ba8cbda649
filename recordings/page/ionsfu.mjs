// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a client of ion-sdk-js.
import { Client, LocalStream } from 'ion-sdk-js'
import { IonSFUJSONRPCSignal } from 'ion-sdk-js/lib/signal/json-rpc-impl'

window.start = async (url, room, name) => {
  const signal = new IonSFUJSONRPCSignal(url)
  await new Promise(resolve => { signal.onopen = resolve })
  window.client = new Client(signal, { codec: 'vp8', iceServers: [] })
  await client.join(room, name)
  client.publish(await LocalStream.getUserMedia({ resolution: 'qvga', audio: true, codec: 'vp8' }))
}
window.connected = async () => {
  const up = () => Object.values(client.transports).every(({ pc }) => pc.connectionState === 'connected' && pc.getTransceivers().length === 2)
  while (!up()) await new Promise(resolve => setTimeout(resolve, 50))
}
window.joinAgain = () => client.signal.join('garden', 'alice').catch(error => error)
window.restart = () => client.restartIce()
window.stop = () => client.close()
