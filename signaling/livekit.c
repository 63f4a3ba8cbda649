/* livekit.c: see livekit.h; facts from LiveKit's published protocol definitions
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "livekit.h"

#include <stddef.h>

#define STRING(number, name)                                                                       \
    {                                                                                              \
        number, name, WSIG_LIVEKIT_STRING, NULL, NULL                                              \
    }
#define BYTES(number, name)                                                                        \
    {                                                                                              \
        number, name, WSIG_LIVEKIT_BYTES, NULL, NULL                                               \
    }
#define NUMBER(number, name)                                                                       \
    {                                                                                              \
        number, name, WSIG_LIVEKIT_NUMBER, NULL, NULL                                              \
    }
#define BOOL(number, name)                                                                         \
    {                                                                                              \
        number, name, WSIG_LIVEKIT_BOOL, NULL, NULL                                                \
    }
#define ENUM(number, name, values)                                                                 \
    {                                                                                              \
        number, name, WSIG_LIVEKIT_ENUM, NULL, values                                              \
    }
#define MESSAGE(number, name, members)                                                             \
    {                                                                                              \
        number, name, WSIG_LIVEKIT_MESSAGE, members, NULL                                          \
    }
#define END                                                                                        \
    {                                                                                              \
        0, NULL, WSIG_LIVEKIT_STRING, NULL, NULL                                                   \
    }

typedef const struct wsig_livekit_member members[];
typedef const char *const names[];

static names target = {"PUBLISHER", "SUBSCRIBER", NULL};
static names track_type = {"AUDIO", "VIDEO", "DATA", NULL};
static names track_source = {
    "UNKNOWN", "CAMERA", "MICROPHONE", "SCREEN_SHARE", "SCREEN_SHARE_AUDIO", NULL};
static names participant_state = {"JOINING", "JOINED", "ACTIVE", "DISCONNECTED", NULL};
static names leave_action = {"DISCONNECT", "RESUME", "RECONNECT", NULL};
static names disconnect_reason = {"UNKNOWN_REASON",  "CLIENT_INITIATED",    "DUPLICATE_IDENTITY",
                                  "SERVER_SHUTDOWN", "PARTICIPANT_REMOVED", "ROOM_DELETED",
                                  "STATE_MISMATCH",  "JOIN_FAILURE",        "MIGRATION",
                                  "SIGNAL_CLOSE",    "ROOM_CLOSED",         "USER_UNAVAILABLE",
                                  "USER_REJECTED",   "SIP_TRUNK_FAILURE",   "CONNECTION_TIMEOUT",
                                  "MEDIA_FAILURE",   "AGENT_ERROR",         NULL};
static names reconnect_reason = {"UNKNOWN",           "SIGNAL_DISCONNECTED", "PUBLISHER_FAILED",
                                 "SUBSCRIBER_FAILED", "SWITCH_CANDIDATE",    NULL};
static names request_reason = {"OK",
                               "NOT_FOUND",
                               "NOT_ALLOWED",
                               "LIMIT_EXCEEDED",
                               "QUEUED",
                               "UNSUPPORTED_TYPE",
                               "UNCLASSIFIED_ERROR",
                               "INVALID_HANDLE",
                               "INVALID_NAME",
                               "DUPLICATE_HANDLE",
                               "DUPLICATE_NAME",
                               "INVALID_REQUEST",
                               NULL};
static names subscription_error = {"UNKNOWN", "CODEC_UNSUPPORTED", "TRACK_NOT_FOUND", NULL};

static members text_map = {STRING(1, "key"), STRING(2, "value"), END};

static members session_description = {STRING(1, "type"), STRING(2, "sdp"), NUMBER(3, "id"),
                                      MESSAGE(4, "mid_to_track_id", text_map), END};
static members trickle = {STRING(1, "candidateInit"), ENUM(2, "target", target), BOOL(3, "final"),
                          END};
static members ice_server = {STRING(1, "urls"), STRING(2, "username"), STRING(3, "credential"),
                             END};
static members codec = {STRING(1, "mime"), STRING(2, "fmtp_line"), END};
static members room = {STRING(1, "sid"),
                       STRING(2, "name"),
                       NUMBER(3, "empty_timeout"),
                       NUMBER(4, "max_participants"),
                       NUMBER(5, "creation_time"),
                       STRING(6, "turn_password"),
                       MESSAGE(7, "enabled_codecs", codec),
                       STRING(8, "metadata"),
                       NUMBER(9, "num_participants"),
                       BOOL(10, "active_recording"),
                       NUMBER(11, "num_publishers"),
                       NUMBER(14, "departure_timeout"),
                       NUMBER(15, "creation_time_ms"),
                       END};
static members track = {STRING(1, "sid"),
                        ENUM(2, "type", track_type),
                        STRING(3, "name"),
                        BOOL(4, "muted"),
                        NUMBER(5, "width"),
                        NUMBER(6, "height"),
                        BOOL(7, "simulcast"),
                        BOOL(8, "disable_dtx"),
                        ENUM(9, "source", track_source),
                        STRING(11, "mime_type"),
                        STRING(12, "mid"),
                        BOOL(14, "stereo"),
                        BOOL(15, "disable_red"),
                        NUMBER(16, "encryption"),
                        STRING(17, "stream"),
                        END};
static members participant = {STRING(1, "sid"),
                              STRING(2, "identity"),
                              ENUM(3, "state", participant_state),
                              MESSAGE(4, "tracks", track),
                              STRING(5, "metadata"),
                              NUMBER(6, "joined_at"),
                              STRING(9, "name"),
                              NUMBER(10, "version"),
                              STRING(12, "region"),
                              BOOL(13, "is_publisher"),
                              NUMBER(14, "kind"),
                              MESSAGE(15, "attributes", text_map),
                              ENUM(16, "disconnect_reason", disconnect_reason),
                              NUMBER(17, "joined_at_ms"),
                              END};
static members server_info = {
    NUMBER(1, "edition"), STRING(2, "version"),    NUMBER(3, "protocol"),       STRING(4, "region"),
    STRING(5, "node_id"), STRING(6, "debug_info"), NUMBER(7, "agent_protocol"), END};
static members join = {MESSAGE(1, "room", room),
                       MESSAGE(2, "participant", participant),
                       MESSAGE(3, "other_participants", participant),
                       STRING(4, "server_version"),
                       MESSAGE(5, "ice_servers", ice_server),
                       BOOL(6, "subscriber_primary"),
                       STRING(7, "alternative_url"),
                       STRING(9, "server_region"),
                       NUMBER(10, "ping_timeout"),
                       NUMBER(11, "ping_interval"),
                       MESSAGE(12, "server_info", server_info),
                       BYTES(13, "sif_trailer"),
                       MESSAGE(14, "enabled_publish_codecs", codec),
                       BOOL(15, "fast_publish"),
                       END};
static members reconnect = {MESSAGE(1, "ice_servers", ice_server),
                            MESSAGE(3, "server_info", server_info), NUMBER(4, "last_message_seq"),
                            END};
static members region = {STRING(1, "region"), STRING(2, "url"), NUMBER(3, "distance"), END};
static members regions = {MESSAGE(1, "regions", region), END};
static members leave = {BOOL(1, "can_reconnect"), ENUM(2, "reason", disconnect_reason),
                        ENUM(3, "action", leave_action), MESSAGE(4, "regions", regions), END};
static members add_track = {STRING(1, "cid"),
                            STRING(2, "name"),
                            ENUM(3, "type", track_type),
                            NUMBER(4, "width"),
                            NUMBER(5, "height"),
                            BOOL(6, "muted"),
                            BOOL(7, "disable_dtx"),
                            ENUM(8, "source", track_source),
                            STRING(11, "sid"),
                            BOOL(12, "stereo"),
                            BOOL(13, "disable_red"),
                            NUMBER(14, "encryption"),
                            STRING(15, "stream"),
                            END};
static members mute = {STRING(1, "sid"), BOOL(2, "muted"), END};
static members participant_tracks = {STRING(1, "participant_sid"), STRING(2, "track_sids"), END};
static members subscription = {STRING(1, "track_sids"), BOOL(2, "subscribe"),
                               MESSAGE(3, "participant_tracks", participant_tracks), END};
static members track_setting = {
    STRING(1, "track_sids"), BOOL(3, "disabled"), NUMBER(4, "quality"),  NUMBER(5, "width"),
    NUMBER(6, "height"),     NUMBER(7, "fps"),    NUMBER(8, "priority"), END};
static members data_channel = {STRING(1, "label"), NUMBER(2, "id"), ENUM(3, "target", target), END};
static members track_published = {STRING(1, "cid"), MESSAGE(2, "track", track), END};
static members track_sid = {STRING(1, "track_sid"), END};
static members sync_state = {MESSAGE(1, "answer", session_description),
                             MESSAGE(2, "subscription", subscription),
                             MESSAGE(3, "publish_tracks", track_published),
                             MESSAGE(4, "data_channels", data_channel),
                             MESSAGE(5, "offer", session_description),
                             STRING(6, "track_sids_disabled"),
                             END};
static members ping = {NUMBER(1, "timestamp"), NUMBER(2, "rtt"), END};
static members pong = {NUMBER(1, "last_ping_timestamp"), NUMBER(2, "timestamp"), END};
static members metadata = {STRING(1, "metadata"), STRING(2, "name"),
                           MESSAGE(3, "attributes", text_map), NUMBER(4, "request_id"), END};
static members participants = {MESSAGE(1, "participants", participant), END};
static members room_update = {MESSAGE(1, "room", room), END};
static members request_response = {NUMBER(1, "request_id"), ENUM(2, "reason", request_reason),
                                   STRING(3, "message"), END};
static members subscription_response = {STRING(1, "track_sid"), ENUM(2, "err", subscription_error),
                                        END};
static members room_moved = {MESSAGE(1, "room", room), STRING(2, "token"),
                             MESSAGE(3, "participant", participant),
                             MESSAGE(4, "other_participants", participant), END};
static members media_sections = {NUMBER(1, "num_audios"), NUMBER(2, "num_videos"), END};
static members unread = {END}; /* named, its members shown by number */

