/* Taxes as shares, and their running sums. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/span.h"
#include "rule/tax.h"

static struct decimal
decimal(const char *text)
{
	struct decimal d;

	assert_int_equal(
	    decimal_parse(span_of(text), &money_plain, &d), MONEY_OK);
	return d;
}

static struct tax_share
share(const char *rate, const char *less, bool included)
{
	return tax_share(decimal(rate), decimal(less), included);
}

static void
share_is(
    const char *rate, const char *less, bool included, int64_t num, int64_t den)
{
	struct tax_share got = share(rate, less, included);

	assert_true(got.num == num && got.den == den);
}

/* By hand; 7 % less 2 % of it is 0.0686. */
static void
shares(void **state)
{
	(void)state;
	share_is("20", "0", false, 1, 5);
	share_is("7", "0", false, 7, 100);
	share_is("8.875", "0", false, 71, 800);
	share_is("0", "0", false, 0, 1);
	share_is("100", "0", false, 1, 1);
	share_is("1000", "0", false, 10, 1);
	share_is("0.000000001", "0", false, 1, 100000000000);
	share_is("20", "2", false, 49, 250);
	share_is("7", "2", false, 343, 5000);
	share_is("20", "100", false, 0, 1);
	share_is("20", "2.5", false, 39, 200);
	share_is("0", "2", false, 0, 1);
}

/* In 119.00 with 19 % there are 19.00. */
static void
shares_included(void **state)
{
	(void)state;
	share_is("19", "0", true, 19, 119);
	share_is("20", "0", true, 1, 6);
	share_is("100", "0", true, 1, 2);
	share_is("1000", "0", true, 10, 11);
	share_is("8.875", "0", true, 71, 871);
	share_is("0", "0", true, 0, 1);
	share_is("20", "2", true, 49, 299);
	share_is("20", "100", true, 0, 1);
	share_is("0.000000001", "0", true, 1, 100000000001);
}

static int128
divisor(int128 a, int128 b)
{
	return b == 0 ? a : divisor(b, a % b);
}

/* num / den of rate r in thousandths and discount d in tenths is
   r/100000 * (1000 - d)/1000, or x / (1 + x) of it; in lowest terms. */
static void
shares_all(void **state)
{
	(void)state;
	for (int64_t r = 0; r <= 30000; r += 125)
		for (int64_t d = 0; d <= 1000; d += 5)
			for (int included = 0; included < 2; included++) {
				int128 num = (int128)r * (1000 - d);
				int128 den = (int128)100000 * 1000;
				struct tax_share s =
				    tax_share((struct decimal){r, 3},
					(struct decimal){d, 1}, included != 0);

				den += included != 0 ? num : 0;
				assert_true(s.num * den == s.den * num);
				assert_true(s.den > 0);
				assert_true(divisor(s.den, s.num) == 1);
			}
}

/* The base that is den + num times something splits without a rest: the tax
   of what is left without it is the tax in it. */
static void
within_and_on_top(void **state)
{
	(void)state;
	for (int64_t r = 1; r <= 30000; r += 7) {
		struct decimal rate = {r, 3}, none = {0, 0};
		struct tax_share in = tax_share(rate, none, true);
		struct tax_share on = tax_share(rate, none, false);
		struct tax_sum inside = {0, 1}, above = {0, 1};
		int128 net = on.den * 3, gross = 3 * (on.den + on.num), tax;

		assert_true(tax_add(&inside, gross, in));
		assert_true(tax_add(&above, net, on));
		tax = tax_rounded(&inside, ROUND_HALF_AWAY);
		assert_true(tax == tax_rounded(&above, ROUND_HALF_AWAY));
		assert_true(net + tax == gross);
	}
}

static void
sum_is(const char *rate, bool included, const int64_t *bases, size_t n,
    enum money_rounding how, int64_t want)
{
	struct tax_sum sum = {0, 1};

	for (size_t i = 0; i < n; i++)
		assert_true(
		    tax_add(&sum, bases[i], share(rate, "0", included)));
	assert_true(tax_rounded(&sum, how) == want);
}

static void
alone_is(int64_t base, const char *rate, bool included, enum money_rounding how,
    int64_t want)
{
	int64_t tax = 7;

	assert_true(tax_alone(base, share(rate, "0", included), how, &tax));
	assert_int_equal(tax, want);
}

static void
not_alone(int64_t base, struct tax_share s)
{
	int64_t tax = 7;

	assert_false(tax_alone(base, s, ROUND_HALF_AWAY, &tax));
	assert_int_equal(tax, 7);
}

#define AWAY ROUND_HALF_AWAY
#define EVEN ROUND_HALF_EVEN

