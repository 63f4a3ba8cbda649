// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after kvs-webrtc.js: the master or a viewer of a signaling channel, as in the
// examples of the SDK.
const { Role, SignalingClient, SigV4RequestSigner } = KVSWebRTC
const region = 'eu-central-1'
const channelARN = `arn:aws:kinesisvideo:${region}:000000000000:channel/kitchen/1700000000000`
const signer = new SigV4RequestSigner(region, { accessKeyId: 'ONLYFORTHISRECORDING', secretAccessKey: 'only-for-this-recording' })
let client
const pcs = {} // the master's, by viewer
const once = event => new Promise(resolve => client.once(event, resolve))

function open(port, role, clientId) {
  client = new SignalingClient({
    channelARN, region, role, clientId, channelEndpoint: `wss://127.0.0.1:${port}`,
    requestSigner: { getSignedURL: async (...how) => (await signer.getSignedURL(...how)).replace('wss:', 'ws:') }
  })
  client.on('statusResponse', response => { window.status = response })
  client.open()
  return once('open')
}

async function pcFor(viewer) {
  const pc = pcs[viewer] = new RTCPeerConnection()
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 240 } })
  for (const track of stream.getTracks()) pc.addTrack(track, stream)
  pc.onicecandidate = ({ candidate }) => { if (candidate) client.sendIceCandidate(candidate, viewer) }
  return pc
}

async function startMaster(port) {
  await open(port, Role.MASTER)
  client.on('sdpOffer', async (offer, viewer) => {
    const pc = await pcFor(viewer)
    await pc.setRemoteDescription(offer)
    await pc.setLocalDescription(await pc.createAnswer())
    client.sendSdpAnswer(pc.localDescription, viewer, 'answer.1')
  })
  client.on('iceCandidate', async (candidate, viewer) => {
    while (!pcs[viewer]?.remoteDescription) await new Promise(resolve => setTimeout(resolve, 20))
    pcs[viewer].addIceCandidate(candidate)
  })
}

async function startViewer(port, clientId) {
  await open(port, Role.VIEWER, clientId)
  const pc = await pcFor(undefined)
  client.on('sdpAnswer', answer => pc.setRemoteDescription(answer))
  client.on('iceCandidate', candidate => pc.addIceCandidate(candidate))
  await pc.setLocalDescription(await pc.createOffer())
  client.sendSdpOffer(pc.localDescription)
}

async function connected() {
  while (Object.values(pcs)[0]?.connectionState !== 'connected') await new Promise(resolve => setTimeout(resolve, 50))
}
const answerNobody = () => {
  client.sendSdpAnswer(Object.values(pcs)[0].localDescription, 'nobody', 'answer.2')
  return once('statusResponse')
}
const close = () => { const closed = once('close'); client.close(); return closed }
