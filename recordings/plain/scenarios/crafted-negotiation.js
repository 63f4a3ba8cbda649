// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Each rule about a negotiation as a whole, on a connection of its own: what a message is to those
 * before and after it. What one description, or an answer by itself, has wrong is in crafted-rules.js. */

const { DATE, digest } = require('../lib/truth');
const { Lab } = require('../lib/lab');
const { END, Party } = require('../lib/sdp');

const TURN = { type: 'config', iceServers: [{ urls: ['turn:turn.example.test'], username: 'u', credential: 'c' }] };

/* One connection: two parties, and what they have agreed on so far. */
class Call {
    constructor(lab, pair) {
        Object.assign(this, { lab, pair });
        this.caller = new Party('192.0.2.10');
        this.callee = new Party('198.51.100.20');
        this.version = 1;
        this.exchanges = [];
        this.stray = [];
    }

    async send(fromClient, text) {
        const { client, server } = this.pair;
        await (fromClient ? client : server).sendText(text);
        await (fromClient ? server : client).message();
    }

    /* A description, a candidate or END. */
    say(fromClient, object) {
        return this.send(fromClient, this.lab.truth.signal(this.pair.index, fromClient, object));
    }

    /* Of that party, in a version of its own (RFC 3264 section 8). */
    describe(party, type) {
        const { sdp } = party.describe(type === 'offer' ? 'offer' : 'answer', ['audio']);
        return { type, sdp: sdp.replace(' 2 IN IP4', ` ${++this.version} IN IP4`) };
    }

    async offer(fromClient = true) {
        const object = this.describe(fromClient ? this.caller : this.callee, 'offer');
        this.exchanges.push({ offer: digest(object.sdp) });
        await this.say(fromClient, object);
        return object;
    }

    async answer(fromClient = false, type = 'answer', exchange = this.exchanges[this.exchanges.length - 1]) {
        const object = this.describe(fromClient ? this.caller : this.callee, type);
        exchange[type] = digest(object.sdp);
        await this.say(fromClient, object);
    }

    async round() {
        await this.offer();
        await this.answer();
    }
}

/* What happens on the connection; the rule that it breaks is its name. */
const CASES = {
    async 'candidate.early'(call) {
        await call.say(true, call.caller.candidate(0));
        await call.round();
    },
    async 'candidate.no_relay'(call) {
        await call.send(false, JSON.stringify(TURN));
        await call.round();
        await call.say(true, call.caller.candidate(0));
        await call.say(true, END);
    },
    async 'candidate.unknown_ufrag'(call) {
        await call.round();
        await call.say(true, new Party('192.0.2.11').candidate(0));
    },
    async 'candidate.unknown_mline'(call) {
        await call.round();
        await call.say(true, { ...call.caller.candidate(0), sdpMid: '7', sdpMLineIndex: 7 });
    },
    async 'candidate.after_end'(call) {
        await call.round();
        await call.say(true, call.caller.candidate(0));
        await call.say(true, END);
        await call.say(true, call.caller.candidate(1));
    },
    async 'ice.restart_half'(call) {
        await call.round();
        Object.assign(call.caller, (({ ufrag, pwd }) => ({ ufrag, pwd }))(new Party('192.0.2.10')));
        await call.round();
    },
    async 'offer.loop'(call) {
        for (let i = 0; i < 11; i++) await call.round();
    },
    async 'offer.repeated'(call) {
        const offer = await call.offer();
        await call.say(true, offer);
        await call.answer();
    },
    async 'offer.unanswered'(call) {
        await call.offer();
    },
    async 'offer.wrong_state'(call) {
        await call.offer();
        await call.answer(false, 'pranswer');
        await call.round();
    },
    async 'offer.glare'(call) {
        await call.round();
        await call.offer();
        const exchange = call.exchanges[1];
        await call.offer(false);
        await call.answer(false, 'answer', exchange);
    },
    async 'answer.unexpected'(call) {
        await call.round();
        const object = call.describe(call.callee, 'answer');
        call.stray.push(digest(object.sdp));
        await call.say(false, object);
    },
    /* Nothing is wrong here: the same steps in their order. */
    async nothing(call) {
        await call.round();
        await call.say(true, call.caller.candidate(0));
        await call.say(false, call.callee.candidate(0));
        await call.say(true, END);
        await call.say(false, END);
        await call.round();
    }
};

async function negotiation(truth) {
    truth.origin = `messages written by hand, sent over ws (Node ${process.versions.node}), ${DATE}; crafted`;
    truth.note('A connection for each rule about a negotiation, named in its path; the last one is lost on purpose.');
    const lab = new Lab(truth);
    const findings = {};
    for (const [rule, play] of Object.entries(CASES)) {
        const pair = await lab.open(rule, { path: '/' + rule });
        const call = new Call(lab, pair);
        await play(call);
        truth.session(call.exchanges, call.stray);
        if (rule !== 'nothing') findings[rule] = 1;
        pair.client.ws.close(1000);
        await lab.settle(pair, 'client');
    }
    const pair = await lab.open('connection.lost_in_negotiation', { path: '/connection.lost_in_negotiation' });
    const call = new Call(lab, pair);
    await call.offer();
    truth.session(call.exchanges);
    pair.client.ws._socket.resetAndDestroy();
    await Promise.all([pair.client.gone, pair.server.gone]);
    lab.stop();
    findings['connection.lost_in_negotiation'] = 1;
    findings['close.no_handshake'] = 1;
    findings['offer.unanswered'] += 1; // nor did the lost one get an answer
    truth.expect(findings);
}

exports.scenarios = { 'crafted-negotiation': negotiation };
