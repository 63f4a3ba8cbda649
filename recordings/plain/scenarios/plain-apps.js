// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Applications of our own on the ws library, whose messages use the words of WebRTC. */

const crypto = require('crypto');
const { DATE } = require('../lib/truth');
const { Lab, version } = require('../lib/lab');
const { chat, rows } = require('../lib/quotes');
const { Party } = require('../lib/sdp');
const { sleep } = require('../lib/wire');

const REAL = `own application on ${version('ws')} (Node ${process.versions.node}), ${DATE}; recorded`;

/* Plays `lines`, each [from client?, object or text or bytes], over one connection. */
async function play(
    lab,
    label,
    path,
    lines,
    { options, protocols, close = [1000, 'done'], by = 'client' } = {}
) {
    if (!lab.wsServer) await lab.startWs({ perMessageDeflate: { threshold: 64 } });
    const pair = await lab.open(label, { path, options, protocols });
    for (const [fromClient, value] of lines) {
        const side = fromClient ? pair.client : pair.server;
        side.ws.send(
            Buffer.isBuffer(value) || typeof value === 'string' ? value : JSON.stringify(value)
        );
        await sleep(2);
    }
    await sleep(20);
    pair[by].ws.close(...close);
    await lab.settle(pair, by);
}

async function finish(truth, lab) {
    lab.stop();
    truth.expectFromCloses();
}

async function trading(truth) {
    truth.origin = REAL;
    const lab = new Lab(truth);
    const lines = [
        [true, { type: 'join', room: 'EURUSD' }],
        [false, { type: 'joined', room: 'EURUSD' }]
    ];
    for (let i = 0; i < 60; i++) {
        const price = (1.08 + i / 10000).toFixed(5);
        lines.push([false, { type: i % 2 ? 'offer' : 'bid', price, size: 10 * (i + 1), seq: i }]);
        if (i % 5 === 0) lines.push([true, { type: 'answer', to: i, accept: i % 10 === 0, price }]);
        if (i % 7 === 0)
            lines.push(
                [true, { jsonrpc: '2.0', id: i, method: 'offer', params: { price, size: 5 } }],
                [false, { jsonrpc: '2.0', id: i, result: { answer: 'filled', candidate: null } }]
            );
        if (i % 11 === 0) lines.push([false, { offers: rows(3), answer: null, candidates: [] }]);
    }
    lines.push(
        [true, { type: 'leave' }],
        [false, { type: 'bye' }],
        [false, { type: 'error', code: 5 }]
    );
    await play(lab, 'dealer', '/feed?symbol=EURUSD', lines);
    const levels = Array.from({ length: 25 }, (_, i) => [(1.1 + i / 1e4).toFixed(4), i * 100]);
    const book = Array.from({ length: 40 }, (_, i) => [
        false,
        {
            e: 'depth',
            s: 'ICE',
            a: levels.slice(i % 5),
            b: levels.slice(i % 7),
            offer: levels[i % 25][0]
        }
    ]);
    await play(lab, 'order book, deflate', '/book', book, {
        options: { perMessageDeflate: { threshold: 64 } },
        close: []
    });
    await finish(truth, lab);
}

