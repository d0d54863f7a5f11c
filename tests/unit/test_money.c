/* Money: what is an amount, what it is in minor units, and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "value/money.h"
#include "value/money_short.h"

static const struct money_style english = {'.', ',', MONEY_MINUS, true};
static const struct money_style german = {',', '.', MONEY_TRAILING, false};
static const struct money_style paren = {'.', ',', MONEY_PAREN, true};
static const struct money_style swiss = {'.', '\'', MONEY_MINUS, false};
static const struct money_style french = {',', ' ', MONEY_MINUS, true};

struct reading {
	const char *text;
	int exponent;
	const struct money_style *style;
	int64_t minor;
	enum money_fault fault;
};

static void
check(const struct reading *r)
{
	int64_t minor = 4711;
	enum money_fault fault =
	    money_parse(span_of(r->text), r->exponent, r->style, &minor);

	if (fault != r->fault)
		fail_msg("'%s' gives fault %d", r->text, (int)fault);
	if (minor != (fault == MONEY_OK ? r->minor : 4711))
		fail_msg("'%s' gives %lld", r->text, (long long)minor);
}

#define CHECK(table)                                                           \
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)              \
	check(&table[i])

static void
plain_amounts(void **state)
{
	static const struct reading readings[] = {
	    {"0", 2, &money_plain, 0, MONEY_OK},
	    {"5", 2, &money_plain, 500, MONEY_OK},
	    {"5", 0, &money_plain, 5, MONEY_OK},
	    {"5", 4, &money_plain, 50000, MONEY_OK},
	    {"5.1", 2, &money_plain, 510, MONEY_OK},
	    {"5.100", 2, &money_plain, 510, MONEY_OK},
	    {"5.00000000000000000000000", 0, &money_plain, 5, MONEY_OK},
	    {".5", 2, &money_plain, 50, MONEY_OK},
	    {"-.05", 2, &money_plain, -5, MONEY_OK},
	    {"-0.00", 2, &money_plain, 0, MONEY_OK},
	    {"12.345", 3, &money_plain, 12345, MONEY_OK},
	    {"-12345.67", 2, &money_plain, -1234567, MONEY_OK},
	    {"99999999", 4, &money_plain, 999999990000, MONEY_OK},
	    {"123456.78", 2, &money_plain, 12345678, MONEY_OK},
	    {"1234567890.12", 2, &money_plain, 123456789012, MONEY_OK},
	    {"0000000000000000000000000000001", 2, &money_plain, 100, MONEY_OK},
	    {"1.234", 2, &money_plain, 0, MONEY_DECIMALS},
	    {"1.5", 0, &money_plain, 0, MONEY_DECIMALS},
	    {"1234567.891", 2, &money_plain, 0, MONEY_DECIMALS},
	};

	(void)state;
	CHECK(readings);
}

static void
ends_of_the_range(void **state)
{
	static const struct reading readings[] = {
	    {"92233720368547758.07", 2, &money_plain, INT64_MAX, MONEY_OK},
	    {"-92233720368547758.07", 2, &money_plain, -INT64_MAX, MONEY_OK},
	    {"-92233720368547758.08", 2, &money_plain, 0, MONEY_RANGE},
	    {"92233720368547758.08", 2, &money_plain, 0, MONEY_RANGE},
	    {"-92233720368547758.09", 2, &money_plain, 0, MONEY_RANGE},
	    {"9223372036854775807", 0, &money_plain, INT64_MAX, MONEY_OK},
	    {"-9223372036854775807", 0, &money_plain, -INT64_MAX, MONEY_OK},
	    {"9223372036854775808", 0, &money_plain, 0, MONEY_RANGE},
	    {"922337203685477.5807", 4, &money_plain, INT64_MAX, MONEY_OK},
	    {"922337203685477.5808", 4, &money_plain, 0, MONEY_RANGE},
	    {"18446744073709551615", 0, &money_plain, 0, MONEY_RANGE},
	    {"18446744073709551616", 0, &money_plain, 0, MONEY_RANGE},
	    {"18446744073709551616.00", 2, &money_plain, 0, MONEY_RANGE},
	    {"99999999999999999999999999", 2, &money_plain, 0, MONEY_RANGE},
	    {"99999999999999999999999.999", 2, &money_plain, 0, MONEY_DECIMALS},
	    {"99999999999999999999999x", 2, &money_plain, 0, MONEY_BAD},
	};

	(void)state;
	CHECK(readings);
}

static void
not_amounts(void **state)
{
	static const char *const bad[] = {"", "-", ".", "-.", "5.", "-5.",
	    "1e3", "+5", " 5", "5 ", "--5", "5-", "(5)", "1,000", "1,234.50",
	    "1.2.3", "1..2", "$5", "0x10", "NaN", "inf", "12a", "a12",
	    "12345678a", "1234567890a", "12345678.", "1234567890.", "/", ":",
	    "1/", "1:", "\xb1", "12\2654", "１２"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		check(&(struct reading){bad[i], 2, &money_plain, 0, MONEY_BAD});
}

static void
styles(void **state)
{
	static const struct reading readings[] = {
	    {"1,234.50", 2, &english, 123450, MONEY_OK},
	    {"1,234,567", 2, &english, 123456700, MONEY_OK},
	    {"1234.50", 2, &english, 123450, MONEY_OK},
	    {"-$1,234.50", 2, &english, -123450, MONEY_OK},
	    {"$-1,234.50", 2, &english, -123450, MONEY_OK},
	    {"$.50", 2, &english, 50, MONEY_OK},
	    {"£5", 2, &english, 500, MONEY_OK},
	    {"-€12.50", 2, &english, -1250, MONEY_OK},
	    {"¥1,000", 0, &english, 1000, MONEY_OK},
	    {"$", 2, &english, 0, MONEY_BAD},
	    {"$$5", 2, &english, 0, MONEY_BAD},
	    {"5$", 2, &english, 0, MONEY_BAD},
	    {"-", 2, &english, 0, MONEY_BAD},
	    {"1,23", 2, &english, 0, MONEY_BAD},
	    {"1,2345", 2, &english, 0, MONEY_BAD},
	    {"1234,567", 2, &english, 0, MONEY_BAD},
	    {"1,234567", 2, &english, 0, MONEY_BAD},
	    {",234", 2, &english, 0, MONEY_BAD},
	    {"1,,234", 2, &english, 0, MONEY_BAD},
	    {"1,234,", 2, &english, 0, MONEY_BAD},
	    {"1.234,5", 2, &english, 0, MONEY_BAD},
	    {"1,234.5,6", 2, &english, 0, MONEY_BAD},
	    {"(5.00)", 2, &english, 0, MONEY_BAD},
	    {"1.234,50", 2, &german, 123450, MONEY_OK},
	    {"1.234,50-", 2, &german, -123450, MONEY_OK},
	    {"-1.234,50", 2, &german, -123450, MONEY_OK},
	    {"12,5", 2, &german, 1250, MONEY_OK},
	    {"1.234", 2, &german, 123400, MONEY_OK},
	    {"1.23", 2, &german, 0, MONEY_BAD},
	    {"12.50", 2, &german, 0, MONEY_BAD},
	    {"-5-", 2, &german, 0, MONEY_BAD},
	    {"-", 2, &german, 0, MONEY_BAD},
	    {"5 -", 2, &german, 0, MONEY_BAD},
	    {"(1,234.50)", 2, &paren, -123450, MONEY_OK},
	    {"($12.50)", 2, &paren, -1250, MONEY_OK},
	    {"$(12.50)", 2, &paren, -1250, MONEY_OK},
	    {"-12.50", 2, &paren, -1250, MONEY_OK},
	    {"12.50", 2, &paren, 1250, MONEY_OK},
	    {"(0.00)", 2, &paren, 0, MONEY_OK},
	    {"(-5)", 2, &paren, 0, MONEY_BAD},
	    {"-(5)", 2, &paren, 0, MONEY_BAD},
	    {"()", 2, &paren, 0, MONEY_BAD},
	    {"(", 2, &paren, 0, MONEY_BAD},
	    {"(5", 2, &paren, 0, MONEY_BAD},
	    {"5)", 2, &paren, 0, MONEY_BAD},
	    {"((5))", 2, &paren, 0, MONEY_BAD},
	    {"(92,233,720,368,547,758.07)", 2, &paren, -INT64_MAX, MONEY_OK},
	    {"1'234'567.05", 2, &swiss, 123456705, MONEY_OK},
	    {"1 234,5", 2, &french, 123450, MONEY_OK},
	    {"€1 234 567,89", 2, &french, 123456789, MONEY_OK},
	};

	(void)state;
	CHECK(readings);
}

/*
 * A slow reader that goes about it another way: it takes the text apart at
 * the decimal mark and works the value out from the right.
 */
