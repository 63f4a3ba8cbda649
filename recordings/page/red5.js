// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after Red5's library: a publisher and a subscriber.
for (const id of ['red5pro-publisher', 'red5pro-subscriber']) {
  const video = document.createElement('video')
  video.id = id
  document.documentElement.append(video)
}
const common = { protocol: 'ws', host: '127.0.0.1', app: 'live', rtcConfiguration: { iceServers: [], bundlePolicy: 'max-bundle' }, iceServers: [], signalingSocketOnly: true, maintainConnectionOnSubscribeErrors: true }
let publisher, subscriber
const told = (who, event) => who.on('*', ({ type }) => console.log(who === publisher ? 'publisher' : 'subscriber', type))

async function publish(port, streamName) {
  publisher = new red5prosdk.RTCPublisher()
  told(publisher)
  await publisher.init({ ...common, port, streamName, streamMode: 'live', mediaElementId: 'red5pro-publisher', mediaConstraints: { audio: true, video: false } })
  await publisher.publish()
}
const unpublish = () => publisher.unpublish()

async function subscribe(port, streamName) {
  subscriber = new red5prosdk.RTCSubscriber()
  told(subscriber)
  await subscriber.init({ ...common, port, streamName, subscriptionId: 'subscriber-7f3a', mediaElementId: 'red5pro-subscriber' })
  await subscriber.subscribe()
}
const unsubscribe = () => subscriber.unsubscribe()
