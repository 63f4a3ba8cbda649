// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a publisher or a viewer of Millicast's SDK.
import { Director, Publish, View } from '@millicast/sdk'

const stream = { streamName: 'kitchen', streamAccountId: 'acc', token: 'only-for-this-recording' }
const kinds = {
  publish: async () => {
    window.client = new Publish(undefined, () => Director.getPublisher(stream))
    const mediaStream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 240 } })
    await client.connect({ mediaStream, codec: 'vp8', events: ['active', 'inactive', 'viewercount'] })
  },
  view: async () => {
    window.client = new View(undefined, () => Director.getSubscriber(stream))
    await client.connect()
  }
}
window.start = (director, kind) => {
  Director.setEndpoint(director)
  return kinds[kind]()
}
window.connected = async () => {
  while (client.getRTCPeerConnection().connectionState !== 'connected') await new Promise(resolve => setTimeout(resolve, 50))
}
window.select = () => client.select({ encodingId: '0' })
window.record = () => client.signaling.cmd('record').catch(error => error)
window.stop = () => client.stop()
