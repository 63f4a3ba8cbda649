// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* A signaling server to be killed: it answers every offer, and tells its parent what it says. */

const { WebSocketServer } = require('ws');
const { Party } = require('./sdp');

const server = new WebSocketServer({ port: Number(process.argv[2]), host: '127.0.0.1' });
let count = 0;

server.on('connection', ws => {
    const party = new Party('198.51.100.20');
    const index = count++;
    ws.on('message', data => {
        const got = JSON.parse(data);
        if (got.type !== 'offer') return;
        for (const object of [party.describe('answer', ['audio']), party.candidate(0)])
            process.send({ index, object }, () => ws.send(JSON.stringify(object)));
    });
});
server.on('listening', () => process.send('ready'));