static enum money_fault
slow(const char *text, int exponent, int64_t *minor)
{
	bool negative = text[0] == '-';
	const char *digits = text + negative, *point = strchr(digits, '.');
	size_t n = strlen(digits);
	size_t whole = point != NULL ? (size_t)(point - digits) : n;
	size_t decimals = point != NULL ? n - whole - 1 : 0;
	int128 value = 0, unit = 1;

	if (strspn(digits, "0123456789") != whole || n == 0 ||
	    (point != NULL &&
		(decimals == 0 || strspn(point + 1, "0123456789") != decimals)))
		return MONEY_BAD;
	for (size_t i = (size_t)exponent; i < decimals; i++)
		if (point[1 + i] != '0')
			return MONEY_DECIMALS;
	for (int i = exponent; i > 0; i--, unit *= 10)
		if ((size_t)i <= decimals)
			value += unit * (point[i] - '0');
	for (size_t i = whole; i > 0; i--, unit *= 10)
		value += unit * (digits[i - 1] - '0');
	value = negative ? -value : value;
	if (value < -INT64_MAX || value > INT64_MAX)
		return MONEY_RANGE;
	*minor = (int64_t)value;
	return MONEY_OK;
}

/*
 * The short way is right where it gives an answer, whatever stands behind the
 * text; and it gives one where all decimals are written, in few characters.
 */
