// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Conference systems and chats with calls whose servers and clients are not at hand. */

const { ICE_SERVERS, Session, answer, calls, candidate, end, offer, servers } = require('../lib/crafted');

/* Galene: galene-protocol.md. One stream up, one down; offered by who sends. */
async function galene(truth) {
    const s = new Session(truth, 'galene', "Galene's galene-protocol.md");
    const line = await s.open('alice', 8443, '/ws');
    const up = calls[0][0],
        down = calls[1][0],
        method = type => ({ method: type });
    await line.up({ type: 'handshake', version: ['2'], id: 'c3a1' }, { kind: 'control', method: 'handshake', peer_from: 'c3a1', unproven: true });
    await line.down({ type: 'handshake', version: ['2'] }, { kind: 'control', method: 'handshake', unproven: true });
    await line.up(
        { type: 'join', kind: 'join', group: 'public', username: 'alice', password: 'wrong' },
        { kind: 'join', method: 'join', room: 'public', peer_from: 'alice' }
    );
    await line.down(
        { type: 'joined', kind: 'fail', group: 'public', username: 'alice', error: 'not-authorised', value: 'not authorised' },
        { kind: 'error', method: 'joined', room: 'public' }
    );
    await line.up(
        { type: 'join', kind: 'join', group: 'public', username: 'alice', password: 'not-a-real-one' },
        { kind: 'join', method: 'join', room: 'public', peer_from: 'alice' }
    );
    await line.down(
        { type: 'joined', kind: 'join', group: 'public', username: 'alice', permissions: ['present'], status: { name: 'public' }, rtcConfiguration: { iceServers: ICE_SERVERS } },
        { items: [servers], kind: 'join', method: 'joined', room: 'public' }
    );
    await line.down({ type: 'user', kind: 'add', id: 'b7f2', username: 'bob', permissions: ['present'] }, { kind: 'join', method: 'user', peer_from: 'b7f2' });
    await line.up({ type: 'request', request: { '': ['audio', 'video'] } }, { kind: 'control', method: 'request' });

    const mine = { app_session: 'st-up' },
        theirs = { app_session: 'st-down' };
    await line.up(
        { type: 'offer', id: 'st-up', label: 'camera', source: 'c3a1', username: 'alice', sdp: up.offer },
        { items: [offer(up.offer)], method: 'offer', peer_from: 'c3a1', ...mine }
    );
    await line.down({ type: 'answer', id: 'st-up', sdp: up.answer }, { items: [answer(up.answer)], method: 'answer', ...mine });
    for (const [go, list] of [
        ['up', up.candidates.caller],
        ['down', up.candidates.callee]
    ])
        for (const init of list.slice(0, 2))
            await line[go]({ type: 'ice', id: 'st-up', candidate: init }, { items: [candidate(init)], method: 'ice', ...mine });
    await line.down(
        { type: 'offer', id: 'st-down', label: 'camera', source: 'b7f2', username: 'bob', sdp: down.offer },
        { items: [offer(down.offer)], method: 'offer', peer_from: 'b7f2', ...theirs }
    );
    await line.up({ type: 'answer', id: 'st-down', sdp: down.answer }, { items: [answer(down.answer)], method: 'answer', ...theirs });
    const init = down.candidates.callee[0];
    await line.up({ type: 'ice', id: 'st-down', candidate: init }, { items: [candidate(init)], method: 'ice', ...theirs });

    await line.down({ type: 'ping' }, { kind: 'keepalive', ...method('ping') });
    await line.up({ type: 'pong' }, { kind: 'keepalive', ...method('pong') });
    await line.down({ type: 'usermessage', kind: 'error', dest: 'c3a1', privileged: true, value: 'this group is full' }, { kind: 'error', method: 'usermessage', peer_to: 'c3a1' });
    await line.up({ type: 'renegotiate', id: 'st-down' }, { kind: 'control', method: 'renegotiate', ...theirs });
    await line.up({ type: 'abort', id: 'st-down' }, { kind: 'bye', method: 'abort', ...theirs });
    await line.up({ type: 'close', id: 'st-up' }, { kind: 'bye', method: 'close', ...mine });
    await line.up({ type: 'join', kind: 'leave', group: 'public' }, { kind: 'leave', method: 'join', room: 'public' });
    await line.down({ type: 'joined', kind: 'leave', group: 'public', username: 'alice' }, { kind: 'leave', method: 'joined', room: 'public' });
    await line.close('client', 1000, '');
    s.done({ 'error.reported': 2 });
}