members wsig_livekit_request = {
    MESSAGE(1, "offer", session_description),
    MESSAGE(2, "answer", session_description),
    MESSAGE(3, "trickle", trickle),
    MESSAGE(4, "add_track", add_track),
    MESSAGE(5, "mute", mute),
    MESSAGE(6, "subscription", subscription),
    MESSAGE(7, "track_setting", track_setting),
    MESSAGE(8, "leave", leave),
    MESSAGE(10, "update_layers", unread),
    MESSAGE(11, "subscription_permission", unread),
    MESSAGE(12, "sync_state", sync_state),
    MESSAGE(13, "simulate", unread),
    NUMBER(14, "ping"),
    MESSAGE(15, "update_metadata", metadata),
    MESSAGE(16, "ping_req", ping),
    MESSAGE(17, "update_audio_track", unread),
    MESSAGE(18, "update_video_track", unread),
    MESSAGE(19, "publish_data_track_request", unread),
    MESSAGE(20, "unpublish_data_track_request", unread),
    MESSAGE(21, "update_data_subscription", unread),
    MESSAGE(22, "store_data_blob_request", unread),
    MESSAGE(23, "get_data_blob_request", unread),
    END,
};

members wsig_livekit_response = {
    MESSAGE(1, "join", join),
    MESSAGE(2, "answer", session_description),
    MESSAGE(3, "offer", session_description),
    MESSAGE(4, "trickle", trickle),
    MESSAGE(5, "update", participants),
    MESSAGE(6, "track_published", track_published),
    MESSAGE(7, "speaker", unread),
    MESSAGE(8, "leave", leave),
    MESSAGE(9, "mute", mute),
    MESSAGE(10, "speakers_changed", unread),
    MESSAGE(11, "room_update", room_update),
    MESSAGE(12, "connection_quality", unread),
    MESSAGE(13, "stream_state_update", unread),
    MESSAGE(14, "subscribed_quality_update", unread),
    MESSAGE(15, "subscription_permission_update", unread),
    STRING(16, "refresh_token"),
    MESSAGE(17, "track_unpublished", track_sid),
    NUMBER(18, "pong"),
    MESSAGE(19, "reconnect", reconnect),
    MESSAGE(20, "pong_resp", pong),
    MESSAGE(21, "subscription_response", subscription_response),
    MESSAGE(22, "request_response", request_response),
    MESSAGE(23, "track_subscribed", track_sid),
    MESSAGE(24, "room_moved", room_moved),
    MESSAGE(25, "media_sections_requirement", media_sections),
    MESSAGE(26, "subscribed_audio_codec_update", unread),
    MESSAGE(27, "publish_data_track_response", unread),
    MESSAGE(28, "unpublish_data_track_response", unread),
    MESSAGE(29, "data_track_subscriber_handles", unread),
    MESSAGE(30, "store_data_blob_response", unread),
    MESSAGE(31, "get_data_blob_response", unread),
    END,
};

