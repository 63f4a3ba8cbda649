// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: how a description {type, sdp} or {candidate} is put into a WebSocket message.
// silentEnd: the end of the candidates is not sent. noMid: messages do not carry it.
const toBase64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
const fromBase64 = text => new TextDecoder().decode(Uint8Array.from(atob(text), c => c.charCodeAt(0)))

const formats = {
  // {"type":"offer","sdp":...}, {"type":"candidate","candidate":{...}}
  plain: {
    wrap: m => JSON.stringify('type' in m ? m : { type: 'candidate', ...m }),
    unwrap: text => {
      const m = JSON.parse(text)
      return m.type === 'candidate' ? { candidate: m.candidate } : m
    }
  },
  // {"event":"offer","data":"{...}"}: JSON within a string
  nested: {
    silentEnd: true,
    wrap: m => JSON.stringify('type' in m
      ? { event: m.type, data: JSON.stringify(m) }
      : { event: 'candidate', data: JSON.stringify(m.candidate) }),
    unwrap: text => {
      const { event, data } = JSON.parse(text)
      return event === 'candidate' ? { candidate: JSON.parse(data) } : JSON.parse(data)
    }
  },
  // {"action":"SDP_OFFER","messagePayload":"<base64 of JSON>"}
  base64: {
    silentEnd: true,
    wrap: m => JSON.stringify({
      action: 'type' in m ? 'SDP_' + m.type.toUpperCase() : 'ICE_CANDIDATE',
      messagePayload: toBase64(JSON.stringify('type' in m ? m : m.candidate))
    }),
    unwrap: text => {
      const { action, messagePayload } = JSON.parse(text)
      const value = JSON.parse(fromBase64(messagePayload))
      return action === 'ICE_CANDIDATE' ? { candidate: value } : value
    }
   },
  // SDP and candidate:... lines as they are; only the two sides know which is the offer
  raw: {
    silentEnd: true,
    noMid: true,
    wrap: m => m.sdp ?? m.candidate.candidate,
    unwrap: text => text.startsWith('v=0')
      ? { type: 'answer', sdp: text }
      : { candidate: { candidate: text.replace(/^a=/, ''), sdpMid: '0' } }
  },
  // {"id":..,"type":"offer","description":sdp}, {"id":..,"type":"candidate","candidate":"a=candidate:..","mid":..}
  libdatachannel: {
    silentEnd: true,
    wrap: m => JSON.stringify('type' in m
      ? { id: 'b', type: m.type, description: m.sdp }
      : { id: 'b', type: 'candidate', candidate: 'a=' + m.candidate.candidate, mid: m.candidate.sdpMid }),
    unwrap: text => {
      const { type, description, candidate, mid } = JSON.parse(text)
      return type === 'candidate'
        ? { candidate: { candidate: candidate.replace(/^a=/, ''), sdpMid: mid } }
        : { type, sdp: description }
    }
  }
}
