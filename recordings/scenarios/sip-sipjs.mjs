// SPDX-License-Identifier: GPL-2.0-or-later
// SIP.js over Kamailio: the same calls as sip-kamailio.
// needs: interface
// needs: packages kamailio kamailio-websocket-modules
import { sipCalls } from '../lib/sipcall.mjs'

await sipCalls('sip.js', 'page/sipjs.mjs')
