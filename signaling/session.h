/* session.h: peer connections, joined over every hop that carries their descriptions
 *
 * Two agents negotiate one peer connection. What they say is seen once for each hop: from the one
 * to a server, from the server to the other. The descriptions themselves say which belong together:
 * their ICE credentials, new for every peer connection (RFC 8445 section 5.3), and the session id
 * of their o= line, which stays (RFC 8829 section 5.2.2). An answer has neither of its offer's: it
 * comes back on the offer's way, and where several offers wait there, the envelope's ids tell.
 *
 *     session   one peer connection: two agents, agent 0 sent the first offer
 *     exchange  one offer and its answer
 *     lane      one direction of one WebSocket connection
 *     leg       one agent's messages of one session on a lane
 *
 * Fed on the first pass only; the records that it fills are read on every pass. Memory: an agent
 * keeps its last description; a session has some 650 bytes, and 100 for each leg and exchange.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WSIG_SESSION_H
#define WSIG_SESSION_H

#include "connection.h"
#include "msg.h"

/* Legs of a lane, the latest, among which an answer or a candidate without ids looks for its own.
 */
#define WSIG_LEGS_SEARCHED_MAX 64

/* Sightings of one description that are told apart; later ones count for the first. */
#define WSIG_SIGHTINGS_MAX 8

/* Candidates whose description was not seen yet; older ones are forgotten. */
#define WSIG_ORPHANS_MAX 256

/* Peer connections whose agents chose the same username fragment, by chance or to annoy us. */
#define WSIG_SAME_UFRAG_MAX 32

/* So many offers within so many nanoseconds are no negotiation, but a loop. */
#define WSIG_LOOP_OFFERS 10
#define WSIG_LOOP_TIME   (INT64_C(10) * 1000000000)

/* Mids of a session that are remembered. */
#define WSIG_MIDS_MAX 256

/* Descriptions longer than this are not kept for comparison. */
#define WSIG_KEPT_DESCRIPTION_MAX (256 * 1024)

/* JSEP's signaling state (RFC 8829 section 3.2) as somebody on the way sees it: there is no local
 * and remote. */
enum wsig_state {
    WSIG_STATE_NONE, /* no description so far */
    WSIG_STATE_STABLE,
    WSIG_STATE_HAVE_OFFER,
    WSIG_STATE_HAVE_PRANSWER,
    WSIG_STATE_CLOSED,
};

/* "have-offer"; what wrtcsig.state shows. */
const char *wsig_state_text(enum wsig_state state);

/* Where a description was seen. */
struct wsig_sighting {
    const struct wsig_connection *connection;
    enum wsig_side side;
    uint32_t frame;
    int64_t time;
};

enum wsig_outcome {
    WSIG_OUTCOME_OPEN,
    WSIG_OUTCOME_ANSWERED,
    WSIG_OUTCOME_REPLACED, /* by another offer of the same agent, or a rollback */
    WSIG_OUTCOME_LOST,     /* both agents had offered, and the other offer was answered */
    WSIG_OUTCOME_REFUSED,  /* by an error, or a bye */
};

struct wsig_session;
struct wsig_item_record;

/* Different answers to one offer (provisional ones, forks of SIP) that are told apart. */
#define WSIG_OUTCOMES_MAX 16

/* What came of offer and one of its answers. */
struct wsig_outcome_lines {
    uint64_t answer;  /* wsig_identity.key */
    GPtrArray *lines; /* char *, one for each m-line */
};

struct wsig_exchange {
    struct wsig_session *session;
    struct wsig_exchange *next; /* of the session; NULL: it is the latest */
    uint32_t number;            /* in the session, from 1 */
    uint8_t offerer;            /* agent */
    enum wsig_outcome outcome;
    GArray *offers, *answers; /* struct wsig_sighting */
    bool provisional;         /* the answers so far are provisional ones */
    bool partial;             /* offer and answer are of m-lines that join those before */
    uint32_t generations[2];  /* ICE generation of the offer, of the answer */
    uint8_t restarts[2];      /* is that a new one? 2: it is the agent's first description */
    struct wsig_item_record *items[2]; /* where the offer, the answer was seen first */
    char *text;                        /* the offer's, as long as it is open; NULL: none kept */
    GPtrArray *changes; /* char *, what a later offer changes; NULL: nothing, or it is first */
    GArray *outcomes;   /* struct wsig_outcome_lines, of each answer; NULL before the first */
    uint8_t chosen;     /* the one that counts, from 1; 0: none */
    uint32_t dialog;    /* SIP: hash of the tag of who answered last; 0: none */
};

