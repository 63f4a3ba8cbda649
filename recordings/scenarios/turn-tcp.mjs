// SPDX-License-Identifier: GPL-2.0-or-later
// Both pages through coturn over TCP, and nothing else (iceTransportPolicy relay).
// needs: packages coturn
// needs: port 3478
// needs: all media
import { turnCall } from '../lib/mediacall.mjs'

await turnCall('tcp')
