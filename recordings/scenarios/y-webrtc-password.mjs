// SPDX-License-Identifier: GPL-2.0-or-later
// y-webrtc in a room with a password: what is published cannot be read.
// needs: port 4444
import { ywebrtcCall } from '../lib/ywebrtccall.mjs'

await ywebrtcCall('secret')
