// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a shared document.
import { WebrtcProvider } from 'y-webrtc'
import * as Y from 'yjs'

const doc = new Y.Doc(), text = doc.getText('text')

window.open = (url, password) => {
  window.provider = new WebrtcProvider('kitchen', doc, { signaling: [url], password, peerOpts: { config: { iceServers: [] } } })
}
window.write = () => text.insert(0, 'hello')
window.read = async () => {
  while (String(text) !== 'hello') await new Promise(r => setTimeout(r, 50))
}
window.stop = () => { provider.disconnect(); provider.destroy() }
