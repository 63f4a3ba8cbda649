// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Real libraries that speak something over WebSocket that is no WebRTC signaling. */

const http = require('http');
const fs = require('fs');
const os = require('os');
const path = require('path');
const WebSocket = require('ws');
const { DATE } = require('../lib/truth');
const { version } = require('../lib/lab');
const { Watch } = require('../lib/watch');
const { chat, rows } = require('../lib/quotes');
const { sleep } = require('../lib/wire');

const PORT = 8080;
const on = what => `${what} (Node ${process.versions.node}), ${DATE}; recorded`;
/* For packages that do not let their package.json be required. */
const versionOf = name =>
    `${name} ` +
    JSON.parse(fs.readFileSync(path.join(__dirname, '../node_modules', name, 'package.json')))
        .version;
const once = (emitter, event) => new Promise(done => emitter.once(event, done));
const listen = server => new Promise(done => server.listen(PORT, '127.0.0.1', done));

async function socketio(truth) {
    const { Server } = require('socket.io');
    const { io } = require('socket.io-client');
    truth.origin = on(`own chat on ${versionOf('socket.io')} and ${versionOf('socket.io-client')}`);
    truth.note(
        'anna starts with HTTP long polling and upgrades; bert and carl use WebSocket only, carl',
        'with permessage-deflate. Events are called offer, answer, candidate, join, signal.'
    );
    const watch = new Watch(truth);
    const server = http.createServer();
    const hub = new Server(server, {
        perMessageDeflate: { threshold: 200 },
        pingInterval: 150,
        pingTimeout: 1000
    });
    const events = [
        'message',
        'offer',
        'answer',
        'candidate',
        'join',
        'leave',
        'typing',
        'signal',
        'bye'
    ];
    hub.on('connection', socket => {
        for (const event of events)
            socket.on(event, (...args) => {
                const reply = typeof args[args.length - 1] === 'function' ? args.pop() : null;
                socket.broadcast.emit(event, { from: socket.id, data: args[0] });
                if (reply) reply({ ok: true, answer: args.length });
            });
    });
    await listen(server);
    const clients = {};
    for (const [name, options] of [
        ['anna', {}],
        ['bert', { transports: ['websocket'] }],
        ['carl', { transports: ['websocket'], perMessageDeflate: true }]
    ]) {
        watch.label = name;
        clients[name] = io(`http://127.0.0.1:${PORT}`, { forceNew: true, ...options });
        await once(clients[name], 'connect');
        if (name === 'anna') await once(clients[name].io.engine, 'upgrade');
    }
    const { anna, bert, carl } = clients;
    anna.emit('join', { room: 'webrtc-help', name: 'anna' });
    for (let i = 0; i < chat.length; i++) {
        [anna, bert, carl][i % 3].emit('message', chat[i]);
        await sleep(4);
    }
    anna.emit('offer', { price: 12, what: 'an old bicycle' });
    bert.emit('answer', { text: 'no, thanks' });
    bert.emit('answer', 42, () => {});
    carl.emit('candidate', { name: 'carl', votes: 12, sdpMid: null });
    carl.emit('candidate', null);
    anna.emit('candidate', '');
    anna.emit('signal', { type: 'offer', salary: 70000 });
    bert.emit('signal', Buffer.from('v=0'));
    carl.emit('message', { type: 'candidate', rows: rows(30) });
    await sleep(400);
    for (const socket of Object.values(clients)) {
        socket.disconnect();
        await sleep(60);
    }
    hub.close();
    truth.expectFromCloses();
}

