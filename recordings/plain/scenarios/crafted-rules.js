// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Each rule for one message, or for two descriptions, on a connection of its own: what tests/lint has
 * as bad input, with credentials and ids of its own so that no two connections are one call. */

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { DATE } = require('../lib/truth');
const { Lab } = require('../lib/lab');

const FOLDER = path.join(__dirname, '../../../tests/lint');

/* Shown by other captures, on messages that are none of a call. */
const ELSEWHERE = ['candidate.malformed', 'error.reported', 'limit', 'malformed', 'sdp.malformed'];

/* What comes besides: a swap is two m-lines of the wrong kind, and an offer has to be bad by itself
 * for some answers to be bad. */
const BESIDES = {
    'answer.media_kind': 'answer.media_kind',
    'answer.rtcp_mux': 'sdp.rtcp_mux_missing',
    'answer.setup_same': 'sdp.setup_offer'
};

const read = (rule, suffix) => fs.readFileSync(path.join(FOLDER, `${rule}.${suffix}`), 'latin1');
const pick = (n, set) => Array.from(crypto.randomBytes(n), b => set[b % set.length]).join('');

/* What the inputs have in common, and what becomes of it on one connection. */
function renamer() {
    const hex = () => pick(8, '0123456789ABCDEF').match(/../g).join(':');
    const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
    const names = [
        ['eNLR', pick(4, letters)],
        ['q1Wx', pick(4, letters)],
        ['nEwU', pick(4, letters)],
        ['0123456789abcdef', pick(16, letters)],
        ['abcdefghijklmnop', pick(16, letters)],
        ['zyxwvutsrqponmlk', pick(16, letters)],
        ['7B:8B:F0:65', hex()],
        ['4A:AD:B9:B1', hex()],
        ['4611731400430051336', '46' + pick(17, '0123456789')],
        ['- 77001 ', `- 77${pick(8, '0123456789')} `]
    ];
    return text => names.reduce((t, [from, to]) => t.split(from).join(to), text);
}

class Talk {
    constructor(truth, pair, rename) {
        Object.assign(this, { truth, pair, rename });
    }

    async send(fromClient, text, item) {
        const from = fromClient ? this.pair.client : this.pair.server,
            to = fromClient ? this.pair.server : this.pair.client;
        if (item)
            this.truth.items.push({ connection: this.pair.index, from_client: fromClient, ...item });
        await from.sendText(text);
        await to.message();
    }

    /* A description, in whatever text. */
    async describe(kind, sdp, text = JSON.stringify({ type: kind, sdp })) {
        await this.send(kind === 'offer', text, {
            kind,
            sdp_sha256: crypto.createHash('sha256').update(sdp).digest('hex'),
            media: Array.from(sdp.matchAll(/^m=(\S+)/gm), m => m[1])
        });
    }

    /* A call without fault, which the bad input is a part of. */
    async begin() {
        const [offer, answer] = this.rename(read('answer.echo', 'good')).split('== answer\r\n');
        await this.describe('offer', offer);
        return () => this.describe('answer', answer);
    }

    async play(rule) {
        const text = this.rename(read(rule, 'bad'));
        const [first, second] = text.split(/== (?:answer|later offer)\r\n/);
        if (second && rule.startsWith('answer.')) {
            await this.describe('offer', first);
            return this.describe('answer', second);
        }
        if (second) {
            const answer = await this.begin();
            await answer();
            return this.describe('offer', second);
        }
        const object = JSON.parse(text);
        if (object.sdp && /^offer$/i.test(object.type)) return this.describe('offer', object.sdp, text);
        const answer = await this.begin();
        if (object.sdp) return this.describe('answer', object.sdp, text);
        await answer();
        if (object.sdp === null) return this.send(true, text); // no description, whatever it says
        return this.send(true, text, {
            kind: 'candidate',
            candidate: object.candidate.replace(/^a=/, ''),
            mid: object.sdpMid === null ? undefined : object.sdpMid
        });
    }
}

async function rules(truth) {
    truth.origin = `messages written by hand (tests/lint), sent over ws (Node ${process.versions.node}), ${DATE}; crafted`;
    const lab = new Lab(truth);
    const names = fs
        .readdirSync(FOLDER)
        .filter(name => name.endsWith('.bad'))
        .map(name => name.slice(0, -4))
        .filter(name => !ELSEWHERE.includes(name))
        .sort();
    const findings = {};
    for (const rule of names) {
        const pair = await lab.open(rule, { path: '/' + rule });
        const talk = new Talk(truth, pair, renamer());
        await talk.play(rule);
        for (const found of [rule, BESIDES[rule]])
            if (found) findings[found] = (findings[found] || 0) + 1;
        pair.client.ws.close(1000);
        await lab.settle(pair, 'client');
    }
    lab.stop();
    truth.note(
        'A connection for each rule, named in its path. Offers that are themselves the fault get no answer.',
        'Each of them is offer.unanswered, on a second pass.'
    );
    const count = kind => truth.items.filter(item => item.kind === kind).length;
    findings['offer.unanswered'] = count('offer') - count('answer');
    truth.expect(findings);
}

exports.scenarios = { 'fault-rules': rules };
