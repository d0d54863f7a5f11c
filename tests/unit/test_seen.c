/* Values by their text: the same as without memory, met before or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "value/seen.h"

static void
same_date(struct seen *seen, const char *text)
{
	struct span s = span_of(text);
	int32_t a = 1, b = 1;
	bool good = date_parse(s, &a);

	if (seen_date(seen, s, &b) != good || (good && a != b))
		fail_msg("%s is %d, not %d", text, b, a);
}

/* Twelve years, which share their places, in two centuries; and no days. */
static void
dates(void **state)
{
	struct seen *seen = calloc(1, sizeof *seen);
	char text[32];

	(void)state;
	for (int k = 0; k < 3 * 12 * 14 * 34; k++) {
		snprintf(text, sizeof text, "%04d-%02d-%02d",
		    1896 + k / 34 / 14 % 12, k / 34 % 14, k % 34);
		same_date(seen, text);
		same_date(seen, text);
		text[0] = '2';
		same_date(seen, text);
	}
	for (size_t i = 0; i < 10; i++)
		for (int c = 1; c < 256; c++) {
			strcpy(text, "2024-02-29");
			same_date(seen, text);
			text[i] = (char)c;
			same_date(seen, text);
		}
	same_date(seen, "");
	same_date(seen, "2024-02-2");
	same_date(seen, "2024-02-299");
	free(seen);
}

/* Every code of three characters from '@' to '[', before two others. */
static void
currencies(void **state)
{
	struct seen *seen = calloc(1, sizeof *seen);

	(void)state;
	for (int k = 0; k < 2 * 28 * 28 * 28; k++) {
		const char text[4] = {(char)('@' + k / 28 / 28 % 28),
		    (char)('@' + k / 28 % 28), (char)('@' + k % 28),
		    (char)('A' + k % 2)};
		struct span s = {text, 3};
		int want = currency_find(s), currency, exponent;
		bool good = seen_currency(seen, s, &currency, &exponent);

		assert_int_equal(good, want != CURRENCY_BAD);
		if (!good)
			continue;
		assert_int_equal(currency, want);
		assert_int_equal(exponent, currency_exponent(want));
		s.len = 2;
		assert_false(seen_currency(seen, s, &currency, &exponent));
	}
	free(seen);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(dates),
	    cmocka_unit_test(currencies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