async function hr(truth) {
    truth.origin = REAL;
    truth.note(
        'Words and shapes of WebRTC in personnel and shop messages; none of them is signaling.'
    );
    const lab = new Lab(truth);
    const lines = [
        { candidate: { name: 'Erika Muster', stage: 'interview', mid: 4 } },
        { candidate: null },
        { candidate: '' },
        { candidate: 'Erika Muster' },
        { candidate: ['Erika', 'Max'] },
        { candidates: rows(5) },
        { candidate: { id: 7, label: 'senior', candidate: 'Max Muster' } },
        { type: 'candidate', id: 7, label: 1 },
        { type: 'candidate', candidate: 'Max Muster', room: 'Berlin' },
        { type: 'rollback' },
        { type: 'rollback', transaction: 'salary-17' },
        { type: 'offer' },
        { type: 'offer', salary: 70000, currency: 'EUR' },
        { type: 'answer', accepted: true },
        { type: 'answer', text: 'yes' },
        { type: 'pranswer' },
        { completed: true },
        { candidate: { completed: true, name: 'Max' } },
        { offer: { salary: 1, sdp: 'Staff Development Plan' } },
        { sdp: 'Software Delivery Plan, revision 3' },
        { sdp: { type: 'plan', sdp: 'Staff Development Plan' } },
        { id: 'start', position: 'cook' },
        { id: 'offer', value: 12 },
        { event: 'offer', data: '{"salary":3}' },
        { event: 'candidate', data: { name: 'Erika', sdp: null } },
        { action: 'join', room: 'kitchen' },
        { janus: 'a god with two faces' },
        { jsep: false },
        { ice: 'cream', dtls: 'no', fingerprint: 'left thumb' },
        { usernameFragment: 'eri', password: 'secret' },
        { foundation: 'Trust 1', priority: 3, port: 'Hamburg', protocol: 'udp' },
        { method: 'INVITE', to: 'Erika', subject: 'interview' },
        { message: { type: 'offer', sdp: '' } },
        { command: 'takeCandidate', label: 0, id: 'Erika' },
        { iceServers: [{ vanilla: 2 }] },
        [],
        {},
        null,
        true,
        17,
        '',
        '["offer","answer","candidate"]',
        'OFFER',
        'HELLO 17',
        'candidate:',
        'candidate: Erika Muster, 41, Berlin',
        'candidate:Erika 1 of 3 typed her answer',
        'v=0',
        'v=0\r\n',
        '\u0000',
        '"offer"',
        '{"type":"offer","sdp":',
        '{broken',
        { blob: crypto.randomBytes(900).toString('base64') },
        crypto.randomBytes(600).toString('base64'),
        { payload: Buffer.from('{"type":"offer","salary":70000}').toString('base64') },
        { nested: '{"candidate":"{\\"name\\":\\"Erika\\"}"}' },
        { list: rows(120) },
        { text: 'a=mid:0\r\na=sendrecv\r\n' }
    ];
    const both = lines.map((value, i) => [i % 3 !== 0, value]);
    await play(lab, 'browser of the HR department', '/hr', both);
    await play(
        lab,
        'the same the other way, deflate',
        '/hr',
        lines.map((value, i) => [i % 3 === 0, value]),
        {
            options: { perMessageDeflate: { threshold: 64 } },
            by: 'server',
            close: [1001, 'maintenance']
        }
    );
    const deep = { offer: null };
    let at = deep;
    for (let i = 0; i < 200; i++) at = at.offer = { candidate: { sdpMid: null }, offer: null };
    await play(
        lab,
        'long and deep JSON',
        '/export',
        [
            [true, { type: 'answer', all: true }],
            [false, deep],
            [false, { candidates: rows(400) }],
            [false, JSON.stringify(rows(300), null, 1)]
        ],
        { close: [] }
    );
    await finish(truth, lab);
}

