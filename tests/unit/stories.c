/* stories.c: several connections, their messages in order, and what the sessions make of them
 *
 *     stories FOLDER            one test for each <case>.story against <case>.told
 *     stories --update FOLDER   writes the .told files; review decides
 *
 * A story has a line for each event, <connection> <what>, 10 ms after the one before:
 *
 *     0 open /path               the upgrade, with that URL
 *     0 c {"type": ...}          a message from the client; s: from the server
 *     0 refuse 404               the upgrade is refused with that status
 *     0 end                      TCP ends
 *     wait 5000                  so many milliseconds
 *
 * SIP has its line ends as \r\n.
 *
 * In a message, $sdp(name version setup media...) is a description in JSON's escapes: the name
 * gives ufrag, password, o= line and fingerprint ("bob/2": bob's after one ICE restart), media are
 * audio, video or data, with "=" and a direction, or "=0" for a rejected one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../signaling/capture.h"
#include "../../signaling/find.h"

#define STEP (INT64_C(10) * 1000000)

static const char *folder;

struct teller {
    struct wsig_capture *capture;
    struct wsig_msg *msg;
    struct wsig_moment at;
    GPtrArray *records; /* const struct wsig_record, in order */
    GPtrArray *titles;  /* char *, one for each */
};

static bool is_normal(uint16_t code)
{
    return code == 1000 || code == 1001;
}

/* --- descriptions ---------------------------------------------------------------------------- */

static void add_media(GString *out, const char *spec, unsigned mid, const char *credentials)
{
    char **parts = g_strsplit(spec, "=", 2);
    const char *direction = parts[1] ? parts[1] : "sendrecv";
    bool rejected = strcmp(direction, "0") == 0, data = strcmp(parts[0], "data") == 0;
    bool video = strcmp(parts[0], "video") == 0;
    g_string_append_printf(out,
                           data    ? "m=application %d UDP/DTLS/SCTP webrtc-datachannel\\r\\n"
                           : video ? "m=video %d UDP/TLS/RTP/SAVPF 96\\r\\n"
                                   : "m=audio %d UDP/TLS/RTP/SAVPF 111\\r\\n",
                           rejected ? 0 : 9);
    g_string_append_printf(out, "c=IN IP4 0.0.0.0\\r\\na=mid:%u\\r\\n%s", mid, credentials);
    if (data)
        g_string_append(out, "a=sctp-port:5000\\r\\n");
    else
        g_string_append_printf(out, "a=%s\\r\\na=rtcp-mux\\r\\na=rtpmap:%s\\r\\n",
                               rejected ? "inactive" : direction,
                               video ? "96 VP8/90000" : "111 opus/48000/2");
    g_strfreev(parts);
}

static char *credentials_of(const char *name, const char *setup)
{
    char **parts = g_strsplit(name, "/", 2);
    char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, parts[0], -1);
    GString *fingerprint = g_string_new(NULL);
    for (unsigned i = 0; i < 64; i += 2)
        g_string_append_printf(fingerprint, "%s%c%c", i ? ":" : "", g_ascii_toupper(hash[i]),
                               g_ascii_toupper(hash[i + 1]));
    char *text =
        g_strdup_printf("a=ice-ufrag:%s%s\\r\\na=ice-pwd:%s%spasswordpasswordpassword\\r\\n"
                        "a=fingerprint:sha-256 %s\\r\\na=setup:%s\\r\\n",
                        parts[0], parts[1] ? parts[1] : "1", parts[0], parts[1] ? parts[1] : "1",
                        fingerprint->str, setup);
    g_string_free(fingerprint, TRUE);
    g_free(hash);
    g_strfreev(parts);
    return text;
}

static void add_sdp(GString *out, const char *arguments)
{
    char **words = g_strsplit(arguments, " ", -1);
    unsigned n = g_strv_length(words);
    g_assert_cmpuint(n, >=, 3);
    char **name = g_strsplit(words[0], "/", 2);
    char *credentials = credentials_of(words[0], words[2]);
    g_string_append_printf(out, "v=0\\r\\no=- %u %s IN IP4 127.0.0.1\\r\\ns=-\\r\\nt=0 0\\r\\n",
                           g_str_hash(name[0]), words[1]);
    if (n > 3)
        g_string_append(out, "a=group:BUNDLE");
    for (unsigned i = 3; i < n; i++)
        if (!g_str_has_suffix(words[i], "=0"))
            g_string_append_printf(out, " %u", i - 3);
    g_string_append(out, "\\r\\n");
    for (unsigned i = 3; i < n; i++)
        add_media(out, words[i], i - 3, credentials);
    g_free(credentials);
    g_strfreev(name);
    g_strfreev(words);
}

