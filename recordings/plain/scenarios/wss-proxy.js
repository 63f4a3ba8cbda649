// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* wss through an HTTP proxy (CONNECT), both legs captured: the same TLS session on two TCP
 * connections. */

const fs = require('fs');
const http = require('http');
const https = require('https');
const net = require('net');
const path = require('path');
const tls = require('tls');
const WebSocket = require('ws');
const { DATE } = require('../lib/truth');
const { Lab, version } = require('../lib/lab');
const { certificate } = require('./tls-records');

const PORT = 8443,
    PROXY_PORT = 3128;

function startProxy() {
    const proxy = http.createServer();
    proxy.on('connect', (request, client, head) => {
        const [host, port] = request.url.split(':');
        const server = net.connect(Number(port), host, () => {
            client.write('HTTP/1.1 200 Connection established\r\n\r\n');
            server.write(head);
            server.pipe(client).pipe(server);
        });
    });
    return new Promise(done => proxy.listen(PROXY_PORT, '127.0.0.1', () => done(proxy)));
}

function tunnel() {
    const request = http.request({
        host: '127.0.0.1',
        port: PROXY_PORT,
        method: 'CONNECT',
        path: `localhost:${PORT}`
    });
    request.end();
    return new Promise(done => request.once('connect', (response, socket) => done(socket)));
}

async function wssProxy(truth, file) {
    const server = https.createServer(certificate(path.dirname(file)));
    server.on('keylog', line => fs.appendFileSync(file.replace('.truth.json', '.keys'), line));
    await new Promise(done => server.listen(PORT, '127.0.0.1', done));
    const proxy = await startProxy();
    truth.origin = `${version('ws')} to ${version('ws')} (Node ${process.versions.node}) through a CONNECT proxy of Node, ${DATE}; recorded`;
    truth.note('Connection 0 is the leg to the proxy, 1 that from the proxy to the server.');
    const lab = new Lab(truth);
    lab.wsServer = new WebSocket.WebSocketServer({ server, perMessageDeflate: false });
    lab.wsQueue = [];
    lab.wsWaiting = [];
    lab.wsServer.on('connection', ws =>
        lab.wsWaiting.length ? lab.wsWaiting.shift()(ws) : lab.wsQueue.push(ws)
    );
    const socket = await tunnel();
    const pair = await lab.open('to the proxy', {
        url: `wss://localhost:${PORT}`,
        options: {
            rejectUnauthorized: false,
            createConnection: () =>
                tls.connect({ socket, servername: 'localhost', rejectUnauthorized: false })
        }
    });
    await lab.call(pair, { kinds: ['audio'] });
    pair.client.ws.close(1000);
    await lab.settle(pair, 'client');
    const again = truth.connection('from the proxy', '/ws').index;
    for (const list of [truth.items, truth.closes])
        list.push(...list.map(entry => ({ ...entry, connection: again })));
    lab.stop();
    server.close();
    proxy.close();
    truth.expect({});
}

exports.scenarios = { 'wss-proxy': wssProxy };
