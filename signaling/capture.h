/* capture.h: everything that lasts as long as the capture; the one object that the top floor holds
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_CAPTURE_H
#define WSIG_CAPTURE_H

#include "connection.h"
#include "msg.h"

/* Kept for every message that is signaling: how it was read on the first pass. */
struct wsig_record {
    const struct wsig_connection *connection;
    uint8_t from_client; /* 0, 1, or 2: not known */
};

struct wsig_capture;

struct wsig_capture *wsig_capture_new(const struct wsig_policy *policy);
void wsig_capture_free(struct wsig_capture *capture);

/* `stream` is any number that stands for one TCP connection. */

/* A segment with SYN (and ACK): it tells the client apart, also where no upgrade is captured. */
void wsig_capture_syn(struct wsig_capture *capture, uint32_t stream, enum wsig_side sender,
                      bool ack);

/* An upgrade request begins a connection of its own, also on a TCP connection that had one. */
void wsig_capture_upgrade_request(struct wsig_capture *capture, uint32_t stream,
                                  enum wsig_side sender, struct wsig_slice key);

/* The connection on a stream; NULL when there is none. */
struct wsig_connection *wsig_capture_find(struct wsig_capture *capture, uint32_t stream);

/* The same, made when a WebSocket frame or message shows that it exists. */
struct wsig_connection *wsig_capture_get(struct wsig_capture *capture, uint32_t stream);

/* Decides whether a message that was read with wsig_find() is signaling. NULL when it is not; then
 * nothing has changed. Owned by the capture. */
const struct wsig_record *wsig_capture_message(struct wsig_capture *capture, uint32_t stream,
                                               enum wsig_side sender, const struct wsig_msg *msg);

/* The response to an upgrade request, a frame, or the end of TCP on a connection; the note is owned
 * by the capture. */
const struct wsig_note *wsig_capture_upgrade_response(struct wsig_capture *capture, uint32_t stream,
                                                      const struct wsig_moment *at,
                                                      const struct wsig_upgrade_response *response);
const struct wsig_note *wsig_capture_frame(struct wsig_capture *capture, uint32_t stream,
                                           const struct wsig_moment *at,
                                           const struct wsig_frame *frame, unsigned ordinal);
const struct wsig_note *wsig_capture_tcp_end(struct wsig_capture *capture, uint32_t stream,
                                             const struct wsig_moment *at, bool reset);

#endif
