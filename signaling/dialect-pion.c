/* dialect-pion.c: Pion examples (sfu-ws)
 *
 *     {"event": "offer", "data": <JSON in a string>}
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect-table.h"

static const struct wsig_shape with_item[] = {
    SHAPE(VERB("event"), STRING("data")),
    END_OF_SHAPES,
};

static const struct wsig_shape weak[] = {
    SHAPE(VERB("event"), STRING("data")),
    END_OF_SHAPES,
};

static const struct wsig_dialect_value values[] = {
    {"event", WSIG_ROLE_METHOD},
    END,
};

static const struct wsig_verb_row verbs[] = {
    {"offer", WSIG_KIND_OFFER},
    {"answer", WSIG_KIND_ANSWER},
    {"candidate", WSIG_KIND_CONTROL},
    END,
};

const struct wsig_dialect wsig_dialect_pion = {
    .name = "pion",
    .title = "Pion examples (sfu-ws)",
    .with_item = with_item,
    .weak = weak,
    .values = values,
    .verbs = verbs,
};
