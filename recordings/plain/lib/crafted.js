// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Sessions of systems that cannot be recorded: the connection is real (the ws library at both ends),
 * the messages are written after the system's documentation, and with each the scenario states what
 * it is. Descriptions and candidates are Chromium's own (calls/make.mjs). */

const crypto = require('crypto');
const WebSocket = require('ws');
const { DATE } = require('./truth');
const { WsSide } = require('./lab');
const { sleep } = require('./wire');
const { browser, calls } = require('../calls/calls.json');

/* What a message is, beside its kind; TRUTH.md. Each is compared, also that it is not there. */
const ENVELOPE = ['method', 'transaction', 'room', 'peer_from', 'peer_to', 'app_session'];

const description = (kind, sdp) => ({
    kind,
    sdp_sha256: crypto.createHash('sha256').update(sdp).digest('hex'),
    media: Array.from(sdp.matchAll(/^m=(\S+)/gm), m => m[1])
});
const offer = sdp => description('offer', sdp);
const answer = sdp => description('answer', sdp);
const pranswer = sdp => description('pranswer', sdp);
const candidate = (init, mid = init.sdpMid) => ({ kind: 'candidate', candidate: init.candidate, mid });
const end = mid => ({ kind: 'end-of-candidates', mid });
const servers = { kind: 'ice-servers' };

const ICE_SERVERS = [
    { urls: ['stun:stun.example.test:3478'] },
    { urls: ['turn:turn.example.test:3478?transport=udp'], username: '1764036000:alice', credential: 'not-a-real-one' }
];

/* One WebSocket connection of a session. */
class Line {
    constructor(session, index, client, server) {
        Object.assign(this, { session, index, client, server });
    }

    /* One WebSocket message; `says`: what it is, a list when it holds several of the system. */
    async send(fromClient, payload, says) {
        const { truth } = this.session;
        for (const { kind, items = [], unproven, ...more } of [says].flat().filter(Boolean)) {
            const here = { connection: this.index, from_client: fromClient };
            // undefined: not stated
            const envelope = Object.fromEntries(ENVELOPE.map(name => [name, name in more ? more[name] : null]));
            for (const name of ENVELOPE) if (envelope[name] != null) envelope[name] = String(envelope[name]);
            const kinds = [...items.map(item => item.kind), ...[kind].flat().filter(Boolean)];
            if (!kinds.length) throw new Error(`no kind: ${JSON.stringify(payload)}`);
            truth.messages.push({ ...here, kind: kinds.join(), ...envelope, ...(unproven && { unproven }) });
            for (const item of items)
                if (item.kind !== 'ice-servers') truth.items.push({ ...here, ...item });
        }
        const side = fromClient ? this.client : this.server;
        const isPlain = typeof payload === 'string' || Buffer.isBuffer(payload);
        side.ws.send(isPlain ? payload : JSON.stringify(payload));
        await (fromClient ? this.server : this.client).message();
        await sleep(4);
    }

    up(payload, says) {
        return this.send(true, payload, says);
    }
    down(payload, says) {
        return this.send(false, payload, says);
    }

    async close(by, code, reason) {
        this[by].ws.close(code, reason);
        const atServer = await this.server.gone,
            atClient = await this.client.gone;
        for (const [fromClient, got] of [
            [true, atServer],
            [false, atClient]
        ])
            this.session.truth.closeReported(this.index, fromClient, got.code, got.reason, by);
    }
}

class Session {
    constructor(truth, dialect, documentation) {
        this.truth = truth;
        truth.dialect = dialect;
        truth.messages = [];
        truth.origin =
            `messages written by hand after ${documentation}, with descriptions and candidates of ` +
            `${browser}, over ws (Node ${process.versions.node}), ${DATE}; crafted`;
        this.servers = [];
    }

    /* `subprotocol`: offered and accepted. */
    async open(label, port, path, subprotocol) {
        const link = this.truth.connection(label, path);
        const server = new WebSocket.WebSocketServer({
            port,
            host: '127.0.0.1',
            perMessageDeflate: false,
            handleProtocols: () => subprotocol ?? false
        });
        this.servers.push(server);
        await new Promise(done => server.once('listening', done));
        const accepted = new Promise(done => server.once('connection', done));
        const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, subprotocol ? [subprotocol] : [], {
            perMessageDeflate: false
        });
        const client = new WsSide(ws, true, link);
        await new Promise((done, bad) => ws.once('open', done).once('error', bad));
        return new Line(this, link.index, client, new WsSide(await accepted, false, link));
    }

    /* All is said; `findings`: the expert infos to expect, by rule. */
    done(findings = {}) {
        this.servers.forEach(server => server.close());
        this.truth.expect(findings);
    }
}

module.exports = { ICE_SERVERS, Session, answer, calls, candidate, end, offer, pranswer, servers };
