/* compat.h: every difference between the Wireshark versions that we build for (4.0, 4.4, 4.6);
 * no other file has a condition on the version
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef WRTCSIG_COMPAT_H
#define WRTCSIG_COMPAT_H

#include <epan/packet.h>
#include <epan/tap.h>
#include <ws_version.h>

#define WRTCSIG_VERSION_AT_LEAST(major, minor)                                                     \
    (WIRESHARK_VERSION_MAJOR > (major) ||                                                          \
     (WIRESHARK_VERSION_MAJOR == (major) && WIRESHARK_VERSION_MINOR >= (minor)))

/* What a heuristic dissector returns and a boolean preference is, and field_info.value as a
 * pointer. */
#if WRTCSIG_VERSION_AT_LEAST(4, 4)
typedef bool wrtcsig_bool;
#define WRTCSIG_VALUE(field_info) ((field_info)->value)
#else
typedef gboolean wrtcsig_bool;
#define WRTCSIG_VALUE(field_info) (&(field_info)->value)
#endif

/* rtp_dyn_payload_insert() takes the number of channels from 4.4 on. */
#if WRTCSIG_VERSION_AT_LEAST(4, 4)
#define wrtcsig_rtp_payload_insert(payloads, type, name, rate, channels)                           \
    rtp_dyn_payload_insert(payloads, type, name, rate, channels)
#else
#define wrtcsig_rtp_payload_insert(payloads, type, name, rate, channels)                           \
    ((void)(channels), rtp_dyn_payload_insert(payloads, type, name, rate))
#endif

/* What a conversation filter is asked with. */
#if WRTCSIG_VERSION_AT_LEAST(4, 4)
typedef bool wrtcsig_filter_bool;
#define WRTCSIG_FILTER_ARGUMENTS struct _packet_info *pinfo, void *data _U_
#define wrtcsig_register_conversation_filter(protocol, title, has, build)                          \
    register_conversation_filter(protocol, title, has, build, NULL)
#else
typedef gboolean wrtcsig_filter_bool;
#define WRTCSIG_FILTER_ARGUMENTS struct _packet_info *pinfo
#define wrtcsig_register_conversation_filter(protocol, title, has, build)                          \
    register_conversation_filter(protocol, title, has, build)
#endif

/* The start of a -z report says from 4.6 on whether it succeeded. */
#if WRTCSIG_VERSION_AT_LEAST(4, 6)
#define WRTCSIG_STAT_RESULT bool
#define WRTCSIG_STAT_RETURN return true
#else
#define WRTCSIG_STAT_RESULT void
#define WRTCSIG_STAT_RETURN return
#endif

/* What a data source is called, with its length behind it. */
#if !WRTCSIG_VERSION_AT_LEAST(4, 6)
#define get_data_source_description(source) get_data_source_name(source)
#endif

/* plugin_describe()'s answer "dissector"; 4.0 installs no header that names it. */
#define WRTCSIG_PLUGIN_DESC_DISSECTOR 1

#endif
