// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Upgrades that go wrong (RFC 6455 section 4). */

const WebSocket = require('ws');
const { DATE } = require('../lib/truth');
const { Lab, WS_PORT, version } = require('../lib/lab');

const NODE = `Node ${process.versions.node}`;

async function badAccept(truth) {
    truth.origin = `hand-made frames of lib/wire.js (${NODE}) over real TCP on loopback, ${DATE}; crafted`;
    truth.note(
        'Connection 1 gets a Sec-WebSocket-Accept that does not belong to its key; its client does',
        'not look, so the call goes on.'
    );
    const lab = new Lab(truth);
    const raw = { client: 'raw', server: 'raw' };
    for (const [label, plan] of [
        ['right accept', undefined],
        ['wrong accept', { accept: () => Buffer.from('no such key, I fear').toString('base64') }]
    ]) {
        const pair = await lab.open(label, { ...raw, plan });
        await lab.call(pair, { kinds: ['audio'] });
        await lab.goodbye(pair);
    }
    lab.stop();
    truth.expect({ 'upgrade.bad_accept': 1 });
}

async function refused(truth) {
    truth.origin = `${version('ws')} to ${version('ws')} (${NODE}), ${DATE}; recorded`;
    truth.note(
        'Connection 0 is an ordinary call. 1 and 2 are upgrade requests that the server answers',
        'with 401 and 503; they count as connections here, and have no WebSocket frames.'
    );
    const lab = new Lab(truth);
    const refusals = {
        '/ws?token=old': [401, 'Unauthorized'],
        '/ws?room=full': [503, 'Service Unavailable']
    };
    await lab.startWs({
        verifyClient: ({ req }, done) =>
            refusals[req.url] ? done(false, ...refusals[req.url]) : done(true)
    });
    const pair = await lab.open('an ordinary call');
    await lab.call(pair, { kinds: ['audio'] });
    pair.client.ws.close(1000);
    await lab.settle(pair, 'client');
    for (const path of Object.keys(refusals)) {
        truth.connection(`refused with ${refusals[path][0]}`, path);
        const ws = new WebSocket(`ws://127.0.0.1:${WS_PORT}${path}`);
        await new Promise(done => ws.once('error', done));
    }
    lab.stop();
    truth.expect({ 'upgrade.refused': 2 });
}

exports.scenarios = { 'fault-upgrade-bad-accept': badAccept, 'fault-upgrade-refused': refused };
