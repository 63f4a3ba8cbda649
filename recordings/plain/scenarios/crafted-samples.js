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

exports.scenarios = { 'crafted-apprtc': apprtc, 'crafted-jsonrpc': jsonrpc, 'crafted-pion': pion };