/* One base: rounded, and within 64 bits. */
static void
alone(void **state)
{
	(void)state;
	alone_is(5, "10", false, AWAY, 1);
	alone_is(5, "10", false, EVEN, 0);
	alone_is(-5, "10", false, AWAY, -1);
	alone_is(-5, "10", false, EVEN, 0);
	alone_is(15, "10", false, EVEN, 2);
	alone_is(12000, "20", true, AWAY, 2000);
	alone_is(100, "19", true, AWAY, 16); /* 15.966 */
	alone_is(0, "20", false, AWAY, 0);
	alone_is(100, "0", false, AWAY, 0);
	alone_is(INT64_MAX, "100", false, AWAY, INT64_MAX);
	alone_is(-INT64_MAX, "100", false, AWAY, -INT64_MAX);
	alone_is(INT64_MAX, "0", true, AWAY, 0);
	not_alone(INT64_MAX, share("100.000000001", "0", false));
	not_alone(INT64_MAX, share("1000", "0", false));
	not_alone(INT64_MAX / 2 + 1, share("200", "0", false));
	not_alone(-(INT64_MAX / 2) - 1, share("200", "0", false));
	/* 999999999999 x 99999999999 over 10^22, times 2^63 - 1. */
	not_alone(INT64_MAX, share("999.999999999", "0.000000001", false));
}

/* Three times 0.05 at 10 % are 0.015: line by line 0.03, together 0.02. */
static void
sums(void **state)
{
	static const int64_t fives[] = {5, 5, 5}, mixed[] = {5, -5, 5};

	(void)state;
	sum_is("10", false, fives, 0, ROUND_HALF_AWAY, 0);
	sum_is("10", false, fives, 1, ROUND_HALF_AWAY, 1);
	sum_is("10", false, fives, 1, ROUND_HALF_EVEN, 0);
	sum_is("10", false, fives, 2, ROUND_HALF_AWAY, 1);
	sum_is("10", false, fives, 3, ROUND_HALF_AWAY, 2);
	sum_is("10", false, fives, 3, ROUND_HALF_EVEN, 2);
	sum_is("10", false, mixed, 2, ROUND_HALF_AWAY, 0);
	sum_is("10", false, mixed, 3, ROUND_HALF_AWAY, 1);
	sum_is("10", false, mixed + 1, 1, ROUND_HALF_AWAY, -1);
	sum_is("10", false, mixed + 1, 1, ROUND_HALF_EVEN, 0);
	sum_is("20", true, (const int64_t[]){12000}, 1, ROUND_HALF_AWAY, 2000);
	sum_is("20", true, (const int64_t[]){100, 100, 100}, 3, ROUND_HALF_AWAY,
	    50);
	sum_is("0", false, fives, 3, ROUND_HALF_AWAY, 0);
}

/* Several rates in one sum: 1/5 of 1, 7/100 of 1 and 19/119 of 119 are
   0.2 + 0.07 + 19. */
static void
mixed_rates(void **state)
{
	struct tax_sum sum = {0, 1};

	(void)state;
	assert_true(tax_add(&sum, 1, share("20", "0", false)));
	assert_true(tax_add(&sum, 1, share("7", "0", false)));
	assert_true(tax_add(&sum, 119, share("19", "0", true)));
	assert_true(sum.num * 100 == sum.den * 1927);
	assert_true(tax_rounded(&sum, ROUND_HALF_AWAY) == 19);
	assert_true(tax_add(&sum, 23, share("1", "0", false)));
	assert_true(tax_rounded(&sum, ROUND_HALF_AWAY) == 20); /* 19.50 */
	assert_true(tax_rounded(&sum, ROUND_HALF_EVEN) == 20);
	assert_true(tax_add(&sum, 100, share("1", "0", false)));
	assert_true(tax_rounded(&sum, ROUND_HALF_AWAY) == 21); /* 20.50 */
	assert_true(tax_rounded(&sum, ROUND_HALF_EVEN) == 20);
}

static uint64_t
next(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return *seed >> 33;
}

/* n / d to the nearest, without the code under test. */
static int128
nearest(int128 n, int128 d, enum money_rounding how)
{
	int128 size = n < 0 ? -n : n, halves = 2 * size / d, whole;

	whole = (halves + 1) / 2;
	if (how == ROUND_HALF_EVEN && halves % 2 == 1 && halves * d == 2 * size)
		whole -= whole % 2;
	return n < 0 ? -whole : whole;
}

/* 800, 119 and 107 divide it, and so 5, 100 and 6 but for the 3. */
#define COMMON ((int128)800 * 119 * 107 * 3)

/* One document with lines of any of these rates: parts add up to the exact
   sum rounded, and each is within one unit of what it is exactly. */
