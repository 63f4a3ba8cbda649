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
#define FLOAT(number, name)                                                                        \
    {                                                                                              \
        number, name, WSIG_LIVEKIT_FLOAT, NULL, NULL                                               \
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
static names subscription_error = {"SE_UNKNOWN", "SE_CODEC_UNSUPPORTED", "SE_TRACK_NOTFOUND", NULL};
static names participant_kind = {"STANDARD", "INGRESS", "EGRESS",    "SIP",    "AGENT",
                                 "#5",       "#6",      "CONNECTOR", "BRIDGE", NULL};
static names encryption = {"NONE", "GCM", "CUSTOM", NULL};
static names backup_policy = {"PREFER_REGRESSION", "SIMULCAST", "REGRESSION", NULL};
static names video_quality = {"LOW", "MEDIUM", "HIGH", "OFF", NULL};
static names layer_mode = {"MODE_UNUSED", "ONE_SPATIAL_LAYER_PER_STREAM",
                           "MULTIPLE_SPATIAL_LAYERS_PER_STREAM",
                           "ONE_SPATIAL_LAYER_PER_STREAM_INCOMPLETE_RTCP_SR", NULL};
static names connection_quality_name = {"POOR", "GOOD", "EXCELLENT", "LOST", NULL};
static names stream_state_name = {"ACTIVE", "PAUSED", NULL};
static names candidate_protocol = {"UDP", "TCP", "TLS", NULL};
static names config_setting = {"UNSET", "DISABLED", "ENABLED", NULL};
static names server_edition = {"Standard", "Cloud", NULL};
static names client_sdk = {"UNKNOWN", "JS",           "SWIFT", "ANDROID", "FLUTTER", "GO",
                           "UNITY",   "REACT_NATIVE", "RUST",  "PYTHON",  "CPP",     "UNITY_WEB",
                           "NODE",    "UNREAL",       "ESP32", NULL};

static members text_map = {STRING(1, "key"), STRING(2, "value"), END};

static members timed_version = {NUMBER(1, "unix_micro"), NUMBER(2, "ticks"), END};
static members video_layer = {ENUM(1, "quality", video_quality),
                              NUMBER(2, "width"),
                              NUMBER(3, "height"),
                              NUMBER(4, "bitrate"),
                              NUMBER(5, "ssrc"),
                              NUMBER(6, "spatial_layer"),
                              STRING(7, "rid"),
                              NUMBER(8, "repair_ssrc"),
                              END};
static members simulcast_codec = {STRING(1, "codec"), STRING(2, "cid"),
                                  MESSAGE(4, "layers", video_layer),
                                  ENUM(5, "video_layer_mode", layer_mode), END};
static members track_codec = {STRING(1, "mime_type"),
                              STRING(2, "mid"),
                              STRING(3, "cid"),
                              MESSAGE(4, "layers", video_layer),
                              ENUM(5, "video_layer_mode", layer_mode),
                              STRING(6, "sdp_cid"),
                              END};
static members permission = {BOOL(1, "can_subscribe"),
                             BOOL(2, "can_publish"),
                             BOOL(3, "can_publish_data"),
                             BOOL(7, "hidden"),
                             BOOL(8, "recorder"),
                             NUMBER(9, "can_publish_sources"),
                             BOOL(10, "can_update_metadata"),
                             BOOL(11, "agent"),
                             BOOL(12, "can_subscribe_metrics"),
                             BOOL(13, "can_manage_agent_session"),
                             END};
static members data_encoding = {NUMBER(1, "well_known"), STRING(2, "custom"), END};
static members data_schema = {STRING(1, "name"), MESSAGE(2, "encoding", data_encoding), END};
static members data_track = {NUMBER(1, "pub_handle"),
                             STRING(2, "sid"),
                             STRING(3, "name"),
                             ENUM(4, "encryption", encryption),
                             MESSAGE(5, "frame_encoding", data_encoding),
                             MESSAGE(6, "schema", data_schema),
                             END};
static members data_blob_key = {STRING(1, "generic"), MESSAGE(2, "schema_id", data_schema), END};
static members data_blob = {MESSAGE(1, "key", data_blob_key), BYTES(2, "contents"), END};
static members video_configuration = {ENUM(1, "hardware_encoder", config_setting), END};

static members session_description = {STRING(1, "type"), STRING(2, "sdp"), NUMBER(3, "id"),
                                      MESSAGE(4, "mid_to_track_id", text_map), END};
static members trickle = {STRING(1, "candidateInit"), ENUM(2, "target", target), BOOL(3, "final"),
                          END};
static members ice_server = {STRING(1, "urls"), STRING(2, "username"), STRING(3, "credential"),
                             END};
static members codec = {STRING(1, "mime"), STRING(2, "fmtp_line"), END};
static members disabled_codecs = {MESSAGE(1, "codecs", codec), MESSAGE(2, "publish", codec), END};
static members client_configuration = {
    MESSAGE(1, "video", video_configuration),     MESSAGE(2, "screen", video_configuration),
    ENUM(3, "resume_connection", config_setting), MESSAGE(4, "disabled_codecs", disabled_codecs),
    ENUM(5, "force_relay", config_setting),       END};
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
                       MESSAGE(13, "version", timed_version),
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
                        MESSAGE(10, "layers", video_layer),
                        STRING(11, "mime_type"),
                        STRING(12, "mid"),
                        MESSAGE(13, "codecs", track_codec),
                        BOOL(14, "stereo"),
                        BOOL(15, "disable_red"),
                        ENUM(16, "encryption", encryption),
                        STRING(17, "stream"),
                        MESSAGE(18, "version", timed_version),
                        NUMBER(19, "audio_features"),
                        ENUM(20, "backup_codec_policy", backup_policy),
                        NUMBER(21, "packet_trailer_features"),
                        END};