/* Nextcloud Talk: standalone-signaling-api-v1.md. Publishing is an offer to one's own session. */
async function nextcloud(truth) {
    const s = new Session(truth, 'nextcloud', "nextcloud-spreed-signaling's standalone-signaling-api-v1.md");
    const line = await s.open('alice', 8080, '/spreed');
    const up = calls[0][0],
        down = calls[1][0];
    let id = 0;
    const self = 'sess-alice',
        bob = 'sess-bob';
    const to = async (sessionid, type, payload, sid, says) => {
        const data = { to: sessionid, type, sid, roomType: 'video', payload };
        await line.up(
            { id: String(++id), type: 'message', message: { recipient: { type: 'session', sessionid }, data } },
            { method: 'message', transaction: id, peer_to: sessionid, app_session: sid, ...says }
        );
    };
    const from = async (sessionid, type, payload, sid, says) => {
        const data = { from: sessionid, type, sid, roomType: 'video', payload };
        await line.down(
            { type: 'message', message: { sender: { type: 'session', sessionid, userid: 'x' }, data } },
            { method: 'message', peer_from: sessionid, app_session: sid, ...says }
        );
    };
    await line.down({ type: 'welcome', welcome: { features: ['mcu', 'simulcast'], version: '2.0.4' } }, { kind: 'control', method: 'welcome' });
    await line.up(
        { id: '1', type: 'hello', hello: { version: '2.0', auth: { url: 'https://cloud.example.test/ocs', params: { token: 'not-a-real-one' } } } },
        { kind: 'join', method: 'hello', transaction: ++id }
    );
    await line.down(
        { id: '1', type: 'hello', hello: { sessionid: self, resumeid: 'resume-1', userid: 'alice', version: '2.0', server: { features: ['mcu'] } } },
        { kind: 'join', method: 'hello', transaction: 1, peer_to: self }
    );
    await line.up({ id: '2', type: 'room', room: { roomid: 'nosuchroom', sessionid: 'nc-1' } }, { kind: 'join', method: 'room', room: 'nosuchroom', transaction: ++id });
    await line.down({ id: '2', type: 'error', error: { code: 'no_such_room', message: 'The room does not exist.' } }, { kind: 'error', method: 'error', transaction: 2 });
    await line.up({ id: '3', type: 'room', room: { roomid: 'kitchen', sessionid: 'nc-1' } }, { kind: 'join', method: 'room', room: 'kitchen', transaction: ++id });
    await line.down({ id: '3', type: 'room', room: { roomid: 'kitchen', properties: {} } }, { kind: 'join', method: 'room', room: 'kitchen', transaction: 3 });
    await line.down(
        { type: 'event', event: { target: 'room', type: 'join', join: [{ sessionid: bob, userid: 'bob' }] } },
        { kind: 'join', method: 'event' }
    );
    await to(self, 'offer', { type: 'offer', sdp: up.offer, nick: 'Alice' }, '77', { items: [offer(up.offer)] });
    await from(self, 'answer', { type: 'answer', sdp: up.answer }, '77', { items: [answer(up.answer)] });
    for (const init of up.candidates.caller.slice(0, 2)) await to(self, 'candidate', { candidate: init }, '77', { items: [candidate(init)] });
    for (const init of up.candidates.callee.slice(0, 2)) await from(self, 'candidate', { candidate: init }, '77', { items: [candidate(init)] });
    await to(self, 'endOfCandidates', {}, '77', { items: [end(null)] });
    await from(self, 'endOfCandidates', {}, '77', { items: [end(null)] });
    await to(bob, 'requestoffer', undefined, undefined, { kind: 'control', app_session: null });
    await from(bob, 'offer', { type: 'offer', sdp: down.offer }, '78', { items: [offer(down.offer)] });
    await to(bob, 'answer', { type: 'answer', sdp: down.answer, nick: 'Alice' }, '78', { items: [answer(down.answer)] });
    for (const init of down.candidates.callee.slice(0, 1)) await to(bob, 'candidate', { candidate: init }, '78', { items: [candidate(init)] });
    await line.up(
        { id: String(++id), type: 'control', control: { recipient: { type: 'session', sessionid: bob }, data: { type: 'mute', audio: true } } },
        { kind: 'control', method: 'control', transaction: id, peer_to: bob }
    );
    await line.up({ id: String(++id), type: 'room', room: { roomid: '' } }, { kind: 'leave', method: 'room', transaction: id });
    await line.down({ id: String(id), type: 'room', room: { roomid: '' } }, { kind: 'leave', method: 'room', transaction: id });
    await line.up({ id: String(++id), type: 'bye', bye: {} }, { kind: 'bye', method: 'bye', transaction: id });
    await line.down({ id: String(id), type: 'bye', bye: {} }, { kind: 'bye', method: 'bye', transaction: id });
    await line.close('client', 1000, '');
    s.done({ 'error.reported': 1 });
}

