/* Prices of lines: by hand, and against exact fractions by brute force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/span.h"
#include "rule/pricing.h"
#include "value/int128.h"

static struct decimal
decimal(const char *text)
{
	struct decimal d;

	assert_int_equal(
	    decimal_parse(span_of(text), &money_plain, &d), MONEY_OK);
	return d;
}

/* "" for none, "10%", or an amount of the currency. */
static struct line_discount
discount_of(const char *text, int exponent)
{
	struct line_discount d = {LINE_FULL, {0, 0}, 0};
	struct span s = span_of(text);

	if (s.len == 0)
		return d;
	if (text[s.len - 1] == '%') {
		d.kind = LINE_PERCENT;
		s.len--;
		assert_int_equal(
		    decimal_parse(s, &money_plain, &d.percent), MONEY_OK);
		return d;
	}
	d.kind = LINE_AMOUNT;
	assert_int_equal(
	    money_parse(s, exponent, &money_plain, &d.amount), MONEY_OK);
	return d;
}

static void
line_is(const char *qty, const char *price, const char *discount, int exponent,
    enum money_rounding how, const char *list, const char *base)
{
	struct line_discount off = discount_of(discount, exponent);
	struct decimal q = decimal(qty), p = decimal(price);
	char text[MONEY_CHARS];
	int64_t whole = 7, rest = 7;

	assert_int_equal(
	    pricing_line(q, p, &off, exponent, how, &whole, &rest), PRICING_OK);
	money_format(text, whole, exponent);
	assert_string_equal(text, list);
	money_format(text, rest, exponent);
	assert_string_equal(text, base);
}

static void
fault_is(const char *qty, const char *price, const char *discount, int exponent,
    enum pricing_fault want)
{
	struct line_discount off = discount_of(discount, exponent);
	int64_t list, base;

	assert_int_equal(pricing_line(decimal(qty), decimal(price), &off,
			     exponent, ROUND_HALF_AWAY, &list, &base),
	    want);
}

#define AWAY ROUND_HALF_AWAY
#define EVEN ROUND_HALF_EVEN

static void
plain(void **state)
{
	(void)state;
	line_is("3", "19.99", "", 2, AWAY, "59.97", "59.97");
	line_is("-3", "19.99", "", 2, AWAY, "-59.97", "-59.97");
	line_is("3", "-19.99", "", 2, AWAY, "-59.97", "-59.97");
	line_is("1", "0", "", 2, AWAY, "0.00", "0.00");
	line_is("1.5", "3", "", 0, AWAY, "5", "5");
	line_is("1.5", "3", "", 4, AWAY, "4.5000", "4.5000");
	line_is("1000000", "0.000001", "", 3, AWAY, "1.000", "1.000");
	line_is("0.001", "0.001", "", 2, AWAY, "0.00", "0.00");
}

/* Half a cent, either sign; a hair less and a hair more. */
static void
halves(void **state)
{
	(void)state;
	line_is("0.5", "0.01", "", 2, AWAY, "0.01", "0.01");
	line_is("-0.5", "0.01", "", 2, AWAY, "-0.01", "-0.01");
	line_is("0.5", "0.01", "", 2, EVEN, "0.00", "0.00");
	line_is("-0.5", "0.01", "", 2, EVEN, "0.00", "0.00");
	line_is("1.5", "0.01", "", 2, AWAY, "0.02", "0.02");
	line_is("1.5", "0.01", "", 2, EVEN, "0.02", "0.02");
	line_is("2.5", "0.01", "", 2, AWAY, "0.03", "0.03");
	line_is("2.5", "0.01", "", 2, EVEN, "0.02", "0.02");
	line_is("-2.5", "0.01", "", 2, AWAY, "-0.03", "-0.03");
	line_is("-2.5", "0.01", "", 2, EVEN, "-0.02", "-0.02");
	line_is("0.499999999", "0.01", "", 2, AWAY, "0.00", "0.00");
	line_is("0.500000001", "0.01", "", 2, EVEN, "0.01", "0.01");
	line_is("2.5", "1", "", 0, EVEN, "2", "2");
	line_is("3.5", "1", "", 0, EVEN, "4", "4");
	line_is("1.005", "1", "", 2, AWAY, "1.01", "1.01");
	line_is("1.005", "1", "", 2, EVEN, "1.00", "1.00");
}

/* One rounding of the exact product: 3 x 0.15 less 10% is 0.405, though 0.45
   less 0.045 rounded is another thing; and 1.5 cents less 10% is 1.35. */
