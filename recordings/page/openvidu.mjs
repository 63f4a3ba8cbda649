// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: an application with openvidu-browser that publishes and subscribes.
import { OpenVidu } from 'openvidu-browser'

let session, publisher, ov
window.join = async token => {
  ov = new OpenVidu()
  ov.setAdvancedConfiguration({ iceServers: 'freeice' })
  session = ov.initSession()
  session.on('streamCreated', ({ stream }) => {
    session.subscribe(stream, undefined)
  })
  session.on('exception', event => console.log('exception', event.name, event.message))
  await session.connect(token, { clientData: 'alice' })
}
window.publish = async () => {
  publisher = ov.initPublisher(undefined, { audioSource: undefined, videoSource: false, publishVideo: false })
  await session.publish(publisher).then(() => true, error => { console.log('refused', error.name); return false })
}
window.unpublish = () => session.unpublish(publisher)
window.chat = () => session.signal({ data: 'hello', type: 'chat' })
window.leave = () => session.disconnect()