/* Candidates of an agent that are remembered, to name the ends of a pair. */
#define WSIG_ENDPOINTS_MAX 64

struct wsig_endpoint {
    char address[46]; /* "" for a host name, as with mDNS */
    uint16_t port;
    bool tcp;
    bool fqdn;    /* a host name that is none of mDNS */
    char type[6]; /* "host", "srflx", "prflx", "relay" */
};

/* What an agent has said of itself last. */
struct wsig_agent {
    char *ufrag, *pwd;       /* of its first m-section that has them */
    uint64_t fingerprint;    /* hash of the first */
    GPtrArray *fingerprints; /* char *, "sha-256 AB:CD..."; NULL: none */
    GArray *endpoints;       /* struct wsig_endpoint; NULL: none */
    uint32_t generation;     /* ICE restarts so far */
    uint32_t descriptions;
    char *text; /* its last description that came into force; NULL: none kept */
    uint32_t candidates[WSIG_CANDIDATE_TYPES]; /* trickled ones by type */
    GHashTable *trickled; /* tokens of those, so that other hops do not count; NULL: none */
};

/* A moment in a session's life; frame 0: it has not come. */
struct wsig_event {
    uint32_t frame;
    int64_t time;
};

/* RTP of one agent, m-section and codec. */
struct wsig_media_stream {
    uint8_t agent;
    char *mid, *codec; /* NULL: not known */
    uint64_t packets, bytes;
};

/* Streams of a session that are counted apart. */
#define WSIG_STREAMS_MAX 64

/* What media.h finds of it. */
struct wsig_session_media {
    uint32_t checks, answers, role_conflicts, unauthorized;     /* Binding requests, responses */
    uint32_t tried[WSIG_CANDIDATE_TYPES][WSIG_CANDIDATE_TYPES]; /* checks by their ends' types */
    struct wsig_event first_check, first_answer, pair, dtls, dtls_done, first_rtp[2], last_rtp[2];
    char *pair_text;
    bool may_send[2];              /* was it agreed that the agent sends RTP? */
    uint64_t packets[2], bytes[2]; /* RTP, by the sending agent; each packet counts on one hop */
    GPtrArray *streams;            /* struct wsig_media_stream, owned; NULL: none */
    GHashTable *windows;           /* agent << 32 | SSRC -> what of it was seen; NULL: none */
};

struct wsig_session;

void wsig_session_media_clear(struct wsig_session_media *media);

/* What came of `from` before it showed that both are one goes to `into`; agents as in
 * wsig_session_merge(). */
void wsig_session_media_merge(const struct wsig_session *from, struct wsig_session *into,
                              bool flip);

struct wsig_session {
    uint32_t index; /* wrtcsig.session */
    struct wsig_session_media media;
    struct wsig_event first_offer, closed; /* the latter: the bye */
    enum wsig_state state;
    struct wsig_agent agents[2];
    struct wsig_exchange *open[2];      /* the open one that the agent has offered */
    struct wsig_exchange *first;        /* the list of all */
    struct wsig_exchange *latest;       /* the last one that began */
    const struct wsig_exchange *agreed; /* the last one that was answered */
    uint32_t exchanges;
    GArray *mids;         /* uint32_t, tokens of all that were offered or answered; NULL: none */
    uint32_t mline_count; /* of the description with the most */
    int64_t begun[WSIG_LOOP_OFFERS];  /* when the last exchanges began, in turn */
    struct wsig_session *merged_into; /* it turned out to be the same; NULL: it did not */
    bool merged_flip;                 /* its agents have the other numbers there */
    bool taken_back[2];               /* the agent's last offer, by a rollback */
    bool started_late;                /* its beginning is not in the capture */
};

/* What an item of a message is to the messages before and after it. */
struct wsig_item_record {
    struct wsig_session *session;   /* NULL: none known */
    struct wsig_exchange *exchange; /* of a description */
    GArray *findings;               /* struct wsig_kept_finding; NULL: none */
    uint8_t agent;                  /* whose item it is */
    uint8_t state;                  /* enum wsig_state, after the message */
    uint8_t restart;                /* 0 no, 1 yes, 2: it is the agent's first */
    bool is_answer;
    uint8_t outcome; /* of an answer: its place in the exchange's outcomes, from 1; 0: none */
    bool again;      /* a candidate that was trickled before, on another hop */
};

/* The session that it is by now. */
const struct wsig_session *wsig_session_of(const struct wsig_item_record *item);

