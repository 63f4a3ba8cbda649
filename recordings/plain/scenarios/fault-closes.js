// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Close frames of each class (RFC 6455 sections 5.5.1 and 7.4). */

const http = require('http');
const { DATE } = require('../lib/truth');
const { Lab, version } = require('../lib/lab');
const { OP, closeBody, sleep } = require('../lib/wire');

const NODE = `Node ${process.versions.node}`;
const CRAFTED = `hand-made frames of lib/wire.js (${NODE}) over real TCP on loopback, ${DATE}; crafted`;
const REAL = `${version('ws')} to ${version('ws')} (${NODE}), ${DATE}; recorded`;
const MIXED =
    `${version('ws')} (${NODE}) against hand-made frames of lib/wire.js over real TCP on ` +
    `loopback, ${DATE}; one end recorded, the other crafted`;
const RAW = { client: 'raw', server: 'raw' };
const RAW_CLIENT = { client: 'raw', server: 'ws' };
const RAW_SERVER = { client: 'ws', server: 'raw' };

/* Connections of the ws library, each closed by `by` with `args`. */
function realCloses(list, findings) {
    return async truth => {
        truth.origin = REAL;
        const lab = new Lab(truth);
        for (const [by, ...args] of list) {
            const label = `${by} closes: ${args.join(' ') || 'no code'}`;
            const pair = await lab.open(label);
            await lab.call(pair, { kinds: ['audio'] });
            pair[by].ws.close(...args);
            await lab.settle(pair, by);
        }
        lab.stop();
        truth.expect(findings);
    };
}

const PER_FRAME =
    'Findings about a code are counted per Close frame: the reply that echoes it has its own.';

async function abnormal(truth) {
    truth.origin = REAL;
    truth.note(
        PER_FRAME,
        'Connections 3 and 4: ws closes by itself, for a message over its limit and',
        'for a text that is not UTF-8 (the client hands it broken bytes).'
    );
    const lab = new Lab(truth);
    await lab.startWs({ maxPayload: 4096 });
    for (const [code, reason] of [
        [1011, 'peer connection failed'],
        [1008, 'token expired'],
        [1013, 'room is full, try again later']
    ]) {
        const pair = await lab.open(`server closes: ${code}`);
        await lab.call(pair, { kinds: ['audio'] });
        pair.server.ws.close(code, reason);
        await lab.settle(pair, 'server');
    }
    let pair = await lab.open('message too big');
    await lab.call(pair, { kinds: ['audio'] });
    await pair.client.sendText(JSON.stringify({ note: 'long '.repeat(1000) }));
    await lab.settle(pair, 'server');
    pair = await lab.open('text that is not UTF-8');
    await lab.call(pair, { kinds: ['audio'] });
    pair.client.ws.send(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), { binary: false });
    await lab.settle(pair, 'server');
    lab.stop();
    truth.expect({ 'close.abnormal': 10, 'frame.text_not_utf8': 1 });
}

/* protoo-server closes every transport with 4000 when a room closes. */
function protooServer() {
    const protoo = require('protoo-server');
    const httpServer = http.createServer();
    const server = new protoo.WebSocketServer(httpServer, {});
    server.on('connectionrequest', async (info, accept) => {
        const transport = accept();
        const room = new protoo.Room();
        const peer = await room.createPeer('alice', transport);
        peer.on('request', (request, acceptRequest) => {
            acceptRequest({ method: request.method, closesSoon: true });
            setTimeout(() => room.close(), 30);
        });
    });
    return new Promise(done => httpServer.listen(4443, '127.0.0.1', () => done(httpServer)));
}

