// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a client of Sora's JavaScript SDK.
import Sora from 'sora-js-sdk'

window.join = async (url, channel, clientId) => {
  window.connection = Sora.connection(url).sendrecv(channel, { token: 'only-for-this-recording' }, { clientId, videoCodecType: 'VP8' })
  window.connected = new Promise(resolve => connection.on('connected', resolve))
  await connection.connect(await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 240 } }))
}
window.leave = () => connection.disconnect()
