// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a client of a room as mediasoup-demo's, with protoo-client and mediasoup-client.
import { Device } from 'mediasoup-client'
import protooClient from 'protoo-client'

const once = (emitter, event) => new Promise(resolve => emitter.once(event, resolve))

async function transportOf(direction) {
  const options = await peer.request('createWebRtcTransport',
    { forceTcp: false, producing: direction === 'Send', consuming: direction === 'Recv', sctpCapabilities: device.sctpCapabilities })
  const transport = device[`create${direction}Transport`]({ ...options, iceServers: [] })
  transport.on('connect', ({ dtlsParameters }, done, failed) =>
    peer.request('connectWebRtcTransport', { transportId: transport.id, dtlsParameters }).then(done, failed))
  transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) =>
    peer.request('produce', { transportId: transport.id, kind, rtpParameters, appData }).then(done, failed))
  return transport
}

window.join = async ({ url, name }) => {
  window.peer = new protooClient.Peer(new protooClient.WebSocketTransport(url))
  window.consumers = []
  peer.on('request', async ({ method, data }, accept, reject) => {
    if (method !== 'newConsumer') return reject(404, 'unknown')
    consumers.push(await receiving.consume({ ...data, streamId: data.peerId }))
    accept()
  })
  await once(peer, 'open')
  window.device = new Device()
  await device.load({ routerRtpCapabilities: await peer.request('getRouterRtpCapabilities') })
  window.sending = await transportOf('Send')
  window.receiving = await transportOf('Recv')
  await peer.request('join', { displayName: name, device: { flag: 'chrome', name: 'Chrome' }, rtpCapabilities: device.rtpCapabilities })
}

window.produce = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 240 } })
  window.producers = []
  for (const track of stream.getTracks()) producers.push(await sending.produce({ track, codecOptions: { opusStereo: true } }))
}

window.connected = async () => {
  const up = transport => transport.connectionState === 'connected'
  while (consumers.length < 2 || !up(sending) || !up(receiving)) await new Promise(r => setTimeout(r, 50))
}

window.restartIce = async () =>
  sending.restartIce({ iceParameters: await peer.request('restartIce', { transportId: sending.id }) })