static GString *expand(const char *text)
{
    GString *out = g_string_new(NULL);
    const char *at;
    while ((at = strstr(text, "$sdp("))) {
        const char *end = strchr(at, ')');
        g_assert_nonnull(end);
        g_string_append_len(out, text, at - text);
        char *arguments = g_strndup(at + 5, (gsize)(end - at - 5));
        add_sdp(out, arguments);
        g_free(arguments);
        text = end + 1;
    }
    return g_string_append(out, text);
}

/* --- events ---------------------------------------------------------------------------------- */

static void say(struct teller *t, uint32_t stream, bool client, const char *text)
{
    GString *payload = expand(text);
    if (g_ascii_isupper(text[0])) {
        char *plain = g_strcompress(payload->str);
        g_string_assign(payload, plain);
        g_free(plain);
    }
    t->at.side = client ? WSIG_SIDE_A : WSIG_SIDE_B;
    const struct wsig_hint hint = wsig_capture_hint(t->capture, stream, t->at.side);
    wsig_msg_reset(t->msg, wsig_slice(payload->str, payload->len), false);
    wsig_find(t->msg, &hint);
    const struct wsig_record *record =
        wsig_capture_message(t->capture, stream, &t->at, &hint, t->msg);
    g_ptr_array_add(t->records, (void *)record);
    GString *title = g_string_new(NULL);
    g_string_printf(title, "#%u %u %s", t->at.frame, stream, client ? "c" : "s");
    for (unsigned i = 0; record && i < t->msg->items->len; i++)
        g_string_append_printf(title, " %s", wsig_kind_text(wsig_msg_item(t->msg, i)->kind));
    g_ptr_array_add(t->titles, g_string_free(title, FALSE));
    g_string_free(payload, TRUE);
}

static void happen(struct teller *t, const char *line)
{
    char **words = g_strsplit(line, " ", 3);
    const uint32_t stream = (uint32_t)atoi(words[0]);
    t->at.frame++;
    t->at.time += STEP;
    if (strcmp(words[0], "wait") == 0) {
        t->at.time += INT64_C(1000000) * atoi(words[1]);
    } else if (strcmp(words[1], "open") == 0) {
        const struct wsig_upgrade_request request = {
            .key = wsig_slice_str("AAAAAAAAAAAAAAAAAAAAAA=="),
            .url = wsig_slice_str(words[2]),
        };
        t->at.side = WSIG_SIDE_A;
        wsig_capture_upgrade_request(t->capture, stream, &t->at, &request);
    } else if (strcmp(words[1], "refuse") == 0) {
        const struct wsig_upgrade_response response = {.status = (unsigned)atoi(words[2])};
        t->at.side = WSIG_SIDE_B;
        wsig_capture_upgrade_response(t->capture, stream, &t->at, &response);
    } else if (strcmp(words[1], "end") == 0) {
        t->at.side = WSIG_SIDE_A;
        struct wsig_connection *c = wsig_capture_get(t->capture, stream);
        c->open = true;
        wsig_capture_tcp_end(t->capture, stream, &t->at, false);
    } else {
        say(t, stream, words[1][0] == 'c', words[2]);
    }
    wsig_capture_tick(t->capture, t->at.time);
    g_strfreev(words);
}

/* --- what is told ---------------------------------------------------------------------------- */

static void tell_exchange(const struct wsig_record *record, const struct wsig_item_record *item,
                          GString *out)
{
    const struct wsig_exchange *e = item->exchange;
    const struct wsig_sighting *other = item->is_answer
                                            ? wsig_exchange_offer(e, record->connection)
                                            : wsig_exchange_answer(e, record->connection);
    g_string_append_printf(out, " negotiation %u", e->number);
    if (other)
        g_string_append_printf(out, " %s #%u", item->is_answer ? "of" : "answered in",
                               other->frame);
    if (item->restart <= 1)
        g_string_append(out, item->restart ? " restart" : " again");
    for (unsigned i = 0; !item->is_answer && e->changes && i < e->changes->len; i++)
        g_string_append_printf(out, "\n        change: %s",
                               (const char *)g_ptr_array_index(e->changes, i));
    const GPtrArray *outcome = item->is_answer ? wsig_item_outcome(item) : NULL;
    for (unsigned i = 0; outcome && i < outcome->len; i++)
        g_string_append_printf(out, "\n        negotiated: %s",
                               (const char *)g_ptr_array_index(outcome, i));
}