/* Neko 3: the server offers. */
async function neko(truth) {
    const s = new Session(truth, 'neko', "Neko's v3 WebSocket events");
    const line = await s.open('guest', 8080, '/api/ws?token=not-a-real-one');
    const [first, restart] = calls[0];
    const say = (go, event, payload, says) => line[go](payload ? { event, payload } : { event }, { method: event, ...says });
    await say('up', 'signal/request', { video: {}, audio: {} }, { kind: 'control' });
    await say('down', 'signal/provide', { sdp: first.offer, iceservers: ICE_SERVERS, video: { disabled: false, id: 'main' }, audio: { disabled: false } }, { items: [offer(first.offer), servers] });
    await say('up', 'signal/answer', { sdp: first.answer }, { items: [answer(first.answer)] });
    for (const init of first.candidates.caller.slice(0, 2)) await say('down', 'signal/candidate', init, { items: [candidate(init)] });
    for (const init of first.candidates.callee.slice(0, 2)) await say('up', 'signal/candidate', init, { items: [candidate(init)] });
    await say('up', 'signal/video', { id: 'low' }, { kind: 'control' });
    await say('down', 'system/heartbeat', undefined, { kind: 'keepalive' });
    await say('down', 'signal/restart', { sdp: restart.offer }, { items: [offer(restart.offer)] });
    await say('up', 'signal/answer', { sdp: restart.answer }, { items: [answer(restart.answer)] });
    await say('down', 'signal/candidate', restart.candidates.caller[0], { items: [candidate(restart.candidates.caller[0])] });
    await say('down', 'signal/audio', { disabled: true }, { kind: 'control' });
    await say('down', 'signal/close', undefined, { kind: 'bye' });
    await line.close('server', 1000, '');
    s.done();
}

/* Matrix: client-server API, Voice over IP; as a bridge hands the events on. */
async function matrix(truth) {
    const s = new Session(truth, 'matrix', "the Matrix specification's Voice over IP module");
    const line = await s.open('bridge', 8008, '/bridge/events');
    const [first, restart] = calls[0];
    const [ALICE, BOB] = ['@alice:example.test', '@bob:example.test'];
    const say = (sender, type, content, says) =>
        line[sender === ALICE ? 'up' : 'down'](
            { type, room_id: '!kitchen:example.test', sender, event_id: `$${type}`, content: { call_id: 'c-1', party_id: sender === ALICE ? 'DEVA' : 'DEVB', version: '1', ...content } },
            { method: type, room: '!kitchen:example.test', peer_from: sender, app_session: 'c-1', ...says }
        );
    await say(ALICE, 'm.call.invite', { lifetime: 60000, offer: { type: 'offer', sdp: first.offer } }, { items: [offer(first.offer)] });
    const mine = first.candidates.caller.slice(0, 3),
        theirs = first.candidates.callee.slice(0, 2);
    await say(ALICE, 'm.call.candidates', { candidates: mine }, { items: mine.map(init => candidate(init)) });
    await say(BOB, 'm.call.answer', { answer: { type: 'answer', sdp: first.answer } }, { items: [answer(first.answer)] });
    await say(ALICE, 'm.call.select_answer', { selected_party_id: 'DEVB' }, { kind: 'control' });
    await say(BOB, 'm.call.candidates', { candidates: [...theirs, { candidate: '' }] }, { items: [...theirs.map(init => candidate(init)), end(null)] });
    await say(ALICE, 'm.call.candidates', { candidates: [{ candidate: '' }] }, { items: [end(null)] });
    await say(ALICE, 'm.call.negotiate', { lifetime: 60000, description: { type: 'offer', sdp: restart.offer } }, { items: [offer(restart.offer)] });
    await say(BOB, 'm.call.negotiate', { lifetime: 60000, description: { type: 'answer', sdp: restart.answer } }, { items: [answer(restart.answer)] });
    await say(BOB, 'm.call.sdp_stream_metadata_changed', { sdp_stream_metadata: { s1: { purpose: 'm.usermedia', audio_muted: true } } }, { kind: 'control' });
    await say(ALICE, 'm.call.hangup', { reason: 'user_hangup' }, { kind: 'bye' });
    await line.close('client', 1000, '');
    s.done();
}

