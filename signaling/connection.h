/* connection.h: one WebSocket connection: who is the client, what was negotiated, how it closed
 *
 * Fed on the first pass, in the order of the capture; what it returns is shown on every pass.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_CONNECTION_H
#define WSIG_CONNECTION_H

#include "frame.h"
#include "lane.h"
#include "lint.h"
#include "mqtt-stream.h"
#include "upgrade.h"

/* The two ends of a connection, numbered without regard to who is the client. */
enum wsig_side { WSIG_SIDE_UNKNOWN = -1, WSIG_SIDE_A = 0, WSIG_SIDE_B = 1 };

static inline enum wsig_side wsig_other_side(enum wsig_side side)
{
    return side == WSIG_SIDE_UNKNOWN ? side : (enum wsig_side)(1 - side);
}

/* What the 101 response agreed to. Without the response, no bit can be called wrong. */
enum wsig_extensions {
    WSIG_EXTENSIONS_UNKNOWN, /* no response captured, or an extension that we do not know */
    WSIG_EXTENSIONS_NONE,
    WSIG_EXTENSIONS_DEFLATE, /* permessage-deflate alone, RFC 7692 */
};

/* The two Close frames; filled in as they come, so a later pass sees both. Frame 0: none. */
struct wsig_close_handshake {
    uint32_t first_frame, reply_frame;
    int64_t first_time, reply_time; /* nanoseconds */
    enum wsig_side initiator;
    bool first_has_code;
    uint16_t first_code;
};

/* By which evidence a connection's dialect was chosen, the strongest first. */
enum wsig_chosen_by {
    WSIG_CHOSEN_BY_NOTHING,
    WSIG_CHOSEN_BY_PREFERENCE,
    WSIG_CHOSEN_BY_SUBPROTOCOL,
    WSIG_CHOSEN_BY_URL,
    WSIG_CHOSEN_BY_MESSAGES, /* two that agree */
    WSIG_CHOSEN_BY_COUNT
};

/* "subprotocol" and so on; what wrtcsig.dialect.evidence shows. */
const char *wsig_chosen_by_text(enum wsig_chosen_by by);

struct wsig_dialect;

/* Bytes of an upgrade's URL that are kept; a longer one is cut. LiveKit's are long, and say nothing
 * that is looked for there. */
#define WSIG_URL_MAX 2048
/* What the last socket.io packet of a side has announced. */
struct wsig_attachments {
    unsigned count, seen;
    const char *event; /* owned by the capture; NULL: none */
};

/* How TCP began; of retransmitted segments the first. Frame 0: not captured. */
struct wsig_tcp_begin {
    enum wsig_side client;
    uint32_t syn_frame, syn_ack_frame;
    int64_t syn_time, syn_ack_time; /* nanoseconds */
};

/* With what it owns but its URL, at most WSIG_CONNECTION_BYTES_MAX. */
struct wsig_connection {
    uint32_t index;                /* wrtcsig.connection */
    char *url;                     /* of the upgrade, owned; NULL when not captured */
    char key[WSIG_KEY_LENGTH + 1]; /* Sec-WebSocket-Key of the request; "" when not captured */
    enum wsig_side client;
    enum wsig_extensions extensions;
    const struct wsig_dialect *dialect; /* NULL: none chosen yet */
    enum wsig_chosen_by chosen_by;
    const struct wsig_dialect *suspect; /* what the last recognised message spoke */
    uint8_t words;                      /* what the system that listens to them has heard */
    /* Sets of carriers (wsig_carrier_bit) that it is known to use, by the evidence. They say
     * nothing of signaling. */
    uint32_t carriers[WSIG_CHOSEN_BY_COUNT];
    uint32_t suspect_carriers;              /* that a message came in */
    bool answered;                          /* the request has its final response */
    bool open;                              /* a 101, or a WebSocket frame, was seen */
    bool signaling;                         /* has carried a strong item */
    uint32_t place;                         /* hash of the URL without its query; 0: not known */
    int64_t opened;                         /* when the upgrade was asked for, nanoseconds */
    bool turn_offered;                      /* the server has named a TURN server */
    bool continues;                         /* what began with HTTP polling: socket.io's sid= */
    struct wsig_attachments attachments[2]; /* by sender */
    struct wsig_mqtt_stream *packets;       /* two, by sender; owned; NULL: not MQTT */
    bool close_sent[2], fin_sent[2], reset, end_reported;
    bool heard[2];         /* this side's bytes are in the capture */
    bool introduced;       /* a message has shown where the connection began */
    bool inflate_reported; /* once per connection */
    bool pings_reported;   /* once per connection */
    int64_t begin;         /* of what was seen first, nanoseconds; frame 0: nothing yet */
    uint32_t begin_frame;
    struct wsig_close_handshake close;
    struct wsig_lane lanes[2];              /* by sender */
    const struct wsig_tcp_begin *tcp_begin; /* the capture's; NULL: not captured */
    struct wsig_upgrade *upgrade;           /* owned; NULL: not captured */
};