async function application(truth) {
    const lab = new Lab(truth);
    truth.origin =
        `connection 0 ${version('protoo-client')} to ${version('protoo-server')} (both over ` +
        `npm ${version('websocket')}), the others ${REAL}`;
    truth.note(
        PER_FRAME,
        'npm websocket, which protoo stands on, answers every legal code with 1000: a',
        'mismatch of real software.'
    );
    const path = '/?roomId=r1&peerId=alice';
    const { index } = truth.connection('protoo, the room closes', path);
    const httpServer = await protooServer();
    const protoo = require('protoo-client');
    const peer = new protoo.Peer(new protoo.WebSocketTransport(`ws://127.0.0.1:4443${path}`));
    await new Promise(done => peer.once('open', done));
    const ws = peer._transport._ws,
        connection = ws._connection;
    ws.addEventListener('close', event =>
        truth.closeReported(index, false, event.code, event.reason, 'server')
    );
    const send = connection.sendCloseFrame;
    connection.sendCloseFrame = function (code, reason, callback) {
        truth.closeReported(index, true, code, reason, 'server');
        return send.call(this, code, reason, callback);
    };
    await peer.request('hello', { displayName: 'Alice' });
    await new Promise(done => peer.once('close', done));
    await sleep(100);
    httpServer.close();
    for (const [by, code, reason] of [
        ['server', 3000, 'unauthorized'],
        ['client', 4999, 'user hung up']
    ]) {
        const pair = await lab.open(`${by} closes: ${code}`);
        await lab.call(pair, { kinds: ['audio'] });
        pair[by].ws.close(code, reason);
        await lab.settle(pair, by);
    }
    lab.stop();
    truth.expect({ 'close.abnormal': 5, 'close.code_mismatch': 1 });
}

/* One end by hand sends a Close that nobody should; the other is the ws library or by hand. */
async function badClose(lab, kinds, by, body, label, replyBody) {
    const pair = await lab.open(label, kinds);
    await lab.call(pair, { kinds: ['audio'] });
    const other = by === 'client' ? pair.server : pair.client;
    await pair[by].sendCloseBody(body);
    if (other.closeFrame) {
        await other.closeFrame();
        await other.sendCloseBody(replyBody);
    } else {
        await pair[by].closeFrame();
    }
    if (pair.server.end) return lab.hangUp(pair);
    pair.client.end();
    return Promise.all([pair.client.gone, pair.server.gone]);
}

async function reserved(truth) {
    truth.origin = MIXED;
    truth.note(
        '0 to 2: ws answers such a code with 1002. 3: by hand, the reply echoes it.',
        PER_FRAME
    );
    const lab = new Lab(truth);
    await badClose(lab, RAW_CLIENT, 'client', closeBody(1005), 'client sends 1005');
    await badClose(
        lab,
        RAW_CLIENT,
        'client',
        closeBody(1006, 'connection lost'),
        'client sends 1006'
    );
    await badClose(lab, RAW_SERVER, 'server', closeBody(1015), 'server sends 1015');
    await badClose(lab, RAW, 'server', closeBody(1004), 'server sends 1004', closeBody(1004));
    lab.stop();
    truth.expect({ 'close.reserved_code': 5, 'close.abnormal': 8, 'close.code_mismatch': 3 });
}

async function invalid(truth) {
    truth.origin = MIXED;
    truth.note(
        '0 to 3: ws answers such a code with 1002. 4 and 5: by hand, the reply echoes it.',
        PER_FRAME
    );
    const lab = new Lab(truth);
    await badClose(lab, RAW_CLIENT, 'client', closeBody(999), 'client sends 999');
    await badClose(lab, RAW_CLIENT, 'client', closeBody(1016, 'late'), 'client sends 1016');
    await badClose(lab, RAW_SERVER, 'server', closeBody(2999), 'server sends 2999');
    await badClose(lab, RAW_SERVER, 'server', closeBody(5000), 'server sends 5000');
    await badClose(lab, RAW, 'server', closeBody(0), 'server sends 0', closeBody(0));
    await badClose(lab, RAW, 'client', closeBody(65535), 'client sends 65535', closeBody(65535));
    lab.stop();
    truth.expect({ 'close.invalid_code': 8, 'close.abnormal': 12, 'close.code_mismatch': 4 });
}

async function short(truth) {
    truth.origin = MIXED;
    truth.note(
        'A body of one byte has no code. 0: the reply is empty. 1: ws answers with 1002, which is',
        'no mismatch, as the first Close named no code.'
    );
    const lab = new Lab(truth);
    await badClose(lab, RAW, 'client', Buffer.from([3]), 'client sends one byte', closeBody());
    await badClose(lab, RAW_CLIENT, 'client', Buffer.from([3]), 'client sends one byte to ws');
    lab.stop();
    truth.expect({ 'close.short_body': 2, 'close.abnormal': 1 });
}

