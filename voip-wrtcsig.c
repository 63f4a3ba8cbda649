/* voip-wrtcsig.c: Telephony > VoIP Calls, and conversation filters
 *
 * Wireshark's list of calls listens to a tap "voip" if somebody has registered one
 * (epan/tap-voip.h); nobody else does. A session is a call, its items are the labels of the flow
 * sequence.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/conversation_filter.h>
#include <epan/proto_data.h>
#include <epan/tap-voip.h>
#include <epan/tap.h>

#include "compat.h"

/* Sessions, the latest, that the end of a connection is told to. */
#define CLOSE_SESSIONS_MAX 1024

static int voip = -1;

bool wrtcsig_voip_wanted(void)
{
    return have_tap_listener(voip);
}

static voip_call_state state_of(const struct wrtcsig_tap_record *record)
{
    static const struct {
        const char *kind;
        voip_call_state state;
    } states[] = {{"offer", VOIP_CALL_SETUP}, {"answer", VOIP_IN_CALL},  {"pranswer", VOIP_RINGING},
                  {"bye", VOIP_COMPLETED},    {"leave", VOIP_COMPLETED}, {"error", VOIP_REJECTED},
                  {"close", VOIP_COMPLETED}};
    for (unsigned i = 0; i < G_N_ELEMENTS(states); i++)
        if (g_str_equal(states[i].kind, record->kind))
            return states[i].state;
    return VOIP_NO_STATE;
}

static void tell(packet_info *pinfo, const struct wrtcsig_tap_record *record, uint32_t session)
{
    const voip_call_state state = state_of(record);
    voip_packet_info_t *info = wmem_new0(pinfo->pool, voip_packet_info_t);
    info->protocol_name = wmem_strdup(pinfo->pool, "WebRTC");
    info->call_id = wmem_strdup_printf(pinfo->pool, "wrtcsig session %u", session);
    info->call_state = state;
    info->call_active_state =
        state == VOIP_COMPLETED || state == VOIP_REJECTED ? VOIP_INACTIVE : VOIP_ACTIVE;
    info->from_identity =
        wmem_strdup(pinfo->pool, record->peer_from ? record->peer_from : record->source);
    info->to_identity =
        wmem_strdup(pinfo->pool, record->peer_to ? record->peer_to : record->destination);
    if (record->dialect)
        info->call_comment =
            wmem_strdup_printf(pinfo->pool, "session %u, %s%s%s", session, record->dialect,
                               record->room ? ", room " : "", record->room ? record->room : "");
    info->frame_label = wmem_strdup(pinfo->pool, record->text);
    info->frame_comment = wmem_strdup_printf(pinfo->pool, "%s%s%s (session %u)", record->text,
                                             record->method ? "; " : "",
                                             record->method ? record->method : "", session);
    tap_queue_packet(voip, pinfo, info);
}

static bool has_sighting(const GArray *sightings, const struct wsig_connection *c)
{
    for (unsigned i = 0; sightings && i < sightings->len; i++)
        if (g_array_index(sightings, struct wsig_sighting, i).connection == c)
            return true;
    return false;
}

/* By its latest exchange: what was negotiated elsewhere by then does not end with it. */
static bool uses(const struct wsig_session *session, const struct wsig_connection *c)
{
    const struct wsig_exchange *e = session->latest;
    return e && (has_sighting(e->offers, c) || has_sighting(e->answers, c));
}

static void tell_close(packet_info *pinfo, const struct wrtcsig_tap_record *record)
{
    const struct wsig_sessions *sessions = wrtcsig_sessions();
    const uint32_t count = sessions ? wsig_sessions_count(sessions) : 0;
    for (uint32_t i = count > CLOSE_SESSIONS_MAX ? count - CLOSE_SESSIONS_MAX : 0; i < count; i++) {
        const struct wsig_session *session = wsig_sessions_at(sessions, i);
        if (!session->merged_into && uses(session, record->about))
            tell(pinfo, record, session->index);
    }
}

void wrtcsig_voip_record(packet_info *pinfo, const struct wrtcsig_tap_record *record)
{
    if (record->type == WRTCSIG_TAP_ITEM && record->session)
        tell(pinfo, record, record->session->index);
    else if (record->type == WRTCSIG_TAP_CLOSE)
        tell_close(pinfo, record);
}

/* --- conversation filters -------------------------------------------------------------------- */

static void *kept(packet_info *pinfo, enum wrtcsig_key key)
{
    return p_get_proto_data(wmem_file_scope(), pinfo, wrtcsig_proto(), key);
}

static const struct wsig_connection *connection_of(packet_info *pinfo)
{
    const struct wsig_record *record = kept(pinfo, WRTCSIG_KEY_RECORD);
    wmem_array_t *notes = kept(pinfo, WRTCSIG_KEY_NOTES);
    if (record || !notes || wmem_array_get_count(notes) == 0)
        return record ? record->connection : NULL;
    return (*(const struct wsig_note **)wmem_array_index(notes, 0))->connection;
}

static const struct wsig_session *session_of(packet_info *pinfo)
{
    const struct wsig_record *record = kept(pinfo, WRTCSIG_KEY_RECORD);
    for (unsigned i = 0; record && i < record->item_count; i++)
        if (wsig_session_of(&record->items[i]))
            return wsig_session_of(&record->items[i]);
    const struct wsig_media_note *note = kept(pinfo, WRTCSIG_KEY_MEDIA);
    note = note ? note : kept(pinfo, WRTCSIG_KEY_CHECK);
    return note && note->label ? wsig_label_session(note->label) : NULL;
}

static wrtcsig_filter_bool has_connection(WRTCSIG_FILTER_ARGUMENTS)
{
    return connection_of(pinfo) != NULL;
}

static wrtcsig_filter_bool has_session(WRTCSIG_FILTER_ARGUMENTS)
{
    return session_of(pinfo) != NULL;
}

static char *connection_filter(WRTCSIG_FILTER_ARGUMENTS)
{
    const struct wsig_connection *c = connection_of(pinfo);
    return c ? g_strdup_printf("wrtcsig.connection == %u", c->index) : NULL;
}

static char *session_filter(WRTCSIG_FILTER_ARGUMENTS)
{
    const struct wsig_session *session = session_of(pinfo);
    return session ? g_strdup_printf("wrtcsig.session == %u || wrtcsig.media.session == %u",
                                     session->index, session->index)
                   : NULL;
}

void wrtcsig_voip_register(void)
{
    voip = register_tap("voip");
    wrtcsig_register_conversation_filter("wrtcsig", "WebRTC connection", has_connection,
                                         connection_filter);
    wrtcsig_register_conversation_filter("wrtcsig", "WebRTC session, with its media", has_session,
                                         session_filter);
}
