// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Payloads that software at hand does not send: every form of a candidate, broken signaling, framings
 * without a real server. Each row of a list is one message with the items that are in it. */

const crypto = require('crypto');
const { DATE } = require('../lib/truth');
const { Lab } = require('../lib/lab');
const { Party } = require('../lib/sdp');

const CRAFTED = `messages written by hand, sent over ws (Node ${process.versions.node}), ${DATE}; crafted`;

const HOST6 = 'candidate:3 1 UDP 2130706431 2001:db8::5 50001 typ host';
const SRFLX =
    'candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 192.0.2.1 rport 50001 ' +
    'generation 0 ufrag abcd network-id 1 network-cost 10';
const RELAY =
    'candidate:2 1 udp 41885439 198.51.100.9 61000 typ relay raddr 203.0.113.7 rport 46154 ' +
    'url turn:turn.example.org generation 1';
const ACTIVE = 'candidate:4 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active';
const MDNS = 'candidate:0 1 udp 2113937151 0b5bd4e0-1a2b-4c3d-8e4f-5a6b7c8d9e0f.local 54321 typ host';

const end = { kind: 'end-of-candidates' };
const candidate = (text, mid) => ({ kind: 'candidate', candidate: text, mid });
const description = (kind, sdp) => ({
    kind,
    sdp_sha256: crypto.createHash('sha256').update(sdp).digest('hex'),
    media: Array.from(sdp.matchAll(/^m=(\S+)/gm), m => m[1])
});

/* Plays [text, ...items] rows from the client to the server, after one good offer. */
async function play(truth, rows) {
    truth.origin = CRAFTED;
    const lab = new Lab(truth);
    const pair = await lab.open('all messages from the client');
    await lab.say(pair.client, new Party('192.0.2.10').describe('offer', ['audio', 'application']));
    await pair.server.message();
    for (const [text, ...items] of rows) {
        for (const item of items)
            truth.items.push({ connection: pair.index, from_client: true, ...item });
        await pair.client.sendText(text);
        await pair.server.message();
    }
    pair.client.ws.close(1000);
    await lab.settle(pair, 'client');
    lab.stop();
}

async function forms(truth) {
    const json = JSON.stringify;
    const answer = new Party('198.51.100.20').describe('answer', ['audio', 'application']).sdp;
    const init = (text, mid) => ({ candidate: text, sdpMid: mid, sdpMLineIndex: Number(mid) });
    await play(truth, [
        [json({ type: 'answer', sdp: answer }), description('answer', answer)],
        [json({ type: 'rollback', sdp: '' }), { kind: 'rollback' }],
        [json({ type: 'rollback' }), { kind: 'rollback' }],
        [json({ type: 'pranswer', sdp: answer }), description('pranswer', answer)],
        [json({ sdpAnswer: answer }), description('answer', answer)],
        [json(init(HOST6, '0')), candidate(HOST6, '0')],
        [json({ candidate: init(SRFLX, '1') }), candidate(SRFLX, '1')],
        [
            json({ candidates: [init(RELAY, '0'), init(ACTIVE, '1')] }),
            candidate(RELAY, '0'),
            candidate(ACTIVE, '1')
        ],
        [json({ candidate: 'a=' + MDNS, sdpMid: null, sdpMLineIndex: 1 }), candidate(MDNS)],
        ['a=' + HOST6, candidate(HOST6)],
        ['a=end-of-candidates', end],
        [json({ candidate: null }), end],
        [json({ candidate: { candidate: '', sdpMid: '0', sdpMLineIndex: 0 } }), { ...end, mid: '0' }],
        [json({ candidate: { completed: true } }), end],
        [
            json({ iceCandidates: [{ foundation: 'f', priority: 1076302079, ip: '192.0.2.7', protocol: 'udp', type: 'host', port: 40000 }] }),
            candidate('candidate:f 1 udp 1076302079 192.0.2.7 40000 typ host')
        ],
        [json({ text: 'a=' + HOST6 })],
        [json({ chat: 'v=0 is how it begins' })],
        ['a' + json([json(init(HOST6, '0'))]), candidate(HOST6, '0')],
        [json(init(HOST6, '0')) + '\x1e' + json({ type: 6 }) + '\x1e', candidate(HOST6, '0')],
        [json(init(HOST6, '0')) + '\n' + json(init(SRFLX, '1')) + '\n', candidate(HOST6, '0'), candidate(SRFLX, '1')],
        ['SEND\ndestination:/call\n\n' + json(init(HOST6, '0')) + '\0', candidate(HOST6, '0')],
        ['CANDIDATE 7 ' + json(init(HOST6, '0')), candidate(HOST6, '0')]
    ]);
    truth.expect({
        'answer.unexpected': 3,
        'candidate.unknown_ufrag': 2,
        'candidate.prefix_a': 1,
        'candidate.after_end': 6
    });
}

async function broken(truth) {
    const offer = new Party('192.0.2.10').describe('offer', ['audio']).sdp;
    const bad = offer.replace('m=audio 9 ', 'm=audio nine ');
    const badCandidate = 'candidate:1 1 udp 2130706431 192.0.2.1 99999 typ host';
    const many = Array.from({ length: 1025 }, (_, i) => ({ candidate: HOST6, sdpMLineIndex: i }));
    await play(truth, [
        [JSON.stringify({ type: 'offer', sdp: offer }).slice(0, 300), { kind: 'offer' }],
        [JSON.stringify({ type: 'offer', sdp: bad }), description('offer', bad)],
        [JSON.stringify({ candidate: badCandidate, sdpMid: '0' }), candidate(badCandidate, '0')],
        [JSON.stringify(many), ...many.slice(0, 1024).map(() => candidate(HOST6))]
    ]);
    truth.note('The first message is cut off in the middle of the SDP; the last has one item more than a message may hold.');
    truth.expect({
        malformed: 1,
        'sdp.malformed': 1,
        'offer.unanswered': 2, // not the one that is cut off
        'candidate.malformed': 1,
        limit: 1,
        'candidate.unknown_mline': 1023,
        'message.big': 1
    });
}

exports.scenarios = {
    'crafted-forms': forms,
    'fault-payloads': broken
};