/* An ICE username fragment, and whose it is (RFC 8839 section 5.4). */
struct wsig_credential {
    struct wsig_session *session;
    uint8_t agent;
    uint32_t generation;
    uint64_t pwd;                 /* hash */
    struct wsig_credential *next; /* others with the same ufrag */
    char ufrag[];
};

struct wsig_sessions;

struct wsig_sessions *wsig_sessions_new(void);
void wsig_sessions_free(struct wsig_sessions *sessions);

/* The first of those with that ufrag; NULL: none. */
const struct wsig_credential *wsig_sessions_by_ufrag(const struct wsig_sessions *sessions,
                                                     struct wsig_slice ufrag);

uint32_t wsig_sessions_count(const struct wsig_sessions *sessions);
struct wsig_session *wsig_sessions_at(const struct wsig_sessions *sessions, uint32_t index);

struct wsig_fed_request {
    struct wsig_item_record *items; /* NULL: it answers none */
    unsigned count;
};

/* One message, as its connection's record keeps it. */
struct wsig_fed_message {
    struct wsig_connection *connection;
    bool from_client; /* for sure */
    struct wsig_moment at;
    const struct wsig_msg *msg;
    bool settled; /* its descriptions are of kind as_kind, whatever they say */
    enum wsig_kind as_kind;
    /* The items of the request that each of its parts answers, or the whole if it has none. */
    const struct wsig_fed_request *requests;
    struct wsig_item_record *items; /* filled in: one for each item of the message */
};

/* An offer may wait so long, in nanoseconds; with SIP a person has to pick up first, and a client
 * gives up after Timer B (RFC 3261 section 17.1.1.2). */
#define WSIG_ANSWER_WAIT     (INT64_C(5) * 1000000000)
#define WSIG_ANSWER_WAIT_SIP (INT64_C(32) * 1000000000)

/* Is it known by then that the offer gets no answer: nobody has answered or refused it, and its
 * connection has ended, or long enough has passed? */
bool wsig_exchange_is_unanswered(const struct wsig_exchange *exchange, int64_t now);

/* Was the offer passed on to other connections, answered there, and the answer not brought back,
 * until the offer's connection has ended, or long enough has passed? */
bool wsig_exchange_is_undelivered(const struct wsig_exchange *exchange, int64_t now);

/* Were connectivity checks sent, for WSIG_ANSWER_WAIT at least, and none was answered? */
bool wsig_session_is_unconnected(const struct wsig_session *session, int64_t now);

/* Were checks answered, and so long after it DTLS is not through, and no RTP came? */
bool wsig_session_lacks_dtls(const struct wsig_session *session, int64_t now);

/* Have both agents told only addresses that nobody outside their network reaches, and no check was
 * answered? CANDIDATE_ONLY_MDNS or _ONLY_PRIVATE; WSIG_RULE_COUNT: no, or it is too early. */
enum wsig_rule wsig_session_is_confined(const struct wsig_session *session, int64_t now);

/* Did media flow for so long in one direction only, though the other was agreed too? The agent that
 * is silent, or -1. */
int wsig_session_silent_agent(const struct wsig_session *session);

/* The type of the candidate with that address and port, else of one whose host name hides the
 * address; NULL: it was never signaled (peer-reflexive). */
const char *wsig_agent_candidate_type(const struct wsig_agent *agent, const char *address,
                                      uint16_t port);

void wsig_sessions_feed(struct wsig_sessions *sessions, struct wsig_fed_message *message);

/* Does a session on that connection wait for an answer? */
bool wsig_sessions_wait_on(const struct wsig_sessions *sessions,
                           const struct wsig_connection *connection);

/* The upgrade was refused: the offer in its URL has not been received as one. */
void wsig_sessions_refuse(struct wsig_sessions *sessions, const struct wsig_connection *connection);

/* What the answer, or the latest answer to an exchange, has agreed on: char *, one line for each
 * m-line; NULL: not known. */
const GPtrArray *wsig_item_outcome(const struct wsig_item_record *item);
const GPtrArray *wsig_exchange_outcome(const struct wsig_exchange *exchange);

/* The sighting of the same connection, else the first; NULL: none. Both as the Info column and the
 * links want them. */
const struct wsig_sighting *wsig_exchange_offer(const struct wsig_exchange *exchange,
                                                const struct wsig_connection *connection);
const struct wsig_sighting *wsig_exchange_answer(const struct wsig_exchange *exchange,
                                                 const struct wsig_connection *connection);

#endif
