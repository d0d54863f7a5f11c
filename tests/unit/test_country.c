/* Countries: 249 codes, counted in ISO 3166-1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/country.h"

static void
knows(void **state)
{
	static const char *const known[] = {
	    "AD", "DE", "FR", "GB", "GR", "US", "ZW", "AX", "SS", "QA"};
	static const char *const unknown[] = {"", "D", "DEU", "de", "UK", "EL",
	    "EU", "XX", "D ", "D\xff", "1A", "A[", "@A"};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_true(country_known(span_of(known[i])));
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		assert_false(country_known(span_of(unknown[i])));
	assert_false(country_known((struct span){"D\0", 2}));
}

static void
counts(void **state)
{
	char code[2];
	int n = 0;

	(void)state;
	for (int a = 0; a < 256; a++) {
		for (int b = 0; b < 256; b++) {
			code[0] = (char)a;
			code[1] = (char)b;
			n += country_known((struct span){code, 2});
		}
	}
	assert_int_equal(n, 249);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows),
	    cmocka_unit_test(counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