static members client_info = {NUMBER(1, "sdk"),
                              STRING(2, "version"),
                              NUMBER(3, "protocol"),
                              STRING(4, "os"),
                              STRING(5, "os_version"),
                              STRING(6, "device_model"),
                              STRING(7, "browser"),
                              STRING(8, "browser_version"),
                              STRING(9, "address"),
                              STRING(10, "network"),
                              STRING(11, "other_sdks"),
                              NUMBER(12, "client_protocol"),
                              END};
static members connection_settings = {BOOL(1, "auto_subscribe"),
                                      BOOL(2, "adaptive_stream"),
                                      BOOL(3, "subscriber_allow_pause"),
                                      BOOL(4, "disable_ice_lite"),
                                      BOOL(5, "auto_subscribe_data_track"),
                                      END};

members wsig_livekit_join_request = {
    MESSAGE(1, "client_info", client_info),
    MESSAGE(2, "connection_settings", connection_settings),
    STRING(3, "metadata"),
    MESSAGE(4, "participant_attributes", text_map),
    MESSAGE(5, "add_track_requests", add_track),
    MESSAGE(6, "publisher_offer", session_description),
    BOOL(7, "reconnect"),
    ENUM(8, "reconnect_reason", reconnect_reason),
    STRING(9, "participant_sid"),
    MESSAGE(10, "sync_state", sync_state),
    END,
};
