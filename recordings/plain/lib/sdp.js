// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Small correct WebRTC descriptions and candidates (RFC 8829), without a browser. */

const crypto = require('crypto');

const pick = (n, set) => Array.from(crypto.randomBytes(n), b => set[b % set.length]).join('');
const ICE_CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/* Who takes part in a call: its ICE credentials, certificate and addresses. */
class Party {
    constructor(address) {
        this.address = address;
        this.ufrag = pick(4, ICE_CHARS);
        this.pwd = pick(24, ICE_CHARS);
        this.fingerprint = crypto
            .randomBytes(32)
            .toString('hex')
            .toUpperCase()
            .match(/../g)
            .join(':');
        this.id = crypto.randomBytes(7).readUIntBE(0, 6) + 1000000000000;
        this.ports = 50000 + crypto.randomInt(10000);
    }

    describe(type, kinds, session = '-') {
        const lines = [
            'v=0',
            `o=- ${this.id} 2 IN IP4 127.0.0.1`,
            `s=${session}`,
            't=0 0',
            `a=group:BUNDLE ${kinds.map((_, i) => i).join(' ')}`,
            'a=ice-options:trickle'
        ];
        kinds.forEach((kind, mid) => lines.push(...this.section(type, kind, mid)));
        return { type, sdp: lines.join('\r\n') + '\r\n' };
    }

    section(type, kind, mid) {
        const common = [
            'c=IN IP4 0.0.0.0',
            `a=ice-ufrag:${this.ufrag}`,
            `a=ice-pwd:${this.pwd}`,
            `a=fingerprint:sha-256 ${this.fingerprint}`,
            `a=setup:${type === 'offer' ? 'actpass' : 'active'}`,
            `a=mid:${mid}`
        ];
        if (kind === 'application')
            return [
                'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
                ...common,
                'a=sctp-port:5000',
                'a=max-message-size:262144'
            ];
        return [
            'm=audio 9 UDP/TLS/RTP/SAVPF 111',
            ...common,
            'a=sendrecv',
            'a=rtcp-mux',
            'a=rtpmap:111 opus/48000/2',
            'a=fmtp:111 minptime=10;useinbandfec=1'
        ];
    }

    candidate(n = 0) {
        const priority = ((126 << 24) | ((65535 - n) << 8) | 255) >>> 0;
        return {
            candidate:
                `candidate:${1000 + n} 1 udp ${priority} ${this.address} ` +
                `${this.ports + n} typ host generation 0 ufrag ${this.ufrag}`,
            sdpMid: '0',
            sdpMLineIndex: 0,
            usernameFragment: this.ufrag
        };
    }
}

const END = { candidate: '', sdpMid: '0', sdpMLineIndex: 0 };

module.exports = { END, Party };