static void
percents(void **state)
{
	(void)state;
	line_is("3", "0.15", "10%", 2, AWAY, "0.45", "0.41");
	line_is("3", "0.15", "10%", 2, EVEN, "0.45", "0.40");
	line_is("-3", "0.15", "10%", 2, AWAY, "-0.45", "-0.41");
	line_is("3", "-0.15", "10%", 2, EVEN, "-0.45", "-0.40");
	line_is("1", "0.015", "10%", 2, AWAY, "0.02", "0.01");
	line_is("1", "0.015", "10%", 2, EVEN, "0.02", "0.01");
	line_is("10", "9.99", "0%", 2, AWAY, "99.90", "99.90");
	line_is("10", "9.99", "100%", 2, AWAY, "99.90", "0.00");
	line_is("-10", "9.99", "100%", 2, AWAY, "-99.90", "0.00");
	line_is("10", "9.99", "12.5%", 2, AWAY, "99.90", "87.41");
	line_is("1", "1000000000", "99.999999999%", 2, AWAY, "1000000000.00",
	    "0.01");
	line_is(
	    "1", "500000000", "99.999999999%", 2, AWAY, "500000000.00", "0.01");
	line_is(
	    "1", "500000000", "99.999999999%", 2, EVEN, "500000000.00", "0.00");
	line_is("0", "5", "10%", 2, AWAY, "0.00", "0.00");
}

/* An amount is taken off towards zero, and all that there is at most. */
static void
amounts(void **state)
{
	(void)state;
	line_is("2", "10", "0.01", 2, AWAY, "20.00", "19.99");
	line_is("-2", "10", "0.01", 2, AWAY, "-20.00", "-19.99");
	line_is("2", "-10", "0.01", 2, AWAY, "-20.00", "-19.99");
	line_is("2", "10", "20", 2, AWAY, "20.00", "0.00");
	line_is("-2", "10", "20", 2, AWAY, "-20.00", "0.00");
	line_is("2", "10", "0", 2, AWAY, "20.00", "20.00");
	line_is("1", "0", "0", 2, AWAY, "0.00", "0.00");
	line_is("0.5", "0.03", "0.02", 2, AWAY, "0.02", "0.00");
	fault_is("0.5", "0.03", "0.03", 2, PRICING_DISCOUNT);
	fault_is("2", "10", "20.01", 2, PRICING_DISCOUNT);
	fault_is("-2", "10", "20.01", 2, PRICING_DISCOUNT);
	fault_is("2", "-10", "20.01", 2, PRICING_DISCOUNT);
	fault_is("1", "0", "0.01", 2, PRICING_DISCOUNT);
	fault_is(
	    "1", "92233720368547758.07", "92233720368547758.07", 2, PRICING_OK);
}

#define MOST  "9223372036854775807" /* 2^63 - 1 */
#define HALF  "4611686018427387904" /* 2^62 */
#define CENTS "92233720368547758.07"

static void
limits(void **state)
{
	(void)state;
	line_is(MOST, "1", "", 0, AWAY, MOST, MOST);
	line_is("-" MOST, "1", "", 0, AWAY, "-" MOST, "-" MOST);
	line_is("1", CENTS, "", 2, AWAY, CENTS, CENTS);
	line_is("-1", CENTS, CENTS, 2, AWAY, "-" CENTS, "0.00");
	line_is("922337203685477580.7", "0.1", "", 2, AWAY, CENTS, CENTS);
	line_is("1", MOST, "50%", 0, EVEN, MOST, HALF);
	fault_is(MOST, "1", "", 2, PRICING_RANGE);
	fault_is(MOST, MOST, "", 0, PRICING_RANGE);
	fault_is(MOST, "-" MOST, "50%", 0, PRICING_RANGE);
	fault_is(HALF, "2", "", 0, PRICING_RANGE);
	fault_is("-" HALF, "2", "", 0, PRICING_RANGE); /* -2^63 */
	fault_is(HALF, "-2", "", 0, PRICING_RANGE);
	fault_is("11529215046068469.76", "8", "", 2, PRICING_RANGE);
	/* A half more than the most, and a half less. */
	fault_is("6148914691236517205", "1.5", "", 0, PRICING_RANGE);
	fault_is("-6148914691236517205", "1.5", "", 0, PRICING_RANGE);
	line_is("1418980313362273201", "6.5", "", 0, AWAY, MOST, MOST);
	line_is("1418980313362273201", "6.5", "", 0, EVEN,
	    "9223372036854775806", "9223372036854775806");
}

/*
 * Three factors whose product 128 bits don't hold: 3 x 10^9, written with
 * nine places, times 3 x 10^9 and a billionth more, is 9 x 10^18 + 3; less
 * 50.000000001 % of it are 0.49999999999 of it: 4499999999910000000 and
 * 1.49999999997.
 */
static void
wide(void **state)
{
	const struct decimal q = {3000000000000000000, 9};
	const struct decimal p = {3000000000000000001, 9};
	const struct line_discount off = {LINE_PERCENT, {50000000001, 9}, 0};
	int64_t list, base;

	(void)state;
	assert_int_equal(
	    pricing_line(q, p, &off, 0, AWAY, &list, &base), PRICING_OK);
	assert_int_equal(list, INT64_C(9000000000000000003));
	assert_int_equal(base, INT64_C(4499999999910000001));
}

static int128
power(int n)
{
	return n == 0 ? 1 : 10 * power(n - 1);
}