async function graphql(truth) {
    const { buildSchema } = require('graphql');
    const { useServer } = require('graphql-ws/use/ws');
    const { createClient } = require('graphql-ws');
    truth.origin = on(`${versionOf('graphql-ws')}, ${versionOf('graphql')} and ${version('ws')}`);
    truth.note(
        'Types JobOffer and Candidate (a person). Connection 1 is refused by the library with 4403.'
    );
    const watch = new Watch(truth);
    const schema = buildSchema(`
        type Candidate { id: ID name: String answer: String sdp: String }
        type JobOffer { id: ID type: String salary: Int candidate: Candidate }
        type Query { offers: [JobOffer] candidate(id: ID): Candidate }
        type Mutation { answer(offer: ID, text: String): JobOffer }
        type Subscription { offer(role: String): JobOffer candidate: Candidate }`);
    const person = i => ({
        id: i,
        name: `Candidate ${i}`,
        answer: chat[i % chat.length],
        sdp: null
    });
    const offer = i => ({
        id: i,
        type: 'offer',
        salary: 50000 + i,
        candidate: i % 3 ? person(i) : null
    });
    const stream = (name, make, count) =>
        async function* () {
            for (let i = 0; i < count; i++) {
                await sleep(3);
                yield { [name]: make(i) };
            }
        };
    const roots = {
        query: { offers: () => [1, 2, 3].map(offer), candidate: ({ id }) => person(Number(id)) },
        mutation: { answer: ({ offer: id }) => offer(Number(id)) },
        subscription: {
            offer: stream('offer', offer, 20),
            candidate: stream('candidate', person, chat.length)
        }
    };
    const server = http.createServer();
    const wss = new WebSocket.WebSocketServer({ server, path: '/graphql' });
    useServer(
        { schema, roots, onConnect: ({ connectionParams }) => connectionParams.token === 'good' },
        wss
    );
    await listen(server);
    const connect = token =>
        createClient({
            url: `ws://127.0.0.1:${PORT}/graphql`,
            webSocketImpl: WebSocket,
            connectionParams: { token },
            retryAttempts: 0,
            lazy: true,
            keepAlive: 40
        });
    const run = (client, query, variables) =>
        new Promise((done, bad) =>
            client.subscribe({ query, variables }, { next() {}, error: bad, complete: done })
        );
    watch.label = 'subscriber';
    const client = connect('good');
    await Promise.all([
        run(
            client,
            'subscription Offer($role: String) { offer(role: $role) { type salary candidate { name sdp } } }',
            { role: 'cook' }
        ),
        run(client, 'subscription { candidate { id name answer } }'),
        run(
            client,
            'query { offers { id type candidate { answer } } candidate(id: 3) { name answer } }'
        ),
        run(client, 'mutation Answer($text: String) { answer(offer: 2, text: $text) { type } }', {
            text: 'v=0'
        })
    ]);
    await client.dispose();
    await sleep(60);
    watch.label = 'without a good token';
    await run(connect('bad'), 'query { offers { id } }').catch(() => {});
    await sleep(60);
    truth.expectFromCloses();
}

async function stomp(truth) {
    const Broker = require('stomp-broker-js');
    const { Client } = require('@stomp/stompjs');
    truth.origin = on(`${versionOf('@stomp/stompjs')} to ${versionOf('stomp-broker-js')}`);
    const watch = new Watch(truth);
    const server = http.createServer();
    const broker = new Broker({ server, path: '/stomp', heartbeat: [100, 100] });
    await listen(server);
    const connect = async (label, extra) => {
        watch.label = label;
        const client = new Client({
            webSocketFactory: () =>
                new WebSocket(`ws://127.0.0.1:${PORT}/stomp`, ['v12.stomp', 'v11.stomp'], {
                    perMessageDeflate: false
                }),
            reconnectDelay: 0,
            heartbeatIncoming: 100,
            heartbeatOutgoing: 100,
            ...extra
        });
        const ready = new Promise(done => {
            client.onConnect = done;
        });
        client.activate();
        await ready;
        return client;
    };
    const a = await connect('anna'),
        b = await connect('bert');
    for (const topic of ['/offers', '/answers', '/candidates', '/chat'])
        for (const client of [a, b]) client.subscribe(topic, () => {});
    for (let i = 0; i < chat.length; i++) {
        a.publish({ destination: '/chat', body: chat[i].replace(/\0/g, '') });
        b.publish({
            destination: '/offers',
            body: JSON.stringify({ type: 'offer', price: i }),
            headers: { 'content-type': 'application/json' }
        });
        if (i % 3 === 0)
            a.publish({
                destination: '/answers',
                body: JSON.stringify({ type: 'answer', offer: i })
            });
        if (i % 5 === 0)
            a.publish({
                destination: '/candidates',
                body: JSON.stringify({ candidate: { name: 'Max' } })
            });
        await sleep(4);
    }
    await sleep(150);
    await a.deactivate();
    await b.deactivate();
    await sleep(100);
    broker.stopHeartbeat && broker.stopHeartbeat();
    truth.expectFromCloses();
}

