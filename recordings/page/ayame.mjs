// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a client of Ayame's Web SDK.
import { createConnection, defaultOptions } from '@open-ayame/ayame-web-sdk'

window.join = async (url, roomId, clientId, signalingKey) => {
  window.connection = createConnection(url, roomId, { ...defaultOptions, clientId, signalingKey })
  const happens = event => new Promise(resolve => connection.on(event, resolve))
  window.connected = happens('connect')
  window.over = Promise.race([happens('bye'), happens('disconnect')])
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 240 } })
  await connection.connect(stream, { authnMetadata: { name: clientId } }).catch(reason => reason)
}
window.leave = () => connection.disconnect()
