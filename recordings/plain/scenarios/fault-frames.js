// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Frames that break RFC 6455 section 5, and unusual ones that do not. */

const { DATE } = require('../lib/truth');
const { Lab, version } = require('../lib/lab');
const { END, Party } = require('../lib/sdp');
const { OP, RSV1, RSV2, RSV3, sleep } = require('../lib/wire');
const zlib = require('zlib');

const CRAFTED =
    `hand-made frames of lib/wire.js (Node ${process.versions.node}) over real TCP on ` +
    `loopback, ${DATE}; crafted`;
const REAL = `${version('ws')} to ${version('ws')} (Node ${process.versions.node}), ${DATE}; recorded`;
const RAW = { client: 'raw', server: 'raw' };

async function unmaskedClient(truth) {
    truth.origin = CRAFTED;
    const lab = new Lab(truth);
    const pair = await lab.open('client forgets the mask', RAW);
    const { client, server } = pair;
    const a = new Party('192.0.2.10'),
        b = new Party('198.51.100.20');
    const bare = { mask: false };
    await lab.say(client, a.describe('offer', ['audio']), bare);
    await lab.say(server, b.describe('answer', ['audio']));
    await lab.say(client, a.candidate(0), bare);
    await lab.say(client, a.candidate(1), bare);
    await lab.say(server, b.candidate(0));
    await lab.say(client, END);
    truth.note('The end-of-candidates and the Close of the client are masked again.');
    await lab.goodbye(pair);
    lab.stop();
    truth.expect({ 'frame.unmasked_client': 3 });
}

async function maskedServer(truth) {
    truth.origin = CRAFTED;
    const lab = new Lab(truth);
    const pair = await lab.open('server masks', RAW);
    const { client, server } = pair;
    const a = new Party('192.0.2.10'),
        b = new Party('198.51.100.20');
    await lab.say(client, a.describe('offer', ['audio']));
    await lab.say(server, b.describe('answer', ['audio']), { mask: true });
    await lab.say(client, a.candidate(0));
    await lab.say(server, b.candidate(0), { mask: true });
    await lab.say(server, END);
    await lab.goodbye(pair);
    lab.stop();
    truth.expect({ 'frame.masked_server': 2 });
}

async function reservedBits(truth) {
    truth.origin = CRAFTED;
    truth.note(
        'No extension is negotiated. The offending frames: RSV2 on a text, RSV1 on a text,',
        'RSV3 on a ping (client); RSV1+RSV2+RSV3 on one text (server). One finding a frame.'
    );
    const lab = new Lab(truth);
    const pair = await lab.open('reserved bits', RAW);
    await lab.call(pair);
    await pair.client.sendText('{"note":"reserved bit two"}', { rsv: RSV2 });
    await pair.client.sendText('{"note":"reserved bit one"}', { rsv: RSV1 });
    await pair.client.send({ opcode: OP.PING, payload: 'x', rsv: RSV3 });
    await pair.server.send({ opcode: OP.PONG, payload: 'x' });
    await pair.server.sendText('{"note":"all of them"}', { rsv: RSV1 | RSV2 | RSV3 });
    await lab.goodbye(pair);
    lab.stop();
    truth.expect({ 'frame.reserved_bits': 4 });
}

/* One message as permessage-deflate sends it (RFC 7692 section 7.2.1), without context. */
function deflated(text) {
    const out = zlib.deflateRawSync(Buffer.from(text), {
        finishFlush: zlib.constants.Z_SYNC_FLUSH
    });
    return out.subarray(0, out.length - 4);
}

async function reservedBitsDeflate(truth) {
    truth.origin = CRAFTED;
    truth.note(
        'permessage-deflate is negotiated, so RSV1 is legal on the first frame of a data',
        'message. It is not on a ping, nor on a continuation (RFC 7692 section 6): one of each here,',
        'and RSV2 on a compressed text, which no extension claims.'
    );
    const lab = new Lab(truth);
    const extension =
        'Sec-WebSocket-Extensions: permessage-deflate; ' +
        'client_no_context_takeover; server_no_context_takeover';
    const pair = await lab.open('deflate', {
        ...RAW,
        headers: [extension],
        plan: { extra: [extension] }
    });
    const { client, server } = pair;
    const a = new Party('192.0.2.10'),
        b = new Party('198.51.100.20');
    const zip = (side, object) =>
        side.send({
            rsv: RSV1,
            payload: deflated(truth.signal(pair.index, side.fromClient, object))
        });
    await zip(client, a.describe('offer', ['audio']));
    await zip(server, b.describe('answer', ['audio']));
    await zip(client, a.candidate(0));
    await client.send({ opcode: OP.PING, payload: 'y', rsv: RSV1 });
    await server.send({ opcode: OP.PONG, payload: 'y' });
    const note = deflated('{"note":"' + 'again and again '.repeat(20) + '"}');
    const half = note.length >> 1;
    await client.send({ fin: false, rsv: RSV1, payload: note.subarray(0, half) });
    await client.send({ opcode: OP.CONT, rsv: RSV1, payload: note.subarray(half) });
    await server.send({ rsv: RSV1 | RSV2, payload: deflated('{"note":"bit two"}') });
    await zip(server, b.candidate(0));
    await lab.goodbye(pair);
    lab.stop();
    truth.expect({ 'frame.reserved_bits': 3 });
}