static members participant = {STRING(1, "sid"),
                              STRING(2, "identity"),
                              ENUM(3, "state", participant_state),
                              MESSAGE(4, "tracks", track),
                              STRING(5, "metadata"),
                              NUMBER(6, "joined_at"),
                              STRING(9, "name"),
                              NUMBER(10, "version"),
                              MESSAGE(11, "permission", permission),
                              STRING(12, "region"),
                              BOOL(13, "is_publisher"),
                              ENUM(14, "kind", participant_kind),
                              MESSAGE(15, "attributes", text_map),
                              ENUM(16, "disconnect_reason", disconnect_reason),
                              NUMBER(17, "joined_at_ms"),
                              NUMBER(18, "kind_details"),
                              MESSAGE(19, "data_tracks", data_track),
                              NUMBER(20, "client_protocol"),
                              NUMBER(21, "capabilities"),
                              END};
static members server_info = {ENUM(1, "edition", server_edition),
                              STRING(2, "version"),
                              NUMBER(3, "protocol"),
                              STRING(4, "region"),
                              STRING(5, "node_id"),
                              STRING(6, "debug_info"),
                              NUMBER(7, "agent_protocol"),
                              END};
static members join = {MESSAGE(1, "room", room),
                       MESSAGE(2, "participant", participant),
                       MESSAGE(3, "other_participants", participant),
                       STRING(4, "server_version"),
                       MESSAGE(5, "ice_servers", ice_server),
                       BOOL(6, "subscriber_primary"),
                       STRING(7, "alternative_url"),
                       MESSAGE(8, "client_configuration", client_configuration),
                       STRING(9, "server_region"),
                       NUMBER(10, "ping_timeout"),
                       NUMBER(11, "ping_interval"),
                       MESSAGE(12, "server_info", server_info),
                       BYTES(13, "sif_trailer"),
                       MESSAGE(14, "enabled_publish_codecs", codec),
                       BOOL(15, "fast_publish"),
                       END};
static members reconnect = {
    MESSAGE(1, "ice_servers", ice_server), MESSAGE(2, "client_configuration", client_configuration),
    MESSAGE(3, "server_info", server_info), NUMBER(4, "last_message_seq"), END};
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
                            MESSAGE(9, "layers", video_layer),
                            MESSAGE(10, "simulcast_codecs", simulcast_codec),
                            STRING(11, "sid"),
                            BOOL(12, "stereo"),
                            BOOL(13, "disable_red"),
                            ENUM(14, "encryption", encryption),
                            STRING(15, "stream"),
                            ENUM(16, "backup_codec_policy", backup_policy),
                            NUMBER(17, "audio_features"),
                            NUMBER(18, "packet_trailer_features"),
                            END};
static members mute = {STRING(1, "sid"), BOOL(2, "muted"), END};
static members participant_tracks = {STRING(1, "participant_sid"), STRING(2, "track_sids"), END};
static members subscription = {STRING(1, "track_sids"), BOOL(2, "subscribe"),
                               MESSAGE(3, "participant_tracks", participant_tracks), END};
static members track_setting = {STRING(1, "track_sids"),
                                BOOL(3, "disabled"),
                                ENUM(4, "quality", video_quality),
                                NUMBER(5, "width"),
                                NUMBER(6, "height"),
                                NUMBER(7, "fps"),
                                NUMBER(8, "priority"),
                                END};
