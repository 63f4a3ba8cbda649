// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Binary messages of systems that are not at hand, after their documentation: Phoenix, WAMP, Mattermost
 * Calls, Fishjam, and CBOR. Each row is a message of one side with the items that are in it. */

const crypto = require('crypto');
const { deflateSync } = require('zlib');
const { encode } = require('@msgpack/msgpack');
const { DATE } = require('../lib/truth');
const { Lab } = require('../lib/lab');
const { Party } = require('../lib/sdp');

const HOST = 'candidate:3 1 UDP 2130706431 2001:db8::5 50001 typ host';
const init = { candidate: HOST, sdpMid: '0', sdpMLineIndex: 0 };
const json = JSON.stringify;
const trickled = { kind: 'candidate', candidate: HOST, mid: '0' };
const description = (kind, sdp) => ({
    kind,
    sdp_sha256: crypto.createHash('sha256').update(sdp).digest('hex'),
    media: Array.from(sdp.matchAll(/^m=(\S+)/gm), m => m[1])
});

/* Kind, the sizes of the strings, the strings, the payload. */
const phoenix = (kind, strings, payload) =>
    Buffer.concat([Buffer.from([kind, ...strings.map(s => s.length)]), Buffer.from(strings.join('')), Buffer.from(payload)]);

function varint(n) {
    const bytes = [];
    for (; n > 127; n >>>= 7) bytes.push((n & 127) | 128);
    return Buffer.from([...bytes, n]);
}

/* A length-delimited field of protobuf. */
const field = (number, content) =>
    Buffer.concat([varint((number << 3) | 2), varint(content.length), Buffer.from(content)]);

/* CBOR (RFC 8949) of what these messages have. */
function cbor(value) {
    const head = (major, n) =>
        Buffer.from(n < 24 ? [(major << 5) | n] : n < 256 ? [(major << 5) | 24, n] : [(major << 5) | 25, n >> 8, n & 255]);
    if (typeof value === 'number') return head(0, value);
    if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
    if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
    const members = Object.entries(value);
    return Buffer.concat([head(5, members.length), ...members.flat().map(cbor)]);
}

async function play(lab, label, path, rows) {
    const pair = await lab.open(label, { path });
    for (const [fromClient, bytes, ...items] of rows) {
        const [from, to] = fromClient ? [pair.client, pair.server] : [pair.server, pair.client];
        for (const item of items) lab.truth.items.push({ connection: pair.index, from_client: fromClient, ...item });
        await from.sendText(bytes); // of a buffer it makes a binary message
        await to.message();
    }
    pair.client.ws.close(1000);
    await lab.settle(pair, 'client');
}

async function binary(truth) {
    truth.origin = `messages written by hand, sent over ws (Node ${process.versions.node}), ${DATE}; crafted`;
    const lab = new Lab(truth);
    const offer = new Party('192.0.2.10').describe('offer', ['audio', 'application']).sdp;
    const answer = new Party('198.51.100.20').describe('answer', ['audio', 'application']).sdp;
    const event = (type, data) => field(3, field(1, json({ type: 'custom', data: { type, data } })));
    await play(lab, 'Phoenix', '/socket/websocket?vsn=2.0.0', [
        [true, phoenix(0, ['3', '5', 'room:kitchen', 'sdp_offer'], offer), description('offer', offer)],
        [false, phoenix(1, ['3', '5', 'room:kitchen', 'ok'], json({ type: 'answer', sdp: answer })), description('answer', answer)],
        [false, phoenix(0, ['3', 'room:kitchen', 'ice'], encode(init)), trickled],
        [false, phoenix(2, ['room:kitchen', 'ice'], json(init)), trickled],
        [false, phoenix(2, ['room:kitchen', 'photo'], crypto.randomBytes(300))]
    ]);
    await play(lab, 'WAMP in MessagePack and CBOR', '/wamp', [
        [true, Buffer.from(encode([48, 17, {}, 'com.example.offer', ['bob', offer]])), description('offer', offer)],
        [false, cbor([50, 17, {}, [{ type: 'answer', sdp: answer }]]), description('answer', answer)],
        [false, cbor([36, 5512, 4429, {}, [], init]), trickled],
        [false, Buffer.from(encode([36, 5512, 4429, {}, [21.5, 'C']]))]
    ]);
    await play(lab, 'Mattermost Calls', '/api/v4/websocket', [
        [
            true,
            Buffer.from(
                encode({ action: 'custom_com.mattermost.calls_sdp', seq: 5, data: { data: deflateSync(json({ type: 'offer', sdp: offer })) } })
            ),
            description('offer', offer)
        ]
    ]);
    await play(lab, 'Fishjam', '/socket/peer/websocket', [
        [true, field(2, field(1, 'a token'))],
        [false, field(1, '')],
        [true, event('sdpOffer', { sdpOffer: { type: 'offer', sdp: offer }, midToTrackId: {} }), description('offer', offer)],
        [false, event('sdpAnswer', { type: 'answer', sdp: answer, midToTrackId: {} }), description('answer', answer)],
        [true, event('candidate', { candidate: HOST, sdpMLineIndex: 0 }), { kind: 'candidate', candidate: HOST }]
    ]);
    lab.stop();
    truth.expect({});
}

exports.scenarios = { 'crafted-binary': binary };
