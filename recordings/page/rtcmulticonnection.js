// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after socket.io.js and RTCMultiConnection.js: one member of rooms.
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
let connection
async function start(socketURL, userid, sessionid) {
  connection = new RTCMultiConnection()
  Object.assign(connection, { socketURL, userid, sessionid, enableLogs: false, iceServers: [], autoCreateMediaElement: false })
  connection.session = { audio: true, video: true }
  connection.mediaConstraints = { audio: true, video: { width: 320, height: 240 } }
  connection.sdpConstraints.mandatory = { OfferToReceiveAudio: true, OfferToReceiveVideo: true }
  connection.onstream = () => {}
  connection.onMediaError = error => console.error(error)
  connection.connectSocket()
  while (connection.socket?.io?.engine?.transport?.name !== 'websocket' || connection.socket.io.engine.upgrading) await sleep(20)
}
const open = room => new Promise(resolve => connection.open(room, (opened, ...more) => resolve([opened, ...more])))
const join = room => new Promise(resolve => connection.join(room, (joined, ...more) => resolve([joined, ...more])))
const presence = room => new Promise(resolve => connection.checkPresence(room, resolve))
async function connected() {
  const up = () => connection.getAllParticipants().some(id => connection.peers[id].peer?.connectionState === 'connected')
  while (!up()) await sleep(50)
}
async function leave() {
  connection.getAllParticipants().forEach(id => connection.disconnectWith(id))
  await sleep(300)
  connection.leave()
  await sleep(300)
  connection.socket?.disconnect()
}
