// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Well-known sample applications, and JSON-RPC 2.0 by itself. */

const { Session, answer, calls, candidate, offer } = require('../lib/crafted');

/* AppRTC's Collider: the messages are JSON in a string; the caller posted its own by HTTP. */
async function apprtc(truth) {
    const s = new Session(truth, 'apprtc', "AppRTC's Collider");
    const line = await s.open('callee', 8089, '/ws');
    const call = calls[0][0];
    const up = (msg, says) => line.up({ cmd: 'send', msg: JSON.stringify(msg) }, { method: 'send', ...says });
    const down = (msg, says) => line.down({ msg: JSON.stringify(msg), error: '' }, says);
    const inner = ({ candidate: text, sdpMLineIndex, sdpMid }) => ({ type: 'candidate', label: sdpMLineIndex, id: sdpMid, candidate: text });
    const register = { cmd: 'register', roomid: '123456789', clientid: '55667788' };
    const registered = { kind: 'join', method: 'register', room: '123456789', peer_from: '55667788' };
    await line.up(register, registered);
    await down({ type: 'offer', sdp: call.offer }, { items: [offer(call.offer)] });
    await up({ type: 'answer', sdp: call.answer }, { items: [answer(call.answer)] });
    for (const init of call.candidates.caller.slice(0, 2)) await down(inner(init), { items: [candidate(init)] });
    for (const init of call.candidates.callee.slice(0, 2)) await up(inner(init), { items: [candidate(init)] });
    await line.up(register, registered);
    await line.down({ msg: '', error: 'Duplicated register request' }, { kind: 'error' });
    await down({ type: 'bye' }, { kind: 'bye' });
    await up({ type: 'bye' }, { kind: 'bye' });
    await line.close('client', 1000, '');
    s.done({ 'error.reported': 1 });
}

/* Pion's sfu-ws: the server offers, and again when another track comes. It has no more than that. */
async function pion(truth) {
    const s = new Session(truth, 'pion', "Pion's example sfu-ws");
    const line = await s.open('browser', 8080, '/websocket');
    const say = (go, event, data, says) => line[go]({ event, data: JSON.stringify(data) }, { method: event, ...says });
    for (const { offer: first, answer: second, candidates } of calls[0]) {
        await say('down', 'offer', { type: 'offer', sdp: first }, { items: [offer(first)] });
        for (const init of candidates.caller.slice(0, 2)) await say('down', 'candidate', init, { items: [candidate(init)] });
        await say('up', 'answer', { type: 'answer', sdp: second }, { items: [answer(second)] });
        for (const init of candidates.callee.slice(0, 2)) await say('up', 'candidate', init, { items: [candidate(init)] });
    }
    await line.close('client', 1001, '');
    s.done();
}

/* GStreamer's example server: lines of words, then JSON between the peers; a room on a second connection. */
async function gstreamer(truth) {
    const s = new Session(truth, 'gstreamer', "gstwebrtc-demos' signalling server");
    const [first, second] = calls[0];
    const ice = init => ({ ice: { candidate: init.candidate, sdpMLineIndex: init.sdpMLineIndex } });
    const say = (line, go, text, says) => line[go](text, { method: text.split(' ')[0], ...says });

    const line = await s.open('one who calls', 8443, '/');
    await say(line, 'up', 'HELLO 1234', { kind: 'join', peer_from: '1234', unproven: true });
    await say(line, 'down', 'HELLO', { kind: 'join', unproven: true });
    await say(line, 'up', 'SESSION 9999', { kind: 'control', peer_to: '9999', unproven: true });
    await say(line, 'down', "ERROR peer '9999' not found", { kind: 'error', unproven: true });
    await say(line, 'up', 'SESSION 5678', { kind: 'control', peer_to: '5678' });
    await say(line, 'down', 'SESSION_OK', { kind: 'control' });
    await say(line, 'up', 'OFFER_REQUEST', { kind: 'control' });
    await line.down({ sdp: { type: 'offer', sdp: first.offer } }, { items: [offer(first.offer)] });
    await line.up({ sdp: { type: 'answer', sdp: first.answer } }, { items: [answer(first.answer)] });
    for (const init of first.candidates.caller.slice(0, 2)) await line.down(ice(init), { items: [candidate(init, null)] });
    for (const init of first.candidates.callee.slice(0, 2)) await line.up(ice(init), { items: [candidate(init, null)] });
    await line.close('client', 1000, '');

    const room = await s.open('one in a room', 8444, '/');
    const to = (message, says) => room.up(`ROOM_PEER_MSG 5678 ${JSON.stringify(message)}`, { method: 'ROOM_PEER_MSG', peer_to: '5678', ...says });
    const from = (message, says) => room.down(`ROOM_PEER_MSG 5678 ${JSON.stringify(message)}`, { method: 'ROOM_PEER_MSG', peer_from: '5678', ...says });
    await say(room, 'up', 'HELLO 1234', { kind: 'join', peer_from: '1234', unproven: true });
    await say(room, 'down', 'HELLO', { kind: 'join', unproven: true });
    await say(room, 'up', 'ROOM kitchen', { kind: 'join', room: 'kitchen' });
    await say(room, 'down', 'ROOM_OK', { kind: 'control' });
    await say(room, 'down', 'ROOM_PEER_JOINED 5678', { kind: 'join', peer_from: '5678' });
    await from({ sdp: { type: 'offer', sdp: second.offer } }, { items: [offer(second.offer)] });
    await to({ sdp: { type: 'answer', sdp: second.answer } }, { items: [answer(second.answer)] });
    await from(ice(second.candidates.caller[0]), { items: [candidate(second.candidates.caller[0], null)] });
    await to(ice(second.candidates.callee[0]), { items: [candidate(second.candidates.callee[0], null)] });
    await say(room, 'up', 'ROOM_PEER_LIST', { kind: 'control' });
    await say(room, 'down', 'ROOM_PEER_LEFT 5678', { kind: 'leave', peer_from: '5678' });
    await room.close('server', 1001, '');
    s.done({ 'error.reported': 1 });
}

