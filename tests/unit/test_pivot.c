/* Sums by key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/pivot.h"

static void
add(struct pivot *p, const char *key, size_t place, int64_t amount)
{
	pivot_add(p, span_of(key), place, amount);
}

static void
row_is(struct pivot *p, size_t i, const char *key, int128 a, int128 b)
{
	const int128 *row = pivot_at(p, i);

	assert_true(span_is(pivot_key(p, i), key));
	assert_true(row[0] == a && row[1] == b);
}

/* Byte order: the shorter first, capitals before small, UTF-8 last. */
static void
sums_in_order(void **state)
{
	struct pivot *p = pivot_new(2);

	(void)state;
	pivot_sort(p);
	assert_int_equal(pivot_count(p), 0);
	add(p, "b", 0, 1);
	add(p, "\xc3\xa4", 1, 2);
	add(p, "", 0, 3);
	add(p, "B", 0, 4);
	add(p, "ba", 0, 5);
	add(p, "b", 0, -11);
	add(p, "b", 1, 7);
	pivot_sort(p);
	assert_int_equal(pivot_count(p), 5);
	row_is(p, 0, "", 3, 0);
	row_is(p, 1, "B", 4, 0);
	row_is(p, 2, "b", -10, 7);
	row_is(p, 3, "ba", 5, 0);
	row_is(p, 4, "\xc3\xa4", 0, 2);
	/* More may come after a look. */
	add(p, "aa", 0, 1);
	pivot_sort(p);
	assert_int_equal(pivot_count(p), 6);
	row_is(p, 2, "aa", 1, 0);
	pivot_free(p);
	pivot_free(NULL);
}

/* Sums go beyond 64 bits: 4 times the least, 3 times the largest. */
static void
large_sums(void **state)
{
	struct pivot *p = pivot_new(2);

	(void)state;
	for (int i = 0; i < 4; i++)
		add(p, "k", 0, INT64_MIN);
	for (int i = 0; i < 3; i++)
		add(p, "k", 1, INT64_MAX);
	pivot_sort(p);
	row_is(p, 0, "k", 4 * (int128)INT64_MIN, 3 * (int128)INT64_MAX);
	pivot_free(p);
}

/* Keys hold NULs, and may be long: only bytes tell them apart. */
static void
odd_keys(void **state)
{
	static char text[5000];
	struct pivot *p = pivot_new(2);

	(void)state;
	memset(text, 'x', sizeof text);
	pivot_add(p, (struct span){"a\0b", 3}, 0, 1);
	pivot_add(p, (struct span){"a\0c", 3}, 0, 2);
	pivot_add(p, (struct span){"a", 1}, 0, 3);
	pivot_add(p, (struct span){"a\0", 2}, 0, 4);
	for (size_t n = 15; n <= sizeof text; n = n * 2 + 1)
		pivot_add(p, (struct span){text, n}, 1, (int64_t)n);
	pivot_sort(p);
	assert_int_equal(pivot_count(p), 4 + 9); /* 15, 31 ... 4095 */
	row_is(p, 0, "a", 3, 0);
	assert_true(pivot_at(p, 1)[0] == 4);
	assert_true(pivot_at(p, 2)[0] == 1);
	assert_true(pivot_at(p, 3)[0] == 2);
	for (size_t i = 4; i < pivot_count(p); i++)
		assert_true(pivot_at(p, i)[1] == (int128)pivot_key(p, i).len);
	pivot_free(p);
}

static struct span
key_of(void *arg, size_t i)
{
	struct span *keys = arg;

	return keys[i];
}

/* By the hash of its only part. */
static void
take(struct pivot *p, const char *key, size_t place, int64_t amount)
{
	struct span keys[] = {span_of(key)};
	struct pivot_entry e = {.hash = hash_part(HASH_SEED, keys[0]),
	    .place = (uint32_t)place,
	    .amount = amount};

	pivot_add_all(p, &e, 1, key_of, keys);
}

/* Both ways of adding, mixed, in two pivots that become one. */
static void
merged(void **state)
{
	struct pivot *p = pivot_new(2), *q = pivot_new(2);
	char longest[100];

	(void)state;
	memset(longest, 'z', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	take(p, "a", 0, 1);
	add(p, "a", 0, 10);
	take(p, longest, 1, 5);
	take(q, "b", 0, 2);
	add(q, longest, 1, 6);
	take(q, "a", 1, 100);
	pivot_merge(p, q);
	take(p, "b", 0, 20);
	pivot_sort(p);
	assert_int_equal(pivot_count(p), 3);
	row_is(p, 0, "a", 11, 100);
	row_is(p, 1, "b", 22, 0);
	row_is(p, 2, longest, 0, 11);
	pivot_free(p);
	pivot_free(q);
}

/* By hashes of parts, twice in one go, and as a whole. */
static void
in_parts(void **state)
{
	struct pivot *p = pivot_new(2);
	struct span keys[] = {
	    {"C1\0USD\0", 7}, {"C1\0\0USD", 7}, {"C1", 2}, {"C1\0USD\0", 7}};
	struct hash c1 = hash_part(HASH_SEED, span_of("C1"));
	struct hash usd = hash_part(HASH_SEED, span_of("USD"));
	struct hash none = hash_part(HASH_SEED, span_of(""));
	struct pivot_entry e[] = {
	    {hash_join(hash_join(c1, usd), none), 1, 0, 0},
	    {hash_join(hash_join(c1, none), usd), 2, 0, 0}, {c1, 4, 1, 0},
	    {hash_join(hash_join(c1, usd), none), 8, 0, 0}};

	(void)state;
	pivot_add_all(p, e, 4, key_of, keys);
	for (int i = 0; i < 3; i++)
		pivot_add(p, keys[i], 1, 100);
	pivot_sort(p);
	assert_int_equal(pivot_count(p), 3);
	row_is(p, 0, "C1", 0, 104);
	assert_true(span_equal(pivot_key(p, 1), keys[1]));
	assert_true(pivot_at(p, 1)[0] == 2 && pivot_at(p, 1)[1] == 100);
	assert_true(span_equal(pivot_key(p, 2), keys[0]));
	assert_true(pivot_at(p, 2)[0] == 9 && pivot_at(p, 2)[1] == 100);
	pivot_free(p);
}

/* 200,000 keys, five times each: sum of i, i+1 ... in their order. */
static void
many(void **state)
{
	struct pivot *p = pivot_new(2), *q = pivot_new(2);
	char key[16];

	(void)state;
	for (int turn = 0; turn < 5; turn++)
		for (int i = 0; i < 200000; i++) {
			snprintf(key, sizeof key, "%06d", i * 7 % 200000);
			add(turn % 2 == 0 ? p : q, key, 0, i * 7 % 200000);
			take(turn % 2 == 0 ? p : q, key, 1, turn);
		}
	pivot_merge(p, q);
	pivot_sort(p);
	assert_int_equal(pivot_count(p), 200000);
	for (size_t i = 0; i < 200000; i++) {
		snprintf(key, sizeof key, "%06zu", i);
		row_is(p, i, key, (int128)(5 * i), 0 + 1 + 2 + 3 + 4);
	}
	pivot_free(p);
	pivot_free(q);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sums_in_order),
	    cmocka_unit_test(large_sums),
	    cmocka_unit_test(odd_keys),
	    cmocka_unit_test(merged),
	    cmocka_unit_test(in_parts),
	    cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
