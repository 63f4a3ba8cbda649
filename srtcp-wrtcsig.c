/* srtcp-wrtcsig.c: two things that Wireshark's RTP and RTCP dissectors do not expect of SRTP
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include "compat.h"

/* RTCP's types whose encrypted packets Wireshark's dissector leaves alone after the first 8 bytes.
 */
#define RTCP_SENDER_REPORT   200
#define RTCP_RECEIVER_REPORT 201
#define RTCP_RTP_FEEDBACK    205
#define RTCP_PS_FEEDBACK     206

/* What RFC 3711 section 3.4 leaves readable: the header and the sender, and E flag and index. */
#define CLEAR_BYTES 8
#define INDEX_BYTES 4

/* Wireshark's own fields, found by name. */
#define RTCP_FIELDS(FIELD)                                                                         \
    FIELD(VERSION, "rtcp.version")                                                                 \
    FIELD(PADDING, "rtcp.padding")                                                                 \
    FIELD(RTP_FORMAT, "rtcp.rtpfb.fmt")                                                            \
    FIELD(PS_FORMAT, "rtcp.psfb.fmt")                                                              \
    FIELD(COUNT, "rtcp.rc")                                                                        \
    FIELD(TYPE, "rtcp.pt")                                                                         \
    FIELD(LENGTH, "rtcp.length")                                                                   \
    FIELD(SENDER, "rtcp.senderssrc")                                                               \
    FIELD(ENCRYPTED, "rtcp.encrypted")                                                             \
    FIELD(E, "srtcp.e")                                                                            \
    FIELD(INDEX, "srtcp.index")                                                                    \
    FIELD(TAG, "srtcp.auth_tag")

enum rtcp_field {
#define FIELD(id, name) RTCP_##id,
    RTCP_FIELDS(FIELD)
#undef FIELD
        RTCP_FIELD_COUNT
};

static int fields[RTCP_FIELD_COUNT];
static int proto_srtcp = -1;
static dissector_handle_t srtcp_handle;

static int dissect_srtcp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data);

void wrtcsig_srtcp_init(void)
{
    static const char *const names[RTCP_FIELD_COUNT] = {
#define FIELD(id, name) name,
        RTCP_FIELDS(FIELD)
#undef FIELD
    };
    for (unsigned i = 0; i < RTCP_FIELD_COUNT; i++)
        fields[i] = proto_registrar_get_id_byname(names[i]);
    proto_srtcp = proto_get_id_by_filter_name("srtcp");
    if (proto_srtcp != -1)
        srtcp_handle = create_dissector_handle(dissect_srtcp, proto_srtcp);
}

static void add(proto_tree *tree, enum rtcp_field field, tvbuff_t *tvb, int start, int length)
{
    if (fields[field] != -1)
        proto_tree_add_item(tree, fields[field], tvb, start, length, ENC_BIG_ENDIAN);
}

bool wrtcsig_srtcp_is_ours(struct wsig_slice bytes, unsigned tag_length)
{
    const size_t tail = INDEX_BYTES + (size_t)tag_length;
    if (bytes.n < CLEAR_BYTES + tail || proto_srtcp == -1)
        return false;
    return bytes.p[1] != RTCP_SENDER_REPORT && bytes.p[1] != RTCP_RECEIVER_REPORT &&
           bytes.p[bytes.n - tail] & 0x80;
}

static void add_header(proto_tree *tree, tvbuff_t *tvb, unsigned type)
{
    enum rtcp_field count = type == RTCP_RTP_FEEDBACK  ? RTCP_RTP_FORMAT
                            : type == RTCP_PS_FEEDBACK ? RTCP_PS_FORMAT
                                                       : RTCP_COUNT;
    add(tree, RTCP_VERSION, tvb, 0, 1);
    add(tree, RTCP_PADDING, tvb, 0, 1);
    add(tree, count, tvb, 0, 1);
    add(tree, RTCP_TYPE, tvb, 1, 1);
    add(tree, RTCP_LENGTH, tvb, 2, 2);
    add(tree, RTCP_SENDER, tvb, 4, 4);
}

static int dissect_srtcp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    const int length = (int)tvb_captured_length(tvb), tag = *(const int *)data;
    const int index = length - tag - INDEX_BYTES;
    const unsigned type = tvb_get_ptr(tvb, 1, 1)[0];
    const char *name = type == RTCP_RTP_FEEDBACK  ? "Generic RTP Feedback"
                       : type == RTCP_PS_FEEDBACK ? "Payload-specific Feedback"
                                                  : "encrypted";
    col_set_str(pinfo->cinfo, COL_PROTOCOL, "SRTCP");
    col_add_fstr(pinfo->cinfo, COL_INFO, "%s   ", name);
    proto_item *item = proto_tree_add_item(tree, proto_srtcp, tvb, 0, -1, ENC_NA);
    proto_item_append_text(item, " (%s)", name);
    proto_tree *subtree = proto_item_add_subtree(item, wrtcsig_ett(WRTCSIG_ETT_MESSAGE));
    add_header(subtree, tvb, type);
    if (fields[RTCP_ENCRYPTED] != -1 && index > CLEAR_BYTES)
        proto_tree_add_item(subtree, fields[RTCP_ENCRYPTED], tvb, CLEAR_BYTES, index - CLEAR_BYTES,
                            ENC_NA);
    add(subtree, RTCP_E, tvb, index, INDEX_BYTES);
    if (fields[RTCP_INDEX] != -1)
        proto_tree_add_uint(subtree, fields[RTCP_INDEX], tvb, index, INDEX_BYTES,
                            tvb_get_ntohl(tvb, index) & 0x7FFFFFFF);
    if (tag > 0 && fields[RTCP_TAG] != -1)
        proto_tree_add_item(subtree, fields[RTCP_TAG], tvb, length - tag, tag, ENC_NA);
    return length;
}

/* By a handle, so that frame.protocols has it too. */
void wrtcsig_srtcp_dissect(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, unsigned tag_length)
{
    int tag = (int)tag_length;
    call_dissector_only(srtcp_handle, tvb, pinfo, tree, &tag);
}

/* The P flag's count is inside what is encrypted, and Wireshark takes the last byte of the tag for
 * it: any value does no harm but 0, at which it reads beyond the packet. */
tvbuff_t *wrtcsig_srtp_repair(tvbuff_t *tvb, packet_info *pinfo)
{
    const unsigned length = tvb_captured_length(tvb);
    const uint8_t *bytes = tvb_get_ptr(tvb, 0, (int)length);
    if (!(bytes[0] & 0x20) || bytes[length - 1] != 0 || length < tvb_reported_length(tvb))
        return tvb;
    uint8_t *copy = wmem_memdup(pinfo->pool, bytes, length);
    copy[length - 1] = 1;
    tvbuff_t *repaired = tvb_new_child_real_data(tvb, copy, length, (int)length);
    add_new_data_source(pinfo, repaired, "SRTP, its last byte 1 instead of 0");
    return repaired;
}