/* JSON-RPC 2.0 with methods of an application's own: what it is about shows with the first item. */
async function jsonrpc(truth) {
    const s = new Session(truth, 'jsonrpc', 'the JSON-RPC 2.0 specification, with methods of an application of our own');
    const line = await s.open('alice', 8080, '/rpc');
    const call = calls[0][0];
    const ask = (id, method, params, says) => line.up({ jsonrpc: '2.0', id, method, params }, { method, transaction: id, ...says });
    const reply = (id, result, says) => line.down({ jsonrpc: '2.0', id, result }, { transaction: id, ...says });
    await ask(1, 'join', { room: 'kitchen' }, { kind: 'join', room: undefined, unproven: true });
    await reply(1, { peers: ['bob'] }, { kind: 'control', unproven: true });
    await ask(2, 'publish', { offer: { type: 'offer', sdp: call.offer } }, { items: [offer(call.offer)] });
    await reply(2, { answer: { type: 'answer', sdp: call.answer } }, { items: [answer(call.answer)] });
    const [first, second] = call.candidates.caller;
    await line.up({ jsonrpc: '2.0', method: 'candidate', params: first }, { items: [candidate(first)], method: 'candidate' });
    await line.up({ jsonrpc: '2.0', method: 'candidate', params: second }, { items: [candidate(second)], method: 'candidate' });
    const theirs = call.candidates.callee[0];
    await line.down({ jsonrpc: '2.0', method: 'candidate', params: theirs }, { items: [candidate(theirs)], method: 'candidate' });
    await ask(3, 'dance', {}, { kind: 'control' });
    await line.down({ jsonrpc: '2.0', id: 3, error: { code: -32601, message: 'Method not found' } }, { kind: 'error', transaction: 3 });
    await ask(4, 'ping', {}, { kind: 'keepalive' });
    await reply(4, 'pong', { kind: 'control' });
    await line.up({ jsonrpc: '2.0', method: 'bye', params: { reason: 'done' } }, { kind: 'bye', method: 'bye' });
    await line.close('client', 1000, '');
    s.done({ 'error.reported': 1 });
}

/* Janus by its subprotocol, and by its messages: what is no JSON among them, and what the server says to it. */
async function nonsense(truth) {
    const s = new Session(truth, 'janus', "Janus's documentation of its WebSocket API, with what it does not allow");
    const wrong = { kind: 'control' };
    const refused = { kind: 'error', method: 'error' };
    const refusal = { janus: 'error', error: { code: 454, reason: 'Could not parse the message' } };

    const agreed = await s.open('by its subprotocol', 8188, '/', 'janus-protocol');
    await agreed.up('garbage', wrong);
    await agreed.down(refusal, refused);
    await agreed.up('<html><body>502 Bad Gateway</body></html>', wrong);
    await agreed.down(refusal, refused);
    await agreed.up('{"janus":"create","transaction":"t1"', { kind: 'join', method: 'create', transaction: 't1' });
    await agreed.up(Buffer.from([0, 1, 2, 255]), wrong);
    await agreed.up({ janus: 'create', transaction: 't2' }, { kind: 'join', method: 'create', transaction: 't2' });
    await agreed.down({ janus: 'success', transaction: 't2', data: { id: 7 } }, { kind: 'control', method: 'success', transaction: 't2' });
    await agreed.close('client', 1000, '');

    const spoken = await s.open('by its messages', 8189, '/');
    spoken.client.ws.send('garbage'); // nobody can know yet
    await spoken.server.message();
    await spoken.up({ janus: 'create', transaction: 't3' }, { kind: 'join', method: 'create', transaction: 't3' });
    await spoken.down({ janus: 'success', transaction: 't3', data: { id: 8 } }, { kind: 'control', method: 'success', transaction: 't3' });
    await spoken.up('garbage', wrong);
    await spoken.down(refusal, refused);
    await spoken.close('server', 4000, 'enough of this');
    s.done({ malformed: 5, 'error.reported': 3, 'close.abnormal': 2 });
}

exports.scenarios = { 'crafted-nonsense': nonsense, 'crafted-apprtc': apprtc, 'crafted-gstreamer': gstreamer, 'crafted-jsonrpc': jsonrpc, 'crafted-pion': pion };
