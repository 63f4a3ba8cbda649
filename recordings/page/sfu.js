// SPDX-License-Identifier: GPL-2.0-or-later
// In a page: the media end of a server. It calls gathered(id, candidate) for each candidate, null
// for the last; the server, which drives it, puts that function here.
const pcs = {}

function pcOf(id) {
  return pcs[id] ??= (() => {
    const pc = new RTCPeerConnection()
    pc.onicecandidate = ({ candidate }) => gathered(id, candidate && candidate.toJSON())
    return pc
  })()
}

// Sends the camera: each track in a stream of its own, whose id the server replaces.
async function sendCamera(id) {
  const camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 240 } })
  const streams = {}
  for (const track of camera.getTracks()) {
    const stream = new MediaStream([track])
    streams[track.kind] = { stream: stream.id, track: track.id }
    pcOf(id).addTrack(track, stream)
  }
  return streams
}

async function answer(id, sdp) {
  const pc = pcOf(id)
  await pc.setRemoteDescription({ type: 'offer', sdp })
  await pc.setLocalDescription(await pc.createAnswer())
  return {
    sdp: pc.localDescription.sdp,
    sending: pc.getTransceivers().filter(t => t.currentDirection?.startsWith('send')).map(t => [t.mid, t.sender.track?.kind])
  }
}

async function offer(id, options) {
  const pc = pcOf(id)
  await pc.setLocalDescription(await pc.createOffer(options))
  return pc.localDescription.sdp
}

const accept = (id, sdp) => pcOf(id).setRemoteDescription({ type: 'answer', sdp })
const candidate = (id, init) => pcOf(id).addIceCandidate(init)

// The description once all candidates are in it.
async function complete(id) {
  const pc = pcOf(id)
  while (pc.iceGatheringState !== 'complete') await new Promise(resolve => setTimeout(resolve, 50))
  return pc.localDescription.sdp
}

const hangUp = id => pcOf(id).close()

const channel = (id, label) => { pcOf(id).createDataChannel(label) }
const receive = id => { for (const kind of ['audio', 'video']) pcOf(id).addTransceiver(kind, { direction: 'recvonly' }) }
