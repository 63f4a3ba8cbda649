// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Chats and bridges whose calls have no or hidden descriptions, and Membrane's media events. */

const zlib = require('zlib');
const { encode } = require('@msgpack/msgpack');
const { Session, answer, calls, candidate, end, offer, servers } = require('../lib/crafted');

/* Jitsi's bridge channel: session control only. */
async function colibri(truth) {
    const s = new Session(truth, 'colibri', "jitsi-videobridge's BridgeChannelMessage.kt");
    const where = { room: undefined, peer_from: undefined, peer_to: undefined }; // the URL has them
    const line = await s.open('abcd1234', 9090, '/colibri-ws/default-id/9c1b7a/abcd1234?pwd=not-a-real-one');
    const say = (go, colibriClass, more, says) => line[go]({ colibriClass, ...more }, { kind: 'control', method: colibriClass, ...where, ...says });
    await say('up', 'ClientHello', {}, { kind: 'join' });
    await say('down', 'ServerHello', { version: '2.3' });
    await say('up', 'ReceiverVideoConstraints', { lastN: 20, selectedSources: ['ef56-v0'], defaultConstraints: { maxHeight: 180 } });
    await say('down', 'ForwardedSources', { forwardedSources: ['ef56-v0'] });
    await say('down', 'VideoSourcesMap', { mappedSources: [{ source: 'ef56-v0', owner: 'ef56', ssrc: 123456789, rtx: 987654321, videoType: 'CAMERA' }] });
    await say('up', 'EndpointMessage', { from: 'abcd1234', to: 'ef56', msgPayload: { type: 'e2e-ping-request', id: 1 } }, { peer_from: 'abcd1234', peer_to: 'ef56' });
    await say('down', 'EndpointMessage', { from: 'ef56', to: 'abcd1234', msgPayload: { type: 'e2e-ping-response', id: 1 } }, { peer_from: 'ef56', peer_to: 'abcd1234' });
    await say('down', 'DominantSpeakerEndpointChangeEvent', { dominantSpeakerEndpoint: 'ef56', previousSpeakers: [], silence: false });
    await say('up', 'SourceVideoTypeMessage', { sourceName: 'abcd1234-v0', videoType: 'none' });
    await say('down', 'SenderSourceConstraints', { sourceName: 'abcd1234-v0', maxHeight: 720 });
    await line.close('server', 1001, 'alone');
    s.done();
}