static members data_channel = {STRING(1, "label"), NUMBER(2, "id"), ENUM(3, "target", target), END};
static members track_published = {STRING(1, "cid"), MESSAGE(2, "track", track), END};
static members track_sid = {STRING(1, "track_sid"), END};
static members data_track_response = {MESSAGE(1, "info", data_track), END};
static members data_subscription_options = {NUMBER(1, "target_fps"), END};
static members data_subscription_update = {STRING(1, "track_sid"), BOOL(2, "subscribe"),
                                           MESSAGE(3, "options", data_subscription_options), END};
static members data_subscription = {MESSAGE(1, "updates", data_subscription_update), END};
static members receive_state = {STRING(1, "publisher_sid"), NUMBER(2, "last_seq"), END};
static members sync_state = {MESSAGE(1, "answer", session_description),
                             MESSAGE(2, "subscription", subscription),
                             MESSAGE(3, "publish_tracks", track_published),
                             MESSAGE(4, "data_channels", data_channel),
                             MESSAGE(5, "offer", session_description),
                             STRING(6, "track_sids_disabled"),
                             MESSAGE(7, "datachannel_receive_states", receive_state),
                             MESSAGE(8, "publish_data_tracks", data_track_response),
                             MESSAGE(9, "data_subscription", data_subscription),
                             END};
static members ping = {NUMBER(1, "timestamp"), NUMBER(2, "rtt"), END};
static members pong = {NUMBER(1, "last_ping_timestamp"), NUMBER(2, "timestamp"), END};
static members metadata = {STRING(1, "metadata"), STRING(2, "name"),
                           MESSAGE(3, "attributes", text_map), NUMBER(4, "request_id"), END};
static members participants = {MESSAGE(1, "participants", participant), END};
static members room_update = {MESSAGE(1, "room", room), END};
static members update_audio_track = {STRING(1, "track_sid"), NUMBER(2, "features"), END};
static members update_video_track = {STRING(1, "track_sid"), NUMBER(2, "width"),
                                     NUMBER(3, "height"), END};
static members publish_data_track = {
    NUMBER(1, "pub_handle"),           STRING(2, "name"),
    ENUM(3, "encryption", encryption), MESSAGE(4, "frame_encoding", data_encoding),
    MESSAGE(5, "schema", data_schema), END};
static members unpublish_data_track = {NUMBER(1, "pub_handle"), END};
static members request_response = {NUMBER(1, "request_id"),
                                   ENUM(2, "reason", request_reason),
                                   STRING(3, "message"),
                                   MESSAGE(4, "trickle", trickle),
                                   MESSAGE(5, "add_track", add_track),
                                   MESSAGE(6, "mute", mute),
                                   MESSAGE(7, "update_metadata", metadata),
                                   MESSAGE(8, "update_audio_track", update_audio_track),
                                   MESSAGE(9, "update_video_track", update_video_track),
                                   MESSAGE(10, "publish_data_track", publish_data_track),
                                   MESSAGE(11, "unpublish_data_track", unpublish_data_track),
                                   END};
static members subscription_response = {STRING(1, "track_sid"), ENUM(2, "err", subscription_error),
                                        END};
static members room_moved = {MESSAGE(1, "room", room), STRING(2, "token"),
                             MESSAGE(3, "participant", participant),
                             MESSAGE(4, "other_participants", participant), END};
static members media_sections = {NUMBER(1, "num_audios"), NUMBER(2, "num_videos"), END};
static members update_layers = {STRING(1, "track_sid"), MESSAGE(2, "layers", video_layer), END};
static members track_permission = {STRING(1, "participant_sid"), BOOL(2, "all_tracks"),
                                   STRING(3, "track_sids"), STRING(4, "participant_identity"), END};
static members subscription_permission = {BOOL(1, "all_participants"),
                                          MESSAGE(2, "track_permissions", track_permission), END};
static members permission_update = {STRING(1, "participant_sid"), STRING(2, "track_sid"),
                                    BOOL(3, "allowed"), END};
static members simulate = {NUMBER(1, "speaker_update"),
                           BOOL(2, "node_failure"),
                           BOOL(3, "migration"),
                           BOOL(4, "server_leave"),
                           ENUM(5, "switch_candidate_protocol", candidate_protocol),
                           NUMBER(6, "subscriber_bandwidth"),
                           BOOL(7, "disconnect_signal_on_resume"),
                           BOOL(8, "disconnect_signal_on_resume_no_messages"),
                           BOOL(9, "leave_request_full_reconnect"),
                           END};
static members store_data_blob = {NUMBER(1, "request_id"), MESSAGE(2, "blob", data_blob), END};
static members get_data_blob = {NUMBER(1, "request_id"), STRING(2, "participant_identity"),
                                MESSAGE(3, "key", data_blob_key), END};