/* Its pings, its upgrade and the kept headers of that included. */
#define WSIG_CONNECTION_BYTES_MAX 1024

G_STATIC_ASSERT(sizeof(struct wsig_connection) + sizeof(struct wsig_upgrade) +
                    6 * (WSIG_HEADER_MAX + 1) <=
                WSIG_CONNECTION_BYTES_MAX);

void wsig_connection_free(struct wsig_connection *c);

/* Does it carry signaling, as far as it is known by now? A later pass may know more. */
bool wsig_connection_is_signaling(const struct wsig_connection *c);

/* Where and when something was seen. */
struct wsig_moment {
    uint32_t frame;
    int64_t time;        /* nanoseconds since the epoch */
    enum wsig_side side; /* the sender */
    bool shared; /* other connections use the same TCP connection (HTTP/2): nothing is sure */
};

/* What the user chose. */
struct wsig_policy {
    bool (*is_normal_close)(uint16_t code);
    bool signaling_only; /* no frame and close findings on other connections */
};

/* Something to show beside a WebSocket frame, an upgrade, or a TCP packet that ends the
 * connection. */
struct wsig_note {
    const struct wsig_connection *connection;
    unsigned ordinal; /* of the WebSocket frame in the packet, if it is about one */
    bool tcp_end;
    bool is_request, is_upgrade; /* the upgrade's request, its response */
    bool is_ping, is_pong;
    bool quiet;             /* shown only where signaling is carried */
    uint32_t partner_frame; /* a ping's pong (filled in by it), a pong's ping; 0: none */
    int64_t round_trip;     /* of both, nanoseconds */
    int64_t duration;       /* of the connection until it ends, nanoseconds */
    uint32_t frames;        /* and its WebSocket frames */
    uint8_t step;           /* wrtcsig.close.step, 0: none */
    uint8_t from_client;    /* 0, 1, or 2: not known */
    bool signaling;         /* the connection had carried some by then */
    bool is_keepalive;      /* line ends in a text message of a dialect that has them */
    bool is_close;
    bool has_code;
    uint16_t code;
    enum wsig_close_class close_class;
    char *reason;     /* UTF-8, owned; NULL when there is none */
    GArray *findings; /* struct wsig_kept_finding, owned; NULL: none */
};

/* One for each ping, pong, Close and upgrade, without its texts. */
G_STATIC_ASSERT(sizeof(struct wsig_note) <= 256);

void wsig_note_free(struct wsig_note *note);
void wsig_connection_free(struct wsig_connection *c);

/* Is it shown? Some wait until it is known that their connection carries signaling. */
bool wsig_note_is_shown(const struct wsig_note *note);

/* 1, 0, or 2 when it is not known who the client is. */
uint8_t wsig_connection_from_client(const struct wsig_connection *c, enum wsig_side sender);

/* The upgrade request. */
struct wsig_note *wsig_connection_request(struct wsig_connection *c, const struct wsig_moment *at,
                                          const struct wsig_upgrade_request *request);

/* Chooses the dialect, unless one was chosen before by better evidence. A carrier joins those that
 * the connection is known to use. */
void wsig_connection_choose(struct wsig_connection *c, const struct wsig_dialect *dialect,
                            enum wsig_chosen_by by);

/* All of those, and by which evidence one of them is known. */
uint32_t wsig_connection_carriers(const struct wsig_connection *c);
enum wsig_chosen_by wsig_connection_carrier_by(const struct wsig_connection *c, uint32_t carrier);

/* By a Close or the end of TCP. */
static inline bool wsig_connection_has_ended(const struct wsig_connection *c)
{
    return c->close_sent[0] || c->close_sent[1] || c->fin_sent[0] || c->fin_sent[1] || c->reset;
}

/* The response to it. NULL when there is nothing to show. */
struct wsig_note *wsig_connection_response(struct wsig_connection *c, const struct wsig_moment *at,
                                           const struct wsig_upgrade_response *response);

/* Bytes of this side are missing in the capture. */
void wsig_connection_lose(struct wsig_connection *c, enum wsig_side side);

/* One WebSocket frame. NULL when there is nothing to show. */
struct wsig_note *wsig_connection_frame(struct wsig_connection *c, const struct wsig_policy *policy,
                                        const struct wsig_moment *at,
                                        const struct wsig_frame *frame, unsigned ordinal);

/* A TCP segment with FIN or RST. NULL when there is nothing to show. */
struct wsig_note *wsig_connection_tcp_end(struct wsig_connection *c,
                                          const struct wsig_policy *policy,
                                          const struct wsig_moment *at, bool reset);

#endif
