// SPDX-License-Identifier: GPL-2.0-or-later
// y-webrtc: simple-peer's signals within publications, which the server sends back as well.
// needs: port 4444
import { ywebrtcCall } from '../lib/ywebrtccall.mjs'

await ywebrtcCall()
