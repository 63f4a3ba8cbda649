// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Media servers, cameras and game engines whose servers and clients are not at hand. */

const { ICE_SERVERS, Session, answer, calls, candidate, end, offer, servers } = require('../lib/crafted');

const bare = ({ candidate: text, sdpMLineIndex, sdpMid }) => ({ candidate: text, sdpMLineIndex, sdpMid });

/* Unity Render Streaming: the connection's id moves from data to `from`. */
async function unity(truth) {
    const s = new Session(truth, 'unity', "UnityRenderStreaming's websockethandler.ts");
    const line = await s.open('browser', 8080, '/');
    const call = calls[0][0],
        connectionId = '6f1e8c1a-2b7d-4f0e-9a77-3c5c7b1f2d10';
    const up = (type, data, says) => line.up({ type, data: { connectionId, ...data } }, { method: type, app_session: connectionId, ...says });
    const down = (type, data, says) =>
        line.down(
            { from: connectionId, to: '', type, data: { ...data, datetime: 1764036000000 } },
            { method: type, app_session: connectionId, ...says }
        );
    await line.up({ type: 'connect', connectionId }, { kind: 'join', method: 'connect', app_session: connectionId, unproven: true });
    await line.down({ type: 'connect', connectionId, polite: true }, { kind: 'join', method: 'connect', app_session: connectionId });
    await up('offer', { sdp: call.offer }, { items: [offer(call.offer)] });
    for (const init of call.candidates.caller.slice(0, 2)) await up('candidate', bare(init), { items: [candidate(init)] });
    await down('answer', { sdp: call.answer }, { items: [answer(call.answer)] });
    for (const init of call.candidates.callee.slice(0, 2)) await down('candidate', bare(init), { items: [candidate(init)] });
    await line.down({ type: 'error', message: `${connectionId}: This connection id is already used.` }, { kind: 'error', method: 'error' });
    await line.up({ type: 'disconnect', connectionId }, { kind: 'leave', method: 'disconnect', app_session: connectionId });
    await line.down({ type: 'disconnect', connectionId }, { kind: 'leave', method: 'disconnect', app_session: connectionId });
    await line.close('client', 1000, '');
    s.done({ 'error.reported': 1 });
}

/* Wowza, both protocols: in the second the client always offers, and the reply has no type. */
async function wowza(truth) {
    const s = new Session(truth, 'wowza', "Wowza's webrtc-examples");
    const [publish, again] = calls[0],
        play = calls[1][0],
        userData = { param1: 'value1' };
    const info = sessionId => ({ applicationName: 'live', streamName: 'cam1', sessionId });
    const ids = sessionId => ({ room: 'cam1', app_session: sessionId });

    const first = await s.open('publisher', 8087, '/webrtc-session.json');
    await first.up(
        { direction: 'publish', command: 'sendOffer', streamInfo: info('[empty]'), sdp: { type: 'offer', sdp: publish.offerComplete }, userData },
        { items: [offer(publish.offerComplete)], method: 'sendOffer', ...ids('[empty]') }
    );
    const list = publish.candidates.callee.slice(0, 2);
    await first.down(
        { status: 200, statusDescription: 'OK', direction: 'publish', command: 'sendOffer', streamInfo: info('1764036001'), sdp: { type: 'answer', sdp: publish.answer }, iceCandidates: list.map(bare) },
        { items: [answer(publish.answer), ...list.map(init => candidate(init))], method: 'sendOffer', ...ids('1764036001') }
    );
    await first.close('client', 1000, '');

    const second = await s.open('player', 8088, '/webrtc-session.json');
    await second.up(
        { direction: 'play', command: 'getOffer', streamInfo: info('[empty]'), userData },
        { kind: 'join', method: 'getOffer', ...ids('[empty]') }
    );
    await second.down(
        { status: 504, statusDescription: 'Stream repeater not ready', direction: 'play', command: 'getOffer', streamInfo: info('[empty]') },
        { kind: 'error', method: 'getOffer', ...ids('[empty]') }
    );
    await second.up(
        { direction: 'play', command: 'getOffer', streamInfo: info('[empty]'), userData },
        { kind: 'join', method: 'getOffer', ...ids('[empty]') }
    );
    await second.down(
        { status: 200, statusDescription: 'OK', direction: 'play', command: 'getOffer', streamInfo: info('1764036002'), sdp: { type: 'offer', sdp: play.offerComplete } },
        { items: [offer(play.offerComplete)], method: 'getOffer', ...ids('1764036002') }
    );
    await second.up(
        { direction: 'play', command: 'sendResponse', streamInfo: info('1764036002'), sdp: { type: 'answer', sdp: play.answerComplete }, userData },
        { items: [answer(play.answerComplete)], method: 'sendResponse', ...ids('1764036002') }
    );
    const remote = play.candidates.caller.slice(0, 1);
    await second.down(
        { status: 200, statusDescription: 'OK', direction: 'play', command: 'sendResponse', streamInfo: info('1764036002'), iceCandidates: remote.map(bare) },
        { items: remote.map(init => candidate(init)), method: 'sendResponse', ...ids('1764036002') }
    );
    await second.close('server', 1000, '');

    const third = await s.open('publisher, second protocol', 8089, '/');
    const common = connectionId => ({ action: 'PUBLISH', applicationName: 'live', streamName: 'cam1', connectionId });
    await third.up(
        { messageType: 'OFFER', ...common('[empty]'), sdp: again.offer },
        { items: [offer(again.offer)], method: 'OFFER', ...ids('[empty]') }
    );
    await third.down(
        { statusCode: 200, statusDescription: 'OK', message: { connectionId: '77', sdp: again.answer } },
        { items: [answer(again.answer)], app_session: '77' }
    );
    for (const init of again.candidates.caller.slice(0, 2))
        await third.up({ messageType: 'CANDIDATE', ...common('77'), candidate: init.candidate }, { items: [candidate(init, null)], method: 'CANDIDATE', ...ids('77') });
    const init = again.candidates.callee[0];
    await third.down({ messageType: 'candidate', ...common('77'), candidate: init.candidate }, { items: [candidate(init, null)], method: 'candidate', ...ids('77') });
    await third.up({ messageType: 'CANDIDATE', ...common('77'), candidate: '' }, { items: [end(null)], method: 'CANDIDATE', ...ids('77') });
    await third.down({ statusCode: 514, statusDescription: 'Repeater stream not found' }, { kind: 'error' });
    await third.close('client', 1000, '');
    s.done({ 'error.reported': 2 });
}

