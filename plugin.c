/* plugin.c: what Wireshark looks for in a plugin, and nothing else
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "compat.h"
#include "packet-wrtcsig.h"

#include <ws_symbol_export.h>

WS_DLL_PUBLIC_DEF const char plugin_version[] = PLUGIN_VERSION;
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);
WS_DLL_PUBLIC uint32_t plugin_describe(void);

void plugin_register(void)
{
    static proto_plugin plugin;
    plugin.register_protoinfo = proto_register_wrtcsig;
    plugin.register_handoff = proto_reg_handoff_wrtcsig;
    proto_register_plugin(&plugin);
}

/* From 4.4 on; 4.0 does not ask. */
uint32_t plugin_describe(void)
{
    return WRTCSIG_PLUGIN_DESC_DISSECTOR;
}
