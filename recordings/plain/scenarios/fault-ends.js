// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Connections that end without the closing handshake, and captures that miss an end. */

const { fork } = require('child_process');
const path = require('path');
const WebSocket = require('ws');
const { DATE } = require('../lib/truth');
const { Lab, WS_PORT, WsSide, version } = require('../lib/lab');
const { Party } = require('../lib/sdp');
const { sleep } = require('../lib/wire');

const NODE = `Node ${process.versions.node}`;
const REAL = `${version('ws')} to ${version('ws')} (${NODE}), ${DATE}; recorded`;
const MIXED =
    `${version('ws')} (${NODE}) and hand-made frames of lib/wire.js over real TCP on ` +
    `loopback, ${DATE}; `;
const RAW = { client: 'raw', server: 'raw' };

/* Two connections to a server process that is killed: one at rest (its kernel sends FIN), one
 * with bytes that the process never read (RST). */
async function noHandshake(truth) {
    truth.origin = REAL;
    truth.note(
        'The server process is stopped, gets a message on connection 1 that it never reads, and',
        'is killed with SIGKILL: connection 0 ends with FIN, connection 1 with RST.'
    );
    const child = fork(path.join(__dirname, '../lib/child-server.js'), [String(WS_PORT)]);
    await new Promise(done => child.once('message', done));
    child.on('message', ({ index, object }) => truth.signal(index, false, object));
    const sides = [];
    for (const label of ['at rest', 'with unread bytes']) {
        const link = truth.connection(label, '/ws');
        const ws = new WebSocket(`ws://127.0.0.1:${WS_PORT}/ws`, { perMessageDeflate: false });
        const side = new WsSide(ws, true, link);
        sides.push(side);
        await new Promise(done => ws.once('open', done));
        const party = (side.party = new Party('192.0.2.10'));
        await side.sendText(truth.signal(link.index, true, party.describe('offer', ['audio'])));
        await side.message();
        await side.message();
        await side.sendText(truth.signal(link.index, true, party.candidate(0)));
    }
    await sleep(50);
    child.kill('SIGSTOP');
    await sleep(50);
    await sides[1].sendText(truth.signal(1, true, sides[1].party.candidate(1)));
    await sleep(50);
    child.kill('SIGKILL');
    await Promise.all(sides.map(side => side.gone));
    truth.expect({ 'close.no_handshake': 2 });
}

async function clientRst(truth) {
    truth.origin = MIXED + 'connection 0 recorded, the others crafted';
    truth.note(
        '0: the process resets in mid call. 1: Close, and RST before the reply. 2: RST after both',
        'Closes, which is no fault here.'
    );
    const lab = new Lab(truth);
    let pair = await lab.open('reset without Close');
    await lab.call(pair, { kinds: ['audio'] });
    pair.client.ws._socket.resetAndDestroy();
    await Promise.all([pair.client.gone, pair.server.gone]);

    pair = await lab.open('reset after the own Close', RAW);
    await lab.call(pair, { kinds: ['audio'] });
    await pair.client.sendClose(1000, 'done');
    pair.client.reset();
    await pair.server.gone;

    pair = await lab.open('reset after both Closes', RAW);
    await lab.call(pair, { kinds: ['audio'] });
    await pair.client.sendClose(1000, 'done');
    await pair.server.closeFrame();
    await pair.server.sendClose(1000, 'done');
    await pair.client.closeFrame();
    pair.client.reset();
    await pair.server.gone;
    lab.stop();
    truth.expect({ 'close.no_handshake': 2 });
}

async function half(truth) {
    truth.origin =
        MIXED + 'connection 0: a recorded client and a crafted server; connection 1 crafted';
    truth.note('One side sends Close, the other ends TCP without one.');
    const lab = new Lab(truth);
    let pair = await lab.open('server does not reply', { client: 'ws', server: 'raw' });
    await lab.call(pair, { kinds: ['audio'] });
    pair.client.ws.close(1000, 'done');
    await pair.server.closeFrame();
    pair.server.end();
    await Promise.all([pair.client.gone, pair.server.gone]);

    pair = await lab.open('client does not reply', RAW);
    await lab.call(pair, { kinds: ['audio'] });
    await pair.server.sendClose(1001, 'restart');
    await pair.client.closeFrame();
    pair.client.end();
    await pair.server.ended;
    pair.server.end();
    await Promise.all([pair.client.gone, pair.server.gone]);
    lab.stop();
    truth.expect({ 'close.no_handshake': 2 });
}

async function ordinary(truth) {
    truth.origin = REAL.replace('recorded', 'recorded, then cut with editcap');
    const lab = new Lab(truth);
    const pair = await lab.open('an ordinary call');
    await lab.call(pair);
    await sleep(20);
    pair.client.ws.close(1000, 'done');
    await lab.settle(pair, 'client');
    lab.stop();
    truth.expect({});
}

async function midstream(truth) {
    await ordinary(truth);
    truth.decode = ['-d', `tcp.port==${WS_PORT},websocket`];
    truth.connections[0].path = null;
    truth.sides = 'unknown';
    truth.note(
        'The capture begins after the upgrade: no SYN, no request, no 101. Only the mask tells',
        'who the client is (masked: client), so neither unmasked_client nor masked_server can be said',
        'of such a connection.'
    );
}

async function cutEnd(truth) {
    await ordinary(truth);
    truth.closes = [];
    truth.note(
        'The capture ends before the first Close: the end of the capture is not the end of the',
        'connection, so nothing is to be said.'
    );
}

exports.scenarios = {
    'fault-no-handshake': noHandshake,
    'fault-client-rst': clientRst,
    'fault-half': half,
    'fault-midstream': midstream,
    'fault-cut-end': cutEnd
};
