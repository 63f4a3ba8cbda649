// SPDX-License-Identifier: GPL-2.0-or-later
// Millicast: commands with their responses, and events. A command offers, its response answers.
export function decodeMillicast({ text, fromClient }, state) {
  const { type, transId, name, data } = JSON.parse(text)
  const requests = (state.requests ??= new Map())
  if (type === 'cmd') requests.set(`${fromClient} ${transId}`, name)
  return [{
    kind: type === 'error' ? 'error' : name === 'stopped' ? 'leave' : 'control',
    method: name, transaction: transId === undefined ? undefined : String(transId), room: data?.streamId ?? (name === 'publish' ? data.name : undefined),
    response_to: name ? undefined : requests.get(`${!fromClient} ${transId}`),
    items: data?.sdp ? [{ kind: type === 'cmd' ? 'offer' : 'answer', sdp: data.sdp }] : []
  }]
}
