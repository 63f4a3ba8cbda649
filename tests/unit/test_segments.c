/* test_segments.c: which bytes of a TCP stream were not seen
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../../signaling/segments.h"
#include "stage.h"

static const enum wsig_side A = WSIG_SIDE_A, B = WSIG_SIDE_B;

static bool follow(struct wsig_segments *segments, enum wsig_side from, uint32_t seq, uint32_t ack,
                   uint32_t length, uint8_t flags)
{
    const struct wsig_tcp_segment segment = {seq, ack, length, flags};
    return wsig_segments_follow(segments, from, &segment);
}

static void test_order(void)
{
    struct wsig_segments s = {{0, 0}, {false, false}};
    g_assert_false(follow(&s, A, 100, 0, 0, WSIG_TCP_SYN));
    g_assert_false(follow(&s, B, 500, 101, 0, WSIG_TCP_SYN | WSIG_TCP_ACK));
    g_assert_false(follow(&s, A, 101, 501, 10, WSIG_TCP_ACK));
    g_assert_false(follow(&s, A, 101, 501, 10, WSIG_TCP_ACK)); /* again */
    g_assert_true(follow(&s, A, 121, 501, 10, WSIG_TCP_ACK));
    g_assert_false(follow(&s, A, 111, 501, 10, WSIG_TCP_ACK)); /* it was late */
    g_assert_false(follow(&s, A, 131, 501, 1, WSIG_TCP_ACK | WSIG_TCP_FIN));
    g_assert_false(follow(&s, A, 140, 501, 0, WSIG_TCP_ACK)); /* carries nothing */
    g_assert_true(follow(&s, B, 502, 133, 1, WSIG_TCP_ACK));
}

/* A port that is used again begins anew. */
static void test_again(void)
{
    struct wsig_segments s = {{0, 0}, {false, false}};
    g_assert_false(follow(&s, A, 100, 7, 10, WSIG_TCP_ACK));
    g_assert_false(follow(&s, A, 90000, 0, 0, WSIG_TCP_SYN));
    g_assert_false(follow(&s, A, 90001, 7, 5, WSIG_TCP_ACK));
}

/* The other side's next byte is the one that is acknowledged. */
static void test_acknowledged(void)
{
    struct wsig_segments s = {{0, 0}, {false, false}};
    g_assert_false(follow(&s, A, 100, 700, 10, WSIG_TCP_ACK));
    g_assert_true(follow(&s, B, 701, 110, 10, WSIG_TCP_ACK));
}

static void test_wrap(void)
{
    struct wsig_segments s = {{0, 0}, {false, false}};
    g_assert_false(follow(&s, A, UINT32_MAX - 4, 0, 10, WSIG_TCP_ACK));
    g_assert_false(follow(&s, A, 5, 0, 1, WSIG_TCP_ACK));
    g_assert_true(follow(&s, A, 7, 0, 1, WSIG_TCP_ACK));
}

static void test_used(void)
{
    static const struct {
        const char *whole, *segment;
        size_t used;
    } rows[] = {
        {"one two", "twothree", 3},
        {"one two", "three", 0},
        {"aaaa", "aaab", 3},
        {"xaab", "aabaab", 3},
        {"aabaab", "aab", 3},
        {"", "a", 0},
        {"a", "", 0},
        {"abcd", "abcdabcd", 4},
        {"zabcabx", "abcabd", 0},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpuint(wsig_segment_used(text(rows[i].whole), text(rows[i].segment)), ==,
                         rows[i].used);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/segments/order", test_order);
    g_test_add_func("/segments/again", test_again);
    g_test_add_func("/segments/acknowledged", test_acknowledged);
    g_test_add_func("/segments/wrap", test_wrap);
    g_test_add_func("/segments/used", test_used);
    return g_test_run();
}
