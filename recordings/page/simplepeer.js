// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: simple-peer, whose signals go as {"to":..,"from":..,"signal":{...}}.
function noteSignal(fromClient, signal) {
  if (signal.candidate) note(fromClient, signal.candidate)
  else if (signal.sdp) note(fromClient, signal)
}

async function start({ url, from, to, initiator, media }) {
  const stream = await navigator.mediaDevices.getUserMedia(media)
  const ws = window.ws = new WebSocket(url)
  await new Promise(resolve => { ws.onopen = resolve })
  let peer
  const begin = () => {
    peer = new SimplePeer({ initiator, stream, config: { iceServers: [] } })
    peer.on('signal', signal => {
      noteSignal(true, signal)
      ws.send(JSON.stringify({ to, from, signal }))
    })
    window.heard = new Promise(resolve => peer.on('data', resolve))
    peer.on('connect', () => peer.send('hello'))
  }
  ws.onmessage = ({ data }) => {
    const { signal } = JSON.parse(data)
    noteSignal(false, signal)
    peer.signal(signal)
  }
  window.begin = begin
  if (!initiator) begin()
}

const stop = () => new Promise(resolve => { ws.onclose = resolve; ws.close() })
