// SPDX-License-Identifier: GPL-2.0-or-later
// In the page: a WebTorrent client that seeds a text or fetches it.
import WebTorrent from 'webtorrent/dist/webtorrent.min.js'

const text = 'The quick brown fox jumps over the lazy dog. '.repeat(2000)
const client = new WebTorrent({ dht: false, tracker: { rtcConfig: { iceServers: [] } } })

window.seed = announce => new Promise(resolve =>
  client.seed(new File([text], 'fox.txt'), { announce, name: 'fox.txt' }, torrent => resolve(torrent.magnetURI)))
window.fetchAll = (magnet, announce) => new Promise(resolve => {
  const torrent = client.add(magnet, { announce })
  torrent.on('done', async () => resolve(await (await torrent.files[0].blob()).text() === text))
})
window.stop = () => new Promise(resolve => client.destroy(resolve))
