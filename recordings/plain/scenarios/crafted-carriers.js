// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* One connection for each carrier that no other capture has: its own messages before the first signal,
 * where nothing tells that WebRTC will follow, the signal, then its own messages again. */

const { Lab } = require('../lib/lab');

const RS = '\x1e';
const json = JSON.stringify;
const TEXT = 'candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ host generation 0';
const INIT = { candidate: TEXT, sdpMid: '0', sdpMLineIndex: 0 };
const JANUS = { janus: 'trickle', transaction: 't1', session_id: 7, handle_id: 8, candidate: INIT };
const HANGUP = { janus: 'hangup', session_id: 7, sender: 8, reason: 'Close PC' };

const C = true,
    S = false;
const signal = more => ({ kind: 'candidate', ...more });
const own = (kind, more) => ({ kind, ...more });

/* Each row: who sends, what, and the messages in it that are to be seen. */
const CARRIERS = [
    {
        label: 'socket.io with namespace and acknowledgements',
        carrier: 'socketio',
        path: '/socket.io/?EIO=4&transport=websocket',
        rows: [
            [S, '0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[],"pingInterval":25000,"pingTimeout":20000}'],
            [C, '40/call,'],
            [S, '2'],
            [C, '42/call,0["signal",' + json(INIT) + ']', signal({ method: 'signal', transaction: '0', room: '/call' })],
            [S, '43/call,0["ok"]', own('control', { method: 'ACK', transaction: '0', room: '/call' })],
            [S, '2', own('keepalive', { method: 'ping' })],
            [C, '3', own('keepalive', { method: 'pong' })],
            [C, '42/call,1["join","kitchen"]', own('join', { method: 'join', transaction: '1', room: '/call' })],
            [S, '44/call,{"message":"Not authorized"}', own('error', { method: 'ERROR', room: '/call' })],
            [C, '41/call,', own('leave', { method: 'DISCONNECT', room: '/call' })]
        ]
    },
    {
        label: 'Janus in SockJS',
        carrier: 'sockjs',
        path: '/gateway/042/k3ja9x0q/websocket',
        rows: [
            [S, 'o'],
            [S, 'h'],
            [C, json([json(JANUS)]), signal({ dialect: 'janus', method: 'trickle', transaction: 't1', app_session: '7' })],
            [S, 'h', own('keepalive', { method: 'heartbeat' })],
            [
                S,
                'a' + json([json({ janus: 'ack', transaction: 't1', session_id: 7 }), json(HANGUP)]),
                own('control', { dialect: 'janus', method: 'ack', transaction: 't1', app_session: '7' }),
                own('bye', { dialect: 'janus', method: 'hangup', app_session: '7' })
            ],
            [S, 'c[2010,"Another connection still open"]', own('bye', { method: 'close' })]
        ]
    },
    {
        label: 'Action Cable',
        carrier: 'actioncable',
        path: '/cable',
        protocols: ['actioncable-v1-json'],
        rows: [
            [S, '{"type":"welcome"}'],
            [C, json({ command: 'subscribe', identifier: '{"channel":"Call"}' })],
            [
                C,
                json({ command: 'message', identifier: '{"channel":"Call"}', data: json({ action: 'signal', ice: INIT }) }),
                signal({ method: 'message', room: '{"channel":"Call"}' })
            ],
            [S, '{"type":"ping","message":1767225600}', own('keepalive', { method: 'ping' })],
            [S, '{"type":"disconnect","reason":"server_restart","reconnect":true}', own('bye', { method: 'disconnect' })]
        ]
    },
    {
        label: 'DDP',
        carrier: 'ddp',
        path: '/websocket',
        rows: [
            [C, '{"msg":"connect","version":"1","support":["1"]}'],
            [S, '{"msg":"connected","session":"s1"}'],
            [
                C,
                json({ msg: 'method', method: 'signal', params: ['bob', INIT], id: '1' }),
                signal({ method: 'signal', transaction: '1' })
            ],
            [S, '{"msg":"updated","methods":["1"]}', own('control', { method: 'updated' })],
            [
                S,
                json({ msg: 'result', id: '1', error: { error: 403, reason: 'Access denied' } }),
                own('error', { method: 'result', transaction: '1' })
            ]
        ]
    },
    {
        label: 'GraphQL',
        carrier: 'graphql',
        path: '/graphql',
        protocols: ['graphql-transport-ws'],
        rows: [
            [C, '{"type":"connection_init"}'],
            [S, '{"type":"connection_ack"}'],
            [
                C,
                json({ id: '1', type: 'subscribe', payload: { query: 'mutation($s:S!){send(s:$s)}', variables: { s: INIT } } }),
                signal({ method: 'subscribe', transaction: '1' })
            ],
            [S, '{"id":"1","type":"complete"}', own('control', { method: 'complete', transaction: '1' })],
            [S, '{"type":"ping"}', own('keepalive', { method: 'ping' })]
        ]
    },
    {
        label: 'Janus in WAMP',
        carrier: 'wamp',
        path: '/wamp',
        protocols: ['wamp.2.json'],
        rows: [
            [C, '[1,"realm1",{"roles":{"caller":{}}}]'],
            [S, '[2,9129137332,{"roles":{"dealer":{}}}]'],
            [C, json([48, 7814135, {}, 'gateway.send', [JANUS]]), signal({ dialect: 'janus', method: 'trickle', transaction: 't1' })],
            [C, json([48, 7814136, {}, 'com.app.leave', []]), own('control', { method: 'com.app.leave', transaction: '7814136' })],
            [S, '[8,48,7814136,{},"wamp.error.no_such_procedure"]', own('error', { method: 'ERROR', transaction: '7814136' })],
            [S, '[6,{},"wamp.close.close_realm"]', own('bye', { method: 'GOODBYE' })]
        ]
    },
    {
        label: 'Centrifugo',
        carrier: 'centrifugo',
        path: '/connection/websocket',
        rows: [
            [C, '{"connect":{},"id":1}'],
            [S, '{}'],
            [
                C,
                json({ publish: { channel: 'call', data: INIT }, id: 2 }),
                signal({ method: 'publish', transaction: '2', room: 'call' })
            ],
            [
                S,
                json({ id: 2, publish: {} }) + '\n' + json({ push: { channel: 'call', pub: { data: INIT } } }),
                own('control', { method: 'publish', transaction: '2' }),
                signal({ method: 'push', room: 'call' })
            ],
            [S, '{}', own('keepalive', {})]
        ]
    },
    {
        label: 'SignalR, several messages in one',
        carrier: 'signalr',
        path: '/hub?id=abc',
        rows: [
            [C, '{"protocol":"json","version":1}' + RS],
            [S, '{}' + RS],
            [
                C,
                json({ type: 1, invocationId: '0', target: 'Send', arguments: [json(INIT)] }) + RS + '{"type":6}' + RS,
                signal({ method: 'Send', transaction: '0' }),
                own('keepalive', {})
            ],
            [
                S,
                '{"type":3,"invocationId":"0","result":null}' + RS + '{"type":7,"allowReconnect":true}' + RS,
                own('control', { transaction: '0' }),
                own('bye', {})
            ]
        ]
    },
    {
        label: 'JSON-RPC',
        carrier: 'jsonrpc',
        path: '/rpc',
        rows: [
            [C, '{"jsonrpc":"2.0","id":1,"method":"hello"}'],
            [C, json({ jsonrpc: '2.0', id: 2, method: 'ice', params: INIT }), signal({ method: 'ice', transaction: '2' })],
            [S, '{"jsonrpc":"2.0","id":2,"result":true}', own('control', { transaction: '2' })]
        ]
    }
];

async function carriers(truth) {
    truth.origin = `messages written after the carriers' documents, sent over ws (Node ${process.versions.node}), ${new Date().toISOString().slice(0, 10)}; crafted`;
    truth.messages = [];
    const lab = new Lab(truth);
    for (const { label, carrier, path, protocols, rows } of CARRIERS) {
        const pair = await lab.open(label, { path, protocols });
        for (const [fromClient, text, ...messages] of rows) {
            const where = { connection: pair.index, from_client: fromClient };
            for (const message of messages) {
                truth.messages.push({ ...where, carrier, dialect: carrier, ...message });
                if (message.kind === 'candidate')
                    truth.items.push({ ...where, kind: 'candidate', candidate: TEXT, mid: '0' });
            }
            await (fromClient ? pair.client : pair.server).sendText(text);
            await (fromClient ? pair.server : pair.client).message();
        }
        pair.client.ws.close(1000);
        await lab.settle(pair, 'client');
    }
    lab.stop();
    truth.expect({ 'error.reported': truth.messages.filter(m => m.kind === 'error').length + 1 });
    truth.note('The end of SockJS is a refusal too: another connection is still open.');
}

exports.scenarios = { 'crafted-carriers': carriers };
