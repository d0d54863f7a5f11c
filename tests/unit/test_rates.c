/* Rates of exchange: results worked out with Python's fractions, as noted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/rates.h"
#include "tests/unit/book.h"
#include "value/currency.h"

static const char table[] =
    "rate,currency,date\n"
    "1.0853,EUR,2026-10-30\n0.0066,JPY,2026-10-01\n1.08,EUR,2026-10-05\n"
    "1.0853,EUR,2026-10-30\n1.09,EUR,2026-11-02\n"
    "3.254321987,KWD,2026-10-01\n0.000000001,IRR,2026-10-01\n"
    "0.000754321,KRW,2026-10-01\n";

static int
cur(const char *code)
{
	return currency_find(span_of(code));
}

/* Reads the table, up to the first batch with a fault, which is left in s. */
static struct rates *
read_all(struct sheet *s, const struct map *map, const char *csv, int base)
{
	struct rates *r = rates_new(&map->of[MAP_RATES], base);

	for (sheet_open(s, span_of(csv)); s->any;
	     s->any = csvin_batch(s->in, &s->b)) {
		for (uint32_t i = 0; i < s->b.nrow; i++)
			rates_row(r, &s->b, i);
		if (s->b.faults.n > 0)
			break;
	}
	rates_close(r);
	return r;
}

static void
rate_is(const struct rates *r, const char *currency, const char *date,
    const char *want)
{
	char text[MONEY_CHARS] = "none";
	struct decimal rate;

	if (rates_find(r, cur(currency), day(date), &rate))
		decimal_format(text, rate);
	assert_string_equal(text, want);
}

static void
latest_on_or_before(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct rates *r = read_all(&s, map, table, cur("USD"));

	(void)state;
	assert_int_equal(s.b.faults.n, 0);
	rate_is(r, "EUR", "2026-10-04", "none");
	rate_is(r, "EUR", "2026-10-05", "1.08");
	rate_is(r, "EUR", "2026-10-29", "1.08");
	rate_is(r, "EUR", "2026-10-30", "1.0853");
	rate_is(r, "EUR", "2026-11-01", "1.0853");
	rate_is(r, "EUR", "9999-12-31", "1.09");
	rate_is(r, "JPY", "2026-10-31", "0.0066");
	rate_is(r, "USD", "0001-01-01", "1");
	rate_is(r, "GBP", "2026-10-31", "none");
	assert_true(rates_have(r, cur("EUR")));
	assert_true(rates_have(r, cur("USD")));
	assert_false(rates_have(r, cur("GBP")));
	assert_false(rates_have(r, CURRENCY_UNNAMED));
	rates_free(r);
	rates_free(NULL);
	sheet_close(&s);
	map_free(map);
}

#define NONE INT64_MIN

struct sum {
	int64_t amount;
	const char *from, *to, *date;
	enum money_rounding how;
	int64_t want;
};

/*
 * amount / 10**ef * rate(from) / rate(to) * 10**et in fractions.Fraction, and
 * rounded by hand; a comment says what it was.
 */
static const struct sum sums[] = {
    /* 108530 */
    {100000, "EUR", "USD", "2026-10-30", ROUND_HALF_AWAY, 108530},
    /* 92140.4220... = 1e9/10853 */
    {100000, "USD", "EUR", "2026-10-30", ROUND_HALF_AWAY, 92140},
    {-100000, "USD", "EUR", "2026-10-30", ROUND_HALF_AWAY, -92140},
    /* 164439.39... = 1000 EUR * 1.0853 / 0.0066, without decimals */
    {100000, "EUR", "JPY", "2026-10-30", ROUND_HALF_AWAY, 164439},
    /* 164439 JPY = 99999.7604... cents */
    {164439, "JPY", "EUR", "2026-10-30", ROUND_HALF_AWAY, 100000},
    /* 307283.6689... = 1000 USD / 3.254321987, in thousandths */
    {100000, "USD", "KWD", "2026-10-30", ROUND_HALF_AWAY, 307284},
    /* 1 cent is 1e7 rials of two decimals each: 1e9 */
    {1, "USD", "IRR", "2026-10-30", ROUND_HALF_AWAY, 1000000000},
    /* 13.2569... */
    {1, "USD", "KRW", "2026-10-30", ROUND_HALF_AWAY, 13},
    /* 50 x 1.09 = 54.5, 150 x 1.09 = 163.5 */
    {50, "EUR", "USD", "2026-11-02", ROUND_HALF_AWAY, 55},
    {50, "EUR", "USD", "2026-11-02", ROUND_HALF_EVEN, 54},
    {150, "EUR", "USD", "2026-11-02", ROUND_HALF_EVEN, 164},
    {-50, "EUR", "USD", "2026-11-02", ROUND_HALF_AWAY, -55},
    {0, "EUR", "USD", "2026-11-02", ROUND_HALF_AWAY, 0},
    /* equal currencies need no rate */
    {7, "GBP", "GBP", "2026-11-02", ROUND_HALF_AWAY, 7},
    {INT64_MAX, "EUR", "EUR", "0001-01-01", ROUND_HALF_AWAY, INT64_MAX},
    /* no rate yet, none at all */
    {7, "EUR", "USD", "2026-10-04", ROUND_HALF_AWAY, NONE},
    {7, "USD", "EUR", "2026-10-04", ROUND_HALF_AWAY, NONE},
    {7, "EUR", "GBP", "2026-10-30", ROUND_HALF_AWAY, NONE},
    {7, "GBP", "CHF", "2026-10-30", ROUND_HALF_AWAY, NONE},
    /* too large */
    {INT64_MAX, "EUR", "USD", "2026-10-30", ROUND_HALF_AWAY, NONE},
    {-INT64_MAX, "EUR", "USD", "2026-10-30", ROUND_HALF_AWAY, NONE},
    {INT64_MAX, "KWD", "IRR", "2026-10-30", ROUND_HALF_AWAY, NONE},
    /* 8498453917676933388.9247... = (2**63 - 1) / 1.0853 */
    {INT64_MAX, "USD", "EUR", "2026-10-30", ROUND_HALF_AWAY,
	8498453917676933389},
    /* 695738321821233134.1512... */
    {INT64_MAX, "KRW", "USD", "2026-10-30", ROUND_HALF_AWAY,
	695738321821233134},
};

