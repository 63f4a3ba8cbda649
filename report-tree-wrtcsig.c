/* report-tree-wrtcsig.c: -z wrtcsig,tree, and "WebRTC Signaling" in the Statistics menu
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/stats_tree.h>
#include <epan/tap.h>

#include "compat.h"

static int node_dialects, node_kinds, node_candidates, node_closes, node_findings;

static void tree_init(stats_tree *st)
{
    node_dialects = stats_tree_create_node(st, "Dialects", 0, STAT_DT_INT, true);
    node_kinds = stats_tree_create_node(st, "Kinds", 0, STAT_DT_INT, true);
    node_candidates = stats_tree_create_node(st, "Candidate types", 0, STAT_DT_INT, true);
    node_closes = stats_tree_create_node(st, "Close codes", 0, STAT_DT_INT, true);
    node_findings = stats_tree_create_node(st, "Findings", 0, STAT_DT_INT, true);
}

static void count(stats_tree *st, const char *parent, int node, const char *name)
{
    tick_stat_node(st, parent, 0, true);
    tick_stat_node(st, name, node, false);
}

static tap_packet_status tree_packet(stats_tree *st, packet_info *pinfo, epan_dissect_t *edt _U_,
                                     const void *data, tap_flags_t flags _U_)
{
    const struct wrtcsig_tap_record *record = data;
    if (record->type == WRTCSIG_TAP_MESSAGE) /* its items are counted */
        return TAP_PACKET_DONT_REDRAW;
    if (record->type == WRTCSIG_TAP_FINDING)
        count(st, "Findings", node_findings, wsig_rule_info(record->rule)->name);
    if (record->kind)
        count(st, "Kinds", node_kinds, record->kind);
    if (record->dialect)
        count(st, "Dialects", node_dialects, record->dialect);
    if (record->candidate_type)
        count(st, "Candidate types", node_candidates, record->candidate_type);
    if (record->type == WRTCSIG_TAP_CLOSE)
        count(st, "Close codes", node_closes,
              record->has_code ? wmem_strdup_printf(pinfo->pool, "%u %s", record->code,
                                                    wsig_close_name(record->code))
                               : "none");
    return TAP_PACKET_REDRAW;
}

void wrtcsig_tree_handoff(void)
{
    stats_tree_register_plugin("wrtcsig", "wrtcsig", "WebRTC Signaling", TL_REQUIRES_NOTHING,
                               tree_packet, tree_init, NULL);
}
