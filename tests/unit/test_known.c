/* Hashes as numbers, while their table grows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/known.h"

#define MANY 300000

static struct hash
hash_of(uint32_t i)
{
	return hash_pair_number(HASH_SEED, i);
}

static void
each_once(void **state)
{
	struct known *k = known_new();

	(void)state;
	assert_int_equal(known_count(k), 0);
	for (uint32_t i = 0; i < MANY; i++) {
		known_expect(k, hash_of(i));
		assert_int_equal(known_add(k, hash_of(i)), i);
		assert_int_equal(known_add(k, hash_of(i / 2)), i / 2);
	}
	for (uint32_t i = MANY; i-- > 0;)
		assert_int_equal(known_add(k, hash_of(i)), i);
	assert_int_equal(known_count(k), MANY);
	known_free(k);
	known_free(NULL);
}

/* Those that would all have one place, at the end of the table at that, and
   those that differ in one half or in a bit that the table does not look at. */
static void
all_bits_count(void **state)
{
	struct known *k = known_new();
	const uint64_t top = UINT64_MAX << 32;

	(void)state;
	for (uint32_t i = 0; i < 2000; i++) {
		assert_int_equal(
		    known_add(k, (struct hash){top | i, 7}), 2 * i);
		assert_int_equal(
		    known_add(k, (struct hash){top, 8 + i}), 2 * i + 1);
	}
	assert_int_equal(known_add(k, (struct hash){top | 1999, 7}), 3998);
	assert_int_equal(known_add(k, (struct hash){top | 1999, 8}), 4000);
	assert_int_equal(known_add(k, (struct hash){0, 7}), 4001);
	assert_int_equal(known_add(k, (struct hash){0, 0}), 4002);
	assert_int_equal(known_count(k), 4003);
	known_free(k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_once),
	    cmocka_unit_test(all_bits_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
