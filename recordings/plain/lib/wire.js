// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* WebSocket by hand over a real TCP connection, so that rules can be broken on purpose. */

const crypto = require('crypto');
const net = require('net');

const OP = { CONT: 0, TEXT: 1, BINARY: 2, CLOSE: 8, PING: 9, PONG: 10 };
const RSV1 = 4,
    RSV2 = 2,
    RSV3 = 1;

const sleep = ms => new Promise(done => setTimeout(done, ms));

/* One frame (RFC 6455 section 5.2). `mask` is a boolean, `rsv` three bits. */
function frame({ fin = true, rsv = 0, opcode = OP.TEXT, mask = false, payload = '' }) {
    const body = Buffer.from(payload);
    let head;
    if (body.length < 126) {
        head = Buffer.from([0, body.length]);
    } else if (body.length < 65536) {
        head = Buffer.alloc(4);
        head[1] = 126;
        head.writeUInt16BE(body.length, 2);
    } else {
        head = Buffer.alloc(10);
        head[1] = 127;
        head.writeBigUInt64BE(BigInt(body.length), 2);
    }
    head[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
    if (!mask) return Buffer.concat([head, body]);
    head[1] |= 0x80;
    const key = crypto.randomBytes(4);
    for (let i = 0; i < body.length; i++) body[i] ^= key[i & 3];
    return Buffer.concat([head, key, body]);
}

function closeBody(code, reason = '') {
    if (code === undefined) return Buffer.alloc(0);
    const text = Buffer.from(reason);
    const body = Buffer.alloc(2 + text.length);
    body.writeUInt16BE(code, 0);
    text.copy(body, 2);
    return body;
}

/* The first whole frame of `data`, with the number of bytes it took, or null. */
function parseFrame(data) {
    if (data.length < 2) return null;
    let at = 2,
        length = data[1] & 0x7f;
    if (length === 126) {
        if (data.length < 4) return null;
        length = data.readUInt16BE(2);
        at = 4;
    } else if (length === 127) {
        if (data.length < 10) return null;
        length = Number(data.readBigUInt64BE(2));
        at = 10;
    }
    const masked = (data[1] & 0x80) !== 0;
    const key = masked ? data.subarray(at, at + 4) : null;
    if (masked) at += 4;
    if (data.length < at + length) return null;
    const payload = Buffer.from(data.subarray(at, at + length));
    if (key) for (let i = 0; i < payload.length; i++) payload[i] ^= key[i & 3];
    return {
        size: at + length,
        fin: data[0] >= 0x80,
        rsv: (data[0] >> 4) & 7,
        opcode: data[0] & 15,
        masked,
        payload
    };
}

function acceptOf(key) {
    return crypto
        .createHash('sha1')
        .update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
        .digest('base64');
}

/* One end of a hand-made WebSocket. `link.hear` is told of each Close frame that comes in;
 * every Close that goes out is told too. */
class RawSide {
    constructor(socket, fromClient, link) {
        Object.assign(this, { socket, fromClient, link, rest: Buffer.alloc(0) });
        this.frames = [];
        this.waiting = [];
        this.ended = new Promise(done => socket.once('end', done));
        this.gone = new Promise(done => socket.once('close', done));
        socket.setNoDelay(true);
        socket.on('error', () => {});
    }

    feed(data) {
        this.rest = Buffer.concat([this.rest, data]);
        for (let got; (got = parseFrame(this.rest));) {
            this.rest = this.rest.subarray(got.size);
            if (got.opcode === OP.CLOSE && this.link.logReceived)
                this.link.close(!this.fromClient, got.payload);
            if (this.waiting.length) this.waiting.shift()(got);
            else this.frames.push(got);
        }
    }

    next() {
        if (this.frames.length) return Promise.resolve(this.frames.shift());
        return new Promise(done => this.waiting.push(done));
    }

    /* The text of the next whole data message; control frames on the way are passed over. */
    async message() {
        const parts = [];
        for (;;) {
            const got = await this.next();
            if (got.opcode > OP.BINARY) continue;
            parts.push(got.payload);
            if (got.fin) return Buffer.concat(parts).toString();
        }
    }

    async closeFrame() {
        for (;;) {
            const got = await this.next();
            if (got.opcode === OP.CLOSE) return got;
        }
    }

    frame(options) {
        return frame({ mask: this.fromClient, ...options });
    }

    /* One write, one segment. */
    async write(bytes) {
        this.socket.write(bytes);
        await sleep(4);
    }

    send(options) {
        return this.write(this.frame(options));
    }
    sendText(text, options) {
        return this.send({ payload: text, ...options });
    }

    sendClose(code, reason, options) {
        return this.sendCloseBody(closeBody(code, reason), options);
    }

    sendCloseBody(body, options) {
        this.link.close(this.fromClient, body);
        return this.send({ opcode: OP.CLOSE, payload: body, ...options });
    }

    end() {
        this.socket.end();
    }
    reset() {
        this.socket.resetAndDestroy();
    }
}

function headText(lines) {
    return lines.join('\r\n') + '\r\n\r\n';
}

/* Collects bytes until the blank line after an HTTP head. */
function readHead(socket) {
    return new Promise(done => {
        let data = Buffer.alloc(0);
        const more = chunk => {
            data = Buffer.concat([data, chunk]);
            const end = data.indexOf('\r\n\r\n');
            if (end < 0) return;
            socket.off('data', more);
            done({ head: data.subarray(0, end).toString(), rest: data.subarray(end + 4) });
        };
        socket.on('data', more);
    });
}

/* Connects and upgrades by hand. Gives the side, and the head of the response as `.response`. */
async function rawConnect(port, path, link, headers = []) {
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    await new Promise((done, bad) => socket.once('connect', done).once('error', bad));
    const side = new RawSide(socket, true, link);
    socket.write(
        headText([
            `GET ${path} HTTP/1.1`,
            `Host: 127.0.0.1:${port}`,
            'Upgrade: websocket',
            'Connection: Upgrade',
            'Sec-WebSocket-Version: 13',
            `Sec-WebSocket-Key: ${crypto.randomBytes(16).toString('base64')}`,
            ...headers
        ])
    );
    const { head, rest } = await readHead(socket);
    side.response = head;
    side.feed(rest);
    socket.on('data', data => side.feed(data));
    return side;
}

/* A server by hand. `nextSide()` waits for the next upgraded connection. `greeting(side)` may
 * give bytes to send in the same segment as the 101; `extra` are response header lines;
 * `accept(key)` computes Sec-WebSocket-Accept. */
class RawServer {
    async listen(port) {
        this.queue = [];
        this.waiting = [];
        this.server = net.createServer({ allowHalfOpen: true }, socket => this.take(socket));
        await new Promise(done => this.server.listen(port, '127.0.0.1', done));
        return this;
    }

    async take(socket) {
        socket.setNoDelay(true);
        socket.on('error', () => {});
        const { head, rest } = await readHead(socket);
        const key = /^sec-websocket-key:\s*(\S+)/im.exec(head)[1];
        const side = new RawSide(socket, false, this.link);
        const { extra = [], greeting = null, accept = acceptOf } = this.plan || {};
        const first = greeting ? greeting(side) : Buffer.alloc(0);
        socket.write(
            Buffer.concat([
                Buffer.from(
                    headText([
                        'HTTP/1.1 101 Switching Protocols',
                        'Upgrade: websocket',
                        'Connection: Upgrade',
                        `Sec-WebSocket-Accept: ${accept(key)}`,
                        ...extra
                    ])
                ),
                first
            ])
        );
        side.feed(rest);
        socket.on('data', data => side.feed(data));
        if (this.waiting.length) this.waiting.shift()(side);
        else this.queue.push(side);
    }

    nextSide() {
        if (this.queue.length) return Promise.resolve(this.queue.shift());
        return new Promise(done => this.waiting.push(done));
    }

    stop() {
        this.server.close();
    }
}

module.exports = { OP, RSV1, RSV2, RSV3, RawServer, RawSide, closeBody, frame, rawConnect, sleep };
