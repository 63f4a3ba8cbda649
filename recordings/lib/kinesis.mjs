// SPDX-License-Identifier: GPL-2.0-or-later
// A stub of Kinesis Video Streams' signaling channel: one master, viewers with an id.
import { jsonServer } from './jsonserver.mjs'

export const PORT = 8443

export function startKinesis() {
  const viewers = new Map()
  let master
  const server = jsonServer(PORT, (client, { searchParams }) => {
    const clientId = searchParams.get('X-Amz-ClientId')
    if (clientId) viewers.set(clientId, client)
    else master = client
    client.closed = () => viewers.delete(clientId)
    return ({ action, messagePayload, recipientClientId, correlationId }) => {
      const to = clientId ? master : viewers.get(recipientClientId)
      if (to) {
        to.send({ messagePayload, messageType: action, ...clientId && { senderClientId: clientId } })
      } else if (correlationId) {
        client.send({
          messageType: 'STATUS_RESPONSE', messagePayload: '',
          statusResponse: { correlationId, errorType: 'InvalidArgumentException', statusCode: '400', description: 'No such recipient is connected' }
        })
      }
    }
  })
  return { goAway: () => master.send({ messageType: 'GO_AWAY', messagePayload: '' }), close: () => server.close() }
}
