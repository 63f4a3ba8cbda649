// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: the log from which the truth file is made.
window.truth = []

// value: a description {type, sdp}, a candidate {candidate, sdpMid} or null for the last one.
function note(fromClient, value) {
  if (value && 'type' in value) {
    truth.push({ fromClient, kind: value.type, sdp: value.sdp })
  } else if (value && value.candidate) {
    truth.push({ fromClient, kind: 'candidate', candidate: value.candidate, mid: value.sdpMid })
  } else {
    truth.push({ fromClient, kind: 'end-of-candidates', mid: value?.sdpMid })
  }
}