/* webrtcsink: a consumer; the producer offers. */
async function webrtcsink(truth) {
    const s = new Session(truth, 'webrtcsink', "gst-plugins-rs' net/webrtc/protocol");
    const line = await s.open('consumer', 8443, '/');
    const call = calls[0][0],
        peerId = '11111111-aaaa-4000-8000-000000000001',
        producer = '22222222-bbbb-4000-8000-000000000002',
        sessionId = '33333333-cccc-4000-8000-000000000003';
    const session = { app_session: sessionId };
    const meta = { name: 'kitchen' };
    await line.down({ type: 'welcome', peerId }, { kind: 'control', method: 'welcome', unproven: true });
    await line.up({ type: 'setPeerStatus', roles: ['listener'], meta, peerId }, { kind: 'join', method: 'setPeerStatus' });
    await line.down({ type: 'peerStatusChanged', peerId, roles: ['listener'], meta }, { kind: 'control', method: 'peerStatusChanged', peer_from: peerId });
    await line.up({ type: 'list' }, { kind: 'control', method: 'list' });
    await line.down({ type: 'list', producers: [{ id: producer, meta }] }, { kind: 'control', method: 'list' });
    await line.up({ type: 'startSession', peerId: 'nobody' }, { kind: 'join', method: 'startSession', peer_to: 'nobody' });
    await line.down({ type: 'error', details: 'Producer nobody not found' }, { kind: 'error', method: 'error' });
    await line.up({ type: 'startSession', peerId: producer }, { kind: 'join', method: 'startSession', peer_to: producer });
    await line.down({ type: 'sessionStarted', peerId: producer, sessionId }, { kind: 'control', method: 'sessionStarted', peer_from: producer, ...session });
    await line.down({ type: 'peer', sessionId, sdp: { type: 'offer', sdp: call.offer } }, { items: [offer(call.offer)], method: 'peer', ...session });
    await line.up({ type: 'peer', sessionId, sdp: { type: 'answer', sdp: call.answer } }, { items: [answer(call.answer)], method: 'peer', ...session });
    for (const [go, list] of [
        ['down', call.candidates.caller],
        ['up', call.candidates.callee]
    ])
        for (const { candidate: text, sdpMLineIndex } of list.slice(0, 2))
            await line[go](
                { type: 'peer', sessionId, ice: { candidate: text, sdpMLineIndex } },
                { items: [candidate({ candidate: text }, null)], method: 'peer', ...session }
            );
    await line.up({ type: 'endSession', sessionId }, { kind: 'bye', method: 'endSession', ...session });
    await line.close('client', 1000, '');
    s.done({ 'error.reported': 1 });
}