static void
check_document(uint64_t *seed, enum money_rounding how)
{
	const struct tax_share of[] = {share("20", "0", false),
	    share("7", "0", false), share("8.875", "0", false),
	    share("0", "0", false), share("20", "0", true),
	    share("19", "0", true), share("7", "0", true)};
	struct tax_sum sum = {0, 1};
	int128 exact = 0, parts = 0, before = 0;

	for (uint64_t i = 1 + next(seed) % 40; i > 0; i--) {
		const struct tax_share *s = &of[next(seed) % 7];
		int64_t base = (int64_t)(next(seed) % 20001) - 10000;
		int128 own = base * s->num * (COMMON / s->den), part, off;

		assert_true(COMMON % s->den == 0);
		assert_true(tax_add(&sum, base, *s));
		part = tax_rounded(&sum, how) - before;
		before += part;
		parts += part;
		exact += own;
		off = part * COMMON - own;
		assert_true(off <= COMMON && off >= -COMMON);
		assert_true(parts == nearest(exact, COMMON, how));
	}
}

static void
running_sums(void **state)
{
	uint64_t seed = 20261031;

	(void)state;
	for (int i = 0; i < 5000; i++)
		check_document(
		    &seed, i % 2 == 0 ? ROUND_HALF_AWAY : ROUND_HALF_EVEN);
}

/* The mirror of a document has the mirror of its tax. */
static void
mirrored(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct tax_share s = tax_share(
		    (struct decimal){(int64_t)(next(&seed) % 100000), 3},
		    (struct decimal){0, 0}, i % 3 == 0);
		struct tax_sum a = {0, 1}, b = {0, 1};

		for (int k = 0; k < 5; k++) {
			int64_t base = (int64_t)(next(&seed) % 100000);

			assert_true(tax_add(&a, base, s));
			assert_true(tax_add(&b, -base, s));
		}
		for (int how = ROUND_HALF_AWAY; how <= ROUND_HALF_EVEN; how++)
			assert_true(tax_rounded(&a, (enum money_rounding)how) ==
				    -tax_rounded(&b, (enum money_rounding)how));
	}
}

static void
refused(struct tax_sum sum, int128 base, struct tax_share s)
{
	struct tax_sum before = sum;

	assert_false(tax_add(&sum, base, s));
	assert_true(sum.num == before.num && sum.den == before.den);
}

/* What 128 bits can't hold exactly is refused, and the sum stays. */
static void
overflow(void **state)
{
	const int128 one = 1, huge = one << 126, third = 3 * (one << 64);
	const int128 most = huge - 1 + huge;
	struct tax_sum sum = {5, huge};

	(void)state;
	refused((struct tax_sum){1, huge}, 1, (struct tax_share){1, 3});
	refused((struct tax_sum){huge, 1}, 1, (struct tax_share){1, 2});
	refused((struct tax_sum){0, 1}, huge, (struct tax_share){10, 1});
	refused((struct tax_sum){0, 1}, -huge, (struct tax_share){10, 1});
	refused((struct tax_sum){0, third}, huge, (struct tax_share){1, 1});
	refused((struct tax_sum){huge, 1}, huge, (struct tax_share){1, 1});
	refused(
	    (struct tax_sum){-huge, 1}, -huge - 1, (struct tax_share){1, 1});
	/* Nothing is added without a fraction to be held. */
	assert_true(tax_add(&sum, 0, (struct tax_share){1, 3}));
	assert_true(tax_add(&sum, 7, (struct tax_share){0, 1}));
	assert_true(sum.num == 5 && sum.den == huge);
	/* Up to the last unit. */
	sum = (struct tax_sum){huge, 1};
	assert_true(tax_add(&sum, huge - 1, (struct tax_share){1, 1}));
	assert_true(sum.num == most);
	assert_true(tax_rounded(&sum, ROUND_HALF_AWAY) == most);
}

/* The largest amount at the largest rate, with all the places there are. */
static void
largest(void **state)
{
	const struct tax_share s = share("999.999999999", "0", false);
	struct tax_sum sum = {0, 1};
	int128 want = (int128)INT64_MAX * 999999999999;

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_true(tax_add(&sum, INT64_MAX, s));
	assert_true(s.num == 999999999999 && s.den == 100000000000);
	assert_true(tax_rounded(&sum, ROUND_HALF_AWAY) ==
		    nearest(want, 100000000, ROUND_HALF_AWAY));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shares),
	    cmocka_unit_test(shares_included),
	    cmocka_unit_test(shares_all),
	    cmocka_unit_test(within_and_on_top),
	    cmocka_unit_test(alone),
	    cmocka_unit_test(sums),
	    cmocka_unit_test(mixed_rates),
	    cmocka_unit_test(running_sums),
	    cmocka_unit_test(mirrored),
	    cmocka_unit_test(overflow),
	    cmocka_unit_test(largest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
