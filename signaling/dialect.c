/* dialect.c: see dialect.h
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"

#include "text.h"

#define DIALECT(id) extern const struct wsig_dialect wsig_dialect_##id;
#include "dialects.def"
#undef DIALECT

static const struct wsig_dialect *const dialects[] = {
#define DIALECT(id) &wsig_dialect_##id,
#include "dialects.def"
#undef DIALECT
};

static int member(const struct wsig_document_view *doc, int object, struct wsig_slice name)
{
    if (object < 0 || doc->json.nodes[object].type != WSIG_JSON_OBJECT)
        return -1;
    for (int key = wsig_json_first(&doc->json, (size_t)object); key >= 0;
         key = wsig_json_after(&doc->json, (size_t)key))
        if (wsig_slice_same(wsig_json_text(&doc->json, (size_t)key), name))
            return wsig_json_value(&doc->json, (size_t)key);
    return -1;
}

int wsig_dialect_find(const struct wsig_document_view *doc, const char *path)
{
    struct wsig_slice rest = wsig_slice_str(path), name;
    int node = doc->json.count > 0 ? 0 : -1;
    while (node >= 0 && wsig_slice_cut(&rest, '.', &name))
        node = member(doc, node, name);
    return node;
}

struct wsig_slice wsig_dialect_string(const struct wsig_document_view *doc, const char *path)
{
    int node = wsig_dialect_find(doc, path);
    return wsig_document_is_string(doc, node) ? wsig_json_text(&doc->json, (size_t)node)
                                              : wsig_slice(NULL, 0);
}

static struct wsig_value *slot(struct wsig_msg *msg, enum wsig_role role)
{
    switch (role) {
    case WSIG_ROLE_METHOD:
        return &msg->method;
    case WSIG_ROLE_TRANSACTION:
        return &msg->transaction;
    case WSIG_ROLE_ROOM:
        return &msg->room;
    case WSIG_ROLE_PEER_FROM:
        return &msg->peer_from;
    case WSIG_ROLE_PEER_TO:
        return &msg->peer_to;
    case WSIG_ROLE_APP_SESSION:
        return &msg->app_session;
    }
    g_assert_not_reached();
}

static void take_values(struct wsig_msg *msg, const struct wsig_document_view *doc,
                        const struct wsig_dialect_value *values)
{
    for (; values->path; values++) {
        int node = wsig_dialect_find(doc, values->path);
        if (node >= 0 && doc->json.nodes[node].type >= WSIG_JSON_STRING &&
            !wsig_json_is(&doc->json, node, "null"))
            *slot(msg, values->role) = wsig_document_value(doc, msg, node);
    }
}

void wsig_dialect_read(struct wsig_msg *msg, const struct wsig_document_view *doc)
{
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++) {
        if (!dialects[i]->recognises(doc))
            continue;
        msg->dialect = dialects[i]->name;
        take_values(msg, doc, dialects[i]->values);
        return;
    }
}