async function sockjs(truth) {
    const SockJS = require('sockjs-client');
    const sockjsServer = require('sockjs');
    truth.origin = on(
        `${versionOf('sockjs-client')} to ${versionOf('sockjs')} (both on ${versionOf('faye-websocket')})`
    );
    const watch = new Watch(truth);
    const server = http.createServer();
    const echo = sockjsServer.createServer({ prefix: '/echo', heartbeat_delay: 60, log() {} });
    echo.on('connection', peer => {
        peer.on('data', text => {
            if (text === 'please close') return peer.close(3500, 'as you wish');
            peer.write(text);
            if (text.length % 3 === 0)
                peer.write(JSON.stringify({ type: 'answer', to: text.slice(0, 20) }));
        });
    });
    echo.installHandlers(server);
    await listen(server);
    for (const [label, last] of [
        ['client closes', null],
        ['server closes', 'please close']
    ]) {
        watch.label = label;
        const client = new SockJS(`http://127.0.0.1:${PORT}/echo`, null, {
            transports: ['websocket']
        });
        await new Promise(done => {
            client.onopen = done;
        });
        const gone = new Promise(done => {
            client.onclose = done;
        });
        for (const text of chat) {
            client.send(text);
            await sleep(4);
        }
        for (const object of [
            { type: 'offer', price: 3 },
            { candidate: null },
            { candidate: { name: 'Erika' } },
            { type: 'rollback' }
        ])
            client.send(JSON.stringify(object));
        await sleep(150);
        if (last) client.send(last);
        else client.close();
        await gone;
        await sleep(100);
    }
    truth.expectFromCloses();
}

/* Enough of the SignalR JSON hub protocol for its own client: negotiate, handshake, invocations. */
function signalrServer() {
    const END = '\x1e'; /* ends each message */
    const server = http.createServer((request, response) => {
        request.resume();
        response.setHeader('Content-Type', 'application/json');
        response.end(
            JSON.stringify({
                connectionId: 'c1',
                connectionToken: 't1',
                negotiateVersion: 1,
                availableTransports: [
                    { transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }
                ]
            })
        );
    });
    const wss = new WebSocket.WebSocketServer({ server });
    wss.on('connection', ws => {
        const send = (...messages) => ws.send(messages.map(m => JSON.stringify(m) + END).join(''));
        ws.on('message', data => {
            for (const part of data.toString().split(END).filter(Boolean)) {
                const got = JSON.parse(part);
                if (got.protocol) send({});
                if (got.type === 1) {
                    send(
                        { type: 1, target: got.target, arguments: got.arguments },
                        ...(got.invocationId
                            ? [{ type: 3, invocationId: got.invocationId, result: 'answer' }]
                            : [])
                    );
                }
                if (got.type === 4) {
                    for (let i = 0; i < 5; i++)
                        send({ type: 2, invocationId: got.invocationId, item: { offer: i } });
                    send({ type: 3, invocationId: got.invocationId });
                }
            }
        });
    });
    return server;
}

async function signalr(truth) {
    const signalR = require('@microsoft/signalr');
    truth.origin = on(
        `${versionOf('@microsoft/signalr')} to a small hub server of our own on ${version('ws')}`
    );
    const watch = new Watch(truth);
    const server = signalrServer();
    await listen(server);
    watch.label = 'hub client';
    const hub = new signalR.HubConnectionBuilder()
        .withUrl(`http://127.0.0.1:${PORT}/chatHub`)
        .configureLogging(signalR.LogLevel.None)
        .build();
    hub.keepAliveIntervalInMilliseconds = 50;
    for (const target of ['SendMessage', 'Offer', 'Answer', 'Candidate', 'Join'])
        hub.on(target, () => {});
    await hub.start();
    for (const text of chat) await hub.invoke('SendMessage', 'anna', text);
    await hub.send('Offer', { type: 'offer', price: 70 });
    await hub.invoke('Answer', { type: 'answer', text: 'yes' });
    await hub.invoke('Candidate', { candidate: { name: 'Max' } });
    await hub.invoke('Candidate', '{"candidate":null}');
    await hub.invoke('Join', 'room 5', null);
    await new Promise(done =>
        hub.stream('Offers', 5).subscribe({ next() {}, complete: done, error: done })
    );
    await sleep(150);
    await hub.stop();
    await sleep(100);
    server.close();
    truth.expectFromCloses();
}