/* go2rtc, both forms. What it says of video in the WebSocket itself (mse) is no signaling. */
async function go2rtc(truth) {
    const s = new Session(truth, 'go2rtc', "go2rtc's internal/webrtc and www/video-rtc.js");
    const [first, second] = calls[0];
    const line = await s.open('browser', 1984, '/api/ws?src=camera1');
    const method = type => ({ method: type, room: undefined });
    await line.up({ type: 'webrtc/offer', value: first.offer }, { items: [offer(first.offer)], ...method('webrtc/offer') });
    for (const init of first.candidates.caller.slice(0, 2))
        await line.up({ type: 'webrtc/candidate', value: init.candidate }, { items: [candidate(init, null)], ...method('webrtc/candidate') });
    await line.up({ type: 'webrtc/candidate', value: '' }, { items: [end(null)], ...method('webrtc/candidate') });
    await line.down({ type: 'webrtc/answer', value: first.answer }, { items: [answer(first.answer)], ...method('webrtc/answer') });
    for (const init of first.candidates.callee.slice(0, 2))
        await line.down({ type: 'webrtc/candidate', value: init.candidate }, { items: [candidate(init, null)], ...method('webrtc/candidate') });
    await line.close('client', 1000, '');

    const other = await s.open('browser, newer form', 1985, '/api/ws?src=camera2');
    await other.up({ type: 'mse', value: 'avc1.640029,mp4a.40.2' });
    await other.down({ type: 'mse', value: 'video/mp4; codecs="avc1.640029"' });
    await other.down(Buffer.from('0000001c667479706d70343200000000', 'hex'));
    await other.up(
        { type: 'webrtc', value: { type: 'offer', sdp: second.offer, ice_servers: ICE_SERVERS } },
        { items: [offer(second.offer), servers], ...method('webrtc') }
    );
    await other.down({ type: 'webrtc', value: { type: 'answer', sdp: second.answer } }, { items: [answer(second.answer)], ...method('webrtc') });
    await other.down({ type: 'error', value: 'webrtc: streams: codecs not matched' }, { kind: 'error', ...method('error') });
    await other.close('server', 1001, '');
    s.done({ 'error.reported': 1 });
}

/* ONVIF: the device offers. */
async function onvif(truth) {
    const s = new Session(truth, 'onvif', "ONVIF's WebRTC specification");
    const line = await s.open('client', 8080, '/signaling', 'webrtc.onvif.org');
    const call = calls[0][0],
        session = 'e7c3-01',
        here = { app_session: session };
    const ask = (go, id, method, params, says) => line[go]({ jsonrpc: '2.0', id, method, params }, { method, transaction: id, ...says });
    const reply = (go, id, result, says) => line[go]({ jsonrpc: '2.0', id, result }, { transaction: id, ...says });
    const fault = (go, id, code, message) => line[go]({ jsonrpc: '2.0', id, error: { code, message } }, { kind: 'error', transaction: id });
    const tell = (go, method, params, says) => line[go]({ jsonrpc: '2.0', method, params }, { method, ...says });
    await ask('up', '1', 'register', { authorization: 'not-a-real-one', name: 'control room' }, { kind: 'join' });
    await reply('down', '1', { id: 'peer-9' }, { kind: 'control' });
    await ask('up', '2', 'connect', { peer: 'nobody', authorization: 'not-a-real-one' }, { kind: 'join', peer_to: 'nobody' });
    await fault('down', '2', 404, 'Peer not found');
    await ask('up', '3', 'connect', { peer: 'camera-1', authorization: 'not-a-real-one', profile: 'main' }, { kind: 'join', peer_to: 'camera-1' });
    await reply('down', '3', { session, iceServers: ICE_SERVERS.slice(0, 1), expiryTimeSeconds: 3600 }, { items: [servers], ...here });
    const early = call.candidates.caller[0];
    await tell('down', 'trickle', { session, candidate: early }, { items: [candidate(early)], ...here });
    await ask('down', 'd1', 'invite', { session, offer: call.offer }, { items: [offer(call.offer)], ...here });
    await reply('up', 'd1', { answer: call.answer }, { items: [answer(call.answer)] });
    for (const init of call.candidates.callee.slice(0, 2)) await tell('up', 'trickle', { session, candidate: init }, { items: [candidate(init)], ...here });
    await tell('up', 'trickle', { session, candidate: { candidate: '', sdpMid: '0', sdpMLineIndex: 0 } }, { items: [end('0')], ...here });
    await tell('down', 'trickle', { session, candidate: { candidate: '', sdpMid: '0', sdpMLineIndex: 0 } }, { items: [end('0')], ...here });
    await ask('up', '4', 'extend', { session }, { kind: 'control', ...here });
    await reply('down', '4', { expiryTimeSeconds: 3600 }, { kind: 'control' });
    await tell('down', 'error', { code: 1002, message: 'Peer disconnected', session }, { kind: 'error', ...here });
    await ask('up', '5', 'unregister', {}, { kind: 'leave' });
    await reply('down', '5', {}, { kind: 'control' });
    await line.close('client', 1000, '');
    s.done({ 'error.reported': 2, 'candidate.early': 1 });
}

exports.scenarios = {
    'crafted-go2rtc': go2rtc,
    'crafted-onvif': onvif,
    'crafted-unity': unity,
    'crafted-webrtcsink': webrtcsink,
    'crafted-wowza': wowza
};
