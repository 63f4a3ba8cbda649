// SPDX-License-Identifier: GPL-2.0-or-later
// SIP.js over Kamailio: the same calls as sip-kamailio, and CRLF to keep the connection.
// needs: interface
// needs: packages kamailio kamailio-websocket-modules
import { sipSession, threeCalls } from '../lib/sipcall.mjs'

await sipSession('sip.js', 'page/sipjs.mjs', 4, threeCalls)