static void tell_item(const struct teller *t, const struct wsig_record *record, unsigned i,
                      GString *out)
{
    const struct wsig_item_record *item = &record->items[i];
    const struct wsig_session *session = wsig_session_of(item);
    if (session)
        g_string_append_printf(out, "\n    session %u %s", session->index,
                               wsig_state_text(item->state));
    else
        g_string_append(out, "\n    no session");
    if (item->exchange)
        tell_exchange(record, item, out);
    for (unsigned k = 0; k < wsig_findings_count(item->findings); k++) {
        const struct wsig_kept_finding *finding = wsig_findings_at(item->findings, k);
        g_string_append_printf(out, "\n        finding: %s%s%s",
                               wsig_rule_info(finding->rule)->name, finding->detail ? ": " : "",
                               finding->detail ? finding->detail : "");
    }
    if (item->exchange && item->exchange->items[0] == item &&
        wsig_exchange_is_unanswered(item->exchange, wsig_capture_now(t->capture)))
        g_string_append_printf(out, "\n        finding: %s",
                               wsig_rule_info(WSIG_RULE_OFFER_UNANSWERED)->name);
    enum wsig_rule confined = session && item->is_answer && item->exchange->items[1] == item
                                  ? wsig_session_is_confined(session, wsig_capture_now(t->capture))
                                  : WSIG_RULE_COUNT;
    if (confined != WSIG_RULE_COUNT)
        g_string_append_printf(out, "\n        finding: %s", wsig_rule_info(confined)->name);
    if (item->exchange && item->exchange->items[1] == item &&
        wsig_exchange_is_undelivered(item->exchange, wsig_capture_now(t->capture)))
        g_string_append_printf(out, "\n        finding: %s",
                               wsig_rule_info(WSIG_RULE_ANSWER_UNDELIVERED)->name);
}

static GString *tell(const char *name)
{
    char *path = g_strdup_printf("%s/%s.story", folder, name), *text;
    GString *out = g_string_new(NULL);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_free(path);
    const struct wsig_policy policy = {is_normal, false};
    struct teller t = {.capture = wsig_capture_new(&policy), .msg = wsig_msg_new()};
    t.records = g_ptr_array_new();
    t.titles = g_ptr_array_new_with_free_func(g_free);
    char **lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line && **line != '#')
            happen(&t, *line);
    for (unsigned i = 0; i < t.records->len; i++) {
        const struct wsig_record *record = g_ptr_array_index(t.records, i);
        g_string_append(out, g_ptr_array_index(t.titles, i));
        for (unsigned k = 0; record && k < record->item_count; k++)
            tell_item(&t, record, k, out);
        g_string_append(out, record ? "\n" : " (not signaling)\n");
    }
    g_strfreev(lines);
    g_ptr_array_free(t.records, TRUE);
    g_ptr_array_free(t.titles, TRUE);
    wsig_msg_free(t.msg);
    wsig_capture_free(t.capture);
    g_free(text);
    return out;
}

static void test_story(const void *name)
{
    char *path = g_strdup_printf("%s/%s.told", folder, (const char *)name), *expected;
    GString *told = tell(name);
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_assert_cmpstr(told->str, ==, expected);
    g_string_free(told, TRUE);
    g_free(expected);
    g_free(path);
}

static void update(const char *name)
{
    char *path = g_strdup_printf("%s/%s.told", folder, name);
    GString *told = tell(name);
    g_assert_true(g_file_set_contents(path, told->str, (gssize)told->len, NULL));
    g_string_free(told, TRUE);
    g_free(path);
}

int main(int argc, char **argv)
{
    bool updates = argc == 3 && strcmp(argv[1], "--update") == 0;
    g_test_init(&argc, &argv, NULL);
    folder = argv[argc - 1];
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *file;
    g_assert_nonnull(dir);
    while ((file = g_dir_read_name(dir))) {
        if (!g_str_has_suffix(file, ".story"))
            continue;
        char *name = g_strndup(file, strlen(file) - strlen(".story"));
        char *test = g_strdup_printf("/story/%s", name);
        if (updates)
            update(name);
        else
            g_test_add_data_func_full(test, name, test_story, g_free);
        g_free(test);
    }
    g_dir_close(dir);
    return updates ? 0 : g_test_run();
}
