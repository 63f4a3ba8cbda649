// SPDX-License-Identifier: GPL-2.0-or-later
// In the page, after jquery.verto.js: a client with one call at a time.
$.toJSON = JSON.stringify // of the plugin jquery-json
const { state } = $.verto.enum
const element = document.createElement('video')
element.id = 'media'
document.documentElement.append(element)

async function until(condition, what) {
  for (let i = 0; i < 400; i++) {
    if (condition()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`waited in vain for ${what}`)
}

let dialog, seen = []
function login(socketUrl) {
  return new Promise(resolve => {
    window.verto = new $.verto({
      login: '1000@example.test', passwd: 'secret', socketUrl, tag: 'media', iceServers: [],
      deviceParams: { useCamera: false, useMic: 'any' }
    }, {
      onWSLogin: (_, success) => { if (success) resolve() },
      onMessage: () => {},
      onEvent: () => {},
      onDialogState: d => { dialog = d; seen.push(d.state.name) }
    })
  })
}
function call(number) {
  seen = []
  dialog = verto.newCall({ destination_number: number, caller_id_name: 'Alice', caller_id_number: '1000', useVideo: false, useStereo: false })
}
const reaches = name => until(() => seen.includes(name), name)
const rung = async () => { seen = []; await until(() => dialog?.state === state.ringing, 'ringing') }
