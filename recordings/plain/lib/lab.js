// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Pairs of WebSocket ends, each real (the ws library) or by hand, behind one interface. */

const WebSocket = require('ws');
const { RawServer, rawConnect, sleep } = require('./wire');
const { END, Party } = require('./sdp');

const WS_PORT = 8080,
    RAW_PORT = 8088;
const version = name => `${name} ${require(name + '/package.json').version}`;

/* One end made by the ws library. */
class WsSide {
    constructor(ws, fromClient, link) {
        Object.assign(this, { ws, fromClient, link });
        this.texts = [];
        this.waiting = [];
        ws.on('message', data => {
            const text = data.toString();
            if (this.waiting.length) this.waiting.shift()(text);
            else this.texts.push(text);
        });
        ws.on('error', () => {});
        this.gone = new Promise(done => ws.once('close', (code, reason) => done({ code, reason })));
        if (ws._sender) this.watchSender();
        else ws.once('open', () => this.watchSender());
    }

    watchSender() {
        const sender = this.ws._sender,
            close = sender.close;
        sender.close = (code, reason, ...rest) => {
            this.sentClose = { code: code === undefined ? 1005 : code, reason };
            return close.call(sender, code, reason, ...rest);
        };
    }

    message() {
        if (this.texts.length) return Promise.resolve(this.texts.shift());
        return new Promise(done => this.waiting.push(done));
    }

    async sendText(text) {
        this.ws.send(text);
        await sleep(4);
    }
}

class Lab {
    constructor(truth) {
        this.truth = truth;
    }

    async startWs(options = {}) {
        const { wsPort = WS_PORT, ...rest } = options;
        this.wsServer = new WebSocket.WebSocketServer({ port: wsPort, host: '127.0.0.1', ...rest });
        this.wsQueue = [];
        this.wsWaiting = [];
        this.wsServer.on('connection', (ws, request) => {
            ws.request = request;
            if (this.wsWaiting.length) this.wsWaiting.shift()(ws);
            else this.wsQueue.push(ws);
        });
        await new Promise(done => this.wsServer.once('listening', done));
    }

    async startRaw() {
        this.rawServer = await new RawServer().listen(RAW_PORT);
    }

    nextWs() {
        if (this.wsQueue.length) return Promise.resolve(this.wsQueue.shift());
        return new Promise(done => this.wsWaiting.push(done));
    }

    /* Opens one connection. `client` and `server` are 'ws' or 'raw'. Where both ends are ws,
     * the Closes are logged by settle(); else the raw end logs what it sends and gets. */
    async open(
        label,
        { client = 'ws', server = 'ws', path = '/ws', url, headers, options, plan, protocols = [] } = {}
    ) {
        const link = this.truth.connection(label, path);
        const port = server === 'ws' ? WS_PORT : RAW_PORT;
        link.logReceived = client !== server;
        if (server === 'ws' && !this.wsServer) await this.startWs();
        if (server === 'raw' && !this.rawServer) await this.startRaw();
        if (server === 'raw') Object.assign(this.rawServer, { link, plan });
        const pair = { link, index: link.index };
        if (client === 'raw') {
            pair.client = await rawConnect(port, path, link, headers);
        } else {
            const ws = new WebSocket((url || `ws://127.0.0.1:${port}`) + path, protocols, {
                perMessageDeflate: false,
                ...options
            });
            pair.client = new WsSide(ws, true, link);
            await new Promise((done, bad) => ws.once('open', done).once('error', bad));
        }
        pair.server =
            server === 'raw'
                ? await this.rawServer.nextSide()
                : new WsSide(await this.nextWs(), false, link);
        return pair;
    }

    say(side, object, options) {
        return side.sendText(this.truth.signal(side.link.index, side.fromClient, object), options);
    }

    /* A whole negotiation: offer, answer, a candidate each way. */
    async call(pair, { from = pair.client, kinds = ['audio', 'application'], session } = {}) {
        const to = from === pair.client ? pair.server : pair.client;
        pair.caller = new Party('192.0.2.10');
        pair.callee = new Party('198.51.100.20');
        await this.say(from, pair.caller.describe('offer', kinds, session));
        await to.message();
        await this.say(to, pair.callee.describe('answer', kinds, session));
        await from.message();
        await this.say(from, pair.caller.candidate(0));
        await to.message();
        await this.say(to, pair.callee.candidate(0));
        await from.message();
        await this.say(from, END);
        await to.message();
    }

    /* Both ends are ws: log the Close frames that each end reports to have received. An end that
     * failed the connection no longer reads; what the other one sent then counts. */
    async settle(pair, initiator) {
        const atServer = await pair.server.gone,
            atClient = await pair.client.gone;
        for (const [side, got] of [
            [pair.client, atServer],
            [pair.server, atClient]
        ]) {
            const { code, reason } = (got.code === 1006 && side.sentClose) || got;
            this.truth.closeReported(pair.index, side.fromClient, code, reason, initiator);
        }
    }

    /* Both Closes are out: the TCP connection ends as RFC 6455 section 7.1.1 wants it. */
    async hangUp(pair) {
        if (pair.server.end) pair.server.end();
        if (pair.client.ended) await pair.client.ended;
        if (pair.client.end) pair.client.end();
        await Promise.all([pair.client.gone, pair.server.gone]);
    }

    /* An ordinary end of a hand-made pair. */
    async goodbye(pair, code = 1000, reason = 'done') {
        await pair.client.sendClose(code, reason);
        await pair.server.closeFrame();
        await pair.server.sendClose(code, reason);
        await this.hangUp(pair);
    }

    stop() {
        if (this.rawServer) this.rawServer.stop();
        if (this.wsServer) this.wsServer.close();
    }
}

module.exports = { Lab, RAW_PORT, WS_PORT, WsSide, version };
