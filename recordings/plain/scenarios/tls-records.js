// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* wss whose TLS records are so small that one message takes several in one TCP segment, as servers
 * with dynamic record sizes do it. */

const fs = require('fs');
const https = require('https');
const path = require('path');
const { execFileSync } = require('child_process');
const WebSocket = require('ws');
const { DATE } = require('../lib/truth');
const { Lab, version } = require('../lib/lab');

const PORT = 8443;
const RECORD_BYTES = 512;

/* A key and certificate for as long as the recording takes. */
function certificate(folder) {
    const key = path.join(folder, 'key.pem'),
        cert = path.join(folder, 'cert.pem');
    const args = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost'.split(' ');
    execFileSync('openssl', [...args, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
}

async function tlsRecords(truth, file) {
    const server = https.createServer(certificate(path.dirname(file)));
    server.on('keylog', line => fs.appendFileSync(file.replace('.truth.json', '.keys'), line));
    server.on('secureConnection', socket => socket.setMaxSendFragment(RECORD_BYTES));
    await new Promise(done => server.listen(PORT, '127.0.0.1', done));

    truth.origin = `${version('ws')} to ${version('ws')} (Node ${process.versions.node}), TLS records of ${RECORD_BYTES} bytes, ${DATE}; recorded`;
    const lab = new Lab(truth);
    lab.wsServer = new WebSocket.WebSocketServer({ server, perMessageDeflate: false });
    lab.wsQueue = [];
    lab.wsWaiting = [];
    lab.wsServer.on('connection', ws =>
        lab.wsWaiting.length ? lab.wsWaiting.shift()(ws) : lab.wsQueue.push(ws)
    );
    const pair = await lab.open('small records', {
        url: `wss://localhost:${PORT}`,
        options: { rejectUnauthorized: false }
    });
    pair.client.ws._socket.setMaxSendFragment(RECORD_BYTES);
    await lab.call(pair, { kinds: ['audio', 'audio', 'audio', 'application'] });
    pair.client.ws.close(1000);
    await lab.settle(pair, 'client');
    lab.stop();
    server.close();
    truth.expect({});
}

exports.certificate = certificate;
exports.scenarios = { 'tls-records': tlsRecords };