async function goodDeflate(truth) {
    truth.origin = REAL;
    truth.note(
        'permessage-deflate with and without context takeover; short messages go uncompressed.'
    );
    const lab = new Lab(truth);
    await lab.startWs({ perMessageDeflate: { threshold: 100 } });
    for (const [label, deflate] of [
        ['context takeover', { threshold: 100 }],
        [
            'no context takeover',
            { threshold: 100, clientNoContextTakeover: true, serverNoContextTakeover: true }
        ]
    ]) {
        const pair = await lab.open(label, { options: { perMessageDeflate: deflate } });
        await lab.call(pair);
        await pair.client.sendText('{"note":"short"}');
        pair.client.ws.ping('still there?');
        await sleep(20);
        pair.client.ws.close(1000, 'done');
        await lab.settle(pair, 'client');
    }
    lab.stop();
    truth.expect({});
}

async function controlTooLong(truth) {
    truth.origin = CRAFTED;
    truth.note('A ping of 126 bytes, then a Close of 130 (its reason has 128).');
    const lab = new Lab(truth);
    const pair = await lab.open('long control frames', RAW);
    await lab.call(pair, { kinds: ['audio'] });
    await pair.client.send({ opcode: OP.PING, payload: 'p'.repeat(126) });
    await pair.client.sendClose(1000, 'done '.repeat(25) + 'now');
    await pair.server.closeFrame();
    await pair.server.sendClose(1000);
    await lab.hangUp(pair);
    lab.stop();
    truth.expect({ 'frame.control_too_long': 2 });
}

async function controlFragmented(truth) {
    truth.origin = CRAFTED;
    truth.note('A ping of the client and a pong of the server with FIN=0; nothing continues them.');
    const lab = new Lab(truth);
    const pair = await lab.open('control frames without FIN', RAW);
    await pair.client.send({ fin: false, opcode: OP.PING, payload: 'half a' });
    await pair.server.send({ fin: false, opcode: OP.PONG, payload: 'half a' });
    await lab.call(pair, { kinds: ['audio'] });
    await lab.goodbye(pair);
    lab.stop();
    truth.expect({ 'frame.control_fragmented': 2 });
}

/* Cuts `data` into `count` pieces of about the same length. */
function pieces(data, count) {
    const size = Math.ceil(data.length / count);
    return Array.from({ length: count }, (_, i) => data.subarray(i * size, (i + 1) * size));
}

async function sendFragments(side, parts, between) {
    for (let i = 0; i < parts.length; i++) {
        await side.send({
            fin: i === parts.length - 1,
            opcode: i ? OP.CONT : OP.TEXT,
            payload: parts[i]
        });
        if (i === 1 && between) await between();
    }
}

