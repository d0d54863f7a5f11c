/* Currencies: the codes, and the decimals that ISO 4217 gives them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "value/currency.h"

static int
exponent_of(const char *code)
{
	int currency = currency_find(span_of(code));

	return currency == CURRENCY_BAD ? -1 : currency_exponent(currency);
}

static void
decimals(void **state)
{
	static const char zero[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF "
				   "UGX UYI VND VUV XAF XOF XPF BYR";
	static const char three[] = "BHD IQD JOD KWD LYD OMR TND";
	char code[4] = "";
	int others = 0;

	(void)state;
	for (int i = 1; i < currency_count(); i++) {
		memcpy(code, currency_code(i), 4);
		if (strstr(zero, code) != NULL)
			assert_int_equal(currency_exponent(i), 0);
		else if (strstr(three, code) != NULL)
			assert_int_equal(currency_exponent(i), 3);
		else if (!strcmp(code, "CLF") || !strcmp(code, "UYW"))
			assert_int_equal(currency_exponent(i), 4);
		else
			others += currency_exponent(i) == 2;
	}
	/* 165 codes with a minor unit in the list of January 2026, and 14. */
	assert_int_equal(currency_count() - 1, 165 + 14);
	assert_int_equal(others, 165 + 14 - 18 - 7 - 2);
}

static void
well_known(void **state)
{
	static const char *const two[] = {"USD", "EUR", "GBP", "CHF", "CNY",
	    "INR", "MXN", "AED", "ZWG", "XCG", "SLE", "VED", "BGN", "HRK",
	    "CHE", "CHW", "COU", "BOV", "MXV", "USN", "HUF", "TWD", "IDR"};

	(void)state;
	for (size_t i = 0; i < sizeof two / sizeof *two; i++)
		assert_int_equal(exponent_of(two[i]), 2);
	assert_int_equal(exponent_of("JPY"), 0);
	assert_int_equal(exponent_of("KWD"), 3);
	assert_int_equal(exponent_of("CLF"), 4);
}

static void
not_currencies(void **state)
{
	static const char *const bad[] = {"", "U", "US", "USDX", "usd", "Usd",
	    "US ", "U$D", "US[", "US@", "[SD", "@SD", "U\323D", "ZZZ", "AAA",
	    "XAU", "XDR", "XXX", "XTS", "DEM", "$", "840"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (currency_find(span_of(bad[i])) != CURRENCY_BAD)
			fail_msg("'%s' is taken for a currency", bad[i]);
}

/* Of all that three capitals can spell, each currency is found once. */
static void
every_code(void **state)
{
	int found = 0;

	(void)state;
	for (int k = 0; k < 26 * 26 * 26; k++) {
		char code[4] = {(char)('A' + k / 676),
		    (char)('A' + k / 26 % 26), (char)('A' + k % 26), '\0'};
		int currency = currency_find(span_of(code));

		if (currency == CURRENCY_BAD)
			continue;
		assert_string_equal(currency_code(currency), code);
		assert_int_equal(currency, ++found);
	}
	assert_int_equal(found, currency_count() - 1);
}

static void
unnamed(void **state)
{
	(void)state;
	assert_string_equal(currency_code(CURRENCY_UNNAMED), "");
	assert_int_equal(currency_exponent(CURRENCY_UNNAMED), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decimals),
	    cmocka_unit_test(well_known),
	    cmocka_unit_test(not_currencies),
	    cmocka_unit_test(every_code),
	    cmocka_unit_test(unnamed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
