// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as Red5 Pro does to its SDK, for a publisher and a subscriber. Its media end is a
// page (page/sfu.js).
import { WebSocketServer } from 'ws'

export const PORT = 8888

export async function startRed5(media) {
  const wss = new WebSocketServer({ host: '127.0.0.1', port: PORT, perMessageDeflate: false })
  const inPage = (name, ...how) => media.evaluate(([name, how]) => globalThis.eval(name)(...how), [name, how])
  const client = {}, described = {}
  let live
  const say = (ws, data) => ws.send(JSON.stringify({ data }))
  const status = (ws, code, message) => say(ws, { type: 'status', code, ...message && { message } })
  await media.exposeFunction('gathered', async (id, init) => {
    await described[id]
    if (init?.candidate) say(client[id], { candidate: init })
    else if (!init) status(client[id], 'NetConnection.ICE.TricleCompleted') // the server's own spelling
  })
  const answers = (ws, id, promise) => {
    client[id] = ws
    described[id] = promise.then(sdp => { say(ws, { sdp }); return new Promise(resolve => setTimeout(resolve, 200)) })
  }

  const handlers = {
    isAvailable(ws, name, { bundle }) {
      ws.send(JSON.stringify({ isAvailable: name === live }))
      if (name !== live && !bundle) setTimeout(() => ws.close(1000, ''), 300) // nobody will ask for more
    },
    handleOffer: (ws, _, { data }) =>
      answers(ws, 'in', inPage('answer', 'in', data.sdp.sdp).then(({ sdp }) => ({ type: 'answer', sdp }))),
    requestOffer: (ws, name) => name === 'kitchen'
      ? answers(ws, 'out', inPage('sendCamera', 'out').then(() => inPage('offer', 'out')).then(sdp => ({ type: 'offer', sdp })))
      : say(ws, { type: 'status', code: 'NetStream.Play.StreamNotFound', message: 'Stream not found' }),
    async handleAnswer(ws, _, { data }) {
      await inPage('accept', 'out', data.sdp.sdp)
      status(ws, 'NetStream.Play.Start')
    },
    async handleCandidate(ws, _, { requestId, data: { candidate } }) {
      const id = requestId ? 'out' : 'in'
      await described[id]
      if (candidate.candidate) await inPage('candidate', id, candidate).catch(error => console.error(String(error)))
    },
    publish(ws, name) {
      live = name
      status(ws, 'NetStream.Publish.Start', `${name} starting`)
    },
    subscribe: () => {},
    unpublish: (ws, name) => {
      status(ws, 'NetStream.Unpublish.Success', `${name} stopping`)
      if (client.out) status(client.out, 'NetStream.Play.UnpublishNotify')
    }
  }
  wss.on('connection', ws => {
    ws.on('message', data => {
      const message = JSON.parse(data), verb = Object.keys(message)[0]
      if (!handlers[verb]) return console.error('unknown', String(data))
      handlers[verb](ws, message[verb], message)
    })
    status(ws, 'NetConnection.Connect.Success')
  })
  return { close: () => wss.close() }
}