async function fragmented(truth) {
    truth.origin =
        `${REAL.replace('; recorded', '')}, and ${CRAFTED.replace('; crafted', '')}; ` +
        'connection 0 recorded, the others crafted';
    truth.note(
        'All legal. 0: fragments of the ws library, a ping between them. 1: the same by hand,',
        'cut inside UTF-8 characters. 2: one frame over many TCP segments, cut inside its header too.',
        '3: three frames in one segment. 4: HTTP 101 and the first frame in one segment.'
    );
    const lab = new Lab(truth);

    let pair = await lab.open('ws fragments');
    let a = new Party('192.0.2.10'),
        b = new Party('198.51.100.20');
    const offer = Buffer.from(
        truth.signal(pair.index, true, a.describe('offer', ['audio', 'application']))
    );
    const parts = pieces(offer, 5);
    for (let i = 0; i < 5; i++) {
        pair.client.ws.send(parts[i], { fin: i === 4, binary: false });
        await sleep(4);
        if (i === 1) pair.client.ws.ping('between');
    }
    await pair.server.message();
    await lab.say(pair.server, b.describe('answer', ['audio', 'application']));
    await pair.client.message();
    pair.client.ws.close(1000);
    await lab.settle(pair, 'client');

    pair = await lab.open('fragments by hand, both ways', RAW);
    a = new Party('192.0.2.10');
    b = new Party('198.51.100.20');
    const session = 'äöü€😀'.repeat(40);
    const first = truth.signal(pair.index, true, a.describe('offer', ['audio'], session));
    await sendFragments(pair.client, pieces(Buffer.from(first), 5), async () => {
        await pair.client.send({ opcode: OP.PING, payload: 'client' });
        await pair.server.send({ opcode: OP.PONG, payload: 'client' });
    });
    const second = truth.signal(pair.index, false, b.describe('answer', ['audio'], session));
    await sendFragments(pair.server, pieces(Buffer.from(second), 7), async () => {
        await pair.server.send({ opcode: OP.PING, payload: 'server' });
        await pair.client.send({ opcode: OP.PONG, payload: 'server' });
    });
    await lab.goodbye(pair);

    pair = await lab.open('one frame in many segments', RAW);
    a = new Party('192.0.2.10');
    b = new Party('198.51.100.20');
    const whole = pair.client.frame({
        payload: truth.signal(pair.index, true, a.describe('offer', ['audio']))
    });
    for (const [from, to] of [
        [0, 1],
        [1, 3],
        [3, 6],
        [6, 40]
    ])
        await pair.client.write(whole.subarray(from, to));
    for (let at = 40; at < whole.length; at += 97)
        await pair.client.write(whole.subarray(at, at + 97));
    await lab.say(pair.server, b.describe('answer', ['audio']));
    await lab.goodbye(pair);

    pair = await lab.open('three frames in one segment', RAW);
    a = new Party('192.0.2.10');
    b = new Party('198.51.100.20');
    const batch = (side, ...objects) =>
        side.write(
            Buffer.concat(
                objects.map(o =>
                    side.frame({ payload: truth.signal(pair.index, side.fromClient, o) })
                )
            )
        );
    await batch(pair.client, a.describe('offer', ['audio']), a.candidate(0), a.candidate(1));
    await batch(pair.server, b.describe('answer', ['audio']), b.candidate(0), END);
    await lab.goodbye(pair);

    a = new Party('192.0.2.10');
    b = new Party('198.51.100.20');
    const index = truth.connections.length;
    const greeting = side =>
        side.frame({ payload: truth.signal(index, false, b.describe('offer', ['audio'])) });
    pair = await lab.open('101 and the first frame in one segment', { ...RAW, plan: { greeting } });
    await lab.say(pair.client, a.describe('answer', ['audio']));
    await lab.goodbye(pair);
    lab.stop();
    truth.expect({});
}

/* A call, then a candidate whose fragments `fold` arranges, then one in a single frame. */
async function emptyFragment(lab, label, fold) {
    const pair = await lab.open(label, RAW);
    await lab.call(pair, { kinds: ['audio'], from: pair.server });
    const text = lab.truth.signal(pair.index, true, pair.callee.candidate(1));
    await sendFragments(pair.client, fold(...pieces(Buffer.from(text), 2), Buffer.alloc(0)));
    await lab.say(pair.client, pair.callee.candidate(2));
    await lab.goodbye(pair);
}

async function fragmentedEmpty(truth) {
    truth.origin = CRAFTED;
    truth.note('Legal: messages with empty fragments in the middle.');
    const lab = new Lab(truth);
    await emptyFragment(lab, 'one empty fragment', (a, b, none) => [a, none, b]);
    await emptyFragment(lab, 'two empty fragments', (a, b, none) => [a, none, none, b]);
    lab.stop();
    truth.expect({});
}

async function fragmentedEmptyEdge(truth) {
    truth.origin = CRAFTED;
    truth.note(
        'Legal: messages whose first or last fragment is empty. Stock tshark 4.0.17 does not put',
        'them together, so no dissector above it gets those two candidates (the ones with foundation',
        '1001): a limit of the host. Everything else is to be found.'
    );
    const lab = new Lab(truth);
    await emptyFragment(lab, 'empty first fragment', (a, b, none) => [none, a, b]);
    await emptyFragment(lab, 'empty last fragment', (a, b, none) => [a, b, none]);
    for (const item of truth.items)
        if (/^candidate:1001 /.test(item.candidate)) item.host_limit = true;
    lab.stop();
    truth.expect({});
}

exports.scenarios = {
    'fault-unmasked-client': unmaskedClient,
    'fault-masked-server': maskedServer,
    'fault-reserved-bits': reservedBits,
    'fault-reserved-bits-deflate': reservedBitsDeflate,
    'fault-good-deflate': goodDeflate,
    'fault-control-too-long': controlTooLong,
    'fault-control-fragmented': controlFragmented,
    'fault-fragmented': fragmented,
    'fault-fragmented-empty': fragmentedEmpty,
    'fault-fragmented-empty-edge': fragmentedEmptyEdge
};
