// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as ion-sfu's JSON-RPC does, for one client. Its media end is a page
// (page/sfu.js): a peer connection that takes what the client publishes, one that sends to it.
import { jsonServer, mediaEnd } from './jsonserver.mjs'

export const PORT = 7000
const PUBLISHER = 0, SUBSCRIBER = 1 // from the client's point of view
const PCS = ['publisher', 'subscriber']

export async function startIonSfu(page) {
  let client
  const notify = (method, params) => client.send({ method, params, jsonrpc: '2.0' })
  const pc = await mediaEnd(page, (id, candidate) => {
    if (candidate) notify('trickle', { candidate, target: PCS.indexOf(id) })
  })
  const answer = async ({ sdp }) => ({ type: 'answer', sdp: (await pc('answer', PCS[PUBLISHER], sdp)).sdp })

  let joined = false
  const methods = {
    async join({ offer }) {
      if (joined) throw { code: 500, message: 'rtc transport already exists for this connection' }
      joined = true
      setTimeout(async () => {
        await pc('sendCamera', PCS[SUBSCRIBER])
        await pc('channel', PCS[SUBSCRIBER], 'ion-sfu')
        notify('offer', { type: 'offer', sdp: await pc('offer', PCS[SUBSCRIBER]) })
      }, 500)
      return answer(offer)
    },
    offer: ({ desc }) => answer(desc),
    answer: ({ desc }) => { pc('accept', PCS[SUBSCRIBER], desc.sdp) },
    trickle: ({ target, candidate }) => { pc('candidate', PCS[target], candidate) }
  }
  return jsonServer(PORT, connected => {
    client = connected
    return async ({ id, method, params }) => {
      let reply
      try {
        reply = { result: await methods[method](params) }
      } catch (error) {
        reply = { error }
      }
      if (id) client.send({ id, ...reply, jsonrpc: '2.0' })
    }
  }, { path: '/ws' })
}