/* The protobuf and MessagePack messages, and a screen-sharing-like stream of rectangles. */
async function binary(truth) {
    const protobuf = require('protobufjs');
    const msgpack = require('@msgpack/msgpack');
    truth.origin = REAL.replace(
        'own application on',
        `own applications with ${version('protobufjs')} and ` +
            '@msgpack/msgpack ' +
            require('../node_modules/@msgpack/msgpack/package.json').version +
            ' on'
    );
    const lab = new Lab(truth);

    const screen = [
        [false, Buffer.from('RFB 003.008\n')],
        [true, Buffer.from('RFB 003.008\n')],
        [false, Buffer.from([1, 1])],
        [true, Buffer.from([1])],
        [false, Buffer.alloc(4)]
    ];
    for (let i = 0; i < 40; i++) {
        const head = Buffer.alloc(16);
        head.writeUInt16BE(1, 2);
        head.writeUInt16BE(i * 8, 4);
        head.writeUInt16BE(16, 8);
        head.writeUInt16BE(16, 10);
        const pixels = i % 2 ? crypto.randomBytes(200 + i * 13) : Buffer.alloc(256, i);
        screen.push(
            [false, Buffer.concat([head, pixels])],
            [true, Buffer.from([5, 0, 0, i, 0, i])]
        );
    }
    screen.push([
        true,
        Buffer.concat([Buffer.from([6, 0, 0, 0, 0, 0, 0, 5]), Buffer.from('offer')])
    ]);
    await play(lab, 'screen', '/websockify', screen, { protocols: ['binary'] });

    const { root } = protobuf.parse(`syntax = "proto3";
        message Person { string name = 1; int32 id = 2; repeated string tags = 3; bytes photo = 4; }
        message Update { oneof kind { Person candidate = 1; string offer = 2; string answer = 3; int64 seq = 4; }
            map<string, double> values = 10; }`);
    const Update = root.lookupType('Update');
    const kinds = [
        { candidate: { name: 'Erika', id: 3, tags: ['offer'], photo: crypto.randomBytes(120) } },
        { offer: 'seventy thousand' },
        { answer: 'v=0 volts' },
        { seq: 12345678 },
        { values: { ice: -4.5, sdp: 1e9 } }
    ];
    await play(
        lab,
        'protobuf',
        '/updates',
        Array.from({ length: 40 }, (_, i) => [
            i % 2 === 0,
            Buffer.from(Update.encode(Update.create(kinds[i % kinds.length])).finish())
        ]),
        { close: [] }
    );

    const packed = [
        { type: 'offer', price: 3 },
        { type: 'candidate', candidate: { name: 'Max' } },
        ['answer', 42, null],
        { candidate: '', sdp: null },
        rows(20),
        'a=candidate:1 1 udp',
        new Uint8Array(64),
        { at: new Date(0) }
    ];
    await play(
        lab,
        'MessagePack',
        '/pack',
        Array.from({ length: 40 }, (_, i) => [
            i % 2 === 1,
            Buffer.from(msgpack.encode(packed[i % packed.length]))
        ]),
        { options: { perMessageDeflate: { threshold: 64 } }, by: 'server', close: [1000] }
    );

    await play(
        lab,
        'noise',
        '/noise',
        Array.from({ length: 60 }, (_, i) => [i % 2 === 0, crypto.randomBytes(1 + i * 17)])
    );
    await finish(truth, lab);
}

async function ownChat(truth) {
    truth.origin = REAL;
    truth.note(
        'Bare JSON without an envelope of a known library; users quote lines of SDP and candidates.'
    );
    const lab = new Lab(truth);
    const lines = [
        [true, { type: 'join', room: 'webrtc-help', name: 'anna' }],
        [false, { type: 'peers', peers: ['bert'] }]
    ];
    chat.forEach((text, i) =>
        lines.push(
            [i % 2 === 0, { type: 'message', from: i % 2 ? 'bert' : 'anna', text }],
            [i % 2 === 1, text]
        )
    );
    lines.push([true, { type: 'leave', room: 'webrtc-help' }], [false, { type: 'bye' }]);
    await play(lab, 'anna', '/chat', lines);
    await play(lab, 'bert', '/chat', lines.slice(2, 20), {
        close: [4001, 'kicked: too many offers'],
        by: 'server'
    });
    await finish(truth, lab);
}

async function pastedSdp(truth) {
    truth.origin = REAL;
    truth.note(
        'Hard: somebody pastes a whole description, and a whole candidate, into a chat. It negotiates',
        'nothing. A finder that goes by content alone will call it signaling; whether that is wanted is',
        'for the project to decide, and this file is apart from the others for that.'
    );
    const lab = new Lab(truth);
    const someone = new Party('192.0.2.77');
    const { sdp } = someone.describe('offer', ['audio']);
    await play(lab, 'anna', '/chat', [
        [true, { type: 'message', from: 'anna', text: 'why does this not work?' }],
        [true, { type: 'message', from: 'anna', text: sdp }],
        [false, { type: 'message', from: 'bert', text: 'paste a candidate too' }],
        [true, { type: 'message', from: 'anna', text: someone.candidate().candidate }],
        [false, { type: 'message', from: 'bert', text: 'the answer?' }]
    ]);
    await finish(truth, lab);
}

exports.scenarios = {
    'plain-trading': trading,
    'plain-hr': hr,
    'plain-binary': binary,
    'plain-chat': ownChat,
    'plain-pasted-sdp': pastedSdp
};
