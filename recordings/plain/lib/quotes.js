// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* What people say about WebRTC, and other things with the same words, in messages that are no
 * signaling. No value is a whole description. */

const chat = [
    'hi all',
    'did you see the offer they made for the old flat?',
    'what is the answer to question 7?',
    'I am the candidate for the board :-)',
    'candidate',
    'offer',
    'answer',
    'bye',
    '{"type":"offer"}',
    'my browser logs: candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0 - is that bad?',
    'a=candidate:1 1 UDP 2130706431 192.0.2.1 5000 typ host',
    'the line was m=audio 9 UDP/TLS/RTP/SAVPF 111 and then a=sendrecv',
    'a=ice-ufrag:F7gI\r\na=ice-pwd:x9cml/YzichV2+XlhiMu8g\r\na=setup:actpass',
    'it begins with v=0 and an o= line',
    'v=0',
    'v=0 is zero volts',
    'a=end-of-candidates',
    'type: offer, sdp: "v=0..." is what I get',
    'sdp stands for Software Delivery Plan here',
    'no answer yet',
    'emoji 🎉🎉 and umlauts äöüß',
    'x'.repeat(300),
    'ok',
    'thanks, see you at 1:1 udp :)'
];

const rows = n =>
    Array.from({ length: n }, (_, i) => ({
        id: i,
        name: `Candidate ${i}`,
        score: (i * 37) % 101,
        tags: ['offer', 'answer', 'ice'].slice(0, i % 4)
    }));

module.exports = { chat, rows };
