// SPDX-License-Identifier: GPL-2.0-or-later
// A server that speaks as FreeSWITCH's mod_verto does, for one client. Its media end is a page
// (page/sfu.js).
import { randomUUID } from 'node:crypto'
import { WebSocketServer } from 'ws'

export const PORT = 8081

export async function startVerto(media) {
  const wss = new WebSocketServer({ host: '127.0.0.1', port: PORT, perMessageDeflate: false })
  await media.evaluate(() => { window.gathered = () => {} })
  const inPage = (name, ...how) => media.evaluate(([name, how]) => globalThis.eval(name)(...how), [name, how])
  let client, requests = 0
  const notify = (method, params) => client.send(JSON.stringify({ jsonrpc: '2.0', id: ++requests, method, params }))
  const bye = (callID, causeCode, cause) => notify('verto.bye', { callID, causeCode, cause })

  async function connectCall(callID, sdp, number) {
    if (number === 'nobody') return bye(callID, 1, 'UNALLOCATED_NUMBER')
    await inPage('sendCamera', callID)
    await inPage('answer', callID, sdp)
    notify('verto.media', { callID, sdp: await inPage('complete', callID) })
    setTimeout(() => {
      notify('verto.answer', { callID })
      notify('verto.display', { callID, display_name: 'Echo', display_number: number, caller_id_name: 'Alice',
        caller_id_number: '1000', callee_id_name: 'Echo', callee_id_number: number, display_direction: 'inbound' })
    }, 800)
  }

  const handlers = {
    login({ passwd, sessid }) {
      if (!passwd) throw { code: -32000, message: 'Authentication Required' }
      setImmediate(() => notify('verto.clientReady', { reattached_sessions: [] }))
      return { message: 'logged in', sessid }
    },
    'verto.invite'({ sdp, dialogParams: { callID, destination_number } }) {
      setImmediate(() => connectCall(callID, sdp, destination_number))
      return { message: 'CALL CREATED', callID }
    },
    'verto.answer'({ sdp, dialogParams: { callID } }) {
      inPage('accept', callID, sdp)
      return { message: 'CALL ANSWERED', callID }
    },
    'verto.modify': ({ action, dialogParams: { callID } }) => ({ callID, action, holdState: action === 'hold' ? 'held' : 'active' }),
    'verto.info': () => ({ message: 'SENT' }),
    'verto.bye': ({ dialogParams: { callID } }) => ({ message: 'CALL ENDED', callID, causeCode: 16, cause: 'NORMAL_CLEARING' }),
    'verto.subscribe'({ eventChannel }) {
      setTimeout(() => notify('verto.event', { eventChannel: 'presence', data: { channelPresenceID: 'echo@example.test' }, eventSerno: 0 }), 100)
      return { subscribedChannels: [eventChannel].flat() }
    },
    'verto.unsubscribe': ({ eventChannel }) => ({ unsubscribedChannels: [eventChannel].flat() })
  }

  wss.on('connection', ws => {
    client = ws
    let sessid
    ws.on('message', data => {
      const { id, method, params } = JSON.parse(data)
      if (!method) return
      sessid ??= params.sessid
      let reply
      try {
        reply = { result: { ...handlers[method](params), sessid } }
      } catch (error) {
        reply = { error }
      }
      ws.send(JSON.stringify({ jsonrpc: '2.0', id, ...reply }))
    })
  })
  return {
    async invite() {
      const callID = randomUUID()
      await inPage('sendCamera', callID)
      await inPage('offer', callID)
      notify('verto.invite', { callID, sdp: await inPage('complete', callID), caller_id_name: 'Bob', caller_id_number: '1001',
        callee_id_name: 'Alice', callee_id_number: '1000', display_direction: 'outbound' })
      return callID
    },
    bye,
    close: () => wss.close()
  }
}
