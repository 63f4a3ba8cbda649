// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after livekit-client (either version).
const { Room, RoomEvent } = LivekitClient
const once = event => new Promise(resolve => room.once(event, resolve))

async function until(condition, what) {
  for (let i = 0; i < 400; i++) {
    if (condition()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`waited in vain for ${what}`)
}

async function join({ url, token, json }) {
  window.room = new Room({ adaptiveStream: false, dynacast: false, videoCaptureDefaults: { resolution: { width: 320, height: 240 } } })
  if (json) room.engine.client.useJSON = true
  window.subscribed = []
  room.on(RoomEvent.TrackSubscribed, track => subscribed.push(track.kind))
  await room.connect(url, token)
}

async function publish() {
  await room.localParticipant.enableCameraAndMicrophone()
}

const heard = () => until(() => subscribed.length === 2, 'the tracks of bob')