static members data_blob_stored = {NUMBER(1, "request_id"), MESSAGE(2, "key", data_blob_key), END};
static members speaker = {STRING(1, "sid"), FLOAT(2, "level"), BOOL(3, "active"), END};
static members speakers = {MESSAGE(1, "speakers", speaker), END};
static members quality_info = {STRING(1, "participant_sid"),
                               ENUM(2, "quality", connection_quality_name), FLOAT(3, "score"), END};
static members connection_quality = {MESSAGE(1, "updates", quality_info), END};
static members stream_state = {STRING(1, "participant_sid"), STRING(2, "track_sid"),
                               ENUM(3, "state", stream_state_name), END};
static members stream_state_update = {MESSAGE(1, "stream_states", stream_state), END};
static members subscribed_quality = {ENUM(1, "quality", video_quality), BOOL(2, "enabled"), END};
static members subscribed_codec = {STRING(1, "codec"), MESSAGE(2, "qualities", subscribed_quality),
                                   END};
static members quality_update = {STRING(1, "track_sid"),
                                 MESSAGE(2, "subscribed_qualities", subscribed_quality),
                                 MESSAGE(3, "subscribed_codecs", subscribed_codec), END};
static members audio_codec = {STRING(1, "codec"), BOOL(2, "enabled"), END};
static members audio_codec_update = {STRING(1, "track_sid"),
                                     MESSAGE(2, "subscribed_audio_codecs", audio_codec), END};
static members published_data_track = {STRING(1, "publisher_identity"), STRING(2, "publisher_sid"),
                                       STRING(3, "track_sid"), END};
static members data_track_handle = {NUMBER(1, "key"), MESSAGE(2, "value", published_data_track),
                                    END};
static members data_track_handles = {MESSAGE(1, "sub_handles", data_track_handle), END};

members wsig_livekit_request = {
    MESSAGE(1, "offer", session_description),
    MESSAGE(2, "answer", session_description),
    MESSAGE(3, "trickle", trickle),
    MESSAGE(4, "add_track", add_track),
    MESSAGE(5, "mute", mute),
    MESSAGE(6, "subscription", subscription),
    MESSAGE(7, "track_setting", track_setting),
    MESSAGE(8, "leave", leave),
    MESSAGE(10, "update_layers", update_layers),
    MESSAGE(11, "subscription_permission", subscription_permission),
    MESSAGE(12, "sync_state", sync_state),
    MESSAGE(13, "simulate", simulate),
    NUMBER(14, "ping"),
    MESSAGE(15, "update_metadata", metadata),
    MESSAGE(16, "ping_req", ping),
    MESSAGE(17, "update_audio_track", update_audio_track),
    MESSAGE(18, "update_video_track", update_video_track),
    MESSAGE(19, "publish_data_track_request", publish_data_track),
    MESSAGE(20, "unpublish_data_track_request", unpublish_data_track),
    MESSAGE(21, "update_data_subscription", data_subscription),
    MESSAGE(22, "store_data_blob_request", store_data_blob),
    MESSAGE(23, "get_data_blob_request", get_data_blob),
    END,
};

members wsig_livekit_response = {
    MESSAGE(1, "join", join),
    MESSAGE(2, "answer", session_description),
    MESSAGE(3, "offer", session_description),
    MESSAGE(4, "trickle", trickle),
    MESSAGE(5, "update", participants),
    MESSAGE(6, "track_published", track_published),
    MESSAGE(7, "speaker", speakers),
    MESSAGE(8, "leave", leave),
    MESSAGE(9, "mute", mute),
    MESSAGE(10, "speakers_changed", speakers),
    MESSAGE(11, "room_update", room_update),
    MESSAGE(12, "connection_quality", connection_quality),
    MESSAGE(13, "stream_state_update", stream_state_update),
    MESSAGE(14, "subscribed_quality_update", quality_update),
    MESSAGE(15, "subscription_permission_update", permission_update),
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
    MESSAGE(26, "subscribed_audio_codec_update", audio_codec_update),
    MESSAGE(27, "publish_data_track_response", data_track_response),
    MESSAGE(28, "unpublish_data_track_response", data_track_response),
    MESSAGE(29, "data_track_subscriber_handles", data_track_handles),
    MESSAGE(30, "store_data_blob_response", data_blob_stored),
    MESSAGE(31, "get_data_blob_response", store_data_blob),
    END,
};

static members client_info = {ENUM(1, "sdk", client_sdk), STRING(2, "version"),
                              NUMBER(3, "protocol"),      STRING(4, "os"),
                              STRING(5, "os_version"),    STRING(6, "device_model"),
                              STRING(7, "browser"),       STRING(8, "browser_version"),
                              STRING(9, "address"),       STRING(10, "network"),
                              STRING(11, "other_sdks"),   NUMBER(12, "client_protocol"),
                              NUMBER(13, "capabilities"), END};
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
