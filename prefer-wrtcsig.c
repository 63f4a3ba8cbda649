/* prefer-wrtcsig.c: the preference that says which dialect the servers on a port speak
 *
 * A table (UAT), as Wireshark has them for keys and ports:
 *
 *     tshark -o 'uat:wrtcsig_dialects:"8080","janus"' ...
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-wrtcsig.h"

#include <epan/uat.h>

#include "compat.h"

struct preferred {
    unsigned port;
    char *dialect;
};

static struct preferred *preferred;
static unsigned preferred_count;

UAT_DEC_CB_DEF(preferred, port, struct preferred)
UAT_CSTRING_CB_DEF(preferred, dialect, struct preferred)

static void *copy_row(void *to, const void *from, size_t size _U_)
{
    const struct preferred *source = from;
    struct preferred *copy = to;
    copy->port = source->port;
    copy->dialect = g_strdup(source->dialect);
    return copy;
}

static void free_row(void *row)
{
    g_free(((struct preferred *)row)->dialect);
}

/* All that the user can choose from. */
static char *names_of_dialects(void)
{
    GString *names = g_string_new(NULL);
    const struct wsig_dialect *dialect;
    for (unsigned i = 0; (dialect = wsig_dialect_at(i)); i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", dialect->name);
    return g_string_free(names, FALSE);
}

static wrtcsig_bool check_row(void *record, char **error)
{
    struct preferred *row = record;
    *error = NULL;
    g_strstrip(row->dialect);
    if (row->port == 0 || row->port > UINT16_MAX) {
        *error = g_strdup_printf("%u is no TCP port", row->port);
    } else if (!wsig_dialect_by_name(row->dialect)) {
        char *names = names_of_dialects();
        *error = g_strdup_printf("\"%s\" is no dialect that is known: %s", row->dialect, names);
        g_free(names);
    }
    return *error == NULL;
}

void wrtcsig_prefer_register(module_t *module)
{
    static uat_field_t fields[] = {
        UAT_FLD_DEC(preferred, port, "Port", "TCP port of the WebSocket server"),
        UAT_FLD_CSTRING(preferred, dialect, "Dialect",
                        "The signaling system, as wrtcsig.dialect names it: janus, livekit ..."),
        UAT_END_FIELDS,
    };
    uat_t *table =
        uat_new("WebRTC signaling dialects", sizeof(struct preferred), "wrtcsig_dialects", TRUE,
                &preferred, &preferred_count, UAT_AFFECTS_DISSECTION, NULL, copy_row, check_row,
                free_row, NULL, NULL, fields);
    prefs_register_uat_preference(
        module, "dialects", "Dialects by port",
        "Which signaling system the WebSocket servers on a port speak. It beats what the "
        "connection itself says.",
        table);
}

static const struct wsig_dialect *of_port(uint32_t port)
{
    for (unsigned i = 0; i < preferred_count; i++)
        if (preferred[i].port == port)
            return wsig_dialect_by_name(preferred[i].dialect);
    return NULL;
}

const struct wsig_dialect *wrtcsig_preferred_dialect(uint32_t source, uint32_t destination,
                                                     uint8_t from_client)
{
    const struct wsig_dialect *dialect = from_client == 0 ? NULL : of_port(destination);
    return dialect || from_client == 1 ? dialect : of_port(source);
}
