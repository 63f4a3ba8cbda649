// SPDX-License-Identifier: GPL-2.0-or-later
// A signalling server for Unreal Pixel Streaming, written with Epic's own common library: one
// streamer, its players.
import common from '@epicgames-ps/lib-pixelstreamingcommon-ue5.5'
import { WebSocketServer } from 'ws'

const { KeepaliveMonitor, Logger, LogLevel, MessageHelpers, Messages, SignallingProtocol, WebSocketTransportNJS } = common
Logger.InitLogging(LogLevel.Error, false)
export const PLAYER_PORT = 8080, STREAMER_PORT = 8888
const PING_INTERVAL = 2000
const FORWARDED = ['offer', 'answer', 'iceCandidate']

export function startPixelStreaming() {
  const players = new Map()
  let streamer, streamerId, count = 0
  const message = (name, values) => MessageHelpers.createMessage(Messages[name], values)
  const listen = (port, connected) => {
    const wss = new WebSocketServer({ host: '127.0.0.1', port, perMessageDeflate: false })
    wss.on('connection', ws => {
      const protocol = new SignallingProtocol(new WebSocketTransportNJS(ws))
      const config = message('config', { protocolVersion: SignallingProtocol.SIGNALLING_VERSION })
      config.peerConnectionOptions = { iceServers: [{ urls: ['turn:127.0.0.1:3478'], username: 'PixelStreamingUser', credential: 'only-for-this-recording' }] }
      protocol.sendMessage(config)
      connected(protocol)
    })
    return wss
  }
  const tellCount = () => { for (const player of players.values()) player.sendMessage(message('playerCount', { count: players.size })) }

  const streamers = listen(STREAMER_PORT, protocol => {
    streamer = protocol
    streamer.sendMessage(message('identify'))
    streamer.on('endpointId', ({ id }) => {
      streamerId = id
      streamer.sendMessage(message('endpointIdConfirm', { committedId: id }))
    })
    streamer.on('ping', ({ time }) => streamer.sendMessage(message('pong', { time })))
    for (const name of FORWARDED) streamer.on(name, ({ playerId, ...m }) => players.get(playerId).sendMessage(m))
    streamer.on('disconnectPlayer', ({ playerId, reason }) => players.get(playerId).disconnect(1011, reason))
    streamer.transport.on('close', () => {
      for (const player of players.values()) player.sendMessage(message('streamerDisconnected'))
      streamer = undefined
    })
  })
  const server = listen(PLAYER_PORT, player => {
    const playerId = `Player${count++}`
    let subscribed = false
    players.set(playerId, player)
    tellCount()
    new KeepaliveMonitor(player, PING_INTERVAL)
    player.on('listStreamers', () => player.sendMessage(message('streamerList', { ids: streamer ? [streamerId] : [] })))
    player.on('subscribe', m => {
      if (m.streamerId !== streamerId) return player.sendMessage(message('subscribeFailed', { message: `Streamer ${m.streamerId} does not exist.` }))
      subscribed = true
      streamer.sendMessage(message('playerConnected', { playerId, dataChannel: true, sfu: false }))
    })
    const gone = () => {
      if (subscribed && streamer) streamer.sendMessage(message('playerDisconnected', { playerId }))
      subscribed = false
    }
    player.on('unsubscribe', gone)
    for (const name of FORWARDED) player.on(name, m => streamer.sendMessage({ ...m, playerId }))
    player.transport.on('close', () => { gone(); players.delete(playerId); tellCount() })
  })
  return { close() { streamers.close(); server.close() } }
}