static void
short_as_slow(const char *text, int exponent, enum money_fault want, int64_t a)
{
	size_t n = strlen(text);
	const char *point = strchr(text, '.');
	bool usual = want == MONEY_OK && n <= 15 && exponent > 0 &&
		     point != NULL && point + 1 + exponent == text + n;

	for (const char *behind = "09.-"; *behind != '\0'; behind++) {
		char room[64];
		int64_t b = a;
		bool got;

		memset(room, *behind, sizeof room);
		memcpy(room, text, n);
		got = money_short((struct span){room, n}, exponent, &b);
		if (got ? want != MONEY_OK || a != b : usual)
			fail_msg("'%s', %d decimals, the short way: %d, %lld",
			    text, exponent, (int)got, (long long)b);
	}
}

static void
same_as_slow(const char *text, int exponent)
{
	int64_t a = 1, b = 1;
	enum money_fault want = slow(text, exponent, &a);
	enum money_fault got =
	    money_parse(span_of(text), exponent, &money_plain, &b);

	if (got != want || a != b)
		fail_msg("'%s', %d decimals: %lld, not %lld (fault %d, not %d)",
		    text, exponent, (long long)b, (long long)a, (int)got,
		    (int)want);
	short_as_slow(text, exponent, want, a);
}

/* Every text of up to seven of these characters. */
static void
all_short_texts(void **state)
{
	static const char set[] = "059.-/";
	const unsigned base = sizeof set - 1;

	(void)state;
	for (size_t n = 0, count = 1; n <= 7; n++, count *= base)
		for (size_t k = 0; k < count; k++) {
			char text[8] = "";
			size_t rest = k;

			for (size_t i = 0; i < n; i++, rest /= base)
				text[i] = set[rest % base];
			same_as_slow(text, (int)(k % 5));
			same_as_slow(text, 2);
		}
}

