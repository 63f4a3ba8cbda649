// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Chats whose words and whose subprotocol are those of signaling systems. Nothing of it is signaling. */

const { DATE } = require('../lib/truth');
const { Lab, version } = require('../lib/lab');
const { sleep } = require('../lib/wire');

const REAL = `own application on ${version('ws')} (Node ${process.versions.node}), ${DATE}; recorded`;

/* Lines of people, one a message: "c: ..." from the client, "s: ..." from the server. */
async function talk(lab, label, path, protocols, lines) {
    const pair = await lab.open(label, { path, protocols });
    for (const line of lines) {
        const side = line.startsWith('c: ') ? pair.client : pair.server;
        side.ws.send(line.slice(3));
        await sleep(3);
    }
    await sleep(20);
    pair.client.ws.close(1000, 'done');
    await lab.settle(pair, 'client');
}

async function words(truth) {
    truth.origin = REAL;
    truth.note(
        'People greet each other, and talk of sessions and rooms, in the capitals of GStreamer\'s signalling server;',
        'others chat over XMPP, without any Jingle, and something that is no XML gets among it.'
    );
    const lab = new Lab(truth);
    await lab.startWs();
    await talk(lab, 'anna', '/chat', undefined, [
        'c: HELLO there', 's: SESSION x', 'c: SESSION tomorrow?', 's: ROOM 12', 'c: ERROR 404, not found',
        's: HELLO 1234', 'c: SESSION 5678', 's: OFFER_REQUEST'
    ]);
    await talk(lab, 'bert', '/chat', undefined, [
        'c: HELLO bert', 's: HELLO', 'c: SESSION now', 's: fine', 's: SESSION_OK', 'c: ROOM lobby'
    ]);
    const muc = 'http://jabber.org/protocol/muc';
    await talk(lab, 'carla', '/ws', ['xmpp'], [
        "c: <open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='example.test' version='1.0'/>",
        "s: <open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example.test' id='1' version='1.0'/>",
        "c: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>",
        "s: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>",
        `c: <presence xmlns='jabber:client' to='room@conference.example.test/carla'><x xmlns='${muc}'/></presence>`,
        "s: <message xmlns='jabber:client' type='groupchat' from='room@conference.example.test/dan'><body>offer or answer?</body></message>",
        "c: <iq xmlns='jabber:client' type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>",
        "s: <iq xmlns='jabber:client' type='error' id='p1'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
        's: garbage',
        's: <html><body>502 Bad Gateway</body></html>',
        "c: <message xmlns='jabber:client'><bo",
        "c: <close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>"
    ]);
    lab.stop();
    truth.expectFromCloses();
}

exports.scenarios = { 'plain-words': words };
