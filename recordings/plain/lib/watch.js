// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* Logs the connections and Close frames of real libraries that run in this process: every upgrade
 * request that reaches an http.Server, and every Close that a `ws` or `websocket-driver` sends. */

const http = require('http');
const path = require('path');
const { closeBody } = require('./wire');

const root = path.join(__dirname, '../node_modules');

class Watch {
    constructor(truth) {
        this.truth = truth;
        this.byPort = new Map();
        this.label = 'client';
        const watch = this,
            emit = http.Server.prototype.emit;
        http.Server.prototype.emit = function (event, request, socket, ...rest) {
            if (event === 'upgrade') watch.opened(request.url, socket.remotePort);
            return emit.call(this, event, request, socket, ...rest);
        };
        for (const under of [
            '',
            'engine.io/node_modules/',
            'engine.io-client/node_modules/',
            'stomp-broker-js/node_modules/',
            '@microsoft/signalr/node_modules/'
        ])
            this.watchWs(path.join(root, under, 'ws/lib/sender.js'));
        this.watchDriver();
    }

    opened(url, port) {
        this.current = port;
        this.byPort.set(port, this.truth.connection(this.label, url));
    }

    watchWs(file) {
        let Sender;
        try {
            Sender = require(file);
        } catch {
            return;
        }
        const watch = this,
            close = Sender.prototype.close;
        Sender.prototype.close = function (code, data, mask, callback) {
            const { localPort, remotePort } = this._socket;
            watch.closed(mask ? localPort : remotePort, mask, code, data);
            return close.call(this, code, data, mask, callback);
        };
    }

    /* websocket-driver (SockJS): its frames do not know their socket; `current` says the port. */
    watchDriver() {
        let Hybi;
        try {
            Hybi = require(path.join(root, 'websocket-driver/lib/websocket/driver/hybi.js'));
        } catch {
            return;
        }
        const watch = this,
            sendFrame = Hybi.prototype._sendFrame;
        Hybi.prototype._sendFrame = function (frame) {
            const link = frame.opcode === 8 && watch.byPort.get(watch.current);
            if (link) link.close(Boolean(this._masking), Buffer.from(frame.payload));
            return sendFrame.call(this, frame);
        };
    }

    closed(port, fromClient, code, data) {
        const link = this.byPort.get(port);
        if (link)
            link.close(
                Boolean(fromClient),
                code === undefined ? closeBody() : closeBody(code, data || '')
            );
    }
}

module.exports = { Watch };
