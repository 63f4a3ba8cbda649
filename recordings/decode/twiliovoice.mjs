// SPDX-License-Identifier: GPL-2.0-or-later
// Twilio Voice (PStream): the verb says what the description is; a line feed keeps the connection alive.
const KINDS = { listen: 'join', register: 'join', hangup: 'bye', cancel: 'bye', reject: 'bye', error: 'error' }
const ROLES = { invite: 'offer', reinvite: 'offer', answer: 'answer', ringing: 'answer' }

// What has no call's id could be anybody's, until two messages that have one have told the system.
export function decodeTwilioVoice({ text }, state) {
  const unproven = (state.told ?? 0) < 2 || undefined
  if (text === '\n') return [{ kind: 'keepalive', unproven }]
  const { type, payload } = JSON.parse(text)
  if (payload.callsid || payload.sdp) state.told = (state.told ?? 0) + 1
  return [{
    kind: KINDS[type] ?? 'control',
    method: type,
    app_session: payload.callsid || undefined,
    unproven: !payload.callsid && !payload.sdp && unproven || undefined,
    items: payload.sdp ? [{ kind: ROLES[type], sdp: payload.sdp }] : []
  }]
}
