// SPDX-License-Identifier: GPL-2.0-or-later
// JsSIP over Kamailio: a call with hold, a cancelled one, a refused one.
// needs: interface
// needs: packages kamailio kamailio-websocket-modules
import { sipSession, threeCalls } from '../lib/sipcall.mjs'

await sipSession('jssip', 'page/jssip.mjs', 4, threeCalls)