static void
check(const struct rates *r, const struct sum *s)
{
	int64_t got = NONE;
	bool found = rates_convert(
	    r, s->amount, cur(s->from), cur(s->to), day(s->date), s->how, &got);

	assert_int_equal(found, s->want != NONE);
	assert_int_equal(got, s->want);
}

static void
conversions(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct rates *r = read_all(&s, map, table, cur("USD"));

	(void)state;
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		check(r, &sums[i]);
	rates_free(r);
	sheet_close(&s);
	map_free(map);
}

/* Without a base, the one of two that is not in the table is taken for it. */
static void
no_base(void **state)
{
	static const struct sum some[] = {
	    {100000, "EUR", "USD", "2026-10-30", ROUND_HALF_AWAY, 108530},
	    {100000, "GBP", "EUR", "2026-10-30", ROUND_HALF_AWAY, 92140},
	    {100000, "EUR", "JPY", "2026-10-30", ROUND_HALF_AWAY, 164439},
	    {7, "GBP", "CHF", "2026-10-30", ROUND_HALF_AWAY, NONE},
	    {7, "GBP", "GBP", "2026-10-30", ROUND_HALF_AWAY, 7},
	    /* in the table, but not yet: no base */
	    {7, "EUR", "USD", "2026-10-04", ROUND_HALF_AWAY, NONE},
	    {7, "EUR", "JPY", "2026-10-04", ROUND_HALF_AWAY, NONE},
	};
	struct map *map = map_new();
	struct sheet s;
	struct rates *r = read_all(&s, map, table, RATES_NO_BASE);

	(void)state;
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		check(r, &some[i]);
	rate_is(r, "USD", "2026-10-30", "none");
	rates_free(r);
	sheet_close(&s);
	map_free(map);
}

static void
fault_is(
    const char *rows, enum fault_code code, uint64_t line, const char *column)
{
	struct map *map = map_new();
	struct buf csv = {0};
	struct sheet s;
	struct rates *r;

	buf_text(&csv, "date,currency,rate\n");
	buf_text(&csv, rows);
	r = read_all(&s, map, buf_string(&csv), cur("USD"));
	sheet_faults(&s, code, line, column);
	rates_free(r);
	buf_free(&csv);
	fault_free(&s.b.faults);
	sheet_close(&s);
	map_free(map);
}

static void
faults(void **state)
{
	(void)state;
	fault_is("2026-02-30,EUR,1\n", FAULT_DATE, 2, "date");
	fault_is(",EUR,1\n", FAULT_BLANK, 2, "date");
	fault_is("2026-02-01,eur,1\n", FAULT_CURRENCY, 2, "currency");
	fault_is("2026-02-01,,1\n", FAULT_CURRENCY, 2, "currency");
	fault_is("2026-02-01,EUR,\n", FAULT_AMOUNT, 2, "rate");
	fault_is("2026-02-01,EUR,1.0000000001\n", FAULT_DECIMALS, 2, "rate");
	fault_is("2026-02-01,EUR,0\n", FAULT_NUMBER, 2, "rate");
	fault_is("2026-02-01,EUR,-1.1\n", FAULT_NUMBER, 2, "rate");
	fault_is(
	    "2026-02-01,USD,1\n2026-02-02,USD,1.01\n", FAULT_NUMBER, 3, "rate");
	fault_is("2026-02-01,EUR,1.1\n2026-02-02,EUR,1.2\n"
		 "2026-02-01,CHF,1.2\n2026-02-01,EUR,1.10\n"
		 "2026-02-01,EUR,1.2\n",
	    FAULT_RATE, 6, "rate");
}

/* No row: only equal currencies can be converted. */
static void
empty(void **state)
{
	struct map *map = map_new();
	struct rates *r = rates_new(&map->of[MAP_RATES], RATES_NO_BASE);
	int64_t got = 5;

	(void)state;
	rates_close(r);
	assert_false(rates_convert(r, 1, cur("EUR"), cur("USD"),
	    day("2026-10-30"), ROUND_HALF_AWAY, &got));
	assert_int_equal(got, 5);
	assert_true(rates_convert(r, 1, cur("EUR"), cur("EUR"),
	    day("2026-10-30"), ROUND_HALF_AWAY, &got));
	assert_int_equal(got, 1);
	rates_free(r);
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(latest_on_or_before),
	    cmocka_unit_test(conversions),
	    cmocka_unit_test(no_base),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