/* n / d to the nearest, without the code under test: how many halves fit. */
static int128
nearest(int128 n, int128 d, enum money_rounding how)
{
	int128 size = n < 0 ? -n : n, halves = 2 * size / d, whole;

	whole = (halves + 1) / 2;
	if (how == EVEN && halves % 2 == 1 && halves * d == 2 * size)
		whole -= whole % 2;
	return n < 0 ? -whole : whole;
}

static int64_t
away_from(int64_t list, int64_t amount)
{
	return list < 0 ? list + amount : list - amount;
}

/* Prices one line, and its mirror, and compares with the exact fraction. */
static void
check(struct decimal q, struct decimal p, const struct line_discount *off,
    int exponent, enum money_rounding how)
{
	const struct decimal mirror = {-q.n, q.places};
	int128 exact = (int128)q.n * p.n * power(exponent);
	int128 den = power(q.places + p.places), rest = 100;
	int128 list_want = nearest(exact, den, how), base_want = list_want;
	int64_t list[2] = {1, 1}, base[2] = {2, 2}, size;
	enum pricing_fault got[2];

	got[0] = pricing_line(q, p, off, exponent, how, &list[0], &base[0]);
	got[1] =
	    pricing_line(mirror, p, off, exponent, how, &list[1], &base[1]);
	if (off->kind == LINE_PERCENT) {
		rest = 100 * power(off->percent.places) - off->percent.n;
		base_want = nearest(
		    exact * rest, den * 100 * power(off->percent.places), how);
	}
	if (list_want > INT64_MAX || list_want < -INT64_MAX) {
		assert_true(got[0] == PRICING_RANGE && got[1] == got[0]);
		return;
	}
	size = (int64_t)(list_want < 0 ? -list_want : list_want);
	if (off->kind == LINE_AMOUNT && off->amount > size) {
		assert_true(got[0] == PRICING_DISCOUNT && got[1] == got[0]);
		return;
	}
	if (off->kind == LINE_AMOUNT)
		base_want = away_from((int64_t)list_want, off->amount);
	if (got[0] == PRICING_OK && got[1] == PRICING_OK &&
	    list[0] == list_want && base[0] == base_want &&
	    list[1] == -list[0] && base[1] == -base[0])
		return;
	fail_msg("%lld/10^%d x %lld/10^%d, kind %d, %lld/10^%d or %lld: "
		 "%lld, %lld",
	    (long long)q.n, q.places, (long long)p.n, p.places, (int)off->kind,
	    (long long)off->percent.n, off->percent.places,
	    (long long)off->amount, (long long)list[0], (long long)base[0]);
}

/* All discounts for one product. */
static void
check_all(struct decimal q, struct decimal p)
{
	static const int exponents[] = {0, 2, 3};
	static const int64_t percents[] = {0, 1, 50, 125, 333, 500, 999, 1000};

	for (size_t e = 0; e < 3; e++)
		for (int how = AWAY; how <= EVEN; how++) {
			struct line_discount off = {LINE_FULL, {0, 0}, 0};

			check(
			    q, p, &off, exponents[e], (enum money_rounding)how);
			off.kind = LINE_PERCENT;
			for (size_t i = 0; i < 8; i++) {
				off.percent = (struct decimal){percents[i], 1};
				check(q, p, &off, exponents[e],
				    (enum money_rounding)how);
			}
			off = (struct line_discount){LINE_AMOUNT, {0, 0}, 0};
			for (; off.amount < 9; off.amount += 2)
				check(q, p, &off, exponents[e],
				    (enum money_rounding)how);
		}
}

static void
small_numbers(void **state)
{
	(void)state;
	for (uint8_t qp = 0; qp <= 2; qp++)
		for (uint8_t pp = 0; pp <= 3; pp++)
			for (int64_t q = 0; q <= 12; q++)
				for (int64_t p = -25; p <= 25; p++)
					check_all((struct decimal){q, qp},
					    (struct decimal){p, pp});
}

static uint64_t
next(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return *seed >> 33;
}

/* Up to 10^9 with any places, the percentages with all nine. */
static void
any_numbers(void **state)
{
	uint64_t seed = 20261031;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		struct decimal q = {(int64_t)(next(&seed) % 1000000000),
		    (uint8_t)(next(&seed) % 10)};
		struct decimal p = {(int64_t)(next(&seed) % 1000000000),
		    (uint8_t)(next(&seed) % 10)};
		struct line_discount off = {LINE_FULL, {0, 0}, 0};
		uint64_t kind = next(&seed) % 3;

		if (kind == 1)
			off = (struct line_discount){LINE_PERCENT,
			    {(int64_t)(next(&seed) % 1000000000), 7}, 0};
		else if (kind == 2)
			off = (struct line_discount){
			    LINE_AMOUNT, {0, 0}, (int64_t)next(&seed) % 1000};
		check(q, p, &off, (int)(next(&seed) % 5),
		    next(&seed) % 2 == 0 ? AWAY : EVEN);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain),
	    cmocka_unit_test(halves),
	    cmocka_unit_test(percents),
	    cmocka_unit_test(amounts),
	    cmocka_unit_test(limits),
	    cmocka_unit_test(wide),
	    cmocka_unit_test(small_numbers),
	    cmocka_unit_test(any_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