/* Discord: UDP's address and keys instead of descriptions; a resumed session on a second connection. */
async function discord(truth) {
    const s = new Session(truth, 'discord', "discord-api-docs' voice connections");
    const say = (line, go, op, d, says) => line[go]({ op, d }, { kind: 'control', method: op, ...says });
    const user = '30001';
    const first = await s.open('client', 8080, '/?v=8');
    await say(first, 'down', 8, { v: 8, heartbeat_interval: 41250 }, { unproven: true });
    await say(first, 'up', 0, { server_id: '10001', user_id: user, session_id: 'dc-1', token: 'not-a-real-one', max_dave_protocol_version: 1 }, { kind: 'join', room: '10001', peer_from: user });
    await say(first, 'down', 2, { ssrc: 1, ip: '192.0.2.1', port: 50001, modes: ['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] });
    await say(first, 'up', 1, { protocol: 'udp', data: { address: '192.0.2.10', port: 41722, mode: 'aead_aes256_gcm_rtpsize' } });
    await say(first, 'down', 4, { mode: 'aead_aes256_gcm_rtpsize', secret_key: [1, 2, 3, 4], dave_protocol_version: 1 });
    await say(first, 'up', 5, { speaking: 1, delay: 0, ssrc: 1 });
    await say(first, 'up', 3, { t: 1764036000000, seq_ack: 1 }, { kind: 'keepalive' });
    await say(first, 'down', 6, { t: 1764036000000 }, { kind: 'keepalive' });
    await say(first, 'down', 11, { user_ids: ['30002'] });
    await say(first, 'down', 13, { user_id: '30002' }, { kind: 'leave', peer_from: '30002' });
    await first.close('server', 4015, 'Voice server crashed.');
    const second = await s.open('client again', 8081, '/?v=8');
    await say(second, 'up', 7, { server_id: '10001', session_id: 'dc-1', token: 'not-a-real-one', seq_ack: 4 }, { kind: 'join', room: '10001' });
    await say(second, 'down', 8, { v: 8, heartbeat_interval: 41250 }, { unproven: true });
    await say(second, 'down', 9, null, { unproven: true });
    await second.close('server', 4014, 'Disconnected.');
    s.done({ 'close.abnormal': 4 });
}

/* Mattermost Calls: the client's description is MessagePack around zlib, as the real one writes it. */
async function mattermost(truth) {
    const s = new Session(truth, 'mattermost', "mattermost-plugin-calls' WebSocket messages");
    const line = await s.open('alice', 8065, '/api/v4/websocket');
    const call = calls[0][0],
        channel = 'ch-kitchen',
        prefix = 'custom_com.mattermost.calls_';
    let seq = 1,
        number = 1;
    const act = (type, data, says) => line.up({ seq: ++seq, action: prefix + type, data }, { method: prefix + type, ...says });
    const event = (type, data, says) =>
        line.down(
            { event: prefix + type, data, broadcast: { omit_users: null, user_id: 'u-alice', channel_id: channel, team_id: '' }, seq: ++number },
            { method: prefix + type, room: channel, ...says }
        );
    await line.down({ event: 'hello', data: { server_version: '9.11' }, broadcast: {}, seq: 0 });
    await line.up({ seq: 1, action: 'authentication_challenge', data: { token: 'not-a-real-one' } });
    await line.down({ status: 'OK', seq_reply: 1 });
    await act('join', { channelID: channel }, { kind: 'join', room: channel });
    await event('join', { connID: 'conn-1' }, { kind: 'join' });
    const sdp = zlib.deflateSync(JSON.stringify({ type: 'offer', sdp: call.offer }));
    await line.up(Buffer.from(encode({ seq: ++seq, action: prefix + 'sdp', data: { data: sdp } })), {
        items: [offer(call.offer)],
        method: prefix + 'sdp'
    });
    await event('signal', { data: JSON.stringify({ type: 'answer', sdp: call.answer }), connID: 'conn-1' }, { items: [answer(call.answer)] });
    for (const init of call.candidates.caller.slice(0, 2)) await act('ice', { data: JSON.stringify(init) }, { items: [candidate(init)] });
    for (const init of call.candidates.callee.slice(0, 2))
        await event('signal', { data: JSON.stringify({ type: 'candidate', candidate: init }), connID: 'conn-1' }, { items: [candidate(init)] });
    await act('mute', {}, { kind: 'control' });
    await event('user_muted', { userID: 'u-alice', session_id: 'conn-1' }, { kind: 'control' });
    await line.up({ seq: ++seq, action: 'ping' });
    await line.down({ data: { text: 'pong' }, status: 'OK', seq_reply: seq });
    await event('error', { data: 'call has ended', connID: 'conn-1' }, { kind: 'error' });
    await act('leave', {}, { kind: 'leave' });
    await line.close('client', 1000, '');
    s.done({ 'error.reported': 1 });
}

/* Membrane RTC Engine: custom events nest type and data twice. */
async function fishjam(truth) {
    const s = new Session(truth, 'fishjam', "membrane_rtc_engine's media events");
    const play = async (line, call, wrap) => {
        const say = (go, event, says) => line[go](wrap(event), { method: event.data?.type ?? event.type, ...says });
        const custom = (type, data) => ({ type: 'custom', data: { type, data } });
        const trickle = ({ candidate: text, sdpMLineIndex }) => custom('candidate', { candidate: text, sdpMLineIndex });
        await say('up', { type: 'connect', data: { metadata: { name: 'alice' } } }, { kind: 'join', unproven: true });
        await say('down', { type: 'connected', data: { id: 'ep-1', otherEndpoints: [] } }, { kind: 'control', unproven: true });
        await say('up', custom('renegotiateTracks', {}), { kind: 'control', unproven: true });
        await say('down', custom('offerData', { integratedTurnServers: [], tracksTypes: { audio: 1, video: 0 } }), { kind: 'control' });
        await say('up', custom('sdpOffer', { sdpOffer: { type: 'offer', sdp: call.offer }, trackIdToTrackMetadata: {}, midToTrackId: { 0: 'ep-1:mic' } }), { items: [offer(call.offer)] });
        await say('down', custom('sdpAnswer', { type: 'answer', sdp: call.answer, midToTrackId: {} }), { items: [answer(call.answer)] });
        for (const init of call.candidates.caller.slice(0, 2)) await say('up', trickle(init), { items: [candidate(init, null)] });
        for (const init of call.candidates.callee.slice(0, 2)) await say('down', trickle(init), { items: [candidate(init, null)] });
        await say('down', { type: 'tracksAdded', data: { endpointId: 'ep-2', trackIdToMetadata: {} } }, { kind: 'control' });
        await say('down', { type: 'error', data: { message: 'Invalid media event' } }, { kind: 'error' });
        await say('up', { type: 'disconnect' }, { kind: 'leave' });
    };
    const plain = await s.open('alice, media events as they are', 4000, '/socket');
    await play(plain, calls[0][0], event => event);
    await plain.close('client', 1000, '');
    s.done({ 'error.reported': 1 });
}

/* Twilio Video: each message repeats all candidates so far; the last says that it is complete. */
async function twilioVideo(truth) {
    const s = new Session(truth, 'twilio', "twilio-video.js' signaling v2 (RSP in TCMP)");
    const line = await s.open('alice', 8080, '/signaling');
    const id = 'c0ffee00-1111-4000-8000-000000000001';
    const [first, restart] = calls[0];
    const where = { app_session: undefined, room: undefined };
    const msg = (go, body, says) => line[go]({ type: 'msg', body }, { method: body.type, ...where, ...says });
    const update = (go, more, says) => msg(go, { type: 'update', session: 'session-1', peer_connections: [{ id, ...more }] }, says);
    const tell = (go, type, more, says) => line[go]({ type, ...more }, { method: type, ...where, ...says });
    const init = ({ candidate: text, sdpMid, sdpMLineIndex }) => ({ candidate: text, sdpMid, sdpMLineIndex });
    await tell('up', 'hello', { id: 'tcmp-1', timeout: 15000, version: 2 }, { kind: 'join', unproven: true });
    await tell('down', 'welcome', { negotiatedTimeout: 15000 }, { kind: 'control', unproven: true });
    await msg('up', { type: 'ice', token: 'not-a-real-one', version: 1 }, { kind: 'control', unproven: true });
    await msg('down', { type: 'iced', ice_servers: [{ urls: 'stun:stun.example.test:3478' }], ttl: 3600 }, { items: [servers] });
    await msg('up', { type: 'connect', name: 'kitchen', token: 'not-a-real-one', version: 2, participant: { revision: 0, tracks: [] } }, { kind: 'join', room: 'kitchen' });
    await msg(
        'down',
        { type: 'connected', session: 'session-1', sid: 'RM0', name: 'kitchen', participant: { sid: 'PA0', identity: 'alice' }, participants: [], peer_connections: [{ id, description: { type: 'create-offer', revision: 1 } }] },
        { kind: 'control', room: 'kitchen' }
    );
    await update('up', { description: { type: 'offer', sdp: first.offer, revision: 1 } }, { items: [offer(first.offer)] });
    await update('down', { description: { type: 'answer', sdp: first.answer, revision: 1 } }, { items: [answer(first.answer)] });
    const ice = async (go, list, ufrag) => {
        const some = list.slice(0, 1),
            all = list.slice(0, 3);
        await update(go, { ice: { candidates: some.map(init), ufrag, revision: 1 } }, { items: some.map(one => candidate(one)) });
        await update(go, { ice: { candidates: all.map(init), ufrag, revision: 2 } }, { items: all.map(one => candidate(one)) });
        await update(go, { ice: { candidates: all.map(init), ufrag, revision: 3, complete: true } }, { items: [...all.map(one => candidate(one)), end(null)] });
    };
    await ice('up', first.candidates.caller, first.candidates.caller[0].usernameFragment);
    await ice('down', first.candidates.callee, first.candidates.callee[0].usernameFragment);
    await tell('down', 'heartbeat', {}, { kind: 'keepalive' });
    await tell('up', 'heartbeat', {}, { kind: 'keepalive' });
    await msg('up', { type: 'sync', session: 'session-1', participant: { revision: 1 }, peer_connections: [] }, { kind: 'control' });
    await msg('down', { type: 'synced', session: 'session-1', participant: { sid: 'PA0' } }, { kind: 'control' });
    await update('up', { description: { type: 'offer', sdp: restart.offer, revision: 2 } }, { items: [offer(restart.offer)] });
    await update('down', { description: { type: 'answer', sdp: restart.answer, revision: 2 } }, { items: [answer(restart.answer)] });
    await tell('down', 'bad', { reason: 'Unexpected message' }, { kind: 'error' });
    await msg('up', { type: 'disconnect', session: 'session-1', version: 2 }, { kind: 'leave' });
    await tell('up', 'bye', {}, { kind: 'leave' });
    await line.close('server', 3005, 'busy wait');
    s.done({ 'error.reported': 1, 'close.abnormal': 2 });
}

exports.scenarios = {
    'crafted-colibri': colibri,
    'crafted-discord': discord,
    'crafted-fishjam': fishjam,
    'crafted-mattermost': mattermost,
    'crafted-twilio-video': twilioVideo
};