async function badUtf8(truth) {
    truth.origin = MIXED;
    truth.note(
        '`reason` has U+FFFD for what is not UTF-8, `reason_hex` the bytes. 0: ws answers with',
        '1007. 1: a reason cut at 123 bytes within a character; the reply has no reason.'
    );
    const lab = new Lab(truth);
    const bad = Buffer.concat([closeBody(1000, 'bye '), Buffer.from([0xff]), Buffer.from(' now')]);
    await badClose(lab, RAW_CLIENT, 'client', bad, 'client sends 0xff');
    const long = closeBody(1001, 'Serveur arrêté. ' + 'é'.repeat(60)).subarray(0, 125);
    await badClose(lab, RAW, 'server', long, 'server cuts a character', closeBody(1001));
    lab.stop();
    truth.expect({ 'close.reason_not_utf8': 2, 'close.abnormal': 1, 'close.code_mismatch': 1 });
}

async function mismatch(truth) {
    truth.origin = MIXED;
    truth.note('0 and 1: another code. 2: the same code with another reason, which is legal.');
    const lab = new Lab(truth);
    await badClose(
        lab,
        RAW,
        'client',
        closeBody(1000, 'done'),
        '1000, reply 1001',
        closeBody(1001)
    );
    await badClose(
        lab,
        RAW,
        'server',
        closeBody(1001, 'restart'),
        '1001, reply 4001',
        closeBody(4001, 'gone')
    );
    await badClose(
        lab,
        RAW,
        'client',
        closeBody(1000, 'done'),
        '1000, reply 1000',
        closeBody(1000, 'good bye')
    );
    truth.origin = CRAFTED;
    lab.stop();
    truth.expect({ 'close.code_mismatch': 2, 'close.abnormal': 1 });
}

async function dataAfter(truth) {
    truth.origin = CRAFTED;
    truth.note(
        '0: the client sends a text and a candidate after its Close (2 findings). 1: the server',
        'sends a text in two fragments after its Close (2 findings, one a frame). 2: legal: the side',
        'that has only got a Close goes on with data before its own, and a ping follows a Close.'
    );
    const lab = new Lab(truth);
    let pair = await lab.open('client goes on', RAW);
    await lab.call(pair, { kinds: ['audio'], from: pair.server });
    await pair.client.sendClose(1000, 'done');
    await pair.client.sendText('{"note":"too late"}');
    await lab.say(pair.client, pair.callee.candidate(1));
    await pair.server.closeFrame();
    await pair.server.sendClose(1000, 'done');
    await lab.hangUp(pair);

    pair = await lab.open('server goes on', RAW);
    await lab.call(pair, { kinds: ['audio'] });
    await pair.server.sendClose(1001, 'restart');
    await pair.server.send({ fin: false, payload: '{"note":' });
    await pair.server.send({ opcode: OP.CONT, payload: '"too late"}' });
    await pair.client.closeFrame();
    await pair.client.sendClose(1001);
    await lab.hangUp(pair);

    pair = await lab.open('legal', RAW);
    await lab.call(pair, { kinds: ['audio'] });
    await pair.client.sendClose(1000, 'done');
    await pair.client.send({ opcode: OP.PING, payload: 'ping' });
    await pair.server.sendText('{"note":"what was in the queue"}');
    await pair.server.sendClose(1000, 'done');
    await lab.hangUp(pair);
    lab.stop();
    truth.expect({ 'close.data_after_close': 4 });
}

exports.scenarios = {
    'fault-close-normal': realCloses(
        [
            ['client', 1000, 'done'],
            ['server', 1000, 'the call is over'],
            ['client', 1000]
        ],
        {}
    ),
    'fault-close-empty': realCloses([['client'], ['server']], {}),
    'fault-close-going-away': realCloses(
        [
            ['server', 1001, 'server restarts'],
            ['client', 1001]
        ],
        {}
    ),
    'fault-close-abnormal': abnormal,
    'fault-close-application': application,
    'fault-close-reserved': reserved,
    'fault-close-invalid': invalid,
    'fault-close-short': short,
    'fault-close-bad-utf8': badUtf8,
    'fault-close-mismatch': mismatch,
    'fault-close-data-after': dataAfter
};