/* Rocket.Chat's old calls from browser to browser, in DDP. What else DDP carries is no signaling. */
async function rocketchat(truth) {
    const s = new Session(truth, 'rocketchat', "Rocket.Chat's WebRTC transport (stream-notify-user) and Meteor's DDP specification");
    const line = await s.open('alice', 3000, '/websocket');
    const call = calls[0][0];
    let id = 3;
    const up = (type, data, says = {}) => {
        const all = { from: 'u-alice', to: 'u-bob', room: 'kitchen', ...data };
        return line.up(
            { msg: 'method', method: 'stream-notify-user', params: ['u-bob/webrtc', type, all], id: String(++id) },
            { method: type, transaction: id, room: 'kitchen', peer_from: 'u-alice', peer_to: 'u-bob', ...says }
        );
    };
    const down = (type, data, says = {}) =>
        line.down(
            { msg: 'changed', collection: 'stream-notify-user', id: 'id', fields: { eventName: 'u-alice/webrtc', args: [type, { from: 'u-bob', to: 'u-alice', room: 'kitchen', ...data }] } },
            { method: type, room: 'kitchen', peer_from: 'u-bob', peer_to: 'u-alice', ...says }
        );
    const bare = ({ candidate: text, sdpMLineIndex, sdpMid }) => ({ candidate: text, sdpMLineIndex, sdpMid });
    await line.down({ server_id: '0' });
    await line.up({ msg: 'connect', version: '1', support: ['1', 'pre2', 'pre1'] });
    await line.down({ msg: 'connected', session: 'ddp-1' });
    await line.up({ msg: 'method', method: 'login', params: [{ resume: 'not-a-real-one' }], id: '1' });
    await line.down({ msg: 'result', id: '1', result: { id: 'u-alice' } });
    await line.up({ msg: 'sub', id: '2', name: 'stream-notify-user', params: ['u-alice/webrtc', false] });
    await line.down({ msg: 'ready', subs: ['2'] });
    await up('call', { media: { audio: true, video: false }, monitor: false }, { kind: 'control' });
    await line.down({ msg: 'result', id: String(id) });
    await line.down({ msg: 'updated', methods: [String(id)] });
    await down('join', { media: { audio: true, video: false }, monitor: false }, { kind: 'join' });
    await up('description', { type: 'offer', ts: 1764036000000, media: { audio: true }, description: { sdp: call.offer, type: 'offer' } }, { items: [offer(call.offer)] });
    for (const init of call.candidates.caller.slice(0, 2)) await up('candidate', { candidate: bare(init) }, { items: [candidate(init)] });
    await down('description', { type: 'answer', ts: 1764036000100, media: { audio: true }, description: { sdp: call.answer, type: 'answer' } }, { items: [answer(call.answer)] });
    for (const init of call.candidates.callee.slice(0, 2)) await down('candidate', { candidate: bare(init) }, { items: [candidate(init)] });
    await line.down({ msg: 'ping' }, { kind: 'keepalive', method: 'ping' });
    await line.up({ msg: 'pong' }, { kind: 'keepalive', method: 'pong' });
    await up('status', { media: { audio: true }, remoteConnections: [] }, { kind: 'control' });
    await line.up({ msg: 'unsub', id: '2' });
    await line.close('client', 1000, '');
    s.done();
}

exports.scenarios = {
    'crafted-galene': galene,
    'crafted-matrix': matrix,
    'crafted-neko': neko,
    'crafted-nextcloud': nextcloud,
    'crafted-rocketchat': rocketchat
};
