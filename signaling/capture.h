/* capture.h: everything that lasts as long as the capture; the one object that the top floor holds
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_CAPTURE_H
#define WSIG_CAPTURE_H

#include "connection.h"
#include "dialect.h"
#include "media.h"
#include "session.h"

/* Pending requests of one connection whose replies are still linked; older ones are forgotten. */
#define WSIG_REQUESTS_MAX 256

/* So many connections to one place within that time, in nanoseconds, that lived less than that. */
#define WSIG_STORM_CONNECTIONS 5
#define WSIG_STORM_TIME        (INT64_C(30) * 1000000000)
#define WSIG_STORM_LIFE        (INT64_C(2) * 1000000000)

/* Kept for every message that is signaling: how it was read on the first pass, and what it belongs
 * to. Filled in later where the future tells more, so a later pass sees both ends of a link. */
struct wsig_record {
    const struct wsig_connection *connection;
    struct wsig_hint hint; /* to read it again in the same way */
    enum wsig_chosen_by chosen_by;
    uint64_t key; /* frame and a hash of the payload: what finds it again */
    uint32_t frame;
    int64_t time;    /* nanoseconds */
    bool introduces; /* tells where its connection began, which nobody knew to be signaling then */
    bool borrows;    /* its items are those of the first message of the payload */
    bool described;  /* carries a description */
    bool settled;    /* what its description is, the messages before say: */
    enum wsig_kind as_kind; /* RFC 3264 section 4 */
    unsigned item_count;
    struct wsig_item_record *items;     /* one for each item of the message */
    const struct wsig_record *request;  /* of the same transaction, from the other side; or NULL */
    const struct wsig_record *response; /* the first one; or NULL */
    struct wsig_record *next;           /* of the next message in the same payload; or NULL */
};

/* With its items: a message has one, or two. */
G_STATIC_ASSERT(sizeof(struct wsig_record) + 2 * sizeof(struct wsig_item_record) <= 256);

struct wsig_capture;

struct wsig_capture *wsig_capture_new(const struct wsig_policy *policy);
void wsig_capture_free(struct wsig_capture *capture);

/* All peer connections. */
const struct wsig_sessions *wsig_capture_sessions(const struct wsig_capture *capture);

/* The flows and their packets. */
struct wsig_media *wsig_capture_media(const struct wsig_capture *capture);

/* First pass: a packet of that time was seen; what lies in the future is compared with the latest.
 */
void wsig_capture_tick(struct wsig_capture *capture, int64_t time);
int64_t wsig_capture_now(const struct wsig_capture *capture);

/* `stream` is any number that stands for one TCP connection. */

/* A segment with SYN (and ACK): it tells the client apart, also where no upgrade is captured. */
void wsig_capture_syn(struct wsig_capture *capture, uint32_t stream, const struct wsig_moment *at,
                      bool ack);

/* Segments of the sender before this one are missing in the capture. */
void wsig_capture_lose(struct wsig_capture *capture, uint32_t stream, const struct wsig_moment *at);

/* An upgrade request begins a connection of its own, also on a TCP connection that had one. */
const struct wsig_note *wsig_capture_upgrade_request(struct wsig_capture *capture, uint32_t stream,
                                                     const struct wsig_moment *at,
                                                     const struct wsig_upgrade_request *request);

/* Is there any WebSocket connection by now? */
bool wsig_capture_has_connections(const struct wsig_capture *capture);

/* The connection on a stream; NULL when there is none. */
struct wsig_connection *wsig_capture_find(struct wsig_capture *capture, uint32_t stream);

/* The same, made when a WebSocket frame or message shows that it exists. */
struct wsig_connection *wsig_capture_get(struct wsig_capture *capture, uint32_t stream);

/* WebSockets over HTTP/2 share a TCP connection (RFC 8441). Each gets a stream number of its own,
 * and its connection, when it is first asked for. */
uint32_t wsig_capture_shared(struct wsig_capture *capture, uint32_t stream, uint32_t http2_stream);

/* The numbers of those on a TCP connection, in that order; false: there are no more. */
bool wsig_capture_shared_at(struct wsig_capture *capture, uint32_t stream, unsigned i,
                            uint32_t *shared);

/* May a message on that stream be signaling without being so by itself, for what was seen or said
 * before? `hint` is that of the message. */
bool wsig_capture_has_context(struct wsig_capture *capture, uint32_t stream,
                              const struct wsig_hint *hint);

/* What is known of a stream before one of its messages is read. */
struct wsig_hint wsig_capture_hint(struct wsig_capture *capture, uint32_t stream,
                                   enum wsig_side sender);

/* First pass: what the messages before say of this one, added to its hint: which attachment of
 * socket.io it is, which MQTT packets it completes, and that it settles whose words were heard.
 * Every message goes through here, signaling or not. The packets are valid until the next call; a
 * record keeps them. */
void wsig_capture_expect(struct wsig_capture *capture, uint32_t stream, enum wsig_side sender,
                         struct wsig_slice payload, struct wsig_hint *hint);

/* Decides whether a message that was read with wsig_find() and that hint is signaling. NULL when it
 * is not; then nothing has changed. Owned by the capture. */
const struct wsig_record *wsig_capture_message(struct wsig_capture *capture, uint32_t stream,
                                               const struct wsig_moment *at,
                                               const struct wsig_hint *hint,
                                               const struct wsig_msg *msg);

/* Puts right, after wsig_find(), what only the messages before can tell; on every pass. */
void wsig_capture_settle(const struct wsig_record *record, struct wsig_msg *msg);

/* The record of a message of an earlier pass, by its frame and payload; NULL when it was none. */
const struct wsig_record *wsig_capture_recall(struct wsig_capture *capture, uint32_t stream,
                                              uint32_t frame, struct wsig_slice payload);

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
