// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* What the applications did, as they log it themselves: ../TRUTH.md. */

const crypto = require('crypto');
const fs = require('fs');
const { closeBody } = require('./wire');

const DATE = '2026-11-23';
const NORMAL = code => code === 1000 || code === 1001;
const RESERVED = code => [1004, 1005, 1006, 1015].includes(code);
const INVALID = code => code < 1000 || (code >= 1016 && code <= 2999) || code > 4999;

const digest = text => crypto.createHash('sha256').update(text).digest('hex');

/* What the Close frames alone must lead to; what else a scenario expects it says itself. */
function closeFindings(closes) {
    const found = {};
    const add = rule => {
        found[rule] = (found[rule] || 0) + 1;
    };
    const first = {};
    for (const close of closes) {
        const { connection, code } = close;
        if (code !== undefined) {
            if (RESERVED(code)) add('close.reserved_code');
            if (INVALID(code)) add('close.invalid_code');
            if (!NORMAL(code)) add('close.abnormal');
        }
        if (close.reason_hex) add('close.reason_not_utf8');
        if (close.short) add('close.short_body');
        const side = close.from_client ? 'client' : 'server';
        if (side === close.initiator) first[connection] = close;
        else if (
            first[connection] &&
            first[connection].code !== undefined &&
            code !== undefined &&
            code !== first[connection].code
        )
            add('close.code_mismatch');
    }
    return found;
}

class Truth {
    constructor(name) {
        this.name = name;
        this.connections = [];
        this.items = [];
        this.closes = [];
        this.decode = null;
        this.sides = null;
        this.since = null;
        this.notes = [];
        this.sessions = [];
        this.origin = '';
        this.expected = {};
    }

    /* Called just before the upgrade request goes out. */
    connection(label, path) {
        const index = this.connections.length;
        this.connections.push({ index, label, path });
        return this.link(index);
    }

    link(index) {
        return {
            index,
            logReceived: false,
            close: (fromClient, body) => this.closeBytes(index, fromClient, body)
        };
    }

    /* A signaling object goes out. Gives its text. */
    signal(index, fromClient, object) {
        const item = { connection: index, from_client: fromClient };
        if (object.sdp !== undefined) {
            item.kind = object.type;
            item.sdp_sha256 = digest(object.sdp);
            item.media = Array.from(object.sdp.matchAll(/^m=(\S+)/gm), m => m[1]);
        } else if (object.candidate) {
            item.kind = 'candidate';
            item.candidate = object.candidate;
            item.mid = object.sdpMid;
        } else {
            item.kind = 'end-of-candidates';
        }
        this.items.push(item);
        return JSON.stringify(object);
    }

    /* A Close frame, as bytes. The first one of a connection names the initiator. */
    closeBytes(index, fromClient, body) {
        const earlier = this.closes.find(c => c.connection === index);
        const entry = { connection: index, from_client: fromClient };
        if (body.length >= 2) {
            entry.code = body.readUInt16BE(0);
            const reason = body.subarray(2),
                text = reason.toString();
            if (reason.length) {
                entry.reason = text;
                if (!Buffer.from(text).equals(reason)) entry.reason_hex = reason.toString('hex');
            }
        } else if (body.length === 1) {
            entry.short = true;
        }
        entry.initiator = earlier ? earlier.initiator : fromClient ? 'client' : 'server';
        this.closes.push(entry);
    }

    /* A Close that a library reports to its application (1005: it was empty, 1006: none came). */
    closeReported(index, fromClient, code, reason, initiator) {
        if (code === 1006) return;
        this.closeBytes(
            index,
            fromClient,
            code === 1005 ? closeBody() : closeBody(code, reason || '')
        );
        this.closes[this.closes.length - 1].initiator = initiator;
    }

    /* One peer connection: its offers, by digest, each with what answered it; `stray`: the others. */
    session(exchanges, stray = []) {
        this.sessions.push({ exchanges, ...(stray.length && { stray }) });
    }

    note(...text) {
        this.notes.push(text.join(' '));
    }
    expect(findings) {
        this.expected = findings;
    }

    /* Traffic that is no signaling: only the Close frames can lead to findings. */
    expectFromCloses() {
        this.expected = closeFindings(this.sortedCloses());
    }

    sortedCloses() {
        const rank = c =>
            c.connection * 2 + (c.initiator === (c.from_client ? 'client' : 'server') ? 0 : 1);
        return this.closes.sort((a, b) => rank(a) - rank(b));
    }

    write(file) {
        this.sortedCloses();
        this.check();
        const truth = {
            capture: this.name + '.pcapng',
            origin: this.origin,
            again: `recordings/plain/record.sh ${this.name}`
        };
        if (this.notes.length) truth.notes = this.notes;
        if (this.decode) truth.decode = this.decode;
        if (this.sides) truth.sides = this.sides;
        if (this.since) truth.since = this.since;
        if (this.dialect) truth.dialect = this.dialect;
        Object.assign(truth, { connections: this.connections });
        if (this.messages) truth.messages = this.messages;
        Object.assign(truth, {
            items: this.items,
            closes: this.closes,
            ...(this.sessions.length && { sessions: this.sessions }),
            findings: this.expected
        });
        const plain = new Set(['connections', 'messages', 'items', 'closes', 'notes', 'sessions']);
        const lines = Object.entries(truth).map(([key, value]) => {
            if (!plain.has(key) || !value.length)
                return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
            return (
                `  "${key}": [\n` + value.map(v => '    ' + JSON.stringify(v)).join(',\n') + '\n  ]'
            );
        });
        fs.writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
    }

    /* The expectation is written by hand; the rules about Close codes are reckoned as well. */
    check() {
        const fromCloses = closeFindings(this.closes);
        const ours = [
            'abnormal',
            'reserved_code',
            'invalid_code',
            'reason_not_utf8',
            'short_body',
            'code_mismatch'
        ].map(what => 'close.' + what);
        for (const rule of ours)
            if ((fromCloses[rule] || 0) !== (this.expected[rule] || 0))
                throw new Error(
                    `${this.name}: ${rule} ${fromCloses[rule]} reckoned, ` +
                        `${this.expected[rule]} expected: ${JSON.stringify(this.closes)}`
                );
    }
}

module.exports = { DATE, Truth, closeFindings, digest };
