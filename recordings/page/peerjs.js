// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, before PeerJS: {"type":"OFFER","payload":{"sdp":{...}}}, {"type":"CANDIDATE","payload":{"candidate":{...}}}
spyOnWebSocket(text => {
  const { payload } = JSON.parse(text)
  return [payload?.sdp, payload?.candidate].filter(Boolean)
})
