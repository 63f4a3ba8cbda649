/* evidence.c: see evidence.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "evidence.h"

enum wsig_evidence wsig_evidence_description(const struct wsig_sdp *sdp,
                                             const struct wsig_setting *setting)
{
    if (setting->prose)
        return WSIG_EVIDENCE_NONE;
    if (setting->typed || setting->named || sdp->webrtc)
        return WSIG_EVIDENCE_STRONG;
    return sdp->error ? WSIG_EVIDENCE_NONE : WSIG_EVIDENCE_WEAK;
}

enum wsig_evidence wsig_evidence_rollback(bool has_sdp_member, const struct wsig_setting *setting)
{
    if (setting->prose)
        return WSIG_EVIDENCE_NONE;
    return has_sdp_member ? WSIG_EVIDENCE_STRONG : WSIG_EVIDENCE_WEAK;
}

enum wsig_evidence wsig_evidence_candidate(const struct wsig_candidate *candidate,
                                           const struct wsig_setting *setting)
{
    if (setting->prose)
        return WSIG_EVIDENCE_NONE;
    if (setting->beside_indexes || (candidate->prefixed && (setting->member || setting->named)))
        return WSIG_EVIDENCE_STRONG;
    return WSIG_EVIDENCE_WEAK;
}

enum wsig_evidence wsig_evidence_candidate_members(const struct wsig_setting *setting)
{
    return setting->prose ? WSIG_EVIDENCE_NONE : WSIG_EVIDENCE_STRONG;
}

enum wsig_evidence wsig_evidence_empty_candidate(const struct wsig_setting *setting)
{
    if (setting->prose)
        return WSIG_EVIDENCE_NONE;
    return setting->beside_indexes ? WSIG_EVIDENCE_STRONG : WSIG_EVIDENCE_WEAK;
}

enum wsig_evidence wsig_evidence_completed(const struct wsig_setting *setting)
{
    if (setting->prose)
        return WSIG_EVIDENCE_NONE;
    return setting->trickle ? WSIG_EVIDENCE_STRONG : WSIG_EVIDENCE_WEAK;
}

enum wsig_evidence wsig_evidence_ice_servers(bool named, const struct wsig_setting *setting)
{
    if (setting->prose)
        return WSIG_EVIDENCE_NONE;
    return named ? WSIG_EVIDENCE_STRONG : WSIG_EVIDENCE_WEAK;
}

enum wsig_evidence wsig_evidence_transport(bool bare, const struct wsig_setting *setting)
{
    if (setting->prose)
        return WSIG_EVIDENCE_NONE;
    return bare ? WSIG_EVIDENCE_WEAK : WSIG_EVIDENCE_STRONG;
}

enum wsig_evidence wsig_evidence_fragment(const struct wsig_sdp *sdp,
                                          const struct wsig_setting *setting)
{
    bool credentials = false;
    for (size_t i = 0; i < sdp->line_count; i++)
        credentials |= sdp->lines[i].name == WSIG_SDP_ICE_PWD;
    if (setting->prose)
        return WSIG_EVIDENCE_NONE;
    return credentials ? WSIG_EVIDENCE_STRONG : WSIG_EVIDENCE_WEAK;
}

enum wsig_evidence wsig_evidence_in_system(enum wsig_evidence evidence, bool certain)
{
    return certain ? WSIG_EVIDENCE_STRONG : evidence;
}

enum wsig_evidence wsig_evidence_of_system(bool certain, bool carrier)
{
    return certain && !carrier ? WSIG_EVIDENCE_STRONG : WSIG_EVIDENCE_WEAK;
}

bool wsig_evidence_establishes(const struct wsig_msg *msg)
{
    for (unsigned i = 0; i < msg->items->len; i++)
        if (wsig_msg_item(msg, i)->evidence == WSIG_EVIDENCE_STRONG)
            return true;
    return false;
}

bool wsig_evidence_claims(const struct wsig_msg *msg, bool context)
{
    return (context && msg->items->len > 0) || wsig_evidence_establishes(msg);
}
