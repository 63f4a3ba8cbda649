// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* An upgrade request whose request line takes several TCP segments, as a LiveKit client sends it: with
 * a JoinRequest (protobuf, gzip, base64url) in the URL that holds the first offer. */

const crypto = require('crypto');
const zlib = require('zlib');
const { DATE } = require('../lib/truth');
const { Lab, version } = require('../lib/lab');
const { Party } = require('../lib/sdp');

const PORT = 7880;

function varint(value) {
    const bytes = [];
    for (; value > 127; value >>= 7) bytes.push((value & 127) | 128);
    return Buffer.from([...bytes, value]);
}

const field = (number, content) =>
    Buffer.concat([varint((number << 3) | 2), varint(content.length), Buffer.from(content)]);

async function longUrl(truth) {
    const kinds = Array.from({ length: 12 }, () => 'audio');
    const { sdp } = new Party('192.0.2.10').describe('offer', kinds);
    // Something that gzip cannot make small keeps the line longer than a segment.
    const metadata = crypto.randomBytes(3000).toString('base64');
    const join = Buffer.concat([
        field(3, metadata),
        field(6, Buffer.concat([field(1, 'offer'), field(2, sdp)]))
    ]);
    const wrapped = Buffer.concat([Buffer.from([0x08, 0x01]), field(2, zlib.gzipSync(join))]);
    const path = `/rtc/v1?access_token=e30.e30.sig&join_request=${wrapped.toString('base64url')}`;

    truth.origin = `${version('ws')} to ${version('ws')} (Node ${process.versions.node}), a join request of our own, ${DATE}; recorded`;
    truth.note('Wireshark 4.0 takes such a connection for HTTP only with the help of the plugin.');
    const lab = new Lab(truth);
    await lab.startWs({ wsPort: PORT });
    const pair = await lab.open('a long request line', { path, url: `ws://127.0.0.1:${PORT}` });
    truth.connections[0].url_offer = {
        sdp_sha256: crypto.createHash('sha256').update(sdp).digest('hex')
    };
    await lab.say(pair.server, new Party('198.51.100.20').describe('answer', kinds));
    await pair.client.message();
    pair.client.ws.close(1000);
    await lab.settle(pair, 'client');
    lab.stop();
    truth.expect({});
}

exports.scenarios = { 'long-url': longUrl };