/* Vite bundles its own ws, so its Close is logged where it arrives; the page's end is ws too. */
async function vite(truth) {
    const { createServer } = await import('vite');
    truth.origin = on(
        `${versionOf('vite')} dev server to ${version('ws')} in the place of its page`
    );
    const watch = new Watch(truth);
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'vite-'));
    const write = (name, text) => fs.writeFileSync(path.join(root, name), text);
    write('index.html', '<!doctype html><script type="module" src="/main.js"></script>');
    write('style.css', 'body { color: black }');
    write(
        'main.js',
        'import "./style.css"; import { offer } from "./offer.js";\n' +
            'console.log(offer); import.meta.hot.accept();'
    );
    write('offer.js', 'export const offer = "v=0";');
    const server = await createServer({
        root,
        configFile: false,
        logLevel: 'silent',
        cacheDir: path.join(root, '.cache'),
        optimizeDeps: { noDiscovery: true, include: [] },
        server: { port: PORT, host: '127.0.0.1', watch: { usePolling: true, interval: 20 } }
    });
    await server.listen();
    const get = url =>
        new Promise(done =>
            http.get({ port: PORT, host: '127.0.0.1', path: url, agent: false }, response =>
                response.resume().on('end', done)
            )
        );
    for (const url of ['/', '/main.js', '/style.css', '/offer.js']) await get(url);
    watch.label = 'page';
    const ws = new WebSocket(
        `ws://127.0.0.1:${PORT}/?token=${server.config.webSocketToken}`,
        'vite-hmr',
        { perMessageDeflate: false }
    );
    await once(ws, 'open');
    const gone = new Promise(done => ws.once('close', (code, reason) => done({ code, reason })));
    for (let i = 0; i < 12; i++) {
        write('style.css', `body { color: #0000${10 + i} }`);
        if (i % 3 === 0) write('offer.js', `export const offer = "candidate ${i}";`);
        if (i % 4 === 0)
            ws.send(
                JSON.stringify({ type: 'custom', event: 'candidate', data: { name: 'Max', i } })
            );
        server.ws.send('offer', { price: i, type: 'offer', answer: chat[i] });
        await sleep(80);
        if (i % 3 === 0) await get(`/offer.js?t=${Date.now()}`);
    }
    write('main.js', 'syntax error (');
    await sleep(80);
    await get('/main.js');
    await sleep(100);
    ws.close(1000, 'page closed');
    const { code, reason } = await gone;
    truth.closeReported(0, false, code, reason, 'client');
    fs.rmSync(root, { recursive: true, force: true });
    truth.expectFromCloses();
}

async function mqtt(truth) {
    const aedes = require('aedes')();
    const client = require('mqtt');
    const wsServer = new WebSocket.WebSocketServer({ noServer: true });
    truth.origin = on(`${versionOf('mqtt')} to ${versionOf('aedes')} over ${version('ws')}`);
    truth.note(
        'When an MQTT client says DISCONNECT, aedes ends TCP at once, without a Close; the Close of the',
        'client follows. So both connections end without a closing handshake, as it really is.'
    );
    const watch = new Watch(truth);
    const server = http.createServer();
    server.on('upgrade', (request, socket, head) =>
        wsServer.handleUpgrade(request, socket, head, ws =>
            aedes.handle(WebSocket.createWebSocketStream(ws), request)
        )
    );
    await listen(server);
    const connect = async (label, options) => {
        watch.label = label;
        const one = client.connect(`ws://127.0.0.1:${PORT}/mqtt`, {
            reconnectPeriod: 0,
            ...options
        });
        await once(one, 'connect');
        return one;
    };
    const a = await connect('sensor', { protocolVersion: 4, keepalive: 1 });
    const b = await connect('dashboard', { protocolVersion: 3, protocolId: 'MQIsdp' });
    await b.subscribeAsync(['house/#', 'webrtc/+/offer'], { qos: 1 });
    for (let i = 0; i < 24; i++) {
        const topic = ['house/temp', 'house/offer', 'house/candidate', 'webrtc/7/offer'][i % 4];
        const body = [
            JSON.stringify({ t: 20 + i, type: 'offer' }),
            chat[i % chat.length],
            Buffer.from([i, 0, 255]),
            JSON.stringify({ candidate: null })
        ][(i >> 1) % 4];
        await a.publishAsync(topic, body, { qos: i % 3, retain: i % 10 === 0 });
    }
    await sleep(1200);
    await a.endAsync();
    await sleep(100);
    await b.endAsync();
    await sleep(200);
    server.close();
    truth.expect({ 'close.no_handshake': 2 });
}

exports.scenarios = {
    'plain-socketio': socketio,
    'plain-graphql': graphql,
    'plain-stomp': stomp,
    'plain-sockjs': sockjs,
    'plain-signalr': signalr,
    'plain-vite': vite,
    'plain-mqtt': mqtt
};
