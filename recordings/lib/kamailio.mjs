// SPDX-License-Identifier: GPL-2.0-or-later
// Debian's Kamailio as registrar and proxy for SIP over WebSocket.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { listening } from './listening.mjs'

export const PORT = 8080
export const ADDRESS = `ws://127.0.0.1:${PORT}/ws`
export const DOMAIN = 'example.test'
export const PASSWORD = 'secret' // of everybody

const CONFIG = `
debug=2
log_stderror=yes
children=2
tcp_accept_no_cl=yes
listen=tcp:127.0.0.1:${PORT}
alias="${DOMAIN}"
mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
${['kex', 'corex', 'tm', 'tmx', 'sl', 'rr', 'pv', 'maxfwd', 'textops', 'siputils', 'usrloc', 'registrar', 'auth',
    'nathelper', 'xlog', 'xhttp', 'websocket'].map(m => `loadmodule "${m}.so"`).join('\n')}
modparam("usrloc", "db_mode", 0)
modparam("nathelper|registrar", "received_avp", "$avp(RECEIVED)")
modparam("tm", "failure_reply_mode", 3)
modparam("websocket", "keepalive_mechanism", 1)
modparam("websocket", "keepalive_timeout", 3)

request_route {
    if (!mf_process_maxfwd_header("10")) {
        sl_send_reply("483", "Too Many Hops");
        exit;
    }
    force_rport();
    if (is_method("REGISTER")) {
        if (!pv_www_authenticate("${DOMAIN}", "${PASSWORD}", "0")) {
            www_challenge("${DOMAIN}", "1");
            exit;
        }
        fix_nated_register();
        if (!save("location")) sl_reply_error();
        exit;
    }
    if (is_method("CANCEL")) {
        if (t_check_trans()) t_relay();
        exit;
    }
    add_contact_alias();
    if (has_totag()) {
        handle_ruri_alias();
        if (loose_route()) {
            if (is_method("INVITE")) record_route();
            t_on_reply("ANSWERED");
            t_relay();
        } else if (is_method("ACK") && t_check_trans()) {
            t_relay();
        } else if (!is_method("ACK")) {
            sl_send_reply("404", "Not here");
        }
        exit;
    }
    t_check_trans();
    if (is_method("INVITE")) record_route();
    if (!lookup("location")) {
        sl_send_reply("404", "Not Found");
        exit;
    }
    t_on_reply("ANSWERED");
    t_relay();
}

onreply_route[ANSWERED] {
    add_contact_alias();
}

event_route[xhttp:request] {
    if ($hdr(Upgrade) =~ "websocket" && $hdr(Connection) =~ "Upgrade" && $rm =~ "GET") {
        if (!ws_handle_handshake()) xhttp_reply("400", "Bad Request", "", "");
        exit;
    }
    xhttp_reply("404", "Not Found", "", "");
}
`

export async function startKamailio() {
  const folder = `${process.env.WORK}/kamailio`
  mkdirSync(folder)
  writeFileSync(`${folder}/kamailio.cfg`, CONFIG)
  const kamailio = spawn('kamailio', ['-f', `${folder}/kamailio.cfg`, '-DD', '-E', '-m', '64', '-M', '8',
    '-Y', folder, '-P', `${folder}/kamailio.pid`], { stdio: ['ignore', 'ignore', process.env.VERBOSE ? 'inherit' : 'ignore'] })
  const name = `Kamailio ${execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'kamailio'], { encoding: 'utf8' })}`
  await listening(PORT)
  return { name, stop: () => kamailio.kill() }
}
