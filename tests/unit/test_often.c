/* How often things were met: against a plain count of each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/often.h"

static void
counts(void **state)
{
	enum { THINGS = 5000 };
	static uint64_t met[THINGS];
	struct often *t = often_new();
	uint32_t x = 1;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		uint32_t k;

		x = x * 1664525 + 1013904223;
		k = (x >> 16) % THINGS;
		assert_int_equal(
		    often_add(t, hash_pair_number(HASH_SEED, k)), met[k]);
		met[k]++;
	}
	for (uint32_t k = 0; k < THINGS; k++)
		assert_int_equal(
		    often_count(t, hash_pair_number(HASH_SEED, k)), met[k]);
	assert_int_equal(
	    often_count(t, hash_pair_number(HASH_SEED, THINGS)), 0);
	often_free(t);
}

/* More than one slot can count. */
static void
many(void **state)
{
	struct often *t = often_new();
	struct hash h = hash_pair_number(HASH_SEED, 7);

	(void)state;
	for (uint64_t i = 0; i < 300000; i++)
		if (often_add(t, h) != i)
			fail_msg("at %d", (int)i);
	assert_int_equal(often_count(t, h), 300000);
	often_free(t);
}

/* The first of a thing leaves its mark, also when the table grows. */
static void
marks(void **state)
{
	enum { THINGS = 1000 };
	struct often *t = often_new_marked();
	bool same;

	(void)state;
	for (uint32_t k = 0; k < THINGS; k++)
		assert_int_equal(often_add_marked(t,
				     hash_pair_number(HASH_SEED, k), k, &same),
		    0);
	for (uint32_t k = 0; k < THINGS; k++) {
		struct hash h = hash_pair_number(HASH_SEED, k);

		assert_int_equal(often_add_marked(t, h, k % 2 * k, &same), 1);
		assert_int_equal(same, k % 2 == 1 || k == 0);
		often_take_back(t, h);
		assert_int_equal(often_count(t, h), 1);
		often_take_back(t, h);
		often_take_back(t, h);
		assert_int_equal(often_count(t, h), 0);
		assert_int_equal(often_add_marked(t, h, 7, &same), 0);
		assert_int_equal(often_add_marked(t, h, 7, &same), 1);
		assert_true(same);
	}
	often_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts),
	    cmocka_unit_test(many),
	    cmocka_unit_test(marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
