// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* WebSockets over HTTP/2 (RFC 8441): three on one TCP connection, their frames interleaved,
 * also within a segment. */

const http2 = require('http2');
const { DATE } = require('../lib/truth');
const { OP, closeBody, frame, sleep } = require('../lib/wire');
const { END, Party } = require('../lib/sdp');

const PORT = 8443;

/* Two ends of one HTTP/2 stream. */
class Pair {
    constructor(truth, session, server, label, path) {
        Object.assign(this, { truth, path, link: truth.connection(label, path) });
        this.caller = new Party('192.0.2.10');
        this.callee = new Party('198.51.100.20');
        this.accepted = new Promise(done => server.waiting.push(done));
        this.client = session.request({
            ':method': 'CONNECT',
            ':protocol': 'websocket',
            ':scheme': 'http',
            ':authority': 'localhost',
            ':path': path,
            'sec-websocket-version': '13',
            origin: 'http://page.example'
        });
    }

    async open() {
        this.client.on('error', () => {});
        await new Promise(done => this.client.once('response', done));
        this.server = await this.accepted;
    }

    say(fromClient, object) {
        const payload = this.truth.signal(this.link.index, fromClient, object);
        this.side(fromClient).write(frame({ mask: fromClient, payload }));
    }

    side(fromClient) {
        return fromClient ? this.client : this.server;
    }

    async close(fromClient, code, reason) {
        const payload = closeBody(code, reason);
        this.link.close(fromClient, payload);
        this.side(fromClient).write(frame({ opcode: OP.CLOSE, mask: fromClient, payload }));
        await sleep(5);
    }

    script() {
        return [
            [true, this.caller.describe('offer', ['audio'])],
            [false, this.callee.describe('answer', ['audio'])],
            [true, this.caller.candidate(0)],
            [false, this.callee.candidate(0)],
            [true, END]
        ];
    }
}

async function several(truth) {
    truth.origin = `Node ${process.versions.node}'s http2 at both ends, frames of lib/wire.js, ${DATE}; recorded`;
    truth.note(
        'Connections 0 to 2 share one TCP connection: 0 ends normally, 1 with 1011, 2 carries no',
        'signaling and gets a masked frame from its server. Wireshark reads them from 4.6 on.'
    );
    truth.since = '4.6';
    const server = http2.createServer({ settings: { enableConnectProtocol: true } });
    server.waiting = [];
    server.on('stream', stream => {
        stream.on('error', () => {});
        stream.respond({ ':status': 200 });
        server.waiting.shift()(stream);
    });
    await new Promise(done => server.listen(PORT, '127.0.0.1', done));
    const session = http2.connect(`http://127.0.0.1:${PORT}`);
    await new Promise(done => session.once('remoteSettings', done));
    const pairs = [];
    for (const name of ['one', 'two', 'three'])
        pairs.push(new Pair(truth, session, server, name, `/${name}?token=secret`));
    for (const pair of pairs) await pair.open();
    const [one, two, three] = pairs;
    const first = one.script(),
        second = two.script();
    for (let i = 0; i < first.length; i++) {
        one.say(...first[i]);
        if (i % 2) await sleep(5); // else both go out in one segment
        two.say(...second[i]);
        three.client.write(frame({ mask: true, payload: `number ${i}` }));
        await sleep(5);
    }
    three.server.write(frame({ mask: true, payload: 'masked' }));
    await sleep(5);
    await two.close(false, 1011, 'server fault');
    await one.close(true, 1000, '');
    await two.close(true, 1011, '');
    await one.close(false, 1000, '');
    await three.close(true, 1000, '');
    await three.close(false, 1000, '');
    for (const pair of pairs) {
        pair.client.end();
        pair.server.end();
    }
    await sleep(50);
    session.close();
    server.close();
    truth.expect({ 'close.abnormal': 2, 'frame.masked_server': 1 });
}

exports.scenarios = { 'http2-websockets': several };
