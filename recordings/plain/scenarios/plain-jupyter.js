// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* A Python kernel driven over the WebSocket of a Jupyter server. */

const { execFileSync, spawn } = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');
const WebSocket = require('ws');
const { DATE } = require('../lib/truth');
const { version } = require('../lib/lab');
const { sleep } = require('../lib/wire');

const PORT = 8888,
    TOKEN = 'recording';
const V1 = 'v1.kernel.websocket.jupyter.org';

const cells = [
    'print("offer, answer, candidate")',
    'print("the description begins so:\\nv=0\\no=- 1 1 IN IP4 127.0.0.1\\ns=-\\nt=0 0\\nm=audio 9 RTP/AVP 0")',
    'print("a=candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host\\na=ice-ufrag:abcd\\na=end-of-candidates")',
    '{"type": "offer", "candidate": None, "sdp": "v=0"}',
    'import json; print(json.dumps({"type": "answer", "candidate": {"name": "Erika"}}))',
    'from IPython.display import display, HTML, JSON\ndisplay(HTML("<b>candidate</b>"), JSON({"candidate": ""}))',
    '1 / 0',
    'for i in range(30): print(i, "candidate:%d" % i, flush=True)',
    'candidates = [{"name": "x" * i, "votes": i} for i in range(40)]; candidates'
];

function debian(name) {
    return `${name} ${execFileSync('dpkg-query', ['-W', '-f', '${Version}', name])}`;
}

function message(session, type, content) {
    return {
        header: {
            msg_id: crypto.randomUUID(),
            session,
            username: 'anna',
            msg_type: type,
            version: '5.3',
            date: new Date().toISOString()
        },
        parent_header: {},
        metadata: {},
        content
    };
}

/* The binary form of a message: the number of offsets, the offsets, and the parts (little endian). */
function pack(channel, { header, parent_header, metadata, content }) {
    const parts = [
        channel,
        ...[header, parent_header, metadata, content].map(x => JSON.stringify(x))
    ].map(x => Buffer.from(x));
    const head = Buffer.alloc(8 * (parts.length + 2));
    head.writeBigUInt64LE(BigInt(parts.length + 1), 0);
    let at = head.length;
    parts.forEach((part, i) => {
        head.writeBigUInt64LE(BigInt(at), 8 * (i + 1));
        at += part.length;
    });
    head.writeBigUInt64LE(BigInt(at), 8 * (parts.length + 1));
    return Buffer.concat([head, ...parts]);
}

function request(method, where) {
    return fetch(`http://127.0.0.1:${PORT}${where}`, {
        method,
        headers: {
            Authorization: `token ${TOKEN}`,
            'Content-Type': 'application/json',
            Connection: 'close'
        },
        body: method === 'POST' ? '{"name":"python3"}' : undefined
    });
}

async function startServer(home) {
    const server = spawn(
        '/usr/bin/jupyter-server',
        [
            '--no-browser',
            '--allow-root',
            '--ip=127.0.0.1',
            `--port=${PORT}`,
            `--ServerApp.token=${TOKEN}`,
            '--KernelManager.transport=ipc'
        ],
        { cwd: home, env: { PATH: '/usr/bin:/bin', HOME: home }, stdio: 'ignore' }
    );
    for (let i = 0; i < 150; i++) {
        await sleep(200);
        if (
            await request('GET', '/api/status').then(
                r => r.ok,
                () => false
            )
        )
            return server;
    }
    throw new Error('jupyter-server does not start');
}

/* Runs every cell over one connection and closes it. */
async function session(truth, kernel, label, protocols, run) {
    const id = crypto.randomUUID();
    const where = `/api/kernels/${kernel}/channels?session_id=${id}&token=${TOKEN}`;
    const { index } = truth.connection(label, where);
    const ws = new WebSocket(`ws://127.0.0.1:${PORT}${where}`, protocols, {
        perMessageDeflate: false
    });
    await new Promise((done, bad) => ws.once('open', done).once('error', bad));
    const send = protocols.length
        ? (channel, m) => ws.send(pack(channel, m))
        : (channel, m) => ws.send(JSON.stringify({ ...m, channel, buffers: [] }));
    let idle = () => {};
    ws.on('message', data => {
        if (data.includes('"execution_state": "idle"') || data.includes('"execution_state":"idle"'))
            idle();
    });
    const wait = () =>
        Promise.race([
            sleep(5000),
            new Promise(done => {
                idle = done;
            })
        ]);
    send('shell', message(id, 'kernel_info_request', {}));
    await wait();
    for (const code of run) {
        send(
            'shell',
            message(id, 'execute_request', {
                code,
                silent: false,
                store_history: true,
                user_expressions: {},
                allow_stdin: false,
                stop_on_error: true
            })
        );
        await wait();
        await sleep(30);
    }
    const gone = new Promise(done => ws.once('close', (code, reason) => done({ code, reason })));
    truth.closeReported(index, true, 1000, '', 'client');
    ws.close(1000);
    const { code, reason } = await gone;
    truth.closeReported(index, false, code, reason, 'client');
}

async function jupyter(truth) {
    truth.origin =
        `Debian ${debian('jupyter-server')}, ${debian('python3-ipykernel')}, ` +
        `${debian('python3-tornado')} to own client on ${version('ws')}, ${DATE}; recorded`;
    truth.note(
        'Connection 0 with JSON messages, connection 1 with the binary subprotocol. Cells print lines',
        'of SDP and of candidates. The traffic between server and kernel is not on TCP.'
    );
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'jupyter-'));
    const server = await startServer(home);
    const kernel = (await (await request('POST', '/api/kernels')).json()).id;
    await session(truth, kernel, 'notebook', [], cells);
    await session(truth, kernel, 'notebook, binary messages', [V1], cells.slice(0, 6));
    await request('DELETE', `/api/kernels/${kernel}`);
    server.kill('SIGTERM');
    await new Promise(done => server.once('exit', done));
    fs.rmSync(home, { recursive: true, force: true });
    truth.expectFromCloses();
}

exports.scenarios = { 'plain-jupyter': jupyter };