static uint64_t
random_next(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* Longer ones, most of them well formed, up to beyond the range. */
static void
random_texts(void **state)
{
	uint64_t x = 42;

	(void)state;
	for (int k = 0; k < 300000; k++) {
		char text[40], *p = text;
		uint64_t r = random_next(&x);
		unsigned n = 1 + (unsigned)(r % 20);
		unsigned point = (unsigned)(r >> 8) % (2 * n);

		if (r >> 60 < 5)
			*p++ = '-';
		for (unsigned i = 0; i < n; i++) {
			if (i == point)
				*p++ = '.';
			*p++ = (char)('0' + random_next(&x) % 10);
		}
		*p = '\0';
		if ((r >> 52) % 32 == 0)
			text[n / 2] = (char)(33 + (r >> 20) % 90);
		same_as_slow(text, (int)(r >> 40 & 0xff) % 5);
	}
}

static void
formatted(int128 minor, int exponent, const char *want)
{
	char got[MONEY_CHARS];

	assert_int_equal(money_format(got, minor, exponent), strlen(want));
	assert_string_equal(got, want);
}

static void
formats(void **state)
{
	int128 most = ((int128)INT64_MAX << 64) | UINT64_MAX;

	(void)state;
	formatted(0, 2, "0.00");
	formatted(0, 0, "0");
	formatted(5, 2, "0.05");
	formatted(-5, 2, "-0.05");
	formatted(-50, 2, "-0.50");
	formatted(123456, 2, "1234.56");
	formatted(123456, 0, "123456");
	formatted(-123456, 3, "-123.456");
	formatted(1, 4, "0.0001");
	formatted(INT64_MAX, 2, "92233720368547758.07");
	formatted(INT64_MIN, 2, "-92233720368547758.08");
	formatted(INT64_MIN, 0, "-9223372036854775808");
	formatted((int128)INT64_MAX * 1000, 3, "9223372036854775807.000");
	formatted((int128)10000000000000000000u, 2, "100000000000000000.00");
	formatted(most, 0, "170141183460469231731687303715884105727");
	formatted(-most - 1, 4, "-17014118346046923173168730371588410.5728");
}

static void
there_and_back(void **state)
{
	uint64_t x = 7;

	(void)state;
	for (int k = 0; k < 200000; k++) {
		int64_t v = (int64_t)(random_next(&x)) >> (k % 64), back = 0;
		char text[MONEY_CHARS];
		size_t n = money_format(text, v, k % 5);

		assert_int_equal(money_parse((struct span){text, n}, k % 5,
				     &money_plain, &back),
		    MONEY_OK);
		assert_true(back == v);
	}
}

static void
sums(void **state)
{
	int64_t sum = 1;

	(void)state;
	assert_true(money_add(INT64_MAX - 1, 1, &sum) && sum == INT64_MAX);
	assert_true(money_add(INT64_MIN + 1, -1, &sum) && sum == INT64_MIN);
	assert_true(money_add(INT64_MIN, INT64_MAX, &sum) && sum == -1);
	assert_false(money_add(INT64_MAX, 1, &sum));
	assert_false(money_add(INT64_MIN, -1, &sum));
	assert_false(money_add(INT64_MIN, INT64_MIN, &sum));
	assert_true(sum == -1);
}

static void
rounding(void **state)
{
	int128 most = ((int128)INT64_MAX << 64) | UINT64_MAX;

	(void)state;
	assert_true(money_round(5, 2) == 3);
	assert_true(money_round(-5, 2) == -3);
	assert_true(money_round(4, 3) == 1);
	assert_true(money_round(5, 3) == 2);
	assert_true(money_round(-4, 3) == -1);
	assert_true(money_round(-5, 3) == -2);
	assert_true(money_round(0, 7) == 0);
	assert_true(money_round(1, 2) == 1);
	assert_true(money_round(-1, 2) == -1);
	assert_true(money_round(49, 100) == 0);
	assert_true(money_round(-50, 100) == -1);
	assert_true(money_round(6, 1) == 6);
	assert_true(money_round(most, most) == 1);
	assert_true(money_round(most - 1, most) == 1);
	assert_true(money_round(-most - 1, most) == -1);
	assert_true(money_round(most / 2, most) == 0);
	assert_true(money_round(most / 2 + 1, most) == 1);
	/* Half away from zero, by the nearest multiple of 1/d. */
	for (int n = -500; n <= 500; n++)
		for (int d = 1; d < 40; d++) {
			int size = abs(n), want = (2 * size + d) / (2 * d);

			assert_true(
			    money_round(n, d) == (n < 0 ? -want : want));
		}
}

/* Numbers that fit 64 bits are divided apart from those that do not. */
static void
rounding_short_and_wide(void **state)
{
	const int64_t most = INT64_MAX, least = INT64_MIN;

	(void)state;
	assert_true(money_round(most, 1) == most);
	assert_true(money_round(least, 1) == least);
	assert_true(money_round((int128)most + 1, 1) == (int128)most + 1);
	assert_true(money_round(most, 2) == (int128)most / 2 + 1);
	assert_true(money_round((int128)most + 2, 2) == (int128)most / 2 + 2);
	assert_true(money_round(least, 2) == least / 2);
	assert_true(money_round(most, most) == 1);
	assert_true(money_round(least, most) == -1);
	assert_true(money_round(most / 2, most) == 0);
	assert_true(money_round(most / 2 + 1, most) == 1);
	assert_true(money_round(most / 2 + 1, (int128)most + 1) == 1);
	assert_true(money_round(least, (int128)most + 1) == -1);
	assert_true(
	    money_round((int128)most * 100 + 50, 100) == (int128)most + 1);
}

static void
rounding_to_even(void **state)
{
	int128 most = ((int128)INT64_MAX << 64) | UINT64_MAX;

	(void)state;
	assert_true(money_round_as(5, 2, ROUND_HALF_EVEN) == 2);
	assert_true(money_round_as(7, 2, ROUND_HALF_EVEN) == 4);
	assert_true(money_round_as(-5, 2, ROUND_HALF_EVEN) == -2);
	assert_true(money_round_as(-7, 2, ROUND_HALF_EVEN) == -4);
	assert_true(money_round_as(1, 2, ROUND_HALF_EVEN) == 0);
	assert_true(money_round_as(-1, 2, ROUND_HALF_EVEN) == 0);
	assert_true(money_round_as(3, 2, ROUND_HALF_EVEN) == 2);
	assert_true(money_round_as(0, 2, ROUND_HALF_EVEN) == 0);
	assert_true(money_round_as(-most - 1, 1, ROUND_HALF_EVEN) == -most - 1);
	assert_true(money_round_as(most / 2, most, ROUND_HALF_EVEN) == 0);
	assert_true(money_round_as(most / 2 + 1, most, ROUND_HALF_EVEN) == 1);
	/* Off a tie, both ways agree; on one, the even neighbour is taken. */
	for (int n = -500; n <= 500; n++)
		for (int d = 1; d < 40; d++) {
			int128 even = money_round_as(n, d, ROUND_HALF_EVEN);

			if (2 * n % d == 0 && 2 * n / d % 2 != 0)
				assert_true(even % 2 == 0 &&
					    abs((int)even * d - n) * 2 == d);
			else
				assert_true(even == money_round(n, d));
		}
}

/* A split of up to four, whose parts are given. */
static void
splits(int64_t total, size_t n, const int64_t *weights, const int64_t *want,
    enum money_rounding how)
{
	int64_t parts[4], mirror[4];

	assert_true(money_split(total, weights, n, how, parts));
	assert_true(money_split(-total, weights, n, how, mirror));
	for (size_t i = 0; i < n; i++) {
		if (parts[i] != want[i])
			fail_msg("part %zu of %lld is %lld", i,
			    (long long)total, (long long)parts[i]);
		assert_true(mirror[i] == -parts[i]);
	}
}

#define SPLIT(total, how, w1, w2, w3, w4, p1, p2, p3, p4)                      \
	splits(total, 4, (const int64_t[]){w1, w2, w3, w4},                    \
	    (const int64_t[]){p1, p2, p3, p4}, how)

static void
known_splits(void **state)
{
	int64_t parts[2] = {7, 7};

	(void)state;
	SPLIT(10000, ROUND_HALF_AWAY, 1, 1, 1, 0, 3333, 3333, 3334, 0);
	SPLIT(100, ROUND_HALF_AWAY, 0, 1, 0, 2, 0, 33, 0, 67);
	/* 12.5 each: the last makes up for the rounding of the others */
	SPLIT(50, ROUND_HALF_AWAY, 1, 1, 1, 1, 13, 13, 13, 11);
	SPLIT(50, ROUND_HALF_EVEN, 1, 1, 1, 1, 12, 12, 12, 14);
	/* Half a cent each, while there are cents. */
	SPLIT(2, ROUND_HALF_AWAY, 1, 1, 1, 1, 1, 1, 0, 0);
	SPLIT(2, ROUND_HALF_EVEN, 1, 1, 1, 1, 0, 0, 0, 2);
	SPLIT(2, ROUND_HALF_AWAY, -1, -1, -1, -1, 1, 1, 0, 0);
	SPLIT(0, ROUND_HALF_AWAY, 1, 2, 3, 4, 0, 0, 0, 0);
	SPLIT(0, ROUND_HALF_AWAY, 0, 0, 0, 0, 0, 0, 0, 0);
	/* A return among the lines: 100 * -10 / 40 and so on. */
	SPLIT(100, ROUND_HALF_AWAY, 30, -10, 20, 0, 75, -25, 50, 0);
	SPLIT(100, ROUND_HALF_AWAY, -30, 10, -20, 0, 75, -25, 50, 0);
	SPLIT(1, ROUND_HALF_AWAY, 1, 1, -1, 0, 1, 1, -1, 0);
	SPLIT(INT64_MAX, ROUND_HALF_AWAY, INT64_MAX, INT64_MAX, 0, 0,
	    INT64_MAX / 2 + 1, INT64_MAX / 2, 0, 0);
	assert_true(money_split(0, NULL, 0, ROUND_HALF_AWAY, NULL));
	assert_false(money_split(5, NULL, 0, ROUND_HALF_AWAY, NULL));
	assert_false(
	    money_split(5, (const int64_t[]){0, 0}, 2, ROUND_HALF_AWAY, parts));
	assert_false(money_split(
	    5, (const int64_t[]){4, -4}, 2, ROUND_HALF_AWAY, parts));
	assert_false(money_split(
	    INT64_MAX, (const int64_t[]){2, -1}, 2, ROUND_HALF_AWAY, parts));
}

/* A part is the rounded share, until what is left is less; then all of it. */
static void
fair_split(int64_t total, const int64_t *weights, size_t n)
{
	int64_t parts[16];
	int128 sum = 0, left = total;
	size_t last = 0;

	for (size_t i = 0; i < n; i++) {
		sum += weights[i];
		last = weights[i] > 0 ? i : last;
	}
	if (!money_split(total, weights, n, ROUND_HALF_AWAY, parts)) {
		assert_true(sum == 0);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		int128 share =
		    sum > 0 ? money_round((int128)total * weights[i], sum) : 0;

		assert_true(parts[i] == (i == last ? left : share) ||
			    (parts[i] == left && left < share));
		assert_true(parts[i] >= 0);
		left -= parts[i];
	}
	assert_true(left == 0);
}

static void
random_splits(void **state)
{
	uint64_t x = 99;

	(void)state;
	for (int k = 0; k < 100000; k++) {
		int64_t weights[16], total;
		size_t n = 1 + random_next(&x) % 16;
		unsigned small = (unsigned)(random_next(&x) % 63);

		for (size_t i = 0; i < n; i++)
			weights[i] =
			    random_next(&x) % 5 == 0
				? 0
				: (int64_t)(random_next(&x) >> 1 >> small);
		total = (int64_t)(random_next(&x) >> 1 >> random_next(&x) % 63);
		fair_split(total, weights, n);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_amounts),
	    cmocka_unit_test(ends_of_the_range),
	    cmocka_unit_test(not_amounts),
	    cmocka_unit_test(styles),
	    cmocka_unit_test(all_short_texts),
	    cmocka_unit_test(random_texts),
	    cmocka_unit_test(formats),
	    cmocka_unit_test(there_and_back),
	    cmocka_unit_test(sums),
	    cmocka_unit_test(rounding),
	    cmocka_unit_test(rounding_short_and_wide),
	    cmocka_unit_test(rounding_to_even),
	    cmocka_unit_test(known_splits),
	    cmocka_unit_test(random_splits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
